"""The column form: a rule over a whole ledger as one Ibis expression, on DuckDB, PostgreSQL or Spark.

Numbers travel as integers: a number input is its value × 10⁴ in int64 (a percentage its percent number × 10⁴), and an
expression is an integer numerator over an integer denominator.  What may outgrow int64 is decimal(38, 0).  So no
amount passes through a float, and comparisons are made crosswise.  The one division is of a multiple by its divisor;
its quotient is whole and below 2⁵³, which every engine's `/` followed by ROUND gives exactly.

Ibis is imported with this module; whoever needs no column form does not import it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import ibis
import pyarrow as pa
from ibis import Table
from ibis.expr.types import Column

from formulas import expressions as ex
from formulas.inputs import LIST_CAPACITY, Inputs, InputSpec
from formulas.ledger import conditions_for
from formulas.parameters.model import NO_END, DatedParameter, ParameterFile
from formulas.subsidy import Key, Repeat, Subsidy

SCALE = 10_000
ROW = "row"  # the row's own number: a result's rows come in no order of their own
_INT64 = 2**62  # where a numerator may become larger it is computed as decimal(38, 0)
_WIDEST = 10**37
_WIDE = "decimal(38, 0)"
# the largest value of each input type that the column form takes; larger ones count as invalid input
LARGEST: Mapping[str, int] = {
    "int": 10**7, "int+": 10**7, "money": 10**11, "money+": 10**11, "percent": 10**4, "number": 10**9,
}  # fmt: skip
_LARGE_COUNTS = 10**9  # for counts that no limit of a person or a day bounds


class TooWide(OverflowError):
    """An expression whose numbers do not fit 38 digits."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A number: `top / (bottom · divisor)`; `bound` is the largest size of `top`.

    `top` is a column, or a Python int for a constant; `divisor` is a column or None.
    """

    top: Any
    bottom: int
    bound: int
    divisor: Any = None
    divisor_bound: int = 1


def schema(rule: Subsidy) -> pa.Schema:
    """The columns that the column form of a rule takes: its inputs, then its key columns."""
    fields = [pa.field(ROW, pa.int64())]
    fields += [pa.field(name, _arrow_type(spec)) for name, spec in scalars(rule.inputs)]
    fields += [pa.field(key.name, pa.string()) for key in rule.keys]
    return pa.schema(fields)


def scalars(inputs: Inputs) -> Iterable[tuple[str, InputSpec]]:
    """Every input as scalar columns: a list is LIST_CAPACITY of them, `min_wages_01` …"""
    for name, spec in inputs:
        if spec.item is None:
            yield name, spec
        else:
            yield from ((position_name(name, position), spec.item) for position in range(1, LIST_CAPACITY + 1))


def position_name(name: str, position: int) -> str:
    return f"{name}_{position:02d}"


def _arrow_type(spec: InputSpec) -> pa.DataType:
    types = {"date": pa.date32(), "bool": pa.bool_(), "enum": pa.string()}
    return types.get(spec.type, pa.int64())


def to_columns(rule: Subsidy, records: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Records of JSON values as the table that `evaluate_columns` takes; what cannot be read becomes NULL."""
    columns: dict[str, list[Any]] = {field.name: [] for field in schema(rule)}
    for number, record in enumerate(records):
        columns[ROW].append(number)
        for name, spec in rule.inputs:
            raw = record.get(name)
            if spec.item is None:
                columns[name].append(_scaled(spec, raw))
            else:
                entries = raw if isinstance(raw, list) and len(raw) <= LIST_CAPACITY else []
                padded = [_scaled(spec.item, each) for each in entries] + [None] * (LIST_CAPACITY - len(entries))
                if None in padded[: len(entries)]:
                    padded = [None] * (LIST_CAPACITY - 1) + [0]  # a gap: invalid, as the list was
                for position, value in enumerate(padded, start=1):
                    columns[position_name(name, position)].append(value)
        for key in rule.keys:
            columns[key.name].append(record.get(key.name))
    return pa.table(columns, schema=schema(rule))


