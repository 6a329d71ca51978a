"""The look of official tables, and style objects shared by all cells of a workbook.

openpyxl looks a font, a fill and a border up again for every cell that is given one; a ledger has tens of thousands
of cells and a few dozen looks, so each look is registered once and its style array handed to the cells.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.merge import MergedCellRange
from openpyxl.worksheet.worksheet import Worksheet

TITLE_FONT, HEAD_FONT, BODY_FONT, SCREEN_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
TITLE_SIZE, LINE_SIZE, BODY_SIZE = 22.0, 12.0, 11.0

# Pale, so that the page stays an official one in print; the sheet is printed in black and white besides.
INPUT_FILL = "FFFFF9E5"
COMPUTED_FILL = "FFEFEFEF"
GIVEN_FILL = "FFFFFFFF"
HEAD_FILL = "FFDCE6F1"
BEYOND_FILL = "FFE2EFDA"
HELPER_FILL = "FFF2F2F2"
BEYOND_LINE = "FF7F9F6F"
HELPER_LINE = "FFD0D0D0"
MUTED = "FF7F7F7F"
ACCENT = "FF1F4E79"

Kind = Literal["thin", "medium", "hair", "none"]


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that decides how a cell looks and whether it may be typed into."""

    font: str = BODY_FONT
    size: float = BODY_SIZE
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""
    fill: str = ""
    horizontal: str = "left"
    vertical: str = "center"
    wrap: bool = True
    shrink: bool = False
    indent: int = 0
    border: Kind = "none"
    top: Kind | None = None  # one side, where it differs from `border`
    bottom: Kind | None = None
    left: Kind | None = None
    right: Kind | None = None
    line: str = ""  # colour of the border
    number_format: str = "General"
    locked: bool = True

    def but(self, **changes: Any) -> Look:
        """The same look with some changes."""
        return replace(self, **changes)


TITLE = Look(TITLE_FONT, TITLE_SIZE, horizontal="center")
ANNEX = Look(HEAD_FONT, 14.0, wrap=False)
ABOVE = Look(HEAD_FONT, 14.0, horizontal="center")
LINE_LABEL = Look(BODY_FONT, LINE_SIZE, horizontal="right", wrap=False)
LINE_ENTRY = Look(BODY_FONT, LINE_SIZE, bottom="thin", fill=INPUT_FILL, locked=False)
NOTE = Look(BODY_FONT, 10.5, vertical="top")
HEAD = Look(HEAD_FONT, BODY_SIZE, fill=HEAD_FILL, horizontal="center", border="thin")
BEYOND_HEAD = Look(HEAD_FONT, 10.0, italic=True, color=ACCENT, fill=BEYOND_FILL, horizontal="center", border="thin")
HELPER_HEAD = Look(
    SCREEN_FONT, 10.0, color=MUTED, fill=HELPER_FILL, horizontal="center", border="thin", line=HELPER_LINE
)
BODY = Look(border="thin")
HELPER = Look(SCREEN_FONT, 10.0, color=MUTED, horizontal="center", border="thin", line=HELPER_LINE, wrap=False)
HINT = HELPER.but(horizontal="left", color="FF9C0006")
SUMMED = Look(SCREEN_FONT, 12.0, bold=True, color=ACCENT, horizontal="center", number_format="0", wrap=False)


class Styles:
    """The looks of one workbook, each registered once."""

    def __init__(self, book: Workbook) -> None:
        self._known: dict[Look, StyleArray] = {}
        self._scratch = Cell(Worksheet(book), 1, 1)  # of a sheet that never joins the workbook

    def array(self, look: Look) -> StyleArray:
        """The style array of a look, to be shared by cells and never changed."""
        if (known := self._known.get(look)) is None:
            known = self._known[look] = self._register(look)
        return known

    def _register(self, look: Look) -> StyleArray:
        cell = self._scratch
        cell.font = Font(
            name=look.font,
            size=look.size,
            bold=look.bold or None,
            italic=look.italic or None,
            underline="single" if look.underline else None,
            color=look.color or None,
        )
        cell.fill = PatternFill("solid", fgColor=look.fill) if look.fill else PatternFill()
        sides = {side: getattr(look, side) or look.border for side in ("left", "right", "top", "bottom")}
        line = look.line or "FF000000"
        drawn = {side: Side(style=kind, color=line) for side, kind in sides.items() if kind != "none"}
        cell.border = Border(**drawn)
        cell.alignment = Alignment(
            horizontal=look.horizontal,
            vertical=look.vertical,
            wrap_text=look.wrap or None,
            shrink_to_fit=look.shrink or None,
            indent=look.indent,
        )
        cell.number_format = look.number_format
        cell.protection = Protection(locked=look.locked)
        return copy(cell._style)


def put(sheet: Worksheet, row: int, column: int, style: StyleArray, value: object = None) -> Cell:
    """Write one cell.  A text that begins with = is a formula."""
    cell = Cell(sheet, row, column)
    cell._style = style
    if value is not None:
        cell.value = value
    sheet._cells[row, column] = cell
    return cell


def put_text(sheet: Worksheet, row: int, column: int, style: StyleArray, value: object) -> Cell:
    """Write a value that may come from outside: a text stays a text, whatever it begins with."""
    cell = put(sheet, row, column, style, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def box(
    sheet: Worksheet, top: int, left: int, bottom: int, right: int, style: StyleArray, value: object = None
) -> Cell:
    """Write one cell merged over a rectangle; every cell below it carries the style, so that borders are whole."""
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            put(sheet, row, column, style)
    cell = put(sheet, top, left, style, value)
    if (bottom, right) != (top, left):
        reference = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        sheet.merged_cells.ranges.add(MergedCellRange(sheet, reference))
    return cell
