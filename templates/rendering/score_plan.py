"""Where everything on a score sheet stands: columns, the rows of each item, the lines around the table.

An item takes one row, or as many as it has cells to fill in or printed bands; its other cells are merged over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from formulas.rubric import Rubric
from templates.model import ScoreSheetForm
from templates.rendering.headings import broken
from templates.rendering.lines import Slot, arrange
from templates.rendering.measure import MAX_ROW_HEIGHT, height, lines, page_points, page_units
from templates.rendering.styles import BODY_SIZE, LINE_SIZE
from templates.score_cells import AnswerCell, ItemCells, cells_of
from templates.score_layout import (
    Column,
    Role,
    band_rows,
    columns,
    group_label,
    item_points,
    number_shown,
    rule_text,
    section_label,
    written,
)
from templates.score_layout import group_of as group_of

LEAST_SCALE = 0.82  # a sheet is not printed smaller than this, unless its columns cannot be narrower
MOST_SQUEEZED, LEAST_SQUEEZED = 1.2, 0.74  # nor smaller than that, to put on one page what is a fifth too high for it
LEAST_TEXT, MOST_TEXT = 34.0, 58.0
ASK_SIZE = 9.5
ROW_HEIGHT = 20.0
# What stands around the table on a page, in points; a page is not filled to the last point
HEAD_ROOM, REPEATED_ROOM, LINE_ROOM, PAGE_FILL = 90.0, 40.0, 27.0, 0.98
SUMMARY_ROOM, FOOTNOTE_ROOM, SECTION_ROOM = 86.0, 22.0, 20.0
HELPERS = ("V", "E", "A", "S", "P", "M", "T", "B", "K", "N", "R", "W", "Q", "F", "H")  # see score_helpers


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell to fill in: its column and the rows it covers."""

    column: int
    top: int
    bottom: int

    @property
    def cell(self) -> str:
        return f"${get_column_letter(self.column)}${self.top}"

    @property
    def area(self) -> str:
        """The merged cells, as a validation wants them."""
        letter = get_column_letter(self.column)
        return f"{letter}{self.top}" if self.top == self.bottom else f"{letter}{self.top}:{letter}{self.bottom}"


@dataclass(frozen=True)
class ItemRows:
    """The rows of one item and the spots of its cells by key; `bands`: first row, last row, text, points, places."""

    each: ItemCells
    top: int
    bottom: int
    spots: dict[str, Spot]
    bands: Sequence[tuple[int, int, str, int | None, tuple[int, ...]]] = ()


@dataclass
class ScorePlan:
    """The rows and columns of one sheet; rows and columns count from 1."""

    form: ScoreSheetForm
    rubric: Rubric
    columns: tuple[Column, ...]
    widths: list[float]
    printed: int  # so many columns are printed
    official: int  # so many of them are of the official table; all, where the document prints none
    annex: int = 0
    title: int = 0
    header: int = 0
    header_lines: Sequence[Sequence[Slot]] = ()
    head: int = 0
    first: int = 0
    last: int = 0
    total: int = 0
    footnotes: int = 0
    summary: int = 0
    end: int = 0
    items: list[ItemRows] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)

    def column(self, role: Role) -> int:
        """The number of a column; 0 if the sheet has none of that role."""
        return next((place for place, each in enumerate(self.columns, start=1) if each.role == role), 0)

    def letter(self, role: Role) -> str:
        return get_column_letter(self.column(role))

    def helper(self, kind: str) -> str:
        """The letter of a hidden helper column."""
        return get_column_letter(len(self.columns) + 1 + HELPERS.index(kind))

    def body(self, letter: str) -> str:
        """A column's cells beside the table."""
        return f"${letter}${self.first}:${letter}${self.last}"


