"""Which form of which workbook is the sheet of a rubric: the one on which its items are answered."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from formulas.rubrics import rubric as load_rubric
from templates.model import ScoreSheetForm
from templates.registry import path_of, workbooks


@functools.cache
def answer_forms() -> Mapping[str, tuple[ScoreSheetForm, str]]:
    """By the rubric's code: its form, and the path of the workbook below dist/."""
    found: dict[str, tuple[ScoreSheetForm, str]] = {}
    for workbook in workbooks().values():
        for form in workbook.forms:
            if isinstance(form, ScoreSheetForm) and not _only_repeats(form):
                found.setdefault(form.rubric, (form, path_of(workbook)))
    return found


def _only_repeats(form: ScoreSheetForm) -> bool:
    """Whether a form is the 自评表 beside a standard, into which the points are carried over."""
    rubric = load_rubric(form.rubric)
    return bool(rubric.sheet_columns) and form.code == rubric.form
