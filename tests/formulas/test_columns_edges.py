"""The column form where engines and people differ: how a key is written, fractions of a cent, numbers out of range.

Expected awards are worked by hand; the value reading must give the same.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pytest

from formulas.columns import evaluate_columns, to_awards, to_columns
from formulas.ledger import award_ledger
from formulas.subsidies import rules

Record = dict[str, Any]


def amounts(code: str, records: list[Record]) -> list[str]:
    """The amounts of the column form, after a look that the value reading gives the same awards."""
    rule = rules()[code]
    engine = ibis.duckdb.connect()
    table = engine.create_table("records", to_columns(rule, records))
    awards = to_awards(rule, evaluate_columns(rule, table).to_pyarrow())
    engine.disconnect()
    assert awards == [(each.amount, each.eligible, each.reasons) for each in award_ledger(rule, records)]
    return [str(amount) for amount, _, _ in awards]


# 交通补贴, 省外 600元/年: 平巩固脱贫成果办〔2023〕7号 二（二）
JOURNEY = {
    "award_year": 2023,
    "household_type": "脱贫享受政策户",
    "months_worked": 7,
    "annual_wage": 30000,
    "place": "省外",
    "paid_this_year": False,
}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("41040319900101123X", "41040319900101123X", True),
        ("41040319900101123X", "41040319900101123x", True),
        ("41040319900101123X", " 41040319900101123X\n", True),
        ("41040319900101123X", "\u300041040319900101123x\u3000", True),  # the blank of a Chinese keyboard
        ("甲某", "甲某 ", True),
        ("甲 某", "甲某", False),
        ("41040319900101123X", "410403199001011231", False),
        ("", "", False),
        ("\u3000", "\u3000", False),
        ("nobody", "NOBODY", True),
        ("41040319900101123X", "", False),
    ],
)
def test_a_key_is_compared_in_capitals_without_blanks_around_it(first: str, second: str, same: bool) -> None:
    found = amounts("labour-transport", [{**JOURNEY, "person_id": each} for each in (first, second)])
    assert found == ["600.00", "0.00" if same else "600.00"]


# 创业运营补贴: at most 10000元 a person and year: 平人社办函〔2023〕31号 附件
OPERATING = {
    "apply_date": "2023-08-01",
    "is_graduate": True,
    "in_incubator": True,
    "subsidy_rate_percent": Decimal("0.5"),
    "paid_this_year": 0,
    "person_id": "P1",
}


def test_what_earlier_rows_used_up_keeps_its_fractions_of_a_cent() -> None:
    # 99.01 × 0.5% = 0.49505 (paid 0.50); the larger claim of a later day gets 10000 − 0.49505 = 9999.50495, so 9999.50.
    # Kept to four decimals the first would have used up 0.4950, and the second would get 9999.505, so 9999.51.
    records = [
        {**OPERATING, "actual_cost": Decimal("99.01")},
        {**OPERATING, "actual_cost": 4_000_000, "apply_date": "2023-08-02"},
    ]
    assert amounts("startup-operating", records) == ["0.50", "9999.50"]


def test_the_larger_amount_of_one_day_comes_first() -> None:
    records = [
        {**OPERATING, "actual_cost": 400_000},  # 2000.00
        {**OPERATING, "actual_cost": 1_800_000},  # 9000.00
        {**OPERATING, "actual_cost": 100_000, "apply_date": "2023-07-31"},  # 500.00, of the day before
    ]
    assert amounts("startup-operating", records) == ["500.00", "9000.00", "500.00"]


def test_rows_alike_in_everything_are_paid_once() -> None:
    found = amounts("labour-transport", [{**JOURNEY, "person_id": "P1"}] * 3)
    assert sorted(found) == ["0.00", "0.00", "600.00"]


# 就业见习补贴: three months at 70% of 2000元: 豫就业组〔2023〕1号 附件2 一（三）
INTERNSHIP = {
    "apply_date": "2023-08-01",
    "unit_recognised": True,
    "person_category": "失业青年",
    "age": 20,
    "min_wages": [2000, 2000, 2000],
    "agreed_months": 12,
    "contract_before_end": False,
    "completed_count": 0,
    "retained_count": 0,
    "months_paid_before": 0,
    "person_id": "P1",
}


def test_a_number_out_of_range_is_invalid_and_stops_no_other_row() -> None:
    huge = Decimal("4e14")  # sixteen of them, scaled, outgrow int64
    records = [
        INTERNSHIP,
        {**INTERNSHIP, "min_wages": [huge] * 16, "person_id": "P2"},
        {**INTERNSHIP, "months_paid_before": 10**30, "person_id": "P3"},
        {**INTERNSHIP, "min_wages": [2000, None, 2000], "person_id": "P4"},
        {**INTERNSHIP, "min_wages": [], "person_id": "P5"},
    ]
    rule = rules()["internship"]
    engine = ibis.duckdb.connect()
    result = evaluate_columns(rule, engine.create_table("records", to_columns(rule, records))).to_pyarrow()
    engine.disconnect()
    wages, paid = ("invalid-input:min_wages",), ("invalid-input:months_paid_before",)
    assert [reasons for _, _, reasons in to_awards(rule, result)] == [(), wages, paid, wages, wages]
