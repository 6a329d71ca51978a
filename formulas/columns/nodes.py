"""The column form of each kind of expression: a number is a `Ratio`, a condition a yes/no column."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import ibis

from formulas import expressions as ex
from formulas.columns.ratios import (
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
from formulas.columns.tables import LARGE_COUNTS, largest
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
    spec = reader.rule.inputs[node.name]
    column = ibis.coalesce(reader.table[node.name], 0)
    bound = largest(spec) * SCALE
    if node.name in reader.earlier:
        column = column + reader.table[reader.earlier[node.name]]
        bound = min(INT64, bound * LARGE_COUNTS)
    if node.whole:
        return Ratio((column / SCALE).round().cast("int64"), 1, bound // SCALE)
    return Ratio(column, reader.scale(node.name), bound)


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
    if node.name not in reader.steps:
        reader.steps[node.name] = reader.number(node.value)
    return reader.steps[node.name]


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
    return Ratio(reader.count(node.of.name), 1, LIST_CAPACITY)


def _total(node: ex.Total, reader: Reader) -> Ratio:
    assert isinstance(node.of, ex.Input)
    spec = reader.rule.inputs[node.of.name].item
    assert spec is not None
    bottom = SCALE * (100 if spec.type == "percent" else 1)
    bound = largest(spec) * SCALE
    columns = [ibis.coalesce(column, 0) for column in reader.positions(node.of.name)]
    if node.each_at_most is not None:
        (cap, _), raised, divisor, _ = common([reader.number(node.each_at_most), Ratio(None, bottom, 0)][:1] * 2)
        if divisor is not None or bottom % raised:
            raise ex.ExpressionError("the limit of an entry must be a plain number")
        columns = [ibis.least(column, times(cap, bottom // raised).top) for column in columns]
    if node.first is not None:
        first = reader.number(node.first)
        within = [compared(constant(Fraction(place)), "<=", first) for place in range(1, LIST_CAPACITY + 1)]
        columns = [ibis.ifelse(test, column, 0) for test, column in zip(within, columns, strict=True)]
    return Ratio(sum(columns[1:], columns[0]), bottom, bound * LIST_CAPACITY)


def _year_of(node: ex.YearOf, reader: Reader) -> Ratio:
    return Ratio(reader.date(node.of).year().cast("int64"), 1, 9999)


def _compare(node: ex.Compare, reader: Reader) -> Any:
    if node.left.kind == "number":
        test = compared(reader.number(node.left), node.operator, reader.number(node.right))
    elif node.left.kind == "date":
        test = OPERATORS[node.operator](reader.date(node.left), reader.date(node.right))
    else:
        test = reader.text(node.left) == reader.text(node.right)
    for each in ex.inputs_of(node):
        if each.nullable:
            test = test & reader.table[each.name].notnull()
    return test


def _every(node: ex.Every, reader: Reader) -> Any:
    assert isinstance(node.of, ex.Input)
    bound = reader.number(node.bound)
    spec = reader.rule.inputs[node.of.name].item
    assert spec is not None
    test = ibis.literal(True)
    for column in reader.positions(node.of.name):
        entry = Ratio(ibis.coalesce(column, 0), SCALE * (100 if spec.type == "percent" else 1), largest(spec) * SCALE)
        test = test & (column.isnull() | compared(entry, node.operator, bound))
    return test


def _holds(node: ex.Holds, reader: Reader) -> Any:
    assert isinstance(node.of, ex.Input)
    entered = ibis.coalesce(reader.table[node.of.name], False)
    earlier = reader.earlier.get(node.of.name)
    return entered if earlier is None else entered | (reader.table[earlier] > 0)


def _joined(parts: Sequence[Any], join: Callable[[Any, Any], Any]) -> Any:
    result = parts[0]
    for part in parts[1:]:
        result = join(result, part)
    return result


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
    ex.And: lambda node, reader: _joined([reader.truth(each) for each in node.parts], lambda a, b: a & b),
    ex.Or: lambda node, reader: _joined([reader.truth(each) for each in node.parts], lambda a, b: a | b),
    ex.Not: lambda node, reader: ~reader.truth(node.of),
}
