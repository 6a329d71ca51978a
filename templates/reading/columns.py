"""A whole column brought to its meant values, and which of its cells need a closer look.

Most cells of most files are in order. For the common types a short test proves that: the value needs no repair and
has no problem. Whatever the test does not prove goes the long way through the field type, which alone decides.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import mul
from typing import Any

from templates.fields import (
    CountOrSize,
    Date,
    Dec,
    Digits,
    Enum,
    FieldType,
    Int,
    LongText,
    Mobile,
    Month,
    NameAndTel,
    Tel,
    Text,
    Uscc,
    Wan,
    YesNo,
    Yuan,
)
from templates.fields.base import FIRST_DATE
from templates.fields.constants import USCC_ALPHABET, USCC_WEIGHTS
from templates.fields.numbers import read_number

Proof = Callable[[Any], object]  # the value of a cell in order, None where that is not proved
_BLANKS = " \t\r\n\v\f\u3000\xa0\u200b\u200c\u200d\u2060\ufeff"
_USCC = re.compile(f"[{USCC_ALPHABET}]{{18}}")
_USCC_VALUES = bytes(USCC_ALPHABET.find(chr(code)) & 0xFF for code in range(256))
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_TEL = re.compile(r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}", re.ASCII)
_NAME_TEL = re.compile(r"[\u4e00-\u9fa5]{2,4}(?<![话机式号码]) (?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})", re.ASCII)
_SAFE = 10**15


def read_column(kind: FieldType, raws: Sequence[object]) -> tuple[list[object], list[int]]:
    """The values of a column, and the places of cells that are neither blank nor proved to be in order."""
    make = _PROOFS.get(type(kind))
    proof: Proof = make(kind) if make else _unproved
    normalise = kind.normalise
    memo: dict[str, object] = {}
    values: list[object] = []
    odd: list[int] = []
    for index, raw in enumerate(raws):
        if raw == "":
            values.append(None)
            continue
        value = proof(raw)
        if value is None:
            if type(raw) is str:
                value = memo.get(raw, memo)
                if value is memo:
                    value = memo[raw] = normalise(raw)
            else:
                value = normalise(raw)
            if value is not None:
                odd.append(index)
        values.append(value)
    return values, odd


def _unproved(raw: object) -> object:
    return None


def _text(kind: Text) -> Proof:
    low, high = kind.min_length, kind.max_length

    def proof(raw: Any) -> object:
        if (
            type(raw) is str
            and raw.strip(_BLANKS) == raw
            and "\n" not in raw
            and "\r" not in raw
            and low <= len(raw) <= high
            and raw[0] != "#"
        ):
            return raw
        return None

    return proof


def _long(kind: LongText) -> Proof:
    low, high = kind.min_length, kind.max_length

    def proof(raw: Any) -> object:
        plain = type(raw) is str and raw.strip(_BLANKS) == raw and low <= len(raw) <= high and raw[0] != "#"
        return raw if plain else None

    return proof


def _matching(pattern: re.Pattern[str]) -> Callable[[FieldType], Proof]:
    match = pattern.fullmatch

    def make(kind: FieldType) -> Proof:
        return lambda raw: raw if type(raw) is str and match(raw) else None

    return make


def _digits(kind: Digits) -> Proof:
    low, high = kind.min_length, kind.max_length

    def proof(raw: Any) -> object:
        plain = type(raw) is str and raw.isdigit() and raw.isascii() and low <= len(raw) <= high
        return raw if plain else None

    return proof


def _uscc(kind: Uscc) -> Proof:
    match, weights = _USCC.fullmatch, (*USCC_WEIGHTS, 1)  # with the check character itself the sum is a multiple of 31

    def proof(raw: Any) -> object:
        if type(raw) is str and match(raw):
            total = sum(map(mul, raw.encode("ascii").translate(_USCC_VALUES), weights))
            return None if total % 31 else raw
        return None

    return proof


def _int(kind: Int) -> Proof:
    low = -_SAFE if kind.minimum is None else max(-_SAFE, kind.minimum)
    high = _SAFE if kind.maximum is None else min(_SAFE, kind.maximum)

    def proof(raw: Any) -> object:
        return int(raw) if type(raw) is float and raw.is_integer() and low <= raw <= high else None

    return proof


def _decimal(kind: Dec | Yuan | Wan) -> Proof:
    places = kind.decimals
    low = kind.minimum
    high = kind.maximum
    if places == 0:
        return _unproved  # those become whole numbers, a rare declaration

    def proof(raw: Any) -> object:
        if type(raw) is not float:
            return None
        value = Decimal(int(raw)) if raw.is_integer() and -_SAFE < raw < _SAFE else read_number(raw)
        if value is None or (low is not None and value < low) or (high is not None and value > high):
            return None
        exponent = value.as_tuple().exponent
        return value if places is None or (type(exponent) is int and -exponent <= places) else None

    return proof


def _date(kind: Date) -> Proof:
    earliest = max(kind.minimum, FIRST_DATE)
    return lambda raw: raw if type(raw) is dt.date and raw >= earliest else None


def _month(kind: Month) -> Proof:
    earliest = max(kind.minimum, FIRST_DATE)
    return lambda raw: raw.replace(day=1) if type(raw) is dt.date and raw >= earliest else None


def _enum(kind: Enum) -> Proof:
    values = frozenset(kind.codes.values)
    return lambda raw: raw if type(raw) is str and raw in values else None


def _count_or_size(kind: CountOrSize) -> Proof:
    return lambda raw: int(raw) if type(raw) is float and 1 <= raw < _SAFE and raw.is_integer() else None


_PROOFS: Mapping[type[FieldType], Callable[[Any], Proof]] = {
    Text: _text,
    LongText: _long,
    Digits: _digits,
    Uscc: _uscc,
    Mobile: _matching(_MOBILE),
    Tel: _matching(_TEL),
    NameAndTel: _matching(_NAME_TEL),
    Int: _int,
    Dec: _decimal,
    Yuan: _decimal,
    Wan: _decimal,
    Date: _date,
    Month: _month,
    Enum: _enum,
    YesNo: _enum,
    CountOrSize: _count_or_size,
}
