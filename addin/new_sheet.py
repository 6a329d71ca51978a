"""A sheet as plain cells, and the same in the file format's own words: its part, and its entries in the styles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from addin.cell_xml import LINE_HEIGHT, MOST_HEIGHT, Column, lines_needed, render_column
from addin.result_place import comment
from templates.reading.grid import letters


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; registered once in the workbook's styles."""

    font: str = "仿宋_GB2312"
    size: float = 11.0
    color: str = ""
    underline: bool = False
    fill: str = ""
    border: bool = True
    align: str = "left"
    wrap: bool = True
    number_format: int = 0  # a built-in one: 2 is 0.00, 49 is text


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: a text, a number or nothing; `link` is a place in the workbook."""

    value: object = None
    look: Look = Look()
    link: str = ""


@dataclass(slots=True)
class NewSheet:
    """What the sheet holds. `heads`: the rows repeated on every page and frozen."""

    name: str
    widths: Sequence[float]
    rows: list[list[Spot]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    heads: int = 0


def font_xml(look: Look) -> str:
    """The entry of a look's font; `{p}` is the namespace prefix of the styles."""
    color = f'<{{p}}color rgb="{look.color}"/>' if look.color else ""
    line = "<{p}u/>" if look.underline else ""
    return f'<{{p}}font>{line}<{{p}}sz val="{look.size:g}"/>{color}<{{p}}name val="{look.font}"/></{{p}}font>'


def fill_xml(look: Look) -> str:
    """The entry of a look's fill."""
    if not look.fill:
        return '<{p}fill><{p}patternFill patternType="none"/></{p}fill>'
    pattern = f'<{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="{look.fill}"/></{{p}}patternFill>'
    return f"<{{p}}fill>{pattern}</{{p}}fill>"


def border_xml(drawn: bool) -> str:
    """The entry of a thin border, or of none."""
    line = ' style="thin"' if drawn else ""
    color = '<{p}color auto="1"/>' if drawn else ""
    sides = "".join(f"<{{p}}{side}{line}>{color}</{{p}}{side}>" for side in ("left", "right", "top", "bottom"))
    return f"<{{p}}border>{sides}<{{p}}diagonal/></{{p}}border>"


def format_xml(look: Look, font: int, fill: int, border: int) -> str:
    """The entry of a look's cell format, from the numbers of its parts."""
    wrap = ' wrapText="1"' if look.wrap else ""
    return (
        f'<{{p}}xf numFmtId="{look.number_format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<{{p}}alignment horizontal="{look.align}" vertical="center"{wrap}/></{{p}}xf>'
    )


def sheet_xml(sheet: NewSheet, numbers: dict[Look, int], namespace: str) -> str:
    """The part of the sheet: A4 across, as wide as the page, headings frozen and repeated."""
    links: list[str] = []
    rows = []
    for row, spots in enumerate(sheet.rows, start=1):
        cells = []
        for column, spot in enumerate(spots):
            name = letters(column)
            kind = Column("text" if isinstance(spot.value, str) else "number", numbers[spot.look])
            cells += render_column(kind, name, range(row, row + 1), [spot.value])
            if spot.link:
                links.append(f'<hyperlink ref="{name}{row}" location={quoteattr(spot.link)}/>')
        rows.append(f'<row r="{row}"{_height(sheet, row, spots)}>{"".join(cells)}</row>')
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width:g}" customWidth="1"/>'
        for place, width in enumerate(sheet.widths, start=1)
    )
    pane = (
        f'<pane ySplit="{sheet.heads}" topLeftCell="A{sheet.heads + 1}" activePane="bottomLeft" state="frozen"/>'
        if sheet.heads
        else ""
    )
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in sheet.merged)
    return "".join(
        (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{comment("compute")}',
            f'<worksheet xmlns="{namespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
            f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{pane}</sheetView></sheetViews>',
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>',
            f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else "",
            f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
            '<printOptions horizontalCentered="1"/>',
            '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>',
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
            "<headerFooter><oddFooter>&amp;C第 &amp;P 页  共 &amp;N 页</oddFooter></headerFooter></worksheet>",
        )
    )


def _height(sheet: NewSheet, row: int, spots: Sequence[Spot]) -> str:
    """The height of a row: as asked for, else as its wrapped texts need."""
    if row in sheet.heights:
        return f' ht="{sheet.heights[row]:g}" customHeight="1"'
    columns = [
        Column("text", 0, width if spot.look.wrap else 0) for width, spot in zip(sheet.widths, spots, strict=False)
    ]
    needed = lines_needed(columns, [[spot.value] for spot in spots[: len(columns)]])[0]
    return f' ht="{min(LINE_HEIGHT * needed, MOST_HEIGHT):g}"' if needed > 1 else ""
