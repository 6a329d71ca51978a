"""`jiuye serve`: on this PC alone without a token, elsewhere only with one."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from addin.cli.app import run

REFUSED = [
    (["--host", "0.0.0.0"], "必须设访问令牌"),
    (["--host", "0.0.0.0", "--token", "short"], "至少16个字符"),
    (["--host", "192.0.2.1"], "监听 192.0.2.1 时别的电脑也能访问"),
    (["--port", "70000"], "--port"),
    (["--cert", "nothing.pem"], "--cert"),
    (["--office-js", "nowhere"], "--office-js"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED, ids=[" ".join(each[0]) for each in REFUSED])
def test_settings_that_are_not_safe_or_not_there(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JIUYE_TOKEN", raising=False)
    assert run(["serve", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_certificate_and_key_belong_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cert = tmp_path / "cert.pem"
    cert.write_text("x", encoding="utf-8")
    assert run(["serve", "--cert", str(cert)]) == 2
    assert "--cert 和 --key 要一起给出" in capsys.readouterr().err


def test_the_server_starts_on_this_pc_and_keeps_stdout_clean() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = [sys.executable, "-c", "from addin.cli import main; main()", "serve", "--port", str(port)]
    process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        answer = _asked(f"http://127.0.0.1:{port}/health", process)
    finally:
        process.terminate()
        out, err = process.communicate(timeout=60)
    assert answer["status"] == "ok"
    assert out == b"" and f"127.0.0.1:{port}" in err.decode()


def _asked(address: str, process: subprocess.Popen[bytes]) -> dict[str, str]:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                found: dict[str, str] = json.loads(response.read())
                return found
        except OSError:
            assert process.poll() is None and time.monotonic() < deadline, "the server did not start"
            time.sleep(0.1)