def _scaled(spec: InputSpec, raw: Any) -> Any:
    if raw is None or spec.kind in ("text", "bool"):
        return raw if isinstance(raw, (str if spec.kind == "text" else bool, type(None))) else None
    try:
        value = spec.parse(raw)
    except ValueError:
        return -1 if spec.nullable and spec.kind == "number" else None
    if isinstance(value, dt.date):
        return value
    assert isinstance(value, Fraction)
    scaled = value * SCALE * (100 if spec.type == "percent" else 1)
    return int(scaled) if scaled.denominator == 1 and scaled < 2**62 else None


def evaluate_columns(rule: Subsidy, table: Table, file: ParameterFile | None = None) -> Table:
    """The table with `amount_cents`, `eligible`, `reasons` and `invalid` beside its columns.

    `reasons` has bit k set when the k-th of `rule.condition_codes` failed, `invalid` when the k-th input is invalid.
    """
    parameters = file or rule.file
    names = table.columns
    table = table.mutate(invalid=Reader(rule, table, parameters).invalid())
    table = table.mutate(**{_count_name(name): _filled(table, name) for name, spec in rule.inputs if spec.item})
    for number, repeat in enumerate(rule.repeats):
        table = _add_earlier_rows(rule, table, parameters, number, repeat)
    reader = Reader(rule, table, parameters, _effective(rule, len(rule.repeats)))
    reader = reader.with_steps(rule.steps())
    table = reader.table.mutate(
        reasons=ibis.ifelse(table.invalid == 0, reader.reasons(), 0).cast("int64"),
        alone_cents=ibis.literal(0, "int64") if rule.check_only else reader.cents(rule.amount),
    )
    eligible = (table.invalid == 0) & (table.reasons == 0)
    table = table.mutate(amount_cents=_either(eligible, table.alone_cents, 0), eligible=eligible)
    return table.select(*names, "amount_cents", "eligible", "reasons", "invalid")


def _count_name(name: str) -> str:
    return f"{name}_count"


def _filled(table: Table, name: str) -> Any:
    columns = [table[position_name(name, position)] for position in range(1, LIST_CAPACITY + 1)]
    filled = [ibis.ifelse(column.notnull(), 1, 0) for column in columns]
    return sum(filled[1:], filled[0]).cast("int64")


def _add_earlier_rows(rule: Subsidy, table: Table, file: ParameterFile, number: int, repeat: Repeat) -> Table:
    """The table with `earlier_N`: what earlier rows used up.  Only rows that count and have their key are sorted."""
    alone = Reader(rule, table, file).with_steps(ex.steps_of(rule.earned))
    steps = alone.table
    reader = Reader(rule, steps, file, _effective(rule, number))
    counts = (steps.invalid == 0) & reader.in_window()
    for condition in conditions_for(rule, repeat):
        counts = counts & reader.truth(condition.test)
    has_key = ibis.literal(True)
    for key in repeat.keys:
        has_key = has_key & (ibis.coalesce(steps[key.name].strip(), "") != "")
    measure = alone.number(repeat.measure)
    if measure.divisor is not None:
        raise ex.ExpressionError(f"{rule.code}: what a row uses up of {repeat.input} must not be a quotient")
    used = _whole(_times(measure, alone.scale(repeat.input)), measure.bottom)
    keys = {
        f"key_{place}": steps[each.name].strip().upper() if isinstance(each, Key) else alone.number(each).top
        for place, each in enumerate(repeat.per)
    }
    order = {f"order_{place}": column for place, column in enumerate(alone.order())}
    used = ibis.ifelse(counts, used, 0).cast("int64")
    narrow = steps.filter(has_key & (steps.invalid == 0)).select(steps[ROW], used=used, **keys, **order)
    before = ibis.window(group_by=list(keys), order_by=list(order), preceding=(None, 1), following=None)
    earlier = narrow.select(earlier_row=narrow[ROW], earlier=narrow.used.sum().over(before))
    joined = table.left_join(earlier, table[ROW] == earlier.earlier_row)
    total = ibis.coalesce(joined.earlier, 0).cast("int64")
    return joined.mutate(**{f"earlier_{number}": total}).drop("earlier_row", "earlier")


def _effective(rule: Subsidy, count: int) -> dict[str, str]:
    return {repeat.input: f"earlier_{number}" for number, repeat in enumerate(list(rule.repeats)[:count])}


