"""计算得分: every score sheet scored anew, with what was lost, what would earn it, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence

from addin.book import BookData
from addin.changes import Changes, refuse
from addin.commands import Options, command
from addin.scoring import comparison
from addin.scoring.advice import advice
from addin.scoring.last_year import last_year
from addin.scoring.result_book import SHEET as TITLE
from addin.scoring.result_book import results_bytes
from addin.scoring.sheets import SheetScore, not_scored, score_results
from addin.sealing.naming import joined
from addin.tables import Column, Link, Table, Value, Words
from formulas.rubric import Item, Section
from formulas.scoring import UNSETTLED
from formulas.scoring_messages import two_decimals
from templates.score_reading import is_score_sheet

# All tables stand below each other on one sheet, so they share its columns' widths
_NO, _TEXT, _POINTS, _TOLD, _PLACE = 14.0, 60.0, 11.0, 60.0, 8.0
_WHERE = Column("定位", _PLACE, "center")
_SECTIONS = (
    Column("部分", _NO, "center"), Column("名称", _TEXT), Column("得分", _POINTS, "center"), Column("得分率", _TOLD),
)  # fmt: skip
_LISTED = (Column("部分", _NO, "center"), Column("名称", _TEXT), Column("结果", _POINTS, "center"))
_LOST = (
    Column("项号", _NO, "center"), Column("内容", _TEXT), Column("失分", _POINTS, "center"),
    Column("怎样得分、需要的佐证", _TOLD), _WHERE,
)  # fmt: skip
_EVENTS = (
    Column("项号", _NO, "center"), Column("否决和负面情形", _TEXT), Column("有无", _POINTS, "center"),
    Column("后果", _TOLD), _WHERE,
)  # fmt: skip
_OPEN = (
    Column("项号", _NO, "center"), Column("还没有填的内容", _TEXT), Column("分值", _POINTS, "center"),
    Column("", _TOLD), _WHERE,
)  # fmt: skip
_COMPARED = (
    Column("项号", _NO, "center"), Column("与上年比较", _TEXT), Column("上年", _POINTS, "center"),
    Column("本年", _TOLD, "center"), Column("增减", _PLACE, "center"),
)  # fmt: skip
_TOLD_ABOUT = (Column("项号", _NO, "center"), Column("内容", _TEXT))
_BAR = 20  # blocks of a full bar


@command(
    "计算得分",
    tip="按评价标准给自评表计分，列出失分项、怎样得分和结论，写入“评分结果”表；填完的另存一份带图的。"
    "同一文件夹里有名称以“上年”开头的工作簿，就与它比较。",
    needs="open form",
    takes=("folder",),
)
def compute_scores(book: BookData, options: Options) -> Changes:
    """Score every sheet that somebody has begun; running it twice gives the same result sheet.

    Takes: `folder`, where the task pane's host has put last year's workbook
    """
    if not any(is_score_sheet(data) for data in book.forms.values()):
        return refuse("工作簿里没有自评表或评价表，没有可以计分的内容。")
    sheets, refused = score_results(book.received), not_scored(book.received)
    if not sheets and refused:
        return refuse("\n".join(refused))
    if not sheets:
        return refuse("自评表还没有填写。请先在表里作答，再点“计算得分”。")
    words = "\n".join([*(f"{each.title}：{each.outcome}" for each in sheets), *refused])
    answers = [
        {
            "sheet": each.data.sheet,
            "form": each.form.code,
            "title": each.title,
            **each.result.to_json(),
            "reviewed": each.reviewed and each.reviewed.to_json(),
        }
        for each in sheets
    ]
    name = book.result_name(TITLE)
    before, unread = last_year(book, options.get("folder", ""))
    unread += [f"没有与上年比较：{why}" for each in sheets if (why := comparison.refusal(each, before))]
    if "folder" in options and not unread and not any(comparison.counterpart(each, before) for each in sheets):
        unread = ["选的上年工作簿里没有填写过的同一种评价表，没有与上年比较。"]
    words = "\n".join([words, *unread])
    blocks = [block for each in sheets for block in (*_blocks(each), *_compared(each, before))]
    changes = Changes().answer(summary=words, scores=answers).replace_sheet(name, TITLE, *blocks).select(name, "A1")
    if finished := [each for each in sheets if each.result.complete]:
        unit = next((each.unit for each in finished if each.unit), "")
        file = joined(unit, TITLE, book.today.isoformat())
        changes.give_file(file, results_bytes(finished, earlier=before), "save")
        words += f"\n带图的评分结果另存为“{file}”。"
    return changes.say(words)


def _blocks(sheet: SheetScore) -> list[Words | Table]:
    result = sheet.result
    rubric = result.rubric
    by_number = {item.no: item for item in rubric.items}
    mark = f"（{rubric.restriction}）" if rubric.restriction else ""
    head = (Words(sheet.title, "heading"), Words(sheet.outcome), Words(f"依据：{rubric.basis}{mark}"))
    found: list[Words | Table] = [*head, _sections(sheet)]
    lost = [entry for entry in result.lost if entry.item.kind != "veto"]
    rows: list[list[Value]]
    if lost:
        title = "失分项（由多到少）" if rubric.total is not None else "未达到的项"
        rows = [
            [
                entry.item.no,
                entry.item.text or entry.item.note,
                entry.status if entry.points is None else two_decimals(entry.points),
                advice(entry, result),
                _link(sheet, entry.item.no),
            ]
            for entry in lost
        ]
        found += [Words(title, "heading"), Table(_LOST, rows)]
    asked = [each for each in sheet.final.outcomes.values() if each.item.kind == "veto"]
    if events := [each for each in asked if each.triggered or each.state in UNSETTLED]:
        rows = [
            [e.item.no, e.item.text, e.status or "未填", e.item.effect if e.triggered else "", _link(sheet, e.item.no)]
            for e in events
        ]
        found += [Words("否决和负面情形", "heading"), Table(_EVENTS, rows)]
    if result.missing:
        rows = [_open(no, by_number.get(no), sheet) for no in result.missing]
        found += [Words(f"还没有填的项（{len(rows)}项，填完才有结论）", "heading"), Table(_OPEN, rows)]
    errors, warnings = sheet.told("error"), sheet.told("warning")
    for title, told in (("填写有误的项", errors), ("提醒（不影响计分，请核对）", warnings)):
        if told:
            found += [Words(title, "heading"), Table(_TOLD_ABOUT, [list(each) for each in told])]
    return found


def _compared(sheet: SheetScore, earlier: Sequence[SheetScore]) -> list[Words | Table]:
    """This year beside last year's sheet of the same standard: totals, sections, items that changed."""
    other = comparison.counterpart(sheet, earlier)
    if other is None:
        return []
    now, before = sheet.result, other.result
    lines = [*comparison.totals(now, before), *comparison.items(now, before)]
    rows: list[list[Value]] = [
        [each.no, each.text, each.before, each.now, None if each.change is None else two_decimals(each.change)]
        for each in lines
    ]
    return [Words("与上年比较", "heading"), Table(_COMPARED, rows)]


