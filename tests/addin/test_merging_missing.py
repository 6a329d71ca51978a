"""Who has not reported, who sent a list too few, which files count as no report: alike on screen and in the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.addin.command_line import CommandLine
from tests.addin.course_books import course, ledger
from tests.addin.filled_books import foreign
from tests.addin.merge_books import Result, book, enterprise, merged, need, save
from tests.addin.test_merging_amounts import hire

CITY, OTHER, THIRD = (f"{name}人力资源和社会保障局" for name in ("平顶山市", "洛阳市", "漯河市"))


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def test_a_ledger_of_a_family_is_never_missing(tmp_path: Path) -> None:
    """Two counties sent the ledger of courses, one that of hiring; nobody was asked for both."""
    files = {
        "1.xlsx": ledger([course(24)], "平顶山市新华区人社局"),
        "2.xlsx": ledger([course(40, "410403198805120020")], "平顶山市叶县人社局"),
        "3.xlsx": ledger([hire()], "平顶山市宝丰县人社局", rule="hire-one-off"),
    }
    outcome, result = merged(tmp_path, files)
    assert outcome.lacking() == []
    assert len(result.table("未报名单", "情况")) == len(outcome.missing) == 9
    assert "未报 9 个" in str(result.book["未报名单"]["A2"].value)


def test_a_list_is_missing_only_where_another_of_its_workbook_was_sent(tmp_path: Path) -> None:
    """漯河市 sent a ledger only: no list of 用工保障 is asked of it; 洛阳市 sent one list of two."""
    files = {
        "1.xlsx": book(CITY, [enterprise(0)], [need(0)]),
        "2.xlsx": book(OTHER, [enterprise(1)]),
        "3.xlsx": ledger([course(24)], THIRD),
    }
    outcome, result = merged(tmp_path, files, units="city")
    rows = {str(row["单位"]): str(row["情况"]) for row in result.table("未报名单", "情况")}
    assert rows["洛阳市"] == "已报送，缺《用工需求清单汇总表》"
    assert "漯河市" not in rows
    assert len(rows) == len(outcome.missing) + 1
    assert "未报 15 个；已报缺表 1 个" in str(result.book["未报名单"]["A2"].value)


def test_the_screen_counts_as_the_sheet_does(jiuye: CommandLine, tmp_path: Path) -> None:
    files = {"1.xlsx": book(CITY, [enterprise(0)], [need(0)]), "2.xlsx": book(OTHER, [enterprise(1)])}
    _, out, _ = jiuye("merge", save(tmp_path / "收件", files), "-o", tmp_path / "汇总.xlsx")
    assert "未报16个：" in out
    assert "已报缺表 1 个：洛阳市。" in out
    assert "未报 16 个；已报缺表 1 个" in str(Result(tmp_path / "汇总.xlsx").book["未报名单"]["A2"].value)


def test_a_foreign_workbook_named_after_a_place_is_no_report_of_it(tmp_path: Path) -> None:
    files = {"1.xlsx": book(CITY, [enterprise(0)]), "洛阳市通讯录.xlsx": foreign()}
    outcome, result = merged(tmp_path, files)
    assert "洛阳市" in [unit.name for unit in outcome.missing]
    rows = {str(row["单位"]): str(row["情况"]) for row in result.table("未报名单", "情况")}
    assert rows["洛阳市"].startswith("收到“洛阳市通讯录.xlsx”，但没有读出内容：没有可汇总的内容")


def test_a_file_whose_rows_all_stay_out_is_not_called_empty(jiuye: CommandLine, tmp_path: Path) -> None:
    files = {"1.xlsx": book(CITY, [enterprise(0)]), "2.xlsx": book(OTHER, [enterprise(0)])}
    inbox = save(tmp_path / "收件", files)
    _, out, _ = jiuye("merge", inbox, "-o", tmp_path / "汇总.xlsx")
    assert "全部未并入" in out
    assert "没有内容" not in out
    result = Result(tmp_path / "汇总.xlsx")
    assert [row["结果"] for row in result.table("汇总说明", "报送单位")] == ["已并入", "全部未并入"]
    facts = {row[0]: row[1] for row in result.book["汇总说明"].iter_rows(min_row=3, max_row=9, values_only=True)}
    assert facts["文件"] == "共 2 个：已并入 1 个，全部未并入 1 个。"
    assert any("全部未并入" in str(row[0]) for row in result.book["回执-洛阳市"].iter_rows(values_only=True))


@pytest.mark.parametrize("name", ["~$x.xlsx", "下级/旧汇总.xlsx"], ids=["what Excel left", "an earlier result"])
def test_what_is_passed_over_is_told_and_is_no_error(jiuye: CommandLine, tmp_path: Path, name: str) -> None:
    good = book(CITY, [enterprise(0)])
    jiuye("merge", save(tmp_path / "先", {"a.xlsx": good}), "-o", tmp_path / "旧汇总.xlsx")
    content = b"abc" if name.startswith("~") else (tmp_path / "旧汇总.xlsx").read_bytes()
    inbox = save(tmp_path / "收件", {"a.xlsx": good, name: content})
    status, out, _ = jiuye("merge", inbox, "-o", tmp_path / "汇总.xlsx")
    assert status == 0
    assert f"忽略 1 个：{name}（" in out
    assert "文件1个" in out
    result = Result(tmp_path / "汇总.xlsx")
    words = {str(row["文件"]): row["结果"] for row in result.table("汇总说明", "报送单位")}
    assert words == {"a.xlsx": "已并入", name: "忽略"}
