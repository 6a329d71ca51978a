"""Page set-up and protection of a form's sheet."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from templates.rendering.measure import MARGIN_BOTTOM, MARGIN_SIDE, MARGIN_TOP

_PAPER_CODES = {"A3": 8, "A4": 9}
_INCH = 25.4
FOOTER_TEXT = "第 &P 页  共 &N 页"


def set_up(
    sheet: Worksheet, *, paper: str, orientation: str, area: str = "", repeat: str = "", one_page: bool = False
) -> None:
    """A sheet as wide as its page, with page numbers; `area` is printed, the rows `repeat` head every page."""
    sheet.page_setup.paperSize = _PAPER_CODES[paper]
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if one_page else 0
    sheet.page_setup.blackAndWhite = True  # the colours guide the clerk; an official page has none
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = round(MARGIN_SIDE / _INCH, 3)
    margins.top, margins.bottom = round(MARGIN_TOP / _INCH, 3), round(MARGIN_BOTTOM / _INCH, 3)
    margins.header = margins.footer = 0.3
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = FOOTER_TEXT
    sheet.oddFooter.center.font = "宋体,常规"
    sheet.oddFooter.center.size = 10
    if area:
        sheet.print_area = area
    if repeat:
        sheet.print_title_rows = repeat


def protect(sheet: Worksheet) -> None:
    """Protect without a password; sorting, filtering, and widening columns and rows stay possible."""
    protection = sheet.protection
    protection.sheet = True
    # In the file format False means: not forbidden
    protection.sort = protection.autoFilter = False
    protection.formatColumns = protection.formatRows = False
