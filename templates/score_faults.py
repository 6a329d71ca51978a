"""What is wrong with the answer of one item, cell by cell, in the words that stand on the sheet.

The engine judges an answer as a whole and speaks of numbers and pairs, as a program hands them in. Whoever fills in a
sheet knows cells: 满意职工人数, 被调查职工人数, 已知比率. So a wrong answer is looked at once more here, cell by cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from formulas.rubric import Input
from formulas.scoring_answers import blank, number, whole
from formulas.scoring_messages import named, plain
from templates.score_cells import WORD, AnswerCell, ItemCells

TEXT, BOTH, UNUSUAL = "TEXT_NUMBER", "BOTH_FILLED", "RATE_UNUSUAL"
KNOWN = "已知比率"  # the heading of its column
_UNUSUAL_RATE = 10  # as a fraction: a rate without a bound above 1000 % was most likely typed without its sign


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell at fault: `words` say what is wrong and what to type."""

    cell: AnswerCell
    code: str
    words: str
    severity: str = "error"


def faults(each: ItemCells, values: Mapping[str, object]) -> list[Fault]:
    """The cells of an item that hold what may not stand there. Takes: `values` by the key of a cell"""
    found = [fault for cell in each.cells if (fault := _fault(each, cell, values.get(cell.key)))]
    for entry in each.item.inputs:
        if entry.type == "rate":
            found += _pair(each, entry, values, {fault.cell.key for fault in found})
    return found


def unfilled(each: ItemCells, values: Mapping[str, object]) -> list[AnswerCell]:
    """The cells that are still to be filled in, of an item that someone has begun; its first cell if all are."""
    if each.word and not blank(values.get(each.word.key)):
        return []
    found = [cell for cell in each.cells if cell.kind == "score" and blank(values.get(cell.key))]
    for entry in each.item.inputs:
        cells = each.of(entry.name)
        empty = [cell for cell in cells if blank(values.get(cell.key))]
        if not entry.required or (entry.type == "list" and len(empty) < len(cells)):
            continue
        if entry.type == "rate":
            known = cells[2] not in empty
            found += [] if known else [cell for cell in empty if cell.part != "rate"]
        else:
            found += empty[:1]
    return found or list(each.cells[:1])


def label(cell: AnswerCell) -> str:
    """What the sheet calls a cell: the words beside it, of a known rate the heading of its column."""
    return KNOWN if cell.part == "rate" else cell.ask


def stored_as_text(value: object) -> str:
    """The number that a text shows, as it is to be typed; empty if the value is no such text.

    >>> stored_as_text("１,007"), stored_as_text(" 80% "), stored_as_text("两分"), stored_as_text(80)
    ('1007', '80%', '', '')
    """
    if not isinstance(value, str):
        return ""
    text = "".join(unicodedata.normalize("NFKC", value).replace(",", "").split())
    bare = text.removesuffix("%")
    try:
        return text if Decimal(bare).is_finite() else ""
    except InvalidOperation:
        return ""


def text_words(place: str, value: object) -> str:
    """That a number is a text, and how to mend it."""
    typed = stored_as_text(value)
    return f"{place}的“{value}”存成了文本，没有计入。请把单元格格式改为“常规”，重新输入{typed}。"


def _place(each: ItemCells, cell: AnswerCell) -> str:
    told = label(cell)
    return f"{named(each.item.no)}{f'“{told}”' if told else ''}"


def _fault(each: ItemCells, cell: AnswerCell, value: object) -> Fault | None:
    """What is wrong with one cell by itself."""
    if blank(value):
        return None
    place, shown = _place(each, cell), number(value)
    told = f"{place}：填的是{value if shown is not None else f'“{value}”'}"
    if cell.kind == "words":
        if cell.input == WORD and each.figures:
            return None  # told of elsewhere, together with the figures
        sound = isinstance(value, str) and "".join(value.split()) in cell.options
        counted = cell.input == "count" and whole(value) is not None
        choice = "、".join(f"“{word}”" for word in cell.options)
        return None if sound or counted else Fault(cell, "ANSWER_WORD", f"{told}，应填{choice}。请从下拉列表中选择。")
    if shown is None and (typed := stored_as_text(value)):
        # Typed anew as it is it must hold: 179.5 persons would be refused once more
        meant = None if typed.endswith("%") or cell.kind == "percent" else number(Decimal(typed))
        other = None if meant is None else _amiss(cell, told, meant)
        return other or Fault(cell, TEXT, text_words(place, value))
    return _amiss(cell, told, shown)


