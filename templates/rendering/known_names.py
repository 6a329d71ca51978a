"""Refuses a workbook whose formulas use a defined name that it does not have: such a cell would show #NAME?.

Looked at once all sheets are drawn: cells, validations, conditional formats and the defined names themselves.  The
rows of a table carry one formula each in every column, so of them the first alone is read.  A cell may look into
another declared form of the task, though this workbook was made without it; a validation may not.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from templates.names import field_name
from templates.registry import forms
from templates.rendering.drawing import Drawing
from templates.rendering.errors import RenderError
from templates.rendering.places import Places

_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'!')
# Neither part of an address such as $A$1 nor a function, nor a sheet before its mark
_WORD = re.compile(r"(?<![A-Za-z0-9_.$])[A-Za-z_][A-Za-z0-9_.]*(?![A-Za-z0-9_.(!])")
_ADDRESS = re.compile(r"[A-Za-z]{1,3}[0-9]+|[A-Za-z]{1,3}|[0-9]+")
CELL = "公式"
_CONSTANTS = frozenset({"TRUE", "FALSE"})


def verify(drawing: Drawing) -> None:
    """Raises: RenderError that says on which form, at which field, which name is unknown"""
    by_sheet = {places.sheet: places for places in drawing.places.values()}
    for sheet in drawing.book.worksheets:
        places = by_sheet.get(sheet.title)
        for row, column, formula, what in _formulas(sheet, places):
            for name in used_names(formula):
                if name not in drawing.names and not (what == CELL and name in _elsewhere()):
                    where = _where(sheet, places, row, column)
                    raise RenderError(f"{where}的{what}用了名称 {name}，{_advice(drawing, name)}")
    for defined, text in drawing.names.items():
        for name in used_names(text):
            if name not in drawing.names:
                raise RenderError(f"名称 {defined} 的内容用了名称 {name}，{_advice(drawing, name)}")


@functools.lru_cache(maxsize=8192)
def used_names(formula: str) -> tuple[str, ...]:
    """The defined names that a formula uses, each once.

    >>> used_names('IF(N(fairs.filed_on)>0,MAX($A$1:B2,jy.today),"no.name")')
    ('fairs.filed_on', 'jy.today')
    """
    words = _WORD.findall(_QUOTED.sub("", formula))
    return tuple(dict.fromkeys(each for each in words if not _ADDRESS.fullmatch(each) and each not in _CONSTANTS))


@functools.cache
def _elsewhere() -> frozenset[str]:
    """The names of the fields of every declared form, in whatever workbook it stands."""
    return frozenset(field_name(form.code, field.code) for form in forms().values() for field in form.fields())


def _formulas(sheet: Worksheet, places: Places | None) -> Iterator[tuple[int, int, str, str]]:
    """Row, column, text and kind of every formula of a sheet; copies down a table are left out.

    What stands at a field itself comes first: a fault there is repeated in the helper columns, which no field owns.
    """
    for rule in sheet.data_validations.dataValidation:
        first = next(iter(rule.sqref.ranges))
        for text in (rule.formula1, rule.formula2):
            if text:
                yield first.min_row, first.min_col, text, "填写限制"
    for cells in sheet.conditional_formatting:
        first = next(iter(cells.sqref.ranges))
        for format_rule in cells.rules:
            for text in format_rule.formula:
                yield first.min_row, first.min_col, text, "标色条件"
    copies = _copied_rows(places)
    for (row, column), cell in sheet._cells.items():
        if cell.data_type == "f" and row not in copies and isinstance(cell.value, str):
            yield row, column, cell.value, CELL


def _copied_rows(places: Places | None) -> range:
    """The rows of a table below its first."""
    tables = [places.spots[code] for code in places.columns] if places else []
    return range(tables[0].top + 1, tables[0].bottom + 1) if tables else range(0)


def _where(sheet: Worksheet, places: Places | None, row: int, column: int) -> str:
    cell = f"{sheet.title}!{get_column_letter(column)}{row}"
    if places is None:
        return f"【{cell}】"
    spots = (spot for spot in places.spots.values() if spot.column == column and spot.top <= row <= spot.bottom)
    field = next((f".{spot.field.code}" for spot in spots), "")
    return f"{places.form}{field}【{cell}】"


def _advice(drawing: Drawing, name: str) -> str:
    near = difflib.get_close_matches(name, [each for each, _ in drawing.names.items()], n=1, cutoff=0.6)
    return f"工作簿里没有这个名称{f'；是不是 {near[0]}？' if near else '。'}"
