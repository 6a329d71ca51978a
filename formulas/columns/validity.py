"""Which inputs of a row are invalid, and the figures of its lists: count, total, least and greatest entry.

A rule reads the columns of a list several times; their figures are computed once, before anything else.
"""

from __future__ import annotations

from functools import reduce
from itertools import repeat
from operator import add
from typing import Any

import ibis
from ibis import Table

from formulas.columns.ratios import SCALE
from formulas.columns.tables import LIST_CAPACITY, largest, position_name
from formulas.inputs import InputSpec
from formulas.subsidy import Subsidy


def count_name(name: str) -> str:
    return f"{name}_count"


def least_name(name: str) -> str:
    return f"{name}_least"


def greatest_name(name: str) -> str:
    return f"{name}_greatest"


def total_name(name: str) -> str:
    return f"{name}_total"


def positions(table: Table, name: str) -> list[Any]:
    """The columns of a list."""
    return [table[position_name(name, each)] for each in range(1, LIST_CAPACITY + 1)]


def with_validity(rule: Subsidy, table: Table) -> Table:
    """The table with the figures of its lists, and `invalid`: bit k is set when the k-th input is invalid."""
    figures: dict[str, Any] = {}
    for name, spec in rule.inputs:
        if spec.item is not None:
            figures |= _list_figures(table, name)
    table = table.mutate(**figures) if figures else table
    bits = [
        # what cannot be compared, because it is missing, is in no range either
        ibis.ifelse(_valid_list(table, name, spec) if spec.item else _valid(table[name], spec), 0, 2**bit)
        for bit, (name, spec) in enumerate(rule.inputs)
    ]
    return table.mutate(invalid=reduce(add, bits).cast("int64"))


def _list_figures(table: Table, name: str) -> dict[str, Any]:
    columns = positions(table, name)
    filled = [column.notnull() for column in columns]
    places = range(1, LIST_CAPACITY + 1)
    return {
        count_name(name): reduce(add, [ibis.ifelse(each, 1, 0) for each in filled]).cast("int64"),
        _places_name(name): reduce(add, map(ibis.ifelse, filled, places, repeat(0))),
        total_name(name): reduce(add, map(ibis.ifelse, filled, columns, repeat(0))),
        # LEAST and GREATEST pass over NULL on DuckDB, PostgreSQL and Spark
        least_name(name): ibis.least(*columns),
        greatest_name(name): ibis.greatest(*columns),
    }


def _places_name(name: str) -> str:
    return f"{name}_places"


def _valid(column: Any, spec: InputSpec) -> Any:
    return column.isnull() | _in_range(column, spec) if spec.nullable else _in_range(column, spec)


def _in_range(column: Any, spec: InputSpec) -> Any:
    if spec.type == "enum":
        return column.isin(spec.options)
    if spec.kind in ("date", "bool"):
        return column.notnull()
    if spec.allowed:
        return column.isin([each * SCALE for each in spec.allowed])
    test = column.between(_least(spec), largest(spec) * SCALE)
    return test & (column % SCALE == 0) if spec.type in ("int", "int+") else test


def _least(spec: InputSpec) -> int:
    return 1 if spec.type.endswith("+") else 0


def _valid_list(table: Table, name: str, spec: InputSpec) -> Any:
    assert spec.item is not None
    item, count = spec.item, table[count_name(name)]
    # the places of n entries add up to n(n+1)/2 only when they are the first n: no gap
    valid = 2 * table[_places_name(name)] == count * (count + 1)
    valid &= (table[least_name(name)] >= _least(item)) & (table[greatest_name(name)] <= largest(item) * SCALE)
    if item.type in ("int", "int+"):
        valid &= ibis.greatest(*(column % SCALE for column in positions(table, name))) == 0
    return (count == 0) | valid if spec.may_be_empty else valid
