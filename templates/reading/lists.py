"""A list form off a grid: its columns, its rows with their true numbers, and what was odd about finding them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from templates.fields import is_blank
from templates.findings import Finding, Severity
from templates.lists.spelling import fold
from templates.model import Field, ListForm
from templates.reading.columns import read_column
from templates.reading.grid import BLANK, Area, Grid, address, letters
from templates.reading.headings import Headings
from templates.reading.messages import compose, placed
from templates.reading.received import Column, FormData
from templates.reading.singles import keys_of

_TOTAL = re.compile(r"(合|小|总|累|共)计[:：]?")
_FOOTER = re.compile(
    r"(填报人|填表人|制表人?|审核人?|经办人|负责人|单位负责人|联系人|联系方式|联系电话|注|说明|备注|附)(\(.*\))?:.*"
)
_ROWS_NAMED = 12  # so many row numbers a message lists


@dataclass(frozen=True, slots=True)
class Extent:
    """The rows of a list: `top` to `bottom` are prepared, at `last` begins the footer."""

    first: int  # directly under the headings
    top: int
    bottom: int
    last: int
    open: bool  # no name tells where the rows end; words such as 填报人： do


def extent_of(form: ListForm, grid: Grid, headings: Headings, names: Mapping[str, Area | None]) -> Extent:
    """Where the rows of a list stand: the named ranges that count, the sheet's end where there are none."""
    first = headings.bottom + 1
    ranges = [
        area
        for column in form.columns
        if (heading := headings.found.get(column.code)) and heading.how in ("name", "renamed")
        if (area := names.get(column.name)) is not None
    ]
    below = [
        area.top
        for footer in form.footer
        if (area := names.get(footer.name)) is not None and area.top >= first
    ]
    last = min([grid.height, *below])
    if not ranges:
        return Extent(first, first, last - 1, last, True)
    bottom = max(area.bottom for area in ranges)
    below = [row for row in below if row > bottom]
    return Extent(first, min(area.top for area in ranges), bottom, min([grid.height, *below]), False)


def read_list(
    form: ListForm, sheet: str, grid: Grid, headings: Headings, extent: Extent
) -> tuple[FormData, list[Finding]]:
    """The rows of a list, and the findings about rows."""
    findings = _fill_merged(form, sheet, grid, headings, extent)
    columns = [column for column in form.columns if column.code in headings.found]
    places = [headings.found[column.code].column for column in columns]
    picked, numbers, more = _rows(form, sheet, grid, columns, places, extent)
    findings += more
    data = FormData(form, sheet, numbers=numbers)
    turned = list(zip(*picked, strict=True)) if picked else [()] * len(columns)
    for column, place, raw in zip(columns, places, turned, strict=True):
        values, odd = ([], []) if column.computed else read_column(column.type, raw)
        data.columns[column.code] = Column(column, letters(place), list(raw), values, odd)
    return data, findings


def _rows(
    form: ListForm, sheet: str, grid: Grid, columns: Sequence[Field], places: Sequence[int], extent: Extent
) -> tuple[list[tuple[object, ...]], list[int], list[Finding]]:
    """The filled rows of the columns, in the order of `columns`."""
    grid.widen(max(places) + 1)
    pick = _getter(places)
    asked = [place for column, place in zip(columns, places, strict=True) if column.is_input and not column.locked]
    asked = asked or list(places)
    ask, empty = _getter(asked), (BLANK,) * len(asked)
    keys = [place for column, place in zip(columns, places, strict=True) if column.code in form.key]
    judge = _RowJudge(form, extent)
    rows: list[tuple[object, ...]] = []
    numbers: list[int] = []
    outside: dict[str, list[int]] = {"ROWS_ABOVE": [], "ROWS_BELOW": []}
    findings: list[Finding] = []
    for number in range(extent.first, min(extent.last, grid.height)):
        row = grid.rows[number]
        filled = ask(row)
        if filled == empty or all(map(is_blank, filled)):
            continue
        keyed = bool(keys) and not any(is_blank(row[place]) for place in keys)
        if not keyed or extent.open or number > extent.bottom:
            verdict = judge(number, row, filled, keyed)
            if verdict == "end":
                break
            if verdict:
                place, lead = next((place, cell) for place, cell in enumerate(row) if not is_blank(cell))
                if verdict != "skip":
                    findings.append(placed(verdict, sheet=sheet, cell=address(number, place), found=lead))
                continue
        if not extent.top <= number <= extent.bottom:
            outside["ROWS_ABOVE" if number < extent.top else "ROWS_BELOW"].append(number + 1)
        rows.append(pick(row))
        numbers.append(number + 1)
    for code, found in outside.items():
        if found:
            shown = "、".join(map(str, found[:_ROWS_NAMED])) + ("…" if len(found) > _ROWS_NAMED else "")
            findings.append(placed(code, sheet=sheet, cell=address(found[0] - 1, places[0]), rows=shown))
    return rows, numbers, findings


