"""Rows that grow with their text.

openpyxl marks every row that has a height as set by hand, and Excel then never adjusts it; a prepared row starts at a
readable height and must grow when a clerk types three lines into a cell.
"""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from templates.rendering.measure import height, lines
from templates.rendering.styles import BODY_SIZE

AUTO_HEIGHT = 24.0
WORDS_SIZE = 9.0  # of sentences that the sheet writes itself, in rows of several lines
_KEEPER_SHARE = 17.0 / AUTO_HEIGHT


class GrowingRow(RowDimension):
    """A row with a height to start from, which Excel adjusts when something is typed."""

    @property
    def customHeight(self) -> bool:
        return False


def prepared_height(line_count: int) -> float:
    """The height of an empty prepared row that has room for so many lines of what the sheet writes itself."""
    return AUTO_HEIGHT if line_count == 1 else height(line_count, WORDS_SIZE, 4.0)


def keeper_size(points: float) -> float:
    """The size of the empty cell that keeps an adjusted row about so high: it is as high as its largest font."""
    return round(points * _KEEPER_SHARE)


def needed_height(texts: Iterable[tuple[str, float]], least: float = AUTO_HEIGHT) -> float:
    """The height a prepared row needs for texts in cells of the given widths."""
    return max([least, *(height(lines(text, width, BODY_SIZE), BODY_SIZE, 6.0) for text, width in texts)])


def let_grow(sheet: Worksheet, row: int, points: float = AUTO_HEIGHT) -> None:
    """Give a prepared row its height without fixing it. A row that openpyxl has loaded is fixed until this is done."""
    sheet.row_dimensions[row] = GrowingRow(sheet, index=row, ht=points)
