"""Who may ask, how much may be sent, how long a command may take; refusals are sentences a clerk understands."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import TypeVar
from urllib.parse import urlsplit

import anyio
from starlette.requests import ClientDisconnect, Request

Answer = TypeVar("Answer")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MEGABYTE = 1 << 20


class Refusal(Exception):
    """A request that is not served: HTTP status and a Chinese sentence."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings of a server."""

    token: str = ""  # "" only on the loopback interface
    size: int = 64 * MEGABYTE  # of one request
    seconds: float = 60.0  # for one command
    at_once: int = 4  # commands that run side by side
    waiting: int = 16  # requests that may wait for their turn
    hosts: tuple[str, ...] = LOOPBACK  # names by which the server may be called; () allows any


@dataclass(slots=True)
class Gate:
    """Lets requests through within the limits."""

    limits: Limits
    _pool: ThreadPoolExecutor = field(init=False)
    _places: BoundedSemaphore = field(init=False)  # those that run and those that wait

    def __post_init__(self) -> None:
        self._pool = ThreadPoolExecutor(self.limits.at_once, "jiuye-command")
        self._places = BoundedSemaphore(self.limits.at_once + self.limits.waiting)

    def admit(self, request: Request) -> None:
        """Refuse a wrong token, and pages of other sites that reach for a server on this PC."""
        self.check_host(request)
        origin = request.headers.get("origin", "")
        if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host", ""):
            raise Refusal(403, "服务器只接受由它自己的页面或加载项发出的请求。")
        if self.limits.token:
            given = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
            if not hmac.compare_digest(given.encode(), self.limits.token.encode()):
                raise Refusal(401, "服务器不接受本机的访问令牌。请向管理服务器的同事要新的令牌，再重新填写。")

    def check_host(self, request: Request) -> None:
        """A server for this PC alone answers only when it is called by the name of this PC."""
        host = request.headers.get("host", "")
        name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
        if self.limits.hosts and name not in self.limits.hosts:
            raise Refusal(403, "服务器不接受这个地址。请按管理员给的地址访问。")

    async def body(self, request: Request) -> bytes:
        """The body of a request, read no further than the limit."""
        words = f"工作簿太大，超过{self.limits.size // MEGABYTE} MB，服务器拒收。请删去用不着的工作表后再试。"
        declared = request.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self.limits.size:
            raise Refusal(413, words)
        parts: list[bytes] = []
        total = 0
        try:
            with anyio.fail_after(self.limits.seconds):
                async for part in request.stream():
                    total += len(part)
                    if total > self.limits.size:
                        raise Refusal(413, words)
                    parts.append(part)
        except TimeoutError:
            raise Refusal(408, "工作簿没有按时传完。请检查网络后再试。") from None
        except ClientDisconnect:
            raise Refusal(400, "连接中断，没有执行。") from None
        return b"".join(parts)

    async def run(self, function: Callable[[], Answer]) -> Answer:
        """Run a command in a thread; one that takes too long is given up, and blocks its place until it ends."""
        if not self._places.acquire(blocking=False):
            raise Refusal(429, "服务器正忙，请过一会儿再试。")
        command = self._pool.submit(function)
        command.add_done_callback(lambda _: self._places.release())
        try:
            with anyio.fail_after(self.limits.seconds):
                return await asyncio.wrap_future(command)
        except TimeoutError:
            words = f"命令超过{self.limits.seconds:g}秒没有完成，已放弃，表格没有改动。请把工作簿分成几份再试。"
            raise Refusal(503, words) from None
