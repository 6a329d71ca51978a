"""The hidden sheet of code lists: for each list a column of values, and of upper values where it has a level above."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from templates.lists import load_list
from templates.names import LIST_TAB
from templates.rendering.drawing import Drawing
from templates.rendering.places import list_name
from templates.rendering.printing import protect
from templates.rendering.styles import HELPER, HELPER_HEAD, put, put_text


def draw(drawing: Drawing) -> None:
    """Draw every list that a validation or a formula of the workbook reaches for."""
    if not drawing.lists:
        return
    sheet = drawing.sheet(LIST_TAB)
    head = drawing.styles.array(HELPER_HEAD)
    body = drawing.styles.array(HELPER.but(horizontal="left", number_format="@"))
    column = 0
    for name in sorted(drawing.lists):
        codes = load_list(name)
        columns = {"": codes.values}
        if codes.parents:
            columns[".parent"] = tuple(entry.parent for entry in codes.entries)
        if any(entry.code for entry in codes.entries):
            columns[".code"] = tuple(entry.code for entry in codes.entries)
        for suffix, values in columns.items():
            column += 1
            put(sheet, 1, column, head, codes.title if not suffix else f"{codes.title}{_HEADS[suffix]}")
            for row, value in enumerate(values, start=2):
                put_text(sheet, row, column, body, value or None)
            drawing.names.add_cells(f"{list_name(name)}{suffix}", sheet.title, 2, column, len(values) + 1, column)
            sheet.column_dimensions[get_column_letter(column)].width = 20
    sheet.sheet_state = "hidden"
    protect(sheet)


_HEADS = {".parent": "（上级）", ".code": "（代码）"}
