"""Was this score sheet drawn from the rubric as it stands now?  By the workbook's digest, else by what is printed.

A workbook from before the digests tells its edition by the names of its cells and by the item numbers on the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from formulas.rubric import Rubric
from formulas.rubrics import rubric as load_rubric
from templates.model import ScoreSheetForm
from templates.reading.grid import Area, Grid
from templates.reading.received import Meta
from templates.score_cells import ItemCells, cells_of
from templates.score_editions import digest_in, rubric_digest
from templates.score_layout import columns, number_shown, style_of, written

_ITEM = re.compile(r"(i\d{3,})(?:\..*)?")
_NUMBER = re.compile(r"[①-⑳]|\d+(?=[.、])")  # before an item's text


def other_edition(form: ScoreSheetForm, meta: Meta, grid: Grid, names: Mapping[str, Area | None]) -> bool:
    """Whether the answers on a sheet belong to other items than the rubric's. Takes: `names`, the form's names there"""
    if digest := digest_in(meta.entries, form.rubric):
        return digest != rubric_digest(form.rubric)
    if "i001.remark" not in names:
        return False  # a 自评表, which has no answers, or a sheet without names, from which no answer is read
    rubric, items = load_rubric(form.rubric), cells_of(form.rubric)
    if _named_items(names) != {each.key for each in items}:
        return True
    return any(_differs(rubric, each, grid, names.get(f"{each.key}.remark")) for each in items)


def _named_items(names: Mapping[str, Area | None]) -> set[str]:
    return {match[1] for name in names if (match := _ITEM.fullmatch(name))}


def _differs(rubric: Rubric, each: ItemCells, grid: Grid, beside: Area | None) -> bool:
    """Whether another number is printed in front of an item; `beside`, a cell of its first row."""
    style = style_of(rubric)
    role = "no" if style == "listed" else "text"
    place = next((at for at, column in enumerate(columns(rubric)) if column.role == role), None)
    if beside is None or place is None or each.item.bands:
        return False
    found = f"{grid.at(beside.top, place)}"
    if style == "listed":
        return _bare(found) != _bare(number_shown(each))
    return _number(found) != _number(written(rubric, each))


def _bare(text: str) -> str:
    """Without the line feeds of a narrow column. A number typed over as one may have become 1.0."""
    return re.sub(r"\s|\.0$", "", text)


def _number(text: str) -> str:
    """The number that the item's own line begins with; a printed clause may stand above that."""
    found = [match[0] for line in text.splitlines() if (match := _NUMBER.match(line))]
    return found[0] if found else ""
