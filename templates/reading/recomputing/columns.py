"""The computed columns and cells of received forms, each worked out when it is first asked for."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from templates.enterprise_size import size_constants
from templates.fields import NAMED_CONSTANTS
from templates.model import Field
from templates.reading.received import Cell, Column, FormData
from templates.reading.recomputing.functions import LAZY, PLAIN, Reader
from templates.reading.recomputing.syntax import (
    Call,
    CellOf,
    ColumnOf,
    Constant,
    HeadOf,
    Named,
    Node,
    Uncomputable,
    parse,
)
from templates.reading.recomputing.values import ExcelError, Range, cell, result

TODAY = "jy.today"


def attach(forms: Mapping[str, FormData], today: dt.date | None = None) -> None:
    """Give every computed column and cell of the forms its own value; what was read stays in `raw`.

    A formula that cannot be worked out here gives blanks.
    """
    book = _Book(forms, today or dt.date.today())
    for data in forms.values():
        computed = [field for field in data.form.fields() if field.formula]
        columns = {field.code for field in getattr(data.form, "columns", ())}
        for field in computed:
            if field.code not in columns:
                continue
            old = data.columns.get(field.code)
            raw: list[object] = old.raw if old else [""] * len(data)
            letter = old.letter if old else ""
            data.columns[field.code] = Column(field, letter, raw, compute=book.maker(data, field))
        for field in computed:
            place = data.header if field.code in data.header else data.footer
            if field.code in place and field.code not in columns:
                place[field.code] = replace(place[field.code], value=book.values(data, field, 1)[0])


class _Book:
    """The forms of one workbook; formulas of one reach into the others through defined names."""

    def __init__(self, forms: Mapping[str, FormData], today: dt.date) -> None:
        self._forms = {data.form.name: data for data in forms.values()}
        self._fields = {
            name: {field.name: field.code for field in data.form.fields()} for name, data in self._forms.items()
        }
        self._ranges: dict[tuple[int, str], Range] = {}
        self._busy: set[tuple[str, str]] = set()
        self.today = today

    def maker(self, data: FormData, field: Field) -> Callable[[], list[object]]:
        return lambda: self.values(data, field, len(data))

    def values(self, data: FormData, field: Field, height: int) -> list[object]:
        """The values of a computed field in every row; a circle of formulas is as good as none."""
        place = (data.form.code, field.code)
        if place in self._busy:
            return [None] * height
        self._busy.add(place)
        try:
            reader = self._reader(parse(field.formula), data)
            return [self._value(reader, row, field) for row in range(height)]
        except Uncomputable:
            return [None] * height
        finally:
            self._busy.discard(place)

    def _value(self, reader: Reader, row: int, field: Field) -> object:
        try:
            value = reader(row)
            value = 0 if value is None else result(value)  # a formula that gives an empty cell shows 0
        except ExcelError as error:
            return error.code
        except (ValueError, OverflowError, TypeError, IndexError):
            return "#VALUE!"
        return None if value is None else field.type.normalise(value)

    def _reader(self, node: Node, data: FormData) -> Reader:
        match node:
            case Constant(value=value):
                return lambda row: value
            case CellOf(code=code):
                return self._cell(data, code)
            case ColumnOf(code=code):
                cells = self._range(data, code)
                return lambda row: cells
            case Named(name=name):
                found = self._named(name)
                return lambda row: found
            case Call(function="ROW", arguments=()):
                return lambda row: row + 1  # counted from the heading: blank rows are left out of every column alike
            case Call(function="ROW", arguments=(HeadOf(),)):
                return lambda row: 0
            case Call(function=function, arguments=arguments):
                readers = [self._reader(part, data) for part in arguments]
                if function in LAZY:
                    return LAZY[function](*readers)
                if function not in PLAIN:
                    raise Uncomputable(f"the function {function}")
                return _applied(PLAIN[function], readers)
        raise Uncomputable(f"{node}")

    def _cell(self, data: FormData, code: str) -> Reader:
        if code in data.columns:
            cells = self._range(data, code).values
            return _failing(cells)
        single = data.single(code)
        if single is None and all(field.code != code for field in data.form.fields()):
            raise Uncomputable(f"{{{code}}} is no field of {data.form.code}")
        value = cell(single.value) if single else None
        return lambda row: value

    def _range(self, data: FormData, code: str) -> Range:
        place = (id(data), code)
        if place not in self._ranges:
            self._ranges[place] = Range(data.values(code))
        return self._ranges[place]

    def _named(self, name: str) -> object:
        if name == TODAY:
            return self.today
        if name in _constants():
            return _constants()[name]
        form, _, field = name.partition(".")
        data = self._forms.get(form)
        code = self._fields.get(form, {}).get(field)
        if data is None or code is None:
            raise Uncomputable(f"the name {name}")
        single: Cell | None = data.single(code)
        return self._range(data, code) if single is None else cell(single.value)


@functools.cache
def _constants() -> Mapping[str, object]:
    """The array constants that stand in the workbook's names."""
    found = {name: parse(text) for name, text in {**NAMED_CONSTANTS, **size_constants()}.items() if text[0] == "{"}
    return {name: node.value for name, node in found.items() if isinstance(node, Constant)}


def _failing(cells: Sequence[object]) -> Reader:
    """The cells of a column; an error value that stands in one comes up as such."""

    def read(row: int) -> object:
        value = cells[row]
        if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "/A")):
            raise ExcelError(value)
        return value

    return read


def _applied(function: Callable[..., object], readers: Sequence[Reader]) -> Reader:
    if len(readers) == 2:
        left, right = readers
        return lambda row: function(left(row), right(row))
    if len(readers) == 1:
        only = readers[0]
        return lambda row: function(only(row))
    return lambda row: function(*[reader(row) for reader in readers])
