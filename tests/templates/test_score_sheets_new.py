"""A standard that is added: what its sheet shows where the document prints no table, and which tables can be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import formulas.rubrics
from templates.model import FormError, Guide, ScoreSheetForm, Workbook
from templates.rendering import render
from templates.score_cells import cells_of
from templates.score_sheet import score_form

STANDARD = """
code = "sample-park"
title = "示例园区评价标准"
document = "豫人社函〔2023〕73号"
annex = "附件9"
line = "L816–848"
total = 10
count = 5
header = [
  {name = "园区名称", code = "name", type = "text"},
  {name = "评价期起", code = "period_start", type = "date"},
  {name = "评价期止", code = "period_end", type = "date"},
  {name = "填报日期", code = "filled_on", type = "date"},
]
[[sections]]
no = "一"
label = "一、基础工作（10分）"
points = 10
defaults = {kind = "checklist"}
items = [
  {no = "一1", text = "设有专门机构", line = "L819", points = 7},
  {no = "一2", text = "有专职人员", line = "L820", points = 3},
]
[[sections]]
no = "二"
label = "二、加分、负面清单"
items = [
  {no = "二1", text = "受到表彰", line = "L822", kind = "bonus", levels = [{name = "国家级", points = 5}, {name = "省级", points = 3}]},
  {no = "二2", text = "承办活动", line = "L822", kind = "bonus", points = 2},
  {no = "二3", text = "发生重大事件", line = "L823", kind = "veto", points = -10, effect = "不得申报"},
]
"""  # noqa: E501
Declare = Callable[[str], ScoreSheetForm]


@pytest.fixture
def declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Declare]:
    """Declares the sheet of the sample standard, some lines added to it."""

    def forget() -> None:
        for cached in (formulas.rubrics.codes, formulas.rubrics.rubric, cells_of):
            cached.cache_clear()

    def declared(more: str) -> ScoreSheetForm:
        (tmp_path / "sample-park.toml").write_text(f"{more}\n{STANDARD}", encoding="utf-8")
        monkeypatch.setattr(formulas.rubrics, "FOLDER", tmp_path)
        forget()
        return score_form(
            "sample-park", "sample-park", guide=Guide("园区", "每年", "省人力资源社会保障厅"), printed=False
        )

    yield declared
    monkeypatch.undo()
    forget()


def shown(form: ScoreSheetForm) -> list[dict[Any, Any]]:
    """The table below its headings."""
    drawn = render(Workbook("sample", "样表", (form,)))
    sheet = next(each for each in drawn.worksheets if any(row[0].value == "类别" for row in each.iter_rows(max_row=6)))
    rows = list(sheet.iter_rows(min_row=1, values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "类别")
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if row[2]]


def test_a_list_that_is_scored_shows_what_each_item_is_worth(declare: Declare) -> None:
    found = {row["内容"]: row["分值"] for row in shown(declare("")) if row["内容"]}
    assert found == {
        "设有专门机构": 7,
        "有专职人员": 3,
        "受到表彰": "国家级+5\n省级+3",
        "承办活动": "+2",
        "发生重大事件": "-10",
    }


def test_a_table_that_prints_the_points_shows_them_once(declare: Declare) -> None:
    form = declare('columns = ["创建项目", "评价细则", "评分"]')
    [sheet] = [each for each in render(Workbook("sample", "样表", (form,))).worksheets if "评价标准" in each.title]
    words = [cell.value for row in sheet.iter_rows(min_row=1) for cell in row if isinstance(cell.value, str)]
    assert any("设有专门机构（7分）" in each for each in words)
    assert "分值" not in words


def test_headings_of_which_no_sheet_can_be_drawn_are_refused(declare: Declare) -> None:
    with pytest.raises(FormError) as refused:
        declare('columns = ["项目", "标准", "分值"]')
    message = str(refused.value)
    assert 'formulas/rubrics/sample-park.toml：columns 写的是 ["项目", "标准", "分值"]，没有这种表样' in message
    assert '["创建项目", "评价细则", "评分"]' in message.splitlines()
    assert len(message.splitlines()) == 8  # one sentence, seven kinds of table


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('sheet_titles = {answers = "有无"}', "sheet_titles 里的 answers 不能写，可以写 item_points、"),
        ("sheet_widths = {answer = 9, reply = 9.5}", "sheet_widths 里的 reply 不能写，可以写 section、"),
        ('ranked_by = "kind"', "ranked_by 是“kind”，应为表头里选择栏的代码（现有：一个也没有）"),
        ('ranked_by = "name"', "ranked_by 是“name”，应为表头里选择栏的代码（现有：一个也没有）"),
    ],
)
def test_what_a_sheet_has_not_is_refused(declare: Declare, more: str, words: str) -> None:
    with pytest.raises(FormError, match=f"formulas/rubrics/sample-park.toml：{words}"):
        declare(more)


def test_a_standard_names_and_sizes_the_columns_of_its_sheet(declare: Declare) -> None:
    rows = shown(declare('sheet_titles = {answer = "有无", score = "得分"}\nsheet_widths = {answer = 9.5}'))
    assert {"有无", "得分"} <= set(rows[0])
    assert "填写" not in rows[0]
