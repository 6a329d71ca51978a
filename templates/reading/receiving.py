"""From the sheets of a workbook to the data of its forms: which sheet holds which form, and what was odd about it.

Works on any source of sheets, not only on files: a command inside Excel hands in an open book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from templates.fields import is_blank
from templates.findings import Severity, in_sheet_order
from templates.lists.spelling import fold
from templates.model import CardForm, Form, ListForm, ScoreSheetForm
from templates.reading.grid import Area, Grid, address
from templates.reading.headings import HEADING_DEPTH, Headings, by_names, by_text
from templates.reading.lists import extent_of, read_list
from templates.reading.messages import placed
from templates.reading.meta import META_SHEET, read_meta
from templates.reading.oddities import about_headings
from templates.reading.received import Cell, FormData, Meta, Received
from templates.reading.recomputing import attach
from templates.reading.score_editions import other_edition
from templates.reading.singles import head_fields, label_keys, read_singles

OWN_SHEETS = frozenset(
    {"填报说明", "政策参数", "代码表", "校验结果", "补贴核算", "可享政策", "评分结果", "汇总", META_SHEET}
)
_CARD_SHARE = 0.6  # of a card's labels that a sheet must show


@dataclass(frozen=True, slots=True)
class SheetInfo:
    name: str
    visible: bool


class Book(Protocol):
    """A source of sheets. `names`: the workbook-level defined names, by form and by the rest of the name."""

    @property
    def path(self) -> Path: ...

    @property
    def sheets(self) -> Sequence[SheetInfo]: ...

    @property
    def names(self) -> Mapping[str, Mapping[str, Area | None]]: ...

    def grid(self, sheet: str) -> Grid:
        """The cells of a sheet."""


def receive(book: Book, forms: Mapping[str, Form]) -> Received:
    """Everything that the book holds of the forms, and the findings about where it was found."""
    order = [sheet.name for sheet in book.sheets]
    meta = read_meta(book.grid(META_SHEET)) if META_SHEET in order else Meta()
    received = Received(book.path, meta, {}, [], order)
    claimed: dict[str, str] = {}
    for code, form in forms.items():
        names = book.names.get(form.name)
        if not names:
            continue
        sheets = Counter(area.sheet for area in names.values() if area is not None and area.sheet in order)
        if not sheets:
            received.findings.append(placed("SHEET_DELETED", severity="error", form=form.title))
            continue
        sheet = sheets.most_common(1)[0][0]
        here = {name: area for name, area in names.items() if area is None or area.sheet == sheet}
        claimed[sheet] = code
        _read_named(received, form, sheet, book.grid(sheet), here)
    ours = book.names.get("jy", {})
    totals = {area.sheet for name, area in ours.items() if area is not None and name.startswith("summary.")}
    others = [s.name for s in book.sheets if s.visible and s.name not in {*claimed, *OWN_SHEETS, *totals}]
    for sheet in others:
        _read_unnamed(received, forms, sheet, book.grid(sheet))
    attach(received.forms)
    for code in meta.forms:
        if code in forms and code not in received.forms and forms[code].name not in book.names:
            title = forms[code].title
            received.findings.append(placed("SHEET_MISSING", severity="error", expected=title, sheets=order))
    if not received.forms and not received.findings:
        received.findings.append(placed("NO_FORM", severity="error"))
    received.findings = in_sheet_order(received.findings, order)
    return received


def _read_named(received: Received, form: Form, sheet: str, grid: Grid, names: Mapping[str, Area | None]) -> None:
    if not isinstance(form, ListForm):
        data = _read_card(form, sheet, grid, names)
        data.other_edition = isinstance(form, ScoreSheetForm) and other_edition(form, received.meta, grid, names)
    else:
        headings = by_names(form, grid, names)
        received.findings += about_headings(form, sheet, grid, headings)
        if not headings.found:
            return
        data = _read_table(received, form, sheet, grid, headings, names)
    received.forms[form.code] = data


def _read_table(
    received: Received, form: ListForm, sheet: str, grid: Grid, headings: Headings, names: Mapping[str, Area | None]
) -> FormData:
    extent = extent_of(form, grid, headings, names)
    top = min(heading.row for heading in headings.found.values())
    data, findings = read_list(form, sheet, grid, headings, extent)
    received.findings += findings
    data.header = read_singles(form, form.header, grid, names, range(top))
    last = max([extent.first if extent.open else extent.bottom, *data.numbers[-1:]])
    below = range(last, grid.height)
    data.footer = read_singles(form, form.footer, grid, names, below)
    data.named = _totals(form, grid, names)
    return data


def _totals(form: ListForm, grid: Grid, names: Mapping[str, Area | None]) -> dict[str, Cell]:
    """The cells of the sums under a table, by their names."""
    areas = {name: names.get(name) for code in form.totals for name in [f"{form.column(code).name}.total"]}
    return {name: _named_cell(grid, area) for name, area in areas.items() if area is not None}


def _read_card(form: Form, sheet: str, grid: Grid, names: Mapping[str, Area | None]) -> FormData:
    everywhere = range(grid.height)
    data = FormData(form, sheet)
    data.header = read_singles(form, head_fields(form), grid, names, everywhere)
    data.footer = read_singles(form, form.footer, grid, names, everywhere)
    declared = {field.name for field in form.fields()}
    for name, area in names.items():
        if area is not None and name not in declared:
            data.named[name] = _named_cell(grid, area)
    return data


def _named_cell(grid: Grid, area: Area) -> Cell:
    raw = grid.at(area.top, area.left)
    return Cell(address(area.top, area.left), raw, None if is_blank(raw) else raw)


def _read_unnamed(received: Received, forms: Mapping[str, Form], sheet: str, grid: Grid) -> None:
    """A sheet without our names: read it if title or headings tell which form it is and nobody else holds that."""
    best = max((match for form in forms.values() if (match := _match(form, sheet, grid))), default=None, key=_rank)
    if best is None:
        return
    form = best.form
    if form.code in received.forms:
        other = received.forms[form.code]
        same = not isinstance(form, ListForm) or _same_rows(form, grid, best.headings, other)
        severity: Severity = "warning" if same else "error"
        received.findings.append(
            placed("SHEET_NOT_READ", sheet=sheet, severity=severity, form=form.title, other=other.sheet)
        )
        return
    received.findings.append(placed("NAMES_MISSING", sheet=sheet))
    if isinstance(form, ListForm):
        received.findings += about_headings(form, sheet, grid, best.headings)
        received.forms[form.code] = _read_table(received, form, sheet, grid, best.headings, {})
    else:
        received.forms[form.code] = _read_card(form, sheet, grid, {})


def _same_rows(form: ListForm, grid: Grid, headings: Headings, other: FormData) -> bool:
    """Whether a sheet holds no row that the other one lacks: an empty form, a copy put aside."""
    data, _ = read_list(form, "", grid, headings, extent_of(form, grid, headings, {}))
    codes = [column.code for column in form.printed if column.is_input and column.code in data.columns]
    return set(data.records(*codes)) <= set(other.records(*codes))


@dataclass(frozen=True, slots=True)
class _Match:
    form: Form
    titled: bool
    share: float
    headings: Headings


def _rank(match: _Match) -> tuple[bool, float, int]:
    return match.titled, match.share, len(match.headings.found)


def _match(form: Form, sheet: str, grid: Grid) -> _Match | None:
    """How well a sheet fits a form; None where it does not."""
    depth = min(HEADING_DEPTH, grid.height)
    title = fold(form.title)
    titled = fold(sheet) == title or any(title == text for row in range(depth) for text in grid.texts(row))
    if isinstance(form, ListForm):
        headings = by_text(form, grid)
        printed = [column for column in form.printed if column.is_input]
        found = [column for column in printed if column.code in headings.found]
        share = len(found) / len(printed) if printed else 0.0
        keyed = bool(form.key) and all(code in headings.found for code in form.key)
        fits = keyed and (titled or share >= 0.5) if form.key else share >= (0.5 if titled else 0.8)
        return _Match(form, titled, share, headings) if fits else None
    if not isinstance(form, CardForm):
        return _Match(form, True, 1.0, Headings()) if titled else None
    texts = {text.partition(":")[0] for row in range(grid.height) for text in grid.texts(row) if text}
    keys = label_keys(form)
    share = sum(any(key in texts for key in each) for each in keys.values()) / max(1, len(keys))
    return _Match(form, titled, share, Headings()) if share >= _CARD_SHARE and titled else None
