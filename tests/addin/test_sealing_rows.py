"""Rows that nobody used are hidden in a sealed copy, on 汇总 and 分单位明细 too; none that shows something is."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from addin.sealing import seal, verify
from templates.registry import workbooks
from templates.rendering import file_bytes, ledger_summary
from tests.addin import filled_books as books
from tests.oracles import libreoffice

NOW = dt.datetime(2023, 4, 20, 9, 30)
NAME = Path("台账.xlsx")
SUMMARY, DETAIL = "汇总", "分单位明细"
# 汇总: the policies end at row 7, their total is row 8, the lines of units begin at row 12; there are 36 of 3 × 12 rows
UNIT_LINES, DETAIL_LINES = range(12, 49), range(4, 41)
Hidden = dict[str, set[int]]


def of_units(*units: str, transport: str = "") -> books.Filling:
    """The ledger of 务工奖补 with a row for each of these units, and one of the ledger of transport."""
    filling = books.awards()
    for row in range(5):
        filling.put("ledger_labour_award.unit_name", units[row] or None, row)
    if transport:
        filling.put("ledger_labour_transport.unit_name", transport)
        filling.put("ledger_labour_transport.person_id", books.ID_NUMBERS[0])
    return filling


def spread() -> books.Filling:
    """Three units and a row without one, which counts as the office's; one of the units in a second ledger."""
    return of_units("甲公司", "乙公司", "甲公司", "", "丙公司", transport="乙公司")


def frozen(content: bytes) -> bytes:
    return seal(content, NAME, accepted_by="王局长", now=NOW).content


def hidden_of(content: bytes) -> Hidden:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: {row for row, each in sheet.row_dimensions.items() if each.hidden} for sheet in book}


def shown_of(content: bytes, folder: Path) -> dict[str, set[int]]:
    """The lines of both sheets that name a unit, as another program computes them."""
    path = folder / "sealed.xlsx"
    path.write_bytes(content)
    book = openpyxl.load_workbook(libreoffice.recalculate([path], folder / "out")[0], data_only=True)
    lines = {SUMMARY: UNIT_LINES, DETAIL: DETAIL_LINES}
    return {name: {row for row in rows if book[name].cell(row, 2).value} for name, rows in lines.items()}


COMPUTED: list[tuple[str, Callable[[Callable[[], books.Filling]], bytes]]] = [
    ("computed", books.real),
    ("never computed", lambda make: make().content()),
]


@pytest.mark.parametrize("content_of", [each for _, each in COMPUTED], ids=[each for each, _ in COMPUTED])
def test_lines_without_a_unit_are_hidden_and_those_with_one_are_not(
    tmp_path: Path, content_of: Callable[[Callable[[], books.Filling]], bytes]
) -> None:
    copy = frozen(content_of(spread))
    hidden, shown = hidden_of(copy), shown_of(copy, tmp_path)
    assert shown == {SUMMARY: {12, 13, 14, 15}, DETAIL: {4, 5, 6, 7, 8}}  # 4 units; 4 in the one ledger, 1 in the other
    assert hidden[SUMMARY] == set(UNIT_LINES) - shown[SUMMARY]
    assert hidden[DETAIL] == set(DETAIL_LINES) - shown[DETAIL]
    verdict = verify(copy, NAME, today=NOW.date())
    assert verdict.sealed and verdict.intact


def test_ledgers_that_nobody_touched_keep_one_row() -> None:
    hidden = hidden_of(frozen(books.real(books.awards)))
    sizes = {name: len(rows) for name, rows in hidden.items() if rows}
    assert sizes == {
        "务工奖补（一奖）台账": 7,  # five of twelve rows are filled in
        "交通补贴（一补）台账": 11,
        "“一奖一补”每户限额台账": 11,
        SUMMARY: 36,  # one unit; with the line for what finds none there are 37
        DETAIL: 36,
    }


def test_with_more_units_than_lines_nothing_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_summary, "UNITS", 2)
    monkeypatch.setattr(ledger_summary, "PAIRS", 3)
    drawn = file_bytes(workbooks()["ledgers-labour-awards"], rows=12)
    monkeypatch.setattr(books, "drawn", lambda code: drawn)
    hidden = hidden_of(frozen(of_units("甲公司", "乙公司", "甲公司", "丙公司", "丁公司").content()))
    assert hidden[SUMMARY] == hidden[DETAIL] == set()


def test_both_sheets_print_on_one_page_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 500 prepared rows; before, they took ten pages together."""
    drawn = file_bytes(workbooks()["ledgers-labour-awards"])
    monkeypatch.setattr(books, "drawn", lambda code: drawn)
    path = tmp_path / "sealed.xlsx"
    path.write_bytes(frozen(books.awards().content()))
    command = ["pdftotext", "-layout", str(libreoffice.to_pdf(path)), "-"]
    pages = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\f")
    first = next(place for place, text in enumerate(pages) if "台账汇总" in text.split("\n")[0])
    assert "二、按单位" in pages[first] and "平顶山某某公司" in pages[first]
    assert "台账分单位明细" in pages[first + 1] and "平顶山某某公司" in pages[first + 1]
    assert "政策参数" in pages[first + 2].split("\n")[0]
