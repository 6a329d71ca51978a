"""A clerk may insert, rename, sort, delete and copy: the data are found, and what was odd is said.

    1  what changes nothing: inserted columns and rows, a renamed sheet, sorting, blank rows, saving in another program
    2  one mistreatment of headings per kind, with the finding that it brings
    3  rows in odd places, totals, merged cells
    4  tables without our names
    5  sheets deleted, copied, missing
    6  values that calamine alone would lose
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from templates.reading import Received, read_workbook
from tests.oracles import libreoffice
from tests.templates.received_books import (
    CODES,
    DEMAND_SHEET,
    ENTERPRISE_SHEET,
    Copy,
    demand,
    enterprise,
    filled,
)
from tests.templates.sample_forms import DEMAND, ENTERPRISES, FORMS

HEAD, FIRST = 4, 5  # rows of the heading and of the first prepared row of both sheets
NAMES = [enterprise(number)["name"] for number in range(3)]


def codes(received: Received, form: str = "sample-enterprises") -> list[object]:
    return list(received.forms[form].values("credit-code"))


def rules(received: Received) -> list[tuple[str, str]]:
    return [(each.cell, each.rule) for each in received.findings]


def intact(received: Received) -> None:
    """Both lists hold the three rows that were filled in, in every column."""
    for form, expected in ((ENTERPRISES, enterprise), (DEMAND, demand)):
        data = received.forms[form.code]
        rows = [{code: row.value(code) for code in expected(0)} for row in data.rows]
        assert rows == [expected(number) for number in range(3)]


# --- 1 -------------------------------------------------------------------------------------------------------------


def test_what_was_filled_in_is_read() -> None:
    received = filled().read()
    intact(received)
    data = received.forms["sample-enterprises"]
    assert data.sheet == ENTERPRISE_SHEET
    assert data.header["filed-on"].value == dt.date(2023, 3, 17)
    assert data.header["reporting-unit"].value == "平顶山市人力资源和社会保障局"
    assert data.footer["filler-tel"].value == "0375-6059678"
    assert data.numbers == [5, 6, 7]
    assert data.rows[2].cells["credit-code"].address == "C7"
    assert received.meta.workbook == "sample"
    assert received.meta.forms == ("sample-enterprises", "sample-demand")
    assert received.findings == []


def test_an_inserted_column_breaks_nothing() -> None:
    copy = filled()
    copy.insert_column(ENTERPRISE_SHEET, 3)
    copy.insert_column(DEMAND_SHEET, 1)
    received = copy.read()
    intact(received)
    assert received.forms["sample-enterprises"].rows[0].cells["credit-code"].address == "D5"
    assert received.findings == []


def test_the_heading_of_an_inserted_column_is_reported() -> None:
    copy = filled()
    copy.insert_column(ENTERPRISE_SHEET, 3)
    copy[ENTERPRISE_SHEET].cell(HEAD, 3).value = "法人\n代表"
    received = copy.read()
    intact(received)
    (finding,) = received.findings
    assert (finding.cell, finding.rule, finding.severity) == ("C4", "COLUMN_EXTRA", "warning")
    assert "“法人 代表”不是本表的列" in finding.message


def test_inserted_rows_break_nothing() -> None:
    copy = filled()
    copy.insert_row(ENTERPRISE_SHEET, 1)  # above the title
    copy.insert_row(ENTERPRISE_SHEET, HEAD + 1)  # above the heading
    copy.insert_row(ENTERPRISE_SHEET, FIRST + 4)  # between the filled rows
    received = copy.read()
    intact(received)
    assert received.forms["sample-enterprises"].numbers == [7, 8, 10]
    assert received.findings == []


def test_a_renamed_sheet_breaks_nothing() -> None:
    copy = filled()
    copy[ENTERPRISE_SHEET].title = "3月 平顶山'最终版"
    for name in copy.book.defined_names.values():
        name.attr_text = name.attr_text.replace(f"'{ENTERPRISE_SHEET}'", "'3月 平顶山''最终版'")
    received = copy.read()
    intact(received)
    assert received.findings == []


def test_sorting_and_blank_rows_keep_true_row_numbers() -> None:
    copy = Copy()
    for row, number in ((0, 2), (3, 0), (7, 1)):
        copy.fill(ENTERPRISES, row, enterprise(number))
    copy.put(ENTERPRISES, "address", "  ", 5)
    data = copy.read().forms["sample-enterprises"]
    assert data.numbers == [5, 8, 12]
    assert data.values("credit-code") == [CODES[2], CODES[0], CODES[1]]


def test_a_workbook_saved_by_another_program(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(filled().bytes())
    (saved,) = libreoffice.recalculate([path], tmp_path / "saved")
    received = read_workbook(saved, FORMS)
    intact(received)
    assert received.findings == []


# --- 2 -------------------------------------------------------------------------------------------------------------


def retitle(copy: Copy, sheet: str, old: str, new: str, which: int = 0) -> None:
    """Write another heading over the heading `old` (its `which`-th occurrence)."""
    places = [cell for cell in copy[sheet][HEAD] if f"{cell.value or ''}".replace("\n", "") == old]
    places[which].value = new


def swap_headings(copy: Copy) -> None:
    """企业名称 and 所在地址 change places, contents included; the names stay where they were."""
    sheet = copy[ENTERPRISE_SHEET]
    for row in range(HEAD, FIRST + 3):
        left, right = sheet.cell(row, 2), sheet.cell(row, 8)
        left.value, right.value = right.value, left.value


def lose_name(copy: Copy) -> None:
    del copy.book.defined_names["sample_enterprises.address"]


def dead_name(copy: Copy) -> None:
    copy.book.defined_names["sample_enterprises.address"].attr_text = "#REF!"


def repeat_heading(copy: Copy) -> None:
    """A second column 企业名称, with other contents, inserted before the form's own."""
    copy.insert_column(ENTERPRISE_SHEET, 2)
    copy[ENTERPRISE_SHEET].cell(HEAD, 2).value = "企业名称"
    copy[ENTERPRISE_SHEET].cell(FIRST, 2).value = "错的"


