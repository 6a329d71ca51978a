"""复评 on a received sheet: the values that count, those that may not stand there, what a reviewer forgot; each with
its cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from formulas.rubric import Item, Section, Words
from formulas.scoring_answers import blank
from formulas.scoring_kinds import Outcome
from formulas.scoring_messages import named, plain
from formulas.scoring_result import ScoreResult
from formulas.scoring_review import Refusal, bounds, refused, reviewed, words_of
from templates.findings import Finding
from templates.reading.received import FormData
from templates.score_cells import cells_of
from templates.score_faults import stored_as_text, text_words
from templates.score_reading import as_typed, placed

RANGE, WORD, TEXT, UNDUE = "REVIEW_RANGE", "REVIEW_WORD", "REVIEW_TEXT", "REVIEW_UNDUE"
DECIMALS = "REVIEW_DECIMALS"
NO_REASON, NO_SCORE, NOT_COUNTED = "REVIEW_NO_REASON", "REVIEW_NO_SCORE", "REVIEW_NOT_COUNTED"


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer wrote: the values that count, by item number, what is wrong with the others, what is to be looked
    at again.
    """

    values: Mapping[str, object]
    faults: tuple[Finding, ...] = ()
    slips: tuple[Finding, ...] = ()


def review_of(data: FormData, result: ScoreResult) -> Review:
    """The review on a sheet. Takes: `result`, the score of the unit's own answers"""
    values: dict[str, object] = {}
    faults: list[Finding] = []
    slips: list[Finding] = []
    keys = {each.item.no: each.key for each in cells_of(result.rubric.code)}
    for section in result.rubric.sections:
        for item in section.items:
            cell, reason = (data.named.get(f"{keys[item.no]}.{part}") for part in ("review", "reason"))
            explained = reason is not None and not blank(reason.value)
            if cell is None or blank(cell.value):
                if explained:
                    words = f"{named(item.no)}：写了核减理由，“复评”没有填，按与自评相同计。要改分的，请填复评。"
                    slips.append(placed(data, keys[item.no], cell, NO_SCORE, "warning", words))
                continue
            why = refused(item, section, result.rubric, result.outcomes[item.no], cell.value)
            if why is None:
                values[item.no] = cell.value
                if told := _slip(result.outcomes[item.no], cell.value, result.rubric.words, explained):
                    code, words = told
                    at = reason if code == NO_REASON else cell
                    slips.append(placed(data, keys[item.no], at, code, "warning", f"{named(item.no)}：{words}"))
                continue
            code, words = _told(why, item, section, result, as_typed(cell.value))
            faults.append(placed(data, keys[item.no], cell, code, "error", words))
    return Review(values, tuple(faults), tuple(slips))


def _slip(own: Outcome, value: object, words: Words, explained: bool) -> tuple[str, str] | None:
    """What is to be looked at again of a review that may stand."""
    after = reviewed(own, value, words)
    if after is own:
        state = "有误" if own.state == "invalid" else "没有填"
        return NOT_COUNTED, f"自评{state}，复评填的“{as_typed(value)}”没有计入。请退回补正自评。"
    if own.points is not None and after.points is not None and own.item.kind != "veto":
        before, now = f"{plain(own.points)}分", f"{plain(after.points)}分"
        less = after.points < own.points
    else:
        before, now = own.status, after.status
        less = bool(before) and before != now
    if less and not explained:
        return NO_REASON, f"自评{before}，复评{now}，没有写核减理由。请写明。"
    return None


def _told(why: Refusal, item: Item, section: Section, result: ScoreResult, value: object) -> tuple[str, str]:
    place = f"{named(item.no)}：复评"
    if why == "inapplicable":
        return UNDUE, f"{place}填的是“{value}”，本项不适用、不计分。请清除。"
    if why == "word":
        options = words_of(item, result.rubric)
        choice = "、".join(f"“{word}”" for word in options)
        points = "，分值由表格自动计算" if item.kind == "veto" and item.points is not None else ""
        return WORD, f"{place}填的是“{value}”，应从下拉列表中选{choice}{points}。请改正；与自评相同的可以留空。"
    if why == "decimals":
        return DECIMALS, f"{place}填的是{value}，得分最多保留两位小数。请改正。"
    least, most = bounds(item, section)
    typed = stored_as_text(value).removesuffix("%")
    if typed and least <= Fraction(typed) <= most:
        return TEXT, text_words(place, value)
    sign = "（扣分填负数）" if item.kind == "deduction" else ""
    return RANGE, f"{place}填的是“{value}”，应填{plain(least)}至{plain(most)}之间的数字{sign}。请改正。"
