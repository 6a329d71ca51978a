"""Where the labels and entries of a card stand: a grid filled row by row, as in a table of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from templates.model import CardForm, Entry, Label
from templates.rendering.errors import RenderError
from templates.rendering.headings import broken
from templates.rendering.lines import Slot, arrange
from templates.rendering.measure import height, lines, page_points, page_units
from templates.rendering.styles import BODY_SIZE, LINE_SIZE

ROW_HEIGHT = 27.0
CARD_SIZE = 12.0  # 小四, as application forms are printed
LEAST_SCALE = 0.75  # a card that would be printed smaller runs over several pages


@dataclass(frozen=True, slots=True)
class Box:
    """A label or an entry with its rectangle; rows and columns count from 1."""

    content: Label | Entry
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class CardLayout:
    """The rows of one card."""

    form: CardForm
    widths: tuple[float, ...]
    annex: int
    above: int
    title: int
    header: int
    header_lines: Sequence[Sequence[Slot]]
    boxes: Sequence[Box]
    first: int  # first and last row of the grid
    last: int
    heights: tuple[float, ...]  # of the grid's rows
    footer: int
    footer_lines: Sequence[Sequence[Slot]]
    notes: int
    end: int
    one_page: bool


def plan(form: CardForm) -> CardLayout:
    """The layout of a card; raises RenderError for a grid with gaps or overlaps."""
    page = page_units(form.paper, form.orientation)
    stretch = max(1.0, page / sum(form.widths)) if sum(form.widths) else 1.0
    widths = tuple(round(width * stretch, 1) for width in form.widths)
    header_lines = arrange(form.code, form.header, widths, LINE_SIZE)
    footer_lines = arrange(form.code, form.footer, widths, LINE_SIZE)
    row = 1
    annex = row if form.source.annex else 0
    row += bool(annex)
    above = row if form.above else 0
    row += bool(above)
    title, header = row, row + 1
    first = header + len(header_lines)
    boxes = _boxes(form, first)
    last = max(box.bottom for box in boxes)
    heights = _heights(boxes, widths, first, last)
    footer = last + 1
    notes = footer + len(footer_lines)
    around = 60.0 + 24.0 * (len(header_lines) + len(footer_lines) + len(form.notes) + bool(annex) + bool(above))
    fits = sum(heights) + around <= page_points(form.paper, form.orientation) / LEAST_SCALE
    return CardLayout(
        form, widths, annex, above, title, header, header_lines, boxes, first, last, heights, footer, footer_lines,
        notes, notes + len(form.notes) - 1, fits,
    )  # fmt: skip


def _boxes(form: CardForm, first: int) -> list[Box]:
    taken: set[tuple[int, int]] = set()
    boxes = []
    columns = len(form.widths)
    for row, cells in enumerate(form.grid, start=first):
        column = 1
        for content in cells:
            while (row, column) in taken:
                column += 1
            box = Box(content, row, column, row + content.rows - 1, column + content.span - 1)
            area = {(r, c) for r in range(row, box.bottom + 1) for c in range(column, box.right + 1)}
            if box.right > columns or area & taken:
                raise RenderError(f"{form.code}: row {row - first + 1} of the grid has no room for {_called(content)}")
            taken |= area
            boxes.append(box)
            column = box.right + 1
        if gaps := [c for c in range(1, columns + 1) if (row, c) not in taken]:
            raise RenderError(f"{form.code}: row {row - first + 1} of the grid leaves column {gaps[0]} empty")
    return boxes


def _called(content: Label | Entry) -> str:
    return content.text if isinstance(content, Label) else content.field.label


def _heights(boxes: Sequence[Box], widths: Sequence[float], first: int, last: int) -> tuple[float, ...]:
    """Each row as high as its cells need; what a cell over several rows lacks is added to its last row."""
    found = dict.fromkeys(range(first, last + 1), ROW_HEIGHT)
    for box in sorted(boxes, key=lambda each: each.bottom - each.top):
        needed = _needed(box, sum(widths[box.left - 1 : box.right]))
        lacking = needed - sum(found[row] for row in range(box.top, box.bottom + 1))
        if lacking > 0:
            found[box.bottom] += lacking
    return tuple(min(found[row], 409.0) for row in range(first, last + 1))


def _needed(box: Box, width: float) -> float:
    if isinstance(box.content, Entry):
        return box.content.height or 0.0
    size = CARD_SIZE if box.content.style != "text" else BODY_SIZE
    return height(lines(broken(box.content.text, width, size), width, size), size, 8.0)
