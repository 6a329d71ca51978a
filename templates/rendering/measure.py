"""How wide and how high printed words are: the estimates behind column widths, title sizes and row heights.

Excel measures a column in digits of the workbook's default font (宋体 11: 6 points each). A Chinese character is as
wide as its font size, any other about half of that. Estimates lean to the safe side: a line too many is white
space, a line too few is cut-off text.
"""

from __future__ import annotations

import math
import unicodedata

POINTS_PER_UNIT = 6.0  # a column of width 1, with the default font
CELL_PADDING = 1.0  # units that a cell keeps free at its sides
LINE_HEIGHT = 1.4  # of the font size, as Excel spaces 仿宋 and 黑体
MAX_ROW_HEIGHT = 409.0  # Excel's own

_MILLIMETRE = 72 / 25.4
_PAPER = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 15.0, 15.0, 16.0  # millimetres


def units(text: str, size: float) -> float:
    """The width of one line of text, in column units.

    >>> units("单位", 12), units("ab", 12)
    (4.0, 2.0)
    """
    cells = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
    return cells * size / 2 / POINTS_PER_UNIT


def lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a cell of that width; its own line breaks count."""
    room = max(width - CELL_PADDING, 2 * size / POINTS_PER_UNIT / 2)
    return sum(max(1, math.ceil(units(part, size) / room - 0.02)) for part in text.split("\n"))


def height(line_count: int, size: float, padding: float = 6.0) -> float:
    """The row height for so many lines, in points."""
    return min(round(line_count * size * LINE_HEIGHT + padding, 1), MAX_ROW_HEIGHT)


def page_units(paper: str, orientation: str) -> float:
    """The width between the margins, in column units."""
    short, long = _PAPER[paper]
    side = long if orientation == "landscape" else short
    return (side - 2 * MARGIN_SIDE) * _MILLIMETRE / POINTS_PER_UNIT


def page_points(paper: str, orientation: str) -> float:
    """The height between the margins, in points."""
    short, long = _PAPER[paper]
    side = short if orientation == "landscape" else long
    return (side - MARGIN_TOP - MARGIN_BOTTOM) * _MILLIMETRE
