"""The same enterprise or person in the lists of several units: a conflict to settle, not two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.merging.extract import Table, bearer_codes, label_of, list_forms
from addin.merging.record import Record
from addin.merging.results import Duplicate, Place
from addin.merging.units import Unit
from templates.fields import ResidentId, Text
from templates.findings import Finding
from templates.model import ListForm
from templates.reading.messages import compose

_NAMES = ("企业名称", "单位名称", "姓名", "名称")


_Met = tuple[int, Unit, str, str, int, object]  # file, unit, sheet, column, row, name: there are as many as rows


class Bearers:
    """Who was met where, list by list."""

    def __init__(self, files: list[str]) -> None:
        self._files = files  # the names of the files, which grow while the merge goes on
        self._earlier: dict[tuple[object, ...], str] = {}
        self._first: dict[tuple[object, ...], _Met] = {}
        self._several: dict[tuple[object, ...], list[_Met]] = {}

    def take(self, table: Table, unit: Unit, file: int) -> None:
        """Remember the rows of a table; only the first row of each unit counts."""
        codes = bearer_codes(list_forms()[table.form])
        if not codes:
            return
        names = table.column(name_code(list_forms()[table.form]))
        sheet, letter = table.sheet, table.letters.get(codes[0], "A")
        for index, bearer in enumerate(table.bearers):
            if bearer is None:
                continue
            key = (table.form, table.month, *bearer)
            here = (file, unit, sheet, letter, table.numbers[index], names[index])
            first = self._first.setdefault(key, here)
            if first is here or first[1] is unit or first[1].key == unit.key:
                continue
            several = self._several.setdefault(key, [first])
            if all(each[1].key != unit.key for each in several):
                several.append(here)

    def compare(self, record: Record) -> None:
        """Find those whom other units reported in earlier merges, and keep those of this one."""
        groups: dict[tuple[str, str], dict[str, tuple[object, ...]]] = {}
        for key in self._first:
            groups.setdefault((f"{key[0]}", f"{key[1]}"), {})["|".join(map(str, key[2:]))] = key
        for (form, month), keys in groups.items():
            for bearer, reports in record.others(form, month, list(keys)).items():
                key = keys[bearer]
                places = self._several.get(key, [self._first[key]])
                now = {unit.name for _, unit, *_ in places}
                before = [unit for unit, _ in reports if unit not in now]
                if before:
                    self._several[key] = places
                    self._earlier[key] = "、".join(f"{unit}（此前汇总）" for unit in before)
            record.report(
                (form, month, bearer, unit.name, self._files[file])
                for bearer, key in keys.items()
                for file, unit, *_ in self._several.get(key, [self._first[key]])
            )

    def duplicates(self) -> list[Duplicate]:
        """Everyone whom several units reported, in the order of the first places."""
        found = []
        for key, places in self._several.items():
            form_code, _, *values = key
            form = list_forms()[f"{form_code}"]
            codes = bearer_codes(form)
            column = form.column(codes[0])
            found.append(
                Duplicate(
                    form.code,
                    "person" if isinstance(column.type, ResidentId) else "enterprise",
                    codes[0],
                    label_of(column),
                    "、".join(f"{value}" for value in values),
                    [_place(each) for each in places],
                    self._earlier.get(key, ""),
                    # a subsidy may be due twice, in a list of enterprises no one can stand twice
                    severity="error" if form.key else "warning",
                )
            )
        return sorted(found, key=lambda each: (each.form, each.places[0].file, each.places[0].row))


def _place(met: _Met) -> Place:
    file, unit, sheet, letter, row, name = met
    return Place(file, unit, sheet, f"{letter}{row}", row, f"{name or ''}")


def name_code(form: ListForm) -> str:
    """The column that holds the name of the enterprise or person, "" if there is none."""
    texts = [column for column in form.printed if isinstance(column.type, Text)]
    return next((each.code for word in _NAMES for each in texts if word in each.label), "")


def findings_of(duplicates: Sequence[Duplicate]) -> Iterator[tuple[int, Finding]]:
    """One finding in each of the files, so that each unit learns of it."""
    for each in duplicates:
        for place in each.places:
            yield (
                place.file,
                compose(
                    "DUPLICATE_ACROSS_UNITS",
                    {"found": each.value, "units": each.units},
                    sheet=place.sheet,
                    cell=place.cell,
                    field=each.field,
                    label=each.label,
                    severity=each.severity,
                ),
            )
