"""自评, 复评, 核减理由: the points after review, and where the reviewer came to another result than the unit.

A blank 复评 confirms the unit's own points. Section caps hold after review as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from addin.scoring.sheets import SheetScore
from formulas.rubric import Item
from formulas.scoring_answers import number
from formulas.scoring_messages import plain


@dataclass(frozen=True, slots=True)
class Difference:
    """One item on which reviewer and unit differ; `cut` is None in a list without points."""

    no: str
    text: str
    own: str
    reviewed: str
    cut: Fraction | None
    reason: str

    @property
    def unexplained(self) -> bool:
        """Points taken away, or a word changed, without a reason."""
        return not self.reason and (self.cut is None or self.cut > 0)


def is_reviewed(sheet: SheetScore) -> bool:
    """Whether a reviewer has written anything on the sheet."""
    return any(each.review is not None or each.reason for each in sheet.remarks.values())


def reviewed_total(sheet: SheetScore) -> Fraction | None:
    """The total after review; None in a list, and while the unit's own total is none."""
    result = sheet.result
    if result.total is None:
        return None
    total = Fraction(0)
    for section in result.rubric.sections:
        points = sum((_points(sheet, item) for item in section.items), Fraction(0))
        total += points if section.cap is None else max(Fraction(-section.cap), min(Fraction(section.cap), points))
    return total


def reviewed_events(sheet: SheetScore) -> list[Item]:
    """The entries of the negative list that occurred, after review."""
    found = []
    for item in sheet.result.rubric.items:
        if item.kind == "veto":
            word = sheet.remarks[item.no].review
            occurred = word == "有" or (word != "无" and sheet.result.outcomes[item.no].triggered)
            found += [item] if occurred else []
    return found


def differences(sheet: SheetScore) -> list[Difference]:
    """Every item on which the two differ, in printed order."""
    found = []
    for item in sheet.result.rubric.items:
        remark, outcome = sheet.remarks[item.no], sheet.result.outcomes[item.no]
        if remark.review is None:
            continue
        own = Fraction(0) if outcome.points is None else outcome.points
        if item.kind == "veto" or sheet.result.total is None:
            reviewed = f"{remark.review}"
            if reviewed != outcome.status:
                found.append(Difference(item.no, item.text, outcome.status, reviewed, None, remark.reason))
        elif (points := _number(remark.review)) is not None and points != own:
            found.append(Difference(item.no, item.text, plain(own), plain(points), own - points, remark.reason))
    return found


def _points(sheet: SheetScore, item: Item) -> Fraction:
    own = sheet.result.outcomes[item.no].points or Fraction(0)
    review = sheet.remarks[item.no].review
    if item.kind == "veto":
        return {"有": Fraction(item.points or 0), "无": Fraction(0)}.get(f"{review}", own)
    points = _number(review)
    return own if points is None else points


def _number(value: object) -> Fraction | None:
    return number(value)
