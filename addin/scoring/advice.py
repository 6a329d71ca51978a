"""What would earn the points that an item lost, or make a requirement met: from the item's own words and figures."""

from __future__ import annotations

from fractions import Fraction

from formulas.rubric import Band, Item
from formulas.scoring_messages import plain
from formulas.scoring_result import Lost, ScoreResult

_EVIDENCE = "制度文件、台账、合同、统计报表、照片等"


def advice(lost: Lost, result: ScoreResult) -> str:
    """One sentence: what to reach, or what to prove and with which kind of material."""
    item = lost.item
    if item.kind == "veto":
        return "核实情形是否属实；属实的，按规定处理" + (f"（{item.effect}）" if item.effect else "")
    if item.kind == "deduction":
        return "查明扣分情形并整改；不再发生，下年不扣分"
    if lost.points is None:
        return _requirement(item)
    points = plain(lost.points)
    match item.kind:
        case "checklist":
            return f"做到本条并备齐佐证材料（{_EVIDENCE}），可再得{points}分"
        case "manual":
            printed = _printed_count(item)
            return f"补充做到本条的数据和材料（{_EVIDENCE}）{printed}，最多可再得{points}分"
        case "ratio":
            each = plain(Fraction(item.points or 0, 100))
            above = "；须高于所比较的平均水平才计分" if item.test else ""
            return f"提高{item.inputs[0].title}：每提高1个百分点加{each}分{above}"
        case "bands":
            return _better_band(item, result)
    return f"达到本条印定的标准并提供数据依据，可再得{points}分"


def _requirement(item: Item) -> str:
    if item.test is not None:
        names = "、".join(entry.title for entry in item.inputs if entry.required)
        return f"达到本条标准，提供{names}的数据依据" if names else "达到本条标准并提供数据依据"
    return f"做到本条并备齐佐证材料（{_EVIDENCE}）"


def _printed_count(item: Item) -> str:
    if item.expect is None:
        return ""
    return f"，{'、'.join(entry.title for entry in item.inputs)}要达到印定的次数或比例"


def _better_band(item: Item, result: ScoreResult) -> str:
    """The next better row, with the bound it begins at."""
    now = result.outcomes[item.no].points or Fraction(0)
    better = [band for band in item.bands if band.points is not None and band.points > now]
    if not better:
        return ""
    nearest = min(better, key=lambda band: band.points or 0)
    return f"{_reach(item, nearest)}，得{nearest.points}分（现{plain(now)}分）"


def _reach(item: Item, band: Band) -> str:
    if band.start is not None and item.inputs:
        entry = item.inputs[0]
        unit = "%" if entry.type == "rate" else entry.unit
        return f"{entry.title}达到{band.start}{unit}"
    return f"达到“{band.text}”" if band.text else "达到上一档"
