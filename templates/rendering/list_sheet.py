"""Draws a list form: title, lines above, headed table with prepared rows, totals, lines below, printed notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from openpyxl.cell.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from templates.model import Field, Form, Link, ListForm
from templates.names import field_name
from templates.rendering.audit import Audit
from templates.rendering.checklist import Checklist
from templates.rendering.drawing import Drawing, cell_look, on_paper
from templates.rendering.errors import RenderError
from templates.rendering.head_lines import draw_lines
from templates.rendering.headings import broken
from templates.rendering.helpers import Helpers
from templates.rendering.list_layout import plan
from templates.rendering.marks import Marks
from templates.rendering.measure import CELL_PADDING, MAX_ROW_HEIGHT, height, lines, units
from templates.rendering.places import ROW, Places
from templates.rendering.printing import protect, set_up
from templates.rendering.rows import WORDS_SIZE, let_grow, needed_height, prepared_height
from templates.rendering.styles import (
    ABOVE,
    ANNEX,
    BEYOND_HEAD,
    BEYOND_LINE,
    BODY,
    BODY_SIZE,
    COMPUTED_FILL,
    HEAD,
    NOTE,
    TITLE,
    box,
    put,
    put_text,
)
from templates.rendering.validations import guard

LINK_COLOR = "FF0563C1"  # as Excel colours a hyperlink
GAP_HEIGHT = 5.0  # points between several lines of fields and the table


def draw(drawing: Drawing, form: Form) -> None:
    """Draw one list form on a new sheet."""
    assert isinstance(form, ListForm)
    _ListSheet(drawing, form).draw()


class _ListSheet:
    def __init__(self, drawing: Drawing, form: ListForm) -> None:
        self.drawing = drawing
        self.form = form
        self.plan = plan(form, drawing.rows)
        self.sheet = drawing.sheet(drawing.tabs[form.code])
        self.marks = Marks(self.sheet)
        self.places = self._places()
        self.audit = Audit(drawing, form, self.places)
        self._across = partial(drawing.across, self.sheet, self.plan.widths[: self.plan.printed])

    def _places(self) -> Places:
        places = Places(self.form.code, self.sheet.title, self.drawing.list_range)
        places.head = self.plan.heads[1]
        for column, field in enumerate(self.plan.fields, start=1):
            places.add(field, column, self.plan.first, self.plan.last)
        plan = self.plan
        for first, line_slots in ((plan.header, plan.header_lines), (plan.footer, plan.footer_lines)):
            for row, slots in enumerate(line_slots, start=first):
                for slot in slots:
                    places.add(slot.field, slot.entry[0] + 1, row)
        self.drawing.places[self.form.code] = places
        return places

    def draw(self) -> None:
        self._widths()
        self._top()
        self._heading()
        helpers = Helpers(self.drawing, self.sheet, self.form, self.plan, self.audit)
        helpers.draw(self.marks)
        self._body(helpers.filled)
        self._totals()
        plan = self.plan
        zoom = plan.sizes["line"]
        singles = draw_lines(self.drawing, self.sheet, self.form, plan.header, plan.header_lines, zoom)
        singles += draw_lines(self.drawing, self.sheet, self.form, plan.footer, plan.footer_lines, zoom)
        checklist = Checklist(self.drawing, self.sheet, self.form, self.audit, self.marks)
        checklist.draw(singles, helpers.next_column + 1, plan.heads[1], self.audit.relations(in_rows=False))
        helpers.totals(checklist)
        if not plan.inputs and not any(field.is_input and not field.default for field in singles):
            self.drawing.for_reference.add(self.form.code)
        self._notes()
        self._guards(singles)
        self._page()

    def _widths(self) -> None:
        for column, width in enumerate(self.plan.widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def _top(self) -> None:
        plan, form = self.plan, self.form
        if plan.annex:
            self._across(plan.annex, ANNEX, form.source.annex)
        if plan.above:
            self._across(plan.above, ABOVE, form.above)
        width = sum(plan.widths[: plan.printed])
        size = plan.sizes["title"]
        while size > 16 and units(form.title, size) + CELL_PADDING > width:
            size -= 1
        self._across(plan.title, TITLE.but(size=float(size)), form.title, padding=12.0)

    # --- the table --------------------------------------------------------------------------------------

    def _heading(self) -> None:
        plan = self.plan
        top, bottom = plan.heads
        for row in range(plan.header + len(plan.header_lines), top):
            self.sheet.row_dimensions[row].height = GAP_HEIGHT
        look_lines = [1, 1]
        column = 1
        while column <= len(plan.fields):
            field = plan.fields[column - 1]
            look = self._head_look(column)
            label = broken(field.label, plan.widths[column - 1], self._head_size(column))
            if top == bottom or not field.group:
                box(self.sheet, top, column, bottom, column, look, label)
                needed = lines(label, plan.widths[column - 1], self._head_size(column))
                look_lines[1] = max(look_lines[1], needed - (bottom - top))
                column += 1
                continue
            last = column
            while last < len(plan.fields) and self._same_group(field, last):
                last += 1
            box(self.sheet, top, column, top, last, look, field.group)
            group_width = sum(plan.widths[column - 1 : last])
            look_lines[0] = max(look_lines[0], lines(field.group, group_width, self._head_size(column)))
            for each in range(column, last + 1):
                words = broken(plan.fields[each - 1].label, plan.widths[each - 1], self._head_size(each))
                put(self.sheet, bottom, each, look, words)
                look_lines[1] = max(look_lines[1], lines(words, plan.widths[each - 1], self._head_size(each)))
            column = last + 1
        if top != bottom:
            self.sheet.row_dimensions[top].height = height(look_lines[0], BODY_SIZE)
        self.sheet.row_dimensions[bottom].height = height(look_lines[1], BODY_SIZE, 10.0)

    def _same_group(self, field: Field, following: int) -> bool:
        other = self.plan.fields[following]
        return other.group == field.group and (following >= self.plan.printed) == field.beyond

    def _head_size(self, column: int) -> float:
        return HEAD.size if column <= self.plan.printed else BEYOND_HEAD.size

    def _head_look(self, column: int) -> StyleArray:
        if column <= self.plan.printed:
            return self.drawing.styles.array(HEAD)
        edge = "medium" if column == self.plan.printed + 1 else None
        return self.drawing.styles.array(BEYOND_HEAD.but(left=edge, line=BEYOND_LINE))

    def _body(self, filled: str) -> None:
        plan, sheet = self.plan, self.sheet
        for position, field in enumerate(plan.fields):
            column = position + 1
            beyond = column > plan.printed
            fixed = [row[position] if position < len(row) else None for row in self.form.fixed] if not beyond else []
            given = self.drawing.given(self.form, field)
            values = list(given) if isinstance(given, (list, tuple)) else fixed
            formula = self._formula(field, filled)
            locked = (beyond or bool(self.form.fixed)) and not field.is_input
            style = self._style(field, column, locked=locked)
            set_style = self._style(field, column, locked=True)
            for offset, row in enumerate(range(plan.first, plan.last + 1)):
                value = values[offset] if offset < len(values) else None
                if isinstance(value, Link):
                    self._link(row, column, value)
                elif value is not None:
                    put_text(sheet, row, column, set_style, value)
                elif formula and (not fixed or field.formula):
                    cell = Cell(sheet, row, column)
                    cell._style = style
                    cell._value, cell.data_type = f"={formula.replace(ROW, str(row))}", "f"
                    sheet._cells[row, column] = cell
                else:
                    put(sheet, row, column, style)
            letter = get_column_letter(column)
            self.drawing.names.add_cells(
                field_name(self.form.code, field.code), sheet.title, plan.first, column, plan.last, column
            )
            if not locked and not plan.is_given(field):
                cells = f"{letter}{plan.first}:{letter}{plan.last}"
                narrowing = self.audit.narrowed(field).replace(ROW, str(plan.first))
                guard(self.drawing, sheet, self.form, field, cells, f"${letter}{plan.first}", narrowing)
        self._row_heights()

    def _link(self, row: int, column: int, link: Link) -> None:
        look = BODY.but(color=LINK_COLOR, underline=True, horizontal="center")
        cell = put_text(self.sheet, row, column, self.drawing.styles.array(look), link.text)
        cell._hyperlink = Hyperlink(ref=cell.coordinate, target=link.file, location=link.name or None)
        self.sheet._hyperlinks.append(cell._hyperlink)

    def _formula(self, field: Field, filled: str) -> str:
        if field.formula:
            return self.places.text(field.formula)
        if field.type.kind == "seq" and filled:
            return f'IF({filled}="","",ROW()-ROW({self.places.text(f"{{{field.code}:head}}")}))'
        if field.type.computed and not on_paper(field) and not self.form.fixed:
            raise RenderError(f"{self.form.code}.{field.code}: computed by the workbook, but it has no formula")
        return ""

    def _style(self, field: Field, column: int, *, locked: bool) -> StyleArray:
        base = BODY
        if column > self.plan.printed:
            base = BODY.but(line=BEYOND_LINE, left="medium" if column == self.plan.printed + 1 else None)
        look = cell_look(field, base, locked=locked)
        if self.form.lines > 1 and field.computed and look.wrap and look.horizontal == "left":
            look = look.but(size=WORDS_SIZE)
        if self.plan.is_given(field) and look.horizontal == "right":
            look = look.but(horizontal="center")  # figures of a reference table are read, not added up
        return self.drawing.styles.array(look)

    def _row_heights(self) -> None:
        """Each row as high as what is printed or filled in already; it grows with what a clerk types."""
        # Of a long printed text nothing may be cut off: a closing mark never begins a line, so its lines are shorter,
        # and a font that stands in for the official one may be higher
        spare, slack = (1.5 * units("字", BODY_SIZE), 1.08) if self.form.fixed else (0.0, 1.0)
        least = prepared_height(self.form.lines)
        for row in range(self.plan.first, self.plan.last + 1):
            texts = [
                (str(value), width - spare)
                for column, width in enumerate(self.plan.widths, start=1)
                if (value := self.sheet._cells[row, column].value) is not None and not str(value).startswith("=")
            ]
            let_grow(self.sheet, row, min(needed_height(texts, least) * slack, MAX_ROW_HEIGHT))

    def _totals(self) -> None:
        plan = self.plan
        if not plan.totals:
            return
        label = self.drawing.styles.array(HEAD)
        put(self.sheet, plan.totals, 1, label, "合计")
        for column, field in enumerate(plan.fields[: plan.printed], start=1):
            if field.code not in self.form.totals:
                if column > 1:
                    put(self.sheet, plan.totals, column, label)
                continue
            look = cell_look(field, HEAD, locked=True).but(fill=COMPUTED_FILL, wrap=False, shrink=True)
            style = self.drawing.styles.array(look)
            put(self.sheet, plan.totals, column, style, f"=SUM({self.places.range(field.code)})")
            name = f"{field_name(self.form.code, field.code)}.total"
            self.drawing.names.add_cells(name, self.sheet.title, plan.totals, column, plan.totals, column)
        self.sheet.row_dimensions[plan.totals].height = height(1, BODY_SIZE, 8.0)

    def _notes(self) -> None:
        for row, text in enumerate(self.form.notes, start=self.plan.notes):
            self._across(row, NOTE.but(size=max(NOTE.size, self.plan.sizes["line"] - 2)), text, padding=4.0)

    # --- around the table -------------------------------------------------------------------------------

    def _guards(self, singles: Sequence[Field]) -> None:
        for field in singles:
            spot = self.places[field.code]
            cell = f"{spot.letter}{spot.top}"
            guard(self.drawing, self.sheet, self.form, field, cell, f"${spot.letter}${spot.top}")

    def _page(self) -> None:
        plan, sheet = self.plan, self.sheet
        last = get_column_letter(plan.printed)
        set_up(
            sheet,
            paper=self.form.paper,
            orientation=self.form.orientation,
            area=f"A1:{last}{plan.end}",
            repeat=f"{plan.heads[0]}:{plan.heads[1]}",
        )
        protect(sheet)
        if plan.inputs or self.form.filtered:
            sheet.auto_filter.ref = f"A{plan.heads[1]}:{get_column_letter(plan.sortable)}{plan.last}"
        sheet.freeze_panes = f"{get_column_letter(self._frozen() + 1)}{plan.first}"

    def _frozen(self) -> int:
        """The columns that stay in sight: up to the first that a clerk knows a row by, unless that takes the screen."""
        if self.plan.scale == 1.0 and len(self.plan.fields) == self.plan.printed:
            return 0
        for column, field in enumerate(self.plan.fields[: self.plan.printed], start=1):
            if sum(self.plan.widths[:column]) > 45:
                return column - 1
            if field.type.kind == "text":
                return column
        return 0
