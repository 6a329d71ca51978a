"""What a user may type wrong: every slip is a finding that says where, what was found and what is expected."""

from __future__ import annotations

import math
from typing import Any

import pytest

from formulas.rubrics import rubric
from formulas.scoring import score
from tests.formulas.rubric_sheets import full_sheet

ENTERPRISE, PARK, UNIVERSITY = "harmonious-enterprise", "harmonious-park-township", "demo-university"
CITY, CREDIT, WAGE = "migrant-citizenship-city", "startup-credit", "wage-arrears-support"


@pytest.mark.parametrize(
    ("code", "no", "answer", "finding", "fragments"),
    [
        (ENTERPRISE, "1.1①", "好", "ANSWER_WORD", ["第 1.1① 项", "“好”", "“是”、“否”"]),
        (ENTERPRISE, "1.1①", "不涉及", "ANSWER_WORD", ["“不涉及”"]),
        (ENTERPRISE, "1.1①", True, "ANSWER_WORD", ["“true”"]),
        (ENTERPRISE, "1.1①", 2, "ANSWER_WORD", ["“2”"]),
        (ENTERPRISE, "1.4①", "不适用", "ANSWER_WORD", ["“是”、“否”、“不涉及”"]),
        (ENTERPRISE, "13①", "是", "ANSWER_WORD", ["“有”、“无”"]),
        (ENTERPRISE, "13①", 0, "ANSWER_WORD", ["“0”"]),
        (ENTERPRISE, "12.1", "92%", "RATE_FORM", ["“92%”", "92表示92%", "被调查职工人数"]),
        (ENTERPRISE, "12.1", True, "RATE_FORM", ["“true”"]),
        (ENTERPRISE, "12.1", math.nan, "RATE_FORM", ["“NaN”"]),
        (ENTERPRISE, "12.1", [184], "RATE_FORM", ["“[184]”"]),
        (ENTERPRISE, "12.1", [184, "200"], "RATE_FORM", ['"200"']),
        (ENTERPRISE, "12.1", [184.5, 200], "RATE_FORM", ["184.5"]),
        (ENTERPRISE, "12.1", [-1, 200], "RATE_FORM", ["-1"]),
        (ENTERPRISE, "12.1", [0, 0], "RATE_DENOMINATOR", ["被调查职工人数为0"]),
        (ENTERPRISE, "12.1", [201, 200], "RATE_RANGE", ["100.5%", "满意职工人数"]),
        (ENTERPRISE, "12.1", 101, "RATE_RANGE", ["101%"]),
        (ENTERPRISE, "12.1", -1, "RATE_RANGE", ["-1%"]),
        (PARK, "三、1", [0, 0], "RATE_DENOMINATOR", ["区域内企业总数为0"]),
        (UNIVERSITY, "（一）1", "优", "SCORE_FORM", ["“优”", "0至2"]),
        (UNIVERSITY, "（一）1", "2", "SCORE_FORM", ["“2”"]),
        (UNIVERSITY, "（一）1", True, "SCORE_FORM", ["true"]),
        (UNIVERSITY, "（一）1", math.inf, "SCORE_FORM", ["Infinity"]),
        (UNIVERSITY, "（一）1", 2.01, "SCORE_RANGE", ["2.01", "满分2分"]),
        (UNIVERSITY, "（一）1", -0.5, "SCORE_RANGE", ["-0.5"]),
        (UNIVERSITY, "（一）1", 1.333, "SCORE_DECIMALS", ["1.333", "两位小数"]),
        (UNIVERSITY, "（一）1", [2], "SCORE_FORM", ["[2]"]),
        (UNIVERSITY, "（一）1", {"score": 1, "meetings": 3}, "PART_UNKNOWN", ["meetings"]),
        (UNIVERSITY, "（一）3", {"score": 1, "meetings": 2.5}, "COUNT_FORM", ["2.5"]),
        (UNIVERSITY, "（三）", 1.2, "PARTS_NEEDED", ["是否纳入学校年度预算", "应交学费"]),
        (UNIVERSITY, "（三）", {"in_budget": "有", "rate": 1}, "ANSWER_WORD", ["“有”", "“是”或“否”"]),
        (UNIVERSITY, "（四）", {"rooms": "是", "area": "300", "graduates": 900}, "NUMBER_FORM", ["场地面积", "“300”"]),
        (UNIVERSITY, "（五）3", 2.5, "COUNT_FORM", ["2.5", "整数"]),
        (UNIVERSITY, "（五）3", "3次", "COUNT_FORM", ["“3次”"]),
        (UNIVERSITY, "（五）3", "是", "COUNT_FORM", ["“是”"]),
        (UNIVERSITY, "（十三）1", 93, "PARTS_NEEDED", ["全省重点群体"]),
        (UNIVERSITY, "（十三）1", {"rate": 93, "average": 101}, "NUMBER_FORM", ["不超过100"]),
        (UNIVERSITY, "（十三）1", {"rate": 93, "average": [9, 0]}, "NUMBER_FORM", ["[9, 0]"]),
        (UNIVERSITY, "（十三）1", {"rate": 93, "average": [9]}, "NUMBER_FORM", ["[9]"]),
        (UNIVERSITY, "（十三）1", {"rate": 93, "average": [11, 10]}, "NUMBER_FORM", ["不超过100"]),
        (CITY, "60", 1, "LEVELS_NEEDED", ["国家级"]),
        (CITY, "60", {"部级": 1}, "PART_UNKNOWN", ["部级", "国家级、省级、市级"]),
        (CITY, "60", {"国家级": 1.5}, "COUNT_FORM", ["国家级", "1.5"]),
        (CITY, "62", -1, "COUNT_FORM", ["-1"]),
        (CITY, "63", "有", "COUNT_FORM", ["“有”"]),
        (CITY, "40", 10.5, "SCORE_RANGE", ["10.5", "满分10分"]),
        (CREDIT, "1.2", "未知", "ANSWER_WORD", ["“男”、“女”"]),
        (CREDIT, "1.2", 1, "ANSWER_WORD", ["“男”、“女”"]),
        (CREDIT, "1.1", "三十", "ANSWER_WORD", ["“30-50岁”、“其他”"]),
        (CREDIT, "1.1", 30.5, "COUNT_FORM", ["30.5"]),
        (CREDIT, "2.2", -1, "NUMBER_FORM", ["不小于0的数字"]),
        (CREDIT, "2.5", {"tax": 20000, "rating": "E"}, "ANSWER_WORD", ["“E”", "“A”"]),
        (WAGE, "2", "符合", "RATE_FORM", ["“符合”"]),
        (WAGE, "1", "合格", "ANSWER_WORD", ["“符合”、“不符合”、“待核”"]),
        (WAGE, "2", [1, 0], "RATE_DENOMINATOR", ["在建工程项目数为0"]),
        ("return-park", "（六）6", [40, "40"], "LIST_FORM", ["40"]),
    ],
)
def test_wrong_answer(code: str, no: str, answer: object, finding: str, fragments: list[str]) -> None:
    standard = rubric(code)
    header = {"组别": "本科组", "园区类别": "加工制造类园区"}
    known = {f.name for f in standard.header}
    sheet = {"header": {k: v for k, v in header.items() if k in known}, "items": {no: answer}}
    result = score(standard, sheet)
    assert [f.code for f in result.findings] == [finding]
    message = result.findings[0].message
    assert message.startswith(f"第 {no} 项")
    assert [part for part in fragments if part not in message] == []
    assert result.outcomes[no].state == "invalid"
    assert no not in result.missing
    assert not result.complete


