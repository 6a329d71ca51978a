"""The record of merges when several use it at once, when the end of a merge fails, and when it is only read."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from addin import merging
from addin.errors import CannotRun
from addin.merging import merge, record
from addin.merging.inbox import Parcel, Refused
from addin.merging.record import Paid, Record, recorded_payments
from tests.addin.course_books import PERSON, RULE, course, ledger
from tests.addin.merge_books import save
from tests.addin.test_merging_record import NORTH, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# --- several at once ----------------------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a record that is held."""
    monkeypatch.setattr(record, "PATIENCE", 0.0)


@pytest.mark.usefixtures("impatient")
def test_a_record_that_another_merge_holds_is_waited_for_in_vain(desk: Desk) -> None:
    late = ledger([course(40, apply_date=dt.date(2023, 9, 1))])
    desk.merge(ledger([course()]))
    other = sqlite3.connect(desk.record)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CannotRun, match="正被另一次汇总占用"):
        desk.merge(late)
    other.rollback()
    other.close()
    assert desk.merge(late)[1] == [400]


@pytest.mark.usefixtures("impatient")
def test_only_one_merge_at_a_time_holds_a_record(tmp_path: Path) -> None:
    first, second = Record(tmp_path / "台账.sqlite"), Record(tmp_path / "台账.sqlite")
    first.hold()
    with pytest.raises(CannotRun, match="正被另一次汇总占用"):
        second.hold()
    first.pay([Paid("a-1", RULE, NORTH, "a.xlsx", {"person_id": PERSON}, dt.date(2023, 6, 1), {})])
    first.commit()
    second.hold()
    assert [payment.keys for payment in second.payments(RULE)] == [{"person_id": PERSON}]
    first.close()
    second.close()


@pytest.mark.usefixtures("impatient")
def test_two_merges_never_pay_the_same_limit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """600元 each, 1000元 a year: a merge that begins while another writes its result is refused, then gets 400元."""
    draw = merging.draw_summary
    late = ledger([course(24, apply_date=dt.date(2023, 9, 1))])

    def meanwhile(*arguments: Any) -> None:
        monkeypatch.setattr(merging, "draw_summary", draw)
        with pytest.raises(CannotRun, match="正被另一次汇总占用"):
            desk.merge(late)
        draw(*arguments)

    monkeypatch.setattr(merging, "draw_summary", meanwhile)
    assert desk.merge(ledger([course()]))[1] == [600]
    assert desk.merge(late)[1] == [400]


def test_a_merge_counts_what_another_paid_while_it_was_reading(desk: Desk) -> None:
    """Reading may take minutes, and keeps nobody out."""
    early, late = ledger([course()]), ledger([course(24, apply_date=dt.date(2023, 9, 1))])

    def meanwhile(parcels: list[Parcel | Refused]) -> Iterator[Parcel | Refused]:
        assert desk.merge(early)[1] == [600]
        yield from parcels

    assert desk.merge_watched(meanwhile, late)[1] == [400]


# --- what fails at the end ----------------------------------------------------------------------------------


class Refusing(sqlite3.Connection):
    """A database that takes everything and keeps nothing."""

    def commit(self) -> None:
        if self.in_transaction and self.execute("SELECT count(*) FROM payment").fetchone()[0]:
            raise sqlite3.OperationalError("disk I/O error")
        super().commit()


def test_without_its_record_a_result_is_not_published(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=Refusing))
        with pytest.raises(CannotRun, match=re.escape("台账.sqlite 读写失败（disk I/O error）")):
            desk.merge(ledger([course()]))
    assert sorted(each.name for each in desk.folder.iterdir()) == ["1", "台账.sqlite"]
    assert recorded_payments(desk.record, [RULE]) == []


def test_a_result_that_cannot_be_published_is_told_and_the_merge_can_be_repeated(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows where the last result is still open in Excel: what was recorded counts once."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    content = ledger([course()])
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(CannotRun, match=r"结果写不到 .*再汇总一次：台账已记下这次汇总，不会重复计算"):
            desk.merge(content)
        with pytest.raises(CannotRun, match=r"结果写不到 .*请关闭后再汇总一次。$"):
            merge(desk.folder / "1", desk.folder / "汇总.xlsx")
    assert sorted(each.name for each in desk.folder.iterdir()) == ["1", "台账.sqlite"]
    assert desk.merge(content)[1] == [600]
    assert len(recorded_payments(desk.record, [RULE])) == 1


def test_a_record_is_closed_whatever_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder for the result; a file that is no record; a text."""
    connect = sqlite3.connect
    opened: list[sqlite3.Connection] = []

    def noting(*arguments: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", noting)
    inbox = save(tmp_path / "收件", {"a.xlsx": ledger([course()])})
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(OSError, match="文件"):
        merge(inbox, tmp_path / "文件" / "汇总.xlsx", ledger=tmp_path / "台账.sqlite")
    for place, content in enumerate((b"no database at all", b"SQLite format 3\0" + b"\1" * 200)):
        path = tmp_path / f"{place}.sqlite"
        path.write_bytes(content)
        for refused in (lambda path=path: Record(path), lambda path=path: recorded_payments(path, [RULE])):
            with pytest.raises(CannotRun):
                refused()
    assert len(opened) == 5
    for each in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            each.execute("SELECT 1")


# --- a record that is only read -----------------------------------------------------------------------------


def test_reading_a_record_changes_nothing_and_minds_no_other_reader(desk: Desk) -> None:
    desk.merge(ledger([course()]))
    before, written = desk.record.read_bytes(), desk.record.stat().st_mtime_ns
    other = sqlite3.connect(desk.record, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM payment").fetchone()
    assert len(recorded_payments(desk.record, [RULE])) == 1
    other.close()
    assert (desk.record.read_bytes(), desk.record.stat().st_mtime_ns) == (before, written)


def test_a_record_is_opened_for_reading_only(tmp_path: Path) -> None:
    """Whatever signs its name has; as on a share where nobody may write."""
    path = tmp_path / "台账 #1?50%.sqlite"
    Record(path).close()
    opened = Record(path, read_only=True)
    assert opened.payments(RULE) == []
    with pytest.raises(CannotRun, match=r"台账 #1\?50%.sqlite 读写失败（attempt to write a readonly database）"):
        opened.pay([Paid("a-1", RULE, NORTH, "a.xlsx", {})])
    opened.close()
    with pytest.raises(CannotRun, match="sqlite 读写失败"):
        recorded_payments(tmp_path / "无.sqlite", [RULE])
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
