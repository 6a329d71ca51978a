"""The routes of `jiuye serve`."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from addin.commands import commands
from addin.commands.about import program_version
from addin.hosts.server.limits import Gate, Limits, Refusal
from addin.hosts.server.payload import BadPayload, book_data, parse
from addin.hosts.server.shell import actions

STATIC = Path(__file__).parent / "static"
log = logging.getLogger("jiuye.server")
Handler = Callable[[Request], Awaitable[Response]]
_NO_STORE = {"Cache-Control": "no-store"}


def make_app(limits: Limits | None = None) -> Starlette:
    """The server as an application; whoever runs it decides on the address."""
    gate = Gate(limits or Limits())
    server = _Server(gate)
    return Starlette(
        routes=[
            Route("/health", server.health),
            Route("/commands", _guarded(server.list_commands)),
            Route("/commands/{name}", _guarded(server.command), methods=["POST"]),
        ]
    )


def _guarded(handler: Handler) -> Handler:
    """Refusals as sentences; anything unforeseen as one sentence too, with the trace in the log alone."""

    async def serve(request: Request) -> Response:
        try:
            return await handler(request)
        except Refusal as refusal:
            return PlainTextResponse(refusal.words, refusal.status)
        except BadPayload as error:
            return PlainTextResponse(str(error), 400)
        except Exception:
            log.exception("%s %s failed", request.method, request.url.path)
            return PlainTextResponse("服务器出错，命令没有完成，表格没有改动。请把时间告诉管理服务器的同事。", 500)

    return serve


class _Server:
    def __init__(self, gate: Gate) -> None:
        self.gate = gate

    async def health(self, request: Request) -> Response:
        """Whether the server runs; the add-in asks before it shows the pane."""
        return JSONResponse({"status": "ok", "version": program_version()}, headers=_NO_STORE)

    async def list_commands(self, request: Request) -> Response:
        self.gate.admit(request)
        found = [{"id": each.id, "title": each.title, "tip": each.tip} for each in commands().values()]
        return JSONResponse({"commands": found}, headers=_NO_STORE)

    async def command(self, request: Request) -> Response:
        """Carry a command out on the workbook in the body; the answer is what the client has to do."""
        self.gate.admit(request)
        name = request.path_params["name"]
        if name not in commands():
            raise Refusal(404, f"服务器上没有命令“{name[:40]}”。加载项与服务器的版本可能不一致，请重新安装加载项。")
        options = {key: value[:200] for key, value in request.query_params.items()}
        body = await self.gate.body(request)
        answer = await self.gate.run(lambda: answer_to(name, body, options))
        return JSONResponse(answer, headers=_NO_STORE)


def answer_to(name: str, body: bytes, options: dict[str, str]) -> dict[str, Any]:
    """The answer to one command: actions for Excel, and the same result as data for the task pane."""
    payload = parse(body)
    command = commands()[name]
    changes = command.without_folder() if command.asks == "folder" else command(book_data(payload), options)
    return {"actions": actions(payload, changes), "data": changes.data, "refused": changes.refused}
