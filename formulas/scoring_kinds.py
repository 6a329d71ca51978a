"""What one answer is worth, kind by kind: points, status, findings.

Each function takes the item, the raw answer and the header values, and gives an `Outcome`. They know nothing of
sections, sums or conclusions; `formulas.scoring` puts the outcomes together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from formulas.criterion import Value, evaluate
from formulas.rubric import Band, Item, Words
from formulas.scoring_answers import fold, number, read_inputs, whole
from formulas.scoring_messages import Finding, item_error, item_warning, show

NOT_INVOLVED = "不涉及"
NOT_APPLICABLE = "不适用"
State = Literal["blank", "invalid", "inapplicable", "waiting", "settled"]


@dataclass(frozen=True)
class Outcome:
    """`waiting`: the answer is there, a header field it depends on is not. `met` is None for 待核 and 不适用."""

    item: Item
    state: State
    status: str = ""
    points: Fraction | None = None
    met: bool | None = None
    pending: bool = False
    triggered: bool = False
    amount: Fraction | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What an item may depend on besides its own answer."""

    header: Mapping[str, Value]
    words: Words
    listed: bool  # a list without points: status words instead of scores


def settle(item: Item, raw: object, sheet: Sheet) -> Outcome:
    return KINDS[item.kind](item, raw, sheet)


def allowed_words(item: Item, words: Words, listed: bool) -> tuple[str, ...]:
    """The words a cell of this item offers; empty where a figure is asked for."""
    if item.kind == "veto":
        return ("有", "无")
    if item.kind == "checklist":
        return ("是", "否", NOT_INVOLVED) if item.not_involved else ("是", "否")
    extra = (NOT_APPLICABLE,) if item.not_applicable else ()
    if item.kind == "condition":
        return (words.met, words.unmet, words.pending, *extra)
    if item.kind == "threshold" and listed:
        return (words.pending, *extra)
    if item.kind == "bands" and not item.inputs:
        return tuple(b.text for b in item.bands)
    return ()


def _checklist(item: Item, raw: object, sheet: Sheet) -> Outcome:
    word = _word(raw, allowed_words(item, sheet.words, sheet.listed))
    if word is None:
        return _refused(item, raw, allowed_words(item, sheet.words, sheet.listed))
    met = word != "否"  # 不涉及 counts as met: an obligation that did not arise was not breached (D6)
    notes = (item_warning("REMARK_NEEDED", item.no, why=f"选“{word}”"),) if word == NOT_INVOLVED else ()
    if item.prompts and not met:
        notes = (item_warning("CHECK_RELATED", item.no, expected=item.prompts),)
    return Outcome(item, "settled", word, _points(item, met), met, findings=notes)


def _manual(item: Item, raw: object, sheet: Sheet) -> Outcome:
    """A judged score, alone or with the printed figures it rests on."""
    parts = dict(raw) if isinstance(raw, Mapping) else {"score": raw}
    typed = parts.pop("score", None)
    if typed is None:
        return _invalid(item, item_error("PART_MISSING", item.no, expected="得分（score）"))
    score, maximum = number(typed), item.points or 0
    if score is None:
        return _invalid(item, item_error("SCORE_FORM", item.no, found=typed, maximum=maximum))
    if not 0 <= score <= maximum:
        return _invalid(item, item_error("SCORE_RANGE", item.no, found=typed, maximum=maximum))
    if (score * 100).denominator != 1:
        return _invalid(item, item_error("SCORE_DECIMALS", item.no, found=typed))
    values, findings = read_inputs(item, parts) if item.inputs or parts else ({}, [])
    if findings:
        return _invalid(item, *findings)
    notes: tuple[Finding, ...] = ()
    if item.expect and score == maximum and evaluate(item.expect.when, values) is False:
        notes = (item_warning(item.expect.message, item.no),)
    return Outcome(item, "settled", points=score, findings=notes)


def _ratio(item: Item, raw: object, sheet: Sheet) -> Outcome:
    values, findings = read_inputs(item, raw)
    if findings:
        return _invalid(item, *findings)
    rate = values["rate"]
    assert isinstance(rate, Fraction)
    reached = item.test is None or evaluate(item.test, {**sheet.header, **values}) is True
    return Outcome(item, "settled", points=rate * (item.points or 0) / 100 if reached else Fraction(0), met=reached)


