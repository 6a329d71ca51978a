"""Each cell by itself: filled in where it must be, of its type, within its list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from formulas import expressions as ex
from templates.checking.conditions import compiled, in_words
from templates.checking.context import Reporter
from templates.fields import Date, FieldContext, Problem
from templates.fields.choices import Listed
from templates.model import Field
from templates.reading.received import Column

_CITY = "市"


def check_singles(reporter: Reporter) -> None:
    """The cells above and below the table, or all cells of a card."""
    for field in reporter.singles():
        cell = reporter.data.single(field.code)
        if not field.is_input:
            continue
        if cell is None:  # neither cell nor label is on the sheet: somebody typed the table anew
            if field.required is True:
                _report_missing(reporter, field, "")
            continue
        if cell.value is not None:
            for problem in _problems(field, cell.raw, cell.value, reporter.latest(field)):
                reporter.problem(field, cell.address, problem)
        elif field.required is True or (field.required is not False and _required(reporter, field, [0])):
            _report_missing(reporter, field, cell.address)
        _check_within(reporter, field, [cell.value])


def check_column(reporter: Reporter, column: Column) -> None:
    """One column of the table."""
    field, letter, numbers = column.field, column.letter, reporter.data.numbers
    if not field.is_input:
        return
    if field.required is not False and None in column.values:
        blank = [index for index, value in enumerate(column.values) if value is None]
        for index in blank if field.required is True else _required(reporter, field, blank):
            _report_missing(reporter, field, f"{letter}{numbers[index]}")
    known: dict[tuple[type, object], list[Problem]] = {}
    for index in _suspects(column, reporter.filed_on):
        raw = column.raw[index]
        key = (type(raw), raw)
        problems = known.get(key)
        if problems is None:
            problems = known[key] = _problems(field, raw, column.values[index], reporter.filed_on)
        for problem in problems:
            reporter.problem(field, f"{letter}{numbers[index]}", problem)
    if field.within:
        _check_within(reporter, field, column.values)


def _problems(field: Field, raw: object, value: object, latest: dt.date) -> list[Problem]:
    return field.type.repairs(raw, value) + field.type.problems(value, FieldContext(filed_on=latest))


def _suspects(column: Column, filed_on: dt.date) -> Sequence[int]:
    """The cells that reading could not prove to be in order, and those of days after the day of filing."""
    kind = column.field.type
    if not isinstance(kind, Date) or kind.future:
        return column.odd
    late = (i for i, value in enumerate(column.values) if isinstance(value, dt.date) and value > filed_on)
    return sorted({*column.odd, *late})


def _required(reporter: Reporter, field: Field, rows: Sequence[int]) -> list[int]:
    """The rows in which a conditionally required field is required."""
    assert isinstance(field.required, ex.Expr)
    condition = compiled(field.required)
    columns = reporter.columns(condition.inputs, together_with=field)
    if columns is None:
        return []
    required = condition.judge(columns)
    return [index for index in rows if required[index]]


def _report_missing(reporter: Reporter, field: Field, cell: str) -> None:
    if isinstance(field.required, ex.Expr):
        reporter.add(field, cell, "REQUIRED_WHEN", condition=in_words(field.required))
    else:
        reporter.add(field, cell, "REQUIRED")


def _check_within(reporter: Reporter, field: Field, values: Sequence[object]) -> None:
    """A value that must belong under another field's value: the county under its city."""
    above = reporter.fields.get(field.within)
    if above is None or not isinstance(field.type, Listed):
        return
    codes, uppers = field.type.codes, reporter.columns([above.name], together_with=field)
    parents = set(codes.parents)
    for index, (value, upper) in enumerate(zip(values, uppers[0] if uppers else (), strict=False)):
        entry = codes.entry(value) if isinstance(value, str) else None
        if entry is None or not isinstance(upper, str):
            continue
        if not isinstance(above.type, Listed):  # a unit's name begins with its city: 平顶山市人力资源和社会保障局
            upper = upper.partition(_CITY)[0] + _CITY
        if upper in parents and entry.parent != upper:
            reporter.add(field, reporter.address(field.code, index), "WRONG_PARENT", found=value, parent=upper)
