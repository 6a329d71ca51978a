"""Values in Chinese, as an official's note puts them: 12个月, 70%, 812.50元/月, 3000万元, 2023年3月6日, “是”."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import Any

from formulas.parameters.model import DatedParameter, ParameterFile, chinese_date, plain

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
_MEASURED = {"月": "个月", "工作日": "个工作日", "学期": "个学期"}  # the unit, as it reads after a number
_WAN, _YI = 10_000, 100_000_000
_LEAST_IN_WAN = 10 * _WAN  # below it, 元 reads as well


def with_unit(value: Fraction, unit: str) -> str:
    """A number with its unit, sums of money in 元.

    >>> with_unit(Fraction(6), "月"), with_unit(Fraction(7, 10), "%"), with_unit(Fraction(1625, 2), "元/月")
    ('6个月', '70%', '812.50元/月')
    """
    if unit == "%":
        return f"{plain(value * 100)}%"
    return f"{_money(value) if unit.startswith('元') else plain(value)}{measured(unit)}"


def measured(unit: str) -> str:
    """A unit as it reads after a number: 3月 would be March.

    >>> measured("月"), measured("元/月")
    ('个月', '元/月')
    """
    return _MEASURED.get(unit, unit)


def limit_text(value: Fraction, unit: str, least: int = _LEAST_IN_WAN) -> str:
    """A standard or limit with its unit; whole 万元 from `least` up read as 万元 or 亿元.

    >>> [limit_text(Fraction(sum_), "元") for sum_ in (30_000_000, 20_000_000_000, 90_000, 100_001)]
    ['3000万元', '200亿元', '90000元', '100001元']
    """
    if unit.startswith("元") and value >= least and value % _WAN == 0:
        sign, size = ("亿", _YI) if value % _YI == 0 else ("万", _WAN)
        return f"{plain(value / size)}{sign}{unit}"
    return with_unit(value, unit)


def amount_text(parameter: DatedParameter, day: dt.date, least: int = _LEAST_IN_WAN) -> str:
    """A parameter's value on a day with its unit, as a sentence puts it."""
    content = parameter.at(day).content
    if isinstance(content, dt.date):
        return chinese_date(content)
    assert isinstance(content, Fraction)
    return limit_text(content, parameter.unit, least)


def fill(title: str, file: ParameterFile, day: dt.date) -> str:
    """A title with the values of the parameters it names in braces; a range is written in one unit, 2万元至10万元."""
    names = _PLACEHOLDER.findall(title)
    contents = [(file.parameters[name].at(day).content, file.parameters[name].unit) for name in names]
    sums = [content for content, unit in contents if unit.startswith("元") and isinstance(content, Fraction)]
    together = len(sums) > 1 and max(sums) >= _LEAST_IN_WAN and all(each % _WAN == 0 for each in sums)
    least = _WAN if together else _LEAST_IN_WAN
    return _PLACEHOLDER.sub(lambda match: amount_text(file.parameters[match[1]], day, least), title)


def placeholders(title: str) -> list[str]:
    """The parameters that a title names."""
    return _PLACEHOLDER.findall(title)


def quoted(text: str) -> str:
    """A text in quotation marks, its own turned into inner ones.

    >>> quoted("“三公”经费支出")
    '“‘三公’经费支出”'
    """
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def show_value(value: Any, unit: str) -> str:
    """An input's value as the clerk would write it."""
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    if isinstance(value, dt.date):
        return chinese_date(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        return "、".join(with_unit(each, unit) for each in value) or "没有"
    return with_unit(value, unit)


def _money(value: Fraction) -> str:
    """A sum of money: whole 元, or with the two decimals of 角 and 分."""
    cents = value * 100
    if value.denominator == 1 or cents.denominator != 1:
        return plain(value)
    return f"{'-' if value < 0 else ''}{abs(cents.numerator) // 100}.{abs(cents.numerator) % 100:02d}"
