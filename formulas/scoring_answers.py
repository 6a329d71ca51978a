"""Reading an answer sheet: JSON or cell values in, exact values and findings out. Nothing a user types raises.

Typing follows the command line's contract: 6.0 is a whole number, true is no number, a number written as text is not a
number, NaN is invalid. A float becomes the decimal that was typed (79.95 stays 79.95), never its binary neighbour.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from formulas.criterion import Value, evaluate
from formulas.rubric import HeaderField, Input, Item, Rubric
from formulas.scoring_messages import Finding, header_error, item_error, plain, sheet_error

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
YES_NO: dict[object, bool] = {"是": True, "否": False}


@dataclass(frozen=True)
class Answers:
    """A sheet sorted out: header values by code, raw answers by official number, remarks by official number."""

    header: dict[str, Value] = field(default_factory=dict)
    missing_header: tuple[str, ...] = ()
    items: dict[str, object] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def fold(text: str) -> str:
    """A number or word as compared: no spaces, half-width brackets; ① stays ①."""
    wide = "".join(c if c in CIRCLED else unicodedata.normalize("NFKC", c) for c in text)
    return "".join(wide.split())


def blank(raw: object) -> bool:
    """Nothing was filled in: no value, an empty text, or an object of such."""
    if isinstance(raw, Mapping):
        return all(blank(v) for v in raw.values())
    return raw is None or (isinstance(raw, str) and not raw.strip())


def number(raw: object) -> Fraction | None:
    """The exact number, or None where `raw` is not one."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | Fraction):
        return Fraction(raw)
    if isinstance(raw, float):
        return Fraction(repr(raw)) if math.isfinite(raw) else None
    if isinstance(raw, Decimal):
        return Fraction(raw) if raw.is_finite() else None
    return None


def whole(raw: object) -> Fraction | None:
    found = number(raw)
    return found if found is not None and found.denominator == 1 and found >= 0 else None


def read(rubric: Rubric, raw: object) -> Answers:
    """Sort a raw sheet: `{"header": …, "items": …}` or the items alone."""
    if not isinstance(raw, Mapping):
        return Answers(findings=(sheet_error("ANSWERS_FORM"),))
    parts = raw if isinstance(raw.get("items"), Mapping) or isinstance(raw.get("header"), Mapping) else {"items": raw}
    header, missing, header_findings = _header(rubric, parts.get("header") or {})
    numbers = _numbers(rubric, header)
    items, item_findings = _items(numbers, parts.get("items") or {})
    remarks = parts.get("remarks")
    texts = remarks.items() if isinstance(remarks, Mapping) else ()
    known = {numbers[fold(str(k))]: str(v) for k, v in texts if fold(str(k)) in numbers and not blank(v)}
    return Answers(header, missing, items, known, (*header_findings, *item_findings))


def _numbers(rubric: Rubric, header: Mapping[str, Value]) -> dict[str, str]:
    """The official number for each way to write it: （一） also with the part it stands in (二（一）); （六）5 alone
    means the alternative that the header calls for."""
    numbers = {fold(name): item.no for item in rubric.items for name in (item.no, *item.aliases)}
    for section in rubric.sections:
        for item in section.items:
            if item.no.startswith("（"):
                numbers.setdefault(fold(section.no + item.no), item.no)
    for item in rubric.items:
        if item.alternative and item.applies and evaluate(item.applies, header) is True:
            numbers.setdefault(fold(item.alternative), item.no)
    return numbers


def _items(numbers: Mapping[str, str], raw: object) -> tuple[dict[str, object], list[Finding]]:
    if not isinstance(raw, Mapping):
        return {}, [sheet_error("ANSWERS_FORM")]
    out: dict[str, object] = {}
    findings: list[Finding] = []
    for key, value in raw.items():
        no = numbers.get(fold(str(key)))
        if no is None:
            findings.append(item_error("ITEM_UNKNOWN", str(key)))
        elif no in out:
            findings.append(item_error("ITEM_TWICE", no))
            out[no] = None  # which of the two was meant nobody can say: the item stays unfilled
        else:
            out[no] = value
    return out, findings


def _header(rubric: Rubric, raw: object) -> tuple[dict[str, Value], tuple[str, ...], list[Finding]]:
    if not isinstance(raw, Mapping):
        return {}, (), [sheet_error("ANSWERS_FORM")]
    fields = {fold(name): f for f in rubric.header for name in (f.name, f.code)}
    given: dict[str, object] = {}
    findings: list[Finding] = []
    for key, value in raw.items():
        if field_ := fields.get(fold(str(key))):
            given[field_.code] = value
        else:
            expected = "、".join(f.name for f in rubric.header)
            findings.append(header_error("HEADER_UNKNOWN", str(key), expected=expected))
    values: dict[str, Value] = {}
    missing: list[str] = []
    for entry in rubric.header:
        value = given.get(entry.code)
        if blank(value):
            value = entry.default
        if blank(value):
            if entry.scored:
                missing.append(entry.name)
            continue
        read_value, finding = _header_value(entry, value)
        if finding:
            findings.append(finding)
            missing += [entry.name] if entry.scored else []
        else:
            values[entry.code] = read_value
    return values, tuple(missing), findings


def _header_value(entry: HeaderField, raw: object) -> tuple[Value, Finding | None]:
    expected = "、".join(f"“{o}”" for o in entry.options)
    value: Value = None
    match entry.type:
        case "yes_no":
            value, expected = _truth(raw), "“是”或“否”"
        case "choice":
            value = _choice(raw, entry.options)
        case "choices":
            listed = raw if isinstance(raw, list | tuple) else [raw]
            chosen = [_choice(v, entry.options) for v in listed]
            value = None if None in chosen else tuple(str(c) for c in chosen)
        case "count":
            value, expected = whole(raw), "不小于0的整数"
        case "number":
            value, expected = number(raw), "数字"
        case "date":
            value, expected = _date(raw), "形如2023-06-30的日期"
        case _:
            value = str(raw)
    if value is None:
        return None, header_error("ANSWER_WORD", entry.name, found=raw, expected=expected)
    return value, None


