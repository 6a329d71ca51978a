"""The score sheets of a received workbook, each scored anew: nothing that stands in a computed cell is trusted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from formulas.scoring_answers import blank
from formulas.scoring_messages import named, two_decimals
from formulas.scoring_result import ScoreResult
from templates.findings import Severity
from templates.model import ScoreSheetForm
from templates.reading import FormData, Received
from templates.score_cells import cells_of
from templates.score_findings import MISSING, REMARK, SPELLING, answer_findings
from templates.score_reading import OTHER_EDITION_WORDS, Remarks, is_begun, is_score_sheet, remarks_of, score_of
from templates.score_review import Review, review_of
from templates.score_sheet import TOTAL

# The header field that names the unit, under whichever of these codes
_UNIT = (
    "enterprise", "area", "industry", "school", "department", "county", "brand", "applicant", "name", "unit", "subject",
    "borrower", "guarantor", "person",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetScore:
    """One score sheet: its data, its result, what stands beside the items."""

    data: FormData
    result: ScoreResult  # of the unit's own answers
    remarks: dict[str, Remarks]
    review: Review
    reviewed: ScoreResult | None = None  # after review; None without one, and while something in it is at fault

    @property
    def is_reviewed(self) -> bool:
        """Whether a reviewer has written anything on the sheet."""
        return any(not blank(each.review) or bool(each.reason) for each in self.remarks.values())

    @property
    def final(self) -> ScoreResult:
        """What counts: the result after review where there is one, else that of the unit's own answers."""
        return self.reviewed or self.result

    @property
    def at_fault(self) -> bool:
        """Whether an answer or a review is wrong, rather than still open."""
        return bool(self.review.faults) or any(each.code != "PART_MISSING" for each in self.result.findings)

    @property
    def has_spaced_words(self) -> bool:
        """Whether a chosen word has spaces in it, which scoring overlooks and the formulas of the sheet do not."""
        return any(each.rule == SPELLING for each in answer_findings(self.data, self.result))

    @property
    def by_items(self) -> ScoreResult:
        """`final`, or of a review at fault what still holds of it: the items that are sound, but no complete sheet."""
        if not self.review.faults:
            return self.final
        after = score_of(self.data, self.review.values)
        numbers = {each.key: each.item.no for each in cells_of(after.rubric.code)}
        bad = {numbers[each.field] for each in self.review.faults}
        settled = {
            no: replace(outcome, state="invalid", points=None, met=None) if no in bad else outcome
            for no, outcome in after.outcomes.items()
        }
        return replace(after, complete=False, passed=None, outcomes=settled)

    @property
    def conclusion(self) -> str:
        """What may be said of the sheet, after review where there is one."""
        if self.review.faults:
            cells = "、".join(each.cell for each in self.review.faults)
            return f"复评填写有误{len(self.review.faults)}项（{cells}），改正后才有结论"
        return self.final.conclusion

    @property
    def form(self) -> ScoreSheetForm:
        assert isinstance(self.data.form, ScoreSheetForm)
        return self.data.form

    @property
    def title(self) -> str:
        return self.form.title.replace("\n", "")

    @property
    def unit(self) -> str:
        """The unit that the sheet is about; empty if its header is not filled in."""
        for code in _UNIT:
            if text := self.header(code):
                return text
        return ""

    @property
    def note(self) -> str:
        """What is owed besides the score, which does not wait for it: obligatory remarks; empty if none is missing."""
        owed = dict.fromkeys(named(each.where) for each in self.result.warnings if each.code == REMARK)
        return f"缺备注：{'、'.join(owed)}，请补写后再报" if owed else ""

    @property
    def outcome(self) -> str:
        """Total and conclusion in one sentence, after review where there is one; two totals where categories were left
        out. Of the unit's own score only the points are told then: what it would have led to no longer holds.
        """
        return f"{self._outcome}。{f'{self.note}。' if self.note else ''}"

    @property
    def _outcome(self) -> str:
        if not self.is_reviewed or not self.result.complete:
            return _told(self.result)
        own = f"自评{points_told(self.result)}" if self.result.total is not None else f"自评：{self.result.conclusion}"
        if self.reviewed is None:
            return f"{self.conclusion}（{own}）"
        return f"复评{'' if self.result.total is not None else '：'}{_told(self.reviewed)}（{own}）"

    def header(self, code: str) -> str:
        """What stands in a header field, as text; empty if nothing does."""
        cell = self.data.single(code.replace("_", "-"))
        return "" if cell is None or cell.value is None else f"{cell.value}".strip()

    def place(self, no: str) -> str:
        """The address of the first cell of an item."""
        each = next(each for each in cells_of(self.result.rubric.code) if each.item.no == no)
        cell = self.data.named.get(each.cells[0].key)
        return cell.address if cell else ""

    def told(self, severity: Severity) -> list[tuple[str, str]]:
        """What is wrong on the sheet, or to be looked at, as item number and sentence with the cell."""
        numbers = {each.key: each.item.no for each in cells_of(self.result.rubric.code)}
        found = [each for each in answer_findings(self.data, self.result) if each.rule not in (MISSING, REMARK)]
        placed = [each for each in (*found, *self.review.faults, *self.review.slips) if each.severity == severity]
        own = self.result.findings if severity == "error" else self.result.warnings
        apart = [each for each in own if each.where not in numbers.values() or each.code == REMARK]
        return [
            *((each.where, each.message) for each in apart),
            *((numbers[each.field], each.message) for each in placed),
        ]

    @property
    def shown_total(self) -> object:
        """The total that the sheet itself shows."""
        cell = self.data.named.get(TOTAL)
        return cell.value if cell else None

    @property
    def differs(self) -> bool:
        """Whether the sheet shows another total than its answers give."""
        shown = self.shown_total
        if self.result.total is None or isinstance(shown, bool) or not isinstance(shown, (int, float)):
            return False
        return abs(Fraction(shown) - self.result.total) > Fraction(6, 1000)


def points_told(result: ScoreResult) -> str:
    """The total of a result in words, with the scaled one where it differs; empty for a list without points."""
    total = f"{two_decimals(result.total)}分" if result.total is not None else ""
    if result.scaled is not None and result.scaled != result.raw:
        total += f"（折算{two_decimals(result.scaled)}分）"
    return total


def _told(result: ScoreResult) -> str:
    total = points_told(result)
    said = result.total is not None and f"{two_decimals(result.total)}分" in result.conclusion
    return f"{total}，{result.conclusion}" if total and not said else result.conclusion


def score_results(received: Received) -> list[SheetScore]:
    """Every score sheet of the workbook that someone has begun, in the order of the sheets; none of other editions."""
    found = [data for data in _begun(received) if not data.other_edition]
    return [_scored(data) for data in found]


def _scored(data: FormData) -> SheetScore:
    result, remarks = score_of(data), remarks_of(data)
    review = review_of(data, result)
    sheet = SheetScore(data, result, remarks, review)
    if not sheet.is_reviewed or review.faults:
        return sheet
    return SheetScore(data, result, remarks, review, score_of(data, review.values))


def not_scored(received: Received) -> list[str]:
    """Why a sheet that someone has begun gets no score, a sentence for each: it is of another edition of its rubric."""
    return [f"“{data.sheet}”：{OTHER_EDITION_WORDS}" for data in _begun(received) if data.other_edition]


def _begun(received: Received) -> list[FormData]:
    order = {sheet: place for place, sheet in enumerate(received.sheets)}
    found = [data for data in received.forms.values() if is_score_sheet(data) and is_begun(data)]
    return sorted(found, key=lambda data: order.get(data.sheet, -1))
