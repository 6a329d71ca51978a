"""A workbook as xlwings sends it: names, sheets with their values, the selection; strictly checked on the way in.

Two entries are ours and optional: `file`, the saved workbook itself (base64), and `merged` in a sheet, the areas whose
cells are merged, since a value merged over several rows counts for each of them.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from addin.book import BookData, Selection
from addin.errors import CannotRun
from addin.hosts.sheets import SheetBook, SheetValues, area_of, by_form, quoted
from templates.reading.grid import Area

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
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadPayload(_WRONG) from None
    return lambda: content