def _date(raw: object) -> str | None:
    """A date as JSON writes it or as a cell holds it."""
    if isinstance(raw, date):
        return raw.isoformat()[:10]
    try:
        return date.fromisoformat(raw).isoformat() if isinstance(raw, str) and raw[4:5] == "-" else None
    except ValueError:
        return None


def _truth(raw: object) -> bool | None:
    return raw if isinstance(raw, bool) else YES_NO.get(fold(raw)) if isinstance(raw, str) else None


def _choice(raw: object, options: tuple[str, ...]) -> str | None:
    """The option meant; 一、稳定扩大农民工就业 may be named by its number alone."""
    numbered = {fold(o.split("、")[0]): o for o in options}
    return {**numbered, **{fold(o): o for o in options}}.get(fold(raw)) if isinstance(raw, str) else None


def read_inputs(item: Item, raw: object) -> tuple[dict[str, Value], list[Finding]]:
    """The inputs of an item, from an object of them, or from a bare value where one input alone is required."""
    entries = {fold(k): e for e in item.inputs for k in (e.name, e.title)}
    findings: list[Finding] = []
    given: dict[str, object] = {}
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            if entry := entries.get(fold(str(key))):
                given[entry.name] = value
            else:
                expected = "、".join(e.title for e in item.inputs) or "得分（score）"
                findings.append(item_error("PART_UNKNOWN", item.no, found=str(key), expected=expected))
    else:
        needed = [e for e in item.inputs if e.required] or list(item.inputs[:1])
        if len(needed) > 1:
            return {}, [item_error("PARTS_NEEDED", item.no, expected="、".join(f"“{e.title}”" for e in needed))]
        given[needed[0].name] = raw
    values: dict[str, Value] = {}
    for entry in item.inputs:
        part = given.get(entry.name)
        if blank(part):
            if entry.required:
                findings.append(item_error("PART_MISSING", item.no, expected=entry.title))
            else:
                values[entry.name] = _default(entry)
            continue
        value, finding = _input(item, entry, part)
        if finding:
            findings.append(finding)
        values[entry.name] = value
    return values, findings


def _default(entry: Input) -> Value:
    if isinstance(entry.default, int):
        return Fraction(entry.default)
    return YES_NO[entry.default] if entry.type == "yes_no" and entry.default else entry.default


def _input(item: Item, entry: Input, raw: object) -> tuple[Value, Finding | None]:
    part = entry.title if len(item.inputs) > 1 else ""
    match entry.type:
        case "yes_no":
            value: Value = _truth(raw)
            return value, None if value is not None else _word(item, part, raw, "“是”或“否”")
        case "choice":
            value = _choice(raw, entry.options)
            return value, None if value else _word(item, part, raw, "、".join(f"“{o}”" for o in entry.options))
        case "count":
            value = whole(raw)
            return value, None if value is not None else item_error("COUNT_FORM", item.no, part, found=raw)
        case "list":
            listed = [whole(v) for v in (raw if isinstance(raw, list | tuple) else [raw])]
            if any(v is None for v in listed):
                return None, item_error("LIST_FORM", item.no, part, found=raw)
            return tuple(v for v in listed if v is not None), None
        case "rate":
            return _rate(item, entry, raw, part)
    value = _quotient(raw) if entry.unit == "%" and isinstance(raw, list | tuple) else number(raw)
    too_low = value is not None and value < 0 and not entry.signed
    too_high = value is not None and entry.maximum is not None and value > entry.maximum
    if value is None or too_low or too_high:
        expected = "数字" if entry.signed else "不小于0的数字"
        expected += f"，不超过{entry.maximum}" if entry.maximum is not None else ""
        return None, item_error("NUMBER_FORM", item.no, part, found=raw, expected=expected)
    return value, None


def _word(item: Item, part: str, raw: object, expected: str) -> Finding:
    return item_error("ANSWER_WORD", item.no, part, found=raw, expected=expected)


def _quotient(raw: list[object] | tuple[object, ...]) -> Fraction | None:
    """The percentage that [numerator, denominator] stand for, where the two have no names of their own."""
    parts = [number(v) for v in raw]
    if len(parts) != 2 or parts[0] is None or not parts[1] or parts[1] < 0:
        return None
    return parts[0] * 100 / parts[1]


def _rate(item: Item, entry: Input, raw: object, part: str) -> tuple[Value, Finding | None]:
    """A percentage as typed, or numerator and denominator; the value is in per cent, exact."""
    names = {"numerator": entry.numerator, "denominator": entry.denominator}
    if isinstance(raw, list | tuple):
        exact = number if entry.amounts else whole
        counts = [exact(v) for v in raw]
        if len(counts) != 2 or any(c is None or c < 0 for c in counts):
            return None, item_error("RATE_FORM", item.no, part, found=raw, **names)
        numerator, denominator = (c for c in counts if c is not None)
        if denominator == 0:
            if entry.empty == "not_applicable" and numerator == 0:
                return None, None
            return None, item_error("RATE_DENOMINATOR", item.no, part, **names)
        percent = numerator * 100 / denominator
    else:
        typed = number(raw)
        if typed is None:
            return None, item_error("RATE_FORM", item.no, part, found=raw, **names)
        percent = typed
    if percent < 0 or (percent > 100 and not entry.unbounded):
        return None, item_error("RATE_RANGE", item.no, part, found=f"{plain(percent)}%", **names)
    return percent, None

