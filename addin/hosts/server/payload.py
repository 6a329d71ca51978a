"""A workbook as xlwings sends it: names, sheets with their values, the selection; strictly checked on the way in.

Three entries are ours and optional: `file`, the saved workbook itself (base64); `files`, received files that are to be
merged; and `merged` in a sheet, the areas whose cells are merged, since a value counts for every row of its area.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import datetime as dt
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from addin.book import BookData, Selection
from addin.errors import CannotRun
from addin.hosts.files import free_path
from addin.hosts.sheets import SheetBook, SheetValues, area_of, by_form, quoted
from templates.reading.grid import Area

_NAME_LIMIT = 80  # characters: a file name has 255 bytes
CLIENTS = ("VBA", "Office.js")
_WRONG = "发来的工作簿数据不完整，没有执行。加载项与服务器的版本可能不一致，请重新安装加载项。"


class BadPayload(CannotRun):
    """The client sent something that is no workbook."""


def parse(body: bytes) -> dict[str, Any]:
    """The payload as sent; raises BadPayload unless it has the shape of a workbook."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        raise BadPayload(_WRONG) from None
    if not _has_shape(payload):
        raise BadPayload(_WRONG)
    found: dict[str, Any] = payload
    return found


def _has_shape(payload: Any) -> bool:
    return (
        isinstance(payload, dict)
        and payload.get("client") in CLIENTS
        and isinstance(payload.get("version"), str)
        and isinstance(payload.get("book"), dict)
        and isinstance(payload["book"].get("name"), str)
        and isinstance(payload["book"].get("active_sheet_index"), int)
        and isinstance(payload.get("names"), list)
        and all(_is_name(each) for each in payload["names"])
        and isinstance(payload.get("sheets"), list)
        and 0 <= payload["book"]["active_sheet_index"] < len(payload["sheets"])
        and all(_is_sheet(each) for each in payload["sheets"])
    )


def _is_name(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("name"), str)
        and isinstance(entry.get("sheet_index"), int)
        and isinstance(entry.get("address"), str)
    )


def _is_sheet(entry: Any) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        return False
    values = entry.get("values")
    return isinstance(values, list) and all(isinstance(row, list) for row in values)


def book_data(payload: Mapping[str, Any], today: dt.date | None = None) -> BookData:
    """The workbook of a payload."""
    sheets = [_sheet(each) for each in payload["sheets"]]
    titles = [sheet.name for sheet in sheets]
    names = {
        each["name"]: f"{quoted(titles[each['sheet_index']])}!{each['address']}"
        for each in payload["names"]
        if each.get("book_scope", True) and 0 <= each["sheet_index"] < len(titles)
    }
    book = payload["book"]
    source = SheetBook(Path(Path(book["name"]).name), sheets, by_form(names))
    area = area_of(titles[book["active_sheet_index"]], book.get("selection") or "A1")
    selection = Selection(area.sheet, area) if area else None
    return BookData(source, selection=selection, content=_content(payload.get("file")), today=today)


def _sheet(entry: Mapping[str, Any]) -> SheetValues:
    visible = entry.get("visibility", "Visible") == "Visible"
    merged: list[Area] = []
    for address in entry.get("merged", ()):
        if isinstance(address, str) and (area := area_of(entry["name"], address)) is not None:
            merged.append(area)
    rows = entry["values"]
    return SheetValues(entry["name"], [] if rows == [[]] else rows, visible, merged)


def _content(text: object) -> Callable[[], bytes] | None:
    if not isinstance(text, str) or not text:
        return None
    content = _decoded(text)
    return lambda: content


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        raise BadPayload(_WRONG) from None


@contextlib.contextmanager
def sent_files(payload: Mapping[str, Any]) -> Iterator[Path | None]:
    """A folder with the files that came along, gone when the command is done; None where none came."""
    files = payload.get("files")
    if not files:
        yield None
        return
    if not isinstance(files, list) or not all(isinstance(each, dict) for each in files):
        raise BadPayload(_WRONG)
    with tempfile.TemporaryDirectory(prefix="jiuye-") as folder:
        for number, each in enumerate(files):
            name = Path(str(each.get("name", "")).replace("\\", "/")).name.strip(". \0") or f"文件{number}"
            free_path(Path(folder), name[-_NAME_LIMIT:]).write_bytes(_decoded(each.get("content", "")))
        yield Path(folder)
