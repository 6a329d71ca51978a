"""The look of a result workbook: cell formats, page set-up, tables with their headings; drawn with XlsxWriter.

Only values are written, as texts, numbers and dates: no formula, macro or link of a received file can survive here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_range

from addin.cell_xml import LINE_HEIGHT, Column, Kind
from addin.errors import CannotRun
from addin.merging.rows import ListSheet, RowFile
from addin.result_place import MARK
from addin.tables import plain_text
from templates.names import ROW_LIMIT, TAB_LIMIT
from templates.reading.grid import letters

TITLE_FONT, HEAD_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
HEAD_FILL, NOTE_COLOR, WARN_COLOR = "#DCE6F1", "#595959", "#C00000"
FIXED_TABS = ("汇总说明", "各地汇总", "未报名单", "重复名单", "未并入的行", "问题清单")
TOTAL = "合计"
A4, A3 = 9, 8
_FORBIDDEN_IN_TAB = re.compile(r"[:\\/?*\[\]]")
_FOOTER = "&C第 &P 页  共 &N 页"
_PAGE_WIDTH = 150.0  # characters of a landscape page that stay readable; a wider table goes on A3
_TWO_PAGES = 240.0  # and one wider still on two pages side by side, its first columns on both
_REPEATED = 3  # columns: number, unit, person
_INDENT_FROM = {"left": 12.0, "right": 10.0}  # characters: a narrower column has no room for a space beside the line


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column, and how what stands below it looks."""

    label: str
    width: float = 12.0
    number_format: str = "@"
    align: str = "left"

    @property
    def indented(self) -> bool:
        return self.align in _INDENT_FROM and self.width >= _INDENT_FROM[self.align]

    @property
    def wraps(self) -> bool:
        """Whether texts stand in it: a computed column without a number format mostly holds words."""
        return self.kind == "text" or self.number_format == "General"

    @property
    def kind(self) -> Kind:
        if self.number_format == "@":
            return "text"
        return "date" if "yy" in self.number_format else "number"


_BLANK = Head("", 0.0, align="center")