class Reader:
    """Reads the expressions of one rule against one table."""

    def __init__(
        self, rule: Subsidy, table: Table, file: ParameterFile, earlier: Mapping[str, str] | None = None
    ) -> None:
        self.rule = rule
        self.table = table
        self.file = file
        self.earlier = earlier or {}
        self.steps: dict[str, Ratio] = {}

    def with_steps(self, steps: Sequence[ex.Step]) -> Reader:
        """The same reader with every intermediate number as a column, so that it is computed once."""
        reader = self
        for step in steps:
            if step.kind != "number":
                continue
            ratio = reader.number(step)
            if isinstance(ratio.top, int) or ratio.divisor is not None:
                continue
            table = reader.table.mutate(**{f"step_{step.name}": ratio.top})
            known = {**reader.steps, step.name: ratio}
            reader = Reader(self.rule, table, self.file, self.earlier)
            reader.steps = {
                name: replace(each, top=table[f"step_{name}"]) for name, each in known.items() if each.divisor is None
            }
        return reader

    # --- validity ---------------------------------------------------------------------------------------

    def invalid(self) -> Column:
        """Bit k set when the k-th input is invalid."""
        mask = ibis.literal(0, "int64")
        for bit, (name, spec) in enumerate(self.rule.inputs):
            valid = self._valid_list(name, spec) if spec.item else self._valid(self.table[name], spec)
            mask = mask + ibis.ifelse(valid, 0, 2**bit)
        return mask.cast("int64")

    def _valid(self, column: Any, spec: InputSpec) -> Any:
        if spec.nullable:
            return column.isnull() | ibis.coalesce(self._in_range(column, spec), False)
        return column.notnull() & ibis.coalesce(self._in_range(column, spec), False)

    def _in_range(self, column: Any, spec: InputSpec) -> Any:
        if spec.type == "enum":
            return column.isin(spec.options)
        if spec.kind in ("date", "bool"):
            return column.notnull()
        test = column.between(1 if spec.type.endswith("+") else 0, largest(spec) * SCALE)
        if spec.type in ("int", "int+"):
            test = test & (column % SCALE == 0)
        return test & column.isin([each * SCALE for each in spec.allowed]) if spec.allowed else test

    def _valid_list(self, name: str, spec: InputSpec) -> Any:
        assert spec.item is not None
        columns = self.positions(name)
        item, least_value = spec.item, 1 if spec.item.type.endswith("+") else 0
        filled = [ibis.coalesce(column, least_value) for column in columns]
        last = ibis.greatest(*(ibis.ifelse(column.notnull(), place, 0) for place, column in enumerate(columns, 1)))
        count = _filled(self.table, name)
        valid = (last == count) & (ibis.least(*filled) >= least_value) & (
            ibis.greatest(*filled) <= largest(item) * SCALE
        )
        if item.type in ("int", "int+"):
            rests = [ibis.coalesce(column % SCALE, 0) for column in columns]
            valid = valid & (ibis.greatest(*rests) == 0)
        return valid if spec.may_be_empty else valid & (count > 0)

    def positions(self, name: str) -> list[Any]:
        return [self.table[position_name(name, each)] for each in range(1, LIST_CAPACITY + 1)]

    # --- the rule ---------------------------------------------------------------------------------------

    def asked(self) -> Any:
        """The day the rule is asked about."""
        node = self.rule.as_of
        if node.kind == "date":
            return ibis.coalesce(self.table[node.name], ibis.date(1970, 1, 1))
        return None

    def in_window(self) -> Any:
        window = self.file.window
        node = self.rule.as_of
        if node.kind == "date":
            day = self.asked()
            test = day >= ibis.literal(window.start)
            return test & (day <= ibis.literal(window.end)) if window.end else test
        year = ibis.coalesce(self.table[node.name], 0)
        first = window.start.year + (window.start > dt.date(window.start.year, 1, 1))
        test = year >= first * SCALE
        return test & (year <= window.end.year * SCALE) if window.end else test

    def day(self) -> Any:
        """What rows are ordered by: the date, or the scaled year."""
        return self.asked() if self.rule.as_of.kind == "date" else self.table[self.rule.as_of.name]

    def reasons(self) -> Any:
        """Bit k set when the k-th condition failed; bit 0 is the window."""
        mask = ibis.ifelse(self.in_window(), 0, 1)
        for bit, condition in enumerate(self.rule.conditions, start=1):
            mask = mask + ibis.ifelse(self.truth(condition.test), 0, 2**bit)
        return mask.cast("int64")

    def cents(self, node: ex.Expr) -> Any:
        """An amount that is not negative, rounded half up, in 0.01 元."""
        ratio = self.number(node)
        bottom, divisor = ratio.bottom, ratio.divisor
        if isinstance(ratio.top, int) and divisor is None:
            return (200 * ratio.top + bottom) // (2 * bottom)
        if divisor is None and 100 % bottom == 0:
            return _times(ratio, 100 // bottom).top.cast("int64")
        doubled = _times(ratio, 200)
        unit = _wide(divisor) * bottom if divisor is not None else bottom
        top = _wide(doubled.top) if divisor is not None else doubled.top
        raised = Ratio(top + unit, 1, doubled.bound + bottom * ratio.divisor_bound)
        return _whole(raised, 2 * bottom if divisor is None else unit * 2)

    def order(self) -> list[Any]:
        """What rows are ordered by, as `formulas.ledger.order_key` does; the options packed into one number."""
        earned = self.cents(self.rule.earned)
        columns = [self.day()] if isinstance(earned, int) else [self.day(), -earned]
        packed, room = ibis.literal(0, "int64"), 1
        for name in self.rule.tie_breakers:
            spec = self.rule.inputs[name]
            if spec.kind not in ("text", "bool"):
                columns.append(self._sort_number(name, spec))
                continue
            places = max(2, len(spec.options)) + 1
            room *= places
            packed = packed * places + self._option_number(name, spec)
        assert room < _INT64
        return [*columns, packed]

    def _sort_number(self, name: str, spec: InputSpec) -> Any:
        if spec.item is not None:
            return sum((ibis.coalesce(each, 0) for each in self.positions(name)), ibis.literal(0, "int64"))
        return self.table[name] if spec.kind == "date" else ibis.coalesce(self.table[name], -1)

    def _option_number(self, name: str, spec: InputSpec) -> Any:
        column = self.table[name]
        if spec.kind == "bool":
            return ibis.coalesce(column.cast("int64"), 0)
        return ibis.cases(*((column == option, place) for place, option in enumerate(spec.options)), else_=0)

    def scale(self, name: str) -> int:
        """How many units of the column one unit of the input makes."""
        spec = self.rule.inputs[name]
        return SCALE * (100 if spec.type == "percent" else 1)

    # --- expressions ------------------------------------------------------------------------------------

    def number(self, node: ex.Expr) -> Ratio:
        """A numeric expression."""
        return _NUMBERS[type(node)](node, self)

    def truth(self, node: ex.Expr) -> Any:
        """A condition."""
        return _TRUTHS[type(node)](node, self)

    def text(self, node: ex.Expr) -> Any:
        assert isinstance(node, ex.Input)
        return ibis.coalesce(self.table[node.name], "")

    def date(self, node: ex.Expr) -> Any:
        """A date expression; a null date reads as 1970-01-01 and is guarded where it is compared."""
        if isinstance(node, ex.Input):
            return ibis.coalesce(self.table[node.name], ibis.date(1970, 1, 1))
        if isinstance(node, ex.Parameter):
            return self.dated(node.name, lambda content: ibis.literal(content))
        assert isinstance(node, ex.MonthsAfter)
        return self._months_after(self.date(node.date), node.months)

    def _months_after(self, date: Any, months: ex.Expr) -> Any:
        if isinstance(months, ex.Choose):
            then, otherwise = self._months_after(date, months.then), self._months_after(date, months.otherwise)
            return ibis.ifelse(self.truth(months.test), then, otherwise)
        if isinstance(months, ex.Number):
            return (date + ibis.interval(months=int(months.value))).cast("date")
        if isinstance(months, ex.Parameter):
            return self.dated(months.name, lambda n: (date + ibis.interval(months=int(n))).cast("date"))
        raise ex.ExpressionError(f"{self.rule.code}: months added to a date must be a parameter")

    def dated(self, name: str, write: Callable[[Any], Any]) -> Any:
        """What a parameter's content gives, by the day asked; later values are tried first."""
        parameter = self.file.parameters[name]
        window = self.file.window
        values = [each for each in in_force(parameter, self.file) if each[0] <= (window.end or NO_END)]
        result = write(values[0][1])
        for start, content in values[1:]:
            result = _either(self.from_day(start), write(content), result)
        return result

    def from_day(self, start: dt.date) -> Any:
        """True on and after a day (on and after its year, for a rule asked by year)."""
        node = self.rule.as_of
        if node.kind == "date":
            return self.asked() >= ibis.literal(start)
        first = start.year + (start > dt.date(start.year, 1, 1))
        return ibis.coalesce(self.table[node.name], 0) >= first * SCALE


def in_force(parameter: DatedParameter, file: ParameterFile) -> list[tuple[dt.date, Any]]:
    """The values that a rule's window reaches, in order: (first day, content); the first counts from the beginning."""
    current = [each for each in parameter.values if each.content is not None]
    first = max((each.start for each in current if each.start <= file.window.start), default=current[0].start)
    return [(each.start, each.content) for each in current if each.start >= first]


def largest(spec: InputSpec) -> int:
    """The largest value of an input in the column form."""
    return _LARGE_COUNTS if spec.unit in ("人", "人次", "本", "条") else LARGEST[spec.type]


# --- arithmetic on ratios -----------------------------------------------------------------------------------


def _wide(column: Any) -> Any:
    return column if isinstance(column, int) else column.cast(_WIDE)


def _either(test: Any, then: Any, otherwise: Any) -> Any:
    """One of two columns or constants; constants alone would be 32 bits wide on some engines."""
    result = ibis.ifelse(test, then, otherwise)
    return result.cast("int64") if isinstance(then, int) or isinstance(otherwise, int) else result


def _check(bound: int) -> int:
    if bound > _WIDEST:
        raise TooWide(f"numbers of {len(str(bound))} digits")
    return bound


def _times(ratio: Ratio, factor: int) -> Ratio:
    if factor == 1:
        return ratio
    bound = _check(ratio.bound * factor)
    top = _wide(ratio.top) if bound > _INT64 else ratio.top
    # a constant stays a Python int: the engine never multiplies two literals
    return Ratio(top * factor, ratio.bottom, bound, ratio.divisor, ratio.divisor_bound)


def _product(left: Any, right: Any, bound: int) -> Any:
    _check(bound)
    return _wide(left) * _wide(right) if bound > _INT64 else left * right


def _common(parts: Sequence[Ratio]) -> tuple[list[Ratio], int, Any, int]:
    """The same numbers over one denominator: constants by their least common multiple, columns crosswise."""
    bottom = math.lcm(*(part.bottom for part in parts))
    raised = [_times(part, bottom // part.bottom) for part in parts]
    divisors = {id(part.divisor): (part.divisor, part.divisor_bound) for part in parts if part.divisor is not None}
    if not divisors:
        return raised, bottom, None, 1
    if len(divisors) > 1:
        raise ex.ExpressionError("quotients by different inputs cannot be added or compared in the column form")
    divisor, divisor_bound = next(iter(divisors.values()))
    crossed = [
        part
        if part.divisor is not None
        else Ratio(_product(part.top, divisor, part.bound * divisor_bound), part.bottom, part.bound * divisor_bound)
        for part in raised
    ]
    return crossed, bottom, divisor, divisor_bound


def _whole(ratio: Ratio, divisor: Any) -> Any:
    """The whole part of top / divisor, for a top that is not negative: a multiple divided by its divisor."""
    if isinstance(ratio.top, int):
        return ratio.top // divisor
    if isinstance(divisor, int) and divisor == 1:
        return ratio.top.cast("int64")
    multiple = ratio.top - ratio.top % divisor
    return (multiple / divisor).round().cast("int64")


def _constant(value: Fraction) -> Ratio:
    return Ratio(value.numerator, value.denominator, abs(value.numerator))


def _add(sign: int) -> Callable[[Any, Reader], Ratio]:
    def read(node: Any, reader: Reader) -> Ratio:
        (left, right), bottom, divisor, divisor_bound = _common([reader.number(node.left), reader.number(node.right)])
        bound = _check(left.bound + right.bound)
        top = left.top + right.top if sign > 0 else left.top - right.top
        return Ratio(top, bottom, bound, divisor, divisor_bound)

    return read


def _multiply(node: ex.Multiply, reader: Reader) -> Ratio:
    left, right = reader.number(node.left), reader.number(node.right)
    if left.divisor is not None and right.divisor is not None:
        raise ex.ExpressionError("a product of two quotients has no column form")
    bound = left.bound * right.bound
    top = _product(left.top, right.top, bound)
    divisor = left.divisor if left.divisor is not None else right.divisor
    return Ratio(top, left.bottom * right.bottom, bound, divisor, max(left.divisor_bound, right.divisor_bound))


def _divide(node: ex.Divide, reader: Reader) -> Ratio:
    left, right = reader.number(node.left), reader.number(node.right)
    if left.divisor is not None or right.divisor is not None:
        raise ex.ExpressionError("a quotient of quotients has no column form")
    raised = _times(left, right.bottom)
    if isinstance(node.right, ex.Number):
        return Ratio(raised.top, left.bottom * int(right.bound), raised.bound)
    return Ratio(raised.top, left.bottom, raised.bound, ibis.greatest(right.top, 1), right.bound)


def _input(node: ex.Input, reader: Reader) -> Ratio:
    spec = reader.rule.inputs[node.name]
    column = ibis.coalesce(reader.table[node.name], 0)
    bound = largest(spec) * SCALE
    if node.name in reader.earlier:
        column = column + reader.table[reader.earlier[node.name]]
        bound = min(_INT64, bound * _LARGE_COUNTS)
    if node.whole:
        return Ratio((column / SCALE).round().cast("int64"), 1, bound // SCALE)
    return Ratio(column, reader.scale(node.name), bound)


def _from_contents(contents: Sequence[Fraction]) -> int:
    return math.lcm(*(each.denominator for each in contents))


def _parameter(node: ex.Parameter, reader: Reader) -> Ratio:
    contents = [each for _, each in in_force(reader.file.parameters[node.name], reader.file)]
    bottom = _from_contents(contents)
    top = reader.dated(node.name, lambda value: int(value * bottom))
    return Ratio(top, bottom, max(abs(int(each * bottom)) for each in contents))


def _lookup(node: ex.Lookup, reader: Reader) -> Ratio:
    tables = [each for _, each in in_force(reader.file.parameters[node.name], reader.file)]
    numbers = [value for table in tables for value in table.values()]
    otherwise = _constant(Fraction(0)) if node.otherwise is None else reader.number(node.otherwise)
    bottom = math.lcm(_from_contents(numbers), otherwise.bottom)
    key = reader.text(node.key)
    raised = _times(otherwise, bottom // otherwise.bottom)

    def write(table: Mapping[str, Fraction]) -> Any:
        branches = [(key == name, int(value * bottom)) for name, value in table.items()]
        return ibis.cases(*branches, else_=raised.top).cast("int64")

    bound = max([abs(int(each * bottom)) for each in numbers] + [raised.bound])
    return Ratio(reader.dated(node.name, write), bottom, bound)


def _band(node: ex.Band, reader: Reader) -> Ratio:
    tables = [each for _, each in in_force(reader.file.parameters[node.name], reader.file)]
    bottom = _from_contents([value for bands in tables for _, value in bands])
    number = reader.number(node.of)

    def write(bands: Sequence[tuple[Fraction | None, Fraction]]) -> Any:
        branches = [
            (_compared(number, "<=", _constant(bound)), int(value * bottom))
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
        parts, bottom, divisor, divisor_bound = _common([reader.number(part) for part in node.parts])
        bound = max(part.bound for part in parts)
        tops = [_wide(part.top) if bound > _INT64 else part.top for part in parts]
        return Ratio(pick(*tops), bottom, bound, divisor, divisor_bound)

    return read


def _choose(node: ex.Choose, reader: Reader) -> Ratio:
    parts, bottom, divisor, divisor_bound = _common([reader.number(node.then), reader.number(node.otherwise)])
    bound = max(part.bound for part in parts)
    tops = [_wide(part.top) if bound > _INT64 else part.top for part in parts]
    return Ratio(_either(reader.truth(node.test), *tops), bottom, bound, divisor, divisor_bound)


def _floor(node: ex.Floor, reader: Reader) -> Ratio:
    ratio = reader.number(node.of)
    divisor = ratio.bottom if ratio.divisor is None else _wide(ratio.divisor) * ratio.bottom
    return Ratio(_whole(ratio, divisor), 1, ratio.bound // ratio.bottom + 1)


def _round_cent(node: ex.RoundCent, reader: Reader) -> Ratio:
    return Ratio(reader.cents(node.of), 100, _check(reader.number(node.of).bound))


def _count(node: ex.Count, reader: Reader) -> Ratio:
    assert isinstance(node.of, ex.Input)
    return Ratio(reader.table[_count_name(node.of.name)], 1, LIST_CAPACITY)


def _total(node: ex.Total, reader: Reader) -> Ratio:
    assert isinstance(node.of, ex.Input)
    spec = reader.rule.inputs[node.of.name].item
    assert spec is not None
    bottom = SCALE * (100 if spec.type == "percent" else 1)
    bound = largest(spec) * SCALE
    columns = [ibis.coalesce(column, 0) for column in reader.positions(node.of.name)]
    if node.each_at_most is not None:
        (cap, _), raised, divisor, _ = _common([reader.number(node.each_at_most), Ratio(None, bottom, 0)][:1] * 2)
        if divisor is not None or bottom % raised:
            raise ex.ExpressionError("the limit of an entry must be a plain number")
        columns = [ibis.least(column, _times(cap, bottom // raised).top) for column in columns]
    if node.first is not None:
        first = reader.number(node.first)
        within = [_compared(_constant(Fraction(place)), "<=", first) for place in range(1, LIST_CAPACITY + 1)]
        columns = [ibis.ifelse(test, column, 0) for test, column in zip(within, columns, strict=True)]
    return Ratio(sum(columns[1:], columns[0]), bottom, bound * LIST_CAPACITY)


def _year_of(node: ex.YearOf, reader: Reader) -> Ratio:
    return Ratio(reader.date(node.of).year().cast("int64"), 1, 9999)


_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    ">=": lambda left, right: left >= right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    "<": lambda left, right: left < right,
    "=": lambda left, right: left == right,
}


def _compared(left: Ratio, operator: str, right: Ratio) -> Any:
    parts, _, _, _ = _common([left, right])
    return _OPERATORS[operator](parts[0].top, parts[1].top)


def _compare(node: ex.Compare, reader: Reader) -> Any:
    if node.left.kind == "number":
        test = _compared(reader.number(node.left), node.operator, reader.number(node.right))
    elif node.left.kind == "date":
        test = _OPERATORS[node.operator](reader.date(node.left), reader.date(node.right))
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
        test = test & (column.isnull() | _compared(entry, node.operator, bound))
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


_NUMBERS: Mapping[type[ex.Expr], Callable[[Any, Reader], Ratio]] = {
    ex.Number: lambda node, reader: _constant(node.value),
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
_TRUTHS: Mapping[type[ex.Expr], Callable[[Any, Reader], Any]] = {
    ex.Compare: _compare,
    ex.OneOf: lambda node, reader: reader.text(node.of).isin(node.values),
    ex.IsMissing: lambda node, reader: reader.table[node.of.name].isnull(),
    ex.Holds: _holds,
    ex.Every: _every,
    ex.And: lambda node, reader: _joined([reader.truth(each) for each in node.parts], lambda a, b: a & b),
    ex.Or: lambda node, reader: _joined([reader.truth(each) for each in node.parts], lambda a, b: a | b),
    ex.Not: lambda node, reader: ~reader.truth(node.of),
}


def to_awards(rule: Subsidy, result: pa.Table) -> list[tuple[Decimal, bool, tuple[str, ...]]]:
    """The rows of a result as (amount in 元, eligible, reason codes), in their order."""
    names = [name for name, _ in rule.inputs]
    awards = []
    result = result.sort_by(ROW)
    for cents, eligible, reasons, invalid in zip(
        *(result[name].to_pylist() for name in ("amount_cents", "eligible", "reasons", "invalid")), strict=True
    ):
        codes = [f"invalid-input:{name}" for bit, name in enumerate(names) if invalid >> bit & 1]
        codes += [code for bit, code in enumerate(rule.condition_codes) if reasons >> bit & 1]
        awards.append((Decimal(cents).scaleb(-2), eligible, tuple(codes)))
    return awards


def sql(rule: Subsidy, dialect: str) -> str:
    """The rule as the SQL of an engine, over a table named after the rule."""
    table = ibis.table(ibis.Schema.from_pyarrow(schema(rule)), name=rule.code.replace("-", "_"))
    return str(ibis.to_sql(evaluate_columns(rule, table), dialect=dialect))
