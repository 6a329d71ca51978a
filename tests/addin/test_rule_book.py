"""What programs learn of a rule: the shape of the answer, and that every name it gives stands in the workbook."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from openpyxl import Workbook as Book
from openpyxl.utils.cell import range_boundaries

from addin.rule_book import describe_rule
from formulas.inputs import LIST_CAPACITY
from formulas.subsidies import rules
from templates.registry import path_of, workbooks
from templates.rendering import render

ROWS = 4


@functools.cache
def drawn(path: str) -> Book:
    return render(next(each for each in workbooks().values() if path_of(each) == path), rows=ROWS)


def height(book: Book, name: str) -> int:
    """How many rows the cells behind a workbook-level name have; KeyError where there is no such name."""
    _, _, cells = book.defined_names[name].attr_text.rpartition("!")
    _, top, _, bottom = range_boundaries(cells.replace("$", ""))
    return bottom - top + 1


def names_of(ledger: dict[str, Any]) -> list[str]:
    names = [ledger["amount"], ledger["eligible"], ledger["reasons"], *ledger["conditions"].values()]
    for each in [*ledger["inputs"].values(), *ledger["keys"].values()]:
        names += each if isinstance(each, list) else [each]
    return names


@pytest.mark.parametrize("code", rules())
def test_every_name_of_a_ledger_is_in_its_workbook(code: str) -> None:
    ledger = describe_rule(rules()[code])["ledger"]
    book = drawn(ledger["workbook"])
    assert {height(book, name) for name in names_of(ledger)} == {ROWS}
    for name in ledger["parameters"].values():
        assert height(book, name) >= 1
        assert height(book, f"{name}.from") >= 1


def test_no_two_rules_share_a_cell() -> None:
    names = [name for rule in rules().values() for name in names_of(describe_rule(rule)["ledger"])]
    assert len(set(names)) == len(names)


def test_the_shape_of_an_entry() -> None:
    """豫就业组〔2023〕1号 附件2 一（三）: 70 % of the minimum wage, one entry for each month."""
    entry = describe_rule(rules()["internship"])
    wages = next(each for each in entry["inputs"] if each["name"] == "min_wages")
    assert wages["type"] == "list+[money]"
    assert wages["capacity"] == LIST_CAPACITY
    assert len(entry["ledger"]["inputs"]["min_wages"]) == LIST_CAPACITY
    assert [each["code"] for each in entry["conditions"]] == [
        "window", "unit-recognised", "category", "age-16-24", "months-3-12", "retained-count", "months-left",
    ]  # fmt: skip
    share = next(each for each in entry["parameters"] if each["name"] == "share")
    assert share["values"] == [
        {"from": "2023-03-06", "to": None, "value": "70", "source": "豫就业组〔2023〕1号 附件2 一（三）"}
    ]
    assert entry["window"] == {
        "on": "apply_date", "from": "2023-03-06", "to": None,
        "source": "豫就业组〔2023〕1号 附件2 一（三）", "end_source": None,
    }  # fmt: skip
