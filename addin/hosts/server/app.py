"""The routes of `jiuye serve`."""

from __future__ import annotations

import gc
import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from addin.commands import commands
from addin.commands.new_form import catalogue
from addin.functions import FunctionError, call, metadata
from addin.hosts.server.limits import Gate, Limits, Refusal
from addin.hosts.server.manifest import manifest
from addin.hosts.server.pages import ICON_SIZES, STATIC, icon, office_folder, security_headers, taskpane
from addin.hosts.server.payload import BadPayload, book_data, parse, sent_files
from addin.hosts.server.shell import actions
from addin.version import program_version

log = logging.getLogger("jiuye.server")
Handler = Callable[[Request], Awaitable[Response]]
_NO_STORE = {"Cache-Control": "no-store"}
_CALLS_AT_ONCE = 5000


def make_app(limits: Limits | None = None, *, office_js: Path | None = None) -> Starlette:
    """The server as an application; whoever runs it decides on the address.

    Takes: `office_js`, the folder of a local copy of office.js, for networks without internet
    """
    server = _Server(Gate(limits or Limits()), office_folder(office_js))
    routes: list[BaseRoute] = [
        Route("/health", server.health),
        Route("/commands", _guarded(server.list_commands)),
        Route("/commands/{name}", _guarded(server.command), methods=["POST"]),
        Route("/functions", _guarded(server.functions), methods=["POST"]),
        Route("/forms", _guarded(server.forms)),
        Route("/manifest.xml", _guarded(server.manifest)),
        Route("/functions.json", _guarded(server.metadata)),
        Route("/", _guarded(server.pane)),
        Route("/taskpane.html", _guarded(server.pane)),
        Route("/static/icon-{size:int}.png", _guarded(server.icon)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    if server.office is not None:
        routes.append(Mount("/office-js", StaticFiles(directory=server.office)))
    return Starlette(routes=routes)


def warm_up() -> None:
    """Load what the first command would load, and keep the collector of garbage from looking it through ever again."""
    commands()
    catalogue()
    metadata()
    gc.collect()
    gc.freeze()


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
    def __init__(self, gate: Gate, office: Path | None) -> None:
        self.gate = gate
        self.office = office

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

    async def functions(self, request: Request) -> Response:
        """The values of custom functions, many calls at once."""
        self.gate.admit(request)
        calls = _calls(await self.gate.body(request))
        results = await self.gate.run(lambda: [_value(name, arguments) for name, arguments in calls])
        return JSONResponse({"results": results}, headers=_NO_STORE)

    async def forms(self, request: Request) -> Response:
        """The workbooks that 新建表单 can make."""
        self.gate.admit(request)
        return JSONResponse({"workbooks": catalogue()}, headers=_NO_STORE)

    async def manifest(self, request: Request) -> Response:
        """The manifest for the address by which it was asked for."""
        self.gate.check_host(request)
        base = f"{request.url.scheme}://{request.headers.get('host', '')}"
        return Response(manifest(base), media_type="application/xml", headers=_NO_STORE)

    async def metadata(self, request: Request) -> Response:
        self.gate.check_host(request)
        return JSONResponse(metadata())

    async def pane(self, request: Request) -> Response:
        self.gate.check_host(request)
        local = self.office is not None
        return HTMLResponse(taskpane(local), headers={**security_headers(local), **_NO_STORE})

    async def icon(self, request: Request) -> Response:
        size = request.path_params["size"]
        if size not in ICON_SIZES:
            raise Refusal(404, "没有这个图标。")
        return Response(icon(size), media_type="image/png")


def _calls(body: bytes) -> list[tuple[str, list[object]]]:
    """The calls of one request; raises BadPayload unless they are what the pane's script sends."""
    try:
        calls = json.loads(body)["calls"]
        found = [(each["name"], each["args"]) for each in calls]
    except (ValueError, RecursionError, KeyError, TypeError):
        raise BadPayload("发来的函数参数不完整，没有计算。") from None
    well = all(isinstance(name, str) and isinstance(arguments, list) for name, arguments in found)
    if not well or len(found) > _CALLS_AT_ONCE:
        raise BadPayload("发来的函数参数不完整，没有计算。")
    return found


def _value(name: str, arguments: list[object]) -> dict[str, object]:
    try:
        return {"value": call(name, arguments)}
    except FunctionError as error:
        return {"error": str(error)}
    except KeyError:
        return {"error": f"没有函数 {name[:40]}。"}


def answer_to(name: str, body: bytes, options: dict[str, str]) -> dict[str, Any]:
    """The answer to one command: actions for Excel, and the same result as data for the task pane."""
    payload = parse(body)
    command = commands()[name]
    given = {key: text for key, text in options.items() if key != "folder"}  # never a folder of this machine
    with sent_files(payload) as folder:
        if folder is not None:
            given["folder"] = str(folder)
        changes = command(book_data(payload), given)
    if changes.asks:
        changes = command.without_folder()
    return {"actions": actions(payload, changes), "data": changes.data, "refused": changes.refused}
