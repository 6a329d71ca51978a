"""Checks of received data, all problems at once: fields, rows, uniqueness, relations between lists.

    check(received)        everything about one workbook, in sheet order, what was odd about finding the data included
    check_forms(data)      the same about data from anywhere

    fields.py      each cell by itself        relations.py   what cells say together
    numbered_cells.py  lists whose cells are filled in from the first on
    conditions.py  compiled expressions, and their Chinese words
    context.py     what every check needs
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from templates.checking.context import Reporter
from templates.checking.fields import check_column, check_singles
from templates.checking.numbered_cells import check_numbered
from templates.checking.relations import check_together
from templates.findings import Finding, in_sheet_order
from templates.model import CardForm, ListForm
from templates.reading.messages import placed
from templates.reading.received import FormData, Received
from templates.reading.singles import card_fields
from templates.score_findings import findings_of
from templates.score_reading import is_begun, is_score_sheet

__all__ = ["check", "check_forms", "is_used"]


def check(
    received: Received, *, today: dt.date | None = None, references: Mapping[str, FormData] | None = None
) -> list[Finding]:
    """Everything that is wrong with a received workbook, in the order of its sheets and cells.

    Takes: `references`, lists from elsewhere by form code; relations look into them where the workbook has none itself
    """
    findings = [*received.findings, *check_forms(received.forms, today=today, references=references)]
    return in_sheet_order(findings, received.sheets)


def is_used(data: FormData) -> bool:
    """Whether anyone has begun to fill the form in: a row of a list, a cell of a card.

    A workbook holds all forms of a task, and not every unit has something to report in each.
    """
    form = data.form
    if is_score_sheet(data):
        return is_begun(data)
    if isinstance(form, ListForm) and not form.fixed:
        return bool(data.numbers)
    if isinstance(form, ListForm):  # the printed rows are nobody's entries
        return _beyond_print(data, form)
    fields = card_fields(form) if isinstance(form, CardForm) else form.fields()
    cells = (data.single(field.code) for field in fields if field.is_input and not field.locked)
    return any(cell is not None and cell.value is not None for cell in cells) or bool(data.named)


def _beyond_print(data: FormData, form: ListForm) -> bool:
    """Whether a row says more than the printed row of its key, or is none of the print; without keys, nobody types."""
    if not form.key:
        return False
    codes = [column.code for column in form.printed]
    places = [codes.index(code) for code in form.key]
    rows = zip(form.fixed, form.printed_cells, strict=True)
    printed = {tuple(row[place] for place in places): count for row, count in rows if row}
    inputs = [column.code for column in form.printed if column.is_input]
    found = (sum(value is not None for value in row) for row in data.records(*inputs))
    return any(count > printed.get(key, 0) for key, count in zip(data.records(*form.key), found, strict=True))


def check_forms(
    data: Mapping[str, FormData], *, today: dt.date | None = None, references: Mapping[str, FormData] | None = None
) -> list[Finding]:
    """Everything that is wrong with the data of several forms that belong together, form by form."""
    day = today or dt.date.today()
    others = {**(references or {}), **{code: each for code, each in data.items() if len(each)}}
    findings: list[Finding] = []
    if data and not any(map(is_used, data.values())):
        findings.append(placed("NOTHING_FILLED", severity="error"))
    for each in filter(is_used, data.values()):
        reporter = Reporter(each, day)
        check_singles(reporter)
        for column in each.columns.values():
            check_column(reporter, column)
        check_numbered(reporter)
        check_together(reporter, others)
        reporter.findings += findings_of(each)
        reporter.close()
        findings += in_sheet_order(reporter.findings, [each.sheet])
    return findings
