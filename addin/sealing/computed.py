"""Computed cells that do not hold what their formulas give: error values, gaps, values typed over, columns gone.

Told from values alone, so that an open Excel, the server and a file are judged alike. A file that no program has
calculated yet holds no values in computed cells, and none are missed there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from addin.book import BookData
from addin.computing import rule_of
from addin.sealing.contents import typed_names
from addin.sealing.words import RESTORE, Place, finding
from addin.slips import odd_places, reads_otherwise
from templates.fields import is_blank
from templates.findings import Finding, Severity
from templates.messages import show
from templates.model import Field, ListForm
from templates.reading import Column, FormData
from templates.reading.messages import one_line

ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_CLOSE = Decimal("0.000001")  # Excel computes in floats
_MISSING = "jy", "missing."  # the name of a cell that every form's sheet computes: how many required cells are left
_REACHING = re.compile(r":column|\b(?!header\.|footer\.)[a-z_]+\.[a-z]")  # a formula that reads more than its row
CELLS_NAMED = 6  # so many cells a finding about several names


def is_error(raw: object) -> bool:
    """Whether a cell holds an error value."""
    return isinstance(raw, str) and raw in ERRORS


def computed_cells(book: BookData) -> Iterator[Finding]:
    """Everything that is wrong with the computed cells of the forms, but for the results of ledgers."""
    slips = _Slips(book)
    for data in book.forms.values():
        yield from _error_values(data)
        if data in book.used:
            yield from _gone(book, data)
        if rule_of(data.form.code) is not None:
            continue  # their helper columns are many, and the results depend on all of them
        yield from _columns(book, data, slips)
        for field in data.form.fields():
            cell = data.single(field.code)
            if field.computed and cell is not None and _differs(field, cell.raw, cell.value):
                yield value_differs(data.sheet, cell.address, field, cell.raw, cell.value, slips.why())


# --- error values and lost columns ---------------------------------------------------------------------------------


def _error_values(data: FormData) -> Iterator[Finding]:
    """One finding for all cells of a column with the same error: one deleted column spoils every row."""
    for column in data.columns.values():
        if not column.field.computed or column.field.beyond:
            continue  # what comes of an error in a helper column shows in the printed ones
        cells: dict[str, list[str]] = {}
        for number, raw in zip(data.numbers, column.raw, strict=True):
            if is_error(raw):
                cells.setdefault(f"{raw}", []).append(f"{column.letter}{number}")
        for error, places in cells.items():
            yield error_value(data.sheet, places, error, column.field)
    singles = (field for field in data.form.fields() if field.computed)
    for field in singles:
        single = data.single(field.code)
        if single is not None and is_error(single.raw):
            yield error_value(data.sheet, [single.address], f"{single.raw}", field)
    typed = typed_names(data.form.rubric) if data.form.kind == "score" else frozenset()
    for name, named in data.named.items():
        if name not in typed and is_error(named.raw):
            yield error_value(data.sheet, [named.address], f"{named.raw}")


def error_value(sheet: str, cells: list[str], error: str, field: Field | None = None) -> Finding:
    """The finding about computed cells that hold an error value."""
    named = "、".join(cells[:CELLS_NAMED]) + ("…" if len(cells) > CELLS_NAMED else "")
    more = f"（共{len(cells)}格：{named}）" if len(cells) > 1 else ""
    code, label = (field.code, one_line(field.label)) if field is not None else ("", "")
    return finding("ERROR_COMPUTED", Place(sheet, cells[0], code, label), found=error, more=more)


def _gone(book: BookData, data: FormData) -> Iterator[Finding]:
    """Printed computed columns of our own workbook that are not there any more, or not under their heading."""
    names = book.names.get(data.form.name, {})
    if not isinstance(data.form, ListForm):
        return
    for field in data.form.printed:
        column = data.columns.get(field.code)
        lost = field.computed and field.type.kind != "seq" and field.name in names
        if lost and (column is None or not column.letter):
            yield finding("COMPUTED_GONE", Place(data.sheet, "", field.code, one_line(field.label)))


# --- values --------------------------------------------------------------------------------------------------------


class _Slips:
    """Which cells hold something else than what reading takes them for; looked up where something differs.

    The formulas work with what stands there, and nobody has typed over them.
    """

    def __init__(self, book: BookData) -> None:
        self._book = book
        self._rows: dict[str, dict[int, str]] = {}

    def rows(self, data: FormData) -> dict[int, str]:
        """The first such cell of each row, by the row's place; a cell above the table counts for all of them."""
        code = data.form.code
        if code not in self._rows:
            self._rows[code] = self._found(data)
        return self._rows[code]

    def _found(self, data: FormData) -> dict[int, str]:
        found: dict[int, str] = {}
        for column in data.columns.values():
            for index in odd_places(column) if column.field.is_input else ():
                found.setdefault(index, f"“{data.sheet}”{column.letter}{data.numbers[index]}")
        above = [cell for field in data.form.header if field.is_input and (cell := data.single(field.code))]
        wrong = [cell for cell in above if not is_blank(cell.raw) and reads_otherwise(cell.raw, cell.value)]
        for cell in wrong[:1]:
            found = dict.fromkeys(range(max(1, len(data))), f"“{data.sheet}”{cell.address}") | found
        return found

    @functools.cached_property
    def first(self) -> str:
        """The first one of the workbook; a formula may count or add up what any list holds."""
        return next((cell for data in self._book.used for cell in self.rows(data).values()), "")

    def why(self) -> str:
        """What to do about a formula that reaches beyond its row."""
        told = f"请先改正{self.first}的写法，公式不认；仍不符的，{RESTORE.removeprefix('请')}"
        return told if self.first else RESTORE


