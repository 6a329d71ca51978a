"""How a list form stands on its sheet: rows and columns, names, protection, validations, print set-up."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from templates.fields import Auto, Date, Enum, Int, LongText, Pct, Sign, Text, Uscc, YesNo
from templates.model import Field
from templates.rendering import Issue, RenderError
from tests.templates.drawn import NUMBERED, Drawn, list_form, workbook
from tests.templates.sample_forms import DEMAND, ENTERPRISES

FORM = list_form(
    *NUMBERED,
    Field("code", "统一社会信用代码", Uscc(), required=True),
    Field("staff", "职工\n人数", Int(1), group="规模"),
    Field("share", "占比", Pct(), group="规模"),
    Field("doubled", "两倍", Auto(Int()), formula='IF(ISNUMBER({staff}),{staff}*2,"")'),
    Field("signed", "签字", Sign()),
    Field("tripled", "三倍", Auto(Int()), formula='IF(ISNUMBER({staff}),{staff}*3,"")', beyond=True),
    Field("kind", "类型", Enum("size"), beyond=True),
    header=(Field("unit", "填报单位（盖章）", Text(), required=True), Field("day", "填报日期", Date())),
    footer=(Field("filler", "填报人", Text()),),
    notes=("注：印好的说明。",),
    above="用工保障“三个清单”",
    totals=("staff",),
    rows=12,
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return Drawn(workbook(FORM), tmp_path_factory.mktemp("lists") / "list.xlsx")


def test_rows_from_the_line_above_the_title_to_the_notes(drawn: Drawn) -> None:
    sheet = drawn.book["样表"]
    first_column = [sheet.cell(row, 1).value for row in range(1, 21)]
    assert first_column[:4] == ["用工保障“三个清单”", "样表", "填报单位（盖章）：", "序号"]
    assert first_column[5].startswith("=")  # 12 prepared rows under a heading of two
    assert first_column[17:20] == ["合计", "填报人：", "注：印好的说明。"]


def test_columns_beyond_the_print_stand_right_of_it_inputs_first(drawn: Drawn) -> None:
    sheet = drawn.book["样表"]
    printed = [sheet.cell(4, column).value or sheet.cell(5, column).value for column in range(1, 8)]
    assert printed == ["序号", "企业名称", "统一社会信用代码", "规模", "占比", "两倍", "签字"]
    assert [sheet.cell(5, column).value for column in (4, 5)] == ["职工\n人数", "占比"]
    assert [sheet.cell(4, column).value for column in (8, 9)] == ["类型", "三倍"]
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"D4:E4", "A4:A5", "H4:H5"}


def test_every_field_has_a_workbook_level_name(drawn: Drawn) -> None:
    expected = {
        "sample.no": "'样表'!$A$6:$A$17",
        "sample.name": "'样表'!$B$6:$B$17",
        "sample.kind": "'样表'!$H$6:$H$17",
        "sample.tripled": "'样表'!$I$6:$I$17",
        "sample.staff.total": "'样表'!$D$18",
    }
    names = drawn.book.defined_names
    assert {name: names[name].attr_text for name in expected} == expected
    assert {f"sample.{field.name}" for field in FORM.fields()} <= set(names)
    for single in ("sample.unit", "sample.day", "sample.filler"):
        _, (left, top, right, bottom) = drawn.area(single)
        assert (left, top) == (right, bottom)


def test_inputs_and_printed_results_are_unlocked_results_beyond_the_print_locked(drawn: Drawn) -> None:
    sheet = drawn.book["样表"]
    locked = [sheet.cell(6, column).protection.locked for column in range(1, 11)]
    assert locked == [False] * 8 + [True, True]
    assert sheet["A18"].protection.locked and sheet["A2"].protection.locked
    unit, (left, top, _, _) = drawn.area("sample.unit")
    assert not unit.cell(top, left).protection.locked


def test_protection_without_a_password_leaves_sorting_filtering_and_widening(drawn: Drawn) -> None:
    protection = drawn.book["样表"].protection
    assert protection.sheet and not protection.password
    assert not (protection.sort or protection.autoFilter or protection.formatColumns or protection.formatRows)
    assert protection.insertRows and protection.deleteRows
    assert not drawn.book.security or not drawn.book.security.lockStructure


def test_what_a_clerk_sorts_together_holds_no_locked_cell(drawn: Drawn) -> None:
    sheet = drawn.book["样表"]
    assert sheet.auto_filter.ref == "A5:H17"
    assert not any(cell.protection.locked for row in sheet["A6:H17"] for cell in row)


def test_the_print_is_the_official_table_alone(drawn: Drawn) -> None:
    sheet = drawn.book["样表"]
    assert sheet.print_area == "'样表'!$A$1:$G$20"
    assert sheet.print_title_rows == "$4:$5"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "第 &P 页  共 &N 页"
    assert sheet.freeze_panes.endswith("6")


def validations(drawn: Drawn, title: str) -> dict[str, DataValidation]:
    return {str(rule.sqref): rule for rule in drawn.book[title].data_validations.dataValidation}


def test_one_validation_for_each_column_with_prompt_and_error(drawn: Drawn) -> None:
    rules = validations(drawn, "样表")
    assert rules["D6:D17"].type == "whole" and rules["D6:D17"].promptTitle == "职工人数"
    assert rules["C6:C17"].type == "custom" and "统一社会信用代码" in rules["C6:C17"].error
    assert rules["H6:H17"].type == "list" and rules["H6:H17"].formula1 == "list.size"
    assert "G6:G17" not in rules and "I6:I17" not in rules  # signed on paper; locked


def test_results_inside_the_table_refuse_typing(drawn: Drawn) -> None:
    rules = validations(drawn, "样表")
    for cells in ("A6:A17", "F6:F17"):
        assert (rules[cells].type, rules[cells].formula1) == ("custom", "FALSE")
        assert "自动计算" in rules[cells].error


def test_a_list_narrowed_by_a_single_cell_goes_through_a_name(tmp_path: Path) -> None:
    drawn = Drawn(workbook(ENTERPRISES), tmp_path / "narrowed.xlsx", rows=5)
    _, (left, top, _, bottom) = drawn.area("sample_enterprises.area")
    cells = f"{drawn.book['各地重点企业清单'].cell(top, left).coordinate}:G{bottom}"
    rule = validations(drawn, "各地重点企业清单")[cells]
    assert rule.formula1 == "jy.list.sample_enterprises.area"
    assert "list.area.parent" in drawn.book.defined_names[rule.formula1].attr_text


def test_rows_option_replaces_the_declared_number(tmp_path: Path) -> None:
    _, (_, top, _, bottom) = Drawn(workbook(DEMAND), tmp_path / "rows.xlsx", rows=7).area("sample_demand.name")
    assert bottom - top + 1 == 7


def test_a_reference_table_is_printed_locked_and_not_asked_for(tmp_path: Path) -> None:
    table = list_form(
        Field("city", "省辖市", Text()),
        Field("count", "重点企业（家）", Int()),
        fixed=(("郑州市", 109), ("开封市", 70)),
        totals=("count",),
    )
    drawn = Drawn(workbook(table), tmp_path / "fixed.xlsx")
    sheet, (left, top, _, bottom) = drawn.area("sample.count")
    assert [sheet.cell(row, left).value for row in range(top, bottom + 1)] == [109, 70]
    assert all(sheet.cell(row, left).protection.locked for row in range(top, bottom + 1))
    assert not sheet.data_validations.dataValidation and sheet.auto_filter.ref is None
    assert "供查阅，不用填报" in [cell.value for row in drawn.book["填报说明"].iter_rows() for cell in row]


def test_a_table_may_be_printed_in_part(tmp_path: Path) -> None:
    city, count = Field("city", "省辖市", Text()), Field("count", "完成数", Int(), required=True)
    table = list_form(city, count, fixed=(("郑州市",), ("开封市",)))
    sheet, (left, top, _, bottom) = Drawn(workbook(table), tmp_path / "part.xlsx").area("sample.count")
    assert (bottom - top + 1, sheet.cell(top, left).protection.locked) == (2, False)
    assert sheet.cell(top, 1).protection.locked


def test_an_issued_copy_is_filled_in_and_locked(tmp_path: Path) -> None:
    issue = Issue("2023-03-001", "平顶山市", "410400", "2023年3月", values={
        "sample.unit": "=平顶山市人力资源和社会保障局",
        "sample.name": ["甲公司", "乙公司"],
    })  # fmt: skip
    drawn = Drawn(workbook(FORM), tmp_path / "issued.xlsx", issue=issue)
    sheet, (left, top, _, _) = drawn.area("sample.unit")
    cell = sheet.cell(top, left)
    assert (cell.value, cell.data_type, cell.protection.locked) == ("=平顶山市人力资源和社会保障局", "s", True)
    sheet, (left, top, _, _) = drawn.area("sample.name")
    names = [(sheet.cell(row, left).value, sheet.cell(row, left).protection.locked) for row in range(top, top + 3)]
    assert names == [("甲公司", True), ("乙公司", True), (None, False)]
    meta = {name: sheet.cell(top, left).value for name in ("issue", "unit", "unit_code", "period")
            for sheet, (left, top, _, _) in [drawn.area(f"meta.{name}")]}  # fmt: skip
    assert meta == {"issue": "2023-03-001", "unit": "平顶山市", "unit_code": "410400", "period": "2023年3月"}


@pytest.mark.parametrize(
    ("field", "fragment"),
    [
        (Field("x", "甲", Text(), prompt="字" * 256), "sample.x: a prompt of 256 characters"),
        (Field("x", "甲", Auto()), "sample.x: computed by the workbook, but it has no formula"),
        (Field("x", "甲", Auto(), formula="{nowhere}+1"), "{nowhere}"),
        (Field("x", "甲", YesNo(), required=Field("gone", "无", Int()).ref > 0), "'gone'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(field: Field, fragment: str, tmp_path: Path) -> None:
    with pytest.raises(RenderError) as refused:
        Drawn(workbook(list_form(*NUMBERED, field)), tmp_path / "refused.xlsx")
    assert fragment in str(refused.value)


def test_a_prompt_of_255_characters_is_taken(tmp_path: Path) -> None:
    form = list_form(*NUMBERED, Field("x", "甲", LongText(), prompt="字" * 255))
    rules = validations(Drawn(workbook(form), tmp_path / "p.xlsx"), "样表")
    assert "字" * 255 in {rule.prompt for rule in rules.values()}


def test_a_heading_formula_names_whole_columns(tmp_path: Path) -> None:
    counted = Field("count", "合计人数", Auto(), formula="SUM({staff:column})")
    wrong = Field("count", "合计人数", Auto(), formula="{staff}")
    staff = Field("staff", "人数", Int())
    sheet, (left, top, _, _) = Drawn(
        workbook(list_form(*NUMBERED, staff, header=(counted,), rows=3)), tmp_path / "h.xlsx"
    ).area("sample.count")
    assert sheet.cell(top, left).value == "=SUM($C$4:$C$6)"
    with pytest.raises(RenderError, match="column"):
        Drawn(workbook(list_form(*NUMBERED, staff, header=(wrong,))), tmp_path / "w.xlsx")


def test_the_last_of_several_lines_above_a_table_keeps_its_own_line(tmp_path: Path) -> None:
    """Beside the border of the table it would be lost: a low row stands between them."""
    fields = [Field(f"f{number}", f"第{number}项内容", Text()) for number in range(1, 6)]
    sheet = Drawn(workbook(list_form(*NUMBERED, header=fields, rows=3)), tmp_path / "lines.xlsx").book["样表"]
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "序号")
    lined = {
        row: any(cell.border.bottom is not None and cell.border.bottom.style == "thin" for cell in sheet[row][:2])
        for row in (head - 2, head - 1)
    }
    assert lined == {head - 2: True, head - 1: False}
    assert sheet.row_dimensions[head - 1].height < sheet.row_dimensions[head - 2].height / 2