@pytest.mark.parametrize("answer", [None, "", "  ", {}, {"score": None}])
def test_blank_is_missing_not_wrong(answer: object) -> None:
    result = score(rubric(UNIVERSITY), {"header": {"组别": "本科组"}, "items": {"（一）1": answer}})
    assert result.missing[0] == "（一）1"
    assert result.findings == ()


@pytest.mark.parametrize(
    ("no", "answer", "left"),
    [
        ("（一）3", {"meetings": 3}, "得分"),
        ("（三）", {"in_budget": "是"}, "经费总额占应交学费的比例"),
        ("（四）", {"rooms": "是", "area": 300}, "应届毕业生人数"),
    ],
)
def test_an_answer_that_lacks_a_part_is_unfilled(no: str, answer: object, left: str) -> None:
    result = score(rubric(UNIVERSITY), {"header": {"组别": "本科组"}, "items": {no: answer}})
    assert no in result.missing
    assert [f.code for f in result.findings] == ["PART_MISSING"]
    assert left in result.findings[0].message


def test_unknown_item_is_named_and_does_not_hide_the_rest() -> None:
    standard = rubric(ENTERPRISE)
    result = score(standard, full_sheet(standard, {}, {"12.1": 100, "1.1③": "是"}))
    assert [f.message for f in result.findings] == ["第 1.1③ 项：本表没有这个项号。请对照表中的项号改正。"]
    assert (result.total, result.passed) == (100, True)


