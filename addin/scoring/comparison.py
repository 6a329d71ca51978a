"""This year's sheet beside last year's of the same standard: totals, sections, and every item that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from addin.scoring.repeats import contents
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
    """Last year's sheet of the same standard; of the same unit where several are given. None that `refusal` refuses."""
    same = [other for other in earlier if other.form.rubric == sheet.form.rubric and not _why_not(sheet, other)]
    return next((other for other in same if other.unit == sheet.unit), same[0] if same else None)


def refusal(sheet: SheetScore, earlier: Sequence[SheetScore]) -> str:
    """Why none of the sheets of the same standard is last year's; empty where one is, or there is none at all."""
    same = [other for other in earlier if other.form.rubric == sheet.form.rubric]
    return _why_not(sheet, same[0]) if same and counterpart(sheet, earlier) is None else ""


def _why_not(sheet: SheetScore, other: SheetScore) -> str:
    """Why another sheet cannot be last year's of this one, as far as the two say; empty if it can."""
    if contents(sheet) == contents(other):
        return f"“{other.title}”与本次的表内容完全相同，不是上年的表。请选上年填的那一份。"
    ours, theirs = sheet.header("credit_code"), other.header("credit_code")
    if ours and theirs and ours.upper() != theirs.upper():
        return f"“{other.title}”是另一家单位（{other.unit or theirs}）的表，不能与本单位比较。"
    for label, codes in (("年度", ("year",)), ("评价期", ("period_start", "period_end"))):
        now, before = ([each.header(code)[:10] for code in codes] for each in (sheet, other))
        if all(now) and all(before) and before >= now:
            told = "至".join(before)
            same = "相同" if before == now else "更晚"
            return f"“{other.title}”的{label}（{told}）与本次的{same}，不是上年的表。请选上年填的那一份。"
    return ""


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
