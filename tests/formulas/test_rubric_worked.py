"""The worked examples of every rubric: whole sheets whose totals and conclusions were worked out by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from formulas.rubrics import rubric
from formulas.scoring import score
from tests.formulas.rubric_sheets import full_sheet

CASES = Path(__file__).parent / "rubric_cases"


def cases() -> list[Any]:
    out = []
    for path in sorted(CASES.glob("worked_*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        fills = data.get("fills", {})
        out += [pytest.param(case, fills.get(case["rubric"], {}), id=case["name"]) for case in data["case"]]
    return out


@pytest.mark.parametrize(("case", "fill"), cases())
def test_worked_example(case: dict[str, Any], fill: dict[str, Any]) -> None:
    standard = rubric(case["rubric"])
    result = score(standard, full_sheet(standard, case.get("header", {}), fill, case.get("items", {}))).to_json()
    shown = {
        **result,
        "findings": [f["code"] for f in result["findings"]],
        "warnings": [f["code"] for f in result["warnings"]],
        "statuses": {no: item["status"] for no, item in result["items"].items()},
        "amounts": {no: item["amount"] for no, item in result["items"].items() if "amount" in item},
    }
    expected = {"findings": [], **case["expect"]}
    assert {key: shown[key] for key in expected} == expected
    for part in ("sections", "statuses", "amounts"):
        wanted = case.get(part, {})
        assert {key: shown[part][key] for key in wanted} == wanted
    if case.get("no_total"):
        assert result["total"] is None
