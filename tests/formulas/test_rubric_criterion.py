"""The small expression language of the rubrics: exact, typed, and with None for what does not apply."""

from __future__ import annotations

from fractions import Fraction

import pytest

from formulas.criterion import CriterionError, Value, evaluate, parse

TYPES = {"rate": "number", "other": "number", "flag": "truth", "kind": "text", "ages": "numbers", "tasks": "texts"}


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("rate >= 90", {"rate": Fraction(90)}, True),
        ("rate >= 90", {"rate": Fraction(89999, 1000)}, False),
        ("rate > 80", {"rate": Fraction(80)}, False),
        ("rate >= 100 / 500", {"rate": Fraction(1, 5)}, True),
        ("rate * 3 == 0.3", {"rate": Fraction(1, 10)}, True),
        ("30 <= rate <= 50", {"rate": Fraction(50)}, True),
        ("30 <= rate <= 50", {"rate": Fraction(51)}, False),
        ("50 * floor(max(0, rate - 1000) / 500)", {"rate": Fraction(1499)}, 0),
        ("50 * floor(max(0, rate - 1000) / 500)", {"rate": Fraction(2000)}, 100),
        ("-rate < 0", {"rate": Fraction(1)}, True),
        ("count(ages) >= 4 and min(ages) >= 40", {"ages": (Fraction(40),) * 4}, True),
        ("count(ages) >= 4 and min(ages) >= 40", {"ages": (Fraction(40), Fraction(39)) * 2}, False),
        ("count(ages) == 0 or max(ages) <= 40", {"ages": ()}, True),
        ("kind in ('甲', '乙')", {"kind": "乙"}, True),
        ("kind not in ('甲', '乙')", {"kind": "乙"}, False),
        ("'甲' in tasks", {"tasks": ("乙", "甲")}, True),
        ("kind != '甲'", {"kind": "甲"}, False),
        ("not flag", {"flag": False}, True),
        ("rate if flag else other", {"flag": True, "rate": Fraction(3), "other": Fraction(4)}, 3),
        ("rate >= 150 if kind == '甲' else None", {"kind": "乙", "rate": Fraction(200)}, None),
        # what does not apply drops out of and / or; with nothing left the whole does not apply
        ("rate >= 96 and other >= 60", {"rate": None, "other": Fraction(60)}, True),
        ("rate >= 96 and other >= 60", {"rate": None, "other": Fraction(59)}, False),
        ("rate >= 96 and other >= 60", {"rate": None, "other": None}, None),
        ("rate < 60 or other < 90", {"rate": Fraction(60), "other": None}, False),
        ("not flag", {"flag": None}, None),
        ("rate + other > 1", {"rate": Fraction(9), "other": None}, None),
    ],
)
def test_evaluation(source: str, values: dict[str, Value], expected: Value) -> None:
    assert evaluate(parse(source, TYPES), values) == expected


def test_facts_about_other_items() -> None:
    criterion = parse("hit('13①') or met('（九）')", {})
    assert criterion.quoted_items == {"13①", "（九）"}
    facts = {"hit": lambda no: False, "met": lambda no: no == "（九）"}
    assert evaluate(criterion, {}, facts) is True


@pytest.mark.parametrize(
    ("source", "fragment"),
    [
        ("rate >=", "写法有误"),
        ("speed > 1", "“speed”没有声明"),
        ("rate > '1'", "类型是 text，应为 number"),
        ("kind > '甲'", "类型是 text，应为 number"),
        ("kind == 1", "类型是 number，应为 text"),
        ("flag and rate", "类型是 number，应为 truth"),
        ("rate / other > 1", "不是本表的写法"),
        ("rate / 0 > 1", "不是本表的写法"),
        ("rate ** 2 > 1", "不是本表的写法"),
        ("rate is None", "不是本表的写法"),
        ("True", "不是本表的写法"),
        ("open('x')", "不是本表的写法"),
        ("rate.real > 1", "不是本表的写法"),
        ("[r for r in ages]", "不是本表的写法"),
        ("floor(ages) > 1", "不是本表的写法"),
        ("1 if flag else '甲'", "两个分支的类型不同"),
    ],
)
def test_refused(source: str, fragment: str) -> None:
    with pytest.raises(CriterionError, match="表达式") as refused:
        parse(source, TYPES)
    assert fragment in str(refused.value)
