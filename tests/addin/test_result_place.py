"""No command writes over a file that it did not make, wherever it is told to write; an earlier result is replaced."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from tests.addin import finder_books
from tests.addin.command_line import CommandLine
from tests.addin.course_books import course, ledger
from tests.addin.merge_books import book, enterprise, save
from tests.addin.scored_files import UNIVERSITY, scored_file

CITY, OTHER = "平顶山市人力资源和社会保障局", "洛阳市人力资源和社会保障局"
SCHOOL = {"学校名称（盖章）": "样例甲大学", "组别": "本科组"}
COMMANDS = ("merge", "rank", "compute", "compute scores", "eligible")


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A received file for each command."""
    folder = tmp_path_factory.mktemp("received")
    scores = scored_file(folder / "a.xlsx", "demo-university", UNIVERSITY, SCHOOL).read_bytes()
    return {
        "merge": book(CITY, [enterprise(0)]),
        "rank": scores,
        "compute": ledger([course()]),
        "compute scores": scores,
        "eligible": finder_books.filled("enterprise", {"enterprise-size": "小型企业"}).bytes(),
    }


def inbox_of(folder: Path, content: bytes) -> Path:
    return save(folder / "收件", {"A.xlsx": content, "B.xlsx": book(OTHER, [enterprise(1)])})


def arguments(command: str, inbox: Path) -> tuple[object, ...]:
    name = command.split()[0]
    return {
        "merge": (name, inbox),
        "rank": (name, inbox),
        "compute": (name, inbox / "A.xlsx"),
        "eligible": (name, "--input", inbox / "A.xlsx"),
    }[name]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("way", ["plain", "relative", "link", "copy elsewhere"])
def test_a_received_file_is_not_written_over(
    jiuye: CommandLine,
    tmp_path: Path,
    contents: dict[str, bytes],
    command: str,
    way: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox = inbox_of(tmp_path, contents[command])
    received = {path: path.read_bytes() for path in inbox.iterdir()}
    out = inbox / "B.xlsx"
    if way == "relative":
        monkeypatch.chdir(inbox)
        out = Path("..", inbox.name, "B.xlsx")
    elif way == "link":
        out = tmp_path / "结果.xlsx"
        out.symlink_to(inbox / "B.xlsx")
    elif way == "copy elsewhere":
        out = tmp_path / "存档.xlsx"
        out.write_bytes(received[inbox / "B.xlsx"])
        received[out] = received[inbox / "B.xlsx"]
    words = jiuye.refused(*arguments(command, inbox), "-o", out)
    assert f"-o 填的“{out.name}”已经有了" in words and "没有覆盖" in words
    assert {path: path.read_bytes() for path in received} == received
    assert sorted(path.name for path in inbox.iterdir()) == ["A.xlsx", "B.xlsx"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_earlier_result_is_replaced_whatever_its_name(
    jiuye: CommandLine, tmp_path: Path, contents: dict[str, bytes], command: str
) -> None:
    inbox = inbox_of(tmp_path, contents[command])
    out = inbox / "平顶山市报来的表.xlsx"
    for _ in range(2):
        status, _, err = jiuye(*arguments(command, inbox), "-o", out)
        assert status in (0, 1) and "没有覆盖" not in err
        assert out.read_bytes() not in (b"", contents[command])


@pytest.mark.parametrize(("first", "second"), [("compute", "merge"), ("merge", "compute"), ("rank", "merge")])
def test_the_result_of_another_command_stays(
    jiuye: CommandLine, tmp_path: Path, contents: dict[str, bytes], first: str, second: str
) -> None:
    out = tmp_path / "结果.xlsx"
    jiuye(*arguments(first, inbox_of(tmp_path / "1", contents[first])), "-o", out)
    before = out.read_bytes()
    jiuye.refused(*arguments(second, inbox_of(tmp_path / "2", contents[second])), "-o", out)
    assert out.read_bytes() == before


@pytest.mark.parametrize("command", ["merge", "rank"])
def test_a_result_that_another_office_made_and_sent_in_stays(
    jiuye: CommandLine, tmp_path: Path, contents: dict[str, bytes], command: str
) -> None:
    theirs = inbox_of(tmp_path / "县", contents[command])
    jiuye(*arguments(command, theirs), "-o", theirs / "汇总.xlsx")
    sent = (theirs / "汇总.xlsx").read_bytes()
    ours = save(inbox_of(tmp_path / "市", contents[command]), {"汇总.xlsx": sent})
    assert "由这个文件夹得出的" in jiuye.refused(*arguments(command, ours), "-o", ours / "汇总.xlsx")
    assert (ours / "汇总.xlsx").read_bytes() == sent


def test_a_copy_in_which_somebody_went_on_working_is_no_result_any_more(
    jiuye: CommandLine, tmp_path: Path, contents: dict[str, bytes]
) -> None:
    inbox, out = inbox_of(tmp_path, contents["compute"]), tmp_path / "核算.xlsx"
    jiuye("compute", inbox / "A.xlsx", "-o", out)
    openpyxl.load_workbook(out).save(out)
    before = out.read_bytes()
    assert "在 Excel 里存过" in jiuye.refused("compute", inbox / "A.xlsx", "-o", out)
    assert out.read_bytes() == before


def test_last_years_sheets_are_not_written_over(jiuye: CommandLine, tmp_path: Path, contents: dict[str, bytes]) -> None:
    inbox = save(tmp_path, {"今年.xlsx": contents["compute scores"], "上年.xlsx": contents["compute scores"]})
    last = inbox / "上年.xlsx"
    assert "-o 不能是原文件" in jiuye.refused("compute", inbox / "今年.xlsx", "-o", last, "--earlier", last)
    assert last.read_bytes() == contents["compute scores"]


@pytest.mark.parametrize("content", [b"", b"text"], ids=["empty", "text"])
def test_a_received_file_is_no_place_for_the_record(
    jiuye: CommandLine, tmp_path: Path, contents: dict[str, bytes], content: bytes
) -> None:
    inbox = save(inbox_of(tmp_path, contents["merge"]), {"C.xlsx": content})
    link = tmp_path / "台账.sqlite"
    link.symlink_to(inbox / "C.xlsx")
    for record in (inbox / "C.xlsx", link):
        words = jiuye.refused("merge", inbox, "-o", tmp_path / "汇总.xlsx", "--ledger", record)
        assert "C.xlsx”是收到的文件，不是汇总台账" in words
    assert (inbox / "C.xlsx").read_bytes() == content


def test_the_record_and_the_result_are_two_files(
    jiuye: CommandLine, tmp_path: Path, contents: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = inbox_of(tmp_path, contents["merge"])
    monkeypatch.chdir(tmp_path)
    assert "同一个文件" in jiuye.refused("merge", inbox, "-o", tmp_path / "a.xlsx", "--ledger", "a.xlsx")
    assert not os.path.lexists(tmp_path / "a.xlsx")
