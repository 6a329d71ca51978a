"""A standard that was changed after its workbooks had been issued: their answers are read as nobody else's."""

from __future__ import annotations

import functools
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

import formulas.rubrics
import templates.reading.score_editions as editions
from addin.book import BookData, Selection
from addin.commands.compute_scores import compute_scores
from addin.commands.progress import progress
from addin.commands.show_basis import show_basis
from addin.scoring.sheets import not_scored, score_results
from addin.sealing.verifying import verify
from templates.model import ScoreSheetForm
from templates.reading import FileBook, read_workbook
from templates.reading.grid import Area
from templates.registry import workbooks
from templates.rendering import file_bytes
from templates.score_cells import cells_of
from templates.score_editions import rubric_digest
from tests.addin.command_line import CommandLine
from tests.addin.scored_files import scored_file

CODE = "harmonious-enterprise"
WORDS = "这张表是按另一版评价标准印发的，项目与现行标准不同，不能评分。请用现行模板重填，或用印发时的版本评分。"
# 1.1① goes, 1.1② becomes the only item of 1.1 and 11.1③ is parted: still 78 items, 100 points
MOVED = {
    '  {no = "1.1①", text = "劳动用工管理信息化，应用电子劳动合同", line = "L1507", group = "1.1", points = 2},\n': "",
    '{no = "1.1②", text = "各类用工底数清，手续齐全，有花名册", line = "L1507", group = "1.1", points = 2}':
        '{no = "1.1", text = "各类用工底数清，手续齐全，有花名册", line = "L1507", group = "1.1", points = 4}',
    '{no = "11.1③", text = "党员先锋模范作用有效发挥", line = "L1542", group = "11.1", points = 2}':
        '{no = "11.1③", text = "党员先锋模范作用有效发挥", line = "L1542", group = "11.1", points = 1},\n'
        '  {no = "11.1④", text = "其他", line = "L1542", group = "11.1", points = 1}',
}  # fmt: skip
MENDED = {"各类用工底数清，手续齐全，有花名册": "各类用工底数清楚，手续齐全，有花名册"}
SCORED = sorted(
    code for code, book in workbooks().items() if any(isinstance(form, ScoreSheetForm) for form in book.forms)
)
Change = Callable[[Mapping[str, str]], None]


def _forget() -> None:
    for cached in (formulas.rubrics.codes, formulas.rubrics.rubric, cells_of, rubric_digest):
        cached.cache_clear()


@pytest.fixture
def change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Replaces passages of the standard, as someone who maintains it would."""

    def changed(passages: Mapping[str, str], code: str = CODE) -> None:
        folder = tmp_path / "rubrics"
        shutil.copytree(formulas.rubrics.FOLDER, folder)
        text = (folder / f"{code}.toml").read_text(encoding="utf-8")
        for before, after in passages.items():
            assert text.count(before) == 1
            text = text.replace(before, after)
        (folder / f"{code}.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(formulas.rubrics, "FOLDER", folder)
        _forget()

    yield changed
    monkeypatch.undo()
    _forget()


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


@functools.cache
def _answered(folder: Path) -> bytes:
    items = {"1.1①": "否", "12.1": [95, 100]}
    return scored_file(folder / "answered.xlsx", CODE, items, {"企业名称（盖章）": "河南示例一有限公司"}).read_bytes()


@pytest.fixture
def issued(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of today's standard with every answer, 1.1① a 否: 98 points."""
    path = tmp_path / "收件" / "和谐企业.xlsx"
    path.parent.mkdir()
    path.write_bytes(_answered(tmp_path_factory.getbasetemp()))
    return path


def without_digest(path: Path) -> Path:
    """The workbook as it was drawn before there were digests."""
    book = openpyxl.load_workbook(path)
    meta = book["_meta"]
    [row] = [row for row in meta.iter_rows() if row[0].value == "rubric_digest"]
    row[0].value = row[1].value = None
    book.save(path)
    return path


def test_it_is_scored_while_the_standard_stays(issued: Path) -> None:
    received = read_workbook(issued)
    assert received.meta.entries["rubric_digest"].split(",")[0] == f"{CODE}={rubric_digest(CODE)}"
    assert [each.result.total for each in score_results(received)] == [98]
    assert not not_scored(received)


