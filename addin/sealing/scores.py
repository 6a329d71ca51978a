"""The results of score sheets against their answers: the total, the points of each section, the conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from addin.book import BookData
from addin.sealing.computed import is_error, quoted
from addin.sealing.words import Place, finding
from formulas.scoring_messages import two_decimals
from formulas.scoring_result import ScoreResult
from templates.fields import Enum, YesNo, is_blank
from templates.findings import Finding

if TYPE_CHECKING:
    from addin.scoring.sheets import SheetScore

_CLOSE = Fraction(6, 1000)  # a sheet shows two decimals


def scores(book: BookData) -> Iterator[Finding]:
    """Results that are not those of the answers. A sheet that nothing has calculated yet holds none."""
    if all(data.form.kind != "score" for data in book.used):
        return
    from addin.scoring.sheets import score_results  # with the rubrics, which no other workbook needs

    for each in score_results(book.received):
        if each.has_spaced_words:
            continue  # the sheet's formulas know none of them; check names their cells, which explains the rest
        differing = list(_differing(each))
        yield from (differing and list(_spaced_header(each))) or differing


def _differing(each: SheetScore) -> Iterator[Finding]:
    for name, label, expected in _results(each.result):
        cell = each.data.named.get(name)
        if cell is None or is_blank(cell.raw) or is_error(cell.raw) or _agrees(cell.raw, expected):
            continue
        words = quoted(expected) if isinstance(expected, str) else two_decimals(expected)
        place = Place(each.data.sheet, cell.address, label=label)
        yield finding("SCORE_DIFFERS", place, found=quoted(cell.raw), expected=words)


def _spaced_header(each: SheetScore) -> Iterator[Finding]:
    """Choices above the table with spaces, which reading takes off and the sheet's formulas do not know."""
    for field in each.form.header:
        cell = each.data.single(field.code) if isinstance(field.type, Enum | YesNo) else None
        if cell is not None and isinstance(cell.raw, str) and cell.raw != cell.value:
            place = Place(each.data.sheet, cell.address, field.code, field.label.replace("\n", ""))
            yield finding("SCORE_SPELLING", place, found=quoted(cell.raw))


def _results(result: ScoreResult) -> Iterator[tuple[str, str, Fraction | str]]:
    """The named cells with results: name, label, what ought to stand there."""
    from templates.score_sheet import STATUS, TOTAL, section_key

    if result.total is not None:
        yield TOTAL, "总分", result.total
    for place, (name, points) in enumerate(result.sections.items(), start=1):
        if isinstance(points, Fraction):
            yield section_key(place), f"“{name}”得分", points
    if result.complete and not result.findings:
        yield STATUS, "结论", result.conclusion


def _agrees(raw: object, expected: Fraction | str) -> bool:
    if isinstance(expected, str):
        return raw == expected
    return isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(Fraction(raw) - expected) <= _CLOSE
