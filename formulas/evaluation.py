"""The value reading: an expression over one record, in exact rationals.

A null operand makes a comparison false; `missing(...)` is how a rule asks for it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from formulas import expressions as ex
from formulas.inputs import Value
from formulas.parameters.model import DatedValue, ParameterFile

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


@dataclass(slots=True)
class Scope:
    """What an expression is read against: the record's values, and the parameters of one day.

    `used` collects the dated values that were read, `steps` the intermediate values.
    """

    values: Mapping[str, Value]
    parameters: ParameterFile
    day: dt.date
    used: dict[str, DatedValue] = field(default_factory=dict)
    steps: dict[str, Any] = field(default_factory=dict)

    def dated(self, name: str) -> DatedValue:
        """The value of a parameter on the day, noted as used."""
        if name not in self.used:
            self.used[name] = self.parameters.parameters[name].at(self.day)
        return self.used[name]


def evaluate(node: ex.Expr, scope: Scope) -> Any:
    """The value of an expression: Fraction, bool, date, str or tuple of Fractions."""
    return _READERS[type(node)](node, scope)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the last day of that month; the last possible day beyond year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > 9999:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """Rounded half up (away from zero) to `places` decimals, exactly."""
    return Fraction(half_up_units(value, places), 10**places)


def half_up_units(value: Fraction, places: int = 2) -> int:
    """The same as a whole number of its last decimal: 元 as 分.

    >>> half_up_units(Fraction("12.345")), half_up_units(Fraction("-12.345"))
    (1235, -1235)
    """
    doubled, whole = 2 * 10**places * abs(value.numerator), value.denominator
    units = (doubled + whole) // (2 * whole)
    return units if value.numerator >= 0 else -units


def _input(node: ex.Input, scope: Scope) -> Value:
    return scope.values[node.name]


def _parameter(node: ex.Parameter, scope: Scope) -> Any:
    return scope.dated(node.name).content


def _lookup(node: ex.Lookup, scope: Scope) -> Any:
    table = scope.dated(node.name).content
    assert isinstance(table, Mapping)
    key = evaluate(node.key, scope)
    if key in table:
        return table[key]
    assert node.otherwise is not None, "a rule is refused where it is declared if an option has no row"
    return evaluate(node.otherwise, scope)


def _band(node: ex.Band, scope: Scope) -> Fraction:
    bands = scope.dated(node.name).content
    assert isinstance(bands, tuple)
    number = evaluate(node.of, scope)
    return next(value for bound, value in bands if bound is None or number <= bound)


def _step(node: ex.Step, scope: Scope) -> Any:
    if node.name not in scope.steps:
        scope.steps[node.name] = evaluate(node.value, scope)
    return scope.steps[node.name]


def _choose(node: ex.Choose, scope: Scope) -> Any:
    return evaluate(node.then if evaluate(node.test, scope) else node.otherwise, scope)


def _total(node: ex.Total, scope: Scope) -> Fraction:
    entries = evaluate(node.of, scope)
    if node.first is not None:
        first = evaluate(node.first, scope)
        entries = entries[: max(0, first.numerator // first.denominator)]
    if node.each_at_most is not None:
        cap = evaluate(node.each_at_most, scope)
        entries = [min(entry, cap) for entry in entries]
    return sum(entries, Fraction(0))


def _every(node: ex.Every, scope: Scope) -> bool:
    bound = evaluate(node.bound, scope)
    return all(_COMPARE[node.operator](entry, bound) for entry in evaluate(node.of, scope))


def _compare(node: ex.Compare, scope: Scope) -> bool:
    left, right = evaluate(node.left, scope), evaluate(node.right, scope)
    if left is None or right is None:
        return False
    return _COMPARE[node.operator](left, right)


def _floor(node: ex.Floor, scope: Scope) -> Fraction:
    value = evaluate(node.of, scope)
    return Fraction(value.numerator // value.denominator)


def _months_after(node: ex.MonthsAfter, scope: Scope) -> dt.date | None:
    day = evaluate(node.date, scope)
    return None if day is None else months_after(day, int(evaluate(node.months, scope)))


_READERS: dict[type[ex.Expr], Callable[[Any, Scope], Any]] = {
    ex.Number: lambda node, scope: node.value,
    ex.Text: lambda node, scope: node.value,
    ex.Input: _input,
    ex.Parameter: _parameter,
    ex.Lookup: _lookup,
    ex.Band: _band,
    ex.Step: _step,
    ex.Add: lambda node, scope: evaluate(node.left, scope) + evaluate(node.right, scope),
    ex.Subtract: lambda node, scope: evaluate(node.left, scope) - evaluate(node.right, scope),
    ex.Multiply: lambda node, scope: evaluate(node.left, scope) * evaluate(node.right, scope),
    ex.Divide: lambda node, scope: evaluate(node.left, scope) / evaluate(node.right, scope),
    ex.Floor: _floor,
    ex.RoundCent: lambda node, scope: half_up(evaluate(node.of, scope)),
    ex.Least: lambda node, scope: min(evaluate(part, scope) for part in node.parts),
    ex.Greatest: lambda node, scope: max(evaluate(part, scope) for part in node.parts),
    ex.Choose: _choose,
    ex.YearOf: lambda node, scope: Fraction(evaluate(node.of, scope).year),
    ex.MonthsAfter: _months_after,
    ex.Count: lambda node, scope: Fraction(len(evaluate(node.of, scope))),
    ex.Total: _total,
    ex.Every: _every,
    ex.Compare: _compare,
    ex.OneOf: lambda node, scope: evaluate(node.of, scope) in node.values,
    ex.IsMissing: lambda node, scope: evaluate(node.of, scope) is None,
    ex.Holds: lambda node, scope: bool(evaluate(node.of, scope)),
    ex.And: lambda node, scope: all(evaluate(part, scope) for part in node.parts),
    ex.Or: lambda node, scope: any(evaluate(part, scope) for part in node.parts),
    ex.Not: lambda node, scope: not evaluate(node.of, scope),
}
