"""Lists whose entries have a numbered cell each: filled in from the first on, without a gap.

A rule counts the entries, so it takes no list with a blank among them; the first cell, where it must be filled in, is
reported as any other required cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from templates.checking.context import Reporter
from templates.model import Field, ListForm

GAP = "LIST_GAP"
_SHOWN = 3  # empty cells that a message names


def check_numbered(reporter: Reporter) -> None:
    """One finding for each row and list with a gap, at its first empty cell."""
    form = reporter.data.form
    for codes in form.series if isinstance(form, ListForm) else ():
        fields = [reporter.fields[code] for code in codes if code in reporter.data.columns]
        for index, values in enumerate(reporter.data.records(*(field.code for field in fields))):
            if None in values and (empty := list(_gaps(fields, values))):
                _report(reporter, fields, empty, index, values)


def _gaps(fields: Sequence[Field], values: Sequence[object]) -> Iterator[int]:
    """The places of blanks before the last entry, without a first cell that is required."""
    last = max((place for place, value in enumerate(values) if value is not None), default=0)
    for place in range(last):
        if values[place] is None and not (place == 0 and fields[0].required is True):
            yield place


def _report(
    reporter: Reporter, fields: Sequence[Field], empty: Sequence[int], index: int, values: Sequence[object]
) -> None:
    cells = [cell for place in empty if (cell := reporter.address(fields[place].code, index))]
    named = "、".join(cells[:_SHOWN]) + ("等" if len(cells) > _SHOWN else "")
    following = next(place for place in range(empty[0], len(values)) if values[place] is not None)
    words = f"{named}空着，后面第{fields[following].label}格却填了，这一行不能核算。请从第1格起逐个填写，中间不留空。"
    where = fields[empty[0]]
    reporter.declared(where, reporter.address(where.code, index), GAP, "error", words, lambda code: None)