def drop_trade_names(copy: Copy) -> None:
    for name in ("sample_demand.trade_solved", "sample_demand.trade_short"):
        del copy.book.defined_names[name]


# (mistreatment, cell, code, severity, fragment of the message)
HEADINGS: list[tuple[str, Callable[[Copy], None], list[tuple[str, str, str, str]]]] = [
    (
        "别名也是表头",
        lambda copy: retitle(copy, ENTERPRISE_SHEET, "社会统一信用代码", " 统一社会　信用代码"),
        [],
    ),
    (
        "表头改得还认得出",
        lambda copy: retitle(copy, ENTERPRISE_SHEET, "社会统一信用代码", "信用代码"),
        [("C4", "HEADER_RENAMED", "warning", "表头被改成了“信用代码”，应为“社会统一信用代码”")],
    ),
    (
        "两列对调，名称没有跟着走",
        swap_headings,
        [
            ("B4", "COLUMN_BY_HEADER", "warning", "列“所在地址”不在原来的位置，已按表头找到"),
            ("H4", "COLUMN_BY_HEADER", "warning", "列“企业名称”不在原来的位置"),
        ],
    ),
    ("名称没有了", lose_name, [("H4", "NAME_MISSING", "warning", "列“所在地址”缺少内部标记，已按表头读取")]),
    ("名称指向已删除的单元格", dead_name, [("H4", "COLUMN_BY_HEADER", "warning", "列“所在地址”")]),
    ("表头重复，名称说了算", repeat_heading, [("C4", "HEADER_TWICE", "warning", "出现 2 次，只读取了 C 列")]),
    (
        "本来就印了两次的表头，按次序",
        drop_trade_names,
        [("F4", "HEADER_REPEATED", "warning", "表头“具体工种名称”出现 2 次，已按先后次序读取")],
    ),
]


@pytest.mark.parametrize(("mistreat", "expected"), [each[1:] for each in HEADINGS], ids=[each[0] for each in HEADINGS])
def test_headings_decide(mistreat: Callable[[Copy], None], expected: list[tuple[str, str, str, str]]) -> None:
    copy = filled()
    mistreat(copy)
    received = copy.read()
    intact(received)
    assert [(each.cell, each.rule, each.severity) for each in received.findings] == [each[:3] for each in expected]
    for finding, (_, _, _, holds) in zip(received.findings, expected, strict=True):
        assert holds in finding.message


