"""DATE and MONTH: true date values, not before 1900 and not after the day of filing unless they lie ahead by nature."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from templates.fields.base import (
    FIRST_DATE,
    TODAY_NAME,
    Alignment,
    FieldContext,
    FieldType,
    Problem,
    Validation,
)
from templates.fields.numbers import read_number
from templates.lists.spelling import squeeze

_LAST_SERIAL = 2958465  # 9999-12-31
_FICTION = 60  # Excel's 29 February 1900; from here on its count is one day ahead of the calendar
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:T?00:00(?::00)?)?")
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))")


def serial(day: dt.date) -> int:
    """Excel's number of a day.

    >>> serial(dt.date(1900, 1, 1)), serial(dt.date(1900, 3, 1)), serial(dt.date(2023, 3, 17))
    (1, 61, 45002)
    """
    count = (day - dt.date(1899, 12, 31)).days
    return count + 1 if count >= _FICTION else count


def _from_number(number: Decimal) -> dt.date | None:
    """The day of a date's number that lost its format, or of digits such as 20230317. A mere year is no date."""
    whole = int(number)
    if number == whole and whole > _LAST_SERIAL:
        return _from_text(f"{whole}", _DAY)
    if not 0 < whole <= _LAST_SERIAL or whole == _FICTION or FIRST_DATE.year <= whole <= 2100:
        return None
    return dt.date(1899, 12, 31) + dt.timedelta(days=whole - (1 if whole > _FICTION else 0))


def _from_text(text: str, pattern: re.Pattern[str]) -> dt.date | None:
    if not (match := pattern.fullmatch(text)):
        return None
    year, *parts = (int(part) for part in match.groups() if part)
    try:
        return dt.date(year, *(parts if len(parts) == 2 else (*parts, 1)))
    except ValueError:
        return None


@dataclass(frozen=True)
class Date(FieldType):
    """DATE. `future` for a plan, a deadline, an end or a validity date.

    `limit_name` is the defined name of the cell that dates the form (填报日期); while it is empty, or for a form
    without one, today is the limit.
    """

    kind = "date"
    future: bool = False
    minimum: dt.date = FIRST_DATE
    limit_name: str = TODAY_NAME

    @property
    def number_format(self) -> str:
        return "yyyy-mm-dd"

    @property
    def alignment(self) -> Alignment:
        return "center"

    @property
    def width(self) -> float:
        return 12.0

    @property
    def prompt(self) -> str:
        return f"填日期，例如 2023-3-17{'' if self.future else f'，不晚于{self._limit_words}'}。"

    def _repair(self, raw: object) -> object:
        if isinstance(raw, dt.datetime):
            return raw.date()
        if isinstance(raw, dt.date):
            return raw
        if isinstance(raw, str):
            return self._parse(squeeze(raw))
        number = read_number(raw)
        return None if number is None else _from_number(number)

    def _parse(self, text: str) -> dt.date | None:
        return _from_text(text, _DAY)

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if not isinstance(value, dt.date):
            return [Problem("NOT_A_DATE", {"found": value})]
        problems = []
        earliest = self._repair(max(self.minimum, context.min_date))  # a month is compared from its first day
        assert isinstance(earliest, dt.date)
        if value < earliest:
            problems.append(Problem("TOO_EARLY", {"found": value, "earliest": earliest}))
        if not self.future and value > context.latest:
            problems.append(Problem("IN_FUTURE", {"found": value, "latest": context.latest}))
        return problems

    @property
    def _limit_words(self) -> str:
        return "今天" if self.limit_name == TODAY_NAME else "填报日期"

    @property
    def _limit(self) -> str:
        if self.future:
            return f"{_LAST_SERIAL}"
        if self.limit_name == TODAY_NAME:
            return TODAY_NAME
        return f"IF(N({self.limit_name})>0,{self.limit_name},{TODAY_NAME})"

    def validation(self) -> Validation:
        tail = "" if self.future else f"，不能晚于{self._limit_words}"
        error = f"请填真实存在的日期，例如 2023-3-17{tail}；不要填“2023.3.17”或文字。"
        return Validation("date", f"{serial(self.minimum)}", error, formula2=self._limit, operator="between")

    def valid_formula(self, cell: str) -> str:
        return f"IF(ISNUMBER({cell}),AND({cell}>={serial(self.minimum)},INT({cell})<={self._limit}),FALSE)"


@dataclass(frozen=True)
class Month(Date):
    """MONTH: a date whose day does not count; read as the first of the month."""

    kind = "month"

    @property
    def number_format(self) -> str:
        return 'yyyy"年"m"月"'

    @property
    def prompt(self) -> str:
        return f"填年月，例如 2023-3{'' if self.future else f'，不晚于{self._limit_words}所在月份'}。"

    def _repair(self, raw: object) -> object:
        value = super()._repair(raw)
        return value.replace(day=1) if isinstance(value, dt.date) else value

    def _parse(self, text: str) -> dt.date | None:
        return _from_text(text, _MONTH) or _from_text(text, _DAY)

    def validation(self) -> Validation:
        tail = "" if self.future else f"，不能晚于{self._limit_words}所在月份"
        error = f"请填年月，例如 2023-3{tail}；不要填文字。"
        limit = self._limit if self.future else f"EOMONTH({self._limit},0)"
        return Validation("date", f"{serial(self.minimum)}", error, formula2=limit, operator="between")

    def valid_formula(self, cell: str) -> str:
        first = f"INT({cell})-DAY({cell})+1"
        return (
            f"IF(ISNUMBER({cell}),IF({cell}>={serial(self.minimum)},IF({cell}<={_LAST_SERIAL},"
            f"{first}<={self._limit},FALSE),FALSE),FALSE)"
        )
