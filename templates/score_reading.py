"""From a received score sheet to an answer sheet of `formulas.scoring`.

answers_of(data)    {"header": …, "items": …, "remarks": …}, as `jiuye score` takes it
score_of(data)      the result of scoring them; with a reviewer's values, the result after review
remarks_of(data)    what stands beside the items
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from formulas.rubric import HeaderField, Input, Item, Rubric
from formulas.rubric_checks import full_marks
from formulas.rubrics import rubric as load_rubric
from formulas.scoring import score
from formulas.scoring_answers import blank, number, whole
from formulas.scoring_result import ScoreResult
from templates.findings import Finding, Severity, tell
from templates.model import ScoreSheetForm
from templates.reading.received import Cell, FormData
from templates.score_cells import LOCAL, SCORE, WORD, AnswerCell, ItemCells, cells_of
from templates.score_layout import band_rows
from templates.score_sheet import choice_key

OTHER_EDITION_WORDS = (
    "这张表是按另一版评价标准印发的，项目与现行标准不同，不能评分。请用现行模板重填，或用印发时的版本评分。"
)
_BESIDE = ("basis", "evidence", "remark", "review", "reason", "amount")  # named cells of an item that are no answers


@dataclass(frozen=True, slots=True)
class Remarks:
    """What stands beside one item: 依据, 佐证材料, 备注, 复评, 核减理由."""

    basis: str = ""
    evidence: str = ""
    remark: str = ""
    review: object = None
    reason: str = ""


def is_score_sheet(data: FormData) -> bool:
    """Whether a form's data are those of a sheet with answers (a 自评表 that only repeats them is none)."""
    return isinstance(data.form, ScoreSheetForm) and "i001.remark" in data.named


def answers_of(data: FormData) -> dict[str, Any]:
    """The answers of a sheet in the shape that `formulas.scoring.score` takes."""
    assert isinstance(data.form, ScoreSheetForm)
    rubric = load_rubric(data.form.rubric)
    values = {key: cell.value for key, cell in data.named.items()}
    header = {field.name: _header(field, data) for field in rubric.header}
    items = {each.item.no: answer(each, values) for each in cells_of(rubric.code)}
    remarks = {each.item.no: str(values.get(f"{each.key}.remark") or "") for each in cells_of(rubric.code)}
    return {
        "header": {name: value for name, value in header.items() if not blank(value)},
        "items": {no: value for no, value in items.items() if not blank(value)},
        "remarks": {no: text for no, text in remarks.items() if text},
    }


def score_of(data: FormData, reviews: Mapping[str, object] | None = None) -> ScoreResult:
    """The score of a received sheet, worked out anew from its answers.

    Takes: `reviews`, a reviewer's values by item number, none of them at fault
    Raises: ValueError for a sheet of another edition, whose answers belong to other items
    """
    if data.other_edition:
        raise ValueError(OTHER_EDITION_WORDS)
    return score(rubric_of(data), answers_of(data), reviews)


def rubric_of(data: FormData) -> Rubric:
    """The rubric of a sheet, with the points that a county has set for itself where the document lets it."""
    assert isinstance(data.form, ScoreSheetForm)
    rubric = load_rubric(data.form.rubric)
    own = {key: number(as_typed(cell.value)) for key, cell in data.named.items() if f".{LOCAL}" in key}
    return adjusted(rubric, {key: points for key, points in own.items() if points is not None and points >= 0})


def adjusted(rubric: Rubric, points: Mapping[str, Fraction]) -> Rubric:
    """A rubric with other points for some printed rows. Takes: points by the key of their cell, `i001.local_2`"""
    if not points:
        return rubric
    by_number = {each.item.no: each for each in cells_of(rubric.code)}

    def changed(item: Item) -> Item:
        key = f"{by_number[item.no].key}.{LOCAL}"
        if not item.bands:
            own = points.get(f"{key}1")
            return item if own is None else item.model_copy(update={"points": _points(own)})
        bands = list(item.bands)
        for row, (_, _, places) in enumerate(band_rows(rubric, item), start=1):
            for place in places if f"{key}{row}" in points else ():
                bands[place - 1] = bands[place - 1].model_copy(update={"points": _points(points[f"{key}{row}"])})
        most = max(band.points or 0 for band in bands)
        return item.model_copy(update={"bands": tuple(bands), "points": most})

    sections = []
    for section in rubric.sections:
        items = tuple(changed(item) for item in section.items)
        full = full_marks(items) if section.points is not None else None
        sections.append(section.model_copy(update={"items": items, "points": full}))
    return rubric.model_copy(update={"sections": tuple(sections)})


def _points(value: Fraction) -> int | Decimal:
    return value.numerator if value.denominator == 1 else Decimal(value.numerator) / Decimal(value.denominator)


def remarks_of(data: FormData) -> dict[str, Remarks]:
    """What stands beside each item, by its number."""
    assert isinstance(data.form, ScoreSheetForm)
    found = {}
    for each in cells_of(data.form.rubric):
        cells = {part: data.named.get(f"{each.key}.{part}") for part in Remarks.__dataclass_fields__}
        texts = {part: cell.value for part, cell in cells.items() if cell is not None and cell.value is not None}
        found[each.item.no] = Remarks(**{k: v if k == "review" else str(v) for k, v in texts.items()})  # type: ignore[arg-type]
    return found


