"""The cells of one sheet, counted from zero at A1, and areas on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from templates.lists.spelling import fold

BLANK = ""  # what stands in an empty cell of a grid
_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([1-9]\d*)(?::\$?([A-Z]{1,3})\$?([1-9]\d*))?"
)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included, counted from zero."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """The cells of one sheet. All rows have the same length; an empty cell is BLANK."""

    rows: list[list[object]]
    merged: Sequence[Area] = ()
    _folded: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Sequence[object]], merged: Sequence[Area] = ()) -> Grid:
        """A grid of rows as other sources give them: of unequal lengths, with None for an empty cell."""
        width = max(map(len, rows), default=0)
        return cls([[BLANK if c is None else c for c in (*row, *[BLANK] * (width - len(row)))] for row in rows], merged)

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def widen(self, width: int) -> None:
        """Make every row at least so wide."""
        if more := [BLANK] * (width - self.width):
            self.rows = [[*row, *more] for row in self.rows]
            self._folded.clear()

    def at(self, row: int, column: int) -> object:
        """What stands in a cell; BLANK outside the grid."""
        return self.rows[row][column] if row < self.height and column < self.width else BLANK

    def texts(self, row: int) -> list[str]:
        """The folded texts of a row, "" for cells that hold no text: what headings are compared by."""
        if row not in self._folded:
            self._folded[row] = [fold(c) if isinstance(c, str) and c else "" for c in self.rows[row]]
        return self._folded[row]

    def text(self, row: int, column: int) -> str:
        """The folded text of one cell."""
        return self.texts(row)[column] if row < self.height and column < self.width else ""

    def find(self, text: str, last: int) -> Iterator[tuple[int, int]]:
        """Where a folded text stands in the rows before `last`."""
        for row in range(min(last, self.height)):
            for column, each in enumerate(self.texts(row)):
                if each == text:
                    yield row, column


def letters(column: int) -> str:
    """The letters of a column.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(text: str) -> int:
    """The column of its letters.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (0, 26, 16383)
    """
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(row: int, column: int) -> str:
    """The address of a cell.

    >>> address(8, 2)
    'C9'
    """
    return f"{letters(column)}{row + 1}"


def parse_reference(text: str) -> Area | None:
    """The area that a defined name refers to; None if that is no single rectangle (#REF!, a formula, a constant).

    >>> parse_reference("'各地 清单'!$C$5:$C$504")
    Area(sheet='各地 清单', top=4, left=2, bottom=503, right=2)
    >>> parse_reference("#REF!") is None
    True
    """
    match = _REFERENCE.fullmatch(text)
    if not match:
        return None
    quoted, bare, left, top, right, bottom = match.groups()
    sheet = quoted.replace("''", "'") if quoted else bare
    first = (int(top) - 1, column_number(left))
    last = (int(bottom) - 1, column_number(right)) if right else first
    return Area(sheet, *first, *last)