def plan(form: ScoreSheetForm, rubric: Rubric) -> ScorePlan:
    """The layout of a rubric's sheet."""
    found = columns(rubric)
    printed = sum(not each.aside for each in found)
    official = sum(not each.added for each in found)
    widths = [each.width for each in found]
    text = next(place for place, each in enumerate(found) if each.role in ("text", "band"))
    others = sum(width for place, width in enumerate(widths[:printed]) if place != text)
    room = page_units(form.paper, form.orientation) / LEAST_SCALE - others
    widths[text] = round(min(MOST_TEXT, max(LEAST_TEXT, room)), 1)
    made = ScorePlan(form, rubric, found, widths, printed, official)
    row = 1
    if form.source.annex or rubric.restriction:
        made.annex = row
        row += 1
    made.title, made.header = row, row + 1
    made.header_lines = arrange(form.code, form.header, widths[:printed], LINE_SIZE)
    made.head = made.header + len(made.header_lines)
    made.first = row = made.head + 1
    for each in cells_of(rubric.code):
        rows = _item_rows(made, each, row)
        made.items.append(rows)
        row = rows.bottom + 1
    made.last = row - 1
    made.total = row
    made.footnotes = row + 1
    made.summary = made.footnotes + len(rubric.footnotes)
    made.end = made.summary + len(rubric.sections) + 1 + rubric.scaled
    _heights(made)
    return made


def _item_rows(made: ScorePlan, each: ItemCells, top: int) -> ItemRows:
    """The rows an item takes, its cells from the top down; the last cell reaches to the bottom."""
    listed = [cell for cell in each.cells if cell.kind != "score" and cell.part != "rate"]
    bands = band_rows(made.rubric, each.item)
    count = max(1, len(listed), len(bands))
    bottom = top + count - 1
    spots: dict[str, Spot] = {}
    for place, cell in enumerate(listed):
        end = bottom if place == len(listed) - 1 else top + place
        spots[cell.key] = Spot(made.column("answer"), top + place, end)
    for cell in each.cells:
        if cell.kind == "score":
            spots[cell.key] = Spot(made.column("score"), top, bottom)
        elif cell.part == "rate":
            counts = [spots[other.key] for other in each.of(cell.input) if other.part != "rate"]
            spots[cell.key] = Spot(made.column("rate"), counts[0].top, counts[-1].bottom)
    spread = [
        (top + place, bottom if place == len(bands) - 1 else top + place, text, points, places)
        for place, (text, points, places) in enumerate(bands)
    ]
    return ItemRows(each, top, bottom, spots, spread)


def asked(made: ScorePlan, cell: AnswerCell) -> str:
    """What a cell asks for, broken into lines for its column."""
    return broken(cell.ask, made.widths[made.column("ask") - 1], ASK_SIZE) if cell.ask else ""


def numbered(made: ScorePlan, each: ItemCells) -> str:
    """The number of a list's item, broken at its brackets where the column is too narrow."""
    return broken(number_shown(each), made.widths[made.column("no") - 1], BODY_SIZE) if made.column("no") else ""


def _scale(made: ScorePlan) -> float:
    """How much the print is reduced so that the columns fit the page."""
    return min(1.0, page_units(made.form.paper, made.form.orientation) / sum(made.widths[: made.printed]))


def _room(made: ScorePlan) -> float:
    """What a page holds, in the points of the sheet."""
    return page_points(made.form.paper, made.form.orientation) / _scale(made) * PAGE_FILL


def _head_room(made: ScorePlan) -> float:
    return HEAD_ROOM + LINE_ROOM * len(made.header_lines) + LINE_ROOM * bool(made.annex)


def _blocks(made: ScorePlan) -> list[tuple[int, float]]:
    """What a page must not tear apart, as first row and height: every item, and the total with the summary."""
    items = [(item.top, sum(made.heights[row] for row in range(item.top, item.bottom + 1))) for item in made.items]
    summary = SUMMARY_ROOM + FOOTNOTE_ROOM * len(made.rubric.footnotes) + SECTION_ROOM * (made.end - made.summary - 1)
    return [*items, (made.total, summary)]


def on_one_page(made: ScorePlan) -> bool:
    """Whether the whole sheet stands on one page, made a little smaller rather than putting the summary on a second."""
    needed = _head_room(made) + sum(points for _, points in _blocks(made))
    return needed <= _room(made) * min(MOST_SQUEEZED, _scale(made) / LEAST_SQUEEZED)


def page_ends(made: ScorePlan) -> list[int]:
    """The rows after which a page should end, so that no item is torn apart and the summary stays together."""
    if on_one_page(made):
        return []
    room, used = _room(made), _head_room(made)
    ends: list[int] = []
    for top, points in _blocks(made):
        if used + points > room:
            end = _before_label(made, top - 1, ends[-1] if ends else made.head)
            ends.append(end)
            used = REPEATED_ROOM + sum(made.heights[row] for row in range(end + 1, top))
        used += points
    return ends