def is_begun(data: FormData) -> bool:
    """Whether anyone has answered an item of the sheet, or chosen a header by which none applies, or written something
    on a 自评表. A header that an issuing office fills in alone begins nothing.
    """
    assert isinstance(data.form, ScoreSheetForm)
    keys = [cell.key for each in cells_of(data.form.rubric) for cell in each.cells]
    if not is_score_sheet(data):
        keys = [key for key in data.named if key.endswith((".basis", ".remark"))]
    elif data.other_edition:
        keys = [key for key in data.named if re.match(r"i\d", key) and not _is_beside(key)]
    filled = any((cell := data.named.get(key)) is not None and cell.value is not None for key in keys)
    if filled or not is_score_sheet(data) or data.other_edition:
        return filled
    return settled_by_header(rubric_of(data), answers_of(data)["header"])


def settled_by_header(rubric: Rubric, header: Mapping[str, object]) -> bool:
    """Whether a header alone makes a sheet complete: 示范园区奖补资金 is under no restriction, no item applies."""
    if any(item.applies is None for item in rubric.items):
        return False
    result = score(rubric, {"header": header, "items": {}})
    return result.complete and all(outcome.state == "inapplicable" for outcome in result.outcomes.values())


def _is_beside(key: str) -> bool:
    last = key.rpartition(".")[2]
    return last in _BESIDE or last.startswith(LOCAL)


def _header(field: HeaderField, data: FormData) -> object:
    if field.type == "choices":
        chosen = {
            option: data.named.get(choice_key(field, place)) for place, option in enumerate(field.options, start=1)
        }
        return [option for option, cell in chosen.items() if cell is not None and cell.value == "是"] or None
    cell = data.single(field.code.replace("_", "-"))
    value = cell.value if cell else None
    return value.isoformat()[:10] if isinstance(value, dt.date) else value


# --- one item -------------------------------------------------------------------------------------------------


def answer(each: ItemCells, values: Mapping[str, object]) -> object:
    """The answer of one item from the values of its cells; None where nothing is filled in.

    A word and figures at once are no answer, nor is a number in the place of a word: handed on so, they are refused.
    """
    item = each.item
    if each.word and not blank(values.get(each.word.key)):
        word = values[each.word.key]
        both = any(not blank(values.get(cell.key)) for cell in each.figures)
        return {WORD: word} if item.inputs and (both or not isinstance(word, str)) else word
    if item.levels:
        counts = {cell.input: as_typed(values.get(cell.key)) for cell in each.cells}
        return counts if not all(blank(count) for count in counts.values()) else None
    if not item.inputs:
        return as_typed(values.get(each.cells[0].key))
    if all(blank(values.get(cell.key)) for cell in each.figures):
        return None
    parts = {entry.name: _part(each.of(entry.name), entry, values) for entry in item.inputs}
    if item.kind == "manual":
        return {SCORE: as_typed(values.get(each.of(SCORE)[0].key)), **parts}
    return next(iter(parts.values())) if len(parts) == 1 else parts


def _part(cells: tuple[AnswerCell, ...], entry: Input, values: Mapping[str, object]) -> object:
    if entry.type == "list":
        return [as_typed(values[cell.key]) for cell in cells if not blank(values.get(cell.key))]
    if entry.type == "rate":
        return _rate(cells, entry, values)
    value = as_typed(values.get(cells[0].key))
    return _percent(value) if cells[0].kind == "percent" else value


def _rate(cells: tuple[AnswerCell, ...], entry: Input, values: Mapping[str, object]) -> object:
    """Two counts, or the rate in per cent; a pair of which one is still open is no answer yet."""
    top, bottom, known = (as_typed(values.get(cell.key)) for cell in cells)
    if not blank(known):
        both = not blank(top) or not blank(bottom)
        return [top, bottom, known] if both else _percent(known)  # three values are refused as a rate
    if blank(top) and blank(bottom):
        return None
    exact = number if entry.amounts else whole
    sound = [blank(value) or ((found := exact(value)) is not None and found >= 0) for value in (top, bottom)]
    if (blank(top) or blank(bottom)) and all(sound):
        return None
    return [top, bottom]


def _percent(value: object) -> object:
    """A cell's fraction in per cent; what is no number stays what it is."""
    found = number(value)
    return value if found is None else found * 100


def as_typed(value: object) -> object:
    """6.0, as a workbook keeps it, is the whole number 6."""
    if isinstance(value, float):
        exact = number(value)
        return value if exact is None else int(exact) if exact.denominator == 1 else value
    return value


# --- findings -------------------------------------------------------------------------------------------------


def placed(data: FormData, key: str, cell: Cell | None, code: str, severity: str, words: str) -> Finding:
    """A finding with the place of its cell in front and its code behind."""
    kind: Severity = "error" if severity == "error" else "warning"
    return tell(words, code, sheet=data.sheet, cell=cell.address if cell else "", field=key, severity=kind)
