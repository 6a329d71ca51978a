"""Score sheets on the command line: `check` names what is missing, `compute` writes the results."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from formulas.rubrics import all_rubrics, rubric
from templates.registry import workbook_of
from templates.rendering import render
from templates.score_cells import cells_of
from templates.score_forms import answer_forms
from templates.score_reading import settled_by_header
from tests.addin.command_line import CommandLine
from tests.addin.scored_files import scored_file
from tests.ledger_books import fill


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def half_filled(path: Path) -> Path:
    """The sheet of 劳动关系和谐企业 with its first item met and every other open."""
    form, _ = answer_forms()["harmonious-enterprise"]
    workbook = workbook_of(form.code)
    assert workbook is not None
    book = render(workbook, rows=3)
    first = cells_of("harmonious-enterprise")[0]
    assert first.item.no == "1.1①"
    fill(book, f"{form.name}.i001", ["是"])
    book.save(path)
    return path


def test_check_names_every_open_item(jiuye: CommandLine, tmp_path: Path) -> None:
    path = half_filled(tmp_path / "和谐企业.xlsx")
    status, out, _ = jiuye("check", str(path), "--json")
    assert status == 1
    messages = [each["message"] for each in json.loads(out)["findings"]]
    assert any("第 1.1② 项未填" in each for each in messages)
    assert not any("第 1.1① 项未填" in each for each in messages)


def test_compute_writes_the_results(jiuye: CommandLine, tmp_path: Path) -> None:
    path = half_filled(tmp_path / "和谐企业.xlsx")
    before = path.read_bytes()
    out = tmp_path / "结果.xlsx"
    status, said, _ = jiuye("compute", str(path), "-o", str(out))
    assert status == 0
    assert "评分结果" in said
    texts = {str(cell.value) for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row if cell.value}
    assert any("未填完" in each for each in texts)
    assert path.read_bytes() == before


FUND = {"县（市、区）": "叶县", "评价期起": dt.date(2023, 1, 1), "评价期止": dt.date(2023, 6, 30)}


def test_a_header_by_which_no_item_applies_completes_the_sheet(jiuye: CommandLine, tmp_path: Path) -> None:
    """豫人社办〔2023〕78号 三: only what a 示范县 spends is restricted."""
    nothing = dict.fromkeys((each.no for each in rubric("county-fund-ban").items), None)
    header = {**FUND, "奖补资金类别": "示范园区", "填报日期": dt.date(2023, 7, 3)}
    path = scored_file(tmp_path / "示范园区.xlsx", "county-fund-ban", nothing, header)
    status, out, _ = jiuye("check", str(path))
    assert (status, out.strip()) == (0, "没有发现问题。")
    status, out, _ = jiuye("compute", str(path), "-o", str(tmp_path / "结果.xlsx"))
    assert status == 0
    assert "不受上述规定限制，但应当符合有关法律法规政策规定" in out
    status, out, err = jiuye("seal", str(path), "-o", str(tmp_path / "上报"))
    assert status == 0, err
    county = scored_file(tmp_path / "示范县.xlsx", "county-fund-ban", nothing, {**FUND, "奖补资金类别": "示范县"})
    status, out, _ = jiuye("check", str(county))
    assert (status, "NOTHING_FILLED" in out) == (1, True), out


def test_no_other_header_begins_a_sheet() -> None:
    """Each choice of each header field by itself, and the header as it is issued, with its defaults."""
    settled = set()
    for standard in all_rubrics():
        choices = [(field.name, option) for field in standard.header for option in (*field.options, "是", "否")]
        for name, choice in [("", ""), *choices]:
            if settled_by_header(standard, {name: choice} if name else {}):
                settled.add((standard.code, choice))
    assert settled == {("county-fund-ban", "示范园区"), ("county-fund-ban", "示范项目")}


ENTERPRISE: dict[str, object] = {"企业名称（盖章）": "样例公司"}
WRONG: list[tuple[dict[str, object], dict[str, object], int, str]] = [
    ({}, {}, 0, "100.00分，可申报"),
    ({"1.1①": None}, {}, 0, "未填完（已填98，未填1项）"),
    ({"12.1": [201, 200]}, {}, 1, "填写有误"),
    ({}, {"i001.review": 3}, 1, "复评填写有误1项"),
]


@pytest.mark.parametrize(("items", "beside", "expected", "words"), WRONG, ids=[each[3] for each in WRONG])
def test_compute_says_by_its_status_that_something_is_wrong(
    jiuye: CommandLine, tmp_path: Path, items: dict[str, object], beside: dict[str, object], expected: int, words: str
) -> None:
    path = scored_file(
        tmp_path / "a.xlsx", "harmonious-enterprise", {"12.1": [200, 200], **items}, ENTERPRISE, beside
    )
    status, out, _ = jiuye("compute", path, "-o", tmp_path / "结果.xlsx")
    assert (status, words in out) == (expected, True), out


def test_a_merge_of_sheets_with_errors_says_where_they_are_listed(jiuye: CommandLine, tmp_path: Path) -> None:
    scored_file(tmp_path / "报送" / "a.xlsx", "harmonious-enterprise", {"12.1": [201, 200]}, ENTERPRISE)
    status, out, _ = jiuye("merge", tmp_path / "报送", "-o", tmp_path / "汇总.xlsx")
    assert status == 1 and "并入0行" in out and "逐条列在结果的“问题清单”表" in out
    listed = load_workbook(tmp_path / "汇总.xlsx")["问题清单"]
    assert any("第 12.1 项" in str(cell.value) for row in listed.iter_rows() for cell in row)


def test_a_missing_remark_is_told_with_the_result_and_the_rank(jiuye: CommandLine, tmp_path: Path) -> None:
    """1.4① 不涉及 counts as met, 100 points; the remark is obligatory all the same."""
    folder, note = tmp_path / "报送", "缺备注：第 1.4① 项，请补写后再报"
    items: dict[str, object] = {"12.1": [200, 200], "1.4①": "不涉及"}
    path = scored_file(folder / "a.xlsx", "harmonious-enterprise", items, ENTERPRISE)
    status, out, _ = jiuye("compute", path, "-o", tmp_path / "结果.xlsx")
    assert status == 0 and f"100.00分，可申报和谐劳动关系创建示范企业。{note}。" in out
    status, out, _ = jiuye("rank", folder, "-o", tmp_path / "排名.xlsx", "--json")
    [told] = json.loads(out)["groups"][0]["ranked"]
    conclusion = "可申报和谐劳动关系创建示范企业"
    assert (status, told["total"], told["conclusion"], told["note"]) == (0, "100.00", conclusion, note)
    _, out, _ = jiuye("rank", folder, "-o", tmp_path / "排名.xlsx")
    assert "缺备注" in out
    for name in ("结果.xlsx", "排名.xlsx"):
        texts = [str(c.value) for row in load_workbook(tmp_path / name).active.iter_rows() for c in row]
        assert any(note in each for each in texts), name
    [key] = [each.key for each in cells_of("harmonious-enterprise") if each.item.no == "1.4①"]
    beside = {f"{key}.remark": "没有这一情形"}
    path = scored_file(tmp_path / "b.xlsx", "harmonious-enterprise", items, ENTERPRISE, beside)
    _, out, _ = jiuye("compute", path, "-o", tmp_path / "结果.xlsx")
    assert "缺备注" not in out
