"""Answer sheets for the rubric tests: a fully met sheet, and a sheet with some answers changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formulas.rubric import Item, Rubric

Sheet = dict[str, dict[str, Any]]


def answer_met(item: Item, rubric: Rubric) -> object:
    """The best answer where a word or the full marks say it; None where a figure is needed."""
    match item.kind:
        case "checklist":
            return "是"
        case "condition":
            return rubric.words.met
        case "veto":
            return "无"
        case "manual":
            return item.points
    return None


def full_sheet(rubric: Rubric, header: Mapping[str, Any], *changes: Mapping[str, Any]) -> Sheet:
    """Everything met, then `changes` in turn; of alternatives only the one the header asks for is filled."""
    wanted = {"本科组": "适用本科", "高职高专组": "适用专科"}.get(str(header.get("组别")), "")
    items = {
        i.no: answer_met(i, rubric) for i in rubric.items if not i.alternative or (wanted and wanted in i.no)
    }
    for change in changes:
        items |= change
    return {"header": dict(header), "items": items}
