"""Conditions between fields mean the same here as in the form's own worksheet formulas, and have Chinese words.

    1  on filled rows they give what the expression language itself gives
    2  blanks: a comparison with a blank is false; a condition waits for what must be filled in and for numbers
    3  words
    4  what a condition of a form cannot hold is refused
    5  every condition that a form of the project declares can be checked and said
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formulas import expressions as ex
from formulas.evaluation import Scope, evaluate
from templates.checking.conditions import WAIT, Condition, compiled, in_words
from templates.fields import Date, Dec, Enum, Int, Text, YesNo
from templates.model import Field
from templates.registry import forms

STAFF = Field("staff", "员工规模", Int(), required=True).ref
SHORT = Field("short-of", "缺工人数", Int()).ref
PAID = Field("paid", "金额", Dec(), required=True).ref
FROM = Field("from", "起始日期", Date(), required=True).ref
UNTIL = Field("until", "截止日期", Date()).ref
SIZE = Field("size", "企业规模", Enum("size"), required=True).ref
SMALL = Field("small", "小微企业", YesNo(), required=True).ref
NOTE = Field("note", "备注", Text())

EXPRESSIONS: list[ex.Expr] = [
    SHORT <= STAFF,
    ~(SHORT > STAFF),
    STAFF + SHORT >= 10,
    STAFF - SHORT > 0,
    PAID * 2 <= STAFF * 500,
    STAFF / 3 < SHORT + 1,
    PAID // 100 == STAFF,
    ex.least(STAFF, SHORT, 50) >= 5,
    ex.greatest(STAFF, SHORT) < 90,
    ex.round_cent(PAID / 3) <= 100,
    ex.choose(SMALL, STAFF, SHORT) > 20,
    FROM <= UNTIL,
    ex.months_after(FROM, 6) <= UNTIL,
    ex.year_of(FROM) == 2023,
    SIZE.is_in("大型", "中型") | SMALL,
    SIZE.is_not("大型") & (STAFF > 5),
    ~ex.truth(SMALL) | ~NOTE.filled,
    (SHORT > 0) | ex.missing(NOTE.ref),
]
DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2024, 12, 31))
RECORDS = st.fixed_dictionaries(
    {
        "staff": st.integers(0, 100),
        "short_of": st.integers(0, 100),
        "paid": st.decimals(0, 20000, places=2),
        "from": DAYS,
        "until": DAYS,
        "size": st.sampled_from(["大型", "中型", "小型", "微型"]),
        "small": st.sampled_from(["是", "否"]),
        "note": st.sampled_from(["", "无"]).map(lambda text: text or None),
    }
)


def reckon(expression: ex.Expr, **values: object) -> Any:
    """The condition's result on one row, or WAIT."""
    condition = Condition(expression)
    (result,) = condition.judge([[values[name]] for name in condition.inputs])
    return WAIT if result is None else result


@settings(max_examples=200, deadline=None)
@given(RECORDS)
def test_the_same_as_the_expression_language(record: dict[str, Any]) -> None:  # 1
    exact = {
        name: Fraction(value) if isinstance(value, int | Decimal) else value == "是" if name == "small" else value
        for name, value in record.items()
    }
    for expression in EXPRESSIONS:
        scope = Scope(exact, None, dt.date(2023, 1, 1))  # type: ignore[arg-type]  # no parameter is read
        assert reckon(expression, **record) == evaluate(expression, scope), in_words_or_type(expression)


def in_words_or_type(expression: ex.Expr) -> str:
    try:
        return in_words(expression)
    except ex.ExpressionError:
        return type(expression).__name__


