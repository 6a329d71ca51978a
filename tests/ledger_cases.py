"""Records to hold the readings of a rule equal on: random ones, and ones at, just below and just above each figure.

Most records start from one that the rule grants (found by search), with one to three inputs changed, so that
conditions are met and missed one at a time.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from formulas.inputs import LIST_CAPACITY, InputSpec
from formulas.subsidy import Subsidy, award

Record = dict[str, Any]
_HIGHEST = {"percent": 1000, "int": 10**6, "int+": 10**6, "number": 10**6}  # figures that make sense of such an input


def cases(rule: Subsidy, count: int, seed: int = 1, granted: list[Record] | None = None) -> list[Record]:
    """`count` records with valid and, now and then, missing inputs; the same for the same seed."""
    source = random.Random(f"{rule.code}{seed}")
    figures = sorted(_figures(rule))
    starts = granted or _granted(rule, source, figures)
    return [_changed(rule, source, figures, starts) for _ in range(count)]


def _granted(rule: Subsidy, source: random.Random, figures: list[Fraction]) -> list[Record]:
    found: list[Record] = []
    record = _random(rule, source, figures)
    for _ in range(4000):
        if len(found) == 5:
            break
        other = {**record, **_some(_random(rule, source, figures), source, 3)}
        if len(award(rule, other).reasons) <= len(award(rule, record).reasons):
            record = other
        if award(rule, record).eligible:
            found.append(record)
            record = _random(rule, source, figures)
    return found or [record]


def _some(record: Record, source: random.Random, most: int) -> Record:
    return {name: record[name] for name in source.sample(sorted(record), min(len(record), source.randint(1, most)))}


def _changed(rule: Subsidy, source: random.Random, figures: list[Fraction], starts: list[Record]) -> Record:
    if source.random() < 0.15:
        record = _random(rule, source, figures)
    else:
        record = {**source.choice(starts), **_some(_random(rule, source, figures), source, 3)}
    if source.random() < 0.04:
        name = source.choice(sorted(record))
        record[name] = [] if rule.inputs[name].may_be_empty else None  # a sheet cannot tell no list from an empty one
    return record


def _figures(rule: Subsidy) -> Iterator[Fraction]:
    yield from (Fraction(each) for each in (0, 1, 2, 3, 10, 100))
    for parameter in rule.file.parameters.values():
        for value in parameter.values:
            content = value.content
            numbers: list[Fraction] = []
            if isinstance(content, Fraction):
                numbers = [content]
            elif isinstance(content, dict):
                numbers = list(content.values())
            elif isinstance(content, tuple):
                numbers = [number for band in content for number in band if number is not None]
            for number in numbers:
                yield from (number, number * 100) if parameter.percent else (number,)


def _random(rule: Subsidy, source: random.Random, figures: list[Fraction]) -> Record:
    return {name: _value(rule, name, spec, source, figures) for name, spec in rule.inputs}


def _value(rule: Subsidy, name: str, spec: InputSpec, source: random.Random, figures: list[Fraction]) -> Any:
    if spec.nullable and source.random() < 0.2:
        return None
    if spec.item is not None:
        least = 0 if spec.may_be_empty else 1
        number = source.randint(least, min(LIST_CAPACITY, 13))
        common = _value(rule, name, spec.item, source, figures)
        return [
            common if source.random() < 0.6 else _value(rule, name, spec.item, source, figures) for _ in range(number)
        ]
    if spec.kind == "bool":
        return source.random() < 0.5
    if spec.kind == "text":
        return source.choice(spec.options)
    if spec.kind == "date":
        return _date(rule, source)
    if spec.allowed:
        return source.choice(spec.allowed)
    if name == rule.as_of.name:
        return rule.file.window.start.year + source.choice([-1, 0, 0, 0, 1])
    return _number(spec, source, figures)


def _date(rule: Subsidy, source: random.Random) -> str:
    window = rule.file.window
    anchors = [window.start, window.end or window.start + dt.timedelta(days=500), dt.date(2023, 8, 31)]
    days = source.choice([-1, 0, 1, 30, 91, 180, 182, 183, 365, 366, source.randint(0, 900)])
    return (source.choice(anchors) + dt.timedelta(days=days)).isoformat()


def _number(spec: InputSpec, source: random.Random, figures: list[Fraction]) -> Any:
    whole = spec.type in ("int", "int+")
    highest = _HIGHEST.get(spec.type)
    if highest is not None:
        figures = [each for each in figures if each <= highest]
    if source.random() < 0.55:
        figure = source.choice(figures)
        nudge = source.choice([-1, 0, 0, 1]) if whole else Fraction(source.choice([-1, 0, 0, 1]), 100)
        value = (Fraction(round(figure)) if whole else figure) + nudge
    elif whole:
        value = Fraction(source.randint(0, source.choice([5, 30, 400])))
    elif spec.type == "percent":
        value = Fraction(source.randint(0, 12000), 100)
    else:
        most = [3000, 10**6] if spec.type == "number" else [3000, 10**6, 10**9]
        value = Fraction(source.randint(0, source.choice(most)), source.choice([1, 100]))
    value = max(value, Fraction(1, 1 if whole else 100) if spec.type.endswith("+") else Fraction(0))
    if whole:
        return int(value)
    return Decimal(value.numerator) / Decimal(value.denominator)


def with_keys(rule: Subsidy, records: list[Record], different: int, seed: int = 1) -> list[Record]:
    """The same records, each for one of a few persons, households or enterprises; now and then for nobody."""
    source = random.Random(f"{rule.code}keys{seed}")

    def value(name: str) -> str:
        return "" if source.random() < 0.05 else f"{name}{source.randint(1, different)}"

    return [{**record, **{key.name: value(key.name) for key in rule.keys}} for record in records]
