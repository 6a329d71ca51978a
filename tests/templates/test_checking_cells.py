"""One broken input per kind of mistake brings one finding: its code, its cell, its words, and nothing besides.

    1  every case of broken/cells.toml
    2  a faultless workbook has no finding, on the last day that still counts too
    3  everything is found at once, in sheet order
    4  a form that nobody began is not complained about; a workbook without any entry is
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from templates.checking import check, check_forms
from templates.findings import has_errors
from templates.reading import Column
from tests.templates.received_books import DEMAND_SHEET, ENTERPRISE_SHEET, TODAY, Copy, filled
from tests.templates.sample_forms import DEMAND, ENTERPRISES, FORMS

BROKEN = Path(__file__).parent / "broken" / "cells.toml"
CASES: list[dict[str, Any]] = tomllib.loads(BROKEN.read_text("utf-8"))["case"]
# A changed enterprise of row 5 is missed by the needs of the same row; that is another mistake's finding
CONSEQUENCES = {"credit-code": {"NOT_LISTED_IN"}}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])  # 1
def test_a_broken_input_is_named(case: dict[str, Any]) -> None:
    copy, form = filled(), FORMS[case["form"]]
    cell = copy.put(form, case["field"], case["value"], case.get("row", 0))
    findings = copy.findings()
    found = [each for each in findings if each.rule == case["code"] and each.cell == case["cell"]]
    assert len(found) == 1, [each.message for each in findings]
    assert case["holds"] in found[0].message
    assert found[0].message.endswith(f"（{case['code']}）")
    assert found[0].severity == case.get("severity", "error")
    assert found[0].sheet == (ENTERPRISE_SHEET if form is ENTERPRISES else DEMAND_SHEET)
    if found[0].field == case["field"]:
        assert found[0].cell == cell
    besides = {each.rule for each in findings} - {case["code"]} - CONSEQUENCES.get(case["field"], set())
    assert besides == set(case.get("also", [])), [each.message for each in findings]


def test_the_cases_have_names_of_their_own() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)


def test_a_faultless_workbook_has_no_finding() -> None:  # 2
    copy = filled()
    copy.put(DEMAND, "answered-on", dt.date(2023, 3, 17))  # the day of filing itself
    copy.put(ENTERPRISES, "filed-on", TODAY)
    assert [each.message for each in copy.findings()] == []


def test_everything_at_once_in_sheet_order() -> None:  # 3
    copy = filled()
    copy.put(DEMAND, "staff", "若干", 2)
    copy.put(DEMAND, "short", -1)
    copy.put(ENTERPRISES, "contact", "张三丰", 1)
    copy.put(ENTERPRISES, "name", "", 1)
    copy.put(ENTERPRISES, "filler-tel", "123")
    found = [(each.sheet, each.cell, each.rule) for each in copy.findings()]
    assert found == [
        (ENTERPRISE_SHEET, "B6", "REQUIRED"),
        (ENTERPRISE_SHEET, "I6", "NO_TEL_INSIDE"),
        (ENTERPRISE_SHEET, "I17", "NOT_A_TEL"),
        (DEMAND_SHEET, "I5", "TOO_SMALL"),
        (DEMAND_SHEET, "J5", "NOTHING_SHORT"),
        (DEMAND_SHEET, "E7", "NOT_A_NUMBER"),
    ]


def test_a_form_that_nobody_began_is_left_alone() -> None:  # 4
    copy = filled()
    for row in range(3):
        for code in DEMAND_CODES:
            copy.put(DEMAND, code, None, row)
    copy.put(DEMAND, "reporting-unit", None)
    assert copy.findings() == []


def test_a_workbook_without_any_entry() -> None:  # 4
    (finding,) = Copy().findings()
    assert (finding.rule, finding.severity, finding.sheet, finding.cell) == ("NOTHING_FILLED", "error", "", "")


def test_a_file_of_countless_mistakes_is_summed_up() -> None:  # 3
    data = filled(1).read().forms["sample-enterprises"]
    count = 2500
    data.numbers = list(range(5, 5 + count))
    for code, column in data.columns.items():
        wrong = code in ("address", "industry")
        values: list[object] = [None if code == "address" else "#N/A"] * count if wrong else column.values * count
        odd = range(count) if code == "industry" else ()
        data.columns[code] = Column(column.field, column.letter, values, values, odd)
    found = Counter((each.field, each.rule) for each in check_forms({"sample-enterprises": data}, today=TODAY))
    assert found["address", "REQUIRED"] == 1000
    assert found["address", "MORE_OF_THE_SAME"] == 1
    assert found["industry", "ERROR_VALUE"] == count  # a merge must know each of these rows
    (more,) = [
        each.message
        for each in check_forms({"sample-enterprises": data}, today=TODAY)
        if (each.field, each.rule) == ("address", "MORE_OF_THE_SAME")
    ]
    assert "同样的问题（REQUIRED）还有 1500 处" in more


def test_a_list_from_elsewhere_serves_where_the_workbook_has_none() -> None:
    copy, other = filled(), filled()
    for row in range(3):
        for code in ENTERPRISE_CODES:
            copy.put(ENTERPRISES, code, None, row)
    references = other.read().forms
    copy.put(DEMAND, "credit-code", "91350100M000100Y43", 1)
    alone = check(copy.read(), today=TODAY)
    compared = check(copy.read(), today=TODAY, references=references)
    assert [each.rule for each in alone] == []
    assert [(each.rule, each.cell) for each in compared] == [("NOT_LISTED_IN", "D6")]
    assert not has_errors(compared)


DEMAND_CODES = [column.code for column in DEMAND.fields() if column.code not in ("reporting-unit", "filed-on", "seq")]
ENTERPRISE_CODES = [column.code for column in ENTERPRISES.columns if column.code != "seq"]
