"""The checklist beside a form: one row for each single field (of a card, above and below a table), 缺项 and 错误."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from formulas.excel import literal
from templates.model import Field, Form
from templates.rendering.audit import Audit, Term
from templates.rendering.drawing import Drawing
from templates.rendering.marks import Marks
from templates.rendering.names import filled_name
from templates.rendering.styles import HELPER, HELPER_HEAD, SUMMED, put
from templates.rendering.wording import message_formula

WIDTHS = (30.0, 7.0, 7.0)


def draw_sums(
    drawing: Drawing, sheet: Worksheet, row: int, column: int, sums: Mapping[str, str], *, shown: bool
) -> None:
    """Draw the counts of a whole form side by side, each under its defined name.

    Those of missing and wrong cells stand over the columns they add up. How many rows are filled in, and everything on
    a form for reference, is written in white. (Words in the number format would do, but LibreOffice crashes when a
    conditional format on another sheet makes it compute such a cell.)
    """
    for each, (name, formula) in enumerate(sums.items(), start=column):
        seen = shown and not name.startswith("jy.filled.")
        style = drawing.styles.array(SUMMED if seen else SUMMED.but(color="FFFFFFFF"))
        put(sheet, row, each, style, f"={formula}")
        drawing.names.add_cells(name, sheet.title, row, each, row, each)


class Checklist:
    """What is missing or wrong in single cells; `missing` and `errors` are the formulas of their sums."""

    def __init__(self, drawing: Drawing, sheet: Worksheet, form: Form, audit: Audit, marks: Marks) -> None:
        self._drawing = drawing
        self._sheet = sheet
        self._form = form
        self._audit = audit
        self._marks = marks
        self._places = drawing.places[form.code]
        self.missing = "0"
        self.errors = "0"

    def draw(self, fields: Sequence[Field], column: int, head: int, extra: Sequence[Term] = ()) -> None:
        """Draw the checklist at `column` under the row `head`; `extra` are the terms of checks across fields."""
        rows: list[tuple[str, Term | None, Term | None]] = []
        for field in fields:
            missing, invalid = self._audit.missing(field), self._audit.invalid(field)
            if missing or invalid:
                rows.append((field.label.replace("\n", ""), missing, invalid))
        rows += [(term.message, None, term) for term in extra]
        if not rows:
            return
        head_style, style = (self._drawing.styles.array(look) for look in (HELPER_HEAD, HELPER))
        label_style = self._drawing.styles.array(HELPER.but(horizontal="left"))
        for offset, (title, width) in enumerate(zip(("检查项目", "缺项", "错误"), WIDTHS, strict=True)):
            put(self._sheet, head, column + offset, head_style, title)
            self._sheet.column_dimensions[get_column_letter(column + offset)].width = width
        for row, (label, missing, invalid) in enumerate(rows, start=head + 1):
            put(self._sheet, row, column, label_style, self._label(label, invalid, row, column))
            self._term(row, column + 1, missing, style)
            self._term(row, column + 2, invalid, style)
        last = head + len(rows)
        self.missing, self.errors = (
            f"SUM(${letter}${head + 1}:${letter}${last})"
            for letter in (get_column_letter(column + 1), get_column_letter(column + 2))
        )

    def _label(self, label: str, term: Term | None, row: int, column: int) -> str:
        """A field's name; for a check across fields the fields' names, and its message while it fails."""
        if term is None or not term.message:
            return label
        names = "、".join(field.label.replace("\n", "") for field in term.fields)
        cell = f"${get_column_letter(column + 2)}${row}" if term.severity == "error" else term.formula
        return f'=IF({cell}=1,IFERROR({message_formula(label, self._places)},""),{literal(names)})'

    def _term(self, row: int, column: int, term: Term | None, style: object) -> None:
        # A warning is marked, but not counted as an error
        counted = term is not None and term.severity != "warning"
        put(self._sheet, row, column, style, f"={term.formula}" if term and counted else None)
        if term is None:
            return
        cell = f"${get_column_letter(column)}${row}"
        for field in term.fields:
            spot = self._places[field.code]
            test = f"{cell}=1" if counted else f"{term.formula}=1"
            if term.severity == "missing":  # a form that nobody has begun is not full of gaps
                test = f"IF({filled_name(self._form)}>0,{test},FALSE)"
            self._marks.add(f"{spot.letter}{spot.top}", test, term.severity)
