"""One number under several names within one workbook, told as a merge tells it: who hands it in can mend it first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from addin.book import BookData
from templates.fields import ResidentId, Uscc
from templates.findings import Finding
from templates.model import ListForm
from templates.reading import FormData


def several_names(book: BookData) -> Iterator[Finding]:
    """One finding for each name of a number."""
    lists = [data for data in book.used if isinstance(data.form, ListForm)]
    if not _any_twice(lists):
        return
    from addin.merging.extract import Table  # with all of merging, which few workbooks need
    from addin.merging.numbers import Numbers, named_numbers
    from addin.merging.units import Unit

    numbers, nobody = Numbers([book.path.name]), Unit("")
    for data in lists:
        if not (pairs := named_numbers(data.form.code)):
            continue
        found = {field.code: data.columns[field.code] for pair in pairs for field in pair if field.code in data.columns}
        letters = {code: column.letter for code, column in found.items()}
        values = {code: column.values for code, column in found.items()}
        numbers.take(Table(data.form.code, data.sheet, "", data.numbers, letters, values, [], []), nobody, 0)
    yield from (finding for _, finding in numbers.findings())


def _any_twice(lists: list[FormData]) -> bool:
    """Whether any number stands in two rows."""
    met: defaultdict[type, set[object]] = defaultdict(set)
    for data in lists:
        for column in data.columns.values():
            kind = type(column.field.type)
            if kind in (ResidentId, Uscc) and not column.field.computed:
                values = [value for value in column.values if value is not None]
                before = len(met[kind])
                met[kind].update(values)
                if len(met[kind]) - before < len(values):
                    return True
    return False
