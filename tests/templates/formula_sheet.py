"""A small workbook in which one formula per row judges one cell, as a form's helper column would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from templates.fields import list_tokens
from templates.fields.base import fill
from templates.lists import load_list

TODAY = dt.date(2023, 6, 30)


def list_name(name: str) -> str:
    return f"lists.{name}"


def write_formula_sheet(
    path: Path, rows: Sequence[tuple[Sequence[object], Sequence[str]]], constants: Mapping[str, str]
) -> Path:
    """Each row holds some cells from A on, then formulas over them; formulas carry no leading = and may use tokens."""
    book = Workbook()
    sheet = book.active
    sheet.title = "试算"
    lists = book.create_sheet("lists")
    lists["A1"] = TODAY
    _name(book, "jy.today", "lists!$A$1")
    for name, text in constants.items():
        _name(book, name, text)
    names = dict.fromkeys(name for _, formulas in rows for formula in formulas for name in list_tokens(formula))
    for column, name in enumerate(names, start=2):
        for row, listed in enumerate(load_list(name).values, start=1):
            lists.cell(row, column, listed)
        letter = lists.cell(1, column).column_letter
        _name(book, list_name(name), f"{quote_sheetname('lists')}!${letter}$1:${letter}${len(load_list(name).values)}")
    for number, (values, formulas) in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if value in ERROR_CODES:
                cell.data_type = "e"
            elif isinstance(value, str):
                cell.data_type, cell.number_format = "s", "@"  # a text that begins with = stays text
        for column, formula in enumerate(formulas, start=len(values) + 1):
            sheet.cell(number, column).value = "=" + fill(formula, f"A{number}", list_name)
    book.save(path)
    return path


def _name(book: Workbook, name: str, value: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=value)
