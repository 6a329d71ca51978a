"""Cells that stand alone: the lines above and below a table, and every cell of a card.

Found by their defined names, or by their printed labels: the value stands to the right of the label, below it, or in
the label's own cell behind the colon (填报单位：某某市人社局).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from templates.fields import is_blank
from templates.lists.spelling import fold, trim
from templates.model import CardForm, Entry, Field, Form, Label, ListForm
from templates.reading.grid import Area, Grid, address
from templates.reading.received import Cell

_COLON = re.compile(r"[:：]")
_LABEL_ROWS = 3  # so many rows a label may be high, with its entry below it
_HINT = re.compile(r"\(.*\)$")  # （盖章）, （单位盖章） after a label


def head_fields(form: Form) -> Iterator[Field]:
    """The fields that stand alone above a form's table; on a card those of the grid too."""
    yield from form.header
    if isinstance(form, CardForm):
        yield from card_fields(form)


def card_fields(form: CardForm) -> Iterator[Field]:
    """The fields of a card's grid."""
    for row in form.grid:
        yield from (cell.field for cell in row if isinstance(cell, Entry))


def label_keys(form: Form) -> dict[str, tuple[str, ...]]:
    """The folded labels of the fields that stand alone, by field code; a card's printed words before an entry count."""
    words: dict[str, list[str]] = {}
    for field in (*form.header, *form.footer):
        words[field.code] = [field.label, *field.aliases]
    if isinstance(form, CardForm):
        for row in form.grid:
            before = ""
            for cell in row:
                if isinstance(cell, Entry):
                    words[cell.field.code] = [cell.field.label, *cell.field.aliases, before]
                before = cell.text if isinstance(cell, Label) else ""
    return {code: keys_of(texts) for code, texts in words.items()}


def read_singles(
    form: Form, fields: Iterable[Field], grid: Grid, names: Mapping[str, Area | None], rows: range
) -> dict[str, Cell]:
    """The cells of `fields`; labels are looked for in `rows`."""
    keys = label_keys(form)
    printed = {key for each in keys.values() for key in each}
    if isinstance(form, CardForm):
        printed |= {_key(cell.text) for row in form.grid for cell in row if isinstance(cell, Label)}
    if isinstance(form, ListForm):
        printed |= {_key(column.label) for column in form.columns}
    found: dict[str, Cell] = {}
    for field in fields:
        area = names.get(field.name)
        cell = None if area is None else _cell(field, grid, area.top, area.left)
        if cell is None or (cell.value is None and field.is_input):
            labelled = _by_label(field, keys[field.code], grid, rows, printed, beside=cell is None)
            cell = labelled or cell
        if cell is not None:
            found[field.code] = cell
    return found


def _key(text: str) -> str:
    return fold(text).rstrip(":")


def keys_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The folded labels, also without a hint in brackets: 填报单位（盖章） is found as 填报单位."""
    whole = [key for text in texts if (key := _key(text))]
    return tuple(dict.fromkeys([*whole, *(short for key in whole if (short := _HINT.sub("", key)))]))


def _cell(field: Field, grid: Grid, row: int, column: int) -> Cell:
    raw = grid.at(row, column)
    return Cell(address(row, column), raw, field.type.normalise(raw))


def _by_label(
    field: Field, keys: Sequence[str], grid: Grid, rows: range, printed: set[str], *, beside: bool
) -> Cell | None:
    """A value behind the label's colon; where the field has no cell of its own, also one beside or below the label."""
    for row in rows:
        if row >= grid.height:
            return None
        for column, text in enumerate(grid.texts(row)):
            label, _, rest = text.partition(":")
            if not label or label not in keys:
                continue
            if rest:
                raw = trim(_COLON.split(f"{grid.at(row, column)}", maxsplit=1)[1])
                return Cell(address(row, column), raw, field.type.normalise(raw))
            place = _neighbour(grid, row, column, printed) if beside else None
            if place is not None:
                return _cell(field, grid, *place)
    return None


def _neighbour(grid: Grid, row: int, column: int, printed: set[str]) -> tuple[int, int] | None:
    """The first filled cell to the right of a label, else the first one below it, unless that is another label."""
    across = [(row, place) for place in range(column + 1, grid.width)]
    below = [(place, column) for place in range(row + 1, min(row + 1 + _LABEL_ROWS, grid.height))]
    for line in (across, below):
        filled = next(((r, c) for r, c in line if not is_blank(grid.at(r, c))), None)
        if filled and grid.text(*filled).partition(":")[0] not in printed:
            return filled
    return None
