"""Sheets that a client handed over as rows of values: an open Excel, or JSON. The same shape as a file that was read.

Values arrive as JSON has them: whole numbers as int, dates as texts with a Z. They become what reading a file gives,
so that a command answers alike in every host.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from templates.reading import SheetInfo
from templates.reading.grid import BLANK, Area, Grid, parse_reference

# How xlwings sends a date; nothing that a person types looks like it
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_MOMENT_LENGTHS = range(20, 30)
_NO_DAY = dt.date(1899, 12, 30)  # a time of day is a fraction of Excel's day 0


@dataclass(slots=True)
class SheetValues:
    """One sheet as rows from A1 on, None or "" for an empty cell."""

    name: str
    rows: Sequence[Sequence[object]]
    visible: bool = True
    merged: Sequence[Area] = ()


@dataclass(slots=True)
class SheetBook:
    """A workbook of such sheets; `names` as `templates.reading` wants them: by form, then by the rest of the name."""

    path: Path
    values: Sequence[SheetValues]
    names: Mapping[str, Mapping[str, Area | None]]
    _by_name: dict[str, SheetValues] = field(init=False)

    def __post_init__(self) -> None:
        self._by_name = {sheet.name: sheet for sheet in self.values}

    @property
    def sheets(self) -> Sequence[SheetInfo]:
        return [SheetInfo(sheet.name, sheet.visible) for sheet in self.values]

    def grid(self, sheet: str) -> Grid:
        """The cells of a sheet as a file would give them."""
        found = self._by_name[sheet]
        width = max(map(len, found.rows), default=0)
        rows = [[*map(as_read, row), *[BLANK] * (width - len(row))] for row in found.rows]
        return Grid(rows, found.merged)


def as_read(value: object) -> object:
    """A value as reading a file gives it.

    >>> as_read(5), as_read(None), as_read("2023-05-01T00:00:00.000Z"), as_read("1899-12-30T10:30:00.000Z")
    (5.0, '', datetime.date(2023, 5, 1), datetime.time(10, 30))
    """
    kind = type(value)
    if kind is float or kind is bool:
        return value
    if kind is int:
        return float(value)  # type: ignore[arg-type]
    if value is None:
        return BLANK
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if len(text) in _MOMENT_LENGTHS and text[10] == "T" and text[-1] == "Z" and _MOMENT.fullmatch(text):
            return moment(dt.datetime.fromisoformat(text[:-1]))
        return text
    if isinstance(value, dt.datetime):
        return moment(value)
    return value


def moment(value: dt.datetime) -> object:
    """A date where it has no time of day, a time where it has no day."""
    value = value.replace(tzinfo=None)
    if value.time() == dt.time(0):
        return value.date()
    return value.time() if value.date() == _NO_DAY else value


def by_form(names: Mapping[str, str]) -> dict[str, dict[str, Area | None]]:
    """Defined names and what they refer to, in the shape of `SheetBook.names`."""
    found: dict[str, dict[str, Area | None]] = {}
    for name, refers_to in names.items():
        form, dot, rest = name.lower().partition(".")
        if dot:
            found.setdefault(form, {})[rest] = parse_reference(refers_to.strip().lstrip("="))
    return found


def quoted(sheet: str) -> str:
    """A sheet's name as it stands in a reference."""
    return "'" + sheet.replace("'", "''") + "'"


def area_of(sheet: str, address: str) -> Area | None:
    """The rectangle of an address such as B5:C9, also with $; the first one of several."""
    first = address.partition(",")[0].rpartition("!")[2].replace("$", "")
    return parse_reference(f"{quoted(sheet)}!{first}")
