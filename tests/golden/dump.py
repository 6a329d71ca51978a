"""A workbook as text, one line for each thing somebody could have changed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

_FOLDER = re.compile(r"'/\S+/(收件)'")  # what was merged lies elsewhere in every run


def dump(content: bytes, only: str = "") -> str:
    """Everything of a workbook, or of one sheet of it, but time stamps and the cached results of formulas."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    lines: list[str] = []
    for sheet in book.worksheets:
        if only in ("", sheet.title):
            lines += [*_sheet(sheet), ""]
    if not only:
        lines += ["# 名称", *(f"{name} = {book.defined_names[name].attr_text}" for name in sorted(book.defined_names))]
    return _FOLDER.sub(r"'…/\1'", "\n".join(lines) + "\n")


def _sheet(sheet: Worksheet) -> Iterator[str]:
    yield f"# {sheet.title}"
    yield from _setup(sheet)
    looks: dict[str, int] = {}
    cells = list(_cells(sheet, looks))
    yield from (f"look {number}: {look}" for look, number in looks.items())
    yield from cells
    yield from sorted(f"merged {area}" for area in sheet.merged_cells.ranges)
    yield from _validations(sheet)
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            stop = " stop" if rule.stopIfTrue else ""
            yield f"mark {area.sqref}: {' | '.join(rule.formula)} -> {_mark(rule.dxf)}{stop}"
    for chart in sheet._charts:
        start, end = chart.anchor._from, chart.anchor.to
        series = [f"{_source(each.cat)} {_source(each.val)}" for each in chart.series]
        yield f"chart {type(chart).__name__} {start.row}/{start.col}-{end.row}/{end.col}: {'; '.join(series)}"


def _setup(sheet: Worksheet) -> Iterator[str]:
    page, protection = sheet.page_setup, sheet.protection
    fit = f"{page.fitToWidth}x{page.fitToHeight}" if sheet.sheet_properties.pageSetUpPr else "-"
    yield f"state {sheet.sheet_state}, protected {bool(protection.sheet)}, frozen {sheet.freeze_panes or '-'}"
    allowed = (name for name in ("sort", "autoFilter", "formatColumns", "formatRows") if not getattr(protection, name))
    yield f"allowed {', '.join(allowed) or '-'}; filter {sheet.auto_filter.ref or '-'}"
    area, repeated = sheet.print_area or "-", sheet.print_title_rows or "-"
    yield f"paper {page.paperSize} {page.orientation}, fit {fit}, area {area}, repeated {repeated}"
    yield f"footer {sheet.oddFooter.center.text or '-'}; breaks {[each.id for each in sheet.row_breaks.brk]}"
    widths = sorted((each.min or 0, each.width, each.hidden) for each in sheet.column_dimensions.values())
    yield f"columns {' '.join(f'{at}:{width:g}' + ('h' if hidden else '') for at, width, hidden in widths)}"
    heights = sorted((row, each.height) for row, each in sheet.row_dimensions.items() if each.height)
    yield f"rows {' '.join(f'{row}:{points:g}' for row, points in heights)}"


def _cells(sheet: Worksheet, looks: dict[str, int]) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell) or not (cell.has_style or cell.value is not None):
                continue
            number = looks.setdefault(_look(cell), len(looks) + 1)
            shown = "" if cell.value is None else f" {cell.value!r}"
            link = f" -> {cell.hyperlink.location or cell.hyperlink.target}" if cell.hyperlink else ""
            note = f" note {cell.comment.text!r}" if cell.comment else ""
            yield f"{cell.coordinate} [{number}]{shown}{link}{note}"


def _look(cell: Cell) -> str:
    font, fill, border, place = cell.font, cell.fill, cell.border, cell.alignment
    lines = "".join(_line(getattr(border, side)) for side in ("left", "right", "top", "bottom"))
    parts = (
        f"{font.name} {font.sz:g}",
        "bold" if font.b else "",
        f"color {font.color.rgb}" if font.color is not None and font.color.type == "rgb" else "",
        f"fill {fill.fgColor.rgb}" if fill.fill_type else "",
        f"lines {lines}" if lines != "----" else "",
        f"{place.horizontal or ''}/{place.vertical or ''}",
        "wrap" if place.wrap_text else "shrink" if place.shrink_to_fit else "",
        cell.number_format if cell.number_format != "General" else "",
        "" if cell.protection.locked else "input",
    )
    return ", ".join(part for part in parts if part)


def _line(side: Any) -> str:
    return side.style[0] if side is not None and side.style else "-"


def _validations(sheet: Worksheet) -> Iterable[str]:
    for each in sheet.data_validations.dataValidation:
        test = " ".join(part for part in (each.type, each.operator, each.formula1, each.formula2) if part)
        words = f"{each.promptTitle or ''}|{each.prompt or ''}|{each.errorTitle or ''}|{each.error or ''}"
        yield f"guard {each.sqref}: {test} {each.errorStyle or 'stop'} {words!r}"


def _mark(look: Any) -> str:
    font = look.font.color.rgb if look is not None and look.font is not None and look.font.color is not None else "-"
    fill = look.fill.bgColor.rgb if look is not None and look.fill is not None else "-"
    return f"font {font} fill {fill}"


def _source(data: Any) -> str:
    reference = getattr(data, "strRef", None) or getattr(data, "numRef", None)
    return reference.f if reference is not None else "-"
