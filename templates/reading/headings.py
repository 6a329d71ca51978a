"""Which column of a sheet holds which field: by the field's defined name where the heading agrees, else by heading.

A heading that the form prints twice is told apart by the order in which it occurs.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from templates.lists.spelling import fold
from templates.model import Field, ListForm
from templates.reading.grid import Area, Grid

HEADING_DEPTH = 40  # rows in which a retyped table's headings are looked for
_SIMILAR = 0.6  # how alike a renamed heading and its old text must be
_REACH = 30  # rows above a name's first cell in which its heading may stand


@dataclass(slots=True)
class Heading:
    """Where a field's heading stands, and how it was found."""

    row: int
    column: int
    how: str = "name"  # name, text (its heading elsewhere than its name), renamed, alone (it has no name)
    found: str = ""  # the text of a renamed heading


@dataclass(slots=True)
class Headings:
    """The headings of a list on one sheet."""

    found: dict[str, Heading] = field(default_factory=dict)
    changed: dict[str, Heading] = field(default_factory=dict)  # the name's place bears a foreign heading: not read
    repeated: list[tuple[str, int, bool]] = field(default_factory=list)  # first code, count, too many of them

    @property
    def bottom(self) -> int:
        return max((heading.row for heading in self.found.values()), default=-1)


def labels(column: Field) -> tuple[str, ...]:
    """The folded headings that mean a column."""
    return tuple(fold(text) for text in (column.label, *column.aliases))


def by_names(form: ListForm, grid: Grid, names: Mapping[str, Area | None]) -> Headings:
    """The headings of a list whose columns have defined names on this sheet."""
    result = Headings()
    disputed: dict[str, Heading] = {}
    for column in form.columns:
        area = names.get(column.name)
        if area is None:
            continue
        above = _above(grid, area, labels(column))
        (result.found if above.how == "name" else disputed)[column.code] = above
    rows = sorted({heading.row for heading in result.found.values()})
    if not rows:
        best = best_rows(form, grid)
        rows = best if len(best) else rows
    open_columns = [column for column in form.columns if column.code not in result.found]
    _by_text(form, grid, rows, open_columns, result, set(names))
    taken = {heading.column for heading in result.found.values()}
    known = {label for column in form.columns for label in labels(column)}
    for code, above in disputed.items():
        if code in result.found:
            continue
        if above.column not in taken and _resembles(above.found, form.column(code), known):
            above.how = "renamed"
            result.found[code] = above
        else:
            result.changed[code] = above
    return result


def by_text(form: ListForm, grid: Grid) -> Headings:
    """The headings of a list without names; empty if its key columns are not among them."""
    result = Headings()
    rows = best_rows(form, grid)
    _by_text(form, grid, rows, list(form.columns), result, set())
    return result


def best_rows(form: ListForm, grid: Grid) -> list[int]:
    """The row, or two rows below one another, that hold most of the form's headings."""
    known = {label for column in form.columns for label in labels(column)}
    depth = min(HEADING_DEPTH, grid.height)
    hits = [{text for text in grid.texts(row) if text in known} for row in range(depth)]
    best = max(range(depth), key=lambda row: len(hits[row]), default=None)
    if best is None or not hits[best]:
        return []
    rows = [best]
    for beside in (best - 1, best + 1):
        if 0 <= beside < depth and hits[beside] - hits[best]:
            rows.append(beside)
    return sorted(rows)


def _above(grid: Grid, area: Area, texts: Sequence[str]) -> Heading:
    """The heading above a named range: the nearest one that is the column's, else the nearest text."""
    nearest: tuple[int, str] | None = None
    for row in range(min(area.top, grid.height) - 1, max(-1, area.top - _REACH), -1):
        text = grid.text(row, area.left)
        if text in texts:
            return Heading(row, area.left)
        if text and nearest is None:
            nearest = row, " ".join(f"{grid.at(row, area.left)}".split())
    row, found = nearest or (max(0, area.top - 1), "")
    return Heading(row, area.left, "changed", found)


def _by_text(
    form: ListForm, grid: Grid, rows: Sequence[int], open_columns: list[Field], result: Headings, named: set[str]
) -> None:
    """Find the open columns by their headings in `rows`, left to right."""
    taken = {heading.column for heading in result.found.values()}
    places: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        for column, text in enumerate(grid.texts(row)):
            if text and column not in taken:
                places.setdefault(text, []).append((column, row))
    groups: dict[str, list[Field]] = {}
    for each in open_columns:
        text = next((label for label in labels(each) if label in places), "")
        if text:
            groups.setdefault(text, []).append(each)
    for text, fields in groups.items():
        spots = sorted(places[text])
        chosen = _share(form, fields, spots, result)
        for each in fields:
            if each.code in chosen:
                column, row = chosen[each.code]
                result.found[each.code] = Heading(row, column, "text" if each.name in named else "alone")
        if len(fields) > 1 or len(spots) > len(fields):
            result.repeated.append((fields[0].code, len(spots), len(spots) > len(fields)))
    for text, spots in places.items():  # a heading that its name has settled, and that occurs once more
        if text not in groups:
            owners = [each for each in form.columns if text in labels(each) and each.code in result.found]
            if owners:
                result.repeated.append((owners[0].code, len(spots) + len(owners), True))


def _share(
    form: ListForm, fields: list[Field], spots: list[tuple[int, int]], result: Headings
) -> dict[str, tuple[int, int]]:
    """Which of the fields with one heading stands at which of its spots."""
    if len(spots) >= len(fields):
        return {each.code: spot for each, spot in zip(fields, spots, strict=False)}
    chosen: dict[str, tuple[int, int]] = {}
    for spot in spots:  # too few: the column printed before it decides which one it is
        order = [each.code for each in form.columns]
        at = {heading.column: code for code, heading in result.found.items()}
        before = next((at[column] for column in range(spot[0] - 1, -1, -1) if column in at), "")
        after = order.index(before) + 1 if before in order else 0
        left = [each for each in fields if each.code not in chosen]
        best = next((each for each in left if order.index(each.code) >= after), left[-1])
        chosen[best.code] = spot
    return chosen


def _resembles(found: str, column: Field, known: set[str]) -> bool:
    text = fold(found)
    if len(text) < 2 or text in known:
        return False
    return any(
        text in label or label in text or difflib.SequenceMatcher(None, text, label).ratio() >= _SIMILAR
        for label in labels(column)
    )
