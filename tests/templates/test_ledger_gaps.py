"""A ledger row without what its rule needs is not finished: the live progress and the receiver both say which cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from formulas.subsidies import rules
from templates.checking import check
from templates.names import field_name, ledger_code
from templates.reading import read_workbook
from tests.formulas.case_files import all_cases
from tests.ledger_books import fill, filled_ledger
from tests.oracles.cached_values import CachedValues, read_values
from tests.oracles.libreoffice import recalculate

INSURANCE = "hire-social-insurance"  # monthly_contributions: list+[money]
SPECIALISTS = "community-specialist-check"  # new_ages: list[int], which may be empty
LOAN = "loan-interest-small"  # principal: money+; day_count_basis: 360 or 365; lpr: taken from 当地参数 where blank
TERMS = "rain-dew-vocational"  # terms_paid_before: 0, 1 or 2
COURSES = "train-offjob"  # per person and year
CLASSES = "training-class-check"  # as of the day it begins
RATE = "injury-rate"  # as of a month
SHARES = "city-park-clawback"
LOAN_APPLIED = "job-retention-loan"  # no limit over rows, yet about one enterprise


@dataclass(frozen=True)
class Row:
    name: str
    rule: str
    changes: Mapping[str, Any]
    missing: int = 0
    errors: int = 0
    found: tuple[tuple[str, str], ...] = field(default=())  # field and code of the findings
    warned: tuple[tuple[str, str], ...] = ()  # the same of those that only ask to look again
    words: str = ""  # in the receiver's message
    hint: str = ""  # in the workbook's own
    local: Mapping[str, Sequence[tuple[str, float]]] = field(default_factory=dict)
    named: bool = True  # whether it says whom it is about


ROWS = [
    Row("complete", INSURANCE, {}),
    Row(
        "a gap",
        INSURANCE,
        {"monthly_contributions": [812.5, None, None, 830]},
        errors=1,
        found=(("monthly-contributions.2", "LIST_GAP"),),
        words="N5、O5空着，后面第4格却填了",
        hint="（逐月）（元/月）第2格空着，后面却填了",
    ),
    Row(
        "the first cell blank",
        INSURANCE,
        {"monthly_contributions": [None, 812.5]},
        missing=1,
        found=(("monthly-contributions.1", "REQUIRED"),),
        words="单位缴纳社会保险费（逐月）（元/月）第1格：必填",
    ),
    Row(
        "first cell and a later one blank",
        INSURANCE,
        {"monthly_contributions": [None, 812.5, None, 830]},
        missing=1,
        errors=1,
        found=(("monthly-contributions.1", "REQUIRED"), ("monthly-contributions.3", "LIST_GAP")),
    ),
    Row(
        "no entry at all",
        INSURANCE,
        {"monthly_contributions": []},
        missing=1,
        found=(("monthly-contributions.1", "REQUIRED"),),
    ),
    Row(
        "a single input blank",
        INSURANCE,
        {"contract_months": None},
        missing=1,
        found=(("contract-months", "REQUIRED"),),
    ),
    Row("a list that may be empty", SPECIALISTS, {"new_ages": []}),
    Row(
        "its first cell skipped",
        SPECIALISTS,
        {"new_ages": [None, 30]},
        errors=1,
        found=(("new-ages.1", "LIST_GAP"),),
        hint="新安置专员年龄（周岁）第1格空着，后面却填了",
    ),
    Row(
        "zero where something must be there",
        LOAN,
        {"principal": 0},
        errors=1,
        found=(("principal", "NOT_POSITIVE"),),
        words="贷款本金填的是0，应大于0",
        hint="贷款本金填的是0，应大于0",
    ),
    Row(
        "a number that is none of the allowed",
        LOAN,
        {"day_count_basis": 364},
        errors=1,
        found=(("day-count-basis", "NOT_ALLOWED"),),
        words="年计息天数填的是364，只能填360、365",
        hint="只能填360、365",
    ),
    Row("what the local figures stand in for", LOAN, {"lpr": None}, local={"lpr": [("2020-01-01", 0.0365)]}),
    # what is read of one form cannot tell
    Row("a blank for which no local figure stands in", LOAN, {"lpr": None}, missing=1),
    Row("the day of filing itself", COURSES, {"apply_date": "2026-03-01"}),
    Row(
        "a day after that of filing",
        COURSES,
        {"apply_date": "2032-06-10"},
        warned=(("apply-date", "AFTER_FILING"),),
        words="申请日期填的是2032年6月10日，晚于填报日期2026年3月1日。请核对",
        hint="申请日期填的是2032-6-10，晚于填报日期2026-3-1。请核对",
    ),
    Row("a class that has yet to begin", CLASSES, {"start_date": "2026-04-01"}),
    Row("the last day of the month of filing", RATE, {"pay_month": "2026-03-31"}),
    Row("the whole", SHARES, {"success_rate_percent": 100}),
    Row(
        "five hundred for five per cent",
        LOAN_APPLIED,
        {"staff_tolerance_percent": 500},
        warned=(("staff-tolerance-percent", "ABOVE_WHOLE"),),
        words="填的是500%，超过100%，是不是多了两位",
        hint="填的是500%，超过100%，是不是多了两位",
    ),
    Row(
        "345 for 3.45 per cent",
        LOAN_APPLIED,
        {"annual_rate": 345},
        warned=(("annual-rate", "ABOVE_WHOLE"),),
        words="填的是345%",
    ),
    Row("the lowest of the allowed", TERMS, {"terms_paid_before": 0}),
    Row(
        "nobody named",  # without the key, every row of one person would have the whole limit
        COURSES,
        {},
        missing=3,
        found=(("unit-name", "REQUIRED"), ("person-name", "REQUIRED"), ("person-id", "REQUIRED")),
        words="身份证号：必填，还没有填。请补填。",
        named=False,
    ),
    Row(
        "an enterprise without name and code",
        LOAN_APPLIED,
        {},
        missing=2,
        found=(("unit-name", "REQUIRED"), ("credit-code", "REQUIRED")),
        words="统一社会信用代码：必填",
        named=False,
    ),
]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, CachedValues]]:
    folder = tmp_path_factory.mktemp("gaps")
    written = [_written(row, folder / f"{number}.xlsx") for number, row in enumerate(ROWS)]
    computed = recalculate(written, folder / "recalculated")
    return {row.name: (path, read_values(path)) for row, path in zip(ROWS, computed, strict=True)}


def _written(row: Row, path: Path) -> Path:
    rule = rules()[row.rule]
    record = next(case.record for case in all_cases() if case.rule is rule and not case.reasons)
    filled_ledger(rule, [{**record, **row.changes}], path, local=row.local, named=row.named)
    book = openpyxl.load_workbook(path)
    for name, value in {"filed-by": "示例县", "filed-on": dt.date(2026, 3, 1)}.items():
        fill(book, field_name(ledger_code(row.rule), name), [value])
    book.save(path)
    return path


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_the_live_progress_counts_it(row: Row, books: dict[str, tuple[Path, CachedValues]]) -> None:
    values = books[row.name][1]
    form = ledger_code(row.rule).replace("-", "_")
    counted = [values.named(f"jy.{kind}.{form}") for kind in ("missing", "errors")]
    assert counted == [[row.missing], [row.errors]]
    said = "".join(text for sheet in values.cells.values() for text in sheet.values() if isinstance(text, str))
    assert row.hint in said


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_the_receiver_names_the_cell(row: Row, books: dict[str, tuple[Path, CachedValues]]) -> None:
    found = check(read_workbook(books[row.name][0]))
    assert all(each.cell for each in found)
    for severity, expected in (("error", row.found), ("warning", row.warned)):
        assert [(each.field, each.rule) for each in found if each.severity == severity] == list(expected)
    assert row.words in "".join(each.message for each in found)
