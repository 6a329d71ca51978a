"""Result sheets: how words, tables and links become cells, and what a later command reads back from them."""

from __future__ import annotations

import pytest

from addin.result_files import workbook_of
from addin.tables import MARK, Column, Link, ResultSheet, Table, Words, find_table, is_generated, lay_out
from templates.reading.grid import Grid
from tests.addin.excel_client import opened

SHEET = ResultSheet(
    "校验结果",
    [
        Words("发现2处。"),
        Table(
            (Column("序号", 6, "center"), Column("内容", 20), Column("定位", 8)),
            [[1, "甲", Link("表", "B5", "转到")]],
        ),
        Words("第二部分", "heading"),
        Table((Column("项目", 30), Column("金额", 10, "money")), [["乙", 12.5], ["丙", None]]),
    ],
)


def test_blocks_stand_one_below_the_other() -> None:
    layout = lay_out(SHEET)
    assert layout.rows == [
        ["校验结果", None, None],
        [MARK, None, None],
        ["发现2处。", None, None],
        ["序号", "内容", "定位"],
        [1, "甲", Link("表", "B5", "转到")],
        ["第二部分", None, None],
        ["项目", "金额", None],
        ["乙", 12.5, None],
        ["丙", None, None],
    ]
    assert layout.widths == [30, 20, 8]  # tables share their columns: the widest of each counts
    looks = {(span.top, span.left, span.bottom, span.right): span.look for span in layout.spans}
    assert looks[4, 2, 4, 2] == "link" and looks[7, 1, 8, 1] == "money" and looks[3, 0, 3, 2] == "head"


def test_for_the_public_no_line_says_that_a_program_wrote_it() -> None:
    assert [row[0] for row in lay_out(SHEET, generated=False).rows[:2]] == ["校验结果", "发现2处。"]


LINKS = [
    (Link("表", "B5"), '=HYPERLINK("#\'表\'!B5","B5")'),
    (Link("王's 表", "B5", "转到"), "=HYPERLINK(\"#'王''s 表'!B5\",\"转到\")"),
    (Link('带"引号', "A1", '"x"'), '=HYPERLINK("#\'带""引号\'!A1","""x""")'),
]


@pytest.mark.parametrize(("link", "formula"), LINKS, ids=[each[0].sheet for each in LINKS])
def test_a_link_is_a_formula_that_excel_reads(link: Link, formula: str) -> None:
    assert link.formula == formula


def test_tables_are_found_again_with_the_rows_on_which_they_stand() -> None:
    grid = Grid.of([[cell.shown if isinstance(cell, Link) else cell for cell in row] for row in lay_out(SHEET).rows])
    assert is_generated(grid)
    assert find_table(grid, "序号", "定位")[4] == {"序号": 1, "内容": "甲", "定位": "转到"}
    assert find_table(grid, "项目", "金额")[8] == {"项目": "丙", "金额": ""}
    assert find_table(grid, "没有") == {}
    assert not is_generated(Grid.of([["校验结果"], ["我自己写的"]]))


def test_a_long_text_is_cut_to_what_a_cell_takes() -> None:
    layout = lay_out(ResultSheet("长", [Table((Column("内容"),), [["字" * 40_000]])]))
    assert len(str(layout.rows[-1][0])) <= 32_767


def test_rows_with_much_text_are_high_enough() -> None:
    table = Table((Column("内容", 11),), [["短"], ["一二三四五六七八九十" * 3], ["a\nb\nc"]])
    heights = lay_out(ResultSheet("高", [table])).heights()
    assert heights == {4: 6 * 15 + 4, 5: 3 * 15 + 4}  # five characters to a line of eleven digits' width


def test_a_file_of_its_own_holds_texts_as_texts() -> None:
    table = Table((Column("内容"), Column("金额", 10, "money")), [["=1+1", 5], ["http://x", -0.5], ["@x", None]])
    sheet = opened(workbook_of([("表", ResultSheet("题", [table]))]))["表"]
    assert [(row[0].value, row[0].data_type, row[1].value) for row in sheet.iter_rows(4)] == [
        ("=1+1", "s", 5),
        ("http://x", "s", -0.5),
        ("@x", "s", None),
    ]
    assert sheet["A4"].hyperlink is None and sheet["A5"].hyperlink is None