def _before_label(made: ScorePlan, end: int, start: int) -> int:
    """The last row of a page that began after `start`: `end`, or the row before a heading that would be cut in two."""
    for role, runs in (("group", groups(made) if made.column("group") else []), ("section", sections(made))):
        for top, bottom, label in runs:
            if start + 1 < top <= end < bottom:
                width = made.widths[made.column(role) - 1]  # type: ignore[arg-type]
                shown = sum(made.heights[row] for row in range(top, end + 1))
                if shown < height(lines(label, width, BODY_SIZE), BODY_SIZE):
                    end = top - 1
    return end


def _heights(made: ScorePlan) -> None:
    """Each row as high as its own cells need; what a merged cell lacks is shared by its rows."""
    heights = dict.fromkeys(range(made.first, made.last + 1), ROW_HEIGHT)

    def need(top: int, bottom: int, text: str, role: Role, size: float = BODY_SIZE) -> None:
        column = made.column(role)
        if not column or not text:
            return
        wanted = min(height(lines(text, made.widths[column - 1], size), size, 6.0), MAX_ROW_HEIGHT)
        lacking = wanted - sum(heights[row] for row in range(top, bottom + 1))
        if lacking > 0:
            for row in range(top, bottom + 1):
                heights[row] += lacking / (bottom - top + 1)

    for item in made.items:
        for cell in item.each.cells:
            spot = item.spots[cell.key]
            if cell.kind != "score" and cell.part != "rate":
                need(spot.top, spot.bottom, asked(made, cell), "ask", ASK_SIZE)
        for top, bottom, text, _, _ in item.bands:
            need(top, bottom, text, "band")
            need(top, bottom, text, "text")
    for item in made.items:
        if not item.bands:
            for role in ("text", "band"):
                need(item.top, item.bottom, written(made.rubric, item.each), role)
        need(item.top, item.bottom, numbered(made, item.each), "no")
        need(item.top, item.bottom, str(item_points(made.rubric, item.each.item) or ""), "item_points")
        for words in (*item.each.item.outcomes, *(band.text for band in item.each.item.bands)):
            need(item.top, item.bottom, words, "result")
    for top, bottom, text in groups(made):
        need(top, bottom, text, "group")
    for top, bottom, text in rules(made):
        need(top, bottom, text, "rule")
    for top, bottom, text in sections(made):
        need(top, bottom, text, "section")
    made.heights = {row: round(points, 1) for row, points in heights.items()}


def _runs(made: ScorePlan, key: list[tuple[object, str]]) -> list[tuple[int, int, str]]:
    """Neighbouring items of one key as (first row, last row, text)."""
    runs: list[tuple[int, int, str]] = []
    before: object = None
    for item, (mark, text) in zip(made.items, key, strict=True):
        if runs and mark == before:
            runs[-1] = (runs[-1][0], item.bottom, text)
        else:
            runs.append((item.top, item.bottom, text))
        before = mark
    return runs


def sections(made: ScorePlan) -> list[tuple[int, int, str]]:
    """The merged cells of the first column."""
    labels = [section_label(made.rubric, item.each) for item in made.items]
    if made.column("no"):  # a list's headings are sentences rather than the print's own cells
        labels = [broken(label, made.widths[made.column("section") - 1], BODY_SIZE) for label in labels]
    return _runs(made, [((item.each.section.no, label), label) for item, label in zip(made.items, labels, strict=True)])


def groups(made: ScorePlan) -> list[tuple[int, int, str]]:
    """The merged cells of the second column: a 二级指标, in the credit table a category."""
    labels = [group_label(made.rubric, item.each) for item in made.items]
    return _runs(made, [((item.each.section.no, label), label) for item, label in zip(made.items, labels, strict=True)])


def rules(made: ScorePlan) -> list[tuple[int, int, str]]:
    """The merged cells of 评分细则; an item with printed bands has one line for each of them."""
    runs = [
        (
            (item.each.section.no, item.each.item.group, item.each.item.no if item.bands else ""),
            rule_text(item.each.section, group_of(item.each)) if made.column("rule") else "",
        )
        for item in made.items
    ]
    return [run for run in _runs(made, list(runs)) if not _banded(made, run[0])]


def _banded(made: ScorePlan, row: int) -> bool:
    return any(item.bands and item.top <= row <= item.bottom for item in made.items)
