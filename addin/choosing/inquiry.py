"""The sheets of facts of a received workbook: who asks, on which day, what is known, what is wrong in the cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from addin.book import BookData
from addin.computing import json_value
from addin.sheet_parameters import local_figures
from formulas.facts import Facts
from formulas.questions import Question, facts_of, questions
from formulas.subsidies import rules
from templates.checking import check_forms, is_used
from templates.fact_sheets import ASKED_ON, SUBJECT_OF
from templates.fields.series import entries
from templates.findings import Finding
from templates.reading import FormData, Received

Figures = Callable[[str, dt.date], Decimal | None]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One filled sheet of facts.  `places`: the cells of the questions, by rule and input."""

    subject: str
    sheet: str
    who: str
    on: dt.date
    facts: Facts
    places: dict[tuple[str, str], str]
    findings: tuple[Finding, ...]


def fact_sheets(received: Received) -> list[FormData]:
    """The sheets of facts that the workbook holds, filled in or not."""
    return [data for code, data in received.forms.items() if code in SUBJECT_OF]


def inquiries(book: BookData, *, on: dt.date | None = None, blank: bool = False) -> list[Inquiry]:
    """The sheets of facts that anybody has begun to fill in.

    Takes: `on`, a day that goes before the sheet's own 查询日期; `blank`, sheets on which nothing is filled in as well
    """
    figures = local_figures(book)
    return [_inquiry(data, book.today, on, figures) for data in fact_sheets(book.received) if blank or is_used(data)]


def _inquiry(data: FormData, today: dt.date, on: dt.date | None, figures: Figures) -> Inquiry:
    subject = SUBJECT_OF[data.form.code]
    asked = questions(subject)
    who = data.single("who")
    places = {use: cell.address for each in asked if (cell := data.single(each.code)) for use in each.uses}
    day = on or _asked_on(data) or today
    return Inquiry(
        subject,
        data.sheet,
        f"{who.value}" if who is not None and who.value is not None else "",
        day,
        _with_figures(facts_of(subject, dict(_answers(data, asked))), day, figures),
        places,
        tuple(check_forms({data.form.code: data}, today=today)) if is_used(data) else (),
    )


def _with_figures(facts: Facts, on: dt.date, figures: Figures) -> Facts:
    """Blank inputs completed from 当地参数, as of the day of each rule, for rules of which something is known."""
    scoped: dict[str, Mapping[str, Any]] = {}
    for code, known in facts.scoped.items():
        rule = rules()[code]
        day = rule.inputs[rule.as_of.name].kind == "date" and known.get(rule.as_of.name)
        try:
            asked = dt.date.fromisoformat(day) if isinstance(day, str) else on
        except ValueError:
            asked = on
        found = {
            name: json_value(spec, value)
            for name, spec in rule.inputs
            if name not in known and set(known) - {rule.as_of.name} and (value := figures(name, asked)) is not None
        }
        scoped[code] = {**known, **found}
    return replace(facts, scoped=scoped)


def _asked_on(data: FormData) -> dt.date | None:
    """The sheet's 查询日期; a cell that nobody typed over holds the day on which Excel last calculated it."""
    cell = data.single(ASKED_ON)
    value = cell.value if cell is not None else None
    return value if isinstance(value, dt.date) else None


def _answers(data: FormData, asked: Sequence[Question]) -> Iterator[tuple[str, Any]]:
    """What was filled in, as it stands in a record; what does not fit stays as it is, and is refused there."""
    for question in asked:
        cell = data.single(question.code)
        if cell is None or cell.value is None:
            continue
        if question.spec.item is None:
            yield question.code, json_value(question.spec, cell.value)
        else:
            numbers = entries(cell.value) if isinstance(cell.value, str) else None
            yield question.code, cell.value if numbers is None else numbers
