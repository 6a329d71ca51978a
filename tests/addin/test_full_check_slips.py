"""Sloppy input cells and what the sheet's formulas make of them, apart from what somebody typed over formulas.

Ledgers of 企业职工脱产培训补贴, calculated by LibreOffice: 24 hours earn 600元, 40 hours 1000元, the year's maximum.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from addin.book import BookData
from addin.computing import compute
from addin.sealing import full_check
from addin.sheet_parameters import ready_to_award
from formulas.subsidies import rules
from templates.findings import Finding
from templates.reading import FileBook
from tests.addin import filled_books
from tests.addin.course_books import OTHER, PERSON, course, ledger
from tests.formulas.case_files import all_cases
from tests.ledger_books import filled_ledger
from tests.oracles import libreoffice

LOAN = "loan-interest-small"
JULY = dt.date(2023, 7, 1)
WIDE = "".join(chr(ord(each) + 0xFEE0) for each in PERSON)
TAMPERED = "请核对是否改过公式或参数。"
BASIS = "豫就业组〔2023〕1号 附件2 二（六）"

Told = list[tuple[str, int, str]]  # rule, row, words: one for each finding about computed cells
CASES: dict[str, tuple[list[dict[str, object]], Told]] = {
    "clean": ([course(40), course(24, apply_date=JULY), course(23, OTHER)], []),
    "spaced": ([course(24, certificate="是 ")], [("AMOUNT_DIFFERS", 4, "（I4）的写法表内公式不认。")]),
    "text-day": ([course(24, apply_date="2023.6.1")], [("AMOUNT_DIFFERS", 4, "（E4）存成了文字，表内公式不认。")]),
    "day-as-number": ([course(24, apply_date=20230601)], []),  # a day of the year 57291 for the sheet: it pays too
    "wide-number": (
        [course(40), course(24, WIDE, apply_date=JULY)],
        [("AMOUNT_DIFFERS", 5, "身份证号（D5）的写法表内公式不认。")],
    ),
    "takes-from-another-row": (
        [course(40, certificate="是 "), course(24, apply_date=JULY)],
        [("AMOUNT_DIFFERS", 4, "（I4）的写法"), ("AMOUNT_DIFFERS", 5, "（I4）的写法")],
    ),
    "amount-of-another-row": (
        [course(24, certificate="是 "), course(24, OTHER, award_amount=900)],
        [("AMOUNT_DIFFERS", 4, "（I4）的写法"), ("AMOUNT_DIFFERS", 5, TAMPERED)],
    ),
    "amount-of-its-row": (
        [course(24, certificate="是 ", award_amount=900)],
        [("AMOUNT_DIFFERS", 4, "表内金额是900.00元，按规则核算是600.00元。")],
    ),
    "result-of-its-row": (
        [course(23, certificate="是 ", award_eligible="是")],  # too few hours
        [("VALUE_DIFFERS", 4, "是否符合：表内是“是”，重新计算是“否”")],
    ),
    "basis": ([course(24, award_basis="自拟文号")], [("VALUE_DIFFERS", 4, f"表内是“自拟文号”，重新计算是“{BASIS}")]),
    "basis-of-rows": (
        [course(8, f"4104021990{number:08d}", award_basis="自拟文号") for number in range(8)],
        [("VALUE_DIFFERS", 4, "；这一列还有7处不符：")],
    ),
    "limits": ([course(24, award_limits="无")], [("VALUE_DIFFERS", 4, "限额扣减：表内是“无”，重新计算是空白。")]),
    "limits-gone": (
        [course(40), course(24, apply_date=JULY, award_limits="因前面各行减少500元")],
        [("VALUE_DIFFERS", 5, "重新计算是“因前面各行减少600元”。")],
    ),
    "reduction": (
        [course(24, row_excess=5)],
        [("VALUE_DIFFERS", 4, "因限额减少（元）：表内是5，重新计算是0。")],
    ),
    "number": ([course(24), course(24, OTHER, no=77)], [("VALUE_DIFFERS", 5, "序号：表内是77，重新计算是2。")]),
    "numbers-sorted": ([course(24, no=2), course(24, OTHER, no=1)], []),
}


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("slips")
    paths = [folder / f"{name}.xlsx" for name in CASES]
    for path, (rows, _) in zip(paths, CASES.values(), strict=True):
        path.write_bytes(ledger(rows))
    results = libreoffice.recalculate(paths, folder / "out")
    return {path.stem: result.read_bytes() for path, result in zip(paths, results, strict=True)}


def differing(content: bytes) -> list[Finding]:
    with FileBook(Path("台账.xlsx"), content) as source:
        found = full_check(BookData(source, today=dt.date(2023, 12, 1)))
    return [each for each in found if each.rule.endswith("_DIFFERS")]


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_of_computed_cells(name: str, calculated: dict[str, bytes]) -> None:
    found = differing(calculated[name])
    told = [(each.rule, int("".join(filter(str.isdigit, each.cell)))) for each in found]
    assert told == [(rule, row) for rule, row, _ in CASES[name][1]], [each.message for each in found]
    for each, (_, _, words) in zip(found, CASES[name][1], strict=True):
        assert words in each.message, each.message
        assert ("改过" in each.message) == (TAMPERED in words)


def test_a_reduction_typed_over_in_the_summary_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    filling = filled_books.awards()
    cell = filling.put("jy.summary.policy_cut", 777, 1)
    path.write_bytes(filling.content())
    [saved] = libreoffice.recalculate([path], tmp_path / "out")
    assert openpyxl.load_workbook(saved)["汇总"][cell].value == 777
    [found] = [each for each in differing(saved.read_bytes()) if each.sheet == "汇总"]
    assert (found.rule, found.cell) == ("SUMMARY_DIFFERS", cell)
    assert "的因限额减少是777，按各台账相加是0" in found.message


def test_what_a_table_of_local_figures_out_of_order_gives_is_nobody_s_tampering(tmp_path: Path) -> None:
    """LPR of the day of signing: LOOKUP misses a first day that stands below a later one."""
    record = next(case.record for case in all_cases() if case.rule.code == LOAN and not case.reasons)
    local = {"lpr": [("2099-01-01", 0.03), ("2020-01-01", 0.0365)]}
    path = filled_ledger(rules()[LOAN], [{**record, "lpr": None}], tmp_path / "a.xlsx", local=local)
    [saved] = libreoffice.recalculate([path], tmp_path / "out")
    with FileBook(saved, saved.read_bytes()) as source:
        book = BookData(source, today=dt.date(2023, 12, 1))
        [row] = compute(ready_to_award(book))[0].rows
        rules_told = {each.rule for each in full_check(book)}
    assert row.differs and row.award.eligible and row.shown == 0
    assert "LOCAL_START_ORDER" in rules_told and not any(each.endswith("_DIFFERS") for each in rules_told)
