"""One claim is paid once: rows handed in twice, rows carried on into the next round, files that correct earlier ones.

200元 for every full eight hours, at most 1000元 a person and year: 24 hours earn 600元, 40 hours 1000元.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
import sqlite3
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from addin.errors import CannotRun
from addin.merging import Outcome, merge
from addin.merging.record import recorded_payments
from tests.addin.command_line import CommandLine
from tests.addin.course_books import OTHER, PERSON, RULE, course, ledger
from tests.addin.merge_books import Result, save
from tests.addin.test_merging_record import NORTH, SOUTH

JUNE, JULY = dt.date(2023, 6, 20), dt.date(2023, 7, 20)
LATER = dt.date(2023, 7, 5)  # of a course


class Round:
    """The outcome of one merge, and the rows that joined and did not."""

    def __init__(self, outcome: Outcome, out: Path) -> None:
        self.outcome = outcome
        result = Result(out)
        tab = outcome.forms[0].tab
        self.rows = result.table(tab, "来源文件") if outcome.forms[0].rows else []
        self.rejected = [f"{row['原因']}" for row in result.table("未并入的行", "原因")] if self.rules("ROW_") else []

    @property
    def amounts(self) -> list[object]:
        return [row["补贴金额（元）"] for row in self.rows]

    @property
    def paid(self) -> list[tuple[str, object]]:
        """From which file, and how much, in a fixed order."""
        return sorted((f"{row['来源文件']}", row["补贴金额（元）"]) for row in self.rows)

    def rules(self, start: str) -> list[str]:
        return [each.message for _, each in self.outcome.findings if each.rule.startswith(start)]


class Desk:
    """Someone who merges round after round, with one record or without."""

    def __init__(self, folder: Path, record: bool = True) -> None:
        self.folder = folder
        self.record = folder / "台账.sqlite" if record else None
        self.rounds = itertools.count(1)

    def merge(self, **files: bytes) -> Round:
        number = next(self.rounds)
        out = self.folder / f"{number}.xlsx"
        inbox = save(self.folder / f"{number}", {f"{name}.xlsx": content for name, content in files.items()})
        return Round(merge(inbox, out, ledger=self.record), out)

    def used(self) -> list[Fraction]:
        assert self.record is not None
        return sorted(each.used["paid_this_year"] for each in recorded_payments(self.record, [RULE]))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def plain(tmp_path: Path) -> Desk:
    return Desk(tmp_path, record=False)


# --- within one merge ---------------------------------------------------------------------------------------


def test_a_row_copied_within_a_file_is_paid_once(plain: Desk) -> None:
    found = plain.merge(a=ledger([course(), course(24, OTHER), course()]))
    assert found.amounts == [600, 600]
    [reason] = found.rejected
    assert f"与本表第4行是同一条（{PERSON}），未再并入" in reason
    assert found.rules("REPEATED") == []  # told once
    [result] = found.outcome.files
    assert (result.status, result.rows_in, result.merged, result.rejected) == ("partly", 3, 2, 1)


def test_other_spellings_of_a_row_are_the_same_row(plain: Desk) -> None:
    """Another name, blanks in a number: whose it is, and what, stays the same."""
    found = plain.merge(a=ledger([course(), course("24", f" {PERSON}", person_name="张 三", unit_name="示例公司")]))
    assert found.amounts == [600]


def test_rows_without_a_number_of_their_own_stay_two(plain: Desk) -> None:
    """Two payrolls may have the same figures; the ledger does not say whose they are."""
    row: dict[str, object] = {"unit_name": "示例公司", "pay_month": dt.date(2023, 6, 1), "contribution_base": 5000}
    found = plain.merge(a=ledger([row, row], rule="pension-rate"))
    assert len(found.rows) == 2


def test_a_file_and_its_correction_in_one_inbox_are_told(plain: Desk) -> None:
    """The row that both have is paid once; 600元 and, for the corrected 40 hours, no more than 1000元 together."""
    first = ledger([course(), course(24, OTHER)])
    second = ledger([course(), course(40, OTHER)])
    found = plain.merge(a=first, b=second)
    assert [amount for file, amount in found.paid if file == "b.xlsx"] == [1000]
    assert sum(float(f"{amount}") for amount in found.amounts) == 600 + 1000
    [reason] = found.rejected
    assert "“a.xlsx”企业职工脱产培训补贴台账第4行是同一条" in reason
    [told] = found.rules("SEVERAL_FILES")
    assert "平顶山市新华区的这张台账收到2份，内容不同（“a.xlsx”、“b.xlsx”）" in told


@pytest.mark.parametrize(
    ("unit", "day"), [(SOUTH, JUNE), (NORTH, JULY)], ids=["another unit's", "for another month"]
)
def test_files_that_correct_nothing_are_not_told(plain: Desk, unit: str, day: dt.date) -> None:
    found = plain.merge(a=ledger([course()]), b=ledger([course(24, OTHER)], unit, day=day))
    assert found.rules("SEVERAL_FILES") == []
    assert found.amounts == [600, 600]


def test_the_same_row_of_two_units_is_paid_once(plain: Desk) -> None:
    found = plain.merge(a=ledger([course()]), b=ledger([course(), course(24, OTHER)], SOUTH))
    assert found.paid == [("a.xlsx", 600), ("b.xlsx", 600)]
    assert "与平顶山市新华区“a.xlsx”企业职工脱产培训补贴台账第4行是同一条" in found.rejected[0]


def test_a_row_without_the_number_that_its_limit_needs_does_not_join(plain: Desk) -> None:
    """Without it nobody could tell what the person had before: 3 × 1000元 would be paid."""
    rows = [course(40, None, apply_date=dt.date(2023, month, 1)) for month in (4, 5, 6)]
    found = plain.merge(a=ledger([*rows, course()]))
    assert found.amounts == [600]
    assert len(found.rejected) == 3
    assert all("没有填身份证号，无法确定是哪一条，未并入" in reason for reason in found.rejected)


# --- rounds: rows carried on ----------------------------------------------------------------------------------

OLD = ledger([course()], day=JUNE)
CARRIED = ledger([course(), course(24, OTHER, apply_date=LATER)], day=JULY)


def test_a_row_carried_on_into_the_next_round_is_paid_once(desk: Desk) -> None:
    assert desk.merge(六月=OLD).amounts == [600]
    found = desk.merge(七月=CARRIED)
    assert found.amounts == [600]
    [reason] = found.rejected
    assert "已在此前汇总（“六月.xlsx”，2023年6月，金额600.00元），未再并入" in reason
    assert found.rules("REPLACES") == []
    assert desk.used() == [600, 600]


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")], ids=["old first", "new first"])
def test_rounds_merged_again_give_what_they_gave(desk: Desk, names: tuple[str, str]) -> None:
    """Alone or together, and whichever is read first."""
    old, new = names
    desk.merge(**{old: OLD})
    desk.merge(**{new: CARRIED})
    assert desk.merge(**{old: OLD}).amounts == [600]
    assert desk.merge(**{new: CARRIED}).amounts == [600]
    found = desk.merge(**{old: OLD, new: CARRIED})
    assert found.paid == sorted([(f"{old}.xlsx", 600), (f"{new}.xlsx", 600)])
    assert len(found.rejected) == 1
    assert desk.merge(**{old: OLD}).amounts == [600]
    assert desk.used() == [600, 600]


def test_another_unit_carries_the_same_row_on(desk: Desk) -> None:
    desk.merge(a=OLD)
    found = desk.merge(b=ledger([course()], SOUTH, day=JULY))
    assert (found.amounts, len(found.rejected)) == ([], 1)
    assert found.outcome.files[0].status == "empty"


def test_a_row_that_was_refused_may_come_again(desk: Desk) -> None:
    """16 hours are too few: nothing was paid, and nothing is hidden."""
    refused = [course(16)]
    assert desk.merge(a=ledger(refused)).amounts == [0]
    assert desk.merge(b=ledger(refused, day=JULY)).amounts == [0]


def test_a_rule_without_a_limit_pays_a_row_once(desk: Desk) -> None:
    """30元 a day of training without a limit (豫人社规〔2021〕4号 第三十四条): carried on, it is the same claim."""
    row: dict[str, object] = {
        "unit_name": "平顶山示例培训学校",
        "person_name": "张三",
        "person_id": PERSON,
        "apply_date": dt.date(2023, 6, 1),
        "is_two_groups": "是",
        "designated_institution": "是",
        "days": 10,
        "training_subsidy_claimed": "是",
    }
    assert desk.merge(a=ledger([row], rule="train-living")).amounts == [300]
    found = desk.merge(b=ledger([row, row | {"person_id": OTHER}], rule="train-living", day=JULY))
    assert (found.amounts, len(found.rejected)) == ([300], 1)


# --- rounds: corrections --------------------------------------------------------------------------------------


def test_a_correction_takes_the_place_of_its_first_version(desk: Desk) -> None:
    assert desk.merge(初报=ledger([course(), course(24, OTHER)])).amounts == [600, 600]
    found = desk.merge(更正=ledger([course(40), course(24, OTHER)]))
    assert (found.amounts, found.rejected) == ([1000, 600], [])
    [told] = found.rules("REPLACES")
    assert "“更正.xlsx”和此前汇总的“初报.xlsx”是同一单位、同一期（2023年6月）的" in told
    assert "此前那份的金额不再计入。如果是补充而不是更正，请把两份一起汇总。" in told
    assert desk.used() == [600, 1000]


def test_a_correction_downwards_frees_what_the_first_version_used_up(desk: Desk) -> None:
    desk.merge(a=ledger([course(40)]))
    assert desk.merge(b=ledger([course(24)])).amounts == [600]
    assert desk.merge(c=ledger([course(24, apply_date=LATER)], day=JULY)).amounts == [400]


def test_a_withdrawn_row_is_paid_no_longer(desk: Desk) -> None:
    """Two rows, of which the correction keeps one: the other person has the whole limit again."""
    desk.merge(a=ledger([course(), course(40, OTHER)]))
    desk.merge(b=ledger([course()]))
    assert desk.used() == [600]
    assert desk.merge(c=ledger([course(40, OTHER, apply_date=LATER)], day=JULY)).amounts == [1000]


def test_a_correction_merged_again_says_nothing_more(desk: Desk) -> None:
    desk.merge(a=ledger([course()]))
    correction = ledger([course(40)])
    assert len(desk.merge(b=correction).rules("REPLACES")) == 1
    found = desk.merge(b=correction)
    assert (found.amounts, found.rules("REPLACES")) == ([1000], [])


def test_the_period_of_issue_counts_before_the_day_of_filing(desk: Desk) -> None:
    """Issued for June, corrected in July."""
    desk.merge(a=ledger([course()], period="2023年6月"))
    found = desk.merge(b=ledger([course(40)], day=JULY, period="2023年6月"))
    assert found.amounts == [1000]
    assert "同一期（2023年6月）" in found.rules("REPLACES")[0]


@pytest.mark.parametrize(
    ("unit", "day", "asked"),
    [(NORTH, JUNE, LATER), (NORTH, JULY, dt.date(2023, 6, 1)), (SOUTH, JUNE, dt.date(2023, 6, 1))],
    ids=["a supplement", "the next month", "another unit"],
)
def test_what_is_no_correction_stands_beside(desk: Desk, unit: str, day: dt.date, asked: dt.date) -> None:
    """1000元 of the year less the 600元 that were paid."""
    desk.merge(a=ledger([course()]))
    found = desk.merge(b=ledger([course(40, apply_date=asked)], unit, day=day))
    assert (found.amounts, found.rules("REPLACES")) == ([400], [])
    assert desk.used() == [400, 600]


def test_both_versions_together_replace_nothing(desk: Desk) -> None:
    first, second = ledger([course()]), ledger([course(40)])
    desk.merge(a=first)
    found = desk.merge(a=first, b=second)
    assert sum(float(f"{amount}") for amount in found.amounts) == 1000
    assert (found.rules("REPLACES"), len(found.rules("SEVERAL_FILES"))) == ([], 1)


def test_an_earlier_version_that_comes_back_is_told_too(desk: Desk) -> None:
    first, second = ledger([course()]), ledger([course(40)])
    desk.merge(a=first)
    desk.merge(b=second)
    found = desk.merge(a=first)
    assert found.amounts == [600]
    assert "“a.xlsx”和此前汇总的“b.xlsx”" in found.rules("REPLACES")[0]
    assert desk.used() == [600]


def test_a_file_saved_once_more_is_the_same_file(desk: Desk) -> None:
    """Other bytes, other name, and its rows in another order."""
    desk.merge(a=ledger([course(), course(24, OTHER)]))
    found = desk.merge(b=ledger([course(24, OTHER), course()]))
    assert (found.amounts, found.rejected, found.rules("REPLACES")) == ([600, 600], [], [])


# --- records of other versions --------------------------------------------------------------------------------

FIRST_EDITION = """
PRAGMA application_id = 1247365708;
CREATE TABLE bearer (form TEXT NOT NULL, month TEXT NOT NULL, bearer TEXT NOT NULL, unit TEXT NOT NULL,
    file TEXT NOT NULL, merged_at TEXT NOT NULL, PRIMARY KEY (form, month, bearer, unit));