class Book:
    """A workbook being written. Its rows wait in temporary files (rows.py); the file itself is written by `close`.

    Takes: `mark`, by which the next merge knows it
    """

    def __init__(self, path: Path, mark: str = "merge") -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(str(path), options)
        self.book.set_custom_property(MARK, mark)
        self.book.formats[0].set_font_name(BODY_FONT)
        self.book.formats[0].set_font_size(11)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._tabs: set[str] = {tab.lower() for tab in FIXED_TABS}

    def look(self, **properties: Any) -> Any:
        """A cell format, made once."""
        known = {"font_name": BODY_FONT, "font_size": 11, "valign": "vcenter", **properties}
        key = tuple(sorted(known.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(known)
        return self._formats[key]

    def body_look(self, head: Head, **more: Any) -> Any:
        """How a table's cells look below a heading."""
        if head.indented:
            more["indent"] = 1
        align = "center" if head.align == "left" and not head.indented else head.align
        return self.look(border=1, align=align, num_format=head.number_format, text_wrap=head.wraps, **more)

    def rows(self, heads: Sequence[Head], first_row: int) -> RowFile:
        """A file for the rows below these headings; `first_row` counted from 1."""
        columns = [
            Column(head.kind, self.body_look(head)._get_xf_index(), head.width - 2 * head.indented) for head in heads
        ]
        return RowFile(columns, first_row)

    def sheet(self, tab: str, title: str, width: int, *, lines: Sequence[str] = (), landscape: bool = True) -> Any:
        """A sheet of a reserved name with its title and the lines below it; its `next_row` counts from 0."""
        sheet = self.book.add_worksheet(tab, ListSheet)
        across(sheet, 0, 0, width - 1, title, self.look(font_name=TITLE_FONT, font_size=18, align="center"))
        sheet.set_row(0, 36)
        for row, line in enumerate(lines, start=1):
            across(sheet, row, 0, width - 1, line, self.look(font_size=10.5, font_color=NOTE_COLOR))
            sheet.set_row(row, 18)
        sheet.next_row = 1 + len(lines)
        (sheet.set_landscape if landscape else sheet.set_portrait)()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.set_footer(_FOOTER)
        sheet.hide_gridlines(2)
        return sheet

    def table(
        self,
        tab: str,
        title: str,
        heads: Sequence[Head],
        body: RowFile | None,
        lines: Sequence[str],
        sums: Mapping[int, float] | None = None,
        hidden: Collection[int] = (),
    ) -> Any:
        """A sheet that is one table: headings repeated on every page, frozen, with a filter.

        Takes: `sums`, what the columns at some places add up to, for a row 合计 below the others;
               `hidden`, the places of columns that nobody needs to see
        """
        widths = list(accumulate(0.0 if place in hidden else head.width for place, head in enumerate(heads)))
        paper = A3 if widths[-1] > _PAGE_WIDTH else A4
        halved = widths[-1] > _TWO_PAGES
        across_first = sum(width <= widths[-1] / 2 for width in widths) if halved else len(heads)
        sheet = self.sheet(tab, title, across_first, lines=lines)
        row = sheet.next_row
        self.heading(sheet, row, heads)
        for place in hidden:
            sheet.set_column(place, place, heads[place].width, None, {"hidden": True})
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)
        sheet.set_paper(paper)
        if halved:
            sheet.fit_to_pages(2, 0)
            sheet.repeat_columns(0, _REPEATED - 1)
        if body is not None and body.count:
            assert body.first_row == row + 2
            if sums and body.first_row + body.count <= ROW_LIMIT:
                body.foot = self._foot(heads, body, sums)
            sheet.put_body(body)
            sheet.autofilter(row, 0, row + body.count, len(heads) - 1)
            sheet.ignore_errors({"number_stored_as_text": _whole(heads, body.first_row, body.count)})
        return sheet

    def _foot(self, heads: Sequence[Head], body: RowFile, sums: Mapping[int, float]) -> str:
        """The row 合计: formulas, so that a corrected figure corrects it."""
        row, last = body.first_row + body.count, body.first_row + body.count - 1
        cells = []
        for place, head in enumerate(heads):
            look = self.body_look(head if place in sums else _BLANK, font_name=HEAD_FONT)
            start = f'<c r="{letters(place)}{row}" s="{look._get_xf_index()}"'
            if place in sums:
                formula = f"SUM({letters(place)}{body.first_row}:{letters(place)}{last})"
                cells.append(f"{start}><f>{formula}</f><v>{sums[place]!r}</v></c>")
            else:
                cells.append(f"{start}/>" if place else f'{start} t="inlineStr"><is><t>{TOTAL}</t></is></c>')
        return f'<row r="{row}" ht="{1.5 * LINE_HEIGHT:g}" customHeight="1">{"".join(cells)}</row>'

    def heading(self, sheet: Any, row: int, heads: Sequence[Head]) -> None:
        """One row of headings, and the widths of their columns."""
        look = self.look(
            font_name=HEAD_FONT, bold=False, border=1, align="center", text_wrap=True, bg_color=HEAD_FILL
        )
        for column, head in enumerate(heads):
            sheet.set_column(column, column, head.width)
            put(sheet, row, column, _broken(head), look)
        longest = max((_lines(head) for head in heads), default=1)
        sheet.set_row(row, 8 + 15 * longest)

    def reserve(self, name: str) -> str:
        """A sheet name that Excel takes and that no other sheet will get."""
        plain = _FORBIDDEN_IN_TAB.sub("_", name).strip("'")[:TAB_LIMIT] or "表"
        tab, number = plain, 1
        while tab.lower() in self._tabs:
            number += 1
            ending = f"（{number}）"
            tab = plain[: TAB_LIMIT - len(ending)] + ending
        self._tabs.add(tab.lower())
        return tab

    def close(self) -> None:
        """Write the file; raises CannotRun where that fails."""
        try:
            self.book.close()
        except XlsxWriterException as error:
            raise CannotRun(f"结果写不出来：{error}。请检查磁盘空间和文件夹的权限。") from None


def put(sheet: Any, row: int, column: int, value: object, look: Any) -> None:
    """Write one cell; a text stays a text, whatever it begins with."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, plain_text(value), look)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_datetime(row, column, value, look)


def across(sheet: Any, row: int, left: int, right: int, text: str, look: Any) -> None:
    """A text over several columns."""
    if right > left:
        sheet.merge_range(row, left, row, right, "", look)
    put(sheet, row, left, text, look)


def _broken(head: Head) -> str:
    """A heading too long for its column breaks before the unit in brackets."""
    return head.label.replace("（", "\n（", 1) if 2 * len(head.label) > head.width else head.label


def _lines(head: Head) -> int:
    room = max(int(head.width) - 1, 2)
    return sum(max(1, -(-2 * len(part) // room)) for part in _broken(head).split("\n"))


def _whole(heads: Sequence[Head], first_row: int, count: int) -> str:
    return str(xl_range(first_row - 1, 0, first_row + count - 2, len(heads) - 1))
