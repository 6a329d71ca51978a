"""The result workbook: texts stay texts, nothing foreign survives, it prints as an official list, Excel takes it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.cell_xml import Column, escape, lines_needed, render_column
from addin.errors import CannotRun
from addin.merging.rows import RowFile
from tests.addin.merge_books import CODES, PERSONS, Result, book, enterprise, merged, need
from tests.oracles.cached_values import CachedValues

CITY, OTHER = "平顶山市人力资源和社会保障局", "洛阳市人力资源和社会保障局"
HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,2)",
    "<r><t>x</t></r>",
    "<r>&</r>",
    "a&b<c>\"d'",
    "=HYPERLINK(\"http://example.com\",\"点我\")",
)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A round with two reporters, a duplicate, rejected rows and an unreadable file."""
    files = {
        "1平顶山市.xlsx": book(CITY, [enterprise(0), enterprise(1, credit_code=None)], [need(0), need(3)]),
        "2洛阳市.xlsx": book(OTHER, [enterprise(0), enterprise(2), enterprise(4, size="微型")]),
        "3坏.xlsx": b"PK\x03\x04",
    }
    return merged(tmp_path_factory.mktemp("result"), files)[1]


# --- texts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text_whatever_it_begins_with(tmp_path: Path, text: str) -> None:
    name = f"{text}.xlsx" if re.fullmatch(r"[=+@\w-]+", text) else "a.xlsx"
    rows = [enterprise(0, address=text, name=f"示例{text}"), enterprise(0, name=text)]
    _, result = merged(tmp_path, {name: book(CITY, rows), "b.xlsx": book(OTHER, [enterprise(0, name=text)])})
    sheet = result.book["各地重点企业清单"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert cells[text].data_type == "s"
    assert cells[f"示例{text}"].data_type == "s"
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == []
    listed = [row["名称"] for row in result.table("重复名单", "代码或号码")]
    assert listed[0] == f"示例{text}"


def test_codes_and_id_numbers_stay_texts(tmp_path: Path) -> None:
    visit = {"visited-on": dt.date(2023, 3, 2), "village": "湖滨社区", "name": "张三", "person-id": PERSONS[0],
             "telephone": "13900000001", "employment": "失业"}  # fmt: skip
    _, result = merged(tmp_path, {"a.xlsx": book(CITY, [enterprise(0)], visits=[visit])})
    [row] = result.table("就业访民情走访登记表", "身份证号")
    assert row["身份证号"] == PERSONS[0]
    assert row["联系电话"] == "13900000001"
    assert row["走访日期"] == dt.datetime(2023, 3, 2)
    [row] = result.table("各地重点企业清单", "企业名称")
    assert row["社会统一信用代码"] == CODES[0]


def test_no_macro_link_or_formula_of_a_received_file_survives(tmp_path: Path) -> None:
    """A macro workbook with an outside link and a formula in a typed cell."""
    content = book(CITY, [enterprise(0, address="=[1]别处!A1")])
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
        target.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    outcome, result = merged(tmp_path, {"a.xlsm": buffer.getvalue()})
    assert outcome.files[0].merged == 1
    with zipfile.ZipFile(result.path) as package:
        names = package.namelist()
        lists = package.read("xl/worksheets/sheet3.xml")
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert b"<f>" not in lists


# --- the look -----------------------------------------------------------------------------------------------


def test_the_sheets_and_their_order(usual: Result) -> None:
    assert usual.sheets[:4] == ["汇总说明", "各地汇总", "各地重点企业清单", "用工需求清单汇总表"]
    assert usual.sheets[4:8] == ["未报名单", "重复名单", "未并入的行", "问题清单"]
    assert usual.sheets[8:] == ["回执-洛阳市", "回执-平顶山市"]  # cities in the printed order


def test_lists_print_on_a4_or_a3_across_as_wide_as_the_page_with_their_headings_repeated(usual: Result) -> None:
    for name in usual.sheets:
        sheet = usual.book[name]
        setup = sheet.page_setup
        assert setup.orientation == ("portrait" if name.startswith("回执") else "landscape"), name
        assert int(setup.paperSize) in (8, 9), name
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, name
        assert (setup.fitToWidth or 1) == 1, name
        assert "&P" in sheet.oddFooter.center.text, name
    assert usual.book["问题清单"].print_title_rows == "$3:$3"
    assert usual.book["各地重点企业清单"].print_title_rows == "$3:$3"
    assert usual.book["各地重点企业清单"].freeze_panes == "A4"
    assert usual.book["各地重点企业清单"].auto_filter.ref is not None
    assert int(usual.book["未报名单"].page_setup.paperSize) == 9


def test_columns_beside_the_print_show_only_where_someone_used_them(usual: Result) -> None:
    sheet = usual.book["各地重点企业清单"]
    spans = [each for each in sheet.column_dimensions.values() if each.hidden]
    hidden = {cell.value for cell in sheet[3] if any(each.min <= cell.column <= each.max for each in spans)}
    assert hidden == {"企业规模类型", "从业人员\n（人）", "细分行业", "营业收入\n（万元）", "资产总额\n（万元）"}


def test_a_reply_tells_a_unit_what_counts_and_what_to_mend(usual: Result) -> None:
    words = [str(row[0]) for row in usual.book["回执-平顶山市"].iter_rows(max_row=9, values_only=True) if row[0]]
    assert words[1] == "平顶山市："
    assert "“1平顶山市.xlsx”：部分并入，共 4 行，并入 3 行，未并入 1 行。" in words
    assert any("重点企业 1 家，指标 90 家，完成 1.1%" in each for each in words)
    problems = usual.table("回执-平顶山市", "问题和改法")
    assert {row["级别"] for row in problems} == {"错误", "提醒"}
    assert problems[0]["级别"] == "错误"
    assert all(row["文件"] == "1平顶山市.xlsx" for row in problems)


def test_the_charts_are_native_and_stand_on_the_table(usual: Result) -> None:
    with zipfile.ZipFile(usual.path) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    for chart, columns in zip(charts, (("C", "D"), ("G", "H")), strict=True):
        assert "<c:barChart>" in chart
        assert '<c:barDir val="col"/>' in chart
        values = re.findall(r"<c:val><c:numRef><c:f>([^<]*)</c:f>", chart)
        assert values == [f"'各地汇总'!${column}$5:${column}$22" for column in columns]  # 18 cities


def test_the_file_is_valid_and_its_formulas_are_portable(
    usual: Result, assert_valid_files: Callable[[Iterable[Path]], None]
) -> None:
    assert_valid_files([usual.path])


def test_rates_and_sums_are_formulas_that_another_program_computes_alike(
    usual: Result, recalculated: Callable[[Iterable[Path]], list[CachedValues]]
) -> None:
    [computed] = recalculated([usual.path])
    cells = computed.cells["各地汇总"]
    rows = {value: row for (row, column), value in cells.items() if column == 1 and row >= 5}
    places = ("平顶山市", "洛阳市", "全省合计")
    found = {place: [cells[rows[place], column] for column in range(3, 7)] for place in places}
    assert found["平顶山市"] == [1, 90, pytest.approx(1 / 90), 89]
    assert found["洛阳市"] == [2, 110, pytest.approx(2 / 110), 108]  # its first row is 平顶山市's enterprise
    assert found["全省合计"] == [3, 1335, pytest.approx(3 / 1335), 1332]


# --- cells as XML -------------------------------------------------------------------------------------------

CELLS: list[tuple[str, object, str]] = [
    ("text", "甲", '<c r="B4" s="7" t="inlineStr"><is><t>甲</t></is></c>'),
    ("text", 410402199003070015, '<c r="B4" s="7" t="inlineStr"><is><t>410402199003070015</t></is></c>'),
    ("text", " 甲", '<c r="B4" s="7" t="inlineStr"><is><t xml:space="preserve"> 甲</t></is></c>'),
    ("text", None, '<c r="B4" s="7"/>'),
    ("number", 12, '<c r="B4" s="7"><v>12</v></c>'),
    ("number", Decimal("0.10"), '<c r="B4" s="7"><v>0.10</v></c>'),
    ("number", "大型", '<c r="B4" s="7" t="inlineStr"><is><t>大型</t></is></c>'),
    ("number", 10**15, '<c r="B4" s="7" t="inlineStr"><is><t>1000000000000000</t></is></c>'),  # Excel loses digits
    ("number", float("nan"), '<c r="B4" s="7" t="inlineStr"><is><t>nan</t></is></c>'),
    ("date", dt.date(2023, 3, 28), '<c r="B4" s="7"><v>45013</v></c>'),
    ("date", dt.datetime(2023, 3, 28, 12), '<c r="B4" s="7"><v>45013.5</v></c>'),
    ("date", "三月", '<c r="B4" s="7" t="inlineStr"><is><t>三月</t></is></c>'),
]


@pytest.mark.parametrize(("kind", "value", "xml"), CELLS)
def test_a_cell_as_xml(kind: Any, value: object, xml: str) -> None:
    assert render_column(Column(kind, 7), "B", range(4, 5), [value]) == [xml]


def test_texts_that_xml_cannot_hold_are_written_as_excel_writes_them() -> None:
    assert escape("a\x0bb") == "a_x000B_b"
    assert escape("\ud800") == "\ufffd"
    assert escape("_x000B_") == "_x005F_x000B_"
    column = render_column(Column("text", 1), "A", range(1, 3), ["甲<", "乙"])
    assert column[0] == '<c r="A1" s="1" t="inlineStr"><is><t>甲&lt;</t></is></c>'


def test_rows_are_as_high_as_their_longest_text() -> None:
    """Twelve characters' room takes five Chinese ones, or eleven letters."""
    columns = [Column("text", 1, 12.0), Column("text", 1, 0.0), Column("number", 1, 5.0)]
    values: list[list[object]] = [["一二三四五", "一二三四五六", "abcdefghijk", None], ["很长" * 30] * 4, [1, 2, 3, 4]]
    assert lines_needed(columns, values) == [1, 2, 1, 1]


def test_a_workbook_read_by_another_library_has_the_same_rows(usual: Result) -> None:
    book_again = openpyxl.load_workbook(usual.path, read_only=True)
    rows = list(book_again["各地重点企业清单"].iter_rows(min_row=4, values_only=True))
    assert [row[2] for row in rows] == [CODES[0], CODES[2], CODES[4]]


def test_more_rows_than_a_sheet_holds_are_refused_with_a_hint() -> None:
    body = RowFile([Column("number", 1)], first_row=4)
    body.count = 1_048_570
    body.add([[1, 2, 3]])
    with pytest.raises(CannotRun, match="请分几批汇总"):
        body.add([[4]])
