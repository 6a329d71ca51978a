"""A rule read against one table: validity of its inputs, its window, its conditions, its amount."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import ibis
from ibis import Table
from ibis.expr.types import Column

from formulas import expressions as ex
from formulas.columns.nodes import NUMBERS, TRUTHS
from formulas.columns.ratios import INT64, SCALE, Ratio, either, times, whole, wide
from formulas.columns.tables import LIST_CAPACITY, largest, position_name
from formulas.inputs import InputSpec
from formulas.parameters.model import NO_END, DatedParameter, ParameterFile
from formulas.subsidy import Subsidy


def count_name(name: str) -> str:
    return f"{name}_count"


def list_count(table: Table, name: str) -> Any:
    columns = [table[position_name(name, position)] for position in range(1, LIST_CAPACITY + 1)]
    filled = [ibis.ifelse(column.notnull(), 1, 0) for column in columns]
    return sum(filled[1:], filled[0]).cast("int64")


def with_validity(rule: Subsidy, table: Table, file: ParameterFile) -> Table:
    """The table with `invalid`, and how many entries each list has."""
    table = table.mutate(invalid=Reader(rule, table, file).invalid())
    return table.mutate(**{count_name(name): list_count(table, name) for name, spec in rule.inputs if spec.item})


class Reader:
    """Reads the expressions of one rule against one table; `earlier` gives the columns of what earlier rows used up."""

    table: Table

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
        entries = list_count(self.table, name)
        valid = (last == entries) & (ibis.least(*filled) >= least_value) & (
            ibis.greatest(*filled) <= largest(item) * SCALE
        )
        if item.type in ("int", "int+"):
            rests = [ibis.coalesce(column % SCALE, 0) for column in columns]
            valid = valid & (ibis.greatest(*rests) == 0)
        return valid if spec.may_be_empty else valid & (entries > 0)

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
            return times(ratio, 100 // bottom).top.cast("int64")
        doubled = times(ratio, 200)
        unit = wide(divisor) * bottom if divisor is not None else bottom
        top = wide(doubled.top) if divisor is not None else doubled.top
        raised = Ratio(top + unit, 1, doubled.bound + bottom * ratio.divisor_bound)
        return whole(raised, 2 * bottom if divisor is None else unit * 2)

    def order(self) -> list[Any]:
        """What rows are ordered by, as `formulas.ledger.order_key` does; the options packed into one number."""
        earned = self.cents(self.rule.earned)
        columns = [self.day()] if isinstance(earned, int) else [self.day(), -ibis.greatest(earned, 0)]
        packed, room = ibis.literal(0, "int64"), 1
        for name in self.rule.tie_breakers:
            spec = self.rule.inputs[name]
            if spec.kind not in ("text", "bool"):
                columns.append(self._sort_number(name, spec))
                continue
            places = max(2, len(spec.options)) + 1
            room *= places
            packed = packed * places + self._option_number(name, spec)
        assert room < INT64
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
        return NUMBERS[type(node)](node, self)

    def truth(self, node: ex.Expr) -> Any:
        """A condition."""
        return TRUTHS[type(node)](node, self)

    def column(self, node: ex.Expr) -> Any:
        """Any expression as a column that equal rows share."""
        if node.kind == "text":
            return self.text(node)
        if node.kind == "date":
            return self.date(node)
        return self.truth(node) if node.kind == "bool" else self.number(node).top

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
        ratio = self.number(months)
        if ratio.bottom != 1 or ratio.divisor is not None:
            raise ex.ExpressionError(f"{self.rule.code}: only whole months can be added to a date")
        return (date + ratio.top.cast("int32").as_interval("M")).cast("date")

    def dated(self, name: str, write: Callable[[Any], Any]) -> Any:
        """What a parameter's content gives, by the day asked; later values are tried first."""
        parameter = self.file.parameters[name]
        window = self.file.window
        values = [each for each in in_force(parameter, self.file) if each[0] <= (window.end or NO_END)]
        result = write(values[0][1])
        for start, content in values[1:]:
            result = either(self.from_day(start), write(content), result)
        return result

    def from_day(self, start: dt.date) -> Any:
        """True on and after a day (on and after its year, for a rule asked by year)."""
        node = self.rule.as_of
        if node.kind == "date":
            return self.asked() >= ibis.literal(start)
        first = start.year + (start > dt.date(start.year, 1, 1))
        return ibis.coalesce(self.table[node.name], 0) >= first * SCALE

    def in_force(self, name: str) -> list[Any]:
        """The contents of a parameter that the rule's window reaches."""
        return [content for _, content in in_force(self.file.parameters[name], self.file)]

    def count(self, name: str) -> Any:
        """How many entries a list has."""
        return self.table[count_name(name)]


def in_force(parameter: DatedParameter, file: ParameterFile) -> list[tuple[dt.date, Any]]:
    """The values that a rule's window reaches, in order: (first day, content); the first counts from the beginning."""
    current = parameter.values
    first = max((each.start for each in current if each.start <= file.window.start), default=current[0].start)
    return [(each.start, each.content) for each in current if each.start >= first]
