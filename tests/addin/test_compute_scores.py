"""计算得分 and `jiuye compute` on score sheets: advice beside every loss, a file with a chart once all is filled in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest

from addin.hosts import headless
from tests.addin.command_line import CommandLine
from tests.addin.course_books import course, ledger
from tests.addin.scored_files import scored_file
from tests.oracles.cached_values import CachedValues

ENTERPRISE = {"企业名称（盖章）": "平顶山样例公司"}
FULL = {"12.1": [200, 200]}


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


def run(path: Path) -> headless.Result:
    return headless.run("compute_scores", path, content=path.read_bytes())


def rows(content: bytes, sheet: str) -> list[list[object]]:
    page = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return [[value for value in row if value is not None] for row in page.iter_rows(values_only=True)]


def test_a_finished_sheet_says_what_would_earn_the_points_and_gives_a_file(tmp_path: Path) -> None:
    """159 of 200 satisfied: 5 of 10; 5.2 not met: 100 − 5 − 1 = 94."""
    path = scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", {"12.1": [159, 200], "5.2": "否"}, ENTERPRISE)
    result = run(path)
    assert "劳动关系和谐企业评价细则：94.00分，可申报和谐劳动关系创建示范企业。" in result.changes.messages[-1]
    assert result.workbook is not None
    said = rows(result.workbook, "评分结果")
    [lost] = [row for row in said if row[:1] == ["12.1"]]
    assert lost[2:4] == ["5.00", "职工满意度达到80%，得8分（现5分）"]
    [section] = [row for row in said if row[:1] == ["12"]]
    assert section[1:] == ["12 职工综合满意度", "5.00", "██████████░░░░░░░░░░ 50.00%"]
    [seventh] = [row for row in said if row[:1] == ["7"]]
    assert seventh[1] == "第7项（原文无标题）"
    [file] = result.files
    assert file.name.startswith("平顶山样例公司-评分结果-") and file.opening == "save"
    assert openpyxl.load_workbook(io.BytesIO(file.content)).sheetnames == ["评分结果"]


def test_an_unfinished_sheet_gives_no_file(tmp_path: Path) -> None:
    result = run(scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", {**FULL, "5.2": None}, ENTERPRISE))
    assert "未填完" in result.changes.messages[-1] and result.files == []
    assert result.workbook is not None
    assert ["还没有填的项（1项，填完才有结论）"] in rows(result.workbook, "评分结果")


def test_events_stand_apart_from_lost_points(tmp_path: Path) -> None:
    result = run(scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", {**FULL, "13②": "有"}, ENTERPRISE))
    assert result.workbook is not None
    said = rows(result.workbook, "评分结果")
    assert ["否决和负面情形"] in said and ["失分项（由多到少）"] not in said
    [event] = [row for row in said if row[:1] == ["13②"]]
    assert event[2:4] == ["有", "不得申报（负面清单）"]


def test_a_remark_that_must_be_written_counts_as_missing(
    tmp_path: Path, recalculated: Callable[[Iterable[Path]], list[CachedValues]]
) -> None:
    """不涉及 needs its reason: one cell left to fill in beside the header's five, none of them once it is written."""
    paths = [
        scored_file(tmp_path / f"{name}.xlsx", "harmonious-enterprise", {**FULL, "1.3②": "不涉及"}, ENTERPRISE, beside)
        for name, beside in (("a", {}), ("b", {"i006.remark": "本年没有解除、终止合同"}))
    ]
    found = [values.named("jy.missing.harmony_enterprise")[0] for values in recalculated(paths)]
    assert [int(str(each)) for each in found] == [6, 5]


def test_compared_with_last_year_on_the_command_line(jiuye: CommandLine, tmp_path: Path) -> None:
    now = scored_file(tmp_path / "今年.xlsx", "harmonious-enterprise", {**FULL, "5.2": "否"}, ENTERPRISE)
    before = scored_file(tmp_path / "上年.xlsx", "harmonious-enterprise", {"12.1": [140, 200]}, ENTERPRISE)
    status, out, err = jiuye("compute", now, "--earlier", before, "-o", tmp_path / "结果.xlsx")
    assert (status, err) == (0, "")
    assert "99.00分，可申报和谐劳动关系创建示范企业。" in out
    page = openpyxl.load_workbook(tmp_path / "结果.xlsx")["评分结果"]
    said = [[value for value in row if value is not None] for row in page.iter_rows(values_only=True)]
    assert ["总分", "95", "99", "+4"] in said
    assert any(row[:1] == ["12.1"] and row[2:5] == ["5", "10", "+5"] for row in said)
    assert any(row[:1] == ["5.2"] and row[2:5] == ["1", "0", "-1"] for row in said)


@pytest.mark.parametrize(
    ("standard", "words"), [("harmonious-industry", "没有填写过的同一种评价表"), ("", "没有找到这个文件")]
)
def test_a_last_year_that_cannot_be_compared(jiuye: CommandLine, tmp_path: Path, standard: str, words: str) -> None:
    now = scored_file(tmp_path / "今年.xlsx", "harmonious-enterprise", FULL, ENTERPRISE)
    before = tmp_path / "上年.xlsx"
    if standard:
        scored_file(before, standard, {"一、3": [8, 10], "一、5": [8, 10]})
    status, out, err = jiuye("compute", now, "--earlier", before, "-o", tmp_path / "结果.xlsx")
    assert (status, out) == (2, "")
    assert "上年.xlsx" in err and words in err
    assert not (tmp_path / "结果.xlsx").exists()


