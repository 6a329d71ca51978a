"""Scoring: one engine for every rubric, from an answer sheet to the total, what is missing and the conclusion.

    score(rubric, {"header": {"组别": "本科组"}, "items": {"（一）1": 2, …}}) -> ScoreResult

Sums are exact; only what is shown is rounded, half up to two decimals (D9). A blank is not 0: while one required
item is unfilled the partial sum is shown and no conclusion is drawn (D8). What a user typed wrong is a finding,
never an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from formulas.criterion import evaluate
from formulas.rubric import Item, Rubric, Section
from formulas.rubric_checks import full_marks
from formulas.scoring_answers import Answers, blank, read
from formulas.scoring_kinds import Outcome, Sheet, settle
from formulas.scoring_messages import Finding, item_error
from formulas.scoring_result import Lost, ScoreResult
from formulas.scoring_review import reviewed
from formulas.scoring_verdict import Tally, conclude

UNSETTLED = ("blank", "invalid", "waiting")  # of an event nobody has yet said whether it occurred
NEVER_MISSING = ("bonus", "deduction")  # blank means nothing is claimed, nothing occurred


def score(rubric: Rubric, answers: object, reviews: Mapping[str, object] | None = None) -> ScoreResult:
    """Score one answer sheet: `{"header": …, "items": …}` or the items alone.

    Takes: `reviews` by item number, none of which `scoring_review.refused`; the result is then the one after review
    """
    sheet = read(rubric, answers)
    context = Sheet(sheet.header, rubric.words, rubric.total is None)
    conflicts = _conflicts(rubric, sheet)
    outcomes = {i.no: conflicts.get(i.no) or _outcome(i, sheet, context) for i in rubric.items}
    if reviews:
        outcomes = {no: reviewed(outcome, reviews.get(no), rubric.words) for no, outcome in outcomes.items()}
    findings = [*sheet.findings, *(f for o in outcomes.values() for f in o.findings)]
    errors = tuple(f for f in findings if f.severity == "error")
    missing = (*sheet.missing_header, *(i.no for s in rubric.sections for i in _missing(s, outcomes)))
    sections = {s.no: _section_points(s, outcomes) for s in rubric.sections}
    listed = rubric.total is None
    total = None if listed or conflicts else sum(sections.values(), Fraction(0))
    wrong = sum(o.state == "invalid" for o in outcomes.values())
    tally = _tally(rubric, outcomes, total, sections)
    sentence, passed = conclude(rubric, tally, sheet.header, len(missing), wrong)
    if reviews is not None:
        sentence = sentence.replace("自评得分", "复评得分")
    return ScoreResult(
        rubric=rubric,
        total=total,
        complete=not missing and not wrong,
        missing=missing,
        sections={s.name: _shown(s, outcomes, sections[s.no], listed) for s in rubric.sections},
        vetoed=bool(tally.triggered),
        passed=passed,
        conclusion=sentence,
        raw=tally.raw,
        scaled=tally.scaled,
        lost=_lost(rubric, outcomes),
        findings=errors,
        warnings=_warnings(findings, sheet, outcomes),
        counts=tally.counts,
        outcomes=outcomes,
    )


def _outcome(item: Item, sheet: Answers, context: Sheet) -> Outcome:
    raw = sheet.items.get(item.no)
    applies = True if item.applies is None else evaluate(item.applies, sheet.header)
    if applies is False and item.alternative and not blank(raw):
        return Outcome(item, "invalid", findings=(item_error("ALTERNATIVE_WRONG", item.no, found=raw),))
    if applies is False:
        return Outcome(item, "inapplicable", context.words.inapplicable)
    if blank(raw):
        # With the header field unfilled nobody can say whether this row is due; the field itself is missing.
        return Outcome(item, "blank" if applies else "waiting")
    return settle(item, raw, context)


def _conflicts(rubric: Rubric, sheet: Answers) -> dict[str, Outcome]:
    """Alternatives of which more than one was filled in, or the one the header rules out: no total then."""
    found: dict[str, Outcome] = {}
    rows: dict[str, list[Item]] = {}
    for item in rubric.items:
        if item.alternative:
            rows.setdefault(item.alternative, []).append(item)
    for items in rows.values():
        filled = [i for i in items if not blank(sheet.items.get(i.no))]
        if len(filled) > 1:
            for item in filled:
                others = "、".join(i.no for i in filled if i is not item)
                error = item_error("ALTERNATIVE_FILLED", item.no, expected=f"第 {others} 项", rule="按表头的组别")
                found[item.no] = Outcome(item, "invalid", findings=(error,))
    return found


def _missing(section: Section, outcomes: Mapping[str, Outcome]) -> Iterable[Item]:
    if section.rule == "any" and any(outcomes[i.no].met for i in section.items):
        return
    for item in section.items:
        if outcomes[item.no].state == "blank" and not item.optional and item.kind not in NEVER_MISSING:
            yield item


def _section_points(section: Section, outcomes: Mapping[str, Outcome]) -> Fraction:
    total = Fraction(0)
    for item in section.items:
        points = outcomes[item.no].points or Fraction(0)
        total += points
    if section.cap is not None:
        return max(Fraction(-section.cap), min(Fraction(section.cap), total))
    return total


def _tally(
    rubric: Rubric, outcomes: Mapping[str, Outcome], total: Fraction | None, sections: Mapping[str, Fraction]
) -> Tally:
    counts = _counts(rubric, outcomes)
    raw = scaled = None
    if rubric.scaled and total is not None:
        counted = full_marks(i for i in rubric.items if outcomes[i.no].state != "inapplicable")
        base = sum((sections[s.no] for s in rubric.sections if s.points is not None), Fraction(0))
        raw = total
        scaled = base * (rubric.total or 0) / counted + (total - base)
    return Tally(total, raw, scaled, counts, tuple(o for o in outcomes.values() if o.triggered), outcomes)


def _counts(rubric: Rubric, outcomes: Mapping[str, Outcome]) -> dict[str, int]:
    """How many requirements are met, not met, pending; a section of which one suffices is one requirement."""
    counts = dict.fromkeys(("satisfied", "unmet", "pending", "inapplicable", "due"), 0)
    for section in rubric.sections:
        own = [outcomes[i.no] for i in section.items if i.demanded]
        for result in [_any(own)] if section.rule == "any" and own else [_standing(o) for o in own]:
            counts[result] += result != "due"
            counts["due"] += result != "inapplicable"
    return counts


def _standing(outcome: Outcome) -> str:
    if outcome.state == "inapplicable" or (outcome.state == "settled" and outcome.met is None and not outcome.pending):
        return "inapplicable"
    if outcome.state != "settled":
        return "due"  # counted as due, not yet as anything else
    return "pending" if outcome.pending else "satisfied" if outcome.met else "unmet"


def _any(outcomes: Iterable[Outcome]) -> str:
    standing = {_standing(o) for o in outcomes}
    return next((s for s in ("satisfied", "due", "pending", "unmet") if s in standing), "inapplicable")


def _shown(section: Section, outcomes: Mapping[str, Outcome], points: Fraction, listed: bool) -> Fraction | str:
    """A section's points, or in a list how many of its requirements are met, or how many events occurred."""
    if not listed:
        return points
    own = [outcomes[i.no] for i in section.items]
    required = [o for o in own if o.item.demanded]
    standing = [_any(required)] if section.rule == "any" else [_standing(o) for o in required]
    events = [o for o in own if o.item.kind == "veto"]
    if events and not standing:
        occurred, unsettled = sum(o.triggered for o in events), any(o.state in UNSETTLED for o in events)
        return f"{occurred}项情形" if occurred else "未填" if unsettled else "无情形"
    return f"{standing.count('satisfied')}/{len(standing) - standing.count('inapplicable')}"


