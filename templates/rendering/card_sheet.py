"""Draws a card: a printed grid of labels and cells to fill in, such as an application form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from openpyxl.utils import get_column_letter

from templates.model import CardForm, Entry, Field, Form, Label
from templates.names import field_name
from templates.rendering.audit import Audit
from templates.rendering.card_layout import CARD_SIZE, Box, plan
from templates.rendering.checklist import Checklist, draw_sums
from templates.rendering.drawing import Drawing, cell_look, on_paper
from templates.rendering.head_lines import draw_lines
from templates.rendering.headings import broken
from templates.rendering.marks import Marks
from templates.rendering.measure import units
from templates.rendering.names import errors_name, filled_name, missing_name
from templates.rendering.places import Places
from templates.rendering.printing import protect, set_up
from templates.rendering.styles import (
    ABOVE,
    ANNEX,
    BODY_FONT,
    BODY_SIZE,
    HEAD_FILL,
    HEAD_FONT,
    LINE_SIZE,
    NOTE,
    TITLE,
    Look,
    box,
)
from templates.rendering.validations import guard

LABEL = Look(HEAD_FONT, CARD_SIZE, horizontal="center", border="thin", fill=HEAD_FILL)
WORDS = Look(BODY_FONT, BODY_SIZE, border="thin")  # printed words such as 负责人：  （盖章）
ENTRY = Look(BODY_FONT, CARD_SIZE, border="thin")
ARGUMENTS = 200  # of one function; Excel takes 255


def draw(drawing: Drawing, form: Form) -> None:
    """Draw one card on a new sheet."""
    assert isinstance(form, CardForm)
    _CardSheet(drawing, form).draw()


class _CardSheet:
    def __init__(self, drawing: Drawing, form: CardForm) -> None:
        self.drawing = drawing
        self.form = form
        self.plan = plan(form)
        self.sheet = drawing.sheet(drawing.tabs[form.code])
        self.marks = Marks(self.sheet)
        self.places = self._places()
        self.audit = Audit(drawing, form, self.places)
        self._across = partial(drawing.across, self.sheet, self.plan.widths)

    def _places(self) -> Places:
        plan = self.plan
        places = Places(self.form.code, self.sheet.title, self.drawing.list_range)
        for first, line_slots in ((plan.header, plan.header_lines), (plan.footer, plan.footer_lines)):
            for row, slots in enumerate(line_slots, start=first):
                for slot in slots:
                    places.add(slot.field, slot.entry[0] + 1, row)
        for each in plan.boxes:
            if isinstance(each.content, Entry):
                places.add(each.content.field, each.left, each.top)
        self.drawing.places[self.form.code] = places
        return places

    def draw(self) -> None:
        plan = self.plan
        for column, width in enumerate(plan.widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self._top()
        fields = draw_lines(self.drawing, self.sheet, self.form, plan.header, plan.header_lines, LINE_SIZE)
        fields += self._grid()
        fields += draw_lines(self.drawing, self.sheet, self.form, plan.footer, plan.footer_lines, LINE_SIZE)
        for row, text in enumerate(self.form.notes, start=plan.notes):
            self._across(row, NOTE, text, 4.0)
        for field in fields:
            spot = self.places[field.code]
            cell, first = f"{spot.letter}{spot.top}", f"${spot.letter}${spot.top}"
            guard(self.drawing, self.sheet, self.form, field, cell, first, self.audit.narrowed(field))
        self._checks(fields)
        last = get_column_letter(len(plan.widths))
        set_up(
            self.sheet,
            paper=self.form.paper,
            orientation=self.form.orientation,
            area=f"A1:{last}{plan.end}",
            repeat=f"{plan.first}:{plan.first + self.form.heads - 1}" if self.form.heads else "",
            one_page=plan.one_page,
        )
        if self.form.heads:
            self.sheet.freeze_panes = f"A{plan.first + self.form.heads}"
        protect(self.sheet)

    def _top(self) -> None:
        plan, form = self.plan, self.form
        if plan.annex:
            self._across(plan.annex, ANNEX, form.source.annex)
        if plan.above:
            self._across(plan.above, ABOVE, form.above)
        size = TITLE.size
        while size > 16 and units(form.title, size) > sum(plan.widths):
            size -= 1
        self._across(plan.title, TITLE.but(size=size), form.title, 16.0)

    def _grid(self) -> list[Field]:
        fields = []
        below = {(each.top, each.left): each for each in self.plan.boxes}
        for each in self.plan.boxes:
            under = below.get((each.bottom + 1, each.left))
            open_bottom = isinstance(each.content, Entry) and under is not None and _is_words(under)
            if isinstance(each.content, Label):
                self._label(each)
            else:
                fields.append(self._entry(each, each.content, open_bottom))
        for row, points in enumerate(self.plan.heights, start=self.plan.first):
            self.sheet.row_dimensions[row].height = points
        return fields

    def _label(self, each: Box) -> None:
        label = each.content
        assert isinstance(label, Label)
        look = WORDS.but(top="none") if label.style == "text" else LABEL
        look = look.but(horizontal=label.align, indent=1 if label.align == "left" else 0)
        words = broken(label.text, sum(self.plan.widths[each.left - 1 : each.right]), look.size)
        box(self.sheet, each.top, each.left, each.bottom, each.right, self.drawing.styles.array(look), words)

    def _entry(self, each: Box, entry: Entry, open_bottom: bool) -> Field:
        field = entry.field
        given = self.drawing.given(self.form, field)
        locked = given is not None or bool(field.formula) or on_paper(field)
        look = cell_look(field, ENTRY, locked=locked)
        # A short answer stands in the middle of its cell, as in a printed form filled in by hand
        short = field.type.kind != "long" and entry.span <= 2
        look = look.but(
            horizontal="center" if short else "left",
            indent=0 if short else 1,
            bottom="none" if open_bottom else None,
            vertical="top" if field.type.kind == "long" else "center",
        )
        value = given if given is not None else f"={self.places.single(field.formula)}" if field.formula else None
        style = self.drawing.styles.array(look)
        cell = box(self.sheet, each.top, each.left, each.bottom, each.right, style, value)
        if isinstance(given, str):
            cell.data_type = "s"
        name = field_name(self.form.code, field.code)
        self.drawing.names.add_cells(name, self.sheet.title, each.top, each.left, each.top, each.left)
        return field

    def _checks(self, fields: Sequence[Field]) -> None:
        """The checklist right of the card, and the sums that 填报进度 reads."""
        plan, row = self.plan, self.plan.title
        column = len(plan.widths) + 2
        checklist = Checklist(self.drawing, self.sheet, self.form, self.audit, self.marks)
        checklist.draw(fields, column, row + 1, self.audit.relations(in_rows=False))
        inputs = [field for field in fields if field.is_input]
        cells = [self.places.cell(field.code) for field in inputs if not field.default]
        counts = [f"COUNTA({','.join(cells[start : start + ARGUMENTS])})" for start in range(0, len(cells), ARGUMENTS)]
        sums = {
            filled_name(self.form): "+".join(counts) or "0",
            missing_name(self.form): checklist.missing,
            errors_name(self.form): checklist.errors,
        }
        draw_sums(self.drawing, self.sheet, row, column, sums, shown=bool(inputs))
        if not inputs:
            self.drawing.for_reference.add(self.form.code)


def _is_words(each: Box) -> bool:
    return isinstance(each.content, Label) and each.content.style == "text"
