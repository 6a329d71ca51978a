"""Result sheets: words and tables one below the other, laid out once for every host.

A cell is a text, a number, None or a `Link` to a cell of the workbook. Dates are written as texts, 2023-06-01: what a
program wrote is to be read, not edited, and no host has to guess a format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from templates.reading.grid import Grid

# The names of all sheets that commands write
GENERATED = ("校验结果", "填报进度", "补贴核算", "可享政策", "评分结果", "计算依据", "参数查询")
MARK = "本表由“就业报表”生成，再次执行会重写，请不要在本表填写。"
_WRAP_AT = 255  # Excel's widest column
_TEXT_LIMIT = 32_000  # of a cell; Excel takes 32,767
_MARK_ROW = 1
_LINE, _MARGIN, _HIGHEST = 15.0, 4.0, 409.0  # points; Excel's highest row

Kind = Literal["text", "center", "number", "money"]
Look = Literal["title", "mark", "heading", "note", "head", "text", "center", "number", "money", "link"]


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another one; shows the target's address, or `text`."""

    sheet: str
    cell: str
    text: str = ""

    @property
    def shown(self) -> str:
        return self.text or self.cell

    @property
    def formula(self) -> str:
        """HYPERLINK takes a whole column of links in one write, and works in Excel, WPS and LibreOffice alike."""
        target = self.sheet.replace("'", "''")
        return f'=HYPERLINK("#\'{_quoted(target)}\'!{self.cell}","{_quoted(self.shown)}")'


def plain_text(text: str) -> str:
    """A text as XlsxWriter may have it: one between <r> and </r> it would take for ready-made XML."""
    return f" {text}" if text.startswith("<r>") else text


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: a Chinese character is as wide as two digits."""
    room = max(2, int(width) - 1)
    return sum(max(1, -(-sum(2 if ord(each) > 0x2E7F else 1 for each in line) // room)) for line in text.split("\n"))


def _quoted(text: str) -> str:
    return text.replace('"', '""')


Value = str | int | float | Link | None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float = 12.0
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words over the whole width."""

    text: str
    look: Literal["heading", "note"] = "note"


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """What a command puts on a sheet of its own."""

    title: str
    blocks: Sequence[Words | Table]


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle of cells, counted from zero, both ends included, and how it looks."""

    top: int
    left: int
    bottom: int
    right: int
    look: Look


@dataclass(slots=True)
class Layout:
    """A sheet as cells: what stands in each, how they look, how wide the columns are."""

    rows: list[list[Value]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    frozen: int = 0  # so many rows stay in sight

    def heights(self) -> dict[int, float]:
        """The height in points of every row whose text needs more than one line, for hosts that do not fit rows."""
        wrapped = {
            (row, column)
            for span in self.spans
            if span.look in ("text", "head")
            for row in range(span.top, span.bottom + 1)
            for column in range(span.left, span.right + 1)
        }
        found: dict[int, float] = {}
        for row, column in wrapped:
            value = self.rows[row][column]
            if isinstance(value, str) and (needed := _lines(value, self.widths[column])) > 1:
                found[row] = max(found.get(row, 0.0), min(needed * _LINE + _MARGIN, _HIGHEST))
        return found


def lay_out(sheet: ResultSheet, *, generated: bool = True) -> Layout:
    """The cells of a result sheet; the second line says that a program wrote it, unless it is not `generated`."""
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    width = max([1, *(len(table.columns) for table in tables)])
    layout = Layout(widths=_widths(tables, width))
    _add(layout, width, sheet.title, "title")
    if generated:
        _add(layout, width, MARK, "mark")
    for block in sheet.blocks:
        if isinstance(block, Words):
            _add(layout, width, block.text, block.look)
            continue
        _add_table(layout, width, block)
        if len(tables) == 1:
            layout.frozen = len(layout.rows) - len(block.rows)
    return layout


def _widths(tables: Sequence[Table], width: int) -> list[float]:
    found = [0.0] * width
    for table in tables:
        for place, column in enumerate(table.columns):
            found[place] = min(max(found[place], column.width), _WRAP_AT)
    return found if tables else [80.0]


def _add(layout: Layout, width: int, value: Value, look: Look) -> None:
    row = len(layout.rows)
    layout.rows.append([_fitting(value), *[None] * (width - 1)])
    layout.spans.append(Span(row, 0, row, 0, look))


def _add_table(layout: Layout, width: int, table: Table) -> None:
    top, used = len(layout.rows), len(table.columns)
    empty: list[Value] = [None] * (width - used)
    layout.rows.append([*(column.title for column in table.columns), *empty])
    layout.spans.append(Span(top, 0, top, used - 1, "head"))
    layout.rows += [[*map(_fitting, row), *empty] for row in table.rows]
    bottom = len(layout.rows) - 1
    if bottom > top:
        for place, column in enumerate(table.columns):
            linked = any(isinstance(row[place], Link) for row in table.rows)
            layout.spans.append(Span(top + 1, place, bottom, place, "link" if linked else column.kind))


def _fitting(value: Value) -> Value:
    if isinstance(value, str) and len(value) > _TEXT_LIMIT:
        return value[:_TEXT_LIMIT] + "…"
    return value


def is_generated(grid: Grid) -> bool:
    """Whether a sheet was written by a command, and not by a person."""
    return grid.at(_MARK_ROW, 0) == MARK


def find_table(grid: Grid, *titles: str) -> dict[int, dict[str, object]]:
    """The rows of the table with these columns on a result sheet, by their place on it and by column title."""
    for top, row in enumerate(grid.rows):
        if all(title in row for title in titles):
            heads = {str(cell): place for place, cell in enumerate(row) if cell not in ("", None)}
            found = {}
            for number, each in enumerate(grid.rows[top + 1 :], start=top + 1):
                if all(cell in ("", None) for cell in each):
                    break
                found[number] = {title: each[place] for title, place in heads.items()}
            return found
    return {}
