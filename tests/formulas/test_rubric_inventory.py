"""What the documents print, counted by hand: items, points, kinds, texts, marks. The data must agree.

The texts of `rubric_cases/printed_texts.toml` were copied from the printed documents, not from the data files.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from formulas.rubric_checks import full_marks
from formulas.rubrics import all_rubrics, codes, rubric

CASES = Path(__file__).parent / "rubric_cases"
ITEMS = {
    "harmonious-enterprise": 78,
    "harmonious-park-township": 24,
    "harmonious-industry": 33,
    "demo-university": 48,
    "demo-department": 52,
    "migrant-citizenship-province": 65,
    "migrant-citizenship-city": 65,
    "startup-credit": 31,
    "migrant-citizenship-pilot": 93,
    "star-community-province": 18,
    "star-community-city": 19,
    "advanced-region": 12,
    "wage-arrears-support": 11,
    "arrears-interview": 12,
    "return-park": 23,
    "return-project": 26,
    "hr-brand": 14,
    "internship-unit": 9,
    "dispatch-red-black": 7,
    "harmony-standard-enterprise": 14,
    "harmony-standard-park": 12,
    "harmony-standard-industry": 4,
    "training-supervision": 29,
    "stable-job-loan": 4,
    "guarantee-loan": 6,
    "credit-community": 3,
    "guarantor-family": 6,
    "guarantor-merchant": 5,
    "migrant-work-reward": 3,
    "graduate-outreach": 5,
    "county-fund-ban": 9,
}
# section: (points, items) as printed; sections without points (负面清单, 加分, 扣分, 退件) have points None
SECTIONS = {
    "harmonious-enterprise": [
        (10, 8), (7, 5), (12, 7), (6, 6), (9, 6), (6, 6), (8, 8), (8, 8), (8, 8), (10, 10), (6, 3), (10, 1), (None, 2),
    ],
    "harmonious-park-township": [(25, 8), (25, 10), (50, 2), (None, 4)],
    "harmonious-industry": [(25, 7), (30, 9), (30, 9), (15, 3), (None, 5)],
    "demo-university": [(20, 8), (50, 26), (20, 5), (10, 5), (None, 4)],
    "demo-department": [(15, 10), (50, 24), (20, 4), (15, 8), (None, 6)],
    "migrant-citizenship-province": [(20, 20), (25, 19), (30, 9), (15, 6), (10, 5), (None, 3), (None, 3)],
    "migrant-citizenship-city": [(20, 20), (25, 19), (30, 9), (15, 6), (10, 5), (None, 3), (None, 3)],
    "startup-credit": [(50, 9), (50, 11), (None, 6), (None, 5)],
}  # fmt: skip
CITIZENSHIP = [6, 7, 7, 5, 10, 5, 5, 10, 10, 10, 6, 3, 6, 4, 6]
GROUPS = {
    "harmonious-enterprise": [
        4, 2, 2, 2, 4, 2, 1, 6, 2, 4, 2, 2, 2, 4, 1, 2, 2, 2, 2, 2, 4, 4, 3, 5, 3, 2, 2, 1, 2, 3, 2, 3, 6, 10,
    ],
    "demo-university": [6, 6, 6, 2, 10, 10, 10, 5, 10, 5, 10, 10, 10],
    "demo-department": [6, 4, 5, 10, 12, 10, 8, 10, 10, 10, 15],
    "migrant-citizenship-province": CITIZENSHIP,
    "migrant-citizenship-city": CITIZENSHIP,
}  # fmt: skip
KINDS = {
    "harmonious-enterprise": {"checklist": 75, "bands": 1, "veto": 2},
    "harmonious-park-township": {"checklist": 18, "bands": 2, "veto": 4},
    "harmonious-industry": {"checklist": 26, "bands": 2, "veto": 5},
    "demo-university": {"manual": 34, "threshold": 4, "ratio": 6, "veto": 4},
    "demo-department": {"manual": 38, "threshold": 3, "ratio": 5, "veto": 6},
    "migrant-citizenship-province": {"manual": 59, "bonus": 3, "deduction": 3},
    "migrant-citizenship-city": {"manual": 59, "bonus": 3, "deduction": 3},
    "startup-credit": {"bands": 20, "bonus": 6, "veto": 5},
    "star-community-province": {"condition": 10, "threshold": 8},
    "star-community-city": {"condition": 8, "threshold": 11},
    "advanced-region": {"condition": 6, "veto": 6},
    "arrears-interview": {"veto": 12},
    "county-fund-ban": {"veto": 9},
    "dispatch-red-black": {"condition": 1, "veto": 6},
    "harmony-standard-enterprise": {"condition": 8, "threshold": 1, "veto": 5},
    "harmony-standard-park": {"condition": 7, "veto": 5},
    "harmony-standard-industry": {"condition": 4},
}
PASS = {
    "harmonious-enterprise": (90, "可申报和谐劳动关系创建示范企业"),
    "harmonious-park-township": (85, "可申报创建示范工业园区、乡镇（街道）"),
    "harmonious-industry": (85, "可申报创建示范行业"),
    "startup-credit": (80, "可以申请最高10万元免反担保创业担保贷款"),
}
RESTRICTED = {
    "此件不公开": {
        "migrant-citizenship-province", "migrant-citizenship-city", "migrant-citizenship-pilot", "arrears-interview",
    },
    "此件依申请公开": {"advanced-region", "star-community-province", "star-community-city", "county-fund-ban"},
}  # fmt: skip
FORMS = {
    "harmonious-enterprise": "harmony-enterprise",
    "harmonious-park-township": "harmony-park",
    "harmonious-industry": "harmony-industry",
    "demo-university": "university-selfeval",
    "demo-department": "department-selfeval",
    "migrant-citizenship-province": "citizenisation-indicators-prov",
    "migrant-citizenship-city": "citizenisation-indicators-city",
    "startup-credit": "credit-risk-score",
    "migrant-citizenship-pilot": "citizenisation-pilot-indicators",
    "star-community-city": "community-evaluation",
}
PRINTED = tomllib.loads((CASES / "printed_texts.toml").read_text(encoding="utf-8"))["item"]


def told(table: str) -> str:
    """What a maintainer who added a standard has left out."""
    return f"照文件数过，写进 tests/formulas/test_rubric_inventory.py 的 {table}"


def test_every_rubric_has_as_many_items_as_its_print() -> None:
    assert {r.code: len(list(r.items)) for r in all_rubrics()} == ITEMS, told("ITEMS")
    assert set(codes()) == set(ITEMS)


def test_scored_tables_are_counted_by_sections_and_kinds() -> None:
    scored = {r.code for r in all_rubrics() if r.total}
    assert scored == set(SECTIONS), told("SECTIONS")
    assert scored <= set(KINDS), told("KINDS")
    grouped = {r.code for r in all_rubrics() for section in r.sections for group in section.groups if group.points}
    assert grouped == set(GROUPS), told("GROUPS")


@pytest.mark.parametrize("code", SECTIONS)
def test_sections_add_up_as_printed(code: str) -> None:
    standard = rubric(code)
    assert [(s.points, len(s.items)) for s in standard.sections] == SECTIONS[code]
    assert [full_marks(s.items) or None for s in standard.sections] == [points for points, _ in SECTIONS[code]]
    assert full_marks(standard.items) == standard.total == sum(points or 0 for points, _ in SECTIONS[code])


@pytest.mark.parametrize("code", GROUPS)
def test_second_level_headings_add_up_as_printed(code: str) -> None:
    standard = rubric(code)
    sums = [full_marks(i for i in s.items if i.group == g.no) for s in standard.sections for g in s.groups]
    assert sums == GROUPS[code]


@pytest.mark.parametrize("code", KINDS)
def test_kinds(code: str) -> None:
    assert Counter(i.kind for i in rubric(code).items) == KINDS[code]


@pytest.mark.parametrize("printed", PRINTED, ids=lambda p: f"{p['rubric']}-{p['no']}")
def test_text_and_points_as_printed(printed: dict[str, Any]) -> None:
    item = {i.no: i for i in rubric(printed["rubric"]).items}[printed["no"]]
    assert (item.text, item.points) == (printed["text"], printed.get("points"))


def test_wages_limits_and_pilot_tasks() -> None:
    wage = Counter(i.kind for i in rubric("wage-arrears-support").items)
    assert wage == {"threshold": 7, "condition": 4}
    assert [len(s.items) for s in rubric("migrant-citizenship-pilot").sections] == [
        11, 8, 7, 8, 14, 9, 10, 2, 4, 4, 8, 3, 5,
    ]  # fmt: skip


def test_not_involved_is_offered_exactly_where_the_text_limits_the_duty() -> None:
    offered = {i.no for r in all_rubrics() for i in r.items if i.not_involved}
    assert offered == {"1.3②", "1.4①", "1.4②", "4.1②", "4.2①", "5.2", "7.1④", "8.2⑤"}


def test_pass_lines() -> None:
    found = {r.code: (r.pass_line.points, r.pass_line.sentence) for r in all_rubrics() if r.pass_line}
    assert found == PASS, told("PASS")


def test_restriction_marks_are_kept() -> None:
    for mark, restricted in RESTRICTED.items():
        assert {r.code for r in all_rubrics() if r.restriction == mark} == restricted, told("RESTRICTED")


def test_score_sheets_name_their_form() -> None:
    assert {r.code: r.form for r in all_rubrics() if r.form} == FORMS, told("FORMS")


def test_only_one_text_is_lost() -> None:
    lost = [(r.code, i.no) for r in all_rubrics() for i in r.items if i.source_missing]
    assert lost == [("migrant-citizenship-province", "40")]


def test_texts_carry_no_score_mark_and_no_closing_stop() -> None:
    for standard in all_rubrics():
        for item in standard.items:
            assert not item.text.endswith(("。", "；", "，")), (standard.code, item.no)
            assert " " not in item.text, (standard.code, item.no)


def test_options_of_the_credit_table_as_printed() -> None:
    printed = {
        "1.1": [3, 1, 1], "1.2": [1, 2], "1.3": [3, 2, 1, 0], "1.4": [2, 1, 0], "1.5": [5, 3, 0], "1.6": [10, 3, 0],
        "1.7": [10, 8, 5, 3, 0], "1.8": [5, 3, 0], "1.9": [10, 8], "2.1": [3, 2, 0], "2.2": [3, 1], "2.3": [3, 1, 0],
        "2.4": [12, 10, 8, 6, 4], "2.5": [6, 5, 2, 0], "2.6": [3, 1, 0], "2.7": [5, 3, 1], "2.8": [3, 1, 0],
        "2.9": [5, 2], "2.10": [4, 2, 0], "2.11": [3, 1],
    }  # fmt: skip
    items = {i.no: i for i in rubric("startup-credit").items if i.kind == "bands"}
    assert {no: [b.points for b in i.bands if b.printed] for no, i in items.items()} == printed
    no_place = {no for no, i in items.items() if any(not b.printed for b in i.bands)}
    assert no_place == {"1.5", "1.6", "1.7", "1.8", "1.9", "2.5", "2.9", "2.11"}
