"""Subsidy ledgers in a merge, and the record by which limits and reporters hold across merges."""

from __future__ import annotations

import datetime as dt
import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest

from addin.errors import CannotRun
from addin.merging import Outcome, Watch, merge
from addin.merging.record import is_record, recorded_payments
from tests.addin.course_books import OTHER, PERSON, RULE, course, ledger
from tests.addin.merge_books import Result, book, enterprise, save

SHEET = "企业职工脱产培训补贴台账"
NORTH, SOUTH = "平顶山市新华区人社局", "平顶山市卫东区人社局"


class Desk:
    """Someone who merges again and again, with one record."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = folder / "台账.sqlite"
        self.rounds = 0

    def merge(self, *files: bytes) -> tuple[Outcome, list[object]]:
        """A round; its outcome, and the amounts of the merged ledger."""
        return self.merge_watched(None, *files)

    def merge_watched(self, watch: Watch | None, *files: bytes) -> tuple[Outcome, list[object]]:
        """The same, with somebody who watches the files go by."""
        self.rounds += 1
        out = self.folder / f"{self.rounds}.xlsx"
        inbox = save(self.folder / f"{self.rounds}", {f"{place}.xlsx": each for place, each in enumerate(files)})
        outcome = merge(inbox, out, ledger=self.record, watch=watch)
        result = Result(out)
        name = next((each for each in result.sheets if each.startswith(SHEET[:8])), "")
        return outcome, [row["补贴金额（元）"] for row in result.table(name, "姓名")] if name else []


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_rows_of_one_person_count_together_wherever_they_were_handed_in(tmp_path: Path) -> None:
    """600元 + 600元, but 1000元 a year: the second course gets 400元 of the other county."""
    second = course(apply_date=dt.date(2023, 6, 2))
    files = {"1.xlsx": ledger([course()], NORTH), "2.xlsx": ledger([second, course(16), course(24, OTHER)], SOUTH)}
    merge(save(tmp_path / "收件", files), tmp_path / "汇总.xlsx")
    result = Result(tmp_path / "汇总.xlsx")
    rows = result.table(next(each for each in result.sheets if each.startswith(SHEET[:8])), "姓名")
    amounts = [row["补贴金额（元）"] for row in rows]
    assert sum(float(f"{amount}") for amount in amounts[:2]) == 1000
    assert amounts[2:] == [0, 600]  # 16 hours are too few
    assert [row["是否符合"] for row in rows] == ["是", "是", "否", "是"]
    assert "集中培训不少于24学时" in str(rows[2]["未通过的条件"])


def test_the_amount_in_the_file_is_not_taken_over(tmp_path: Path) -> None:
    files = {"1.xlsx": ledger([course(award_amount=99999, award_eligible="是")])}
    merge(save(tmp_path / "收件", files), tmp_path / "汇总.xlsx")
    result = Result(tmp_path / "汇总.xlsx")
    [row] = result.table(next(each for each in result.sheets if each.startswith(SHEET[:8])), "姓名")
    assert row["补贴金额（元）"] == 600


def test_what_an_earlier_merge_paid_counts_in_the_next(desk: Desk) -> None:
    assert desk.merge(ledger([course(apply_date=dt.date(2023, 4, 3))]))[1] == [600]
    assert desk.merge(ledger([course(apply_date=dt.date(2023, 7, 3))]))[1] == [400]
    assert desk.merge(ledger([course(apply_date=dt.date(2023, 9, 1))]))[1] == [0]
    assert desk.merge(ledger([course(apply_date=dt.date(2024, 1, 8))]))[1] == [600]  # another year


def test_a_limit_for_each_placement_holds_across_merges(tmp_path: Path) -> None:
    """A village post is paid for 36 months of each placement (豫人社规〔2021〕4号 第十八条); 15元 × 40小时 = 600元."""
    amounts = []
    for month, placement in ((7, 1), (8, 1), (9, 1), (10, 2)):
        row = village_post(dt.date(2023, month, 31 if month != 9 else 30), placement)
        inbox = save(tmp_path / f"{month}月", {"1.xlsx": ledger([row], rule="village-post-hourly")})
        merge(inbox, tmp_path / f"{month}.xlsx", ledger=tmp_path / "台账.sqlite")
        result = Result(tmp_path / f"{month}.xlsx")
        [merged] = result.table(next(each for each in result.sheets if each.startswith("乡村公益性岗位")), "姓名")
        amounts.append(merged["补贴金额（元）"])
    assert amounts == [600, 600, 0, 600]  # 34 months before: the 35th, the 36th, none, and the term starts again


def village_post(day: dt.date, placement: int) -> dict[str, object]:
    """One month in a village post, with 34 months of the first placement paid before."""
    return {
        "unit_name": "平顶山示例村民委员会",
        "person_name": "张三",
        "person_id": PERSON,
        "claim_date": day,
        "person_eligible": "是",
        "hourly_standard": 15,
        "min_hourly_wage": 17.6,
        "hours": 40,
        "contract_months": 12,
        "renewal_assessed": "是",
        "insured": "是",
        "placement_no": placement,
        "refiled": "是" if placement == 2 else "否",
        "months_paid_this_placement": 34 if placement == 1 else 0,
        "flexible_income": 300,
        "monitoring_line": 7500,
    }


def test_merging_the_same_file_again_changes_nothing(desk: Desk) -> None:
    first = ledger([course(), course(24, OTHER)])
    assert desk.merge(first)[1] == [600, 600]
    assert desk.merge(first)[1] == [600, 600]
    assert len(recorded_payments(desk.record, [RULE])) == 2


def test_rows_that_differ_in_anything_are_two_payments(desk: Desk) -> None:
    """Two courses on one day, 24 and 32 hours: 800元 and, of 1000元, 200元."""
    assert desk.merge(ledger([course(), course(32)]))[1] == [200, 800]
    assert len(recorded_payments(desk.record, [RULE])) == 2


def test_what_the_record_holds(desk: Desk) -> None:
    desk.merge(ledger([course(), course(8, OTHER)]))
    [payment] = recorded_payments(desk.record, [RULE])
    assert (payment.rule, payment.on, dict(payment.keys)) == (RULE, dt.date(2023, 6, 1), {"person_id": PERSON})
    assert payment.used == {"paid_this_year": Fraction(600)}
    assert is_record(desk.record)


def test_an_enterprise_that_another_unit_reported_before_is_a_duplicate(desk: Desk) -> None:
    desk.merge(book("平顶山市人力资源和社会保障局", [enterprise(0)]))
    outcome, _ = desk.merge(book("洛阳市人力资源和社会保障局", [enterprise(0), enterprise(1)]))
    [each] = outcome.duplicates
    assert each.units == ["平顶山市（此前汇总）", "洛阳市"]
    outcome, _ = desk.merge(book("平顶山市人力资源和社会保障局", [enterprise(0)]))
    assert outcome.duplicates[0].units == ["洛阳市（此前汇总）", "平顶山市"]


def test_a_unit_may_send_its_own_list_again(desk: Desk) -> None:
    for _ in range(2):
        outcome, _ = desk.merge(book("平顶山市人力资源和社会保障局", [enterprise(0)]))
        assert outcome.duplicates == []


def test_a_merge_that_fails_leaves_no_trace_in_the_record(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("addin.merging.draw_replies", fail)
        with pytest.raises(OSError, match="disk full"):
            desk.merge(ledger([course()]))
    assert recorded_payments(desk.record, [RULE]) == []


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\1" * 200], ids=["text", "torn"])
def test_a_file_that_is_no_record_is_refused(tmp_path: Path, content: bytes) -> None:
    inbox = save(tmp_path / "收件", {"a.xlsx": ledger([course()])})
    path = tmp_path / "别的.sqlite"
    path.write_bytes(content)
    with pytest.raises(CannotRun, match="不是汇总台账"):
        merge(inbox, tmp_path / "汇总.xlsx", ledger=path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    inbox = save(tmp_path / "收件", {"a.xlsx": ledger([course()])})
    path = tmp_path / "别的.sqlite"
    base = sqlite3.connect(path)
    base.executescript("CREATE TABLE t (a)")
    base.close()
    with pytest.raises(CannotRun, match="不是汇总台账"):
        merge(inbox, tmp_path / "汇总.xlsx", ledger=path)


def test_a_record_in_the_inbox_is_no_report(tmp_path: Path) -> None:
    inbox = save(tmp_path / "收件", {"a.xlsx": ledger([course()])})
    for _ in range(2):
        outcome = merge(inbox, inbox / "汇总.xlsx", ledger=inbox / "台账.sqlite")
        assert [each.file for each in outcome.files] == ["a.xlsx"]


def test_a_capped_payment_uses_up_what_it_was_paid(desk: Desk) -> None:
    """600元 + 400元 of 1000元: each round merged again, in whatever order, pays the same."""
    spring, summer = ledger([course(apply_date=dt.date(2023, 4, 3))]), ledger([course(apply_date=dt.date(2023, 7, 3))])
    assert desk.merge(spring)[1] == [600]
    assert desk.merge(summer)[1] == [400]
    assert desk.merge(spring)[1] == [600]
    assert desk.merge(summer)[1] == [400]
    assert desk.merge(spring, summer)[1] == [600, 400]
    assert sorted(each.used["paid_this_year"] for each in recorded_payments(desk.record, [RULE])) == [400, 600]
