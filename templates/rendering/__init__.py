"""Draws declared forms as Excel workbooks; of `templates`, only this package imports openpyxl.

    render(workbook)              an openpyxl workbook
    write(workbook, path)         the finished file: the same bytes for the same declaration

One module for each kind of sheet, joined in `SHEETS` by the form's `kind`:

    list_sheet.py, card_sheet.py      a list, a card;  list_layout.py, card_layout.py  where everything on them stands
    score_sheet.py                    the sheet of a rubric;  score_self_evaluation.py  the 自评表 beside it
    guide_sheet.py 填报说明,  parameter_sheet.py 政策参数 with local_table.py 当地参数,  ledger_summary.py 汇总,
    hidden_lists.py the code lists,  meta_sheet.py what a program knows the workbook by

The parts of a score sheet:

    score_plan.py     where everything stands          score_body.py     the items, printed and to fill in
    score_inputs.py   cells as formulas read them      score_helpers.py  what each is worth, in hidden columns
    score_totals.py   the sums;  score_summary.py  the foot with them
    score_hints.py    words beside an item             score_guards.py   validations

What all of them share:

    drawing.py      the workbook being drawn;  issue.py  one reporting unit's copy;  errors.py  the exception
    places.py       where fields stand, formulas with addresses;  names.py  defined names, sheet titles
    styles.py       looks, registered once;  measure.py  widths and heights of words
    columns.py, headings.py, rows.py    widths, broken headings, rows that grow with their text
    lines.py, head_lines.py    the fields above and below a table: where they stand, and drawn
    audit.py        what is missing or wrong, as formulas;  wording.py  a check's message as one
    helpers.py, checklist.py    both beside the form: of its rows, of its single fields
    validations.py  prompts and refusals;  marks.py  conditional formats
    known_names.py  refuses names that do not exist
    printing.py     page set-up, protection;  mending.py  what openpyxl writes amiss
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook as Book
from openpyxl.writer.excel import ExcelWriter

from formulas.parameters.model import ParameterFile
from templates.enterprise_size import size_constants
from templates.fields import NAMED_CONSTANTS
from templates.model import Form, Workbook
from templates.names import GUIDE_TAB
from templates.rendering import (
    card_sheet,
    guide_sheet,
    hidden_lists,
    known_names,
    ledger_summary,
    list_sheet,
    meta_sheet,
    parameter_sheet,
    score_sheet,
)
from templates.rendering.drawing import Drawing
from templates.rendering.errors import RenderError
from templates.rendering.issue import Issue
from templates.rendering.mending import APPLICATION, mend

__all__ = ["Issue", "RenderError", "render", "write"]

SHEETS: dict[str, Callable[[Drawing, Form], None]] = {
    "list": list_sheet.draw,
    "card": card_sheet.draw,
    "score": score_sheet.draw,
}


def render(
    workbook: Workbook,
    *,
    rows: int | None = None,
    issue: Issue | None = None,
    parameters: Mapping[str, ParameterFile] | None = None,
) -> Book:
    """Draw a workbook.

    Takes: `rows`, how many rows lists have prepared, instead of what each declares; `issue`, one reporting unit's
           copy; `parameters`, files with local overrides by stem
    Raises: RenderError
    """
    drawing = Drawing(workbook, rows=rows, issue=issue, parameters=parameters or {})
    for form in workbook.forms:
        if form.kind not in SHEETS:
            raise RenderError(f"{form.code}: no sheet is drawn for a form of kind {form.kind!r}")
        SHEETS[form.kind](drawing, form)
    guide_sheet.draw(drawing)
    drawing.book.move_sheet(GUIDE_TAB, -len(workbook.forms))
    drawing.book.active = 0
    ledger_summary.draw(drawing)
    parameter_sheet.draw(drawing)
    hidden_lists.draw(drawing)
    meta_sheet.draw(drawing)
    for name, text in _constants(workbook).items():
        drawing.names.add(name, text)
    known_names.verify(drawing)
    drawing.names.write(drawing.book)
    properties = drawing.book.properties
    properties.title, properties.creator = workbook.title, APPLICATION
    return drawing.book


def _constants(workbook: Workbook) -> dict[str, str]:
    """The named constants that the workbook's formulas rely on."""
    formulas = [field.formula for form in workbook.forms for field in form.fields()]
    sized = any("jy.size_" in formula for formula in formulas)
    return {**NAMED_CONSTANTS, **(size_constants() if sized else {})}


def write(
    workbook: Workbook,
    path: Path,
    *,
    rows: int | None = None,
    issue: Issue | None = None,
    parameters: Mapping[str, ParameterFile] | None = None,
) -> None:
    """Draw a workbook and write it to `path`; see `render`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file_bytes(workbook, rows=rows, issue=issue, parameters=parameters))


def file_bytes(
    workbook: Workbook,
    *,
    rows: int | None = None,
    issue: Issue | None = None,
    parameters: Mapping[str, ParameterFile] | None = None,
) -> bytes:
    """The finished file of a workbook as bytes."""
    book = render(workbook, rows=rows, issue=issue, parameters=parameters)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # compressed once, when mended
        ExcelWriter(book, archive).save()
    return mend(buffer.getvalue(), workbook.revised)
