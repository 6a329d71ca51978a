"""Laws of scoring over random sheets, in which a wrong answer or a blank may stand anywhere."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formulas.rubric import Item, Rubric
from formulas.rubrics import all_rubrics, codes, rubric
from formulas.scoring import score

SCORED = [r.code for r in all_rubrics() if r.total is not None]
GROUPS = ("本科组", "高职高专组")
FLAGS = ("是", "否")
RUBBISH = st.sampled_from(["好", "92%", True, [1], [0, 0], {"x": 1}, float("nan"), -3, 10**9, None, ""])


def figure(entry_type: str, options: tuple[str, ...]) -> st.SearchStrategy[Any]:
    percent = st.integers(0, 10000).map(lambda n: n / 100)
    pair = st.integers(1, 500).flatmap(lambda d: st.integers(0, d).map(lambda n: [n, d]))
    return {
        "yes_no": st.sampled_from(FLAGS),
        "choice": st.sampled_from(options or ("",)),
        "count": st.integers(0, 60),
        "number": st.integers(0, 99),
        "rate": percent | pair,
        "list": st.lists(st.integers(0, 80), max_size=6),
    }[entry_type]


def valid(item: Item) -> st.SearchStrategy[Any]:
    """Any answer that the item takes."""
    parts = {e.name: figure(e.type, e.options) for e in item.inputs}
    match item.kind:
        case "checklist":
            return st.sampled_from(["是", "否", "不涉及"] if item.not_involved else FLAGS)
        case "veto":
            return st.sampled_from(["有", "无", "无", "无"])
        case "manual":
            return st.integers(0, (item.points or 0) * 100).map(lambda n: n / 100)
        case "bonus" | "deduction" if item.levels:
            return st.fixed_dictionaries({level.name: st.integers(0, 3) for level in item.levels})
        case "bonus" | "deduction":
            return st.integers(0, 4)
    chosen = st.sampled_from([b.text for b in item.bands]) if item.bands and item.bands[0].text else st.nothing()
    return (st.fixed_dictionaries(parts) if parts else st.nothing()) | chosen


def header_of(standard: Rubric, group: str, flags: tuple[str, str]) -> dict[str, str]:
    given_by_name = {"组别": group, "大学生创业": flags[0], "种养殖项目": flags[1]}
    return {f.name: given_by_name[f.name] for f in standard.header if f.name in given_by_name}


@st.composite
def sheets(draw: st.DrawFn, code: str, wrong: bool = True) -> dict[str, Any]:
    standard = rubric(code)
    group = draw(st.sampled_from(GROUPS))
    wanted = "适用本科" if group == "本科组" else "适用专科"
    items = {}
    for item in standard.items:
        if item.alternative and wanted not in item.no:
            continue
        roll = draw(st.integers(0, 29)) if wrong else 1
        items[item.no] = draw(RUBBISH) if roll == 0 else draw(valid(item))
    flags = (draw(st.sampled_from(FLAGS)), draw(st.sampled_from(FLAGS)))
    return {"header": header_of(standard, group, flags), "items": items}


@pytest.mark.parametrize("code", SCORED)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_sheet_is_scored_and_the_total_is_the_sum_of_its_sections(code: str, data: st.DataObject) -> None:
    standard = rubric(code)
    result = score(standard, data.draw(sheets(code)))
    assert result.total is not None
    assert result.total == sum(Fraction(v) for v in result.sections.values())
    caps = {s.name: s.cap for s in standard.sections if s.cap is not None}
    assert all(abs(Fraction(result.sections[name])) <= cap for name, cap in caps.items())
    invalid = [o for o in result.outcomes.values() if o.state == "invalid"]
    assert result.complete == (not result.missing and not invalid)
    assert len(result.findings) >= len(invalid)
    if not result.complete:
        assert result.passed is None
        assert result.conclusion.startswith(("未填完", "填写有误"))
    if result.vetoed and result.complete:
        assert result.passed is False


@pytest.mark.parametrize("code", SCORED)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_full_marks_less_what_was_lost_and_plus_the_bonus_is_the_total(code: str, data: st.DataObject) -> None:
    standard = rubric(code)
    result = score(standard, data.draw(sheets(code, wrong=False)))
    assert result.complete
    counted = sum(
        item.points or 0 for item in standard.items if item.scored and result.outcomes[item.no].state != "inapplicable"
    )
    lost = sum((entry.points or Fraction(0) for entry in result.lost), Fraction(0))
    sections = {s.name: s for s in standard.sections}
    capped = sum((Fraction(v) for name, v in result.sections.items() if sections[name].cap is not None), Fraction(0))
    uncapped_deductions = sum(
        (-(o.points or 0) for o in result.outcomes.values() if o.item.kind == "deduction"), Fraction(0)
    )
    assert result.total == counted - lost + uncapped_deductions + capped


@pytest.mark.parametrize("code", SCORED)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_meeting_one_item_more_never_lowers_the_total(code: str, data: st.DataObject) -> None:
    standard = rubric(code)
    sheet = data.draw(sheets(code, wrong=False))
    before = score(standard, sheet)
    kinds = ("checklist", "manual", "veto", "bonus")
    better = [i for i in standard.items if i.kind in kinds and i.no in sheet["items"]]
    item = data.draw(st.sampled_from(better))
    best: object = {"checklist": "是", "manual": item.points, "veto": "无"}.get(item.kind)
    if item.kind == "bonus":
        best = {level.name: 9 for level in item.levels} or 9
    after = score(standard, {**sheet, "items": {**sheet["items"], item.no: best}})
    assert before.total is not None
    assert after.total is not None
    assert after.total >= before.total


@pytest.mark.parametrize("code", SCORED)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_emptying_a_required_item_leaves_the_sheet_unfinished(code: str, data: st.DataObject) -> None:
    standard = rubric(code)
    sheet = data.draw(sheets(code, wrong=False))
    full = score(standard, sheet)
    due = [no for no, o in full.outcomes.items() if o.state == "settled" and o.item.kind not in ("bonus", "deduction")]
    no = data.draw(st.sampled_from(due))
    result = score(standard, {**sheet, "items": {**sheet["items"], no: ""}})
    assert result.missing == (no,)
    assert (result.complete, result.passed) == (False, None)


JSON_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
WORDS = st.sampled_from(["是", "否", "有", "无", "符合", "不符合", "待核", "不适用", "已完成", "无对应档位"])
ANY_JSON = st.recursive(
    JSON_LEAVES | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | WORDS, inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("code", codes())
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_answer_raises_and_every_result_is_plain_json(code: str, data: st.DataObject) -> None:
    standard = rubric(code)
    pool = data.draw(st.lists(ANY_JSON, min_size=7, max_size=7))
    header = {f.name: data.draw(st.sampled_from([pool[0], *(f.options or ("",))])) for f in standard.header}
    items: dict[str, Any] = {}
    for k, item in enumerate(standard.items):
        parts = {e.name: pool[(k + n) % len(pool)] for n, e in enumerate(item.inputs)}
        items[item.no] = parts if parts and k % 2 else pool[k % len(pool)]
    shown = score(standard, {"header": header, "items": items}).to_json()
    assert json.loads(json.dumps(shown, ensure_ascii=False, allow_nan=False)) == shown
    assert all(finding["message"].endswith("。") for finding in shown["findings"] + shown["warnings"])


@pytest.mark.parametrize("code", SCORED)
def test_the_order_of_the_answers_does_not_matter(code: str) -> None:
    standard = rubric(code)
    answers = {i.no: {"checklist": "是", "veto": "无", "manual": i.points}.get(i.kind) for i in standard.items}
    backwards = dict(reversed(answers.items()))
    assert score(standard, answers).to_json() == score(standard, backwards).to_json()
