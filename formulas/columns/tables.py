"""The table that the column form takes, and its results as awards: one row a record, numbers scaled into int64."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa

from formulas.columns.ratios import SCALE
from formulas.inputs import LIST_CAPACITY, Inputs, InputSpec
from formulas.subsidy import INVALID, Subsidy

ROW = "row"  # the row's own number: a result's rows come in no order of their own
# the largest value of each input type that the column form takes; larger ones count as invalid input
LARGEST: Mapping[str, int] = {
    "int": 10**7, "int+": 10**7, "money": 10**11, "money+": 10**11, "percent": 10**4, "number": 10**9,
}  # fmt: skip
LARGE_COUNTS = 10**9  # of people, certificates or records
_COUNTED = ("人", "人次", "本", "条")


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
    # a number that is too large is as invalid one unit above the largest, and there no sum of a list overflows
    return min(scaled.numerator, largest(spec) * SCALE + 1) if scaled.denominator == 1 else None


def largest(spec: InputSpec) -> int:
    """The largest value of an input in the column form."""
    return LARGE_COUNTS if spec.unit in _COUNTED else LARGEST[spec.type]


def to_awards(rule: Subsidy, result: pa.Table) -> list[tuple[Decimal, bool, tuple[str, ...]]]:
    """The rows of a result as (amount in 元, eligible, reason codes), in their order."""
    names = [name for name, _ in rule.inputs]
    awards = []
    result = result.sort_by(ROW)
    for cents, eligible, reasons, invalid in zip(
        *(result[name].to_pylist() for name in ("amount_cents", "eligible", "reasons", "invalid")), strict=True
    ):
        codes = [INVALID + name for bit, name in enumerate(names) if invalid >> bit & 1]
        codes += [code for bit, code in enumerate(rule.condition_codes) if reasons >> bit & 1]
        awards.append((Decimal(cents).scaleb(-2), eligible, tuple(codes)))
    return awards
