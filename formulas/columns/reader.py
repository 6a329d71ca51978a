"""A rule read against one table: its window, its conditions, its amount, and the order of its rows.

A row with a missing or wrong input is invalid as a whole and its results are never used.  So a missing value may spread
through the columns here: only an input that may be null is guarded, and nothing is guarded twice.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial, reduce
from operator import add
from typing import Any

import ibis
from ibis import Table

from formulas import expressions as ex
from formulas.columns.nodes import NUMBERS, TRUTHS
from formulas.columns.ratios import INT64, SCALE, Ratio, check, common, either, times, whole, wide
from formulas.columns.tables import largest
from formulas.columns.validity import total_name
from formulas.inputs import InputSpec
from formulas.parameters.model import NO_END, DatedParameter, ParameterFile
from formulas.subsidy import WINDOW, Condition, Subsidy


class Reader:
    """Reads the expressions of one rule against one table.

    `earlier` says, by history input, in which column (`top`) stands what earlier rows used up.
    """

    table: Table

    def __init__(
        self, rule: Subsidy, table: Table, file: ParameterFile, earlier: Mapping[str, Ratio] | None = None
    ) -> None:
        self.rule = rule
        self.table = table
        self.file = file
        self.earlier = earlier or {}
        self.columns: dict[str, Ratio] = {}  # the intermediate numbers that stand in a column of the table
        self.decided: frozenset[str] = frozenset()  # the conditions that the table's column `failed` tells of

    def with_steps(self) -> Reader:
        """The same reader with every intermediate number as a column, so that it is computed once."""
        reader = self
        for step in self.rule.steps():
            if step.kind != "number" or step.name in reader.columns:
                continue
            ratio = reader.number(step)
            if isinstance(ratio.top, int) or ratio.divisor is not None:
                continue
            table = reader.table.mutate(**{f"step_{step.name}": ratio.top})
            reader.columns[step.name] = ratio
            reader = reader.on(table)
        return reader

    def on(self, table: Table, earlier: Mapping[str, Ratio] | None = None) -> Reader:
        """The same reader over a table that has the columns of this one's; `earlier` is heeded from now on."""
        reader = Reader(self.rule, table, self.file, self.earlier if earlier is None else earlier)
        reader.decided = self.decided
        late = reader.earlier.keys() - self.earlier.keys()
        outdated = {each.name for each in self.rule.steps() if late & {node.name for node in ex.inputs_of(each)}}
        known = ((name, each) for name, each in self.columns.items() if name not in outdated)
        reader.columns = {name: replace(each, top=table[f"step_{name}"]) for name, each in known}
        return reader

    # --- inputs -----------------------------------------------------------------------------------------

    def value(self, name: str, default: Any) -> Any:
        """An input's column, `default` where it may be null and is."""
        column = self.table[name]
        return ibis.coalesce(column, default) if self.rule.inputs[name].nullable else column

    def entered(self, name: str) -> Ratio:
        """A number as it is stored, without what earlier rows used up."""
        return Ratio(self.value(name, 0), self.scale(name), largest(self.rule.inputs[name]) * SCALE)

    def with_used(self, name: str, number: Ratio) -> Ratio:
        """A number of an input, and what earlier rows used up of it."""
        if name not in self.earlier:
            return number
        used = self.earlier[name]
        (entered, before), bottom, _, _ = common([number, replace(used, top=self.table[used.top])])
        return Ratio(entered.top + before.top, bottom, check(entered.bound + before.bound))

    def scale(self, name: str) -> int:
        """How many units of the column one unit of the input makes."""
        spec = self.rule.inputs[name]
        return SCALE * (100 if (spec.item or spec).type == "percent" else 1)

    # --- the rule ---------------------------------------------------------------------------------------

    def in_window(self) -> Any:
        window = self.file.window
        node = self.rule.as_of
        if node.kind == "date":
            day = self.table[node.name]
            test = day >= ibis.literal(window.start)
            return test & (day <= ibis.literal(window.end)) if window.end else test
        year = self.table[node.name]
        first = window.start.year + (window.start > dt.date(window.start.year, 1, 1))
        test = year >= first * SCALE
        return test & (year <= window.end.year * SCALE) if window.end else test

    def with_failed(self, conditions: Iterable[Condition]) -> Reader:
        """The same reader, with bit k of its column `failed` set when the k-th condition failed; bit 0 is the window.

        What an earlier call decided stands: no condition is evaluated twice.
        """
        wanted = {WINDOW, *(each.code for each in conditions)} - self.decided
        tests = {WINDOW: self.in_window} | {
            each.code: partial(self.truth, each.test) for each in self.rule.conditions
        }
        masks = [
            ibis.ifelse(test(), 0, 2**bit) for bit, (code, test) in enumerate(tests.items()) if code in wanted
        ]
        if not masks:
            return self
        before = [self.table.failed] if self.decided else []
        reader = self.on(self.table.mutate(failed=reduce(add, [*before, *masks]).cast("int64")))
        reader.decided = self.decided | wanted
        return reader

    def cents(self, node: ex.Expr) -> Any:
        """An amount that is not negative, rounded half up, in 0.01 元."""
        ratio = self.number(node)
        # the smallest factors that will do, so that the numerator stays within int64
        factor, bottom = (each // math.gcd(100, ratio.bottom) for each in (100, ratio.bottom))
        if ratio.divisor is not None:
            unit = wide(ratio.divisor) * bottom
            doubled = times(ratio, 2 * factor)
            raised = Ratio(wide(doubled.top) + unit, 1, doubled.bound + bottom * ratio.divisor_bound)
            return whole(raised, unit * 2)
        if bottom == 1:
            return whole(times(ratio, factor), 1)
        doubled = times(ratio, 2 * factor)
        return whole(Ratio(doubled.top + bottom, 1, check(doubled.bound + bottom)), 2 * bottom)

    def order(self) -> list[Any]:
        """What rows are ordered by, as `formulas.ledger.order_key` does; the options packed into one number."""
        columns = [self.table[self.rule.as_of.name]]  # the date, or the scaled year
        earned = self.cents(self.rule.earned)
        if not isinstance(earned, int):
            columns.append(-ibis.greatest(earned, 0))
        packed, room = None, 1
        for name in self.rule.tie_breakers:
            spec = self.rule.inputs[name]
            if spec.kind not in ("text", "bool"):
                columns.append(self._sort_number(name, spec))
                continue
            places, option = max(2, len(spec.options)) + 1, self._option_number(name, spec)
            packed, room = option if packed is None else packed * places + option, room * places
        assert room < INT64
        return columns if packed is None else [*columns, packed]

    def _sort_number(self, name: str, spec: InputSpec) -> Any:
        if spec.item is not None:
            return self.table[total_name(name)]
        return self.table[name] if spec.kind == "date" else self.value(name, -1)

    def _option_number(self, name: str, spec: InputSpec) -> Any:
        column = self.table[name]
        if spec.kind == "bool":
            return ibis.ifelse(column, 1, 0)
        return ibis.cases(*((column == option, place) for place, option in enumerate(spec.options)), else_=0)

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
        return self.value(node.name, "")

    def date(self, node: ex.Expr) -> Any:
        """A date expression; a null date reads as 1970-01-01 and is guarded where it is compared."""
        if isinstance(node, ex.Input):
            return self.value(node.name, ibis.date(1970, 1, 1))
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
            return self.table[node.name] >= ibis.literal(start)
        first = start.year + (start > dt.date(start.year, 1, 1))
        return self.table[node.name] >= first * SCALE

    def in_force(self, name: str) -> list[Any]:
        """The contents of a parameter that the rule's window reaches."""
        return [content for _, content in in_force(self.file.parameters[name], self.file)]


def in_force(parameter: DatedParameter, file: ParameterFile) -> list[tuple[dt.date, Any]]:
    """The values that a rule's window reaches, in order: (first day, content); the first counts from the beginning."""
    current = parameter.values
    first = max((each.start for each in current if each.start <= file.window.start), default=current[0].start)
    return [(each.start, each.content) for each in current if each.start >= first]
