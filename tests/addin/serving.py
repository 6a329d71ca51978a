"""The server as it runs in an office, on a free port of this machine, for the length of a test module."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from addin.hosts.server.app import make_app
from addin.hosts.server.limits import Limits

SECONDS = 60


@contextlib.contextmanager
def running(limits: Limits | None = None, *, office_js: Path | None = None) -> Iterator[str]:
    """The address of a running server."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(limits, office_js=office_js), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + SECONDS
        while not server.started:
            assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{place.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(SECONDS)