def test_an_event_nobody_has_answered_is_unfilled_not_absent(jiuye: CommandLine, tmp_path: Path) -> None:
    """13① is blank, 13② answered 无: the result may say 无情形 of neither."""
    path = scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", {**FULL, "13①": None}, ENTERPRISE)
    jiuye("compute", path, "-o", tmp_path / "结果.xlsx")
    said = rows((tmp_path / "结果.xlsx").read_bytes(), "评分结果")
    assert ["无情形。"] not in said
    [event] = [row for row in said if row[:1] == ["13①"] and "未填" in row]
    assert "不得申报（负面清单）" not in event
    result = run(path)
    assert result.workbook is not None
    assert any(row[:1] == ["13①"] and "未填" in row for row in rows(result.workbook, "评分结果"))
    calm = scored_file(tmp_path / "b.xlsx", "harmonious-enterprise", FULL, ENTERPRISE)
    jiuye("compute", calm, "-o", tmp_path / "结果2.xlsx")
    assert ["无情形。"] in rows((tmp_path / "结果2.xlsx").read_bytes(), "评分结果")


def test_wrong_cells_are_told_in_the_words_of_the_sheet(jiuye: CommandLine, tmp_path: Path) -> None:
    path = scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", {"12.1": ["179.5", 200]}, ENTERPRISE)
    jiuye("compute", path, "-o", tmp_path / "结果.xlsx")
    said = str(rows((tmp_path / "结果.xlsx").read_bytes(), "评分结果"))
    assert "!H81】第 12.1 项“满意职工人数”：填的是“179.5”，应填不小于0的整数" in said
    assert "[“179.5”" not in said


PERIOD = {"评价期起": dt.datetime(2025, 1, 1), "评价期止": dt.datetime(2025, 12, 31)}
CODE, OTHER_CODE = "91410402MA00000A1L", "91410403MA00000B27"  # of nobody


@pytest.mark.parametrize(
    ("items", "header", "words"),
    [
        (FULL, ENTERPRISE, "与本次的表内容完全相同，不是上年的表。请选上年填的那一份。"),
        ({"12.1": [140, 200]}, {**ENTERPRISE, **PERIOD}, "评价期（2025-01-01至2025-12-31）与本次的相同"),
        (
            {"12.1": [140, 200]},
            {**ENTERPRISE, "评价期起": dt.datetime(2026, 1, 1), "评价期止": dt.datetime(2026, 12, 31)},
            "评价期（2026-01-01至2026-12-31）与本次的更晚",
        ),
        ({"12.1": [140, 200]}, {"企业名称（盖章）": "样例乙公司", "统一社会信用代码": OTHER_CODE}, "是另一家单位"),
    ],
    ids=["same", "period", "later", "other unit"],
)
def test_what_cannot_be_last_year_s_sheet(
    jiuye: CommandLine, tmp_path: Path, items: dict[str, object], header: dict[str, object], words: str
) -> None:
    own: dict[str, object] = {} if header is ENTERPRISE else {**PERIOD, "统一社会信用代码": CODE}
    now = scored_file(tmp_path / "今年.xlsx", "harmonious-enterprise", FULL, {**ENTERPRISE, **own})
    before = scored_file(tmp_path / "上年.xlsx", "harmonious-enterprise", items, header)
    status, out, err = jiuye("compute", now, "--earlier", before, "-o", tmp_path / "结果.xlsx")
    assert (status, out) == (2, "")
    assert err.startswith("上年.xlsx：“劳动关系和谐企业评价细则”") and words in err
    assert not (tmp_path / "结果.xlsx").exists()
    said = run(now).changes.messages[-1]  # the add-in finds 上年.xlsx beside the workbook
    assert "没有与上年比较：" in said and words in said


def test_last_year_means_nothing_to_a_ledger(jiuye: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(ledger([course()]))
    status, _, err = jiuye("compute", path, "--earlier", path, "-o", tmp_path / "结果.xlsx")
    assert status == 2 and "--earlier 只用于评价表" in err


def test_last_year_s_workbook_beside_this_one_is_compared(tmp_path: Path) -> None:
    """94 against 100 − 5: 5.2 was met last year, 12.1 earned as little."""
    path = scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", {"12.1": [159, 200], "5.2": "否"}, ENTERPRISE)
    scored_file(tmp_path / "上年-和谐企业.xlsx", "harmonious-enterprise", {"12.1": [159, 200]}, ENTERPRISE)
    (tmp_path / "上年的坏文件.xlsx").write_bytes(b"x")
    result = run(path)
    assert result.workbook is not None
    said = rows(result.workbook, "评分结果")
    start = said.index(["与上年比较"])
    assert ["总分", "95", "94", "-1.00"] in said[start:]
    [changed] = [row for row in said[start:] if row[:1] == ["5.2"]]
    assert changed[2:] == ["1", "0", "-1.00"]
    [file] = result.files
    assert "与上年比较" in str(rows(file.content, "评分结果"))
    assert "没有与“上年的坏文件.xlsx”比较：" in result.changes.messages[-1]
