"""How a score sheet writes items that stand in no 评价要素: the negative list, and a section of bonuses."""

from __future__ import annotations

import pytest

from formulas.rubric import Item, Section
from formulas.rubrics import rubric
from templates.score_cells import ItemCells, cells_of
from templates.score_layout import rule_text, written

ENTERPRISE = rubric("harmonious-enterprise")


def section(no: str, kind: str, *points: int) -> Section:
    marks = "①②③" if kind == "veto" else "123"
    items = tuple(
        Item.model_validate({"no": f"{no}{mark}", "text": f"情形{mark}", "line": "L1", "kind": kind, "points": each})
        for mark, each in zip(marks, points, strict=False)
    )
    return Section(no=no, label=no, items=items)


@pytest.mark.parametrize(
    ("found", "rule"),
    [
        (ENTERPRISE.sections[-1], "①②各\n-100分"),  # L1547 prints ①②各 - 100分
        (section("14", "veto", -100), "-100分"),
        (section("14", "veto", -100, -50, -50), "① -100分\n②③各\n-50分"),
        (section("加分", "bonus", 2), "+2分"),
        (section("加分", "bonus", 2, 2), "加分1、加分2各\n+2分"),
        (section("加分", "bonus", 2, 3), "加分1 +2分\n加分2 +3分"),
    ],
)
def test_what_the_items_of_a_section_count(found: Section, rule: str) -> None:
    assert rule_text(found, None) == rule


@pytest.mark.parametrize(
    ("found", "text"),
    [(section("14", "veto", -100), "①情形①"), (section("加分", "bonus", 2), "加分1 情形1")],
)
def test_the_number_before_a_text(found: Section, text: str) -> None:
    assert written(ENTERPRISE, ItemCells(found.items[0], found, 79, ())) == text


def test_an_item_that_is_its_group_alone_has_no_number() -> None:
    alone = next(each for each in cells_of(ENTERPRISE.code) if each.item.no == "5.2")
    assert written(ENTERPRISE, alone) == alone.item.text
