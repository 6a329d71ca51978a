"""`jiuye calc --history`: what was paid before counts for the same person and year, and a cut row says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.addin.command_line import COURSE, EXAMPLES, OTHER, PERSON, WORKER, CommandLine
from tests.addin.course_books import PERSON as COURSE_PERSON
from tests.addin.course_books import course, ledger
from tests.addin.merge_books import save


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def paid(on: str, amount: object, person: str = PERSON, **others: object) -> dict[str, object]:
    """A payment for an earlier course, `others` in the place of what it holds."""
    used = {"paid_this_year": amount}
    return {"rule": "train-offjob", "on": on, "keys": {"person_id": person}, "used": used, **others}


# what was paid before → what a course worth 600元, of 2023-06-01, still gets of 1000元 a year
PAYMENTS: list[tuple[str, list[dict[str, object]], str]] = [
    ("nothing", [], "600.00"),
    ("the same year", [paid("2023-02-01", 700)], "300.00"),
    ("twice in the same year", [paid("2023-02-01", 700), paid("2023-05-31", 250)], "50.00"),
    ("all but a cent", [paid("2023-02-01", 999.99)], "0.01"),
    ("up to the limit", [paid("2023-02-01", 1000)], "0.00"),
    ("the last day of the year before", [paid("2022-12-31", 1000)], "600.00"),
    ("the first day of the year", [paid("2023-01-01", 1000)], "0.00"),
    ("later in the same year: a course handed in late", [paid("2023-12-31", 700)], "300.00"),
    ("the year after", [paid("2024-01-01", 1000)], "600.00"),
    ("somebody else", [paid("2023-02-01", 1000, OTHER)], "600.00"),
    ("the same number with blanks", [paid("2023-02-01", 700, f" {PERSON} ")], "300.00"),
    ("under another rule", [paid("2023-02-01", 1, rule="train-online", used={"times_this_year": 2})], "600.00"),
]


@pytest.mark.parametrize(("history", "amount"), [case[1:] for case in PAYMENTS], ids=[case[0] for case in PAYMENTS])
def test_a_yearly_limit_counts_what_was_paid_that_year(
    history: list[dict[str, object]], amount: str, jiuye: CommandLine
) -> None:
    payments = jiuye.save(history, "history.json")
    assert jiuye.amounts("train-offjob", [COURSE], "--history", payments) == [amount]


def test_a_letter_in_an_identity_number_may_be_small(jiuye: CommandLine) -> None:
    with_letter = "41040019900101004X"
    payments = jiuye.save([paid("2023-02-01", 700, with_letter.lower())], "history.json")
    rows = [{**COURSE, "person_id": with_letter}]
    assert jiuye.amounts("train-offjob", rows, "--history", payments) == ["300.00"]


def test_a_cut_row_says_by_how_much(jiuye: CommandLine) -> None:
    rows = [COURSE, {**COURSE, "person_id": OTHER}, {**COURSE, "apply_date": "2023-09-01", "hours": 24}]
    payments = jiuye.save([paid("2023-02-01", 200)], "history.json")
    results = jiuye.calc("train-offjob", rows, "--history", payments)
    assert [each["amount"] for each in results] == ["600.00", "600.00", "200.00"]
    assert [each["steps"][-1] for each in results] == [
        "应补金额600元，不超过余额800元（1000元 - 200元），计600.00元（豫就业组〔2023〕1号 附件2 二（六）（3））",
        "应补金额600元，不超过1000元，计600.00元（豫就业组〔2023〕1号 附件2 二（六）（3））",
        "同一对象在前面各行或者此前已经享受，本行比单独核算少400.00元。",
    ]


def test_the_order_of_rows_changes_no_amount(jiuye: CommandLine) -> None:
    rows = [{**COURSE, "apply_date": f"2023-0{month}-10", "hours": 8 * month} for month in (3, 4, 5, 6, 7)]
    payments = jiuye.save([paid("2023-02-01", 100)], "history.json")
    forwards = jiuye.amounts("train-offjob", rows, "--history", payments)
    backwards = jiuye.amounts("train-offjob", rows[::-1], "--history", payments)
    assert forwards == ["600.00", "300.00", "0.00", "0.00", "0.00"]  # 100 + 600 + 300 = 1000
    assert backwards == forwards[::-1]


def test_once_in_a_lifetime_counts_all_years(jiuye: CommandLine) -> None:
    record = {"apply_date": "2023-08-20", "is_2023_graduate": True, "job_registered": True, "employed": False}
    record |= {"qualified": True, "paid_before": False, "person_id": PERSON}
    before = paid("2019-05-01", 1, rule="job-seeking-aid", used={"paid_before": 1})
    payments = jiuye.save([before], "history.json")
    assert jiuye.amounts("job-seeking-aid", [record]) == ["300.00"]
    [result] = jiuye.calc("job-seeking-aid", [record], "--history", payments)
    assert result["reasons"] == ["not-repeated"]
    assert "是否已享受求职创业补贴填的是“否”，加上前面各行和此前享受的为“是”" in result["steps"][0]
    assert result["steps"][1] == "同一对象在前面各行或者此前已经享受，本行比单独核算少300.00元。"


def test_months_paid_before_shorten_the_rest(jiuye: CommandLine) -> None:
    """12 months for each person, 10 of them paid: 2 × 2000元 × 70% = 2800元."""
    record = {"apply_date": "2023-12-10", "unit_recognised": True, "person_category": "离校2年内未就业高校毕业生"}
    record |= {"age": 23, "min_wages": [2000] * 6, "agreed_months": 6, "contract_before_end": False}
    record |= {"completed_count": 10, "retained_count": 4, "months_paid_before": 0, "person_id": PERSON}
    before = paid("2023-05-01", 10, rule="internship", used={"months_paid_before": 10})
    payments = jiuye.save([before], "history.json")
    assert jiuye.amounts("internship", [record]) == ["8400.00"]
    [result] = jiuye.calc("internship", [record], "--history", payments)
    assert result["amount"] == "2800.00"
    assert result["steps"] == [
        "补贴月数：6个月，超过剩余2个月（12个月 - 10个月），按2个月计",
        "补贴比例：70%（4人 ÷ 10人 = 40%，低于50%）",
        "2个月 × 2000元/月 × 70% = 2800.00元（豫就业组〔2023〕1号 附件2 一（三））",
        "同一对象在前面各行或者此前已经享受，本行比单独核算少5600.00元。",
    ]


def test_a_household_limit_counts_the_award_year(jiuye: CommandLine) -> None:
    """3000元 for each household and year: 2600元 in 2023 leave 400元, 2600元 in 2022 leave all."""
    record = {"award_year": 2023, "amounts": [474, 600], "paid_household_this_year": 0, "household_id": PERSON}
    for year, amount in ((2023, "400.00"), (2022, "1074.00")):
        before = {
            "rule": "labour-household-cap",
            "on": f"{year}-09-20",
            "keys": {"household_id": PERSON},
            "used": {"paid_household_this_year": 2600},
        }
        payments = jiuye.save([before], "history.json")
        assert jiuye.amounts("labour-household-cap", [record], "--history", payments) == [amount]


PLACED = {
    "claim_date": "2023-09-30",
    "person_eligible": True,
    "hourly_standard": 15,
    "min_hourly_wage": 17.6,
    "hours": 40,
    "contract_months": 12,
    "renewal_assessed": True,
    "insured": True,
    "placement_no": 1,
    "refiled": False,
    "months_paid_this_placement": 34,
    "flexible_income": 300,
    "monitoring_line": 7500,
    "person_id": PERSON,
}


def months(used: int, **keys: object) -> dict[str, object]:
    """Months paid in a village post before."""
    used_up = {"months_paid_this_placement": used}
    return paid("2023-08-31", 0, rule="village-post-hourly", keys={"person_id": PERSON, **keys}, used=used_up)


@pytest.mark.parametrize(
    ("before", "amount"),
    [
        (months(1, placement_no=1), "600.00"),  # the 36th month
        (months(2, placement_no=1), "0.00"),  # 36 months are paid
        (months(2, placement_no=1.0), "0.00"),
        (months(36, placement_no=2), "600.00"),  # 岗位补贴期限重新计算
    ],
)
def test_a_limit_for_each_placement_counts_that_placement_only(
    before: dict[str, object], amount: str, jiuye: CommandLine
) -> None:
    payments = jiuye.save([before], "history.json")
    assert jiuye.amounts("village-post-hourly", [PLACED], "--history", payments) == [amount]


BAD: list[tuple[Any, str]] = [
    ({}, "应为JSON数组"),
    ("[", "不是正确的JSON"),
    ([{"rule": "train-offjob"}], "第1项：应有 rule、on、keys、used 四项"),
    ([paid("2023-02-01", 1, rule="train-offjobs")], "第1项：没有规则“train-offjobs”"),
    ([paid("2023-02-30", 1)], "第1项：on 应为日期"),
    ([paid("2023-02-01", "many")], "used 的值应为不小于0的数"),
    ([paid("2023-02-01", -1)], "used 的值应为不小于0的数"),
    ([paid("2023-02-01", float("inf"))], "used 的值应为不小于0的数"),
    ([paid("20230201", 1)], "第1项：on 应为日期"),
    ([paid("2023-02-01", 1, rule=["train-offjob"])], "第1项：没有规则"),
    ([paid("2023-02-01", 1, used=[1])], "keys、used 应为对象"),
    ([paid("2023-02-01", 1, used={"paid_before": 1})], "used 可填 paid_this_year，keys 可填 person_id"),
    ([paid("2023-02-01", 1), paid("2023-02-01", 1, keys={"name": "甲"})], "第2项"),
    ([paid("2023-02-01", 1, keys={})], "第1项：keys 里缺 person_id"),
    ([paid("2023-02-01", 1, keys={"person_id": None})], "keys 里缺 person_id，不知道"),
    ([months(1)], "keys 里缺 placement_no"),
    ([months(1, placement_no="首次")], "第1项：keys 的 placement_no 填得不对"),
]


@pytest.mark.parametrize(("history", "message"), BAD, ids=[message for _, message in BAD])
def test_a_history_that_cannot_be_read(history: Any, message: str, jiuye: CommandLine) -> None:
    rows, payments = jiuye.save([COURSE]), jiuye.save(history, "history.json")
    said = jiuye.refused("calc", "train-offjob", "--input", rows, "--history", payments, "--json")
    assert "history.json" in said and message in said


def test_a_history_that_is_not_there(jiuye: CommandLine, tmp_path: Path) -> None:
    missing = tmp_path / "none.json"
    said = jiuye.refused("calc", "train-offjob", "--input", jiuye.save([COURSE]), "--history", missing)
    assert "没有文件" in said


def test_the_example_of_the_manual_counts(jiuye: CommandLine) -> None:
    """It holds 700元 of 1000元 of the year 2023 for one person, and the award of that year for another."""
    example = EXAMPLES / "history.json"
    rows = [{**COURSE, "person_id": "410402199003070015"}, COURSE]
    assert jiuye.amounts("train-offjob", rows, "--history", example) == ["300.00", "600.00"]
    worker = {**WORKER, "award_year": 2023, "person_id": "41040219900307004X"}
    [result] = jiuye.calc("labour-award", [worker], "--history", example)
    assert result["reasons"] == ["not-repeated"]


def test_calc_takes_the_record_of_merges_too(jiuye: CommandLine, tmp_path: Path) -> None:
    """24 hours of the ledger are 600元 of the 1000元 of that year: a later course worth 600元 gets 400元."""
    inbox, record = save(tmp_path / "收件", {"1.xlsx": ledger([course(24)])}), tmp_path / "台账.sqlite"
    assert jiuye("merge", inbox, "-o", tmp_path / "汇总.xlsx", "--ledger", record)[0] == 0
    later = {**COURSE, "apply_date": "2023-11-06", "person_id": COURSE_PERSON}
    assert jiuye.amounts("train-offjob", [later], "--history", record) == ["400.00"]
