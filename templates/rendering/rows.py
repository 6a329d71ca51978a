"""Rows that grow with their text.

openpyxl marks every row that has a height as set by hand, and Excel then never adjusts it; a prepared row starts at a
readable height and must grow when a clerk types three lines into a cell.
"""

from __future__ import annotations

from openpyxl.worksheet.dimensions import RowDimension

AUTO_HEIGHT = 24.0
KEEPER_SIZE = 16.0  # font of a cell in every prepared row: an adjusted row stays about AUTO_HEIGHT high


class AutoHeightRow(RowDimension):
    """A row with a height to start from."""

    @property
    def customHeight(self) -> bool:
        return False
