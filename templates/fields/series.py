"""SERIES: several numbers in one cell, 1900、1900、2000; equal ones may be written 1900*2、2000."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from templates.fields.base import FieldContext, FieldType, Problem, Validation
from templates.fields.numbers import read_number
from templates.fields.text import as_text
from templates.lists.spelling import half_width, trim

MOST = 120  # numbers in one cell: ten years of months
_ENTRY = re.compile(r"(\d+(?:\.\d+)?)(?:\*(\d{1,3}))?")
_SEPARATORS = re.compile(r"\s*[、;\n]\s*|\s+")
_SPELLING = str.maketrans("×xX", "***")


def entries(text: str) -> list[Decimal] | None:
    """The numbers of a well-spelt cell, repetitions written out; None where it is none.

    >>> entries("1900*2、2000.5")
    [Decimal('1900'), Decimal('1900'), Decimal('2000.5')]
    """
    found: list[Decimal] = []
    for part in text.split("、"):
        match = _ENTRY.fullmatch(part)
        if match is None:
            return None
        times = int(match[2] or 1)
        if not 1 <= times <= MOST - len(found):
            return None
        found += [Decimal(match[1])] * times
    return found


@dataclass(frozen=True)
class Series(FieldType):
    """Numbers from 0 (above 0 when `positive`), whole ones when `whole`."""

    kind = "series"
    positive: bool = False
    whole: bool = False

    @property
    def width(self) -> float:
        return 18.0

    @property
    def prompt(self) -> str:
        return f"填{self._what}，用顿号隔开，例如 1900、1900、2000；相同的可写成 1900*2、2000。不写单位，不加逗号。"

    @property
    def _what(self) -> str:
        return f"几个{'大于 0 ' if self.positive else '不小于 0 '}的{'整数' if self.whole else '数'}"

    def _repair(self, raw: object) -> object:
        number = read_number(raw)
        text = f"{number:f}" if number is not None and not isinstance(raw, str) else as_text(raw)
        return None if text is None else _SEPARATORS.sub("、", half_width(trim(text)).translate(_SPELLING)).strip("、")

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        found = entries(value) if isinstance(value, str) else None
        if found is None or (self.positive and not all(found)) or (self.whole and any(each % 1 for each in found)):
            return [Problem("NOT_A_SERIES", {"found": value, "expected": self._what})]
        return []

    def validation(self) -> Validation:
        error = f"请填{self._what}，用顿号隔开，例如 1900、1900、2000。"
        return Validation("custom", self.valid_formula("{cell}"), error)

    def valid_formula(self, cell: str) -> str:
        """Digits, points, separators and stars alone, a digit at either end; a reader looks closer."""
        spelt = f'SUMPRODUCT(LEN({cell})-LEN(SUBSTITUTE({cell},jy.series,"")))=LEN({cell})'
        return f"IFERROR(AND({spelt},ISNUMBER(VALUE(LEFT({cell}))),ISNUMBER(VALUE(RIGHT({cell})))),FALSE)"
