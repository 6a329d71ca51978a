"""The column form of each kind of expression: a number is a `Ratio`, a condition a yes/no column."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import add, and_, or_
from typing import TYPE_CHECKING, Any

import ibis

from formulas import expressions as ex
from formulas.columns.ratios import (
    EXACT,
    INT64,
    OPERATORS,
    SCALE,
    Ratio,
    check,
    common,
    compared,
    constant,
    either,
    product,
    times,
    whole,
    wide,
)
from formulas.columns.tables import largest
from formulas.columns.validity import count_name, greatest_name, least_name, positions, total_name
from formulas.inputs import LIST_CAPACITY

if TYPE_CHECKING:
    from formulas.columns.reader import Reader


def _add(sign: int) -> Callable[[Any, Reader], Ratio]:
    def read(node: Any, reader: Reader) -> Ratio:
        (left, right), bottom, divisor, divisor_bound = common([reader.number(node.left), reader.number(node.right)])
        bound = check(left.bound + right.bound)
        top = left.top + right.top if sign > 0 else left.top - right.top
        return Ratio(top, bottom, bound, divisor, divisor_bound)

    return read


def _multiply(node: ex.Multiply, reader: Reader) -> Ratio:
    left, right = reader.number(node.left), reader.number(node.right)
    if left.divisor is not None and right.divisor is not None:
        raise ex.ExpressionError("a product of two quotients has no column form")
    bound = left.bound * right.bound
    top = product(left.top, right.top, bound)
    divisor = left.divisor if left.divisor is not None else right.divisor
    return Ratio(top, left.bottom * right.bottom, bound, divisor, max(left.divisor_bound, right.divisor_bound))


def _divide(node: ex.Divide, reader: Reader) -> Ratio:
    left, right = reader.number(node.left), reader.number(node.right)
    if left.divisor is not None or right.divisor is not None:
        raise ex.ExpressionError("a quotient of quotients has no column form")
    raised = times(left, right.bottom)
    if isinstance(node.right, ex.Number):
        return Ratio(raised.top, left.bottom * int(right.bound), raised.bound)
    return Ratio(raised.top, left.bottom, raised.bound, ibis.greatest(right.top, 1), right.bound)


def _input(node: ex.Input, reader: Reader) -> Ratio:
    number = reader.entered(node.name)
    if node.whole:
        assert number.bound <= EXACT  # so the quotient is exact even in a double, and so is its cast
        number = Ratio((number.top / SCALE).cast("int64"), 1, number.bound // SCALE)
    return reader.with_used(node.name, number)


def _from_contents(contents: Sequence[Fraction]) -> int:
    return math.lcm(*(each.denominator for each in contents))


def _parameter(node: ex.Parameter, reader: Reader) -> Ratio:
    contents = reader.in_force(node.name)
    bottom = _from_contents(contents)
    top = reader.dated(node.name, lambda value: int(value * bottom))
    return Ratio(top, bottom, max(abs(int(each * bottom)) for each in contents))


def _lookup(node: ex.Lookup, reader: Reader) -> Ratio:
    tables = reader.in_force(node.name)
    numbers = [value for table in tables for value in table.values()]
    otherwise = constant(Fraction(0)) if node.otherwise is None else reader.number(node.otherwise)
    bottom = math.lcm(_from_contents(numbers), otherwise.bottom)
    key = reader.text(node.key)
    raised = times(otherwise, bottom // otherwise.bottom)

    def write(table: Mapping[str, Fraction]) -> Any:
        branches = [(key == name, int(value * bottom)) for name, value in table.items()]
        return ibis.cases(*branches, else_=raised.top).cast("int64")

    bound = max([abs(int(each * bottom)) for each in numbers] + [raised.bound])
    return Ratio(reader.dated(node.name, write), bottom, bound)


def _band(node: ex.Band, reader: Reader) -> Ratio:
    tables = reader.in_force(node.name)
    bottom = _from_contents([value for bands in tables for _, value in bands])
    number = reader.number(node.of)

    def write(bands: Sequence[tuple[Fraction | None, Fraction]]) -> Any:
        branches = [
            (compared(number, "<=", constant(bound)), int(value * bottom))
            for bound, value in bands
            if bound is not None
        ]
        return ibis.cases(*branches, else_=int(bands[-1][1] * bottom)).cast("int64")

    bound = max(abs(int(value * bottom)) for bands in tables for _, value in bands)
    return Ratio(reader.dated(node.name, write), bottom, bound)


def _step(node: ex.Step, reader: Reader) -> Ratio:
    return reader.columns.get(node.name) or reader.number(node.value)


def _extreme(pick: Callable[..., Any]) -> Callable[[Any, Reader], Ratio]:
    def read(node: ex.Least | ex.Greatest, reader: Reader) -> Ratio:
        parts, bottom, divisor, divisor_bound = common([reader.number(part) for part in node.parts])
        bound = max(part.bound for part in parts)
        tops = [wide(part.top) if bound > INT64 else part.top for part in parts]
        return Ratio(pick(*tops), bottom, bound, divisor, divisor_bound)

    return read


def _choose(node: ex.Choose, reader: Reader) -> Ratio:
    parts, bottom, divisor, divisor_bound = common([reader.number(node.then), reader.number(node.otherwise)])
    bound = max(part.bound for part in parts)
    tops = [wide(part.top) if bound > INT64 else part.top for part in parts]
    return Ratio(either(reader.truth(node.test), *tops), bottom, bound, divisor, divisor_bound)


def _floor(node: ex.Floor, reader: Reader) -> Ratio:
    ratio = reader.number(node.of)
    divisor = ratio.bottom if ratio.divisor is None else wide(ratio.divisor) * ratio.bottom
    return Ratio(whole(ratio, divisor), 1, ratio.bound // ratio.bottom + 1)


def _round_cent(node: ex.RoundCent, reader: Reader) -> Ratio:
    return Ratio(reader.cents(node.of), 100, check(reader.number(node.of).bound))


def _count(node: ex.Count, reader: Reader) -> Ratio:
    assert isinstance(node.of, ex.Input)
    return Ratio(reader.table[count_name(node.of.name)], 1, LIST_CAPACITY)


def _total(node: ex.Total, reader: Reader) -> Ratio:
    assert isinstance(node.of, ex.Input)
    name, spec = node.of.name, reader.rule.inputs[node.of.name].item
    assert spec is not None
    bottom, bound = reader.scale(name), largest(spec) * SCALE * LIST_CAPACITY
    if node.first is None and node.each_at_most is None:
        return Ratio(reader.table[total_name(name)], bottom, bound)
    columns = positions(reader.table, name)
    if node.each_at_most is not None:
        cap = reader.number(node.each_at_most)
        if cap.divisor is not None or bottom % cap.bottom:
            raise ex.ExpressionError("the limit of an entry must be a plain number")
        limit = times(cap, bottom // cap.bottom).top
        columns = [ibis.ifelse(column > limit, limit, column) for column in columns]
    within = [column.notnull() for column in columns]
    if node.first is not None:
        first = reader.number(node.first)
        places = [constant(Fraction(place)) for place in range(1, LIST_CAPACITY + 1)]
        within = [test & compared(place, "<=", first) for test, place in zip(within, places, strict=True)]
    entries = [ibis.ifelse(test, column, 0) for test, column in zip(within, columns, strict=True)]
    return Ratio(reduce(add, entries), bottom, bound)


def _year_of(node: ex.YearOf, reader: Reader) -> Ratio:
    return Ratio(reader.date(node.of).year().cast("int64"), 1, 9999)


def _sides(node: ex.Compare, reader: Reader) -> tuple[Ratio, Ratio]:
    """Both sides of a comparison of numbers; whole inputs as they are stored, not divided first, where that fits."""
    left, right = (
        reader.with_used(each.name, reader.entered(each.name)) if isinstance(each, ex.Input) else reader.number(each)
        for each in (node.left, node.right)
    )
    bottom = math.lcm(left.bottom, right.bottom)
    if any(each.divisor is not None or each.bound * (bottom // each.bottom) > INT64 for each in (left, right)):
        return reader.number(node.left), reader.number(node.right)
    return left, right


def _compare(node: ex.Compare, reader: Reader) -> Any:
    if node.left.kind == "number":
        left, right = _sides(node, reader)
        test = compared(left, node.operator, right)
    elif node.left.kind == "date":
        test = OPERATORS[node.operator](reader.date(node.left), reader.date(node.right))
    else:
        test = reader.text(node.left) == reader.text(node.right)
    for each in ex.inputs_of(node):
        if each.nullable:
            test = test & reader.table[each.name].notnull()
    return test


def _every(node: ex.Every, reader: Reader) -> Any:
    """Every entry is beyond a limit when the one nearest to it is."""
    assert isinstance(node.of, ex.Input)
    name, spec = node.of.name, reader.rule.inputs[node.of.name].item
    assert spec is not None
    nearest = {">": [least_name], ">=": [least_name], "<": [greatest_name], "<=": [greatest_name]}
    figures = nearest.get(node.operator, [least_name, greatest_name])
    entries = [Ratio(reader.table[each(name)], reader.scale(name), largest(spec) * SCALE) for each in figures]
    tests = [compared(entry, node.operator, reader.number(node.bound)) for entry in entries]
    return (reader.table[count_name(name)] == 0) | reduce(and_, tests)


def _holds(node: ex.Holds, reader: Reader) -> Any:
    assert isinstance(node.of, ex.Input)
    entered = reader.value(node.of.name, False)
    used = reader.earlier.get(node.of.name)
    return entered if used is None else entered | (reader.table[used.top] > 0)


NUMBERS: Mapping[type[ex.Expr], Callable[[Any, Reader], Ratio]] = {
    ex.Number: lambda node, reader: constant(node.value),
    ex.Input: _input,
    ex.Parameter: _parameter,
    ex.Lookup: _lookup,
    ex.Band: _band,
    ex.Step: _step,
    ex.Add: _add(1),
    ex.Subtract: _add(-1),
    ex.Multiply: _multiply,
    ex.Divide: _divide,
    ex.Floor: _floor,
    ex.RoundCent: _round_cent,
    ex.Least: _extreme(ibis.least),
    ex.Greatest: _extreme(ibis.greatest),
    ex.Choose: _choose,
    ex.YearOf: _year_of,
    ex.Count: _count,
    ex.Total: _total,
}
TRUTHS: Mapping[type[ex.Expr], Callable[[Any, Reader], Any]] = {
    ex.Compare: _compare,
    ex.OneOf: lambda node, reader: reader.text(node.of).isin(node.values),
    ex.IsMissing: lambda node, reader: reader.table[node.of.name].isnull(),
    ex.Holds: _holds,
    ex.Every: _every,
    ex.And: lambda node, reader: reduce(and_, [reader.truth(each) for each in node.parts]),
    ex.Or: lambda node, reader: reduce(or_, [reader.truth(each) for each in node.parts]),
    ex.Not: lambda node, reader: ~reader.truth(node.of),
}