@pytest.mark.parametrize("digest", [True, False])
def test_check_and_compute_refuse_it(issued: Path, change: Change, jiuye: CommandLine, digest: bool) -> None:
    if not digest:
        without_digest(issued)
    change(MOVED)
    status, out, _ = jiuye("check", issued, "--json")
    found = json.loads(out)["findings"]
    assert status == 1
    told = [(each["severity"], each["rule"]) for each in found if each["rule"].startswith(("ITEM", "OTHER"))]
    assert told == [("error", "OTHER_EDITION")]
    assert any(WORDS in each["message"] for each in found)
    status, out, err = jiuye("compute", issued, "-o", issued.with_name("结果.xlsx"))
    assert status == 2
    assert WORDS in err and "分，" not in out
    assert not issued.with_name("结果.xlsx").exists()


@pytest.mark.parametrize("digest", [True, False])
def test_a_mended_misprint_changes_nothing(issued: Path, change: Change, digest: bool) -> None:
    if not digest:
        without_digest(issued)
    change(MENDED)
    received = read_workbook(issued)
    assert [each.result.total for each in score_results(received)] == [98]
    assert not not_scored(received)


def test_rank_and_the_shares_leave_it_out(issued: Path, change: Change, jiuye: CommandLine, tmp_path: Path) -> None:
    change(MOVED)
    status, _, err = jiuye("rank", issued.parent, "-o", tmp_path / "排名.xlsx")
    assert status == 2 and WORDS in err
    status, out, err = jiuye(
        "score", "harmonious-park-township", "--enterprises", issued.parent, "--total", 1, "--json"
    )
    assert WORDS in err
    assert "河南示例一有限公司" not in out


def test_last_years_sheet_of_another_edition_is_not_compared(
    issued: Path, change: Change, jiuye: CommandLine, tmp_path: Path
) -> None:
    change(MOVED)
    now = tmp_path / "今年.xlsx"
    shutil.copy(issued, now)
    book = openpyxl.load_workbook(now)
    for row in book["_meta"].iter_rows():
        if row[0].value == "rubric_digest":
            row[1].value = f"{CODE}={rubric_digest(CODE)}"
    book.save(now)
    status, _, err = jiuye("compute", now, "-o", tmp_path / "结果.xlsx", "--earlier", issued)
    assert status == 2 and WORDS in err


def test_the_commands_of_the_ribbon_refuse_it(issued: Path, change: Change) -> None:
    change(MOVED)
    content = issued.read_bytes()
    with FileBook(issued, content) as source:
        sheet = read_workbook(issued).forms["harmony-enterprise"]
        place = sheet.named["i002.remark"].address
        row = int("".join(filter(str.isdigit, place))) - 1
        book = BookData(source, selection=Selection(sheet.sheet, Area(sheet.sheet, row, 0, row, 0)))
        for answer in (compute_scores(book, {}), show_basis(book, {})):
            assert WORDS in "".join(answer.messages)
            assert not answer.files
        assert "另一版标准" in str(progress(book, {}))


def test_verify_finds_it(issued: Path, change: Change) -> None:
    change(MOVED)
    verdict = verify(issued.read_bytes(), issued)
    assert not verdict.passed
    assert any(each.rule == "OTHER_EDITION" and each.severity == "error" for each in verdict.findings)


@pytest.mark.parametrize(
    ("passages", "same"),
    [
        ({'no = "13②"': 'no = "13③"'}, False),
        ({"当期发生劳动关系群体性、突发性事件": "发生劳动关系群体性、突发性事件"}, True),
        ({'type = "rate", numerator = "满意职工人数", denominator = "被调查职工人数"': 'type = "count"'}, False),
        ({'{text = "70%以下职工对企业劳动关系状况满意", points = 0, below = 70}':
          '{text = "70%以下职工对企业劳动关系状况满意", points = 1, below = 70}'}, True),
    ],
)  # fmt: skip
def test_what_the_digest_is_taken_from(change: Change, passages: dict[str, str], same: bool) -> None:
    before = rubric_digest(CODE)
    change(passages)
    assert (rubric_digest(CODE) == before) is same


@pytest.mark.parametrize("code", SCORED)
def test_every_sheet_of_today_is_known_by_its_numbers(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(file_bytes(workbooks()[code]))
    monkeypatch.setattr(editions, "digest_in", lambda entries, code: "")
    found = [each for each in read_workbook(path).forms.values() if isinstance(each.form, ScoreSheetForm)]
    assert found
    assert not [each.sheet for each in found if each.other_edition]
