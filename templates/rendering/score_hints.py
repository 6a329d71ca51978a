"""What a score sheet says beside an item: what is unfilled, what is wrong, what to look at again."""

from __future__ import annotations

from collections.abc import Mapping

from formulas.criterion_excel import excel
from formulas.excel import literal
from formulas.rubric import Item
from templates.rendering.score_helpers import ItemFormulas
from templates.rendering.score_plan import ItemRows

WARNINGS = {
    "COUNT_NOT_REACHED": "未达到印定次数，不宜给满分",
    "OUT_OF_PRINTED_RANGE": "不在印定范围，不宜给满分",
}


def hint(formulas: ItemFormulas, begun: str, by_number: Mapping[str, ItemFormulas]) -> str:
    """The text of the hint column. Takes: `begun`, the name that counts what is filled in; all items by number."""
    s, a = formulas.at("S"), formulas.at("A")
    missing = f'IF({begun}>0,"未填","")'
    found = (
        f'IF({s}=1,{missing},IF({s}=2,{literal(fault(formulas.item))},IF({s}=0,{_warnings(formulas, by_number)},"")))'
    )
    if formulas.item.applies is not None:
        waits = '"先填表头"' if formulas.plan.rubric.header else '""'
        found = f'IF({a}=0,IF({s}=2,"本行不适用，请清除","不适用，不用填"),IF({a}=2,{waits},{found}))'
    return f"IF({formulas.at('W')}=2,{_review_fault(formulas)},{found})"


def _review_fault(formulas: ItemFormulas) -> str:
    """What a reviewer's cell should hold instead."""
    if formulas.item.kind == "veto":
        return literal("复评应选“有”或“无”")
    if formulas.listed:
        return literal("复评应从列表中选择")
    least, most = formulas.review_bounds()
    words = literal(f"复评应填{least}至{most}之间的数字，最多两位小数，不能是文本")
    if not most.lstrip("-").isdigit():  # a county's own points stand in another cell
        words = f'{literal(f"复评应填{least}至")}&{most}&"之间的数字，最多两位小数，不能是文本"'
    return f'IF({formulas.at("A")}=0,"本行不适用，复评请留空",{words})' if formulas.item.applies is not None else words


def fault(item: Item) -> str:
    """What a wrong answer should be instead."""
    match item.kind:
        case "manual":
            return f"应填0至{item.points}之间的数字，最多两位小数；数据应为不小于0的数"
        case "checklist":
            return "应从列表中选择“是”“否”或“不涉及”" if item.not_involved else "应从列表中选择“是”或“否”"
        case "veto" if not item.inputs:
            return "应从列表中选择“有”或“无”"
        case "bonus" | "deduction":
            return "应填不小于0的整数" if not item.once else "应选“是”或“否”"
    if any(entry.type == "rate" for entry in item.inputs):
        return "数据有误：分母不能为0，分子不大于分母；两个数与已知比率只填一种；比率连百分号填，如92%"
    return "填写有误：请看变色的格，数据与文字只填一种" if item.inputs else "应从列表中选择"


def _warnings(formulas: ItemFormulas, by_number: Mapping[str, ItemFormulas]) -> str:
    item = formulas.item
    if item.expect:
        read = [entry for entry in item.inputs if entry.name in item.expect.when.names]
        given = "+".join(f"({formulas.at('V', formulas.row(formulas.each.of(entry.name)[0]))}=0)" for entry in read)
        test = excel(item.expect.when, formulas.places())
        full = f"AND({formulas.score}={item.points},{given}>0)"
        return f'IF({full},IF({test}=FALSE,{literal(WARNINGS[item.expect.message])},""),"")'
    if formulas.remark_needed():
        remark = _cell(formulas.rows, formulas.plan.letter("remark"))
        return f'IF({formulas.at("N")}=1,IF(COUNTBLANK({remark})=1,"请在备注中写明理由",""),"")'
    if item.prompts:
        related = by_number[item.prompts].at("M")
        words = literal(f"请核对{item.prompts}是否应填“有”")
        return f'IF({formulas.word}="否",IF({related}="t","",{words}),"")'
    if item.once:
        at = formulas.cell(formulas.each.cells[0])
        return f'IF(ISNUMBER({at}),IF({at}>1,"只计一次",""),"")'
    if item.effect and item.kind == "veto":
        return f'IF({formulas.at("M")}="t",{literal(item.effect)},"")'
    return '""'


def _cell(rows: ItemRows, letter: str) -> str:
    return f"${letter}${rows.top}"
