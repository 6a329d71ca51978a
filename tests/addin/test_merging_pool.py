"""Files read side by side: the same answers in the same order, and a file that kills its process harms no other."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest

from addin.merging import pool
from addin.merging.extract import Extract
from addin.merging.inbox import Parcel, Refused
from tests.addin.merge_books import CODES, book, enterprise, save

TODAY = dt.date(2023, 4, 20)
Answers = Callable[..., list[Extract | Refused]]
CITIES = ("郑州市", "开封市", "洛阳市", "平顶山市", "安阳市", "鹤壁市", "新乡市", "焦作市")


def some_die(name: str, path: Path | None, content: bytes | None, today: dt.date, passwords: Sequence[str]) -> Extract:
    """Stands for reading: files with 崩 in their name end the process as a fault in a library would."""
    if "崩" in name:
        os._exit(3)
    return Extract(name)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Reads with two processes, whatever this machine has and whatever threads run the tests."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    begins_alone = iter([True, True])  # asked whether to read side by side, then how; after that threads run
    monkeypatch.setattr(pool, "_alone", lambda: next(begins_alone, False))

    def answers(arrived: list[Parcel | Refused]) -> list[Extract | Refused]:
        return list(pool.read_all(arrived, len(arrived), TODAY))

    return answers


def test_many_files_give_what_each_gives_alone(tmp_path: Path, read: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{place}.xlsx": book(city + "人社局", [enterprise(place % 5)]) for place, city in enumerate(CITIES)}
    inbox = save(tmp_path, files)
    parcels: list[Parcel | Refused] = [Parcel(name, inbox / name) for name in files]
    parcels.insert(3, Refused("坏.zip", "压缩包已损坏"))
    together = read(parcels)
    monkeypatch.setattr(pool, "FEW", 100)
    alone = read(parcels)
    assert together == alone
    assert [each.name for each in together] == [each.name for each in parcels]
    extract = together[0]
    assert isinstance(extract, Extract)
    assert extract.tables[0].values["credit-code"] == [CODES[0]]


def test_a_file_that_kills_its_process_is_refused_and_the_others_are_read(
    read: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "extract", some_die)
    names = ["1.xlsx", "2.xlsx", "3崩.xlsx", "4.xlsx", "5.xlsx", "6.xlsx", "7.xlsx", "8崩.xlsx", "9.xlsx"]
    answers = read([Parcel(name, Path(name)) for name in names])
    assert [each.name for each in answers] == names
    refused = [each for each in answers if isinstance(each, Refused)]
    assert [each.name for each in refused] == ["3崩.xlsx", "8崩.xlsx"]
    assert all("进程中断" in each.reason for each in refused)


def test_beside_other_threads_no_process_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the server, where each request has its thread."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(pool, "_Pool", Mock(side_effect=AssertionError("processes were started")))
    names = [f"{place}.xlsx" for place in range(pool.FEW + 1)]
    inbox = save(tmp_path, {name: book(CITIES[0] + "人社局", [enterprise(0)]) for name in names})
    parcels: list[Parcel | Refused] = [Parcel(name, inbox / name) for name in names]
    with ThreadPoolExecutor(1) as executor:
        found = executor.submit(lambda: list(pool.read_all(parcels, len(parcels), TODAY))).result()
        assert pool._context().get_start_method() == "spawn"
    assert [each.name for each in found] == names
    assert all(isinstance(each, Extract) and not each.failure for each in found)


@pytest.mark.parametrize(
    ("threads", "system", "method"), [(1, "linux", "fork"), (2, "linux", "spawn"), (1, "win32", "spawn")]
)
def test_how_processes_are_started(threads: int, system: str, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool.threading, "active_count", lambda: threads)
    monkeypatch.setattr(pool.sys, "platform", system)
    assert pool._context().get_start_method() == method


def test_an_error_that_nobody_foresaw_is_the_files_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from addin.merging import extract as module

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "read_workbook", fail)
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"1")
    with caplog.at_level(logging.ERROR, logger="jiuye.merge"):
        found = module.extract("a.xlsx", path, None, TODAY)
    assert "ZeroDivisionError" in found.failure
    assert "a.xlsx" in caplog.text
    assert "in fail" in caplog.text  # where it happened
    assert found.tables == []
