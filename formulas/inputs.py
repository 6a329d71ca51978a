"""What a rule takes: named, typed inputs, and the strict reading of one record of them.

A declaration such as ``i = Inputs(apply_date=Date("申请日期"), staff=Int("人数", "人"))`` gives `i.apply_date`
as an expression.  `Inputs.read` turns one record (JSON types) into exact values and names every input that
is missing or outside its allowed values, in the order of the declaration.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Literal

from formulas.documents import DataError, UnknownName
from formulas.expressions import Input, Type

_MOST_DIGITS = 100  # a number such as 1e999999999 would fill the memory as an exact rational
_EXACT = 2**53  # below it a whole number that came as a float is the one that was typed
LIST_CAPACITY = 16  # positions of a list input in a ledger and in the column form
Value = Fraction | bool | dt.date | str | tuple[Fraction, ...] | None
InputType = Literal["date", "int", "int+", "money", "money+", "percent", "number", "bool", "enum", "list"]


class InvalidValue(ValueError):
    """A value that its input does not allow."""


@dataclass(frozen=True, slots=True)
class InputSpec:
    """One declared input: Chinese title, type, unit, allowed values."""

    title: str
    type: InputType
    unit: str = ""
    options: tuple[str, ...] = ()  # of an enum
    allowed: tuple[int, ...] = ()  # of a number restricted to a few values
    item: InputSpec | None = None  # of a list
    may_be_empty: bool = False  # of a list
    nullable: bool = False
    note: str = ""  # what the clerk must know to fill it in

    @property
    def type_name(self) -> str:
        """The type in the notation of the rule tables: `list+[money]`, `date or null`."""
        if self.type == "list":
            assert self.item is not None
            return f"list{'' if self.may_be_empty else '+'}[{self.item.type_name}]"
        return f"{self.type} or null" if self.nullable else self.type

    @property
    def kind(self) -> Type:
        """The type of the value in expressions."""
        kinds: dict[str, Type] = {"date": "date", "bool": "bool", "enum": "text", "list": "list"}
        return kinds.get(self.type, "number")

    def or_null(self) -> InputSpec:
        """The same input, which may also be null (没有)."""
        return replace(self, nullable=True)

    def parse(self, raw: Any) -> Value:
        """The exact value of a JSON value; raises InvalidValue."""
        if raw is None:
            if self.nullable:
                return None
            raise InvalidValue
        if self.type == "list":
            return self._parse_list(raw)
        if self.type == "bool":
            if isinstance(raw, bool):
                return raw
            raise InvalidValue
        if self.type == "enum":
            if isinstance(raw, str) and raw in self.options:
                return raw
            raise InvalidValue
        if self.type == "date":
            return _date(raw)
        value = _number(raw)
        if value.numerator < 0 or (not value and self.type.endswith("+")):
            raise InvalidValue
        if self.type in ("int", "int+") and value.denominator != 1:
            raise InvalidValue
        if self.allowed and value not in self.allowed:
            raise InvalidValue
        return value / 100 if self.type == "percent" else value

    def _parse_list(self, raw: Any) -> tuple[Fraction, ...]:
        if not isinstance(raw, list) or (not raw and not self.may_be_empty):
            raise InvalidValue
        assert self.item is not None
        return tuple(self.item.parse(each) for each in raw)  # type: ignore[misc]  # numbers only: see `list_of`


def _date(raw: Any) -> dt.date:
    if not isinstance(raw, str) or len(raw) != 10:
        raise InvalidValue
    try:
        parsed = dt.date.fromisoformat(raw)
    except ValueError:
        raise InvalidValue from None
    if parsed.isoformat() != raw:  # fromisoformat also takes week dates
        raise InvalidValue
    return parsed


def _number(raw: Any) -> Fraction:
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise InvalidValue
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < _EXACT:
        return Fraction(int(raw))
    if isinstance(raw, float) and not math.isfinite(raw):
        raise InvalidValue
    if isinstance(raw, Decimal) and not (raw.is_finite() and abs(raw.adjusted()) < _MOST_DIGITS):
        raise InvalidValue
    try:
        return Fraction(Decimal(repr(raw)) if isinstance(raw, float) else raw)  # 0.1 is one tenth, as typed
    except (InvalidOperation, ValueError):
        raise InvalidValue from None


def date(title: str, note: str = "") -> InputSpec:
    """A calendar date, written YYYY-MM-DD."""
    return InputSpec(title, "date", note=note)


def integer(
    title: str, unit: str = "", *, positive: bool = False, allowed: tuple[int, ...] = (), note: str = ""
) -> InputSpec:
    """A whole number from 0 (from 1 when `positive`), or one of `allowed`."""
    return InputSpec(title, "int+" if positive else "int", unit, allowed=allowed, note=note)


def money(title: str, unit: str = "元", *, positive: bool = False, note: str = "") -> InputSpec:
    """An amount in 元 from 0 (above 0 when `positive`)."""
    return InputSpec(title, "money+" if positive else "money", unit, note=note)


def percent(title: str, note: str = "") -> InputSpec:
    """A percentage; 70 in a record, and its fraction in expressions and cells."""
    return InputSpec(title, "percent", "%", note=note)


def quantity(title: str, unit: str = "", note: str = "") -> InputSpec:
    """Any number from 0."""
    return InputSpec(title, "number", unit, note=note)


def yes_no(title: str, note: str = "") -> InputSpec:
    """是 or 否."""
    return InputSpec(title, "bool", note=note)


def option(title: str, *options: str, note: str = "") -> InputSpec:
    """One of a list of Chinese values."""
    if len(set(options)) != len(options) or len(options) < 2:
        raise DataError(f"{title}：选项至少两个，不能重复")
    return InputSpec(title, "enum", options=options, note=note)


def list_of(item: InputSpec, *, may_be_empty: bool = False, note: str = "") -> InputSpec:
    """A list of numbers, one each for a month, a year or a person."""
    if item.kind != "number" or item.nullable:
        raise DataError(f"{item.title}：清单的每一项应为数字")
    return InputSpec(item.title, "list", item.unit, item=item, may_be_empty=may_be_empty, note=note)


class Inputs:
    """The inputs of a rule in their official order; an attribute gives the expression that reads one."""

    def __init__(self, **specs: InputSpec) -> None:
        self._specs = specs
        self._nodes = {name: _node(name, spec) for name, spec in specs.items()}

    def __getattr__(self, name: str) -> Input:
        try:
            return self.__dict__["_nodes"][name]
        except KeyError:
            known = "、".join(self.__dict__["_specs"])
            raise UnknownName(f"没有输入“{name}”；有：{known}") from None

    def __iter__(self) -> Iterator[tuple[str, InputSpec]]:
        return iter(self._specs.items())

    def __len__(self) -> int:
        return len(self._specs)

    def __contains__(self, name: object) -> bool:
        return name in self._specs

    def __getitem__(self, name: str) -> InputSpec:
        return self._specs[name]

    def node(self, name: str) -> Input:
        """The expression that reads the input `name`."""
        return self._nodes[name]

    def read(self, record: Mapping[str, Any]) -> tuple[dict[str, Value], tuple[str, ...]]:
        """The exact values of a record, and the names of its invalid inputs in declared order."""
        values: dict[str, Value] = {}
        invalid: list[str] = []
        for name, spec in self._specs.items():
            if name not in record:
                invalid.append(name)
                continue
            try:
                values[name] = spec.parse(record[name])
            except InvalidValue:
                invalid.append(name)
        return values, tuple(invalid)


def _node(name: str, spec: InputSpec) -> Input:
    whole = spec.type in ("int", "int+") or (spec.item is not None and spec.item.type in ("int", "int+"))
    percentage = spec.type == "percent" or (spec.item is not None and spec.item.type == "percent")
    return Input(name, spec.title, spec.kind, spec.unit, percentage, whole, spec.nullable)
