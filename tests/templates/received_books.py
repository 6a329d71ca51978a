"""Workbooks as they come back: the sample forms, drawn by the project itself, filled in and then mistreated.

`Copy` fills in by header text and row, as a person does; insertions shift the defined names as Excel does, which
openpyxl leaves alone.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from templates.checking import check
from templates.findings import Finding
from templates.model import Form, Workbook
from templates.reading import Received, read_workbook
from templates.rendering import file_bytes
from tests.templates.sample_forms import FORMS, WORKBOOK

TODAY = dt.date(2023, 4, 20)
ENTERPRISE_SHEET, DEMAND_SHEET = "各地重点企业清单", "用工需求清单汇总表"
CODES = (
    "91410402MA00000A1L",
    "91410403MA00000B27",
    "91410411MA00000C3X",
    "91410404MA00000D4X",
    "91410482MA00000E51",
)
KIND = "对加快建设制造业强省完善产业布局具有重大意义的规上工业企业"
ROWS = 12  # prepared rows of the drawn lists


def enterprise(number: int) -> dict[str, object]:
    """One invented enterprise without a fault."""
    area = ("新华区", "卫东区", "湛河区", "石龙区", "汝州市")[number]
    return {
        "name": f"平顶山甲乙丙第{number + 1}制造有限公司",
        "credit-code": CODES[number],
        "range": KIND,
        "size": 100 + number,
        "industry": "制造业",
        "area": f"平顶山市{area}",
        "address": f"{area}某某路{number + 1}号",
        "contact": f"张三丰 1380013800{number}",
    }


def demand(number: int) -> dict[str, object]:
    """One row of need without a fault."""
    return {
        "city": "平顶山市",
        "name": f"平顶山甲乙丙第{number + 1}制造有限公司",
        "credit-code": CODES[number],
        "staff": 100 + number,
        "trade-solved": "装配工",
        "solved": 3,
        "trade-short": "焊工",
        "short": 5,
        "reason": "扩产",
        "raised-on": dt.date(2023, 3, 2),
        "answered-on": dt.date(2023, 3, 6),
    }


_DRAWN: dict[str, bytes] = {}


def drawn(workbook: Workbook = WORKBOOK) -> bytes:
    """The empty workbook as the project draws it, once for each code."""
    if workbook.code not in _DRAWN:
        _DRAWN[workbook.code] = file_bytes(workbook, rows=ROWS)
    return _DRAWN[workbook.code]


class Copy:
    """A drawn workbook in the hands of a clerk."""

    def __init__(self, workbook: Workbook = WORKBOOK) -> None:
        self.workbook = workbook
        self.book = openpyxl.load_workbook(io.BytesIO(drawn(workbook)))

    def __getitem__(self, sheet: str) -> Worksheet:
        return self.book[sheet]

    def place(self, form: Form, code: str) -> tuple[Worksheet, int, int]:
        """The sheet, first row and column of a field, by its defined name."""
        text = self.book.defined_names[f"{form.name}.{code.replace('-', '_')}"].attr_text
        sheet, _, cells = text.rpartition("!")
        match = re.match(r"\$([A-Z]+)\$(\d+)", cells)
        assert match
        return self.book[sheet.strip("'")], int(match[2]), openpyxl.utils.column_index_from_string(match[1])

    def put(self, form: Form, code: str, value: object, row: int = 0) -> str:
        """Fill in one cell; `row` counts the list's rows from 0. Returns its address."""
        sheet, top, column = self.place(form, code)
        cell = sheet.cell(top + row, column)
        cell.value = value
        if isinstance(value, (dt.date, dt.datetime)):
            cell.number_format = "yyyy-mm-dd"
        return f"{cell.coordinate}"

    def fill(self, form: Form, row: int, values: Mapping[str, object]) -> None:
        for code, value in values.items():
            self.put(form, code, value, row)

    def insert_column(self, sheet: str, before: int) -> None:
        """Insert an empty column the way Excel does."""
        self._insert(sheet, before, column=True)

    def insert_row(self, sheet: str, before: int) -> None:
        """Insert an empty row the way Excel does."""
        self._insert(sheet, before, column=False)

    def _insert(self, sheet: str, before: int, *, column: bool) -> None:
        work = self.book[sheet]
        merged = [str(each) for each in work.merged_cells.ranges]
        for each in merged:
            work.unmerge_cells(each)
        (work.insert_cols if column else work.insert_rows)(before)

        def moved(match: re.Match[str]) -> str:
            letters, number = match[1], int(match[2])
            place = openpyxl.utils.column_index_from_string(letters)
            if column:
                letters = get_column_letter(place + 1) if place >= before else letters
            elif number >= before:
                number += 1
            return f"${letters}${number}"

        for name in self.book.defined_names.values():
            if name.attr_text.startswith(f"'{sheet}'!"):
                title, _, cells = name.attr_text.rpartition("!")
                name.attr_text = f"{title}!{re.sub(r'[$]([A-Z]+)[$]([0-9]+)', moved, cells)}"

    def drop_names(self) -> None:
        """Leave no defined name, and no hidden sheet: a table that somebody typed anew."""
        for name in list(self.book.defined_names):
            del self.book.defined_names[name]
        for sheet in list(self.book.worksheets):
            if sheet.title not in (ENTERPRISE_SHEET, DEMAND_SHEET):
                self.book.remove(sheet)

    def bytes(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def read(self, forms: Mapping[str, Form] = FORMS) -> Received:
        return read_workbook(Path("表.xlsx"), forms, content=self.bytes())

    def findings(self, today: dt.date = TODAY) -> list[Finding]:
        return check(self.read(), today=today)


def filled(rows: int = 3) -> Copy:
    """A copy with `rows` faultless rows in both lists."""
    enterprises, needs = FORMS["sample-enterprises"], FORMS["sample-demand"]
    copy = Copy()
    for form in (enterprises, needs):
        copy.put(form, "reporting-unit", "平顶山市人力资源和社会保障局")
        copy.put(form, "filed-on", dt.date(2023, 3, 17))
    copy.put(enterprises, "filler", "李四")
    copy.put(enterprises, "filler-tel", "0375-6059678")
    for number in range(rows):
        copy.fill(enterprises, number, enterprise(number))
        copy.fill(needs, number, demand(number))
    return copy
