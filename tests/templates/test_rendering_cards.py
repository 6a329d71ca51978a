"""How a card stands on its sheet, with the printed application form of internship units (L2159-2181) as the example."""

from __future__ import annotations

from pathlib import Path

import pytest

from templates.fields import Int, LongText, Sign, Text
from templates.forms.internship_unit_application import FORM
from templates.model import CardForm, Entry, Field, Label
from templates.rendering import Issue, RenderError
from templates.rendering.card_layout import plan
from tests.templates.drawn import GUIDE, SOURCE, Drawn, workbook

# Every word of the printed form but the title, in printed order
PRINTED = """
单位名称 统一社会信用代码 单位性质 所属行业 职工人数 网址 经办人 联系电话 办公电话 手机 传真 电子邮箱 单位地址
单位简介 (符合见习单位相关条件等介绍,可加附件) 见习岗位情况 拟接收见习人员数量 拟接收见习人员时间 (详见附件2)
见习人员每月基本生活费标准 拟留用比例(%) 申请见习单位主要理由 当地公共就业人才服务机构初审意见
负责人:经办人:(单位盖章) 负责人:经办人:(盖章)年月日 专家评估组意见 同级人力资源社会保障部门认定意见
专家评估组成员签名 负责人:经办人:(盖章)年月日 备注:本表应附报《就业见习岗位计划表》
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return Drawn(workbook(FORM), tmp_path_factory.mktemp("cards") / "card.xlsx")


def test_every_printed_word_in_printed_order(drawn: Drawn) -> None:
    sheet = drawn.book["平顶山市就业见习单位申请表"]
    last = plan(FORM).end
    values = [cell.value for row in sheet.iter_rows(max_row=last, max_col=6) for cell in row if cell.value]
    words = ["".join(value.split()) for value in values]
    assert words == ["附件1", "平顶山市就业见习单位申请表", *PRINTED.split()]


def test_one_portrait_page(drawn: Drawn) -> None:
    sheet = drawn.book["平顶山市就业见习单位申请表"]
    page = sheet.page_setup
    assert (page.orientation, page.fitToHeight, page.paperSize) == ("portrait", 1, 9)
    assert sheet.print_area.endswith(f"$F${plan(FORM).end}")


def test_cells_to_fill_in_are_open_and_those_for_the_pen_are_not(drawn: Drawn) -> None:
    for field in FORM.fields():
        sheet, (left, top, right, bottom) = drawn.area(f"internship_unit_application.{field.name}")
        assert (left, top) == (right, bottom)
        assert sheet.cell(top, left).protection.locked is isinstance(field.type, Sign), field.code


def test_merged_cells_have_whole_borders(drawn: Drawn) -> None:
    sheet, (left, top, _, _) = drawn.area("internship_unit_application.address")
    [area] = [area for area in sheet.merged_cells.ranges if (area.min_row, area.min_col) == (top, left)]
    assert sheet.cell(top, area.max_col).border.right.style == "thin"


def test_words_under_a_cell_share_its_box(drawn: Drawn) -> None:
    sheet, (left, top, _, _) = drawn.area("internship_unit_application.profile")
    entry, words = sheet.cell(top, left), sheet.cell(top + 1, left)
    assert words.value.startswith("(符合见习单位")
    assert not (entry.border.bottom and entry.border.bottom.style) and not (words.border.top and words.border.top.style)
    assert entry.border.top.style == words.border.bottom.style == "thin"


def test_values_of_an_issue(tmp_path: Path) -> None:
    issue = Issue("1", "平顶山市", values={"internship_unit_application.unit_name": "平顶山某某有限公司"})
    sheet, (left, top, _, _) = Drawn(workbook(FORM), tmp_path / "c.xlsx", issue=issue).area(
        "internship_unit_application.unit_name"
    )
    assert (sheet.cell(top, left).value, sheet.cell(top, left).protection.locked) == ("平顶山某某有限公司", True)


def card(*grid: tuple[Label | Entry, ...]) -> CardForm:
    return CardForm(code="card", title="申请表", source=SOURCE, widths=(20, 20, 20), grid=grid, guide=GUIDE)


NAME, NOTE = Field("name", "名称", Text()), Field("note", "说明", LongText())


def test_a_cell_over_several_rows_pushes_the_next_ones_aside() -> None:
    boxes = plan(card((Label("情况", rows=2), Label("名称"), Entry(NAME)), (Label("说明"), Entry(NOTE)))).boxes
    assert [(box.top, box.left, box.bottom, box.right) for box in boxes] == [
        (2, 1, 3, 1), (2, 2, 2, 2), (2, 3, 2, 3), (3, 2, 3, 2), (3, 3, 3, 3)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("grid", "fragment"),
    [
        ([(Label("名称"), Entry(NAME, span=3))], "row 1 of the grid has no room for 名称"),
        ([(Label("名称"), Entry(NAME))], "row 1 of the grid leaves column 3 empty"),
        ([(Label("甲", rows=2), Label("乙", span=2)), (Label("丙", span=3),)], "row 2 of the grid has no room for 丙"),
    ],
)
def test_a_grid_that_does_not_close_is_refused(grid: list[tuple[Label | Entry, ...]], fragment: str) -> None:
    with pytest.raises(RenderError) as refused:
        plan(card(*grid))
    assert fragment in str(refused.value)


def test_rows_are_as_high_as_asked_and_as_their_words_need() -> None:
    long = "很长的标签" * 12
    heights = plan(card((Label(long), Label("乙"), Entry(NAME)), (Label("丙"), Entry(NOTE, span=2, height=90)))).heights
    # 60 characters in a cell for at most 15: four lines of 12 points
    assert heights[0] >= 4 * 12 and heights[1] == 90


def test_a_computed_cell_reads_the_others(tmp_path: Path) -> None:
    count = Field("count", "人数", Int())
    total = Field("total", "合计", Int(), formula="{count}*2")
    form = card((Label("人数"), Entry(count, span=2)), (Label("合计"), Entry(total, span=2)))
    drawn = Drawn(workbook(form), tmp_path / "x.xlsx")
    sheet, (left, top, _, _) = drawn.area("card.total")
    assert (sheet.cell(top, left).value, sheet.cell(top, left).protection.locked) == ("=$B$2*2", True)
