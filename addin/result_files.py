"""Result sheets as a workbook file of their own: 表单目录, 政策参数, 公示表."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from addin.result_place import MARK
from addin.tables import Layout, Link, Look, ResultSheet, lay_out, plain_text

_BODY = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BOXED = {**_BODY, "border": 1}
_LOOKS: dict[Look, dict[str, Any]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 18, "valign": "vcenter"},
    "mark": {**_BODY, "font_color": "#595959"},
    "heading": {"font_name": "黑体", "font_size": 12, "valign": "vcenter"},
    "note": {**_BODY, "text_wrap": False},
    "head": {**_BOXED, "font_name": "黑体", "bg_color": "#DCE6F1", "align": "center", "text_wrap": True},
    "text": {**_BOXED, "text_wrap": True, "num_format": "@"},
    "center": {**_BOXED, "align": "center"},
    "number": {**_BOXED, "align": "right"},
    "money": {**_BOXED, "align": "right", "num_format": "#,##0.00"},
    "link": {**_BOXED, "align": "center", "font_color": "#0563C1"},
}
_A4, _FOOTER = 9, "&C第 &P 页  共 &N 页"
_PORTRAIT_WIDTH = 90.0  # characters; wider tables go across the page


def workbook_of(
    sheets: Sequence[tuple[str, ResultSheet]], *, generated: bool = True, mark: str = "", made: dt.date | None = None
) -> bytes:
    """A workbook with these sheets.

    Takes: `generated`, whether a line says that a program wrote them;
           `mark`, by which a command knows its own results; `made`, the day instead of the moment at which it was made
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    if made is not None:
        book.set_properties({"created": dt.datetime.combine(made, dt.time())})
    if mark:
        book.set_custom_property(MARK, mark)
    looks = {look: book.add_format(properties) for look, properties in _LOOKS.items()}
    for name, sheet in sheets:
        _draw(book.add_worksheet(name), lay_out(sheet, generated=generated), looks)
    book.close()
    return buffer.getvalue()


def _draw(sheet: Any, layout: Layout, looks: dict[Look, Any]) -> None:
    found: dict[tuple[int, int], Look] = {}
    for span in layout.spans:
        for row in range(span.top, span.bottom + 1):
            found |= {(row, column): span.look for column in range(span.left, span.right + 1)}
    for column, width in enumerate(layout.widths):
        sheet.set_column(column, column, width)
    for row, cells in enumerate(layout.rows):
        for column, value in enumerate(cells):
            look = looks.get(found.get((row, column), "note"))
            if isinstance(value, Link):
                sheet.write_formula(row, column, value.formula, look, value.shown)
            elif value is None:
                if (row, column) in found:
                    sheet.write_blank(row, column, None, look)
            elif isinstance(value, str):
                sheet.write_string(row, column, plain_text(value), look)
            else:
                sheet.write_number(row, column, value, look)
    for row, height in layout.heights().items():
        sheet.set_row(row, height)
    sheet.set_row(0, 34)
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    if sum(layout.widths) > _PORTRAIT_WIDTH:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(_FOOTER)
    if layout.frozen:
        sheet.freeze_panes(layout.frozen, 0)
        sheet.repeat_rows(0, layout.frozen - 1)
