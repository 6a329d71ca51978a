"""当地参数: what the policies presuppose and no document of the compendium prints, filled in by the user.

Formulas look a figure up by LOOKUP, so the first days must be true dates in ascending order, each with a number; what
is pasted past the validation is coloured.
"""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.worksheet.worksheet import Worksheet

from formulas.subsidies import rules
from templates.fields import Date, Dec, Pct, Text
from templates.local_parameters import TABLES, LocalTable
from templates.model import Workbook
from templates.rendering.drawing import Drawing
from templates.rendering.marks import Marks
from templates.rendering.styles import BODY, HEAD, INPUT_FILL, box, put
from templates.rendering.validations import guard_ascending, guard_cells

SLOTS = 12


def needed(workbook: Workbook) -> list[LocalTable]:
    """The local tables of a workbook: those whose inputs its rules have, and those its formulas name."""
    inputs = {name for code in workbook.rules for name, _ in rules()[code].inputs}
    formulas = [field.formula for form in workbook.forms for field in form.fields()]
    return [
        table
        for table in TABLES
        if inputs & set(table.inputs) or any(f"local.{table.name}" in formula for formula in formulas)
    ]


def draw(drawing: Drawing, sheet_title: str, row: int, tables: Iterable[LocalTable]) -> int:
    """Draw the tables from `row` on in the columns of the parameter sheet; returns the next free row."""
    marks = Marks(drawing.book[sheet_title])
    for table in tables:
        row = _draw_one(drawing, sheet_title, row, table, marks)
    return row


def _draw_one(drawing: Drawing, title: str, row: int, table: LocalTable, marks: Marks) -> int:
    sheet, styles = drawing.book[title], drawing.styles
    last = row + SLOTS
    text, head = BODY.but(vertical="top"), styles.array(HEAD)
    for column, words in enumerate((table.label, table.unit, "由使用单位填写", table.note), start=1):
        box(sheet, row, column, last, column, styles.array(text), words)
    for column, words in enumerate(("序号", "起始日期", "数值", "文号"), start=5):
        put(sheet, row, column, head, words)
    value = Pct() if table.percent else Dec(0)
    looks = {
        6: BODY.but(number_format=Date().number_format, horizontal="center"),
        7: BODY.but(number_format=value.number_format, horizontal="right"),
        8: BODY.but(number_format=Text().number_format),
    }
    for number in range(1, SLOTS + 1):
        put(sheet, row + number, 5, styles.array(BODY.but(horizontal="center")), number)
        for column, look in looks.items():
            put(sheet, row + number, column, styles.array(look.but(fill=INPUT_FILL, locked=False)))
    _guard(sheet, marks, row + 1, last, table, value)
    drawing.names.add_cells(f"local.{table.name}.from", title, row + 1, 6, last, 6)
    drawing.names.add_cells(f"local.{table.name}", title, row + 1, 7, last, 7)
    drawing.names.add_cells(f"local.{table.name}.source", title, row + 1, 8, last, 8)
    return last + 1


def _guard(sheet: Worksheet, marks: Marks, first: int, last: int, table: LocalTable, value: Dec | Pct) -> None:
    days, figures, sources = (f"{letter}{first}:{letter}{last}" for letter in "FGH")
    guard_ascending(sheet, days, _in_order(first, last), "起始日期")
    guard_cells(sheet, figures, f"G{first}", value, table.label)
    guard_cells(sheet, sources, f"H{first}", Text(), "文号")
    day, figure = f"F{first}", f"G{first}"
    for cell, other, test in ((day, figure, _in_order(first, last)), (figure, day, _above_zero(figure, table))):
        marks.add(f"{cell}:{cell[0]}{last}", f'AND({cell}="",{other}<>"")', "missing")
        marks.add(f"{cell}:{cell[0]}{last}", f'IF({cell}="",FALSE,NOT({test}))', "error")


def _in_order(first: int, last: int) -> str:
    """Whether the first cell of the days holds one, later than all above it and earlier than all below."""
    cell, days = f"F{first}", f"F${first}:F${last}"
    before = f"(ROW({days})<ROW({cell}))*({days}>={cell})"
    after = f"(ROW({days})>ROW({cell}))*({days}<={cell})"
    return f"IF(ISNUMBER({cell}),SUMPRODUCT(ISNUMBER({days})*({before}+{after}))=0,FALSE)"


def _above_zero(cell: str, table: LocalTable) -> str:
    return f"IF(ISNUMBER({cell}),AND({cell}>0,{cell}<={1 if table.percent else '9.99E+307'}),FALSE)"
