"""增加行 without Excel: what Excel itself does when rows are inserted and the last prepared one is copied up.

openpyxl moves cells, but neither formulas nor names, checks, conditional formats or merged cells.
"""

from __future__ import annotations

import copy

from openpyxl.cell.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from addin.references import after_insertion, copied_down


def insert_rows(book: Workbook, name: str, last: int, count: int) -> None:
    """Insert `count` rows above row `last` of a sheet and copy that row into them; what was typed stays in the first.

    So names, checks and sums grow along: they do so only for an insertion inside them.
    """
    sheet = book[name]
    _move_cells(sheet, last, count)
    for each in book.worksheets:
        _mend_sheet(each, name, last, count)
    for scope in (book.defined_names, *(each.defined_names for each in book.worksheets)):
        for defined in scope.values():
            if defined.attr_text:
                defined.attr_text = after_insertion(defined.attr_text, "", name, last, count)
    _copy_up(sheet, last, count)


def _move_cells(sheet: Worksheet, last: int, count: int) -> None:
    moved = {key: cell for key, cell in sheet._cells.items() if key[0] >= last}
    for key in moved:
        del sheet._cells[key]
    for (row, column), cell in moved.items():
        cell.row = row + count
        sheet._cells[row + count, column] = cell
        if cell.hyperlink is not None:
            cell.hyperlink.ref = cell.coordinate
    heights = sheet.row_dimensions
    for row in sorted((row for row in heights if row >= last), reverse=True):
        dimension = heights.pop(row)
        dimension.index = row + count
        heights[row + count] = dimension


def _mend_sheet(sheet: Worksheet, name: str, last: int, count: int) -> None:
    """Everything on a sheet that refers to the rows which moved."""

    def mended(formula: str) -> str:
        return after_insertion(formula, sheet.title, name, last, count)

    here = sheet.title == name
    for cell in sheet._cells.values():
        if cell.data_type == "f" and isinstance(cell.value, str) and (here or name in cell.value):
            cell.value = mended(cell.value)
    for check in sheet.data_validations.dataValidation:
        if here:
            check.sqref = _grown(check.sqref, last, count)
        for part in ("formula1", "formula2"):
            if isinstance(text := getattr(check, part), str):
                setattr(check, part, mended(text))
    formats = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            rule.formula = [mended(formula) for formula in rule.formula]
            formats.add(str(_grown(area.sqref, last, count)) if here else str(area.sqref), rule)
    sheet.conditional_formatting = formats
    if here:
        for merged in sheet.merged_cells.ranges:
            _grow(merged, last, count)
        if sheet.print_area:
            sheet.print_area = mended(sheet.print_area)
        if sheet.auto_filter.ref:
            sheet.auto_filter.ref = mended(sheet.auto_filter.ref)


def _grown(cells: MultiCellRange, last: int, count: int) -> MultiCellRange:
    areas = [copy.copy(area) for area in cells.ranges]
    for area in areas:
        _grow(area, last, count)
    return MultiCellRange(areas)


def _grow(area: CellRange, last: int, count: int) -> None:
    if area.max_row >= last:
        area.max_row += count
    if area.min_row >= last:
        area.min_row += count


def _copy_up(sheet: Worksheet, last: int, count: int) -> None:
    original = last + count
    cells = [cell for (row, _), cell in sheet._cells.items() if row == original]
    height = sheet.row_dimensions[original].height
    for row in range(last, original):
        sheet.row_dimensions[row].height = height
        for cell in cells:
            twin = Cell(sheet, row=row, column=cell.column)
            twin._style = copy.copy(cell._style)
            if cell.data_type == "f":
                twin.value = copied_down(cell.value, row - original)
            elif row == last:
                twin._value, twin.data_type = cell._value, cell.data_type
            sheet._cells[row, cell.column] = twin
    for cell in cells:
        if cell.data_type != "f":
            cell.value = None