def _lost(rubric: Rubric, outcomes: Mapping[str, Outcome]) -> tuple[Lost, ...]:
    """Points lost, largest first, in print order among equals; in a list the requirements not met."""
    lost = []
    for item in rubric.items:
        outcome = outcomes[item.no]
        if outcome.state != "settled":
            continue
        if rubric.total is None:
            if (outcome.met is False and item.demanded) or outcome.triggered:
                lost.append(Lost(item, None, outcome.status))
        elif item.kind != "bonus" and outcome.points is not None:
            best = item.points or 0 if item.scored else 0
            if outcome.points < best:
                lost.append(Lost(item, best - outcome.points, outcome.status))
    return tuple(sorted(lost, key=lambda entry: -(entry.points or Fraction(0))))


def _warnings(
    findings: Iterable[Finding], sheet: Answers, outcomes: Mapping[str, Outcome]
) -> tuple[Finding, ...]:
    """Warnings, without those that a remark or the related entry already settles."""

    def open_still(finding: Finding) -> bool:
        if finding.code == "REMARK_NEEDED":
            return finding.where not in sheet.remarks
        if finding.code == "CHECK_RELATED":
            return not outcomes[outcomes[finding.where].item.prompts].triggered
        return finding.severity == "warning"

    return tuple(f for f in findings if open_still(f))
