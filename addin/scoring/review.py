"""自评, 复评, 核减理由: where the reviewer came to another result than the unit.

A blank 复评 confirms the unit's own points. Section caps hold after review as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from addin.scoring.sheets import SheetScore
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


def differences(sheet: SheetScore) -> list[Difference]:
    """Every item on which the two differ, in printed order; none while something in the review is at fault."""
    after = sheet.reviewed
    if after is None:
        return []
    found = []
    for item in sheet.result.rubric.items:
        reason, own, now = sheet.remarks[item.no].reason, sheet.result.outcomes[item.no], after.outcomes[item.no]
        if item.kind == "veto" or sheet.result.total is None:
            if own.status != now.status:
                found.append(Difference(item.no, item.text, own.status, now.status, None, reason))
            continue
        before, points = own.points or Fraction(0), now.points or Fraction(0)
        if before != points:
            found.append(Difference(item.no, item.text, plain(before), plain(points), before - points, reason))
    return found
