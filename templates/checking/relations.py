"""What cells say together: checks between the fields of a row, rows that repeat, values of one list in another."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from templates.checking.conditions import compiled
from templates.checking.context import Reporter
from templates.lists.spelling import fold
from templates.model import CardForm, Check, ListedIn, ListForm
from templates.reading.received import FormData


def check_rows(reporter: Reporter, checks: Sequence[Check]) -> None:
    """The declared checks of every row, of a card, or of the cells above and below a table."""
    for check in checks:
        condition = compiled(check.passes)
        columns = reporter.columns(condition.inputs)
        if columns is None:
            continue  # a column that is missing has been reported as such
        for index, holds in enumerate(condition.judge(columns)):
            if holds is False:
                _report(reporter, check, index)


def _report(reporter: Reporter, check: Check, index: int) -> None:
    field = check.fields[0]
    cell = reporter.address(field.code, index)
    value_of = functools.partial(_value, reporter, index)
    reporter.declared(field, cell, check.code, check.severity, check.message, value_of)


def _value(reporter: Reporter, index: int, code: str) -> object:
    field = reporter.fields.get(code)
    columns = reporter.columns([field.name]) if field else None
    if columns is None:
        return None
    values = columns[0]
    return values[index] if index < len(values) else values[0]  # a cell that stands alone has one value for all rows


def check_unique(reporter: Reporter, form: ListForm) -> None:
    """Rows that repeat what must not: the later row is reported and names the earlier one."""
    for group in form.unique:
        columns = [reporter.data.columns.get(code) for code in group]
        found = [column for column in columns if column is not None]
        if len(found) < len(group):
            continue
        first: dict[tuple[object, ...], int] = {}
        for index, values in enumerate(zip(*(column.values for column in found), strict=True)):
            if None in values:
                continue
            key = tuple([fold(value) if type(value) is str else value for value in values])
            earlier = first.setdefault(key, index)
            if earlier != index:
                _report_repeated(reporter, form, group, earlier, index)


def _report_repeated(reporter: Reporter, form: ListForm, group: Sequence[str], earlier: int, index: int) -> None:
    """A helper column joins what people know as the row's key, so the key's own cells are named."""
    shown = form.key if any(form.column(code).computed for code in group) else group
    present = [code for code in shown if code in reporter.data.columns] or list(group)
    field = form.column(present[0])
    found = [value for code in present if (value := reporter.data.values(code)[index]) is not None]
    cell, other = reporter.address(field.code, index), reporter.address(field.code, earlier)
    reporter.add(field, cell, "DUPLICATE", found=found, other=other)


def check_repeated(reporter: Reporter, form: ListForm) -> None:
    """Rows that say all the same of the same person or enterprise: the later one is reported.

    Only rows whose number stands twice are compared.
    """
    data = reporter.data
    rows: dict[object, list[int]] = {}
    for index, value in enumerate(data.values(form.whose) if form.whose in data.columns else ()):
        if value is not None:
            rows.setdefault(fold(value) if type(value) is str else value, []).append(index)
    several = [group for group in rows.values() if len(group) > 1]
    columns = [data.values(code) for code in form.whole if code in data.columns] if several else []
    for group in several:
        first: dict[tuple[object, ...], int] = {}
        for index in group:
            cells = (column[index] for column in columns)
            earlier = first.setdefault(tuple([fold(each) if type(each) is str else each for each in cells]), index)
            if earlier != index:
                cell = reporter.address(form.whose, index)
                reporter.add(form.column(form.whose), cell, "REPEATED", other=f"{data.numbers[earlier]}")


def check_listed(reporter: Reporter, relations: Sequence[ListedIn], others: Mapping[str, FormData]) -> None:
    """Values that must stand in another list; a list that is not at hand, or empty, is not compared with."""
    for relation in relations:
        other, field = others.get(relation.form), relation.field
        known = keys_of(other, relation.other) if other else frozenset()
        columns = reporter.columns([field.name])
        if not known or columns is None:
            continue
        for index, value in enumerate(columns[0]):
            if value is not None and (fold(value) if isinstance(value, str) else value) not in known:
                cell = reporter.address(field.code, index)
                value_of = functools.partial(_value, reporter, index)
                reporter.declared(field, cell, "NOT_LISTED_IN", relation.severity, relation.message, value_of)


def keys_of(data: FormData, code: str) -> frozenset[object]:
    """The values of a column as they are compared."""
    values = (value for value in data.values(code) if value is not None)
    return frozenset(fold(value) if isinstance(value, str) else value for value in values)


def check_together(reporter: Reporter, others: Mapping[str, FormData]) -> None:
    """All of the above that the form declares."""
    form = reporter.data.form
    if isinstance(form, ListForm | CardForm):
        check_rows(reporter, form.checks)
        check_listed(reporter, form.listed_in, others)
    if isinstance(form, ListForm):
        check_unique(reporter, form)
        check_repeated(reporter, form)
