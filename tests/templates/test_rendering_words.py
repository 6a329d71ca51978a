"""Estimates and wordings of rendering: widths, heights, broken headings, lines over a table, sheet titles, prompts."""

from __future__ import annotations

import pytest

from templates.fields import Date, Int, Month, Text, Uscc
from templates.model import Field
from templates.rendering.columns import fit
from templates.rendering.headings import broken
from templates.rendering.lines import arrange
from templates.rendering.measure import height, lines, page_units, units
from templates.rendering.names import range_text, tabs
from templates.rendering.validations import prompt_title
from tests.templates.drawn import list_form


@pytest.mark.parametrize(
    ("text", "size", "width"),
    [
        ("企业名称", 12, 8.0),  # a character is as wide as the font is high, a unit of width is 6 points
        ("ABCD", 12, 4.0),
        ("（人）", 12, 6.0),
        ("", 12, 0.0),
    ],
)
def test_width_of_words(text: str, size: float, width: float) -> None:
    assert units(text, size) == width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("企业名称", 9.0, 1),
        ("企业名称企业名称", 9.0, 2),
        ("企业\n名称", 20.0, 2),
        ("企业名称企业名称\n甲", 9.0, 3),
        ("", 9.0, 1),
    ],
)
def test_lines_of_a_wrapped_cell(text: str, width: float, expected: int) -> None:
    assert lines(text, width, 12) == expected


def test_no_row_is_higher_than_excel_allows() -> None:
    assert height(100, 12) == 409.0


def test_a4_is_210_by_297_millimetres() -> None:
    assert page_units("A4", "portrait") == pytest.approx((210 - 30) / 25.4 * 72 / 6)
    assert page_units("A3", "landscape") == pytest.approx((420 - 30) / 25.4 * 72 / 6)


@pytest.mark.parametrize(
    ("label", "width", "expected"),
    [
        ("企业名称", 20, "企业名称"),
        ("社会统一\n信用代码", 5, "社会统一\n信用代码"),  # the print's own break stays
        ("员工规模不低于（万人）", 15, "员工规模不低于\n（万人）"),
        ("具体工种名称", 10, "具体工\n种名称"),  # no single character on the last line
        ("合同年利率（%）", 14, "合同年利率\n（%）"),
    ],
)
def test_broken_headings(label: str, width: float, expected: str) -> None:
    assert broken(label, width, 11) == expected


def test_a_broken_heading_fits_and_loses_nothing() -> None:
    label = "同一人员同一职业（工种）同一等级是否已申领或已评价补贴"
    for width in range(5, 60):
        text = broken(label, width, 11)
        assert text.replace("\n", "") == label
        # two characters are the least a line holds, even where the cell is narrower
        assert all(units(line, 11) <= width - 1 or len(line) <= 2 for line in text.split("\n"))


UNIT = Field("unit", "填报单位（盖章）", Text())
DAY = Field("day", "填报日期", Date())


def test_the_line_over_a_table_begins_left_and_ends_right() -> None:
    [line] = arrange("f", (UNIT, DAY), [6, 20, 20, 20, 20, 20, 20], 12)
    assert [slot.field.code for slot in line] == ["unit", "day"]
    assert line[0].label[0] == 0 and line[-1].entry[1] == 6
    taken = [column for slot in line for column in range(slot.label[0], slot.entry[1] + 1)]
    assert len(taken) == len(set(taken))


def test_a_narrow_table_takes_one_field_a_line() -> None:
    found = arrange("f", (UNIT, DAY), [20, 12, 12], 12)
    assert [[slot.field.code for slot in line] for line in found] == [["unit"], ["day"]]


def test_a_field_alone_on_a_further_line_is_as_wide_as_the_one_above_it() -> None:
    month = Field("month", "填报月份", Month())
    first, [alone] = arrange("f", (UNIT, DAY, month), [6, 24, 12, 23, 9, 9, 13, 9, 22], 12)
    assert [slot.field.code for slot in first] == ["unit", "day"]
    assert (alone.label, alone.entry) == (first[0].label, first[0].entry)
    wordy = Field("month", "这张表填的是哪一个月份的招聘会情况（填年月）", Month())
    _, [alone] = arrange("f", (UNIT, DAY, wordy), [6, 24, 12, 23, 9, 9, 13, 9, 22], 12)
    assert alone.entry[0] > first[0].entry[0]


def test_wide_tables_are_squeezed_in_text_and_keep_codes_readable() -> None:
    fields = [Field(f"t{n}", "说明", Text()) for n in range(10)] + [Field("code", "统一社会信用代码", Uscc())]
    widths = fit(fields, 126, 11)
    assert sum(widths) <= 126 / 0.8 + 1
    assert widths[-1] >= units("9" * 18, 11)


def test_narrow_tables_are_stretched_but_no_further_than_the_page() -> None:
    widths = fit([Field("city", "省辖市", Text()), Field("count", "企业（家）", Int())], 85, 11)
    assert 50 < sum(widths) <= 85.5


def test_stated_widths_stand_on_a_page_with_room() -> None:
    assert fit([Field("a", "甲", Text(), width=11.5), Field("b", "乙", Text())], 85, 11)[0] == 11.5


def test_sheet_titles_fit_excel() -> None:
    long = "2023年“人人持证、技能河南”建设目标任务指导计划（省辖市、济源示范区、航空港区）"
    forms = [
        list_form(code="a", title="用工/需求[清单]"),
        list_form(code="b", title=long),
        list_form(code="c", title=long),
        list_form(code="d", title=long, tab="目标任务（省辖市）"),
        list_form(code="e", title="填报说明"),
    ]
    titles = tabs(forms, ["填报说明"])
    assert titles["a"] == "用工需求清单" and titles["d"] == "目标任务（省辖市）" and titles["e"] == "填报说明（2）"
    assert len(titles["b"]) == 31 and len(titles["c"]) <= 31
    assert len({title.lower() for title in titles.values()}) == len(forms)


@pytest.mark.parametrize(
    ("label", "title"),
    [("社会统一\n信用代码", "社会统一信用代码"), ("字" * 32, "字" * 32), ("字" * 33, "字" * 31 + "…")],
)
def test_prompt_titles_have_at_most_32_characters(label: str, title: str) -> None:
    assert prompt_title(label) == title


def test_an_apostrophe_in_a_sheet_title_is_doubled() -> None:
    assert range_text("甲'乙", 1, 1, 2, 2) == "'甲''乙'!$A$1:$B$2"
