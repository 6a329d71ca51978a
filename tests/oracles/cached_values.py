"""What a saved workbook holds: the values beside its formulas, by cell and by defined name.

openpyxl reads them: calamine, though faster, turns every error value into an empty text.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

Value = str | int | float | bool | datetime | date | time | timedelta | None

# One area of a defined name: 'sheet'!$A$1 or sheet!$A$1:$B$9
AREA = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!,]+))!(?P<cells>[$A-Z0-9:]+)(?:,|$)")


@dataclass(frozen=True)
class CachedValues:
    """The values of one saved workbook and its workbook-level defined names."""

    path: Path
    cells: dict[str, dict[tuple[int, int], Value]]
    names: dict[str, str]

    def named(self, name: str) -> list[Value]:
        """The values behind a name, area by area and row by row.

        Raises: KeyError with the likeliest spellings; ValueError where the name does not stand for plain cells
        """
        target = self.names.get(name.lower())
        if target is None:
            near = difflib.get_close_matches(name.lower(), self.names, n=3)
            raise KeyError(f"{self.path.name} has no defined name {name}; near: {', '.join(near) or 'none'}")
        values: list[Value] = []
        end = 0
        for area in AREA.finditer(target):
            if area.start() != end:
                break
            end = area.end()
            left, top, right, bottom = range_boundaries(area["cells"])
            if None in (left, top, right, bottom):
                raise ValueError(f"{name} covers whole rows or columns: {target}")
            sheet = (area["quoted"] or area["plain"]).replace("''", "'")
            held = self.cells[sheet]
            values += [held.get((row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        if not values or end != len(target):
            raise ValueError(f"{name} does not stand for plain cells: {target}")
        return values


def read_values(path: Path) -> CachedValues:
    """Read a saved workbook once; asked again for the unchanged file, the answer comes from memory."""
    state = path.stat()
    return _read(path.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> CachedValues:
    book = load_workbook(path, data_only=True, read_only=True)
    try:
        cells: dict[str, dict[tuple[int, int], Value]] = {}
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a writer's <dimension> may be too small, and read_only believes it
            cells[sheet.title] = {
                (row, column): value
                for row, values in enumerate(sheet.iter_rows(values_only=True), start=1)
                for column, value in enumerate(values, start=1)
                if value is not None
            }
        names = {name.lower(): defined.attr_text or "" for name, defined in book.defined_names.items()}
    finally:
        book.close()
    return CachedValues(path, cells, names)
