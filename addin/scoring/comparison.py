"""This year's sheet beside last year's of the same standard: totals, sections, and every item that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from addin.scoring.sheets import SheetScore
from formulas.scoring_messages import plain
from formulas.scoring_result import ScoreResult


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the comparison; `change` is None where the two are words."""

    no: str
    text: str
    before: str
    now: str
    change: Fraction | None


def counterpart(sheet: SheetScore, earlier: Sequence[SheetScore]) -> SheetScore | None:
    """Last year's sheet of the same standard; of the same unit where several are given."""
    same = [other for other in earlier if other.form.rubric == sheet.form.rubric]
    return next((other for other in same if other.unit == sheet.unit), same[0] if same else None)


def totals(now: ScoreResult, before: ScoreResult) -> list[Change]:
    """The total and the sections, whether they changed or not."""
    found = []
    if now.total is not None and before.total is not None:
        found.append(Change("", "总分", plain(before.total), plain(now.total), now.total - before.total))
    for section in now.rubric.sections:
        points = before.sections.get(section.name, "")
        found.append(_line("", section.name, points, now.sections[section.name]))
    return found


def items(now: ScoreResult, before: ScoreResult) -> list[Change]:
    """The items whose points or status changed, the largest loss first."""
    found = []
    for item in now.rubric.items:
        old, new = before.outcomes[item.no], now.outcomes[item.no]
        line = _line(
            item.no,
            item.text,
            old.status if old.points is None else old.points,
            new.status if new.points is None else new.points,
        )
        if line.before != line.now:
            found.append(line)
    return sorted(found, key=lambda line: line.change if line.change is not None else Fraction(0))


def _line(no: str, text: str, before: Fraction | str, now: Fraction | str) -> Change:
    words = [plain(value) if isinstance(value, Fraction) else value for value in (before, now)]
    both = isinstance(before, Fraction) and isinstance(now, Fraction)
    return Change(no, text, words[0], words[1], now - before if both else None)  # type: ignore[operator]
