"""Relations between lists that came in different files: a demand list of April against the register of March.

A file that holds both lists was compared when it was checked. Here a list is compared with what the same unit sent in
its other files, and only if it sent that list at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from addin.merging.extract import Extract, Table, folded, label_of, list_forms
from addin.merging.units import Unit
from templates.findings import Finding, tell
from templates.messages import show
from templates.model import ListedIn

_TOKEN = re.compile(r"\{([a-z][a-z0-9.-]*)\}")


@dataclass(frozen=True, slots=True)
class _Pending:
    """A column whose values must stand in another list, with what a message about them needs."""

    file: int
    unit: str
    relation: ListedIn
    table: Table


class CrossLists:
    """Values that stand in lists and values that must, unit by unit."""

    def __init__(self) -> None:
        # by unit, form and field, the columns as they came: folded only if some list must be compared with them
        self._columns: dict[tuple[str, str, str], list[Sequence[object]]] = {}
        self._pending: list[_Pending] = []
        self._asked = {(each.form, each.other) for form in list_forms().values() for each in form.listed_in}

    def take(self, extract: Extract, unit: Unit, file: int) -> None:
        """Remember one file's lists."""
        here = {table.form for table in extract.tables}
        for table in extract.tables:
            for form, code in self._asked:
                if form == table.form:
                    self._columns.setdefault((unit.key, form, code), []).append(table.column(code))
            for relation in list_forms()[table.form].listed_in:
                if relation.form not in here:
                    self._pending.append(_Pending(file, unit.key, relation, _needed(table, relation)))

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """Every value that its unit's other list lacks, once for each file."""
        values: dict[tuple[str, str, str], set[object]] = {}
        for each in self._pending:
            key = (each.unit, each.relation.form, each.relation.other)
            if key not in self._columns:
                continue
            if key not in values:
                values[key] = {folded(value) for column in self._columns[key] for value in column if value is not None}
            known = values[key]
            if not known:
                continue
            met: set[object] = set()
            for index, value in enumerate(each.table.column(each.relation.field.code)):
                if value is not None and folded(value) not in known and value not in met:
                    met.add(value)
                    yield each.file, _finding(each.table, each.relation, index)


def _needed(table: Table, relation: ListedIn) -> Table:
    """The table with only the columns that a message names, so that the rest need not be kept."""
    codes = {relation.field.code, *_TOKEN.findall(relation.message)}
    values = {code: column for code, column in table.values.items() if code in codes}
    return replace(table, values=values, keys=[], bearers=[])


def _finding(table: Table, relation: ListedIn, index: int) -> Finding:
    def shown(match: re.Match[str]) -> str:
        value = table.column(match[1])[index]
        return "空" if value is None else show(value)

    field = relation.field
    cell = table.address(field.code, index)
    label = label_of(field)
    words = _TOKEN.sub(shown, relation.message)
    place = {"sheet": table.sheet, "cell": cell, "field": field.code, "label": label}
    return tell(words, "NOT_LISTED_IN", **place, severity=relation.severity)
