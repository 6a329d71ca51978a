"""Headless Chromium, driven by chromedriver over plain HTTP: the W3C WebDriver protocol, as much of it as is needed."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
SECONDS = 120  # until a wait is given up; on a busy machine a page takes its time
_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=zh-CN",
    # Nothing but the server under test can be reached
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
KEYS = {"down": "\ue015", "up": "\ue013", "right": "\ue014", "left": "\ue012", "enter": "\ue007", "tab": "\ue004"}


class Browser:
    """One window."""

    def __init__(self, driver: str, session: str) -> None:
        self._base = f"{driver}/session/{session}"

    def _call(self, method: str, path: str, **body: Any) -> Any:
        return _request(method, self._base + path, body if method == "POST" else None)

    def open(self, address: str) -> None:
        self._call("POST", "/url", url=address)

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of a function body in the page; a promise is waited for."""
        return self._call("POST", "/execute/sync", script=f"return (async () => {{{script}}})()", args=list(arguments))

    def find(self, selector: str) -> str:
        """The first element that a CSS selector finds."""
        found: dict[str, str] = self._call("POST", "/element", using="css selector", value=selector)
        return found[_ELEMENT]

    def click(self, selector: str) -> None:
        self._call("POST", f"/element/{self.find(selector)}/click")

    def type(self, selector: str, text: str) -> None:
        self._call("POST", f"/element/{self.find(selector)}/value", text=text)

    def press(self, *keys: str) -> None:
        """Keys, to whatever has the focus."""
        actions = [{"type": kind, "value": KEYS[key]} for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def text(self, selector: str) -> str:
        return str(self._call("GET", f"/element/{self.find(selector)}/text"))

    def picture(self) -> bytes:
        return base64.b64decode(self._call("GET", "/screenshot"))

    def wait(self, what: Callable[[], Any], seconds: float = SECONDS) -> Any:
        """The first true value of `what`."""
        deadline = time.monotonic() + seconds
        while not (found := what()):
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.05)
        return found


@contextlib.contextmanager
def chromium(width: int = 380, height: int = 900) -> Iterator[Browser]:
    """A browser window as wide as a task pane."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        said = Path(profile) / "chromedriver.txt"
        with said.open("wb") as output:
            driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=output, stderr=subprocess.STDOUT)
        session = ""
        try:
            base = f"http://127.0.0.1:{_port(said)}"
            args = [*_FLAGS, f"--user-data-dir={Path(profile) / 'profile'}", f"--window-size={width},{height}"]
            options = {"goog:chromeOptions": {"args": args}}
            session = _request("POST", f"{base}/session", {"capabilities": {"alwaysMatch": options}})["sessionId"]
            yield Browser(base, session)
        finally:
            try:
                if session:
                    _request("DELETE", f"{base}/session/{session}", None)
            finally:
                driver.terminate()
                driver.wait(SECONDS)


def _port(said: Path) -> int:
    """The port that chromedriver took; it says so when it is ready."""
    deadline = time.monotonic() + SECONDS
    while not (found := re.search(r"successfully on port (\d+)", said.read_text())):
        assert time.monotonic() < deadline, f"chromedriver did not start: {said.read_text()}"
        time.sleep(0.05)
    return int(found[1])


def _request(method: str, address: str, body: Any) -> Any:
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=120) as response:
            return json.loads(response.read())["value"]
    except urllib.error.HTTPError as error:
        raise AssertionError(json.loads(error.read())["value"]["message"]) from None