def test_item_numbers_are_found_whatever_the_width_of_their_brackets() -> None:
    items = {"(一)1": 2, "（ 一 ）2": 1, "(六)5(适用本科)": 3, "一票否决①": "无"}
    result = score(rubric(UNIVERSITY), {"header": {"组别": "本科组"}, "items": items})
    assert result.findings == ()
    assert result.total == 6


@pytest.mark.parametrize(
    ("code", "written", "no", "answer", "status"),
    [
        ("internship-unit", "二（一）", "（一）", "符合", "符合"),
        ("internship-unit", "一（三）", "一（三）", 50, "当地最低工资标准的110%"),
        ("hr-brand", "三（一）", "（一）", "不符合", "不符合"),
        ("arrears-interview", "第六条（九）", "（九）", "有", "有"),
        ("star-community-province", "三（六）-3", "（六）-3", 0, "符合"),
    ],
)
def test_a_number_may_name_the_part_it_stands_in(code: str, written: str, no: str, answer: object, status: str) -> None:
    result = score(rubric(code), {written: answer})
    assert result.findings == ()
    assert result.outcomes[no].status == status


@pytest.mark.parametrize(("group", "row"), [("本科组", "（六）5（适用本科）"), ("高职高专组", "（六）5（适用专科）")])
def test_the_number_without_its_mark_means_the_row_of_the_group(group: str, row: str) -> None:
    result = score(rubric(UNIVERSITY), {"header": {"组别": group}, "items": {"（六）5": 2}})
    assert result.findings == ()
    assert result.outcomes[row].points == 2


def test_header_slips() -> None:
    header = {"组别": "研究生组", "校长": "张三", "填报日期": "2023/11/1"}
    result = score(rubric(UNIVERSITY), {"header": header, "items": {}})
    assert [(f.code, f.where) for f in result.findings] == [
        ("HEADER_UNKNOWN", "校长"),
        ("ANSWER_WORD", "组别"),
        ("ANSWER_WORD", "填报日期"),
    ]
    assert "“本科组”、“高职高专组”" in result.findings[1].message
    assert "2023-06-30" in result.findings[2].message
    assert result.missing[0] == "组别"


@pytest.mark.parametrize("flag", ["是", True])
def test_yes_no_header_takes_the_word_or_the_json_truth(flag: object) -> None:
    result = score(rubric(CREDIT), {"header": {"大学生创业": flag}, "items": {}})
    assert result.outcomes["1.3"].state == "inapplicable"
    assert "1.3" not in result.missing
    assert "1.2" in result.missing


@pytest.mark.parametrize("answers", [None, [], "全部是", 3, {"items": [1, 2]}, {"header": "本科组", "items": {}}])
def test_a_sheet_of_the_wrong_form_is_a_finding(answers: Any) -> None:
    result = score(rubric(UNIVERSITY), answers)
    assert not result.complete
    assert result.findings or result.missing


