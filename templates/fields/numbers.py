"""Numbers: INT, DEC, YUAN, WAN, PCT and YEAR. Stored as numbers, the unit in the heading, never in the cell."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from templates.fields.base import (
    Alignment,
    FieldContext,
    FieldError,
    FieldType,
    Problem,
    Validation,
    ValidationType,
)
from templates.lists.spelling import squeeze

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+"
_PLAIN = re.compile(_NUMBER)
_WITH_UNIT = re.compile(rf"[¥￥]?({_NUMBER})([^\d.,%]*)")
_LEAST_FRACTION = "0.0000001"  # below it a computed cell's rounding noise, not a decimal someone typed


def read_number(raw: object) -> Decimal | None:
    """A cell's number, exact at Excel's 15 significant digits; also one that is stored as text. None if it is none.

    >>> read_number("１，２００．５"), read_number(0.1 + 0.2)
    (Decimal('1200.5'), Decimal('0.3'))
    """
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return Decimal(raw)
    if isinstance(raw, Decimal):
        return raw if raw.is_finite() else None
    if isinstance(raw, float):
        return Decimal(f"{raw:.15g}") if math.isfinite(raw) else None
    if isinstance(raw, str) and _PLAIN.fullmatch(text := squeeze(raw)):
        return Decimal(text.replace(",", ""))
    return None


def _places(value: Decimal | int) -> int:
    return len(f"{value:f}".partition(".")[2].rstrip("0")) if isinstance(value, Decimal) else 0


def _is_short_whole(raw: object) -> bool:
    """A float that is a whole number with all its digits: by far the commonest number in a workbook."""
    return isinstance(raw, float) and -1e15 < raw < 1e15 and raw.is_integer()


@dataclass(frozen=True)
class Number(FieldType):
    """What all numbers share: bounds, decimals, the repair of text numbers. Bounds are included."""

    minimum: Decimal | int | None = 0
    maximum: Decimal | int | None = None
    places: ClassVar[int | None] = None

    def __post_init__(self) -> None:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise FieldError(f"minimum {self.minimum} above maximum {self.maximum}")

    @property
    def decimals(self) -> int | None:
        """How many decimals a value may have; None for any number of them."""
        return self.places

    @property
    def number_format(self) -> str:
        places = self.decimals
        return "General" if places is None else "0" if places == 0 else "0." + "0" * places

    @property
    def alignment(self) -> Alignment:
        return "right"

    @property
    def width(self) -> float:
        return 12.0

    @property
    def prompt(self) -> str:
        what = "整数" if self.decimals == 0 else "数字"
        places = f"，最多 {self.decimals} 位小数" if self.decimals else ""
        return f"填{what}{self._range_text()}{places}。只填数字，不带单位、空格和逗号。"

    def _range_text(self) -> str:
        low, high = (None if bound is None else self._shown(bound) for bound in (self.minimum, self.maximum))
        if low is not None and high is not None:
            return f"（{low} 至 {high}）"
        if low is not None:
            return f"（不小于 {low}）"
        return "" if high is None else f"（不大于 {high}）"

    def _shown(self, bound: Decimal | int) -> str:
        return f"{bound}"

    def _repair(self, raw: object) -> object:
        if _is_short_whole(raw):
            return int(raw) if self.decimals == 0 else Decimal(int(raw))  # type: ignore[call-overload]
        value = read_number(raw)
        if value is not None and self.decimals == 0 and value == value.to_integral_value():
            return int(value)
        return value

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            match = _WITH_UNIT.fullmatch(squeeze(value)) if isinstance(value, str) else None
            if match:
                return [Problem("UNIT_IN_CELL", {"found": value, "number": match[1], "unit": match[2]})]
            return [Problem("NOT_A_NUMBER", {"found": value})]
        problems = []
        if self.decimals is not None and _places(value) > self.decimals:
            code = "NOT_WHOLE" if self.decimals == 0 else "TOO_MANY_DECIMALS"
            problems.append(Problem(code, {"found": value, "places": self.decimals}))
        if self.minimum is not None and value < self.minimum:
            problems.append(Problem("TOO_SMALL", {"found": value, "minimum": self._shown(self.minimum)}))
        if self.maximum is not None and value > self.maximum:
            problems.append(Problem("TOO_LARGE", {"found": value, "maximum": self._shown(self.maximum)}))
        return problems

    def validation(self) -> Validation:
        kind: ValidationType = "whole" if self.decimals == 0 else "decimal"
        error = f"请填{'整数' if self.decimals == 0 else '数字'}{self._range_text()}，只填数字，不带单位和文字。"
        if self.minimum is not None and self.maximum is not None:
            return Validation(kind, f"{self.minimum}", error, formula2=f"{self.maximum}", operator="between")
        if self.minimum is not None:
            return Validation(kind, f"{self.minimum}", error, operator="greaterThanOrEqual")
        highest = "9999999999999" if self.maximum is None else f"{self.maximum}"
        return Validation(kind, highest, error, operator="lessThanOrEqual")

    def valid_formula(self, cell: str) -> str:
        tests = [f"{cell}>={self.minimum}"] if self.minimum is not None else []
        tests += [f"{cell}<={self.maximum}"] if self.maximum is not None else []
        if self.decimals is not None:
            tests.append(f"ABS({cell}-ROUND({cell},{self.decimals}))<{_LEAST_FRACTION}")
        return f"IF(ISNUMBER({cell}),AND({','.join(tests) or 'TRUE'}),FALSE)"


@dataclass(frozen=True)
class Int(Number):
    """INT: a whole number, from 0 unless stated."""

    kind = "int"
    places = 0

    @property
    def width(self) -> float:
        return 9.0


@dataclass(frozen=True)
class Dec(Number):
    """DEC: a decimal number, from 0 unless stated."""

    kind = "dec"
    max_places: int | None = None

    @property
    def decimals(self) -> int | None:
        return self.max_places


@dataclass(frozen=True)
class Yuan(Number):
    """YUAN: money in 元, two decimals."""

    kind = "yuan"
    places = 2

    @property
    def width(self) -> float:
        return 13.0


@dataclass(frozen=True)
class Wan(Number):
    """WAN: money in 万元, up to four decimals, two shown."""

    kind = "wan"
    places = 4

    @property
    def number_format(self) -> str:
        return "0.00##"


@dataclass(frozen=True)
class Pct(Number):
    """PCT: a percentage stored as its fraction, 0 to 100 % unless stated.

    Under a heading that itself carries (%) people type 50 as well as 0.5: with `percent_heading` a number above 1
    is per cent.
    """

    kind = "pct"
    maximum: Decimal | int | None = 1
    percent_heading: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.percent_heading and (self.maximum is None or self.maximum > 1):
            raise FieldError("above 100 % nobody can tell 1.5 from 1.5 %: percent_heading needs a maximum of 1")

    @property
    def number_format(self) -> str:
        return "0.00%"

    @property
    def width(self) -> float:
        return 9.0

    @property
    def prompt(self) -> str:
        return f"填百分比{self._range_text()}，例如 95%。"

    def _shown(self, bound: Decimal | int) -> str:
        return f"{float(bound * 100):.15g}%"

    def _repair(self, raw: object) -> object:
        if isinstance(raw, str) and (text := squeeze(raw)).endswith("%"):
            percent = read_number(text[:-1])
            return None if percent is None else percent / 100
        value = read_number(raw)
        return value / 100 if self.percent_heading and value is not None and 1 < value <= 100 else value

    def validation(self) -> Validation:
        error = f"请填百分比{self._range_text()}，例如 95% 或 0.95，不带文字。"
        highest = self._typed_maximum
        if self.minimum is None or highest is None:
            return super().validation()
        return Validation("decimal", f"{self.minimum}", error, formula2=f"{highest}", operator="between")

    def valid_formula(self, cell: str) -> str:
        if not self.percent_heading:
            return super().valid_formula(cell)
        return Dec(self.minimum, self._typed_maximum).valid_formula(cell)

    @property
    def _typed_maximum(self) -> Decimal | int | None:
        return self.maximum * 100 if self.percent_heading and self.maximum is not None else self.maximum


@dataclass(frozen=True)
class Year(Number):
    """YEAR: a year as a whole number, since 2023 typed into a date cell becomes a day of 1905.

    Not later than the year of filing unless `future`.
    """

    kind = "year"
    places = 0
    minimum: Decimal | int | None = 1900
    maximum: Decimal | int | None = 2100
    future: bool = False

    @property
    def alignment(self) -> Alignment:
        return "center"

    @property
    def width(self) -> float:
        return 8.0

    @property
    def prompt(self) -> str:
        return "填四位年份，例如 2023，不带“年”字。"

    def _repair(self, raw: object) -> object:
        return super()._repair(squeeze(raw).removesuffix("年") if isinstance(raw, str) else raw)

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        problems = super()._judge(value, context)
        if not problems and not self.future and isinstance(value, int) and value > context.latest.year:
            problems.append(Problem("IN_FUTURE", {"found": value, "latest": context.latest}))
        return problems

    def valid_formula(self, cell: str) -> str:
        inside = super().valid_formula(cell)
        return inside if self.future else f"IF({inside},{cell}<=YEAR(jy.today),FALSE)"
