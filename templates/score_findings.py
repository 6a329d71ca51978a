"""Everything missing or wrong on a received score sheet, each with its cell, for `jiuye check`."""

from __future__ import annotations

from formulas.rubrics import rubric as load_rubric
from formulas.scoring_answers import blank
from formulas.scoring_messages import named
from formulas.scoring_result import ScoreResult
from templates.findings import Finding, tell
from templates.model import ScoreSheetForm
from templates.reading.received import Cell, FormData
from templates.score_cells import ItemCells, cells_of
from templates.score_faults import BOTH, UNUSUAL, faults, label, unfilled
from templates.score_layout import points
from templates.score_reading import OTHER_EDITION_WORDS, as_typed, is_begun, is_score_sheet, placed, score_of
from templates.score_review import review_of

MISSING = "ITEM_MISSING"
SPELLING = "NOT_AS_LISTED"
REMARK = "REMARK_NEEDED"
OTHER_EDITION = "OTHER_EDITION"
_PARTLY = "PART_MISSING"  # told as MISSING, with the cell
_WHOLE_ROWS = ("ALTERNATIVE_FILLED", "ALTERNATIVE_WRONG")  # about rows rather than what stands in their cells


def findings_of(data: FormData) -> list[Finding]:
    """Everything missing or wrong on a score sheet that someone has begun; none for forms of other kinds."""
    if not isinstance(data.form, ScoreSheetForm) or not is_begun(data):
        return []
    if data.other_edition:
        return [tell(OTHER_EDITION_WORDS, OTHER_EDITION, sheet=data.sheet)]
    if not is_score_sheet(data):
        return _grounds_missing(data)
    result = score_of(data)
    review = review_of(data, result)
    return [*answer_findings(data, result), *review.faults, *review.slips]


def answer_findings(data: FormData, result: ScoreResult) -> list[Finding]:
    """What is missing or wrong in the unit's own answers. Takes: `result`, their score"""
    assert isinstance(data.form, ScoreSheetForm)
    values = {key: as_typed(cell.value) for key, cell in data.named.items()}
    found: list[Finding] = []
    for each in cells_of(data.form.rubric):
        no = each.item.no
        outcome = result.outcomes[no]
        at_fault = outcome.state == "invalid" or (outcome.state == "blank" and _is_begun(each, values))
        cells = faults(each, values) if at_fault or any(cell.part == "rate" for cell in each.cells) else []
        if not at_fault:
            cells = [fault for fault in cells if fault.code == UNUSUAL]
        for fault in cells:
            at = data.named.get(fault.cell.key)
            found.append(placed(data, each.key, at, fault.code, fault.severity, fault.words))
        own = _own(data, each, told_both=any(fault.code == BOTH for fault in cells))
        for told in (*result.findings, *result.warnings):
            # A cell that is named says more than the item as a whole
            known = (cells or own) and told.severity == "error" and told.code not in _WHOLE_ROWS
            if told.where == no and told.code not in ("PART_UNKNOWN", _PARTLY) and not known:
                # The remark is obligatory, although the score does not wait for it
                severity = "error" if told.code == REMARK else told.severity
                found.append(placed(data, each.key, _place(each, data), told.code, severity, told.message))
        if no in result.missing and not cells:
            found.append(_missing(data, each, values))
        found += own
    return found


def _is_begun(each: ItemCells, values: dict[str, object]) -> bool:
    return any(not blank(values.get(cell.key)) for cell in each.cells)


def _missing(data: FormData, each: ItemCells, values: dict[str, object]) -> Finding:
    """An item that is unfilled, or what of it still is."""
    rest = unfilled(each, values) if _is_begun(each, values) else []
    lacking = "".join(f"“{label(cell)}”" for cell in rest if label(cell))
    words = f"{named(each.item.no)}{f'的{lacking}' if lacking else ''}未填。请填写；本表填完才有结论。"
    at = data.named.get(rest[0].key) if rest else _place(each, data)
    return placed(data, each.key, at, MISSING, "error", words)


def _grounds_missing(data: FormData) -> list[Finding]:
    """The rows of a 自评表 whose 自评相关数据、自评记分依据 is still empty."""
    assert isinstance(data.form, ScoreSheetForm)
    found = []
    for row, point in enumerate(points(load_rubric(data.form.rubric)), start=1):
        key = f"p{row:03d}.basis"
        cell = data.named.get(key)
        if cell is not None and cell.value is None:
            words = f"{point.label} 的自评相关数据、自评记分依据未填。请写明。"
            found.append(placed(data, key, cell, MISSING, "error", words))
    return found


def _own(data: FormData, each: ItemCells, *, told_both: bool) -> list[Finding]:
    """What the sheet's cells can get wrong beyond the answers themselves: spelling, and two answers at once."""
    found = []
    place = named(each.item.no)
    filled = [cell for cell in each.cells if (at := data.named.get(cell.key)) is not None and at.value is not None]
    if each.word and each.word in filled and len(filled) > 1 and not told_both:
        word = data.named[each.word.key]
        words = f"{place}：数据和“{word.value}”只能填一种。请清除其中一种。"
        found.append(placed(data, each.key, word, BOTH, "error", words))
    for cell in filled:
        at = data.named[cell.key]
        odd = isinstance(at.value, str) and at.value not in cell.options
        if cell.kind == "words" and odd and "".join(str(at.value).split()) in cell.options:
            words = f"{place}：“{at.value}”多了空格。请从下拉列表中重选。"
            found.append(placed(data, each.key, at, SPELLING, "error", words))
        if cell is each.word and not isinstance(at.value, str):
            words = f"{place}：“或直接选择”一格填的是“{as_typed(at.value)}”。请从下拉列表中选择，数据填在上面各格。"
            found.append(placed(data, each.key, at, SPELLING, "error", words))
    return found


def _place(each: ItemCells, data: FormData) -> Cell | None:
    """The cell to point at: the first that is filled in, else the first."""
    cells = [data.named.get(cell.key) for cell in each.cells]
    return next((cell for cell in cells if cell is not None and cell.value is not None), cells[0])
