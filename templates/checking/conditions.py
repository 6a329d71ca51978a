"""Conditions between the fields of a row, compiled once for a form: a test of many rows, and their Chinese words.

The meaning is that of the form's own worksheet formulas: a comparison with a blank is false (a check lets
optional blanks pass by `Check.passes`); a condition waits until every field that must be filled in is, and while a
number or a date that it reads is none.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from formulas import expressions as ex
from formulas.evaluation import half_up, months_after
from formulas.parameters.model import plain
from templates.reading.messages import one_line

Row = Sequence[Any]
Reader = Callable[[Row], Any]
WAIT = ...  # stands for a value that a condition waits for
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}
_NUMBER_WORDS = {">=": "不小于", ">": "大于", "<=": "不大于", "<": "小于", "=": "等于"}
_DATE_WORDS = {">=": "不早于", ">": "晚于", "<=": "不晚于", "<": "早于", "=": "等于"}
_NEGATED = {">=": "<", ">": "<=", "<=": ">", "<": ">="}


class Condition:
    """A compiled expression. `inputs` are the names it reads, in the order in which `test` takes their values."""

    def __init__(self, expression: ex.Expr) -> None:
        self._inputs = ex.inputs_of(expression)
        self.inputs = [each.name for each in self._inputs]
        self.test: Reader = _compile(expression, {name: place for place, name in enumerate(self.inputs)})

    def prepare(self, columns: Iterable[Sequence[object]]) -> list[list[Any]]:
        """The values as the test takes them; WAIT stands for what is no number or date, and for a gap to be filled."""
        prepared = []
        for each, values in zip(self._inputs, columns, strict=True):
            usable, blank = _USABLE[each.kind], None if each.nullable else WAIT
            prepared.append([blank if value is None else usable(value) for value in values])
        return prepared

    def judge(self, columns: Iterable[Sequence[object]]) -> list[bool | None]:
        """The result in every row; None where it has to wait."""
        prepared, test = self.prepare(columns), self.test
        if any(WAIT in values for values in prepared):
            rows = zip(*prepared, strict=True)
            return [None if any(value is WAIT for value in row) else bool(test(row)) for row in rows]
        return [bool(test(row)) for row in zip(*prepared, strict=True)]


@functools.lru_cache(maxsize=4096)
def compiled(expression: ex.Expr) -> Condition:
    """The condition of an expression, made once; expressions are compared by identity."""
    return Condition(expression)


def _number(value: object) -> object:
    if type(value) is int:
        return value
    return Fraction(value) if isinstance(value, Decimal) else WAIT


def _date(value: object) -> object:
    return value if isinstance(value, dt.date) else WAIT


def _text(value: object) -> object:
    return value


_USABLE: dict[str, Callable[[object], object]] = {
    "number": _number,
    "date": _date,
    "text": _text,
    "bool": _text,
}


def _compile(node: ex.Expr, places: dict[str, int]) -> Reader:
    try:
        make = _MAKERS[type(node)]
    except KeyError:
        raise ex.ExpressionError(f"{ex.describe(node)} has no place in a form's condition") from None
    return make(node, places)


def _binary(function: Callable[[Any, Any], Any]) -> Callable[[Any, dict[str, int]], Reader]:
    """Arithmetic; nothing comes of a blank."""

    def make(node: Any, places: dict[str, int]) -> Reader:
        left, right = _compile(node.left, places), _compile(node.right, places)

        def read(row: Row) -> Any:
            a, b = left(row), right(row)
            return None if a is None or b is None else function(a, b)

        return read

    return make


def _unary(function: Callable[[Any], Any]) -> Callable[[Any, dict[str, int]], Reader]:
    def make(node: Any, places: dict[str, int]) -> Reader:
        inner = _compile(node.of, places)

        def read(row: Row) -> Any:
            value = inner(row)
            return None if value is None else function(value)

        return read

    return make


def _input(node: ex.Input, places: dict[str, int]) -> Reader:
    return operator.itemgetter(places[node.name])


def _constant(node: ex.Number | ex.Text, places: dict[str, int]) -> Reader:
    value = node.value
    if isinstance(value, Fraction) and value.denominator == 1:
        value = value.numerator  # type: ignore[assignment]
    return lambda row: value


def _compare(node: ex.Compare, places: dict[str, int]) -> Reader:
    compare, left, right = _COMPARE[node.operator], _compile(node.left, places), _compile(node.right, places)
    if isinstance(node.right, ex.Number):
        bound = right(())

        def beside(row: Row) -> bool:
            a = left(row)
            return a is not None and compare(a, bound)

        return beside

    def read(row: Row) -> bool:
        a, b = left(row), right(row)
        return a is not None and b is not None and compare(a, b)

    return read


def _one_of(node: ex.OneOf, places: dict[str, int]) -> Reader:
    inner, values = _compile(node.of, places), frozenset(node.values)
    return lambda row: inner(row) in values


def _missing(node: ex.IsMissing, places: dict[str, int]) -> Reader:
    inner = _compile(node.of, places)
    return lambda row: inner(row) is None


def _holds(node: ex.Holds, places: dict[str, int]) -> Reader:
    inner = _compile(node.of, places)
    return lambda row: inner(row) == "是"


def _all(node: ex.And, places: dict[str, int]) -> Reader:
    parts = [_compile(part, places) for part in node.parts]
    return lambda row: all(part(row) for part in parts)


def _any(node: ex.Or, places: dict[str, int]) -> Reader:
    parts = [_compile(part, places) for part in node.parts]
    return lambda row: any(part(row) for part in parts)


def _not(node: ex.Not, places: dict[str, int]) -> Reader:
    inner = _compile(node.of, places)
    return lambda row: not inner(row)


def _choose(node: ex.Choose, places: dict[str, int]) -> Reader:
    test, then, otherwise = (_compile(part, places) for part in (node.test, node.then, node.otherwise))
    return lambda row: then(row) if test(row) else otherwise(row)


def _extreme(function: Callable[[list[Any]], Any]) -> Callable[[Any, dict[str, int]], Reader]:
    def make(node: Any, places: dict[str, int]) -> Reader:
        parts = [_compile(part, places) for part in node.parts]

        def read(row: Row) -> Any:
            values = [part(row) for part in parts]
            return None if None in values else function(values)

        return read

    return make


def _months_after(node: ex.MonthsAfter, places: dict[str, int]) -> Reader:
    day, months = _compile(node.date, places), _compile(node.months, places)

    def read(row: Row) -> dt.date | None:
        a, b = day(row), months(row)
        return None if a is None or b is None else months_after(a, int(b))

    return read


_MAKERS: dict[type[ex.Expr], Callable[[Any, dict[str, int]], Reader]] = {
    ex.Input: _input,
    ex.Number: _constant,
    ex.Text: _constant,
    ex.Step: lambda node, places: _compile(node.value, places),
    ex.Add: _binary(operator.add),
    ex.Subtract: _binary(operator.sub),
    ex.Multiply: _binary(operator.mul),
    ex.Divide: _binary(lambda a, b: Fraction(a) / b if b else None),
    ex.Floor: _unary(lambda value: Fraction(value).__floor__()),
    ex.RoundCent: _unary(lambda value: half_up(Fraction(value))),
    ex.YearOf: _unary(lambda value: value.year),
    ex.MonthsAfter: _months_after,
    ex.Least: _extreme(min),
    ex.Greatest: _extreme(max),
    ex.Choose: _choose,
    ex.Compare: _compare,
    ex.OneOf: _one_of,
    ex.IsMissing: _missing,
    ex.Holds: _holds,
    ex.And: _all,
    ex.Or: _any,
    ex.Not: _not,
}


def in_words(node: ex.Expr) -> str:
    """A condition as a sentence names it: 缺工人数大于0.

    Raises: ExpressionError for what has no short name; a form's condition should stay that simple
    """
    match node:
        case ex.Input():
            return one_line(node.title)
        case ex.Number():
            return plain(node.value)
        case ex.Compare():
            return _compared(node, node.operator)
        case ex.Not(of=ex.Compare() as inner) if inner.operator in _NEGATED:
            return _compared(inner, _NEGATED[inner.operator])
        case ex.Not(of=ex.Compare() as inner):
            return f"{in_words(inner.left)}不等于{in_words(inner.right)}"
        case ex.OneOf():
            return f"{in_words(node.of)}为{'或'.join(f'“{value}”' for value in node.values)}"
        case ex.Not(of=ex.OneOf() as inner):
            return f"{in_words(inner.of)}不是{'或'.join(f'“{value}”' for value in inner.values)}"
        case ex.IsMissing():
            return f"{in_words(node.of)}未填"
        case ex.Not(of=ex.IsMissing() as inner):
            return f"填了{in_words(inner.of)}"
        case ex.Holds():
            return f"{in_words(node.of)}为“是”"
        case ex.Not(of=ex.Holds() as inner):
            return f"{in_words(inner.of)}不是“是”"
        case ex.And():
            return "且".join(in_words(part) for part in node.parts)
        case ex.Or():
            return "或".join(in_words(part) for part in node.parts)
        case ex.Add():
            return f"{in_words(node.left)}与{in_words(node.right)}之和"
        case ex.Subtract():
            return f"{in_words(node.left)}减{in_words(node.right)}"
        case _:
            raise ex.ExpressionError(f"{ex.describe(node)} has no Chinese name as a condition")


def _compared(node: ex.Compare, sign: str) -> str:
    words = _DATE_WORDS if node.left.kind == "date" else _NUMBER_WORDS
    return f"{in_words(node.left)}{words[sign]}{in_words(node.right)}"
