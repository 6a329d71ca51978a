"""One number under several names: an ID number or credit code that stands beside different names, wherever they came.

Lists are compared with each other too: a person of one ledger may be another one in the next. Only numbers whose check
character is right are compared: what is typed for want of a number belongs to many.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from addin.merging.extract import Table, folded, label_of, list_forms, merged_columns
from addin.merging.units import Unit
from addin.merging.words import finding
from templates.fields import FieldContext, ResidentId, Text, Uscc
from templates.findings import Finding, Severity
from templates.model import Field

_OF_PERSONS, _OF_ENTERPRISES = ("姓名",), ("企业名称", "单位名称", "实体名称")
CODES = ("ID_OF_SEVERAL_NAMES", "CODE_OF_SEVERAL_NAMES")  # of findings about a person, about an enterprise
_MOST_NAMED = 3  # other places that a message names

_Met = tuple[str, Unit, int, str, str, int]  # name, unit, file, sheet, column, row: there are as many as rows


class Numbers:
    """Which name stands beside a number, and where."""

    def __init__(self, files: list[str]) -> None:
        self._files = files  # the names of the files, which grow while the merge goes on
        self._first: dict[tuple[type, object], _Met] = {}
        self._several: dict[tuple[type, object], list[_Met]] = {}
        self._labels: dict[tuple[int, str, str], tuple[Field, Field]] = {}  # by file, sheet, column

    def take(self, table: Table, unit: Unit, file: int) -> None:
        """Remember the names of a table's rows; of a number's places those count that bring another name."""
        for number, name in named_numbers(table.form):
            kind, letter = type(number.type), table.letters.get(number.code, "A")
            self._labels[file, table.sheet, letter] = number, name
            for index, (value, called) in enumerate(
                zip(table.column(number.code), table.column(name.code), strict=True)
            ):
                if value is None or not isinstance(called, str):
                    continue
                here = (called, unit, file, table.sheet, letter, table.numbers[index])
                first = self._first.setdefault((kind, value), here)
                if first is not here and first[0] != called:
                    self._note((kind, value), first, here)

    def _note(self, key: tuple[type, object], first: _Met, here: _Met) -> None:
        several = self._several.setdefault(key, [first])
        if all(folded(each[0]) != folded(here[0]) or each[2] != here[2] for each in several):
            several.append(here)

    def findings(self) -> Iterator[tuple[int, Finding]]:
        """One finding in each file for each of its names, so that each unit learns of it."""
        for (kind, value), places in self._several.items():
            if len({folded(each[0]) for each in places}) < 2 or not _is_valid(kind, value):
                continue
            for here in places:
                others = [each for each in places if folded(each[0]) != folded(here[0])]
                yield here[2], self._finding(value, here, others)

    def _finding(self, value: object, here: _Met, others: Sequence[_Met]) -> Finding:
        called, _, file, sheet, letter, row = here
        number, name = self._labels[file, sheet, letter]
        person = isinstance(number.type, ResidentId)
        severity: Severity = "error" if person else "warning"  # an enterprise may have been renamed
        told = "，".join(f"{self._where(each, here)}是“{each[0]}”" for each in others[:_MOST_NAMED])
        facts = {
            "found": f"{value}",
            "what": label_of(name),
            "name": called,
            "others": told + ("等" if len(others) > _MOST_NAMED else ""),
        }
        code = CODES[0] if person else CODES[1]
        label = label_of(number)
        return finding(
            code, facts, sheet=sheet, cell=f"{letter}{row}", field=number.code, label=label, severity=severity
        )

    def _where(self, other: _Met, here: _Met) -> str:
        _, unit, file, sheet, letter, row = other
        if file != here[2]:
            return f"{unit.name}“{self._files[file]}”的“{sheet}”{letter}{row}"
        return f"本表{letter}{row}" if sheet == here[3] else f"“{sheet}”{letter}{row}"


@functools.cache
def named_numbers(form: str) -> tuple[tuple[Field, Field], ...]:
    """The columns of numbers whose owner another column names: number and name.

    A form with two numbers of a kind, lender and borrower, does not say which of them a name belongs to.
    """
    columns = merged_columns(list_forms()[form])
    found = []
    for kind, words in ((ResidentId, _OF_PERSONS), (Uscc, _OF_ENTERPRISES)):
        numbers = [each for each in columns if isinstance(each.type, kind)]
        names = [each for each in columns if isinstance(each.type, Text) and label_of(each).endswith(words)]
        if len(numbers) == 1 and names:
            found.append((numbers[0], names[0]))
    return tuple(found)


def _is_valid(kind: type, value: object) -> bool:
    if len(set(f"{value}")) < 3:  # a row of zeros passes for a credit code
        return False
    return not any(each.severity == "error" for each in kind().problems(value, FieldContext()))