def _amiss(cell: AnswerCell, told: str, shown: Fraction | None) -> Fault | None:
    """What is wrong with a number, or with what is none. Takes: `told`, the beginning of the sentence"""
    if cell.kind == "score":
        return _score(cell, told, shown)
    if cell.kind == "percent":
        return _percent(cell, told, shown)
    if cell.kind == "whole":
        return None if whole(shown) is not None else Fault(cell, "COUNT_FORM", f"{told}，应填不小于0的整数。请改填。")
    most = Fraction(cell.maximum) if cell.maximum is not None else None
    if shown is not None and (cell.signed or shown >= 0) and (most is None or shown <= most):
        return None
    expected = ("数字" if cell.signed else "不小于0的数字") + (f"，不超过{most}" if most is not None else "")
    return Fault(cell, "NUMBER_FORM", f"{told}，应填{expected}。请改填。")


def _score(cell: AnswerCell, told: str, points: Fraction | None) -> Fault | None:
    most = cell.maximum or 0
    if points is None:
        return Fault(cell, "SCORE_FORM", f"{told}，应填0至{most}之间的数字。请填得分，不要带文字。")
    if not 0 <= points <= most:
        return Fault(cell, "SCORE_RANGE", f"{told}，本项满分{most}分，应在0至{most}之间。请改正。")
    if (points * 100).denominator != 1:
        return Fault(cell, "SCORE_DECIMALS", f"{told}，得分最多保留两位小数。请改正。")
    return None


def _percent(cell: AnswerCell, told: str, rate: Fraction | None) -> Fault | None:
    """A cell shown in per cent: 0.8 is 80 %, and a bare 80 that was pasted is 8000 %."""
    range_ = f"应在0%至{cell.maximum}%之间" if cell.maximum is not None else "应填百分数"
    if rate is None:
        return Fault(cell, "RATE_FORM", f"{told}，{range_}。请填百分数，如92%。")
    most = None if cell.maximum is None else Fraction(cell.maximum, 100)
    typed = f"{told}，也就是{plain(rate * 100)}%"
    meant = f"是{plain(rate)}%的，请输入{plain(rate)}%，连百分号一起输入。" if 1 < rate <= 100 else "请改正。"
    if rate < 0 or (most is not None and rate > most):
        return Fault(cell, "RATE_RANGE", f"{typed}，{range_}。{meant}")
    if most is None and rate >= _UNUSUAL_RATE:
        return Fault(cell, UNUSUAL, f"{typed}，请核对。{meant}", "warning")
    return None


def _pair(each: ItemCells, entry: Input, values: Mapping[str, object], bad: set[str]) -> Iterator[Fault]:
    """What is wrong with the two counts of a rate together, each of them sound by itself."""
    top, bottom, known = each.of(entry.name)
    filled = [cell for cell in (top, bottom) if not blank(values.get(cell.key))]
    place = named(each.item.no)
    if filled and not blank(values.get(known.key)):
        words = f"{place}：“{top.ask}”“{bottom.ask}”和“{KNOWN}”只能填一种。两个数都有的，请清除“{KNOWN}”。"
        yield Fault(known, BOTH, words)
        return
    if bad & {top.key, bottom.key} or len(filled) < 2:
        return
    above, below = number(values[top.key]), number(values[bottom.key])
    assert above is not None and below is not None
    if below == 0 and (above or entry.empty != "not_applicable"):
        told = f"{place}“{bottom.ask}”：填的是0，算不出比率。"
        yield Fault(bottom, "RATE_DENOMINATOR", f"{told}请核对；确无此类对象的，在备注说明并按规定答复。")
    elif below and above > below and not entry.unbounded:
        told = f"{place}“{top.ask}”：填的是{plain(above)}，比“{bottom.ask}”的{plain(below)}还多，"
        rate = plain(above * 100 / below)
        yield Fault(top, "RATE_RANGE", f"{told}比率是{rate}%，应在0%至100%之间。请核对这两格。")
