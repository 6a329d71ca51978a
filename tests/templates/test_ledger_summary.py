"""汇总 and 分单位明细: what LibreOffice adds up by policy, by unit and by both, against sums worked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from formulas.subsidies import rules
from templates.ledgers import ledger_form
from templates.model import Workbook
from templates.names import field_name, ledger_code
from templates.registry import workbooks
from templates.rendering import ledger_summary, render
from tests.ledger_books import fill, fill_input
from tests.oracles.cached_values import CachedValues, read_values
from tests.oracles.libreoffice import recalculate

FILER, NOBODY = "示例县乡村振兴局", "（未填单位）"
AWARD, TRANSPORT, PLACE, LOAN = "labour-award", "labour-transport", "paired-assistance-place", "job-retention-loan"
Row = tuple[str, dict[str, Any]]  # the unit, the record


def award(quarter: int, **changes: Any) -> dict[str, Any]:
    quarters = ("wage_q4_prev", "wage_q1", "wage_q2", "wage_q3")
    record = {"award_year": 2023, "household_type": "脱贫享受政策户", "paid_this_year": False}
    return {**record, **dict.fromkeys(quarters, quarter), **changes}


def transport(place: str) -> dict[str, Any]:
    household = {"award_year": 2023, "household_type": "脱贫享受政策户", "paid_this_year": False}
    return {**household, "months_worked": 9, "annual_wage": 38000, "place": place}


CHECKED = {
    "apply_date": "2021-10-01", "item": "赴受帮扶方招聘活动资金",
    "class_applied_from": "帮扶方", "claim_place": "帮扶方",
}  # fmt: skip
# 平巩固脱贫成果办〔2023〕7号 二: 40,000 × 4 % = 1600, at most 1500; 20,000 × 3 % = 600; 12,000 × 3 % = 360;
# 省外 600, 县域内 200
ROWS: Mapping[str, Sequence[Row]] = {
    AWARD: [
        ("甲村", award(10000)),
        ("乙村", award(5000)),
        ("", award(3000)),
        (" 乙村 ", award(5000, paid_this_year=True)),
    ],
    TRANSPORT: [("乙村", transport("省外")), ("甲村", transport("县域内"))],
    PLACE: [("丙村", CHECKED)],
}
PAIRS = [
    ("甲村", "务工奖补（一奖）", 1, 1, 1500),
    ("乙村", "务工奖补（一奖）", 2, 1, 600),
    (FILER, "务工奖补（一奖）", 1, 1, 360),
    ("乙村", "交通补贴（一补）", 1, 1, 600),
    ("甲村", "交通补贴（一补）", 1, 1, 200),
    ("丙村", "省内对口帮扶补贴申领地检查", 1, 1, "—"),
]
UNITS = [("甲村", 2, 2, 1700), ("乙村", 3, 2, 1200), (FILER, 1, 1, 360), ("丙村", 1, 1, 0)]


def computed(
    rows: Mapping[str, Sequence[Row]], folder: Path, filer: str = FILER, person: str = ""
) -> CachedValues:
    """The values of a workbook with these ledgers, filled in and recalculated."""
    codes = tuple(rows)
    book = render(Workbook("sums", "补贴台账-试验", [ledger_form(code) for code in codes], rules=codes), rows=8)
    for code, filled in rows.items():
        form = ledger_code(code)
        for name, spec in rules()[code].inputs:
            fill_input(book, rules()[code], name, spec, [record for _, record in filled])
        fill(book, field_name(form, "unit-name"), [unit for unit, _ in filled])
        fill(book, field_name(form, "filed-by"), [filer])
        if person:
            fill(book, field_name(form, "person-id"), [person] * len(filled))
    path = folder / "sums.xlsx"
    book.save(path)
    return read_values(recalculate([path], folder / "recalculated")[0])


def table(values: CachedValues, *names: str) -> list[tuple[Any, ...]]:
    """The lines of some columns, without those that hold nothing."""
    columns = [values.named(f"jy.summary.{name}") for name in names]
    return [line for line in zip(*columns, strict=True) if any(each not in (None, "") for each in line)]


def test_by_policy(tmp_path: Path) -> None:
    values = computed(ROWS, tmp_path)
    assert table(values, "policy_count", "policy_eligible", "policy_amount", "policy_cut") == [
        (4, 3, 2460, 100),  # 1500 + 600 + 360; the first row stays 100 below its 1600
        (2, 2, 800, 0),
        (1, 1, "—", "—"),
    ]
    assert table(values, "total_count", "total_eligible", "total_amount") == [(7, 6, 3260)]
    assert values.named("ledger_labour_award.award_amount.total") == [2460]
    assert values.named("ledger_labour_transport.award_amount.total") == [800]


def test_a_row_refused_because_of_earlier_rows_counts_with_all_it_lost(tmp_path: Path) -> None:
    """One award a year: 1600 stays 100 below, and the same person's 600 are refused (二（一）)."""
    rows = {AWARD: [("甲村", award(10000)), ("甲村", award(5000))]}
    values = computed(rows, tmp_path, person="410402199003070015")
    assert table(values, "policy_count", "policy_eligible", "policy_amount", "policy_cut") == [(2, 1, 1500, 700)]