def _bands(item: Item, raw: object, sheet: Sheet) -> Outcome:
    if isinstance(raw, str):
        band = {fold(b.text): b for b in item.bands if b.text}.get(fold(raw))
        if band is None:
            texts = tuple(dict.fromkeys(b.text for b in item.bands if b.text))
            counted = any(e.type == "rate" for e in item.inputs) or not texts
            return _form(item, raw) if counted else _refused(item, raw, texts)
        return _banded(item, band, {}, sheet)
    if not item.inputs:
        return _refused(item, raw, tuple(b.text for b in item.bands))
    values, findings = read_inputs(item, raw)
    if findings:
        return _invalid(item, *findings)
    names = {**sheet.header, **values}
    first = values[item.inputs[0].name]
    band = next(b for b in item.bands if _within(b, first, names))
    return _banded(item, band, names, sheet)


def _within(band: Band, value: Value, names: Mapping[str, Value]) -> bool:
    if band.when is not None:
        return evaluate(band.when, names) is True
    if band.start is None and band.below is None:
        return True
    assert isinstance(value, Fraction)
    return (band.start is None or value >= band.start) and (band.below is None or value < band.below)


def _banded(item: Item, band: Band, names: Mapping[str, Value], sheet: Sheet) -> Outcome:
    status = band.text
    remark = not band.printed or (band.remark_when is not None and evaluate(band.remark_when, names) is True)
    notes = (item_warning("REMARK_NEEDED", item.no, why=_why(item, band, names)),) if remark else ()
    points = None if band.points is None else Fraction(band.points)
    value = None if band.value is None else Fraction(band.value)
    return Outcome(
        item, "settled", status, points, amount=_amount(item, {**names, "value": value}, sheet), findings=notes
    )


def _why(item: Item, band: Band, names: Mapping[str, Value]) -> str:
    """For what a remark is owed: a word that was chosen, or figures with the row that was taken for them."""
    if not names:
        return f"选“{band.text}”"
    given = [(entry, names.get(entry.name)) for entry in item.inputs]
    if not band.printed:
        given = given[:1]
    typed = "、".join(f"{show(value)}{entry.unit}" for entry, value in given)
    if not band.printed:
        return f"填的是{typed}，不在所列各档内，按“{band.text}”计{band.points}分，"
    return f"填的是{typed}，够不上再高一档的其他条件，按{band.points}分一档计，"


def _threshold(item: Item, raw: object, sheet: Sheet) -> Outcome:
    if word := _word(raw, allowed_words(item, sheet.words, sheet.listed)):
        return _status(item, word, sheet.words)
    return _tested(item, raw, sheet)


def _condition(item: Item, raw: object, sheet: Sheet) -> Outcome:
    words = allowed_words(item, sheet.words, sheet.listed)
    spoken = {"是": sheet.words.met, "否": sheet.words.unmet}.get(fold(raw), raw) if isinstance(raw, str) else raw
    if word := _word(spoken, words):
        return _status(item, word, sheet.words)
    if item.inputs and not isinstance(raw, str):
        return _tested(item, raw, sheet)
    return _refused(item, raw, words)


def _veto(item: Item, raw: object, sheet: Sheet) -> Outcome:
    word = _word(raw, ("有", "无"))
    if word is None and item.inputs and not isinstance(raw, str):
        values, findings = read_inputs(item, raw)
        if findings:
            return _invalid(item, *findings)
        assert item.test is not None
        word = "有" if evaluate(item.test, {**sheet.header, **values}) is True else "无"
    if word is None:
        return _refused(item, raw, ("有", "无"))
    occurred = word == "有"
    points = None if item.points is None else Fraction(item.points if occurred else 0)
    return Outcome(item, "settled", word, points, triggered=occurred)