BLANKS: list[tuple[str, ex.Expr, dict[str, object], object]] = [
    ("可空的数没有填，比较不成立", SHORT <= STAFF, {"short_of": None, "staff": 5}, False),
    ("必填的数没有填，等它填上", SHORT <= STAFF, {"short_of": 3, "staff": None}, WAIT),
    ("填的不是数，等它改正", SHORT <= STAFF, {"short_of": "若干", "staff": 5}, WAIT),
    ("可空的日期没有填，比较不成立", FROM <= UNTIL, {"from": dt.date(2023, 3, 1), "until": None}, False),
    ("填的不是日期，等它改正", FROM <= UNTIL, {"from": dt.date(2023, 3, 1), "until": "三月"}, WAIT),
    ("算式里有空的，比较不成立", STAFF + SHORT >= 0, {"staff": 5, "short_of": None}, False),
    ("没有填", ex.missing(UNTIL), {"until": None}, True),
    ("填了", ex.missing(UNTIL), {"until": dt.date(2023, 3, 1)}, False),
    ("没有填或者不早于", ex.missing(UNTIL) | (FROM <= UNTIL), {"from": dt.date(2023, 3, 1), "until": None}, True),
    ("真假不是数", SHORT <= STAFF, {"short_of": True, "staff": 5}, WAIT),
]


@pytest.mark.parametrize(("expression", "values", "expected"), [b[1:] for b in BLANKS], ids=[b[0] for b in BLANKS])
def test_blanks(expression: ex.Expr, values: dict[str, object], expected: object) -> None:  # 2
    assert reckon(expression, **values) is expected


def test_only_the_rows_that_must_wait_do() -> None:
    condition = Condition(SHORT <= STAFF)
    assert condition.judge([[3, None, "若干", 9], [5, 5, 5, 5]]) == [True, False, None, False]


WORDS = [
    (SHORT > 0, "缺工人数大于0"),
    (~(SHORT > 0), "缺工人数不大于0"),
    (SHORT >= STAFF, "缺工人数不小于员工规模"),
    (SHORT == 0, "缺工人数等于0"),
    (SHORT != 0, "缺工人数不等于0"),
    (FROM <= UNTIL, "起始日期不晚于截止日期"),
    (FROM > UNTIL, "起始日期晚于截止日期"),
    (SIZE.is_in("大型", "中型"), "企业规模为“大型”或“中型”"),
    (SIZE.is_not("微型"), "企业规模不是“微型”"),
    (ex.truth(SMALL), "小微企业为“是”"),
    (~ex.truth(SMALL), "小微企业不是“是”"),
    (ex.missing(UNTIL), "截止日期未填"),
    (NOTE.filled, "填了备注"),
    ((SHORT > 0) & ex.truth(SMALL), "缺工人数大于0且小微企业为“是”"),
    ((SHORT > 0) | (STAFF < 5), "缺工人数大于0或员工规模小于5"),
    (STAFF + SHORT > 0, "员工规模与缺工人数之和大于0"),
    (STAFF - SHORT < 3, "员工规模减缺工人数小于3"),
]


@pytest.mark.parametrize(("expression", "words"), WORDS, ids=[words for _, words in WORDS])
def test_words(expression: ex.Expr, words: str) -> None:  # 3
    assert in_words(expression) == words


def test_what_has_no_place_in_a_form_is_refused() -> None:  # 4
    with pytest.raises(ex.ExpressionError, match="no place in a form's condition"):
        compiled(ex.Parameter("cap", "上限") > STAFF)
    with pytest.raises(ex.ExpressionError, match="no Chinese name"):
        in_words(ex.round_cent(PAID) > 3)


def test_every_declared_condition_can_be_checked_and_said() -> None:  # 5
    conditional = 0
    for form in forms().values():
        for field in form.fields():
            if isinstance(field.required, ex.Expr):
                conditional += 1
                assert compiled(field.required).inputs, (form.code, field.code)
                assert in_words(field.required), (form.code, field.code)
        for check in getattr(form, "checks", ()):
            assert compiled(check.test).inputs, (form.code, check.code)
            assert {field.code for field in check.fields} <= {field.code for field in form.fields()}
    assert conditional
