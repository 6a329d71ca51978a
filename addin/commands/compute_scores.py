"""计算得分: every score sheet scored anew, with what was lost and what is still open."""

from __future__ import annotations

from typing import Any

from addin.book import BookData
from addin.changes import Changes, refuse
from addin.commands import Options, command
from addin.tables import Column, Link, Table, Value, Words
from formulas.rubric import Item
from formulas.scoring_messages import two_decimals
from formulas.scoring_result import ScoreResult
from templates.model import ScoreSheetForm
from templates.reading import FormData
from templates.score_cells import cells_of
from templates.score_reading import is_begun, is_score_sheet, score_of

TITLE = "评分结果"
# All tables stand below each other on one sheet, so they share their columns' widths
_ITEM, _TEXT, _POINTS, _STATUS, _LINK = 14.0, 70.0, 11.0, 40.0, 8.0
_SECTIONS = (Column("部分", _ITEM), Column("名称", _TEXT), Column("得分", _POINTS, "center"))
_LOST = (
    Column("项号", _ITEM, "center"),
    Column("内容", _TEXT),
    Column("失分", _POINTS, "center"),
    Column("说明", _STATUS),
    Column("定位", _LINK, "center"),
)
_OPEN = (
    Column("项号", _ITEM, "center"),
    Column("还没有填的内容", _TEXT),
    Column("分值", _POINTS, "center"),
    Column("", _STATUS),
    Column("定位", _LINK, "center"),
)
_WRONG = (Column("项号", _ITEM, "center"), Column("问题与改法", _TEXT))


@command(
    "计算得分",
    tip="按评价标准给自评表计分，列出失分项和是否达标，写入“评分结果”表。",
    needs="open form",
)
def compute_scores(book: BookData, options: Options) -> Changes:
    """Score every sheet that somebody has begun; running it twice gives the same result sheet."""
    sheets = [data for data in book.forms.values() if is_score_sheet(data)]
    begun = [data for data in sheets if is_begun(data)]
    if not sheets:
        return refuse("工作簿里没有自评表或评价表，没有可以计分的内容。")
    if not begun:
        return refuse("自评表还没有填写。请先在表里作答，再点“计算得分”。")
    blocks: list[Words | Table] = []
    lines, answers = [], []
    for data in begun:
        result = score_of(data)
        title = data.form.title.replace("\n", "")
        lines.append(f"{title}：{_outcome(result)}")
        answers.append({"sheet": data.sheet, "form": data.form.code, "title": title, **result.to_json()})
        blocks += _blocks(data, result, title)
    words = "\n".join(lines)
    name = book.result_name(TITLE)
    changes = Changes().answer(summary=words, scores=answers).replace_sheet(name, TITLE, *blocks)
    return changes.select(name, "A1").say(words)


def _outcome(result: ScoreResult) -> str:
    total = f"{two_decimals(result.total)}分。" if result.total is not None else ""
    if result.scaled is not None:
        total = f"{two_decimals(result.scaled)}分（折算后）。"
    return total + result.conclusion


def _blocks(data: FormData, result: ScoreResult, title: str) -> list[Words | Table]:
    rubric = result.rubric
    places = _places(data)
    found: list[Words | Table] = [
        Words(title, "heading"),
        Words(_outcome(result)),
        Words(f"依据：{'；'.join(result.citations[:2])}"),
    ]
    names = {section.name: section.label for section in rubric.sections}
    sections: list[list[Value]] = [
        [name, names.get(name) or name, points if isinstance(points, str) else two_decimals(points)]
        for name, points in result.sections.items()
    ]
    found.append(Table(_SECTIONS, sections))
    if result.lost:
        lost: list[list[Value]] = [
            [
                each.item.no,
                each.item.text,
                "—" if each.points is None else two_decimals(each.points),
                each.status,
                places.get(each.item.no),
            ]
            for each in result.lost
        ]
        found += [Words("失分和不符合的项", "heading"), Table(_LOST, lost)]
    if result.missing:
        items = {item.no: item for item in rubric.items}
        missing = [_open(no, items.get(no), places.get(no)) for no in result.missing]
        found += [Words("还没有填的项", "heading"), Table(_OPEN, missing)]
    wrong: list[list[Value]] = [[each.where, each.message] for each in (*result.findings, *result.warnings)]
    if wrong:
        found += [Words("填写有误的项", "heading"), Table(_WRONG, wrong)]
    return found


def _open(no: str, item: Item | None, place: Link | None) -> list[Value]:
    if item is None:
        return ["表头", no, None, None, place]
    return [no, item.text, item.points, None, place]


def _places(data: FormData) -> dict[str, Link]:
    """The cell in which each item is answered."""
    assert isinstance(data.form, ScoreSheetForm)
    found: dict[str, Any] = {}
    for each in cells_of(data.form.rubric):
        cells = [data.named.get(cell.key) for cell in each.cells]
        first = next((cell for cell in cells if cell is not None), None)
        if first is not None:
            found[each.item.no] = Link(data.sheet, first.address, "转到")
    return found
