"""`jiuye compute` with earlier payments or a county's standards: a difference from the sheet is told by its cause."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from tests.addin.command_line import EXAMPLES, CommandLine
from tests.addin.course_books import PERSON, RULE, course, ledger

COUNTY = EXAMPLES / "county_override.toml"  # 务工奖补 of 2024: at most 2000元 instead of 1500元
BEFORE = {"rule": RULE, "on": "2023-02-01", "keys": {"person_id": PERSON}, "used": {"paid_this_year": 700}}
ENJOYED = {"rule": "labour-award", "on": "2024-02-01", "keys": {"person_id": PERSON}, "used": {"paid_this_year": 1}}
HISTORY_WORDS, STANDARD_WORDS, CHECK_WORDS = "差额来自以前发放的记录", "差额来自本地标准", "请核对是否改过公式或参数"


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def worker(shown: float) -> dict[str, object]:
    """60000元 of wages × 4% = 2400元, at most 1500元 a year (平巩固脱贫成果办〔2023〕7号 五（一）)."""
    return {
        "person_name": "张三",
        "person_id": PERSON,
        "award_year": 2024,
        "household_type": "脱贫享受政策户",
        "wage_q4_prev": 15000,
        "wage_q1": 15000,
        "wage_q2": 15000,
        "wage_q3": 15000,
        "paid_this_year": "否",
        "award_amount": shown,
    }


# rule, what the sheet shows, history, override → what is awarded, what the remark says
CASES = [
    (RULE, 600, True, False, 300, "表内是600.00元。" + HISTORY_WORDS),  # 1000元 − 700元
    (RULE, 999, True, False, 300, "表内是999.00元。" + CHECK_WORDS),
    (RULE, 999, False, False, 600, "表内是999.00元。" + CHECK_WORDS),
    (RULE, 600, False, False, 600, ""),
    ("labour-award", 1500, False, True, 2000, "表内是1500.00元。" + STANDARD_WORDS),
    ("labour-award", 1499, False, True, 2000, "表内是1499.00元。" + CHECK_WORDS),
    ("labour-award", 1500, False, False, 1500, ""),
    ("labour-award", 1500, True, False, 0, HISTORY_WORDS),
    ("labour-award", 1500, True, True, 0, HISTORY_WORDS + "和本地标准"),
]


@pytest.mark.parametrize(("rule", "shown", "history", "override", "awarded", "words"), CASES)
def test_the_cause_of_a_difference(
    rule: str,
    shown: float,
    history: bool,
    override: bool,
    awarded: float,
    words: str,
    jiuye: CommandLine,
    tmp_path: Path,
) -> None:
    row = course(award_amount=shown) if rule == RULE else worker(shown)
    book, out = tmp_path / "台账.xlsx", tmp_path / "结果.xlsx"
    book.write_bytes(ledger([row], rule=rule))
    options = ["--history", jiuye.save([BEFORE, ENJOYED], "以前发放.json")] if history else []
    options += ["--override", COUNTY] if override else []
    assert jiuye("compute", book, "-o", out, *options)[0] == 0
    line = [cell.value for cell in openpyxl.load_workbook(out)["补贴核算"][5]]
    assert line[3] == awarded
    remark = f"{line[8] or ''}"
    assert words in remark
    assert ("改过公式" in remark) == (CHECK_WORDS in words)
    if HISTORY_WORDS in words or STANDARD_WORDS in words:
        assert "发放以这里的金额为准" in remark


def test_the_record_of_merges_is_told_as_earlier_payments_too(jiuye: CommandLine, tmp_path: Path) -> None:
    inbox, record = tmp_path / "收件", tmp_path / "台账.sqlite"
    inbox.mkdir()
    (inbox / "春.xlsx").write_bytes(ledger([course(apply_date=dt.date(2023, 4, 3))]))
    assert jiuye("merge", inbox, "-o", tmp_path / "汇总.xlsx", "--ledger", record)[0] in (0, 1)
    book, out = tmp_path / "夏.xlsx", tmp_path / "结果.xlsx"
    book.write_bytes(ledger([course(apply_date=dt.date(2023, 7, 3), award_amount=600)]))
    assert jiuye("compute", book, "-o", out, "--history", record)[0] == 0
    line = [cell.value for cell in openpyxl.load_workbook(out)["补贴核算"][5]]
    assert line[3] == 400 and HISTORY_WORDS in line[8]