def test_a_foreign_heading_is_not_read_as_the_column() -> None:
    copy = filled()
    retitle(copy, ENTERPRISE_SHEET, "所在地址", "备注")
    received = copy.read()
    assert received.forms["sample-enterprises"].values("address") == [None] * 3
    (finding,) = received.findings
    assert (finding.cell, finding.rule, finding.severity) == ("H4", "HEADER_CHANGED", "error")
    assert "没有找到列“所在地址”，原来的位置上是“备注”" in finding.message
    assert [each.rule for each in copy.findings()] == ["HEADER_CHANGED"]  # and no 必填 for each row besides


def test_a_deleted_column_is_one_finding() -> None:
    copy = filled()
    copy.book.defined_names["sample_enterprises.address"].attr_text = "#REF!"
    for row in range(HEAD, FIRST + 3):
        copy[ENTERPRISE_SHEET].cell(row, 8).value = None
    (finding,) = copy.findings()
    assert (finding.rule, finding.severity, finding.field) == ("COLUMN_MISSING", "error", "address")
    assert "没有找到列“所在地址”" in finding.message


@pytest.mark.parametrize(("column", "field", "value"), [(6, "trade-short", "焊工"), (8, "trade-solved", "装配工")])
def test_one_of_two_like_headings_is_told_by_its_neighbour(column: int, field: str, value: str) -> None:
    copy = filled()
    drop_trade_names(copy)
    for row in range(HEAD, FIRST + 3):
        copy[DEMAND_SHEET].cell(row, column).value = None
    data = copy.read().forms["sample-demand"]
    assert data.values(field) == [value] * 3
    assert set(data.columns) & {"trade-short", "trade-solved"} == {field}


# --- 3 -------------------------------------------------------------------------------------------------------------


def test_a_row_squeezed_in_between_heading_and_data() -> None:
    copy = filled()
    copy.insert_row(ENTERPRISE_SHEET, FIRST)
    for code, value in enterprise(3).items():
        copy.put(ENTERPRISES, code, value, -1)
    received = copy.read()
    assert codes(received) == [CODES[3], *CODES[:3]]
    assert rules(received) == [("A5", "ROWS_ABOVE")]
    assert "第 5 行" in received.findings[0].message


def test_rows_typed_under_the_prepared_ones() -> None:
    copy = filled()
    for _ in range(3):
        copy.insert_row(ENTERPRISE_SHEET, 17)  # above the footer, outside the named ranges
    copy.fill(ENTERPRISES, 12, enterprise(3))
    copy.fill(ENTERPRISES, 13, enterprise(4))
    received = copy.read()
    assert codes(received) == list(CODES)
    assert received.forms["sample-enterprises"].numbers == [5, 6, 7, 17, 18]
    assert rules(received) == [("A17", "ROWS_BELOW")]
    assert "第 17、18 行" in received.findings[0].message
    assert received.forms["sample-enterprises"].footer["filler"].value == "李四"


def test_a_total_is_no_row() -> None:
    copy = filled()
    sheet, top, column = copy.place(DEMAND, "city")
    sheet.cell(top + 3, column).value = "合 计"
    copy.put(DEMAND, "short", 15, 3)
    received = copy.read()
    assert len(received.forms["sample-demand"]) == 3
    assert rules(received) == [("A8", "ROW_TOTAL")]


def test_merged_cells_count_for_every_row() -> None:
    copy = filled()
    for row in (1, 2):
        copy.put(DEMAND, "city", None, row)
    copy[DEMAND_SHEET].merge_cells("A5:A7")
    received = copy.read()
    assert received.forms["sample-demand"].values("city") == ["平顶山市"] * 3
    assert rules(received) == [("A5", "MERGED_CELLS")]
    assert "A5:A7 合并了单元格，已按每行都填“平顶山市”读取" in received.findings[0].message


def test_a_unit_typed_into_the_label() -> None:
    copy = filled()
    sheet, row, column = copy.place(ENTERPRISES, "reporting-unit")
    sheet.cell(row, column).value = None
    label = next(cell for cell in sheet[row] if f"{cell.value}".startswith("填报单位"))
    label.value = "填报单位（盖章）： 叶县人社局"
    cell = copy.read().forms["sample-enterprises"].header["reporting-unit"]
    assert (cell.address, cell.value) == (label.coordinate, "叶县人社局")


