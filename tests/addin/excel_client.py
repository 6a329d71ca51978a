"""A stand-in for Excel with the add-in in remote mode: a workbook as JSON, sent over HTTP, the answer carried out.

It sends what xlwings' VBA sends and does what `addin/vba/JyActions.bas` does, on an openpyxl workbook; an action that
is not in that list is refused. What only Excel can do (marks, new rows) openpyxl does as the headless host does.
"""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from addin.hosts import headless
from addin.hosts.inserting import insert_rows

XLWINGS = "0.37.8"
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,]+))!([$A-Z0-9:]+)")
_FULL_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")


@dataclass
class Answer:
    """What came back: status, the text of a refusal, the actions, the data for the pane."""

    status: int
    text: str = ""
    actions: list[dict[str, Any]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    refused: bool = False


class ExcelClient:
    """One open workbook."""

    def __init__(self, base: str, content: bytes, name: str = "工作簿.xlsx", token: str = "") -> None:
        self.base = base
        self.name = name
        self.token = token
        self.content = content
        self.values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.sheet = next(each.title for each in self.book.worksheets if each.sheet_state == "visible")
        self.selection = "A1"
        self.messages: list[str] = []
        self.files: dict[str, bytes] = {}

    def select(self, sheet: str, cells: str) -> ExcelClient:
        self.sheet, self.selection = sheet, cells
        return self

    # --- asking -------------------------------------------------------------------------------------------

    def payload(self, *, with_file: bool = False, client: str = "VBA", files: dict[str, bytes] | None = None) -> Any:
        found: dict[str, Any] = {
            "client": client,
            "version": XLWINGS,
            "book": {
                "name": self.name,
                "active_sheet_index": self.values.sheetnames.index(self.sheet),
                "selection": self.selection,
            },
            "names": list(self._names()),
            "sheets": [_sheet(each) for each in self.values.worksheets],
        }
        if with_file:
            found["file"] = base64.b64encode(self.content).decode()
        if files is not None:
            found["files"] = [{"name": n, "content": base64.b64encode(c).decode()} for n, c in files.items()]
        return found

    def _names(self) -> Any:
        """Names of cells only: names of constants and of deleted cells have no range, and VBA skips them."""
        for name, defined in self.values.defined_names.items():
            match = _REFERENCE.fullmatch(defined.attr_text or "")
            if match:
                title = match[1].replace("''", "'") if match[1] else match[2]
                yield {
                    "name": name,
                    "sheet_index": self.values.sheetnames.index(title),
                    "address": match[3].replace("$", ""),
                    "book_scope": True,
                    "scope_sheet_name": None,
                    "scope_sheet_index": None,
                }

    def ask(self, command: str, query: str = "", **options: Any) -> Answer:
        """Send the workbook; nothing is carried out yet."""
        return self.post(f"/commands/{command}{query}", json.dumps(self.payload(**options)).encode())

    def post(self, path: str, body: bytes, headers: dict[str, str] | None = None) -> Answer:
        given = {"Content-Type": "application/json", **(headers or {})}
        if self.token:
            given["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(self.base + path, body, given)
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                answer = json.loads(response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode())
        return Answer(200, "", answer["actions"], answer["data"], answer["refused"])

    def run(self, command: str, query: str = "", **options: Any) -> Answer:
        """Ask, and carry the answer out."""
        answer = self.ask(command, query, **options)
        assert answer.status == 200, answer.text
        self.carry_out(answer.actions)
        return answer

    # --- carrying out -------------------------------------------------------------------------------------

    def carry_out(self, actions: list[dict[str, Any]]) -> None:
        for action in actions:
            getattr(self, f"_do_{action['func']}")(action, action["args"])

    def _worksheet(self, action: dict[str, Any]) -> Worksheet:
        return self.book.worksheets[action["sheet_position"]]

    def _cells(self, action: dict[str, Any]) -> list[list[Any]]:
        first, left = action["start_row"] + 1, action["start_column"] + 1
        last, right = first + action["row_count"] - 1, left + action["column_count"] - 1
        return [list(row) for row in self._worksheet(action).iter_rows(first, last, left, right)]

    def _do_addSheet(self, action: dict[str, Any], args: list[Any]) -> None:
        self.book.create_sheet(args[1], args[0])

    def _do_sheetClear(self, action: dict[str, Any], args: list[Any]) -> None:
        sheet = self._worksheet(action)
        sheet._cells.clear()

    def _do_setValues(self, action: dict[str, Any], args: list[Any]) -> None:
        for row, values in zip(self._cells(action), action["values"], strict=True):
            for cell, value in zip(row, values, strict=True):
                if isinstance(value, str) and _FULL_MOMENT.fullmatch(value):
                    cell.value = dt.datetime.fromisoformat(value[:19])
                else:
                    cell.value = None if value in ("", None) else value
                    if isinstance(value, str) and value:
                        cell.data_type = "s"

    def _do_setFormula(self, action: dict[str, Any], args: list[Any]) -> None:
        for row, values in zip(self._cells(action), action["values"], strict=True):
            for cell, value in zip(row, values, strict=True):
                cell.value = value or None

    def _do_setColumnWidth(self, action: dict[str, Any], args: list[Any]) -> None:
        letters = get_column_letter(action["start_column"] + 1)
        self._worksheet(action).column_dimensions[letters].width = args[0]

    def _do_setAutofit(self, action: dict[str, Any], args: list[Any]) -> None:
        assert args[0] in ("rows", "columns")

    def _do_setFontProperty(self, action: dict[str, Any], args: list[Any]) -> None:
        for cell in (each for row in self._cells(action) for each in row):
            known = {"bold": cell.font.b, "size": cell.font.sz, "color": cell.font.color}
            color = f"FF{args[1][1:]}" if args[0] == "color" else None
            cell.font = Font(**{**known, args[0]: color or args[1]})

    def _do_setRangeColor(self, action: dict[str, Any], args: list[Any]) -> None:
        for cell in (each for row in self._cells(action) for each in row):
            cell.fill = PatternFill("solid", f"FF{args[0][1:]}")

    def _do_setNumberFormat(self, action: dict[str, Any], args: list[Any]) -> None:
        for cell in (each for row in self._cells(action) for each in row):
            cell.number_format = args[0]

    def _do_setWrapText(self, action: dict[str, Any], args: list[Any]) -> None:
        for cell in (each for row in self._cells(action) for each in row):
            cell.alignment = Alignment(wrap_text=args[0])

    def _do_activateSheet(self, action: dict[str, Any], args: list[Any]) -> None:
        self.sheet = self.book.sheetnames[args[0]]

    def _do_rangeSelect(self, action: dict[str, Any], args: list[Any]) -> None:
        self.selection = f"{get_column_letter(action['start_column'] + 1)}{action['start_row'] + 1}"
        headless.select(self.book, self.sheet, self.selection)

    def _do_alert(self, action: dict[str, Any], args: list[Any]) -> None:
        assert len(args) == 5
        self.messages.append(args[0])

    def _do_runMacro(self, action: dict[str, Any], args: list[Any]) -> None:
        name, *rest = args
        if name == "JyMarkCells":
            marks = [tuple(line.split("|", 2)) for line in rest[1].split("\n")]
            headless.mark_cells(self.book[rest[0]], marks)
        elif name == "JyClearMarks":
            headless.clear_marks(self.book, *rest)
        elif name == "JyAddRows":
            insert_rows(self.book, *rest)
        elif name == "JySaveFile":
            self.files[rest[0]] = base64.b64decode(rest[1])
            assert rest[2] in ("open", "save", "show")
        else:
            raise AssertionError(f"the add-in knows no macro {name}")

    def saved(self) -> bytes:
        """The workbook as it is now."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


def _sheet(sheet: Worksheet) -> dict[str, Any]:
    rows = [[_sent(cell) for cell in row] for row in sheet.iter_rows(1, sheet.max_row, 1, sheet.max_column)]
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    merged = [str(each) for each in sheet.merged_cells.ranges]
    return {"name": sheet.title, "values": rows or [[]], "pictures": [], "tables": [], "merged": merged}


def _sent(cell: Any) -> Any:
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="milliseconds") + "Z"
    if isinstance(value, dt.date):
        return f"{value.isoformat()}T00:00:00.000Z"
    if isinstance(value, dt.time):
        return f"1899-12-30T{value.isoformat(timespec='milliseconds')}Z"
    return value


# --- comparing ------------------------------------------------------------------------------------------------


def contents(book: Workbook) -> dict[str, Any]:
    """Everything of a workbook that a command may change, sheet by sheet and cell by cell."""
    return {
        sheet.title: {
            "cells": {cell.coordinate: cell.value for cell in sheet._cells.values() if cell.value is not None},
            "notes": {c.coordinate: c.comment.text for c in sheet._cells.values() if c.comment is not None},
            "formats": sorted(
                (str(area.sqref), tuple(rule.formula), rule.dxf.fill.bgColor.rgb if rule.dxf and rule.dxf.fill else "")
                for area in sheet.conditional_formatting
                for rule in area.rules
            ),
            "checks": sorted((str(v.sqref), str(v.formula1)) for v in sheet.data_validations.dataValidation),
        }
        for sheet in book.worksheets
    } | {"": {"names": {name: each.attr_text for name, each in book.defined_names.items()}, "order": book.sheetnames}}


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Where two workbooks differ, as lines that a person can read."""
    found = []
    for sheet in one.keys() | other.keys():
        left, right = one.get(sheet, {}), other.get(sheet, {})
        for part in left.keys() | right.keys():
            a, b = left.get(part), right.get(part)
            if a == b:
                continue
            if isinstance(a, dict) and isinstance(b, dict):
                places = [key for key in a.keys() | b.keys() if a.get(key) != b.get(key)]
                found += [f"{sheet}!{key}: {a.get(key)!r} / {b.get(key)!r}" for key in sorted(places)[:5]]
            else:
                found.append(f"{sheet} {part}: {str(a)[:200]} / {str(b)[:200]}")
    return found


def cells_of(content: bytes) -> dict[str, dict[str, Any]]:
    """The cells of a file, for files that differ in the moment they were made."""
    book = opened(content)
    return {s.title: {c.coordinate: c.value for c in s._cells.values() if c.value is not None} for s in book.worksheets}