def _sections(sheet: SheetScore) -> Table:
    rubric, points = sheet.result.rubric, sheet.result.sections
    if rubric.total is None:
        return Table(_LISTED, [[each.no, each.name, f"{points[each.name]}"] for each in rubric.sections])
    rows: list[list[Value]] = []
    for section in rubric.sections:
        value = points[section.name]
        shown = value if isinstance(value, str) else two_decimals(value)
        rows.append([section.no, section.name, shown, _bar(sheet, section)])
    return Table(_SECTIONS, rows)


def _bar(sheet: SheetScore, section: Section) -> str | None:
    """The share of a section's points as a bar of text, which every host can draw."""
    value = sheet.result.sections[section.name]
    if isinstance(value, str) or not section.points:
        return None
    blocks = int(_BAR * value / section.points)
    return f"{'█' * blocks}{'░' * (_BAR - blocks)} {two_decimals(100 * value / section.points)}%"


def _open(no: str, item: Item | None, sheet: SheetScore) -> list[Value]:
    if item is None:
        return ["表头", no, None, None, None]
    return [no, item.text or item.note, item.points, None, _link(sheet, no)]


def _link(sheet: SheetScore, no: str) -> Link | None:
    """The cell in which an item is answered."""
    place = sheet.place(no)
    return Link(sheet.data.sheet, place, "转到") if place else None
