"""Score sheets recalculated by LibreOffice give what Python gives: answers at random, worked examples, boundaries.

1. Every scored table: 300 answer sheets at random, complete, half-filled and wrong ones.
2. Every list without points: 30 of them.
3. The worked examples, whose totals and conclusions were worked out by hand.
4. A county's own points in the credit table.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from formulas.rubrics import all_rubrics, codes, rubric
from templates.score_forms import answer_forms
from tests.formulas.rubric_sheets import full_sheet
from tests.oracles.cached_values import CachedValues
from tests.templates.score_books import (
    ScoreBook,
    cell_values,
    disagreements,
    fitting,
    random_header,
    random_values,
)

Recalculated = Callable[[Iterable[Path]], list[CachedValues]]
CASES = Path(__file__).resolve().parents[1] / "formulas" / "rubric_cases"
SCORED = [each.code for each in all_rubrics() if each.total is not None]
LISTS = [code for code in codes() if code not in SCORED]
# of five sheets: two in order, one with a slip here and there, one half empty, one full of mistakes
GAPS, FAULTS = (0, 0, 0, 0.3, 0.1), (0, 0, 0.05, 0.05, 0.3)


def book_of(code: str, folder: Path) -> ScoreBook:
    return ScoreBook(answer_forms()[code][0], folder)


def random_book(code: str, folder: Path, count: int) -> ScoreBook:
    dice = random.Random(f"2023 {code}")
    book = book_of(code, folder)
    for number in range(count):
        mode = number % len(GAPS)
        header = random_header(book.rubric, dice, gaps=GAPS[mode])
        values = random_values(book.rubric, dice, gaps=GAPS[mode], faults=FAULTS[mode])
        book.add(fitting(book.rubric, values, header) if mode < 2 else values, header)
    return book


def test_every_rubric_has_a_sheet() -> None:
    assert set(answer_forms()) == set(codes())
    assert len(SCORED) == 8 and len(LISTS) == 23


@pytest.mark.parametrize("code", SCORED)
def test_a_scored_table_at_random(code: str, tmp_path: Path, recalculated: Recalculated) -> None:
    book = random_book(code, tmp_path, 300)
    (values,) = recalculated([book.save()])
    assert disagreements(book, values)[:5] == []
    done = [result for result in book.expected if result.complete]
    assert len(done) >= 100
    assert len({result.total for result in done}) >= 30
    assert any(result.missing for result in book.expected)
    assert any(result.findings for result in book.expected)
    if any(item.kind == "veto" for item in book.rubric.items):
        assert any(result.vetoed for result in done)
    if book.rubric.pass_line:
        assert {True, False} <= {result.passed for result in done}


def test_the_lists_at_random(tmp_path: Path, recalculated: Recalculated) -> None:
    books = [random_book(code, tmp_path, 30) for code in LISTS]
    found = recalculated([book.save() for book in books])
    wrong = {
        book.rubric.code: lines[:3]
        for book, values in zip(books, found, strict=True)
        if (lines := disagreements(book, values))
    }
    assert wrong == {}
    conclusions = {book.rubric.code: {result.conclusion for result in book.expected} for book in books}
    assert all(len(each) >= 3 for each in conclusions.values()), conclusions


def worked() -> dict[str, list[dict[str, Any]]]:
    """The worked examples by rubric; those that cannot be typed into a sheet (an item answered twice) are not here."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(CASES.glob("worked_*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in data["case"]:
            if "ITEM_TWICE" not in case["expect"].get("findings", ()):
                found.setdefault(case["rubric"], []).append(
                    {**case, "fill": data.get("fills", {}).get(case["rubric"], {})}
                )
    return found


def test_the_worked_examples(tmp_path: Path, recalculated: Recalculated) -> None:
    books: dict[str, ScoreBook] = {}
    for code, cases in worked().items():
        book = books[code] = book_of(code, tmp_path)
        for case in cases:
            sheet = full_sheet(rubric(code), case.get("header", {}), case["fill"], case.get("items", {}))
            book.add(cell_values(book.rubric, sheet["items"]), sheet["header"])
    found = dict(zip(books, recalculated([book.save() for book in books.values()]), strict=True))
    wrong = []
    for code, cases in worked().items():
        for number, case in enumerate(cases):
            total = books[code].found(found[code], number, "total")
            status = books[code].found(found[code], number, "status")
            expect = case["expect"]
            if "total" in expect and not case.get("no_total") and f"{total:.2f}" != expect["total"]:
                wrong.append(f"{case['name']}: {total}, not {expect['total']}")
            if "conclusion" in expect and status != _status(expect["conclusion"]):
                wrong.append(f"{case['name']}: {status}, not {expect['conclusion']}")
            if expect.get("scaled") and f"{books[code].found(found[code], number, 'scaled'):.2f}" != expect["scaled"]:
                wrong.append(f"{case['name']}: scaled")
    assert wrong == []
    assert sum(map(len, worked().values())) > 100


def _status(conclusion: str) -> str:
    """The sheet says how many are left; the sum so far stands beside it."""
    left = re.fullmatch(r"未填完（(?:已填[-.\d]+，)?未填(\d+)项）", conclusion)
    return f"未填完（剩{left[1]}项）" if left else conclusion


def test_a_half_filled_sheet_draws_no_conclusion(tmp_path: Path, recalculated: Recalculated) -> None:
    """78 items, the last veto entry unfilled; then half of them; then nothing at all. 88 of 100 points already met."""
    book = book_of("harmonious-enterprise", tmp_path)
    full = cell_values(book.rubric, {**full_sheet(book.rubric, {})["items"], "12.1": [184, 200]})
    keys = list(full)
    for kept in (keys, keys[:-1], keys[:40], []):
        book.add({key: full[key] for key in kept}, {})
    (values,) = recalculated([book.save()])
    said = [book.found(values, number, "status") for number in range(4)]
    assert said == ["可申报和谐劳动关系创建示范企业", "未填完（剩1项）", "未填完（剩38项）", "未填完（剩78项）"]
    assert [book.found(values, number, "total") for number in (0, 1, 3)] == [100, 100, 0]


def test_a_county_with_points_of_its_own(tmp_path: Path, recalculated: Recalculated) -> None:
    """Note 6: the profit row 1万以上 set to 15 points; the converted score goes by the maximum that follows from it."""
    book = book_of("startup-credit", tmp_path)
    rubric_ = book.rubric
    best = {
        each.no: next(band.text for band in each.bands if band.points == each.points)
        for each in rubric_.items
        if each.bands and not each.inputs
    }
    figures = {"1.1": 40, "2.2": 5, "2.4": 10000, "2.5": 6000, "2.8": 4}
    items = {**best, **figures, **{f"直接退件{n}": "无" for n in range(1, 6)}}
    # printed: 100 − 2 (profit 10 of 12) − 1 (tax 5 of 6) = 97; with 15 for that row: 102 of a maximum of 103
    book.add(cell_values(rubric_, items), {})
    profit = next(key for key in book.cells if key.endswith("local_2") and key.startswith(_key(rubric_, "2.4")))
    book.add(cell_values(rubric_, items), {}, {profit: 15})
    (values,) = recalculated([book.save()])
    assert disagreements(book, values) == []
    assert [book.found(values, number, "total") for number in (0, 1)] == [97, 102]
    assert book.found(values, 1, "scaled") == pytest.approx(round(102 * 100 / 103, 2))


def _key(standard: Any, no: str) -> str:
    return f"i{[item.no for item in standard.items].index(no) + 1:03d}"
