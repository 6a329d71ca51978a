"""Where everything of a list sheet stands: rows from the annex mark to the notes, columns from 序号 to the helpers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from templates.model import Field, ListForm
from templates.rendering.columns import LEAST_SCALE, fit, natural_width
from templates.rendering.lines import Slot, arrange
from templates.rendering.measure import page_units
from templates.rendering.styles import BODY_SIZE, LINE_SIZE, TITLE_SIZE


@dataclass(frozen=True)
class ListLayout:
    """The rows and columns of one list form. Rows and columns count from 1."""

    form: ListForm
    fields: tuple[Field, ...]  # in sheet order: printed, then typed in beyond the print, then computed beyond it
    widths: tuple[float, ...]  # of the fields
    scale: float  # at which the page is printed
    annex: int  # row of the annex mark, 0 if none
    above: int
    title: int
    header: int  # first of the lines above the table
    header_lines: Sequence[Sequence[Slot]]
    heads: tuple[int, int]  # first and last row of the heading
    first: int  # first and last prepared row
    last: int
    totals: int
    footer: int
    footer_lines: Sequence[Sequence[Slot]]
    notes: int
    end: int
    sizes: dict[str, float] = field(default_factory=dict)

    @property
    def printed(self) -> int:
        """How many columns are printed."""
        return len(self.form.printed)

    @property
    def sortable(self) -> int:
        """How many columns a clerk sorts together: the printed ones and those typed in beside them."""
        beyond = [each for each in self.fields[self.printed :] if each.is_input]
        return self.printed + len(beyond)

    def is_given(self, field: Field) -> bool:
        """Whether the form itself is printed with every value of the field: a column of a reference table."""
        position = self.column(field.code) - 1
        rows = self.form.fixed
        return bool(rows) and all(position < len(row) and row[position] is not None for row in rows)

    @property
    def inputs(self) -> list[Field]:
        """The columns that somebody types into."""
        return [each for each in self.fields if each.is_input and not self.is_given(each)]

    def column(self, code: str) -> int:
        return next(position for position, each in enumerate(self.fields, start=1) if each.code == code)


def plan(form: ListForm, rows: int | None) -> ListLayout:
    """The layout of a list form with `rows` prepared rows, or as many as it declares."""
    printed = form.printed
    beyond = [each for each in form.columns if each.beyond]
    fields = (*printed, *(each for each in beyond if each.is_input), *(each for each in beyond if not each.is_input))
    page = page_units(form.paper, form.orientation)
    printed_widths = fit(printed, page, BODY_SIZE)
    widths = (*printed_widths, *(natural_width(each, BODY_SIZE) for each in fields[len(printed) :]))
    scale = min(1.0, page / sum(printed_widths))
    # The lines around the table shrink with it in print, so they start larger
    zoom = min(1 / scale, 1 / LEAST_SCALE * 1.25)
    sizes = {"title": round(TITLE_SIZE * zoom), "line": round(LINE_SIZE * zoom * 2) / 2}
    header_lines = arrange(form.code, form.header, printed_widths, sizes["line"])
    footer_lines = arrange(form.code, form.footer, printed_widths, sizes["line"])
    row = 1
    annex = row if form.source.annex else 0
    row += bool(annex)
    above = row if form.above else 0
    row += bool(above)
    title = row
    header = row + 1
    gap = len(header_lines) > 1  # so that the last of several lines keeps its line beside the border of the table
    first_head = header + len(header_lines) + gap
    last_head = first_head + (1 if any(each.group for each in fields) else 0)
    first = last_head + 1
    last = last_head + (len(form.fixed) or rows or form.rows)
    totals = last + 1 if form.totals else 0
    footer = last + 1 + bool(totals)
    notes = footer + len(footer_lines)
    return ListLayout(
        form, fields, widths, scale, annex, above, title, header, header_lines, (first_head, last_head), first, last,
        totals, footer, footer_lines, notes, notes + len(form.notes) - 1, sizes,
    )  # fmt: skip