def _getter(places: Sequence[int]) -> Callable[[Sequence[object]], tuple[object, ...]]:
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)


class _RowJudge:
    """Whether a filled row is data where that is not plain: "" if so, else "skip", "end" or the code of a finding."""

    def __init__(self, form: ListForm, extent: Extent) -> None:
        self.extent = extent
        self.notes = tuple(fold(note) for note in form.notes if note)
        self.labels = {key for field in form.footer for key in keys_of((field.label, *field.aliases))}

    def __call__(self, number: int, row: Sequence[object], filled: Sequence[object], keyed: bool) -> str:
        extent, below = self.extent, number > self.extent.bottom
        lead = next((cell for cell in row if not is_blank(cell)), BLANK)
        text = fold(lead) if isinstance(lead, str) else ""
        if text and (extent.open or below) and self._ends(text):
            return "end"
        if _TOTAL.fullmatch(text):
            return "skip" if below else "ROW_TOTAL"  # below the rows the form prints its own
        if keyed:
            return ""
        if below:  # words under the table
            return "" if _mostly(filled) else "skip"
        if number < extent.top:  # a printed row under the headings: units, numbers of the columns
            return "skip" if _numbered(filled) or not _mostly(filled) else ""
        if not extent.open:
            return ""
        if number == extent.first and _numbered(filled):
            return "skip"
        return "ROW_UNREAD" if sum(not is_blank(cell) for cell in filled) == 1 else ""

    def _ends(self, text: str) -> bool:
        """Whether a row begins with words that stand under a table."""
        label, colon, _ = text.partition(":")
        return bool(_FOOTER.fullmatch(text) or (colon and label in self.labels) or text.startswith(self.notes))


def _numbered(cells: Sequence[object]) -> bool:
    """A row that numbers the columns: 1, 2, 3 …"""
    texts = [f"{cell:g}" if isinstance(cell, float) else f"{cell}".strip() for cell in cells if not is_blank(cell)]
    return all(text.isdigit() for text in texts) and len(set(texts)) == len(texts) > 1


def _mostly(cells: Sequence[object]) -> bool:
    return 2 * sum(not is_blank(cell) for cell in cells) >= len(cells)


def _fill_merged(form: ListForm, sheet: str, grid: Grid, headings: Headings, extent: Extent) -> list[Finding]:
    """A cell merged over several rows counts for each of them, as the sheet shows it."""
    columns = {heading.column: code for code, heading in headings.found.items()}
    findings = []
    for area in grid.merged:
        code = columns.get(area.left)
        if code is None or area.left != area.right or area.top < extent.first or area.bottom > extent.bottom:
            continue
        column, value = form.column(code), grid.at(area.top, area.left)
        if area.top == area.bottom or is_blank(value):
            continue
        span = f"{address(area.top, area.left)}:{address(area.bottom, area.left)}"
        place = (sheet, address(area.top, area.left))
        if not column.is_input:
            findings.append(_about_merged("MERGED_COMPUTED", place, column, {"area": span}, "error"))
            continue
        for row in range(area.top + 1, min(area.bottom + 1, grid.height)):
            grid.rows[row][area.left] = value
        findings.append(_about_merged("MERGED_CELLS", place, column, {"area": span, "found": value}, "warning"))
    return findings


def _about_merged(
    rule: str, place: tuple[str, str], column: Field, facts: Mapping[str, object], severity: Severity
) -> Finding:
    sheet, cell = place
    return compose(rule, facts, sheet=sheet, cell=cell, field=column.code, label=column.label, severity=severity)
