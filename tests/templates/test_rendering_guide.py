"""填报说明: what a clerk reads first, with links to the sheets and the policies named."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from templates.fields import Multi, Text
from templates.forms import harmony_enterprise
from templates.model import Field, Guide, ListForm, Source
from templates.rendering import Issue
from tests.oracles.cached_values import CachedValues
from tests.templates.drawn import NUMBERED, Drawn, workbook

Recalculated = Callable[[Iterable[Path]], list[CachedValues]]
KINDS = tuple(f"第{number}类补贴项目及其具体名称" for number in range(1, 21))  # too many for a prompt
FORM = ListForm(
    code="sample",
    title="企业清单",
    source=Source("豫就业组〔2023〕1号 附件1", "L184-202", printed=False),
    columns=(*NUMBERED, Field("kinds", "享受\n补贴", Multi(KINDS)), Field("note", "备注", Text())),
    unique=(("name",),),
    guide=Guide("县（市、区）人社局", "3月17日前", "省厅", ("数据要核对。",), "someone@example.com", "0371-69690120"),
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    issue = Issue("2023-03-001", "平顶山市", period="2023年3月")
    declared = workbook(FORM, purpose="掌握重点企业用工情况。")
    drawn = Drawn(declared, tmp_path_factory.mktemp("guide") / "guide.xlsx", rows=5, issue=issue)
    rows = drawn.book["填报说明"].iter_rows(values_only=True)
    return [[str(value) for value in row if value is not None] for row in rows]


def test_title_purpose_and_issue(texts: list[list[str]]) -> None:
    assert texts[:3] == [
        ["样表填报说明"],
        ["掌握重点企业用工情况。"],
        ["填报单位：平顶山市　　报告期：2023年3月　　下发编号：2023-03-001"],
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["谁来填", "县（市、区）人社局"],
        ["何时报", "3月17日前"],
        ["报给谁", "省厅"],
        ["联系方式", "0371-69690120　someone@example.com"],
        ["注意", "1. 数据要核对。\n2. 企业名称不能与其他行重复。"],
        ["依据", "豫就业组〔2023〕1号 附件1（文件规定了内容，没有印表样）"],
        ["可选项：享受补贴", "、".join(KINDS)],
        ["《河南省就业创业工作领导小组关于进一步加强企业用工保障工作的通知》（豫就业组〔2023〕1号，2023年3月6日）"],
    ],
)
def test_duties_and_policies(texts: list[list[str]], row: list[str]) -> None:
    assert row in texts


def test_sections_are_numbered(texts: list[list[str]]) -> None:
    heads = [row[0] for row in texts if len(row) == 1 and row[0][1:2] == "、"]
    assert heads == ["一、填报进度", "二、怎样填写", "三、各表说明", "四、政策依据"]


def test_a_form_is_one_click_away(tmp_path: Path) -> None:
    sheet = Drawn(workbook(FORM), tmp_path / "links.xlsx", rows=5).book["填报说明"]
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [link.location for link in links] == ["'企业清单'!$A$1"] * 2


def test_colours_are_explained_in_the_colours_themselves(tmp_path: Path) -> None:
    drawn = Drawn(workbook(FORM), tmp_path / "colours.xlsx", rows=5)
    guide, (sheet, (left, top, _, _)) = drawn.book["填报说明"], drawn.area("sample.name")
    [sample] = [row[0] for row in guide.iter_rows() if row[1].value == "在此填写"]
    assert sample.fill.fgColor.rgb == sheet.cell(top, left).fill.fgColor.rgb
    [computed] = [row[0] for row in guide.iter_rows() if row[1].value == "自动计算，不用填写"]
    assert computed.fill.fgColor.rgb == sheet.cell(top, 1).fill.fgColor.rgb


def test_only_lists_are_told_how_to_filter_rows(tmp_path: Path) -> None:
    told = {}
    for form in (FORM, harmony_enterprise.FORM):
        guide = Drawn(workbook(form), tmp_path / f"{form.code}.xlsx", rows=5).book["填报说明"]
        told[form.kind] = "".join(str(value) for row in guide.iter_rows(values_only=True) for value in row if value)
    for only_lists in ("增加行", "筛选“非空白”", "不在打印范围内"):
        assert only_lists in told["list"] and only_lists not in told["score"]
    assert "本表册所加" in told["score"] and "本表册所加" not in told["list"]


def test_a_long_title_stays_on_one_line(tmp_path: Path) -> None:
    named = dataclasses.replace(FORM, title="河南省高质量充分就业示范高校（院系）创建申报材料汇总登记表")
    guide = Drawn(workbook(named), tmp_path / "long.xlsx", rows=5).book["填报说明"]
    [cell] = [c for row in guide.iter_rows() for c in row if c.value == named.title and c.column == 1 and c.row < 8]
    room = guide.column_dimensions["A"].width + guide.column_dimensions["B"].width
    assert len(named.title) * float(cell.font.sz) / 6 < room  # a Chinese character is as wide as its size, a unit 6 pt


def test_no_duties_are_torn_apart(tmp_path: Path) -> None:
    many = [dataclasses.replace(FORM, code=f"sample-{number}", title=f"第{number}张清单") for number in range(1, 6)]
    guide = Drawn(workbook(*many), tmp_path / "many.xlsx", rows=5).book["填报说明"]
    starts = [row[0].row for row in guide.iter_rows() if row[0].hyperlink][len(many) :]
    ends = [each.id for each in guide.row_breaks.brk]
    heads = [row[0].row - 1 for row in guide.iter_rows() if str(row[0].value)[1:2] == "、"]  # a thin row stands before
    assert ends and {end + 1 for end in ends} <= {*starts, *heads}


@pytest.mark.parametrize("reported", [True, False])
def test_a_form_that_stays_here_is_not_called_ready_to_report(
    reported: bool, tmp_path: Path, recalculated: Recalculated
) -> None:
    form = dataclasses.replace(FORM, unique=(), guide=dataclasses.replace(FORM.guide, reported=reported))
    drawn = Drawn(workbook(form), tmp_path / "ready.xlsx", rows=5)
    drawn.put("sample.name", "平顶山市示例机械有限公司")
    [values] = recalculated([drawn.save()])
    shown = [value for value in values.cells["填报说明"].values() if isinstance(value, str)]
    assert [shown.count("可以上报"), shown.count("已填好")] == ([2, 0] if reported else [0, 2])
    assert any("上报前" in text for text in shown) is reported
