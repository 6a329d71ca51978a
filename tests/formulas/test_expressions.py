"""The expression language: what it refuses where it is written, and what it gives at the edges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from formulas import expressions as ex
from formulas.evaluation import Scope, evaluate, half_up, months_after
from formulas.inputs import Inputs, date, integer, list_of, money, option, percent, yes_no
from formulas.parameters import load_parameters

i = Inputs(
    day=date("日期"),
    later=date("以后的日期").or_null(),
    staff=integer("人数", "人"),
    basis=integer("天数", allowed=(360, 365)),
    wage=money("工资"),
    rate=percent("利率"),
    size=option("规模", "大型", "小型"),
    insured=yes_no("参保"),
    wages=list_of(money("逐月工资")),
)
FILE = load_parameters("hire_one_off").file

REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: i.staff + "3", "不是数字"),
    (lambda: i.staff + True, "不是数字"),
    (lambda: i.staff * i.size, "是选项，不是数字"),
    (lambda: i.staff > i.day, "不能比较"),
    (lambda: i.size > "大型", "不能比较"),
    (lambda: i.insured == True, "直接写，或者前面加 ~"),  # noqa: E712
    (lambda: i.staff and i.insured, "不写 and、or、not"),
    (lambda: i.insured & i.staff, "不是条件"),
    (lambda: i.staff.is_in("大型"), "是数字，不是选项"),
    (lambda: ex.total(i.staff), "不是清单"),
    (lambda: ex.year_of(i.staff), "不是日期"),
    (lambda: ex.months_after(i.wage, 3), "不是日期"),
    (lambda: ex.missing(i.staff), "总有值"),
]


@pytest.mark.parametrize(("written", "message"), REFUSED, ids=range(len(REFUSED)))
def test_nonsense_is_refused_where_it_is_written(written: Callable[[], Any], message: str) -> None:
    with pytest.raises(ex.ExpressionError, match=message):
        written()


def test_an_unknown_input_is_named_with_the_known_ones() -> None:
    with pytest.raises(AttributeError, match="没有输入“staf”；有：day、later、staff"):
        i.staf  # noqa: B018


def value(expression: ex.Expr, **record: Any) -> Any:
    values, _ = i.read({**RECORD, **record})
    return evaluate(expression, Scope(values, FILE, dt.date(2023, 6, 1)))


RECORD = {
    "day": "2023-08-31", "later": None, "staff": 7, "basis": 360, "wage": 0.1, "rate": 70,
    "size": "小型", "insured": False, "wages": [1, 2, 3],
}  # fmt: skip

VALUES = [
    (i.wage * 3, {}, Fraction(3, 10)),  # a tenth is a tenth
    (i.rate, {}, Fraction(7, 10)),
    (i.staff // 2, {}, 3),
    (i.staff // 2, {"staff": 8}, 4),
    (i.wage / i.basis * i.basis, {}, Fraction(1, 10)),  # quotients are exact
    (ex.months_after(i.day, 6), {}, dt.date(2024, 2, 29)),
    (ex.months_after(i.day, 18), {}, dt.date(2025, 2, 28)),
    (ex.total(i.wages, first=i.staff), {"staff": 2}, 3),
    (ex.total(i.wages, first=i.staff), {"staff": 0}, 0),
    (ex.total(i.wages, first=i.staff), {"staff": 9}, 6),
    (ex.total(i.wages, each_at_most=ex.number(2)), {}, 5),
    (ex.every(i.wages, ">", 0), {"wages": [1, 0]}, False),
    (i.later >= i.day, {}, False),  # a null compares as nothing
    (ex.missing(i.later) | (i.later >= i.day), {}, True),
    (ex.round_cent(i.wage), {"wage": 500.005}, Fraction("500.01")),
    (i.size == "小型", {}, True),
    (i.size != "小型", {}, False),
]


@pytest.mark.parametrize(("expression", "record", "expected"), VALUES, ids=range(len(VALUES)))
def test_value(expression: ex.Expr, record: dict[str, Any], expected: Any) -> None:
    assert value(expression, **record) == expected


# 2023-08-31 + 6 months is the last day of February (subsidies: "Months")
MONTHS = [
    ("2023-01-31", 1, "2023-02-28"),
    ("2024-01-31", 1, "2024-02-29"),
    ("2023-12-15", 1, "2024-01-15"),
    ("2023-03-31", 0, "2023-03-31"),
]


@pytest.mark.parametrize(("start", "months", "end"), MONTHS)
def test_months(start: str, months: int, end: str) -> None:
    assert months_after(dt.date.fromisoformat(start), months) == dt.date.fromisoformat(end)


HALF_UP = [("1159.315", "1159.32"), ("1159.3149999", "1159.31"), ("0.005", "0.01"), ("0.00499", "0"), ("1.125", "1.13")]


@pytest.mark.parametrize(("exact", "rounded"), HALF_UP)
def test_half_up(exact: str, rounded: str) -> None:
    assert half_up(Fraction(exact)) == Fraction(rounded)


# what a record may hold, by the rules of JSON types
INVALID = [
    ("staff", "7"), ("staff", True), ("staff", 6.5), ("staff", -1), ("staff", None), ("staff", float("nan")),
    ("basis", 366), ("day", "2023-8-31"), ("day", "2023-02-29"), ("day", "2023-W01-1"), ("day", 20230831),
    ("size", "中型"), ("insured", "是"), ("insured", 1), ("wages", []), ("wages", [1, None]), ("wages", 5),
    ("wage", float("inf")), ("later", "明天"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "raw"), INVALID, ids=range(len(INVALID)))
def test_invalid_input_is_named(name: str, raw: Any) -> None:
    _, invalid = i.read({**RECORD, name: raw})
    assert invalid == (name,)


VALID = [("staff", 6.0), ("wage", 12.345678), ("wages", [0.0]), ("later", None), ("later", "2023-09-01"), ("rate", 0)]


@pytest.mark.parametrize(("name", "raw"), VALID, ids=range(len(VALID)))
def test_valid_input(name: str, raw: Any) -> None:
    assert i.read({**RECORD, name: raw})[1] == ()


def test_every_invalid_input_is_named_in_declared_order() -> None:
    _, invalid = i.read({"staff": "x", "wage": 1, "unknown": 3})
    assert invalid == ("day", "later", "staff", "basis", "rate", "size", "insured", "wages")
