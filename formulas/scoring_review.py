"""复评: what a reviewer may write beside an item, and the item's outcome once it stands in the place of the unit's own.

A blank confirms the unit's answer. What is refused (`refused`) changes nothing; whoever shows a total after review
has to say so first. An item that the unit left open or got wrong stays so, whatever the reviewer wrote.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal

from formulas.rubric import Item, Rubric, Section, Words
from formulas.scoring_answers import blank, number
from formulas.scoring_kinds import Outcome

EVENT_WORDS = ("有", "无")
Refusal = Literal["text", "word", "range", "decimals", "inapplicable"]


def words_of(item: Item, rubric: Rubric) -> tuple[str, ...]:
    """The words of which a review is one; empty where it is a number of points."""
    if item.kind == "veto":
        return EVENT_WORDS
    own = rubric.words
    return (own.met, own.unmet, own.pending, own.inapplicable) if rubric.total is None else ()


def bounds(item: Item, section: Section) -> tuple[Fraction, Fraction]:
    """The least and the most points that a review may give: never more than the item can earn, or its section."""
    if item.scored:
        return Fraction(0), Fraction(item.points or 0)
    most = max([abs(item.points or 0), *(abs(level.points) for level in item.levels)])
    if not item.once and section.cap is not None:
        most = section.cap  # what occurs more than once is held by the section alone
    return (Fraction(-most), Fraction(0)) if item.kind == "deduction" else (Fraction(0), Fraction(most))


def refused(item: Item, section: Section, rubric: Rubric, outcome: Outcome, raw: object) -> Refusal | None:
    """Why a review cannot stand; None where it can, or where there is none.

    Takes: `item` with the points that hold for this sheet, `outcome` of the unit's own answer
    """
    if blank(raw):
        return None
    words = words_of(item, rubric)
    if words:
        return None if raw in words else "word"
    if outcome.state == "inapplicable":
        return "inapplicable"
    points = number(raw)
    if points is None:
        return "text" if isinstance(raw, str) else "range"
    least, most = bounds(item, section)
    if not least <= points <= most:
        return "range"
    # Shown are two decimals: with more the differences would not add up, and 89.995 would show as 90.00
    return None if (points * 100).denominator == 1 else "decimals"


def reviewed(outcome: Outcome, raw: object, words: Words) -> Outcome:
    """The outcome after a review that is not refused."""
    item = outcome.item
    if blank(raw):
        return outcome
    if item.kind == "veto":
        occurred = raw == EVENT_WORDS[0]
        if outcome.state in ("blank", "waiting", "invalid"):
            # It occurred, although the unit still owes its own answer
            return replace(outcome, status=str(raw), triggered=occurred)
        points = None if item.points is None else Fraction(item.points if occurred else 0)
        return replace(outcome, state="settled", status=str(raw), points=points, triggered=occurred)
    if not _open_to_review(outcome, raw):
        return outcome
    if isinstance(raw, str):
        met = {words.met: True, words.unmet: False}.get(raw)
        state: Literal["inapplicable", "settled"] = "inapplicable" if raw == words.inapplicable else "settled"
        return replace(outcome, state=state, status=raw, met=met, pending=raw == words.pending)
    return replace(outcome, state="settled", points=number(raw))


def _open_to_review(outcome: Outcome, raw: object) -> bool:
    """Whether the unit's own answer is settled, or need not be given; a list may call any row (in)applicable."""
    if outcome.state == "blank":
        return outcome.item.optional or outcome.item.kind in ("bonus", "deduction")
    return outcome.state == "settled" or (outcome.state == "inapplicable" and isinstance(raw, str))
