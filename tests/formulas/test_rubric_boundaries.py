"""One item at a time, just below, at and just above each printed figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from formulas.rubrics import rubric
from formulas.scoring import score
from tests.formulas.rubric_sheets import full_sheet

ENTERPRISE, PARK, INDUSTRY = "harmonious-enterprise", "harmonious-park-township", "harmonious-industry"
UNIVERSITY, DEPARTMENT, CREDIT = "demo-university", "demo-department", "startup-credit"
PROVINCE, CITY, PILOT = "migrant-citizenship-province", "migrant-citizenship-city", "migrant-citizenship-pilot"
PHRASE_NO_TAX = "未缴税"


def points(code: str, no: str, answer: object, header: dict[str, Any] | None = None) -> Fraction | None:
    return score(rubric(code), {"header": header or {}, "items": {no: answer}}).outcomes[no].points


@pytest.mark.parametrize(
    ("code", "no", "answer", "expected"),
    [
        # 12.1: a band runs from its printed lower bound up to the next one; nothing is rounded (D2, D3, D4)
        (ENTERPRISE, "12.1", 100, 10),
        (ENTERPRISE, "12.1", 90, 10),
        (ENTERPRISE, "12.1", 89.99, 8),
        (ENTERPRISE, "12.1", 89.5, 8),
        (ENTERPRISE, "12.1", 80, 8),
        (ENTERPRISE, "12.1", 79.95, 5),
        (ENTERPRISE, "12.1", 79.5, 5),
        (ENTERPRISE, "12.1", 70, 5),
        (ENTERPRISE, "12.1", 69.5, 0),
        (ENTERPRISE, "12.1", 0, 0),
        (ENTERPRISE, "12.1", [9, 10], 10),
        (ENTERPRISE, "12.1", [899, 1000], 8),
        (ENTERPRISE, "12.1", [7999999999999999, 10000000000000000], 5),
        (ENTERPRISE, "12.1", [4, 5], 8),
        (ENTERPRISE, "12.1", 6.0, 0),
        (ENTERPRISE, "12.1", Decimal("79.9999999999999999999"), 5),
        (PARK, "三、1", 80, 30),
        (PARK, "三、1", 79.5, 25),
        (PARK, "三、1", 70, 25),
        (PARK, "三、1", 69.9, 20),
        (PARK, "三、1", 60, 20),
        (PARK, "三、1", 59.99, 10),
        (PARK, "三、1", 50, 10),
        (PARK, "三、1", 49.9, 0),
        (PARK, "三、2", 80, 20),
        (PARK, "三、2", 79.5, 15),
        (PARK, "三、2", 60, 10),
        (PARK, "三、2", 50, 5),
        (PARK, "三、2", 49.99, 0),
        (INDUSTRY, "一、3", 80, 6),
        (INDUSTRY, "一、3", 79.9, 3),
        (INDUSTRY, "一、3", 70, 3),
        (INDUSTRY, "一、3", 69.99, 0),
        (INDUSTRY, "一、5", [80, 100], 5),
        (INDUSTRY, "一、5", [797, 1000], 3),
        (INDUSTRY, "一、5", [7, 10], 3),
        (INDUSTRY, "一、5", [699, 1000], 0),
        # 1:500 as counts and as a percentage
        (UNIVERSITY, "（二）1", [9, 4500], 3),
        (UNIVERSITY, "（二）1", [9, 4501], 0),
        (UNIVERSITY, "（二）1", 0.2, 3),
        (UNIVERSITY, "（二）1", 0.1999, 0),
        (UNIVERSITY, "（三）", {"in_budget": "是", "rate": 1}, 6),
        (UNIVERSITY, "（三）", {"in_budget": "是", "rate": 0.99}, 0),
        (UNIVERSITY, "（三）", {"in_budget": "否", "rate": 2}, 0),
        (UNIVERSITY, "（三）", {"in_budget": "是", "rate": [450000.5, 45000050]}, 6),
        # 200 m² up to 1000 graduates, 50 more for every full 500
        (UNIVERSITY, "（四）", {"rooms": "是", "area": 200, "graduates": 1000}, 2),
        (UNIVERSITY, "（四）", {"rooms": "是", "area": 200, "graduates": 1499}, 2),
        (UNIVERSITY, "（四）", {"rooms": "是", "area": 249.99, "graduates": 1500}, 0),
        (UNIVERSITY, "（四）", {"rooms": "是", "area": 250, "graduates": 1500}, 2),
        (UNIVERSITY, "（四）", {"rooms": "是", "area": 400, "graduates": 3200}, 2),
        (UNIVERSITY, "（四）", {"rooms": "是", "area": 399, "graduates": 3200}, 0),
        (UNIVERSITY, "（四）", {"rooms": "是", "area": 200, "graduates": 3}, 2),
        (UNIVERSITY, "（四）", {"rooms": "否", "area": 900, "graduates": 3}, 0),
        (UNIVERSITY, "（五）3", 3, 1),
        (UNIVERSITY, "（五）3", 2, 0),
        (DEPARTMENT, "（四）2", 2, 2),
        (DEPARTMENT, "（四）2", 1, 0),
        (DEPARTMENT, "（五）4-1", 1, 0),
        (DEPARTMENT, "（五）4-2", 5, 2),
        (DEPARTMENT, "（五）4-2", 4, 0),
        (DEPARTMENT, "（九）", [1, 3], Fraction(10, 3)),
        (DEPARTMENT, "（十一）1", {"rate": 85.01, "average": 85}, Fraction("1.7002")),
        (DEPARTMENT, "（十一）1", {"rate": 85, "average": 85}, 0),
        (DEPARTMENT, "（十一）1", {"rate": [86, 100], "average": [17, 20]}, Fraction("1.72")),
        (DEPARTMENT, "（十一）1", {"rate": [85, 100], "average": [17, 20]}, 0),
        # bonus and deduction
        (CITY, "60", {"国家级": 1, "省级": 2, "市级": 1}, 12),
        (CITY, "60", 0, 0),
        (CITY, "61", {"全市推广": 3}, 3),
        (CITY, "62", "是", 1),
        (CITY, "63", 2, -10),
        # the credit table's figures
        (CREDIT, "1.1", 29, 1),
        (CREDIT, "1.1", 30, 3),
        (CREDIT, "1.1", 50, 3),
        (CREDIT, "1.1", 51, 1),
        (CREDIT, "1.1", "其他", 1),
        (CREDIT, "2.2", 3, 3),
        (CREDIT, "2.2", 2.99, 1),
        (CREDIT, "2.4", 20000, 12),
        (CREDIT, "2.4", 19999.99, 10),
        (CREDIT, "2.4", 10000, 10),
        (CREDIT, "2.4", 7000, 8),
        (CREDIT, "2.4", 6999, 6),
        (CREDIT, "2.4", 4000, 6),
        (CREDIT, "2.4", 3999.99, 4),
        (CREDIT, "2.4", -500, 4),
        (CREDIT, "2.5", 0, 0),
        (CREDIT, "2.5", PHRASE_NO_TAX, 0),
        (CREDIT, "2.5", 999.99, 0),
        (CREDIT, "2.5", 1000, 2),
        (CREDIT, "2.5", 4999, 2),
        (CREDIT, "2.5", 5000, 5),
        (CREDIT, "2.5", 20000, 5),
        (CREDIT, "2.5", {"tax": 20000, "vat_years": 2, "rating": "C"}, 6),
        (CREDIT, "2.5", {"tax": 20000, "vat_years": 1.9, "rating": "A"}, 5),
        (CREDIT, "2.5", {"tax": 20000, "vat_years": 2, "rating": "D"}, 5),
        (CREDIT, "2.5", {"tax": 19999, "vat_years": 5, "rating": "A"}, 5),
        (CREDIT, "2.8", 3, 3),
        (CREDIT, "2.8", 2, 1),
        (CREDIT, "2.8", 1, 1),
        (CREDIT, "2.8", 0, 0),
        (CREDIT, "1.9", "无对应档位", 0),
        (CREDIT, "加分2", 3, 5),
    ],
)
def test_points_at_the_boundary(code: str, no: str, answer: object, expected: int | Fraction) -> None:
    assert points(code, no, answer) == expected


def test_not_involved_counts_as_met_and_asks_for_a_remark() -> None:
    standard = rubric(ENTERPRISE)
    sheet = full_sheet(standard, {}, {"12.1": 100, "1.4①": "不涉及", "1.4②": "不涉及"})
    result = score(standard, sheet)
    assert (result.total, result.passed) == (100, True)
    assert [(w.code, w.where) for w in result.warnings] == [("REMARK_NEEDED", "1.4①"), ("REMARK_NEEDED", "1.4②")]
    remarked = score(standard, {**sheet, "remarks": {"1.4①": "没有劳务派遣用工", "1.4②": "没有劳务派遣用工"}})
    assert remarked.warnings == ()


@pytest.mark.parametrize(
    ("code", "no", "answer", "warnings"),
    [
        (UNIVERSITY, "（一）3", {"score": 2, "meetings": 2}, ["COUNT_NOT_REACHED"]),
        (UNIVERSITY, "（一）3", {"score": 2, "meetings": 3}, []),
        (UNIVERSITY, "（一）3", {"score": 1.5, "meetings": 2}, []),
        (UNIVERSITY, "（一）3", 2, []),
        (UNIVERSITY, "（五）2-1", {"score": 2, "places": 0}, ["OUT_OF_PRINTED_RANGE"]),
        (UNIVERSITY, "（五）2-1", {"score": 2, "places": 1}, []),
        (UNIVERSITY, "（五）2-1", {"score": 2, "places": 3}, []),
        (UNIVERSITY, "（五）2-1", {"score": 2, "places": 4}, ["OUT_OF_PRINTED_RANGE"]),
        (UNIVERSITY, "（五）4", {"score": 2, "activities": 1}, ["COUNT_NOT_REACHED"]),
        (UNIVERSITY, "（六）4", {"score": 1, "registered": 99.9}, ["COUNT_NOT_REACHED"]),
        (UNIVERSITY, "（七）2", {"score": 3, "talks": 3, "posts": 3, "events": 2}, ["COUNT_NOT_REACHED"]),
        (UNIVERSITY, "（七）2", {"score": 3, "talks": 3, "posts": 3, "events": 3}, []),
        (UNIVERSITY, "（七）4", {"score": 3, "helped": 90, "average": 90}, ["COUNT_NOT_REACHED"]),
        (UNIVERSITY, "（七）4", {"score": 3, "helped": 90.01, "average": 90}, []),
        (DEPARTMENT, "（一）2", {"score": 1, "meetings": 3}, ["COUNT_NOT_REACHED"]),
        (DEPARTMENT, "（五）2", {"score": 3, "visits": 4}, ["COUNT_NOT_REACHED"]),
        (DEPARTMENT, "（五）2", {"score": 3, "visits": 5}, []),
        (CREDIT, "加分1", 2, ["COUNTED_ONCE"]),
        (CREDIT, "2.5", {"tax": 20000, "vat_years": 1, "rating": "A"}, ["REMARK_NEEDED"]),
        (CREDIT, "2.5", {"tax": 19999, "vat_years": 1, "rating": "A"}, []),
        (CREDIT, "2.5", 500, ["REMARK_NEEDED"]),
        (CREDIT, "1.7", "无对应档位", ["REMARK_NEEDED"]),
    ],
)
def test_warnings_do_not_block(code: str, no: str, answer: object, warnings: list[str]) -> None:
    result = score(rubric(code), {no: answer})
    assert [w.code for w in result.warnings] == warnings
    assert result.outcomes[no].state == "settled"


def test_a_remark_is_asked_for_in_the_words_of_what_was_typed() -> None:
    """500 yuan lie between 未缴税 and 1000-5000; 20000 in no band unless VAT history and rating hold."""

    def told(no: str, answer: object) -> str:
        [warning] = score(rubric(CREDIT), {no: answer}).warnings
        return warning.message

    assert told("1.7", "无对应档位") == "第 1.7 项：选“无对应档位”须在备注中写明理由。"
    assert told("2.5", 500) == "第 2.5 项：填的是500元，不在所列各档内，按“无对应档位”计0分，须在备注中写明理由。"
    assert told("2.5", {"tax": 20000, "vat_years": 1, "rating": "A"}) == (
        "第 2.5 项：填的是20000元、1年、A，够不上再高一档的其他条件，按5分一档计，须在备注中写明理由。"
    )


def test_wording_of_the_count_warnings() -> None:
    result = score(rubric(UNIVERSITY), {"（一）3": {"score": 2, "meetings": 2}, "（五）2-1": {"score": 2, "places": 4}})
    assert [w.message for w in result.warnings] == [
        "第 （一）3 项：未达到印定次数，不宜给满分。",
        "第 （五）2-1 项：不在印定范围，不宜给满分。",
    ]


@pytest.mark.parametrize(
    ("header", "base", "with_bonus"),
    [({}, 100, 110), ({"大学生创业": "是"}, 62, 72), ({"种养殖项目": "是"}, 94, 104),
     ({"大学生创业": "是", "种养殖项目": "是"}, 56, 66)],
)  # fmt: skip
def test_credit_maximum_by_applicant(header: dict[str, str], base: int, with_bonus: int) -> None:
    best = {
        "1.1": 40, "1.2": "女", "1.3": "已婚有子女", "1.4": "良好", "1.5": "本市常住户口3年以上",
        "1.6": "申请人夫妻在本地拥有房龄在20年内，可上市交易的商品房财产净值不得低于20万元（含20万元）",
        "1.7": "机关企事业单位、国有大型企业", "1.8": "征信记录为正常类",
        "1.9": "对外无贷款（购房贷款、购车贷款、助学贷款除外）、担保", "2.1": "商户声誉口碑好", "2.2": 3,
        "2.3": "销售商品很有特色，行业前景很好", "2.4": 20000,
        "2.5": {"tax": 20000, "vat_years": 2, "rating": "A"},
        "2.6": "经营所在地商业氛围良好，商业交易行为活跃", "2.7": "经营面积大，存货多，交易量大", "2.8": 3,
        "2.9": "申请人实际控制经营", "2.10": "进销货清单、财务账目规范、清晰", "2.11": "国家政策支持，行业风险小",
    }  # fmt: skip
    standard = rubric(CREDIT)
    plain = score(standard, full_sheet(standard, header, best))
    assert (plain.complete, plain.raw, plain.scaled) == (True, base, 100)
    bonus = {f"加分{n}": 1 for n in range(1, 7)}  # 5+5+3+5+3+2 = 23, capped at 10
    assert score(standard, full_sheet(standard, header, best, bonus)).raw == with_bonus


def test_deduction_is_capped_and_the_total_may_fall_below_zero() -> None:
    standard = rubric(CITY)
    low = {i.no: 0 for i in standard.items if i.kind == "manual"} | {"49": 6, "63": 1, "64": 1, "65": 1}
    assert score(standard, low).to_json()["total"] == "-4.00"


def test_provincial_item_40_can_be_judged_although_its_text_is_lost() -> None:
    standard = rubric(PROVINCE)
    result = score(standard, full_sheet(standard, {}))
    assert (result.total, result.complete) == (100, True)


def test_pilot_counts_the_indicators_of_the_tasks_picked() -> None:
    standard = rubric(PILOT)
    picked = [i.no for i in standard.items if i.no.split("、")[0] in ("一", "二", "三")]
    assert len(picked) == 11 + 8 + 7
    answers = {no: "已完成" if n < 20 else "推进中" for n, no in enumerate(picked)}
    sheet = {"header": {"试点任务": ["一", "二", "三、支持农民工返乡创业"]}, "items": answers}
    result = score(standard, sheet)
    assert (result.complete, result.conclusion, result.passed) == (True, "已完成20/26", None)
    assert result.outcomes["五、14"].status == "未选"
    del answers[picked[3]]
    left = score(standard, sheet)
    assert (left.missing, left.conclusion) == ((picked[3],), "未填完（未填1项）")


def test_pilot_without_its_tasks_names_the_header_not_ninety_three_items() -> None:
    result = score(rubric(PILOT), {"一、1": "已完成"})
    assert result.missing == ("试点任务",)


def test_park_shares_are_collected_from_the_enterprises_own_sheets() -> None:
    from formulas.scoring_collection import collect

    standard = rubric(ENTERPRISE)
    changes: list[dict[str, object]] = [
        {"12.1": 100},  # 100 points, satisfied
        {"12.1": 60, "11.1①": "否", "11.1②": "否"},  # 86 points, satisfaction below 90 %
        {"12.1": 95, "13①": "有"},  # satisfied, but the negative list leaves 0 points
        {"12.1": 95, "1.1①": ""},  # satisfied, but unfinished: no score
    ]
    results = [score(standard, full_sheet(standard, {}, change)) for change in changes]
    assert collect(rubric(PARK), results, 5) == {"三、1": [2, 5], "三、2": [3, 5]}
    assert collect(rubric(INDUSTRY), results, 5) == {"一、5": [3, 5]}