CREATE TABLE payment (print TEXT PRIMARY KEY, rule TEXT NOT NULL, paid_on TEXT NOT NULL, keys TEXT NOT NULL,
    used TEXT NOT NULL, unit TEXT NOT NULL, file TEXT NOT NULL, merged_at TEXT NOT NULL);
INSERT INTO payment VALUES('2883385f5cc9703200888936d6b55d0a-1', 'train-offjob', '2023-06-01',
    '{"person_id": "410402199003070015"}', '{"paid_this_year": "600"}', '平顶山市新华区', '六月.xlsx',
    '2023-06-30T10:00:00');
CREATE INDEX payment_rule ON payment (rule);
"""  # as the program wrote it after the ledger OLD, when it kept no submissions


@pytest.fixture
def old_desk(desk: Desk) -> Desk:
    assert desk.record is not None
    base = sqlite3.connect(desk.record)
    base.executescript(FIRST_EDITION)
    base.close()
    return desk


def test_an_old_record_still_counts(old_desk: Desk) -> None:
    assert old_desk.used() == [600]
    assert old_desk.merge(b=ledger([course(40, apply_date=LATER)], day=JULY)).amounts == [400]
    assert old_desk.used() == [400, 600]


def test_an_old_record_knows_its_rows_again(old_desk: Desk) -> None:
    found = old_desk.merge(七月=CARRIED)
    assert found.amounts == [600]
    assert "已在此前汇总（“六月.xlsx”，2023-06-30汇总）" in found.rejected[0]
    assert old_desk.merge(六月=OLD).amounts == [600]
    assert old_desk.used() == [600, 600]


def test_a_record_of_a_newer_program_is_refused(desk: Desk) -> None:
    desk.merge(a=OLD)
    assert desk.record is not None
    base = sqlite3.connect(desk.record)
    base.execute("PRAGMA user_version = 3")
    base.close()
    with pytest.raises(CannotRun, match=re.escape("台账.sqlite 是更新版本的程序写的")):
        desk.merge(a=OLD)


# --- one workbook ---------------------------------------------------------------------------------------------


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def test_checking_a_file_tells_its_repeated_row(jiuye: CommandLine, tmp_path: Path) -> None:
    save(tmp_path, {"a.xlsx": ledger([course(), course(24, OTHER), course(32), course()])})
    _, found, _ = jiuye("check", tmp_path / "a.xlsx", "--json")
    [told] = [each for each in json.loads(found)["findings"] if each["rule"] == "REPEATED"]
    assert (told["severity"], told["field"], told["cell"][1:]) == ("error", "person-id", "7")
    assert "这一行与第4行是同一条（号码、日期等各项都相同），会重复计算。请核对，只保留一行。" in told["message"]


def test_a_correction_is_computed_without_its_first_version(desk: Desk, jiuye: CommandLine, tmp_path: Path) -> None:
    """With the next month's course, of which 1000元 − 600元 are left, the first version counts."""
    desk.merge(a=ledger([course()]))
    files = {"更正.xlsx": ledger([course(40)]), "七月.xlsx": ledger([course(40, apply_date=LATER)], day=JULY)}
    save(tmp_path, files)
    for name, amount in zip(files, (1000, 400), strict=True):
        out = tmp_path / f"核算{name}"
        jiuye("compute", tmp_path / name, "-o", out, "--history", desk.record)
        assert openpyxl.load_workbook(out)["补贴核算"]["D5"].value == amount
