"""Rows of one person or enterprise together, worked by hand: what a limit leaves, and what a refused row uses up.

Each sequence is the first case of a rule's case file, claimed several times; the rows name only what differs.
"""

from __future__ import annotations

from typing import Any

import pytest

from formulas.ledger import award_ledger
from formulas.subsidies import rules
from tests.formulas.case_files import all_cases

FIRST: dict[str, dict[str, Any]] = {}
for _case in all_cases():
    FIRST.setdefault(_case.rule.code, _case.record)

PERSON = {"person_id": "110101199003070002"}
Row = dict[str, Any]


def course(day: str, occupation: str, **others: Any) -> Row:
    return PERSON | {"apply_date": day, "occupation": occupation, "skill_level": "中级工", **others}


def project(day: str, name: str) -> Row:
    return PERSON | {"apply_date": day, "online_project": name}


def advance(day: str, **others: Any) -> Row:
    return {"credit_code": "91410400MA0000002G", "training_plan": "2023年计划", "apply_date": day, **others}


SEQUENCES: list[tuple[str, str, list[Row], list[str]]] = [
    (
        # 每人每年可享受不超过2次: a course refused as 重复享受 is no 次 (豫就业组〔2023〕1号 附件2 二（六）（4）)
        "train-online",
        "a repeated course uses up no time of the year",
        [
            course("2023-07-01", "焊工"),
            course("2023-08-01", "焊工"),
            course("2023-09-01", "电工"),
            course("2023-10-01", "钳工"),
        ],
        ["480.00", "not-repeated", "480.00", "times-2"],
    ),
    (
        "train-online",
        "a course that fails otherwise uses up nothing; a new year begins anew",
        [
            course("2023-07-01", "焊工", exam_passed=False),
            course("2023-08-01", "焊工"),
            course("2023-09-01", "电工"),
            course("2024-01-01", "钳工"),
        ],
        ["exam", "480.00", "480.00", "480.00"],
    ),
    (
        # 每人每年可享受不超过3次补贴 (豫人社规〔2021〕4号 第三十条)
        "train-online-poverty",
        "a repeated project uses up no time of the year",
        [
            project("2022-01-10", "电子商务"),
            project("2022-02-10", "电子商务"),
            project("2022-03-10", "养老护理"),
            project("2022-04-10", "养老护理"),
            project("2022-05-10", "家政服务"),
            project("2022-06-10", "果树栽培"),
        ],
        ["350.00", "not-repeated", "350.00", "not-repeated", "350.00", "times-3"],
    ),
    (
        # 50% × 5000 × 30 = 75000, of which 60000 are drawn first (豫就业组〔2023〕1号 附件2 二（六）（2）)
        "train-apprentice-advance",
        "the second advance gets what is left, the third nothing; another level has its own half",
        [
            advance("2023-04-01"),
            advance("2023-05-01"),
            advance("2023-06-01"),
            advance("2023-06-01", level="高级工"),
        ],
        ["60000.00", "15000.00", "advance-left", "60000.00"],
    ),
    (
        # 每人每年最高不超过1000元: 600 + 400, then nothing (豫就业组〔2023〕1号 附件2 二（六）（3）)
        "train-offjob",
        "a person's year holds 1000元",
        [PERSON | {"apply_date": day} for day in ("2023-06-01", "2023-07-01", "2023-08-01", "2024-01-01")],
        ["600.00", "400.00", "year-cap", "600.00"],
    ),
    (
        # 最长期限12个月: 5 + 5 + 2 months at 2000 × 70% (豫就业组〔2023〕1号 附件2 一（三）)
        "internship",
        "twelve months for a person, whichever unit",
        [
            PERSON | {"apply_date": day, "min_wages": [2000] * 5, "agreed_months": 5}
            for day in ("2023-06-01", "2023-12-01", "2024-06-01", "2024-12-01")
        ],
        ["7000.00", "7000.00", "2800.00", "months-left"],
    ),
    (
        # 每学年分秋季学期、春季学期两期发放 (豫人社规〔2021〕4号 第三十一条)
        "rain-dew-vocational",
        "two terms of a school year",
        [
            PERSON | {"apply_date": "2022-10-01", "school_year": "2022—2023", "terms_claimed": 1},
            PERSON | {"apply_date": "2023-03-10", "school_year": "2022—2023", "terms_claimed": 2},
            PERSON | {"apply_date": "2023-04-10", "school_year": "2022—2023", "terms_claimed": 1},
            PERSON | {"apply_date": "2023-10-10", "school_year": "2023—2024", "terms_claimed": 2},
        ],
        ["1500.00", "1500.00", "terms-left", "3000.00"],
    ),
]


@pytest.mark.parametrize(("code", "title", "rows", "expected"), SEQUENCES, ids=[f"{s[0]}: {s[1]}" for s in SEQUENCES])
def test_rows_together(code: str, title: str, rows: list[Row], expected: list[str]) -> None:
    records = [FIRST[code] | row for row in rows]
    assert shown(code, records) == expected, title
    # the order is that of the dates, wherever the rows stand
    assert shown(code, records[::-1])[::-1] == expected, title


def shown(code: str, records: list[Row]) -> list[str]:
    """The amount of each row, or the conditions that failed."""
    awards = award_ledger(rules()[code], records)
    return [str(each.amount) if each.eligible else ", ".join(each.reasons) for each in awards]