# --- 4 -------------------------------------------------------------------------------------------------------------


def test_a_table_that_somebody_typed_anew() -> None:
    copy = filled()
    copy.drop_names()
    received = copy.read()
    intact(received)
    assert [(each.sheet, each.rule) for each in received.findings] == [
        (ENTERPRISE_SHEET, "NAMES_MISSING"),
        (DEMAND_SHEET, "NAMES_MISSING"),
    ]
    data = received.forms["sample-enterprises"]
    assert data.header["filed-on"].value == dt.date(2023, 3, 17)
    assert data.footer["filler"].value == "李四"


def test_a_typed_table_ends_at_its_footer_and_notes() -> None:
    copy = filled()
    copy.drop_names()
    sheet = copy[DEMAND_SHEET]
    for row in range(FIRST + 3, sheet.max_row + 1):
        for cell in sheet[row]:
            if type(cell).__name__ == "Cell":
                cell.value = None
    sheet.cell(8, 1).value = "合计"
    sheet.cell(8, 9).value = 15
    sheet.cell(9, 1).value = DEMAND.notes[0]
    sheet.cell(10, 1).value = "平顶山市"
    sheet.cell(10, 4).value = CODES[4]
    received = copy.read()
    intact(received)
    assert [each.rule for each in received.findings if each.sheet == DEMAND_SHEET] == ["NAMES_MISSING", "ROW_TOTAL"]


def test_a_table_without_its_key_columns_is_not_guessed() -> None:
    copy = filled()
    copy.drop_names()
    retitle(copy, ENTERPRISE_SHEET, "社会统一信用代码", "编号")
    del copy.book[DEMAND_SHEET]
    received = copy.read()
    assert received.forms == {}
    assert [(each.rule, each.severity) for each in received.findings] == [("NO_FORM", "error")]


# --- 5 -------------------------------------------------------------------------------------------------------------


def test_a_deleted_sheet_is_named() -> None:
    copy = filled()
    for name in copy.book.defined_names.values():
        if name.attr_text.startswith(f"'{DEMAND_SHEET}'"):
            name.attr_text = "#REF!"
    del copy.book[DEMAND_SHEET]
    received = copy.read()
    assert codes(received) == list(CODES[:3])
    assert [(each.rule, each.severity) for each in received.findings] == [("SHEET_DELETED", "error")]
    assert "《用工需求清单汇总表》的工作表已被删除" in received.findings[0].message


def test_a_missing_sheet_that_the_workbook_should_have() -> None:
    copy = filled()
    for name in [each for each in copy.book.defined_names if each.startswith("sample_demand.")]:
        del copy.book.defined_names[name]
    del copy.book[DEMAND_SHEET]
    received = copy.read()
    assert [(each.rule, each.severity) for each in received.findings] == [("SHEET_MISSING", "error")]
    assert "没有找到工作表“用工需求清单汇总表”" in received.findings[0].message


def test_a_copied_sheet_is_not_lost_in_silence() -> None:
    copy = filled()
    twin = copy.book.copy_worksheet(copy[ENTERPRISE_SHEET])
    twin.title = "各地重点企业清单 (2)"
    received = copy.read()
    intact(received)
    (finding,) = received.findings
    assert (finding.sheet, finding.rule) == ("各地重点企业清单 (2)", "SHEET_NOT_READ")
    assert f"已读取的是“{ENTERPRISE_SHEET}”" in finding.message


# --- 6 -------------------------------------------------------------------------------------------------------------


def test_an_error_value_is_read_as_what_it_is() -> None:
    copy = filled()
    copy.put(DEMAND, "short", "#DIV/0!", 1)
    row = copy.read().forms["sample-demand"].rows[1]
    assert row.cells["short"].value == "#DIV/0!"


def test_an_error_value_alone_in_a_row() -> None:
    copy = filled(1)
    copy.put(ENTERPRISES, "address", "#REF!", 4)
    data = copy.read().forms["sample-enterprises"]
    assert data.numbers == [5, 9]
