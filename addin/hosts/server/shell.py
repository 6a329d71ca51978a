"""Changes as a list of actions that a client carries out in its Excel: xlwings' own protocol, by its JSON book.

xlwings keeps the open books in one list for the whole process, and its `alert` and `macro` go to the one opened last;
so every action here is given to the book that it belongs to, and the book is closed at once.
"""

from __future__ import annotations

import base64
from typing import Any

from addin.changes import Changes, GiveFile, Mark, Say
from addin.hosts.applying import apply
from addin.hosts.server.json_book import xw
from addin.hosts.server.payload import BadPayload
from addin.tables import Value

TITLE = "就业报表"
_MODES = {"info": "info", "warning": "", "error": "critical"}


def actions(payload: dict[str, Any], changes: Changes) -> list[dict[str, Any]]:
    """The actions that carry the changes out on the client's workbook.

    Raises: BadPayload where the client's xlwings is another version
    """
    if payload["client"] != "Office.js" and payload["version"] != xw.__version__:
        words = f"加载项的版本（xlwings {payload['version']}）与服务器（{xw.__version__}）不一致，没有执行。"
        raise BadPayload(words + "请重新安装加载项。")
    book = xw.Book(json=payload)
    try:
        apply(book, changes, _ClientShell(book))
        found: list[dict[str, Any]] = book.json()["actions"]
        return found
    finally:
        book.close()


class _ClientShell:
    """Actions beyond those of xlwings; the client refuses every macro but these."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    def clean(self, value: Value) -> object:
        return value  # the clients keep a text a text

    def mark(self, sheet: str, marks: tuple[Mark, ...]) -> None:
        self._macro("JyMarkCells", sheet, mark_lines(marks))

    def clear_marks(self, sheet: str) -> None:
        self._macro("JyClearMarks", *([sheet] if sheet else []))

    def add_rows(self, sheet: str, last: int, count: int) -> None:
        self._macro("JyAddRows", sheet, last, count)

    def give(self, file: GiveFile) -> None:
        self._macro("JySaveFile", file.name, base64.b64encode(file.content).decode("ascii"), file.opening)

    def say(self, message: Say) -> None:
        self._act("alert", [message.text, TITLE, "ok", _MODES[message.kind], ""])

    def _macro(self, name: str, *arguments: object) -> None:
        self._act("runMacro", [name, *arguments])

    def _act(self, function: str, arguments: list[object]) -> None:
        self._book.impl.append_json_action(func=function, args=arguments)


def mark_lines(marks: tuple[Mark, ...]) -> str:
    """One mark a line, as the macro JyMarkCells takes them: address, severity and message, divided by |."""
    return "\n".join(f"{each.cell}|{each.severity}|{each.message}" for each in marks)