def test_by_unit_and_policy(tmp_path: Path) -> None:
    values = computed(ROWS, tmp_path)
    assert table(values, "pair_unit", "pair_policy", "pair_count", "pair_eligible", "pair_amount") == PAIRS
    assert table(values, "unit", "unit_count", "unit_eligible", "unit_amount") == UNITS


def test_a_row_without_a_unit_where_the_form_names_none_either(tmp_path: Path) -> None:
    values = computed({AWARD: [("", award(3000))]}, tmp_path, filer="")
    assert table(values, "unit", "unit_count", "unit_amount") == [(NOBODY, 1, 360)]


def test_what_finds_no_line_is_added_up_in_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_summary, "PAIRS", 2)
    monkeypatch.setattr(ledger_summary, "UNITS", 1)
    values = computed(ROWS, tmp_path)
    rest = ledger_summary.REST
    assert [line[:2] for line in table(values, "pair_unit", "pair_count")] == [("甲村", 1), ("乙村", 2), (rest, 4)]
    # 甲村's second line is among the rest, so its own is that of the first
    assert table(values, "unit", "unit_count", "unit_amount") == [("甲村", 1, 1500), (rest, 6, 1760)]


def test_a_loan_limit_is_not_added_to_a_subsidy(tmp_path: Path) -> None:
    loan = {
        "apply_date": "2023-06-01", "registered_in_henan": True, "enterprise_size": "小型企业",
        "months_established": 24, "registered_staff": 35, "staff_last_year_end": 34, "staff_tolerance_percent": 5,
        "wages_on_time": True, "no_violation_2y": True, "recommended": True, "rate_capped": True,
        "annual_rate": 3.45, "requested_amount": 8000000,
    }  # fmt: skip
    values = computed({AWARD: [("甲村", award(3000))], LOAN: [("示例公司", loan)]}, tmp_path)
    assert table(values, "policy_amount") == [(360,), (8000000,)]
    assert table(values, "total_count", "total_amount") == [(2, 360)]
    assert table(values, "unit", "unit_count", "unit_amount") == [("甲村", 1, 360), ("示例公司", 1, 0)]


@pytest.mark.parametrize("code", sorted(code for code in workbooks() if code.startswith("ledgers-")))
def test_every_family_has_both_sheets_with_a_line_for_each_rule(code: str) -> None:
    declared = workbooks()[code]
    book = render(declared, rows=2)
    titles = [rules()[each].title for each in declared.rules]
    sheet = book[ledger_summary.SUMMARY_TAB]
    shown = [sheet.cell(row, 2).value for row in range(5, 5 + len(titles))]
    assert shown == titles
    assert ledger_summary.DETAIL_TAB in book.sheetnames


def test_no_summary_without_ledgers() -> None:
    book = render(workbooks()["internship-units"], rows=2)
    assert ledger_summary.SUMMARY_TAB not in book.sheetnames