def _tally(item: Item, raw: object, sheet: Sheet) -> Outcome:
    """Bonus and deduction: a whole number of occurrences, 是/否, or one count per level."""
    if item.levels:
        return _levels(item, raw)
    times = {"是": Fraction(1), "否": Fraction(0)}.get(fold(raw)) if isinstance(raw, str) else whole(raw)
    if times is None:
        return _invalid(item, item_error("COUNT_FORM", item.no, found=raw))
    notes = (item_warning("COUNTED_ONCE", item.no, found=times),) if item.once and times > 1 else ()
    counted = min(times, Fraction(1)) if item.once else times
    return Outcome(item, "settled", points=counted * (item.points or 0), findings=notes)


def _levels(item: Item, raw: object) -> Outcome:
    if whole(raw) == 0 or (isinstance(raw, str) and fold(raw) == "否"):
        return Outcome(item, "settled", points=Fraction(0))
    if not isinstance(raw, Mapping):
        return _invalid(item, item_error("LEVELS_NEEDED", item.no, found=raw, expected=item.levels[0].name))
    levels = {fold(level.name): level for level in item.levels}
    points, findings = Fraction(0), []
    for key, value in raw.items():
        level, times = levels.get(fold(str(key))), whole(0 if value is None else value)
        if level is None:
            expected = "、".join(known.name for known in item.levels)
            findings.append(item_error("PART_UNKNOWN", item.no, found=str(key), expected=expected))
        elif times is None:
            findings.append(item_error("COUNT_FORM", item.no, level.name, found=value))
        else:
            points += times * level.points
    return _invalid(item, *findings) if findings else Outcome(item, "settled", points=points)


def _tested(item: Item, raw: object, sheet: Sheet) -> Outcome:
    values, findings = read_inputs(item, raw)
    if findings:
        return _invalid(item, *findings)
    assert item.test is not None
    if any(sheet.header.get(n) is None for n in item.test.names - {e.name for e in item.inputs}):
        return Outcome(item, "waiting")
    names = {**sheet.header, **values}
    met = evaluate(item.test, names)
    amount = _amount(item, names, sheet)
    if met is None:
        return Outcome(item, "settled", sheet.words.inapplicable, amount=amount)
    word = item.outcomes[0 if met else 1] if item.outcomes else sheet.words.met if met else sheet.words.unmet
    return Outcome(item, "settled", word, _points(item, met is True), met is True, amount=amount)


def _amount(item: Item, names: Mapping[str, Value], sheet: Sheet) -> Fraction | None:
    if item.amount is None:
        return None
    amount = evaluate(item.amount, {**sheet.header, **names})
    return amount if isinstance(amount, Fraction) else None


def _status(item: Item, word: str, words: Words) -> Outcome:
    met = {words.met: True, words.unmet: False}.get(word)
    return Outcome(item, "settled", word, _points(item, met is True), met, pending=word == words.pending)


def _points(item: Item, met: bool) -> Fraction | None:
    return None if item.points is None else Fraction(item.points if met else 0)


def _word(raw: object, words: tuple[str, ...]) -> str | None:
    return {fold(w): w for w in words}.get(fold(raw)) if isinstance(raw, str) else None


def _refused(item: Item, raw: object, words: tuple[str, ...]) -> Outcome:
    return _invalid(item, item_error("ANSWER_WORD", item.no, found=raw, expected="、".join(f"“{w}”" for w in words)))


def _form(item: Item, raw: object) -> Outcome:
    """A text where a figure belongs: the input's own reader knows what to say."""
    return _invalid(item, *read_inputs(item, raw)[1])


def _invalid(item: Item, *findings: Finding) -> Outcome:
    """A wrong answer; one that only lacks a part is unfilled, with the finding saying what is left."""
    unfinished = all(f.code == "PART_MISSING" for f in findings)
    return Outcome(item, "blank" if unfinished else "invalid", findings=findings)


KINDS: dict[str, Callable[[Item, object, Sheet], Outcome]] = {
    "checklist": _checklist,
    "manual": _manual,
    "ratio": _ratio,
    "bands": _bands,
    "threshold": _threshold,
    "condition": _condition,
    "veto": _veto,
    "bonus": _tally,
    "deduction": _tally,
}