def _columns(book: BookData, data: FormData, slips: _Slips) -> Iterator[Finding]:
    bare: dict[int, tuple[Field, str]] = {}
    for column in data.columns.values():
        field = column.field
        if not field.computed or not column.letter or field.type.kind == "seq":
            continue
        for index, (raw, value) in enumerate(zip(column.raw, column.values, strict=True)):
            cell = f"{column.letter}{data.numbers[index]}"
            if is_blank(raw):
                if not is_blank(value):
                    bare.setdefault(data.numbers[index], (field, cell))
            elif _differs(field, raw, value) and index not in slips.rows(data):
                reaching = _REACHING.search(field.formula)
                if reaching and field.beyond and slips.first:
                    continue  # nobody sees it in print; it is looked at again once that cell is mended
                yield value_differs(data.sheet, cell, field, raw, value, slips.why() if reaching else RESTORE)
    yield from without_formula(book, data, bare)


def without_formula(book: BookData, data: FormData, bare: dict[int, tuple[Field, str]]) -> Iterator[Finding]:
    """The rows that hold nothing where a formula ought to have given something, neighbours told as one.

    Takes: `bare`, the first such cell of each row and its field, by the row's number
    """
    if not bare or not is_calculated(book, data):
        return
    formulas = book.formula_cells(data.sheet)
    rows = sorted(number for number, (_, cell) in bare.items() if formulas is None or cell not in formulas)
    for first, last in _runs(rows):
        field, cell = bare[first]
        which = f"第{first}行" if first == last else f"第{first}至{last}行"
        place = Place(data.sheet, cell, field.code, one_line(field.label))
        yield finding("NO_FORMULA", place, rows=which)


def is_calculated(book: BookData, data: FormData) -> bool:
    """Whether a program has worked out the formulas of the form's sheet."""
    if any(_holds_value(column) for column in data.columns.values()):
        return True
    if any(not is_blank(cell.raw) for cell in data.named.values()):
        return True
    prefix, name = _MISSING
    area = book.names.get(prefix, {}).get(name + data.form.name)
    if area is None or not book.has_sheet(area.sheet):
        return False
    return not is_blank(book.grid(area.sheet).at(area.top, area.left))


def _holds_value(column: Column) -> bool:
    return column.field.computed and column.field.type.kind != "seq" and not all(map(is_blank, column.raw))


def _runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = last = 0
    for row in rows:
        if start and row != last + 1:
            yield start, last
            start = row
        start, last = start or row, row
    if start:
        yield start, last


def _differs(field: Field, raw: object, value: object) -> bool:
    if is_blank(raw) or is_error(raw) or value is None:
        return False
    held = field.type.normalise(raw)
    if isinstance(held, (int, float, Decimal)) and isinstance(value, (int, float, Decimal)):
        return abs(Decimal(str(held)) - Decimal(str(value))) > _CLOSE
    return held != value


def value_differs(
    sheet: str,
    cell: str,
    field: Field,
    raw: object,
    value: object,
    why: str = RESTORE,
    *,
    others: Sequence[str] = (),
    severity: Severity = "error",
) -> Finding:
    """The finding about a computed cell with another value than its formula's.

    Takes: `why`, what to do about it; `others`, further cells of the same column that differ too
    """
    place = Place(sheet, cell, field.code, one_line(field.label))
    named = "、".join(others[:CELLS_NAMED]) + ("…" if len(others) > CELLS_NAMED else "")
    more = f"；这一列还有{len(others)}处不符：{named}" if others else ""
    facts = {"found": quoted(raw), "expected": quoted(value), "more": more, "why": why}
    return finding("VALUE_DIFFERS", place, severity=severity, **facts)


def quoted(value: object) -> str:
    """What a cell holds, in words."""
    return "空白" if is_blank(value) else f"“{show(value)}”" if isinstance(value, str) else show(value)
