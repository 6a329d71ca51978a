"""Dated parameters in memory: what a value was on a day, where it stands, and until when."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from formulas.documents import Citation, UnknownName
from formulas.expressions import Band, Expr, Lookup, Parameter

NO_END = dt.date(9999, 12, 31)
Band1 = tuple[Fraction | None, Fraction]  # upper bound (None: no end), value
BandTable = tuple[Band1, ...]
Single = Fraction | dt.date
DatedContent = Single | Mapping[str, Fraction] | BandTable


class NotInForce(LookupError):
    """A parameter has no value on the day asked for."""


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a rule pays, both days included; `to` is None where no end is printed."""

    start: dt.date
    end: dt.date | None
    citation: Citation
    end_citation: Citation | None = None  # where the end is printed elsewhere

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def clamp(self, day: dt.date) -> dt.date:
        """The day itself, or the nearest day inside the window."""
        return min(max(day, self.start), self.end or NO_END)

    def __str__(self) -> str:
        start = chinese_date(self.start)
        return f"{start}起" if self.end is None else f"{start}至{chinese_date(self.end)}"


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value with its first day and its source; `local` names the authority of a local override."""

    start: dt.date
    content: DatedContent
    citation: Citation | str
    local: str = ""


@dataclass(frozen=True, slots=True)
class DatedParameter:
    """One parameter: Chinese label, unit, its values in the order of their dates."""

    name: str
    label: str
    unit: str
    kind: str  # "number", "date", "table", "bands"
    values: tuple[DatedValue, ...]
    adjustable: str = ""
    note: str = ""

    def at(self, day: dt.date) -> DatedValue:
        """The value in force on `day`; raises NotInForce."""
        position = bisect_right([each.start for each in self.values], day) - 1
        if position < 0:
            raise NotInForce(f"{self.label} on {day}")
        return self.values[position]

    def end_of(self, value: DatedValue) -> dt.date | None:
        """The last day of one of the values; None where it still runs."""
        position = self.values.index(value)
        if position + 1 == len(self.values):
            return None
        return self.values[position + 1].start - dt.timedelta(days=1)

    def keys(self) -> tuple[str, ...]:
        """The keys of a table, in printed order."""
        found: dict[str, None] = {}
        for value in self.values:
            if isinstance(value.content, Mapping):
                found.update(dict.fromkeys(value.content))
        return tuple(found)

    @property
    def percent(self) -> bool:
        """True where the values are fractions shown as percentages."""
        return self.unit == "%"

    @property
    def whole(self) -> bool:
        """True where every value is a whole number."""
        return all(number.denominator == 1 for value in self.values for number in numbers_of(value.content))


def numbers_of(content: DatedContent) -> Iterator[Fraction]:
    """Every number of a value: of a table or bands all that may result."""
    if isinstance(content, Fraction):
        yield content
    elif isinstance(content, Mapping):
        yield from content.values()
    elif isinstance(content, tuple):
        yield from (value for _, value in content)


@dataclass(frozen=True, slots=True)
class ParameterFile:
    """Everything one rule's parameter file holds."""

    stem: str
    citation: Citation
    window: Window
    parameters: Mapping[str, DatedParameter]

    def override(self, name: str, value: DatedValue, until: dt.date | None) -> ParameterFile:
        """The same file with a local value from its first day to `until`, then the standard again."""
        parameter = self.parameters[name]
        kept = [each for each in parameter.values if not (value.start <= each.start <= (until or NO_END))]
        kept.append(value)
        if until is not None:
            after = until + dt.timedelta(days=1)
            if not any(each.start == after for each in parameter.values):
                resumed = parameter.values[bisect_right([each.start for each in parameter.values], after) - 1]
                kept.append(replace(resumed, start=after))
        changed = replace(parameter, values=tuple(sorted(kept, key=lambda each: each.start)))
        return replace(self, parameters={**self.parameters, name: changed})


class RuleParameters:
    """A rule's parameters as expressions: `p.cap` reads the parameter `cap` of the rule's file."""

    def __init__(self, file: ParameterFile) -> None:
        self.file = file

    def __getattr__(self, name: str) -> Parameter:
        parameter = self._find(name)
        if parameter.kind not in ("number", "date"):
            raise UnknownName(f"{self.file.stem}.toml [{name}] 是整张的表，用 p.of(\"{name}\", 输入) 查")
        kind = "date" if parameter.kind == "date" else "number"
        return Parameter(name, parameter.label, parameter.unit, kind, parameter.whole)  # type: ignore[arg-type]

    def of(self, name: str, key: Expr, otherwise: Expr | None = None) -> Lookup | Band:
        """The table's value for a text `key`, or the band table's value for a number."""
        parameter = self._find(name)
        if parameter.kind == "table":
            return Lookup(name, parameter.label, key, parameter.unit, otherwise, parameter.whole)
        if parameter.kind == "bands":
            return Band(name, parameter.label, key, parameter.unit)
        raise UnknownName(f"{self.file.stem}.toml [{name}] 只有一个数，写 p.{name}")

    def _find(self, name: str) -> DatedParameter:
        try:
            return self.file.parameters[name]
        except KeyError:
            known = "、".join(self.file.parameters) or "没有参数"
            raise UnknownName(f"{self.file.stem}.toml 没有参数“{name}”；有：{known}") from None


def chinese_date(day: dt.date) -> str:
    """2023年3月6日."""
    return f"{day.year}年{day.month}月{day.day}日"


def plain(value: Fraction) -> str:
    """A rational as a plain decimal without trailing zeros; more than six places are cut to six, marked by …."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * 10**6
    if scaled.denominator == 1:
        return format((Decimal(scaled.numerator) / 10**6).normalize(), "f")
    cut = abs(scaled.numerator) // scaled.denominator
    sign = "-" if value < 0 else ""
    return f"{sign}{format((Decimal(cut) / 10**6).normalize(), 'f')}…"
