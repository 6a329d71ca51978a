"""Figures that one rubric takes from many completed sheets of another.

区域内评价得分85分以上企业占比 is counted over the enterprises' own sheets. The denominator is every enterprise of the
area, not only those that sent a sheet: whoever has no score, an unfinished sheet or an entry on the negative list does
not reach the line. A figure of one item (职工满意度90%以上企业) needs that item alone: answered, and sound.
"""

from __future__ import annotations

from collections.abc import Iterable

from formulas.rubric import Collected, Rubric
from formulas.scoring_result import ScoreResult


def collect(rubric: Rubric, results: Iterable[ScoreResult], enterprises: int) -> dict[str, list[int]]:
    """The answers [numerator, denominator] of the items that are counted from `results`, by item number."""
    sheets = list(results)
    return {
        item.no: [sum(_reaches(entry.collected, sheet) for sheet in sheets), enterprises]
        for item in rubric.items
        for entry in item.inputs
        if entry.collected
    }


def collected_from(rubric: Rubric) -> set[str]:
    """The codes of the rubrics from whose sheets something is counted; empty where nothing is."""
    return {entry.collected.rubric for item in rubric.items for entry in item.inputs if entry.collected}


def _reaches(wanted: Collected, sheet: ScoreResult) -> bool:
    if sheet.rubric.code != wanted.rubric:
        return False
    if wanted.item:
        outcome = sheet.outcomes[wanted.item]
        return outcome.points is not None and outcome.points >= wanted.at_least
    return sheet.complete and sheet.total is not None and sheet.total >= wanted.at_least
