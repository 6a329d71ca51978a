"""Received score sheets: answers read back from the cells, and every slip found with its cell and in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries

from templates.findings import Finding
from templates.reading import FormData, read_workbook
from templates.registry import workbooks
from templates.rendering import file_bytes
from templates.score_findings import findings_of
from templates.score_reading import answers_of, is_begun, is_score_sheet, remarks_of, score_of

FILLED = {"1.1①": "是", "1.1②": "否"}


def filled(folder: Path, workbook: str, values: Mapping[str, object]) -> Path:
    """A workbook of the registry with values at defined names."""
    path = folder / f"{workbook}.xlsx"
    path.write_bytes(file_bytes(workbooks()[workbook]))
    book = openpyxl.load_workbook(path)
    for name, value in values.items():
        sheet, _, area = book.defined_names[name].attr_text.rpartition("!")
        left, top, _, _ = range_boundaries(area.replace("$", ""))
        book[sheet.strip("'")].cell(top, left).value = value
    book.save(path)
    return path


def received(folder: Path, workbook: str, form: str, values: Mapping[str, object]) -> FormData:
    """The data of one form, filled in by the rest of each name."""
    name = form.replace("-", "_")
    path = filled(folder, workbook, {f"{name}.{key}": value for key, value in values.items()})
    return read_workbook(path).forms[form]


def test_answers_as_the_command_line_takes_them(tmp_path: Path) -> None:
    data = received(
        tmp_path,
        "demo-university",
        "university-standard",
        {
            "group": "本科组",
            "i001": 1.5,
            "i003.score": 2,
            "i003.meetings": 4,
            "i004.numerator": 9,
            "i004.denominator": 4500,
            "i007.in_budget": "是",
            "i007.rate.numerator": 120.5,
            "i007.rate.denominator": 10000,
            "i036.rate": 0.012,
            "i040.rate.numerator": 93,
            "i040.rate.denominator": 100,
            "i040.average": 0.9,
            "i045": "无",
            "i001.remark": "见附件",
            "i001.evidence": "文件1",
        },
    )
    found = answers_of(data)
    assert found["header"] == {"组别": "本科组"}
    assert found["items"] == {
        "（一）1": 1.5,
        "（一）3": {"score": 2, "meetings": 4},
        "（二）1": [9, 4500],
        "（三）": {"in_budget": "是", "rate": [120.5, 10000]},
        "（十一）2": Fraction(12, 10),
        "（十三）1": {"rate": [93, 100], "average": 90},
        "一票否决①": "无",
    }
    assert found["remarks"] == {"（一）1": "见附件"}
    assert remarks_of(data)["（一）1"].evidence == "文件1"


def test_levels_lists_and_words(tmp_path: Path) -> None:
    city = received(tmp_path, "citizenisation-city", "citizenisation-indicators-city", {"i060.level_1": 1, "i063": 2})
    assert answers_of(city)["items"] == {"60": {"国家级": 1, "省级": None, "市级": None}, "63": 2}
    park = received(
        tmp_path,
        "return-demonstration",
        "return-park",
        {"i013.1": 40, "i013.3": 41, "i006.word": "待核", "park": "加工制造类园区"},
    )
    assert answers_of(park)["items"] == {"（六）6": [40, 41], "（六）1-1": "待核"}
    pilot = received(
        tmp_path, "citizenisation-pilot", "citizenisation-pilot-indicators", {"tasks.2": "是", "tasks.3": "否"}
    )
    assert answers_of(pilot)["header"] == {"试点任务": ["二、提升农民工技能素质"]}


def test_a_pair_with_one_count_still_open_is_unfilled_not_wrong(tmp_path: Path) -> None:
    data = received(
        tmp_path, "harmony-enterprise-evaluation", "harmony-enterprise", {"i076.numerator": 184, "i001": "是"}
    )
    result = score_of(data)
    assert "12.1" in result.missing and not result.findings


def test_a_new_sheet_is_not_begun(tmp_path: Path) -> None:
    data = received(tmp_path, "harmony-enterprise-evaluation", "harmony-enterprise", {"enterprise": "样例企业"})
    assert is_score_sheet(data) and not is_begun(data)
    assert findings_of(data) == []


def test_a_self_evaluation_lacks_its_grounds_only_once_begun(tmp_path: Path) -> None:
    new = received(tmp_path, "demo-department", "department-selfeval", {})
    assert not is_begun(new) and findings_of(new) == []
    begun = received(tmp_path, "demo-department", "department-selfeval", {"p001.basis": "会议4次，见佐证1"})
    found = findings_of(begun)
    assert [each.field for each in found] == [f"p{n:03d}.basis" for n in range(2, 12)]
    assert "（二） 的自评相关数据、自评记分依据未填" in found[0].message


def test_age_and_sex_from_the_id_are_no_answers_yet(tmp_path: Path) -> None:
    """They are formulas until somebody types over them, and empty while there is no ID."""
    data = received(tmp_path, "credit-risk-score", "credit-risk-score", {})
    assert not is_begun(data)


# On the sheet of 劳动关系和谐企业; 12.1 asks for 满意职工人数, 被调查职工人数, beside them 已知比率
ENTERPRISE_SLIPS: list[tuple[dict[str, object], str, str, str]] = [
    (
        {"i076.numerator": "179", "i076.denominator": 200},
        "i076.numerator",
        "TEXT_NUMBER",
        "“满意职工人数”的“179”存成了文本，没有计入。请把单元格格式改为“常规”，重新输入179。",
    ),
    (
        {"i076.numerator": "179.5", "i076.denominator": 200},
        "i076.numerator",
        "COUNT_FORM",
        "“满意职工人数”：填的是“179.5”，应填不小于0的整数",
    ),
    (
        {"i076.numerator": 179.5, "i076.denominator": 200},
        "i076.numerator",
        "COUNT_FORM",
        "“满意职工人数”：填的是179.5",
    ),
    (
        {"i076.numerator": 210, "i076.denominator": 200},
        "i076.numerator",
        "RATE_RANGE",
        "比“被调查职工人数”的200还多",
    ),
    (
        {"i076.numerator": 0, "i076.denominator": 0},
        "i076.denominator",
        "RATE_DENOMINATOR",
        "“被调查职工人数”：填的是0",
    ),
    (
        {"i076.rate": 80},
        "i076.rate",
        "RATE_RANGE",
        "填的是80，也就是8000%，应在0%至100%之间。是80%的，请输入80%",
    ),
    ({"i076.rate": "80%"}, "i076.rate", "TEXT_NUMBER", "“已知比率”的“80%”存成了文本，没有计入"),
    ({"i076.rate": "八成"}, "i076.rate", "RATE_FORM", "填的是“八成”，应在0%至100%之间。请填百分数"),
    ({"i076.rate": 0.8, "i076.numerator": 160}, "i076.rate", "BOTH_FILLED", "只能填一种"),
    ({"i076.denominator": 200}, "i076.numerator", "ITEM_MISSING", "第 12.1 项的“满意职工人数”未填"),
    # the reviewer's column
    ({"i001": "是", "i001.review": "0"}, "i001.review", "REVIEW_TEXT", "复评的“0”存成了文本，没有计入"),
    ({"i001": "是", "i001.review": "3"}, "i001.review", "REVIEW_RANGE", "应填0至2之间的数字"),
    ({"i001": "是", "i001.review": "有"}, "i001.review", "REVIEW_RANGE", "应填0至2之间的数字"),
    ({"i077": "无", "i077.review": -100}, "i077.review", "REVIEW_WORD", "选“有”、“无”，分值由表格自动计算"),
    ({"i077": "无", "i077.review": "有 情形"}, "i077.review", "REVIEW_WORD", "选“有”、“无”"),
]
SLIPS: list[tuple[str, str, dict[str, object], str, str, str]] = [
    # workbook, form, what is filled in, the cell's key, the rule, words of the message
    ("demo-university", "university-standard", {"i001": "两分"}, "i001", "SCORE_FORM", "0至2之间的数字"),
    ("demo-university", "university-standard", {"i001": -1}, "i001", "SCORE_RANGE", "满分2分"),
    ("demo-university", "university-standard", {"i001": 2.5}, "i001", "SCORE_RANGE", "填的是2.5"),
    ("demo-university", "university-standard", {"i001": 1.005}, "i001", "SCORE_DECIMALS", "两位小数"),
    ("demo-university", "university-standard", {"i035.numerator": 9}, "i035.denominator", "ITEM_MISSING", "”未填"),
    (
        "demo-university",
        "university-standard",
        {"i035.numerator": 9, "i035.denominator": 0},
        "i035.denominator",
        "RATE_DENOMINATOR",
        "算不出比率",
    ),
    (
        "demo-university",
        "university-standard",
        {"i035.numerator": 9, "i035.denominator": 8},
        "i035.numerator",
        "RATE_RANGE",
        "0%至100%",
    ),
    (
        "demo-university",
        "university-standard",
        {"group": "本科组", "i019": 1, "i020": 1},
        "i019",
        "ALTERNATIVE_FILLED",
        "只能填一行",
    ),
    (
        "demo-university",
        "university-standard",
        {"i003.score": 2, "i003.meetings": 2},
        "i003.score",
        "COUNT_NOT_REACHED",
        "印定次数",
    ),
    *(("harmony-enterprise-evaluation", "harmony-enterprise", *slip) for slip in ENTERPRISE_SLIPS),
    (
        "demo-university",
        "university-standard",
        {"group": "高职高专组", "i019": 2, "i020.review": 1},
        "i020.review",
        "REVIEW_UNDUE",
        "本项不适用",
    ),
    (
        "demo-university",
        "university-standard",
        {"i040.rate.rate": 80, "i040.average": 0.9},
        "i040.rate.rate",
        "RATE_RANGE",
        "请输入80%",
    ),
    # A deduction counts −5 each time, ten at the most: a reviewer who types 5 would give what is to be taken away
    (
        "citizenisation-city",
        "citizenisation-indicators-city",
        {"i063": 1, "i063.review": 5},
        "i063.review",
        "REVIEW_RANGE",
        "应填-10至0之间的数字（扣分填负数）",
    ),
    (
        "citizenisation-city",
        "citizenisation-indicators-city",
        {"i062": 1, "i062.review": 11},
        "i062.review",
        "REVIEW_RANGE",
        "应填0至10之间的数字",
    ),
    (
        "credit-risk-score",
        "credit-risk-score",
        {"i021": "是", "i021.review": 6},
        "i021.review",
        "REVIEW_RANGE",
        "应填0至5",
    ),
    (
        "star-community-evaluation",
        "community-evaluation",
        {"i001": "符合", "i001.review": "好"},
        "i001.review",
        "REVIEW_WORD",
        "选“符合”、“不符合”、“待核”",
    ),
    ("harmony-enterprise-evaluation", "harmony-enterprise", {"i001": "做到了"}, "i001", "ANSWER_WORD", "“是”、“否”"),
    ("harmony-enterprise-evaluation", "harmony-enterprise", {"i001": "是 "}, "i001", "NOT_AS_LISTED", "多了空格"),
    ("harmony-enterprise-evaluation", "harmony-enterprise", {"i006": "不涉及"}, "i006", "REMARK_NEEDED", "备注"),
    (
        "harmony-enterprise-evaluation",
        "harmony-enterprise",
        {"i001": "是", "i001.review": 9},
        "i001.review",
        "REVIEW_RANGE",
        "0至2",
    ),
    (
        "hr-brand-conditions",
        "hr-brand",
        {"i002.people": 5001, "i002.word": "待核"},
        "i002.word",
        "BOTH_FILLED",
        "只能填一种",
    ),
    (
        "demo-university",
        "university-standard",
        {"i001": 2, "i001.review": 1.005},
        "i001.review",
        "REVIEW_DECIMALS",
        "最多保留两位小数",
    ),
    ("hr-brand-conditions", "hr-brand", {"i002.word": 3}, "i002.word", "NOT_AS_LISTED", "从下拉列表中选择"),
    ("hr-brand-conditions", "hr-brand", {"i002.people": -1}, "i002.people", "COUNT_FORM", "不小于0的整数"),
    ("citizenisation-city", "citizenisation-indicators-city", {"i063": 0.5}, "i063", "COUNT_FORM", "不小于0的整数"),
    ("credit-risk-score", "credit-risk-score", {"i009": "无对应档位"}, "i009", "REMARK_NEEDED", "备注"),
]


@pytest.mark.parametrize(
    ("workbook", "form", "values", "key", "rule", "words"), SLIPS, ids=[f"{s[4]}-{s[3]}" for s in SLIPS]
)
def test_every_slip_is_found_in_its_cell(
    tmp_path: Path, workbook: str, form: str, values: dict[str, object], key: str, rule: str, words: str
) -> None:
    data = received(tmp_path, workbook, form, values)
    place = data.named[key].address
    found: list[Finding] = [each for each in findings_of(data) if each.cell == place and each.rule == rule]
    assert len(found) == 1
    message = found[0].message
    assert message.startswith(f"【{data.sheet}!{place}】") and words in message and message.endswith(f"（{rule}）")


FORGOTTEN: list[tuple[dict[str, object], str, str, str]] = [
    # what is filled in, the cell's key, the rule, words of the message
    ({"i001": "是", "i001.review": 0}, "i001.reason", "REVIEW_NO_REASON", "自评2分，复评0分，没有写核减理由"),
    ({"i077": "无", "i077.review": "有"}, "i077.reason", "REVIEW_NO_REASON", "自评无，复评有，没有写核减理由"),
    ({"i001": "是", "i001.reason": "查无名册"}, "i001.review", "REVIEW_NO_SCORE", "“复评”没有填，按与自评相同计"),
    ({"i002": "是", "i001.review": 2}, "i001.review", "REVIEW_NOT_COUNTED", "自评没有填，复评填的“2”没有计入"),
    ({"i001": "有", "i001.review": 2}, "i001.review", "REVIEW_NOT_COUNTED", "自评有误，复评填的“2”没有计入"),
    ({"i001": "是", "i001.review": 0, "i001.reason": "查无名册"}, "", "", ""),
    ({"i001": "否", "i001.review": 2}, "", "", ""),  # more points, and the same, need no reason
    ({"i001": "是", "i001.review": 2}, "", "", ""),
    ({"i001": "是", "i077.review": "有", "i077.reason": "通报"}, "", "", ""),  # an event counts whoever tells of it
]


@pytest.mark.parametrize(("values", "key", "rule", "words"), FORGOTTEN)
def test_what_a_reviewer_forgot_is_a_reminder_at_its_cell(
    tmp_path: Path, values: dict[str, object], key: str, rule: str, words: str
) -> None:
    data = received(tmp_path, "harmony-enterprise-evaluation", "harmony-enterprise", values)
    found = [each for each in findings_of(data) if each.rule.startswith("REVIEW_")]
    told = [(each.rule, each.cell, each.severity) for each in found]
    assert told == ([(rule, data.named[key].address, "warning")] if rule else [])
    assert all(words in each.message for each in found)


def test_a_remark_that_must_be_written_is_missed(tmp_path: Path) -> None:
    data = received(tmp_path, "harmony-enterprise-evaluation", "harmony-enterprise", {"i006": "不涉及"})
    assert [each.severity for each in findings_of(data) if each.rule == "REMARK_NEEDED"] == ["error"]


def test_a_remark_settles_what_asked_for_one(tmp_path: Path) -> None:
    values = {"i006": "不涉及", "i006.remark": "本年没有解除、终止合同"}
    data = received(tmp_path, "harmony-enterprise-evaluation", "harmony-enterprise", values)
    assert not [each for each in findings_of(data) if each.rule == "REMARK_NEEDED"]


def test_a_sheet_in_order_has_nothing_but_what_is_still_open(tmp_path: Path) -> None:
    values: dict[str, Any] = {f"i{n:03d}": "是" for n in range(1, 76)}
    values |= {"i076.numerator": 184, "i076.denominator": 200, "i077": "无"}
    data = received(tmp_path, "harmony-enterprise-evaluation", "harmony-enterprise", values)
    assert [(each.rule, each.field) for each in findings_of(data)] == [("ITEM_MISSING", "i078")]


def test_a_number_that_begins_with_第_gets_no_second_one(tmp_path: Path) -> None:
    """平政办〔2017〕59号 numbers by articles: 第十三条, 第十四条（七）."""
    data = received(tmp_path, "return-demonstration", "return-park", {"i001": "符合"})
    messages = [each.message for each in findings_of(data)]
    assert any("】第十三条未填。" in each for each in messages)
    assert not any("第 第" in each for each in messages)
