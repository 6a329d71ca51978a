"""Carries changes out on an xlwings book, whether it is Excel itself or JSON for a client.

What xlwings cannot do alike in both (protection, marks, new rows, files, messages) a `Shell` does.
"""

from __future__ import annotations

from typing import Any, Protocol

import xlwings as xw

from addin.changes import (
    AddRows,
    Changes,
    ClearMarks,
    GiveFile,
    Mark,
    MarkCells,
    PutValues,
    ReplaceSheet,
    Say,
    Select,
)
from addin.tables import Layout, Link, Span, Value, lay_out
from templates.findings import position_of
from templates.names import HIDDEN_TABS

_HEAD_FILL, _LINK_COLOR, _NOTE_COLOR = "#DCE6F1", "#0563C1", "#595959"
_MONEY, _TEXT = "#,##0.00", "@"


class Shell(Protocol):
    """What each host does in its own way."""

    def clean(self, value: Value) -> object:
        """A value as it must be handed to xlwings so that a text stays that text."""

    def mark(self, sheet: str, marks: tuple[Mark, ...]) -> None: ...

    def clear_marks(self, sheet: str) -> None: ...

    def add_rows(self, sheet: str, last: int, count: int) -> None: ...

    def give(self, file: GiveFile) -> None: ...

    def say(self, message: Say) -> None: ...


def apply(book: xw.Book, changes: Changes, shell: Shell) -> None:
    """Carry the changes out in their order."""
    for change in changes.items:
        match change:
            case ReplaceSheet(name=name, sheet=sheet):
                _replace(book, name, lay_out(sheet), shell)
            case PutValues(sheet=name, cell=cell, rows=rows):
                row, column = position_of(cell)
                _write(book.sheets[name], row - 1, column - 1, [list(each) for each in rows], shell)
            case MarkCells(sheet=name, marks=marks):
                shell.mark(name, marks)
            case ClearMarks(sheet=name):
                shell.clear_marks(name)
            case AddRows(sheet=name, last=last, count=count):
                shell.add_rows(name, last, count)
            case Select(sheet=name, cell=cell):
                book.sheets[name].activate()
                book.sheets[name].range(cell).select()
            case GiveFile():
                shell.give(change)
            case Say():
                shell.say(change)


def _replace(book: xw.Book, name: str, layout: Layout, shell: Shell) -> None:
    sheet = _empty_sheet(book, name)
    _write(sheet, 0, 0, layout.rows, shell)
    for span in layout.spans:
        _look(sheet, span)
    for place, width in enumerate(layout.widths, start=1):
        sheet.range((1, place)).column_width = width
    bottom, right = len(layout.rows), len(layout.widths)
    if bottom > 2 and right > 1:
        sheet.range((3, 1), (bottom, right)).rows.autofit()


def _empty_sheet(book: xw.Book, name: str) -> Any:
    titles = [sheet.name for sheet in book.sheets]
    if name in titles:
        sheet = book.sheets[name]
        sheet.clear()
        return sheet
    last = next((title for title in reversed(titles) if title not in HIDDEN_TABS), titles[-1])
    return book.sheets.add(name, after=book.sheets[last])


def _write(sheet: Any, top: int, left: int, rows: list[list[Value]], shell: Shell) -> None:
    """All values in one write; columns of links in one write each."""
    plain = [[None if isinstance(cell, Link) else shell.clean(cell) for cell in row] for row in rows]
    if plain:
        sheet.range((top + 1, left + 1)).value = plain
    for first, last, column in _runs_of_links(rows):
        formulas = [[cell.formula if isinstance(cell := rows[row][column], Link) else ""] for row in range(first, last)]
        target = sheet.range((top + first + 1, left + column + 1), (top + last, left + column + 1))
        target.formula = formulas if len(formulas) > 1 else formulas[0][0]


def _runs_of_links(rows: list[list[Value]]) -> list[tuple[int, int, int]]:
    """Rows (first, behind the last) and column of each run of links that stand one below the other."""
    found = []
    for column in range(max(map(len, rows), default=0)):
        start = None
        for row in range(len(rows) + 1):
            linked = row < len(rows) and isinstance(rows[row][column], Link)
            if linked and start is None:
                start = row
            elif not linked and start is not None:
                found.append((start, row, column))
                start = None
    return found


def _look(sheet: Any, span: Span) -> None:
    target = sheet.range((span.top + 1, span.left + 1), (span.bottom + 1, span.right + 1))
    match span.look:
        case "title":
            target.font.bold, target.font.size = True, 16
        case "heading":
            target.font.bold, target.font.size = True, 12
        case "mark":
            target.font.color = _NOTE_COLOR
        case "head":
            target.font.bold, target.color = True, _HEAD_FILL
        case "money":
            target.number_format = _MONEY
        case "link":
            target.font.color = _LINK_COLOR
        case "text":
            target.wrap_text = True