def test_only_the_row_of_the_group_may_be_filled() -> None:
    standard = rubric(UNIVERSITY)
    wrong_row = {"header": {"组别": "本科组"}, "items": {"（六）5（适用专科）": 3}}
    result = score(standard, wrong_row)
    assert [f.code for f in result.findings] == ["ALTERNATIVE_WRONG"]
    assert "（六）5（适用本科）" in result.missing
    assert result.total == 0


def test_without_the_group_the_filled_row_counts_but_nothing_is_concluded() -> None:
    standard = rubric(UNIVERSITY)
    result = score(standard, {"items": {"（六）5（适用本科）": 3}})
    assert result.total == 3
    assert result.missing[0] == "组别"
    assert not [no for no in result.missing if no.startswith("（六）5")]


def test_both_rows_filled_gives_no_total() -> None:
    items = {"（六）5（适用本科）": 3, "（六）5（适用专科）": 3}
    result = score(rubric(UNIVERSITY), {"header": {"组别": "本科组"}, "items": items}).to_json()
    assert result["total"] is None
    assert [f["code"] for f in result["findings"]] == ["ALTERNATIVE_FILLED"] * 2


def test_nothing_filled_in_lists_every_required_item_and_no_bonus() -> None:
    result = score(rubric(CITY), {})
    assert result.missing == tuple(str(n) for n in range(1, 60))
    assert result.to_json()["conclusion"] == "未填完（已填0，未填59项）"


def test_lost_points_are_ranked_with_their_text() -> None:
    standard = rubric(ENTERPRISE)
    result = score(standard, full_sheet(standard, {}, {"12.1": 75, "1.1①": "否", "5.2": "否"})).to_json()
    assert [(entry["no"], entry["lost"]) for entry in result["lost"]] == [
        ("12.1", "5.00"), ("1.1①", "2.00"), ("5.2", "1.00"),
    ]  # fmt: skip
    assert result["lost"][2]["text"] == "具备条件的企业建立以企业年金为主要形式的补充保险制度"
    assert result["citations"] == [
        "豫协调三方〔2023〕1号 附件1 劳动关系和谐企业评价细则（L1502–1549）",
        "豫协调三方〔2023〕1号 备注（L1549）",
        "豫协调三方〔2023〕1号 12.1（L1543–1546）",
        "豫协调三方〔2023〕1号 1.1①（L1507）",
        "豫协调三方〔2023〕1号 5.2（L1522）",
    ]


def test_json_of_a_result() -> None:
    standard = rubric(PARK)
    shown = score(standard, full_sheet(standard, {}, {"三、1": 50, "三、2": 49.9})).to_json()
    assert shown["total"] == "60.00"
    assert shown["sections"] == {
        "一、组织机构建设": "25.00",
        "二、矛盾调处联动机制建设": "25.00",
        "三、劳动关系和谐情况": "10.00",
        "四、负面清单": "0.00",
    }
    assert shown["items"]["三、1"] == {"state": "settled", "status": "", "points": "10.00"}
    assert "raw" not in shown


def test_a_list_of_events_says_what_is_unfilled() -> None:
    """县级资金负面清单 asks only once the fund is known; a blank is not 无."""
    [section] = rubric("harmony-standard-park").sections[1:]
    assert score(rubric("harmony-standard-park"), {"取消命名①": "无"}).sections[section.name] == "未填"
    calm = {item.no: "无" for item in section.items}
    assert score(rubric("harmony-standard-park"), calm).sections[section.name] == "无情形"
    assert score(rubric("harmony-standard-park"), {"取消命名①": "有"}).sections[section.name] == "1项情形"
    assert list(score(rubric("county-fund-ban"), {}).sections.values()) == ["未填"]


def test_a_section_without_a_heading_is_named_by_its_item() -> None:
    names = [section.name for section in rubric("harmonious-enterprise").sections]
    assert names[5:8] == ["6 劳动安全卫生", "第7项（原文无标题）", "8 工会建设与民主管理"]
