"""当地参数: what the policies presuppose and no document of the compendium prints, filled in by the user."""

from __future__ import annotations

from collections.abc import Iterable

from formulas.subsidies import rules
from templates.fields import Date, Dec, Pct, Text
from templates.local_parameters import TABLES, LocalTable
from templates.model import Workbook
from templates.rendering.drawing import Drawing
from templates.rendering.styles import BODY, HEAD, INPUT_FILL, Look, box, put
from templates.rendering.validations import guard_cells

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
    for table in tables:
        row = _draw_one(drawing, sheet_title, row, table)
    return row


def _draw_one(drawing: Drawing, title: str, row: int, table: LocalTable) -> int:
    sheet, styles = drawing.book[title], drawing.styles
    last = row + SLOTS
    text, head = BODY.but(vertical="top"), styles.array(HEAD)
    for column, words in enumerate((table.label, table.unit, "由使用单位填写", table.note), start=1):
        box(sheet, row, column, last, column, styles.array(text), words)
    for column, words in enumerate(("序号", "起始日期", "数值", "文号"), start=5):
        put(sheet, row, column, head, words)
    value = Pct() if table.percent else Dec(0)
    looks: dict[int, tuple[Look, object]] = {
        6: (BODY.but(number_format="yyyy-mm-dd", horizontal="center"), Date(future=True)),
        7: (BODY.but(number_format=value.number_format, horizontal="right"), value),
        8: (BODY.but(number_format="@"), Text()),
    }
    for number in range(1, SLOTS + 1):
        put(sheet, row + number, 5, styles.array(BODY.but(horizontal="center")), number)
        for column, (look, _) in looks.items():
            put(sheet, row + number, column, styles.array(look.but(fill=INPUT_FILL, locked=False)))
    for column, letter, words in ((6, "F", "起始日期"), (7, "G", table.label), (8, "H", "文号")):
        cells = f"{letter}{row + 1}:{letter}{last}"
        guard_cells(sheet, cells, f"{letter}{row + 1}", looks[column][1], words)  # type: ignore[arg-type]
    drawing.names.add_cells(f"local.{table.name}.from", title, row + 1, 6, last, 6)
    drawing.names.add_cells(f"local.{table.name}", title, row + 1, 7, last, 7)
    drawing.names.add_cells(f"local.{table.name}.source", title, row + 1, 8, last, 8)
    return last + 1
