"""The prepared rows that nobody used: a sealed copy hides them, or eight filled rows of 500 print on 18 pages.

On 汇总 and 分单位明细 every row is a formula, and the file may never have been computed. So their rows are not asked
what they show but whether they can ever show anything: lines are filled from the top, one for each unit, or for each
unit of each ledger, and no more than there are different texts in the column of the unit. What shows something all the
same is left in sight.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.book import BookData
from addin.computing import rule_of
from templates.fields import is_blank
from templates.ledger_subjects import UNIT
from templates.model import ListForm
from templates.reading import FormData
from templates.reading.grid import Area

_UNITS, _PAIRS = "summary.unit", "summary.pair_unit"  # the lines of the two sheets, the last one takes what is left


def unused_rows(book: BookData) -> dict[str, set[int]]:
    """The rows to hide, by sheet; the first row of an empty list stays, so that it looks like one."""
    found: dict[str, set[int]] = {}
    for data in book.forms.values():
        if isinstance(data.form, ListForm) and not data.form.fixed:
            found.setdefault(data.sheet, set()).update(_of_list(book, data.form, data))
    for sheet, rows in _of_summary(book):
        found.setdefault(sheet, set()).update(rows)
    return found


def _of_list(book: BookData, form: ListForm, data: FormData) -> set[int]:
    names = book.names.get(form.name, {})
    areas = [area for each in form.columns if (area := names.get(each.name)) is not None and area.sheet == data.sheet]
    if not areas:
        return set()
    first, last = min(area.top for area in areas) + 1, max(area.bottom for area in areas) + 1
    return set(range(first, last + 1)) - set(data.numbers or [first])


def _of_summary(book: BookData) -> Iterator[tuple[str, set[int]]]:
    units = [_units(data) for data in book.forms.values() if rule_of(data.form.code) is not None]
    if not units:
        return
    for name, most in ((_UNITS, len(set().union(*units))), (_PAIRS, sum(map(len, units)))):
        area = book.names.get("jy", {}).get(name)
        if area is not None and book.has_sheet(area.sheet):
            yield area.sheet, set(_beyond(book, area, max(most, 1)))


def _beyond(book: BookData, area: Area, most: int) -> Iterator[int]:
    """The rows behind the first `most` that show nothing; none where the lines may be too few."""
    if most > area.bottom - area.top:
        return
    grid = book.grid(area.sheet)
    for row in range(area.top + most, area.bottom + 1):
        if is_blank(grid.at(row, area.left)):
            yield row + 1


def _units(data: FormData) -> set[str]:
    """The units of a ledger's rows; "" for those that name none, which count as the reporting unit's."""
    column = data.columns.get(UNIT)
    if column is None:
        return {""} if data.numbers else set()
    return {"" if is_blank(raw) else f"{raw}".strip() for raw in column.raw}
