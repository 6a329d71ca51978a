"""The worksheet's values and how one kind counts as another: a blank is 0 or "", a date is its serial number.

Numbers are exact; what Excel rounds to 15 digits is rounded once, when a result leaves.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from templates.fields.dates import serial
from templates.fields.numbers import read_number

_DIGITS = 15


class ExcelError(Exception):
    """An error value, #N/A and its kin, on its way up to whatever catches it."""

    def __init__(self, code: str = "#VALUE!") -> None:
        super().__init__(code)
        self.code = code


class Range:
    """The values of several cells, and where each value stands first."""

    def __init__(self, values: Sequence[object]) -> None:
        self.values = [cell(value) for value in values]

    @functools.cached_property
    def first(self) -> dict[object, int]:
        """The place of each value's first occurrence, counted from 1; blanks are never found."""
        found: dict[object, int] = {}
        for place, value in enumerate(self.values, start=1):
            if value is not None:
                found.setdefault(key(value), place)
        return found

    @functools.cached_property
    def places(self) -> dict[object, list[int]]:
        """All places of each value, counted from 0."""
        found: dict[object, list[int]] = {}
        for place, value in enumerate(self.values):
            found.setdefault(key(value), []).append(place)
        return found


def cell(value: object) -> Any:
    """A read value as the worksheet counts it."""
    if isinstance(value, Decimal):
        exact = Fraction(value)
        return exact.numerator if exact.denominator == 1 else exact
    if isinstance(value, float):
        number = read_number(value)
        return None if number is None else cell(number)
    return value


def result(value: object) -> object:
    """A computed value as reading gives values: None for an empty text, a Decimal for a broken number."""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return value.numerator
        return read_number(float(f"{float(value):.{_DIGITS}g}"))
    return None if value == "" else value


def number(value: Any) -> int | Fraction:
    """A value where a number is wanted; raises ExcelError for a text that is none."""
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | Fraction):
        return value
    if isinstance(value, dt.date):
        return serial(value)
    read = read_number(value) if isinstance(value, str) else None
    if read is None:
        raise ExcelError
    return number(cell(read))


def is_number(value: object) -> bool:
    return isinstance(value, int | Fraction | dt.date) and not isinstance(value, bool)


def text(value: Any) -> str:
    """A value where a text is wanted."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.date):
        return f"{serial(value)}"
    return f"{result(value)}"


def truth(value: Any) -> bool:
    """A value where a condition is wanted."""
    if isinstance(value, str):
        raise ExcelError
    return bool(number(value))


def key(value: Any) -> object:
    """What two cells are compared by in MATCH and COUNTIF: texts without case, numbers by their amount."""
    if isinstance(value, str):
        return ("text", value.upper())
    if isinstance(value, bool):
        return ("truth", value)
    return serial(value) if isinstance(value, dt.date) else value


def order(left: Any, right: Any) -> int:
    """-1, 0 or 1: numbers come before texts, texts before TRUE and FALSE; a blank is the other side's empty value."""
    a, b = _ranked(left, right), _ranked(right, left)
    return (a > b) - (a < b)


def _ranked(value: Any, other: Any) -> tuple[int, Any]:
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0
    if isinstance(value, bool):
        return (2, value)
    return (1, value.upper()) if isinstance(value, str) else (0, number(value))
