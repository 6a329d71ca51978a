"""What the command line tells about a rubric: complete, plain JSON, enough to fill in a sheet from it alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from formulas.rubric_public import describe
from formulas.rubrics import codes, rubric
from formulas.scoring import score


def item_of(code: str, no: str) -> dict[str, Any]:
    found: dict[str, Any] = next(i for i in describe(rubric(code))["items"] if i["no"] == no)
    return found


@pytest.mark.parametrize("code", codes())
def test_description_is_plain_json_and_complete(code: str) -> None:
    shown = describe(rubric(code))
    assert json.loads(json.dumps(shown, ensure_ascii=False)) == shown
    assert (shown["code"], len(shown["items"])) == (code, shown["count"])
    assert {"no", "text", "max", "kind", "inputs", "answers", "line", "section"} <= set(shown["items"][0])
    sections = {s["no"] for s in shown["sections"]}
    assert {i["section"] for i in shown["items"]} <= sections
    assert all(i["answers"] or i["inputs"] for i in shown["items"])


@pytest.mark.parametrize("code", codes())
def test_a_sheet_filled_from_the_description_alone_is_complete(code: str) -> None:
    """What `answers` and `inputs` offer is what scoring takes: no finding, nothing missing."""
    shown = describe(rubric(code))
    header = {
        f["name"]: [f["allowed"][0]] if f["type"].startswith("list") else f["allowed"][0] if f["allowed"] else 4000
        for f in shown["header"]
        if f["required"]
    }
    samples = {"int": 1, "number": 1, "percent": [1, 1], "list[int]": [1]}
    taken: set[str] = set()
    items: dict[str, Any] = {}
    for item in shown["items"]:
        if item["alternative"] and ("适用本科" not in item["no"]):
            continue
        if item["answers"] and item["kind"] != "threshold":
            items[item["no"]] = item["answers"][0]
        else:
            parts = {
                e["name"]: e["allowed"][0] if "allowed" in e else samples[e["type"]]
                for e in item["inputs"]
                if e["required"] or item["kind"] == "bonus"
            }
            items[item["no"]] = next(iter(parts.values())) if list(parts) in (["score"], ["count"]) else parts
        taken.add(item["kind"])
    result = score(rubric(code), {"header": header, "items": items})
    assert [f.message for f in result.findings] == []
    assert (result.missing, result.complete) == ((), True)


def test_how_answers_and_figures_are_told() -> None:
    assert item_of("harmonious-enterprise", "1.4①")["answers"] == ["是", "否", "不涉及"]
    assert item_of("harmonious-enterprise", "13①")["answers"] == ["有", "无"]
    assert item_of("harmonious-enterprise", "13①")["max"] == -100
    assert item_of("wage-arrears-support", "1")["answers"] == ["符合", "不符合", "待核"]
    assert item_of("migrant-citizenship-pilot", "一、1")["answers"] == ["已完成", "未开展", "推进中"]
    assert item_of("startup-credit", "1.2")["answers"] == ["男", "女"]
    assert item_of("migrant-citizenship-city", "60")["max"] == 5
    assert [e["name"] for e in item_of("migrant-citizenship-city", "60")["inputs"]] == ["国家级", "省级", "市级"]
    assert item_of("harmonious-enterprise", "12.1")["inputs"] == [
        {
            "name": "satisfaction",
            "title": "职工满意度",
            "type": "percent",
            "required": True,
            "numerator": "满意职工人数",
            "denominator": "被调查职工人数",
        }
    ]


@pytest.mark.parametrize(
    ("code", "no", "name"),
    [
        ("demo-university", "（十三）1", "average"),
        ("demo-department", "（十一）1", "average"),
        ("graduate-outreach", "一", "last_year"),
    ],
)
def test_a_known_percentage_is_told_as_one(code: str, no: str, name: str) -> None:
    """Its cell in the score sheet holds a fraction like every other percent; a program must not write 90 there."""
    shown = next(e for e in item_of(code, no)["inputs"] if e["name"] == name)
    assert (shown["type"], shown["unit"], shown["maximum"]) == ("percent", "%", 100)


def test_what_a_bonus_adds_is_told() -> None:
    """国家级+5分、省级+3分、市级+1分; a row of the credit table counts once."""
    levels = item_of("migrant-citizenship-province", "60")["inputs"]
    assert {e["name"]: e["points"] for e in levels} == {"国家级": 5, "省级": 3, "市级": 1}
    assert item_of("startup-credit", "加分1")["inputs"][0]["maximum"] == 1
    assert "maximum" not in item_of("migrant-citizenship-city", "62")["inputs"][0]


def test_heading_of_a_description() -> None:
    shown = describe(rubric("harmonious-park-township"))
    assert (shown["title"], shown["document"], shown["annex"], shown["line"], shown["total"]) == (
        "劳动关系和谐工业园区、乡镇（街道）评价细则", "豫协调三方〔2023〕1号", "附件2", "L1551–1569", 100,
    )  # fmt: skip
    assert shown["pass_line"] == {
        "points": 85, "sentence": "可申报创建示范工业园区、乡镇（街道）", "line": "L1569",
    }  # fmt: skip
    assert shown["form"] == "harmony-park"
    assert shown["columns"] == ["评价项目", "评价细则", "评分"]
    university = describe(rubric("demo-university"))
    assert university["sheet_columns"] == [
        "三级指标序号", "三级指标自评相关数据、自评记分依据", "三级指标自评记分", "备注",
    ]  # fmt: skip
    assert [f["name"] for f in university["header"] if f["required"]] == ["组别"]
