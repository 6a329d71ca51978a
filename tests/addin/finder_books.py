"""政策找人 as clerks fill it in: facts typed into the cells of their questions, a case file's record at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from formulas.choosing import claimed_by
from formulas.inputs import InputSpec
from formulas.questions import Question, questions
from formulas.subsidies import rules
from templates.fact_sheets import CODES
from templates.registry import forms, workbooks
from tests.formulas.case_files import Case, all_cases
from tests.templates.received_books import Copy

BOOK = workbooks()["policy-finder"]
Typed = dict[str, Any]  # record values by the codes of questions


def typed(spec: InputSpec, value: Any) -> object:
    """What a clerk types for a value of a record."""
    if value is None:
        return None
    if spec.item is not None:
        return "、".join(str(each) for each in value)
    if spec.kind == "bool":
        return "是" if value else "否"
    if spec.kind == "date":
        return dt.date.fromisoformat(value)
    return value / 100 if spec.type == "percent" else value


def filled(subject: str, answers: Typed, *, on: dt.date | None = None, who: str = "") -> Copy:
    """A new workbook with these answers on the sheet of the subject."""
    copy = Copy(BOOK)
    form = forms()[CODES[subject]]
    by_code = {each.code: each for each in questions(subject)}
    for code, value in answers.items():
        copy.put(form, code, typed(by_code[code].spec, value))
    if on is not None:
        copy.put(form, "asked-on", on)
    if who:
        copy.put(form, "who", who)
    return copy


def saved(copy: Copy, folder: Path, name: str = "政策找人.xlsx") -> Path:
    path = folder / name
    path.write_bytes(copy.bytes())
    return path


def places(subject: str) -> Mapping[tuple[str, str], Question]:
    """The question of each rule's input."""
    return {use: each for each in questions(subject) for use in each.uses}


def answers_of(subject: str, rule: str, record: Mapping[str, Any]) -> Typed:
    """A record of one rule as answers; what is null stays blank."""
    asked = places(subject)
    return {asked[rule, name].code: value for name, value in record.items() if value is not None}


def packed(subject: str) -> list[tuple[list[Case], Typed]]:
    """A case that pays or passes for every rule of the subject, as many in one workbook as do not contradict."""
    groups: list[tuple[list[Case], Typed]] = []
    for rule in rules().values():
        if rule.code not in claimed_by(subject):
            continue
        case = next(each for each in all_cases() if each.rule is rule and each.eligible and _cells_hold(each))
        answers = answers_of(subject, rule.code, case.record)
        for cases, taken in groups:
            if all(taken.get(code, value) == value for code, value in answers.items()) and _blank(case, taken, subject):
                cases.append(case)
                taken.update(answers)
                break
        else:
            groups.append(([case], answers))
    return groups


def _cells_hold(case: Case) -> bool:
    """An empty list is no answer that a cell can hold."""
    return all(value != [] for value in case.record.values())


def _blank(case: Case, taken: Typed, subject: str) -> bool:
    """Whether what is null in the case was not answered for another rule."""
    asked = places(subject)
    return all(asked[case.rule.code, name].code not in taken for name, value in case.record.items() if value is None)


def codes(cases: Iterable[Case]) -> list[str]:
    return [case.rule.code for case in cases]
