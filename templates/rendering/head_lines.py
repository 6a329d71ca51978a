"""Draws the fields above and below a table or a card: a label, and a cell with a line under it."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from templates.model import Field, Form
from templates.names import field_name
from templates.rendering.drawing import Drawing, cell_look
from templates.rendering.lines import Slot, label_text
from templates.rendering.measure import height
from templates.rendering.places import Places
from templates.rendering.styles import LINE_ENTRY, LINE_LABEL, box


def draw_lines(
    drawing: Drawing, sheet: Worksheet, form: Form, first: int, line_slots: Sequence[Sequence[Slot]], size: float
) -> list[Field]:
    """Draw the lines from row `first` on; returns their fields."""
    drawn = []
    places: Places = drawing.places[form.code]
    for row, slots in enumerate(line_slots, start=first):
        sheet.row_dimensions[row].height = height(1, size, 10.0)
        for slot in slots:
            field = slot.field
            label = drawing.styles.array(LINE_LABEL.but(size=size))
            box(sheet, row, slot.label[0] + 1, row, slot.label[1] + 1, label, label_text(field))
            given = drawing.given(form, field)
            look = cell_look(field, LINE_ENTRY.but(size=size), locked=given is not None or bool(field.formula))
            look = look.but(horizontal="left", wrap=False, shrink=True)
            formula = field.formula or field.default
            value = given if given is not None else f"={places.single(formula)}" if formula else None
            style = drawing.styles.array(look)
            cell = box(sheet, row, slot.entry[0] + 1, row, slot.entry[1] + 1, style, value)
            if isinstance(given, str):
                cell.data_type = "s"
            name = field_name(form.code, field.code)
            drawing.names.add_cells(name, sheet.title, row, slot.entry[0] + 1, row, slot.entry[0] + 1)
            drawn.append(field)
    return drawn
