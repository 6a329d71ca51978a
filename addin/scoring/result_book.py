"""评分结果 as a workbook of its own: for each score sheet the total, its sections with a chart, lost points, warnings.

    write_results(sheets, out, earlier=…)    `earlier`: last year's sheets, to compare with

Reading it needs no other file; the place of an item says where it stands in the workbook that was scored.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from addin.result_place import MARK
from addin.scoring.advice import advice
from addin.scoring.comparison import Change, counterpart, items, totals
from addin.scoring.review import differences
from addin.scoring.sheets import SheetScore
from addin.tables import plain_text
from formulas.scoring import UNSETTLED
from formulas.scoring_messages import plain, two_decimals
from formulas.scoring_result import ScoreResult

SHEET = "评分结果"
_WIDTHS = (12, 46, 10, 10, 12, 46, 14)
_LAST = len(_WIDTHS) - 1
_CHART_ROWS = 15
_ROOM = 570.0  # points of rows on a page, at the scale that fits the columns
_LEAST_FOR_RADAR, _MOST_FOR_RADAR = 3, 8
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_LOUD = {"font_name": "黑体", "font_size": 14, "border": 1, "valign": "vcenter"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": "方正小标宋简体", "font_size": 20, "align": "center", "valign": "vcenter"},
    "line": {**_FONT, "font_color": "#595959"},
    "section": {"font_name": "黑体", "font_size": 13, "font_color": "#1F4E79", "bottom": 2, "bottom_color": "#1F4E79"},
    "head": {**_FONT, "font_name": "黑体", "bg_color": "#DCE6F1", "border": 1, "align": "center", "text_wrap": True},
    "text": {**_FONT, "border": 1, "text_wrap": True},
    "center": {**_FONT, "border": 1, "align": "center", "text_wrap": True},
    "number": {**_FONT, "border": 1, "align": "center", "num_format": "0.00"},
    "percent": {**_FONT, "border": 1, "align": "center", "num_format": "0.0%"},
    "total": {**_LOUD, "font_size": 16, "align": "center"},
    "verdict": {**_LOUD, "font_color": "#1F4E79", "text_wrap": True},
    "bad": {**_LOUD, "font_color": "#C00000", "text_wrap": True},
}  # fmt: skip


def write_results(sheets: Sequence[SheetScore], out: Path, *, earlier: Sequence[SheetScore] = ()) -> None:
    """Write the results of the score sheets of one workbook to `out`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(results_bytes(sheets, earlier=earlier))


def results_bytes(sheets: Sequence[SheetScore], *, earlier: Sequence[SheetScore] = ()) -> bytes:
    """The finished file as bytes."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 11},  # Excel measures columns in its digits
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_custom_property(MARK, "compute")
    looks = {name: book.add_format(properties) for name, properties in _LOOKS.items()}
    for number, sheet in enumerate(sheets, start=1):
        name = SHEET if len(sheets) == 1 else f"{SHEET}{number}"
        _Page(book, book.add_worksheet(name), looks, sheet, counterpart(sheet, earlier)).draw()
    book.close()
    return buffer.getvalue()


class _Page:
    """The result of one score sheet."""

    def __init__(
        self, book: Any, page: Any, looks: dict[str, Any], sheet: SheetScore, before: SheetScore | None
    ) -> None:
        self.book = book
        self.page = page
        self.looks = looks
        self.sheet = sheet
        self.result = sheet.result
        self.before = before
        self.own = "（自评）" if sheet.is_reviewed else ""  # sections and lost points are those of the own answers
        self.row = 0
        self.part = 0
        self.heights: dict[int, float] = {}
        self.glued: set[int] = set()  # rows that stand on one page with the next: headings, parts of a chart

    def draw(self) -> None:
        for column, width in enumerate(_WIDTHS):
            self.page.set_column(column, column, width)
        self._top()
        self._sections()
        self._lost()
        self._events()
        self._warnings()
        self._open()
        self._review()
        self._comparison()
        self.page.hide_gridlines(2)
        self.page.set_paper(9)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self.page.set_footer("&C第 &P 页  共 &N 页")
        self.page.set_h_pagebreaks(self._page_ends())

    def _page_ends(self) -> list[int]:
        """The rows before which a page ends, so that no heading stands alone and no chart is cut in two."""
        ends: list[int] = []
        used = held = 0.0
        start = 0
        for row in range(self.row):
            held += self.heights[row]
            if row in self.glued:
                continue
            if used and used + held > _ROOM:
                ends.append(start)
                used = 0.0
            used += held
            held, start = 0.0, row + 1
        return ends

    # --- writing ------------------------------------------------------------------------------------------------

    def _next(self, height: float, *, glued: bool = False) -> None:
        """The row is written; `glued`: it is not the last of a page."""
        self.page.set_row(self.row, height)
        self.heights[self.row] = height
        if glued:
            self.glued.add(self.row)
        self.row += 1

    def _across(self, text: str, look: str, height: float = 20.0, *, glued: bool = False) -> None:
        self.page.merge_range(self.row, 0, self.row, _LAST, plain_text(text), self.looks[look])
        self._next(height, glued=glued)

    def _heading(self, text: str) -> None:
        self._next(8, glued=True)
        self.part += 1
        self._across(f"{'一二三四五六七八九'[self.part - 1]}、{text}", "section", 24, glued=True)

    def _table(self, heads: Sequence[str], rows: Iterable[Sequence[object]], looks: Sequence[str]) -> None:
        """A table whose last column is widened to the right edge."""
        self._line(heads, ["head"] * len(heads), 32, glued=True)
        for row in rows:
            longest = max(
                _lines(f"{value}", self._width(place, len(heads)))
                for place, value in enumerate(row)
                if value is not None
            )
            self._line(row, looks, max(20.0, 15.0 * longest + 6.0))

    def _width(self, place: int, count: int) -> float:
        return float(sum(_WIDTHS[place:])) if place == count - 1 else float(_WIDTHS[place])

    def _line(self, values: Sequence[object], looks: Sequence[str], height: float, *, glued: bool = False) -> None:
        for place, (value, look) in enumerate(zip(values, looks, strict=True)):
            last = _LAST if place == len(values) - 1 else place
            shown = "" if value is None else plain_text(value) if isinstance(value, str) else value
            if last > place:
                self.page.merge_range(self.row, place, self.row, last, shown, self.looks[look])
            else:
                self.page.write(self.row, place, shown, self.looks[look])
        self._next(min(height, 400), glued=glued)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _top(self) -> None:
        rubric, sheet = self.result.rubric, self.sheet
        self._across(f"{sheet.title}评分结果", "title", 40)
        facts = (("单位", sheet.unit), ("工作表", sheet.data.sheet), ("评价期", self._period()))
        self._across("　　".join(f"{label}：{value}" for label, value in facts if value), "line")
        self._across(f"依据：{rubric.basis}" + (f"（{rubric.restriction}）" if rubric.restriction else ""), "line")
        if sheet.reviewed is not None:
            self._verdict(f"复评{_score(sheet.reviewed)}", sheet.reviewed, sheet.conclusion)
        elif sheet.review.faults:
            self._verdict("复评", None, sheet.conclusion)
        own = "自评" if sheet.is_reviewed else ""
        self._verdict(f"{own}{_score(self.result)}", self.result, self.result.conclusion)
        if sheet.note:
            self._across(f"{sheet.note}。", "line")
        if sheet.differs:
            self._across(f"表内显示的总分是{sheet.shown_total}，与按答案重新计算的不同，以本表为准。", "line")

    def _period(self) -> str:
        start, end = self.sheet.header("period_start"), self.sheet.header("period_end")
        return f"{start}至{end}" if start or end else ""

    def _verdict(self, score: str, result: ScoreResult | None, conclusion: str) -> None:
        """A total with what may be said of it; red where that is not a pass, or not decided."""
        good = result is not None and result.complete and result.passed is not False
        self.page.merge_range(self.row, 0, self.row, 1, plain_text(score), self.looks["total"])
        look = self.looks["verdict" if good else "bad"]
        self.page.merge_range(self.row, 2, self.row, _LAST, plain_text(conclusion), look)
        self._next(42)

    def _sections(self) -> None:
        rubric = self.result.rubric
        if rubric.total is None:
            self._heading(f"各部分情况{self.own}")
            listed = [(each.no, each.name, self.result.sections[each.name]) for each in rubric.sections]
            self._table(("部分", "名称", "结果"), listed, ("center", "text", "text"))
            self._counts_chart()
            return
        self._heading(f"各部分得分{self.own}")
        first = self.row + 1
        rows: list[Sequence[object]] = []
        for section in rubric.sections:
            value = self.result.sections[section.name]
            points = 0.0 if isinstance(value, str) else float(value)
            full = section.points or section.cap
            share = points / section.points if section.points else ""
            rows.append((section.no, section.name, "" if full is None else full, points, share))
        heads = ("部分", "名称", "满分\n（上限）", "得分", "得分率")
        self._table(heads, rows, ("center", "text", "center", "number", "percent"))
        counted = [place for place, section in enumerate(rubric.sections) if section.points]
        if counted:
            self._chart(first + counted[0], first + counted[-1], len(counted))

    def _chart(self, first: int, last: int, count: int) -> None:
        """The share of its points that each section earned: a radar of a few sections, else bars."""
        radar = _LEAST_FOR_RADAR <= count <= _MOST_FOR_RADAR
        chart = self.book.add_chart({"type": "radar", "subtype": "filled"} if radar else {"type": "bar"})
        name = self.page.get_name()
        series = {
            "name": "得分率",
            "categories": [name, first, 1, last, 1],
            "values": [name, first, 4, last, 4],
            "fill": {"color": "#5B9BD5", "transparency": 40},
            "border": {"color": "#1F4E79"},
        }
        # On a radar the figures would lie on the names; the table above has them
        chart.add_series(series if radar else {**series, "data_labels": {"value": True, "num_format": "0%"}})
        chart.set_title({"name": "各部分得分率", "name_font": {"name": "黑体", "size": 12}})
        axis = {"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": True}}
        chart.set_y_axis(axis) if radar else chart.set_x_axis(axis)
        if not radar:
            chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 9}})
        self._place(chart, max(_CHART_ROWS, count + 4))

    def _counts_chart(self) -> None:
        """How many requirements are met, not met, still to be verified."""
        words, counts = self.result.rubric.words, self.result.counts
        if not counts["due"]:
            return
        first = self.row
        labels = ((words.met, "satisfied"), (words.unmet, "unmet"), (words.pending, "pending"))
        for label, key in labels:
            self._line(("合计", label, counts[key], "项"), ("center", "text", "center", "text"), 20.0)
        chart = self.book.add_chart({"type": "bar"})
        name = self.page.get_name()
        chart.add_series(
            {
                "name": "项数",
                "categories": [name, first, 1, first + 2, 1],
                "values": [name, first, 2, first + 2, 2],
                "points": [{"fill": {"color": color}} for color in ("#70AD47", "#C00000", "#FFC000")],
                "data_labels": {"value": True},
            }
        )
        chart.set_title({"name": "符合情况（项）", "name_font": {"name": "黑体", "size": 12}})
        chart.set_y_axis({"reverse": True})
        step = max(1, -(-max(counts[key] for _, key in labels) // 8))
        chart.set_x_axis({"min": 0, "major_unit": step, "num_format": "0", "major_gridlines": {"visible": True}})
        self._place(chart)

    def _place(self, chart: Any, rows: int = _CHART_ROWS) -> None:
        chart.set_legend({"none": True})
        chart.set_size({"width": 760, "height": rows * 20 - 10})
        self.page.insert_chart(self.row, 0, chart, {"x_offset": 80, "y_offset": 6})
        for left in range(rows, 0, -1):
            self._next(15, glued=left > 1)

    def _lost(self) -> None:
        lost = [entry for entry in self.result.lost if entry.item.kind != "veto"]
        self._heading(("失分项（由多到少）" if self.result.total is not None else "未达到的项") + self.own)
        if not lost:
            self._across("没有失分。" if self.result.total is not None else "没有未达到的项。", "line")
            return
        scored = self.result.total is not None
        rows: list[Sequence[object]] = []
        for entry in lost:
            text, place = entry.item.text or entry.item.note, self.sheet.place(entry.item.no)
            points = (entry.item.points, float(entry.points or 0)) if scored else (entry.status,)
            rows.append((entry.item.no, text, *points, place, advice(entry, self.result)))
        heads = ("满分", "失分") if scored else ("状态",)
        looks = ("center", "number") if scored else ("center",)
        told = "怎样得分、需要的佐证" if scored else "怎样做到、需要的佐证"
        self._table(("项号", "内容", *heads, "单元格", told), rows, ("center", "text", *looks, "center", "text"))

    def _events(self) -> None:
        """What occurred, after review where there is one; an event of which nobody has said so is 未填, not 无."""
        asked = [each for each in self.sheet.final.outcomes.values() if each.item.kind == "veto"]
        if not asked:
            return
        self._heading("否决和负面情形")
        told = [each for each in asked if each.triggered or each.state in UNSETTLED]
        if not told:
            self._across("无情形。", "line")
            return
        rows = [
            (o.item.no, o.item.text, o.item.points or "", o.status or "未填", o.item.effect if o.triggered else "")
            for o in told
        ]
        self._table(("项号", "情形", "扣分", "有无", "后果"), rows, ("center", "text", "center", "center", "text"))

    def _warnings(self) -> None:
        if warnings := self.sheet.told("warning"):
            self._heading("提醒（不影响计分，请核对）")
            self._table(("项号", "提醒"), warnings, ("center", "text"))

    def _open(self) -> None:
        """What is unfilled, what is wrong: no conclusion is drawn before they are settled."""
        by_number = {item.no: item for item in self.result.rubric.items}
        if self.result.missing:
            self._heading(f"未填的项（{len(self.result.missing)}项，填完才有结论）")
            rows = [
                (no, by_number[no].text if no in by_number else "表头", by_number[no].points if no in by_number else "")
                for no in self.result.missing
            ]
            self._table(("项号", "内容", "分值"), rows, ("center", "text", "center"))
        if errors := self.sheet.told("error"):
            self._heading("填写有误的项")
            self._table(("项号", "问题与改法"), errors, ("center", "text"))

    def _review(self) -> None:
        after = self.sheet.reviewed
        if after is None:
            return
        self._heading("复评")
        if after.total is not None and self.result.total is not None:
            self._across(f"自评{two_decimals(self.result.total)}分，复评{two_decimals(after.total)}分。", "line")
        rows = [
            (d.no, d.text, d.own, d.reviewed, "" if d.cut is None else plain(d.cut), d.reason or "未写理由")
            for d in differences(self.sheet)
        ]
        if rows:
            looks = ("center", "text", "center", "center", "center", "text")
            self._table(("项号", "内容", "自评", "复评", "核减", "核减理由"), rows, looks)

    def _comparison(self) -> None:
        if self.before is None:
            return
        self._heading(f"与上年比较（上年：{self.before.title}{'，' + self.before.unit if self.before.unit else ''}）")
        looks = ("center", "text", "center", "center", "center")
        heads = ("项号", "内容", "上年", "本年", "增减")
        changed = [*totals(self.result, self.before.result), *items(self.result, self.before.result)]
        self._table(heads, [_shown(line) for line in changed], looks)


def _score(result: ScoreResult) -> str:
    if result.total is None:
        counts = result.counts
        words = result.rubric.words
        told = ((words.met, "satisfied"), (words.unmet, "unmet"), (words.pending, "pending"))
        return "，".join(f"{word}{counts[key]}项" for word, key in told)
    text = f"总分 {two_decimals(result.total)} 分"
    if result.scaled is not None and result.scaled != result.raw:
        text += f"（折算 {two_decimals(result.scaled)} 分）"
    return text


def _shown(line: Change) -> Sequence[object]:
    sign = "+" if line.change is not None and line.change > 0 else ""
    return (line.no, line.text, line.before, line.now, "" if line.change is None else f"{sign}{plain(line.change)}")


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width."""
    room = max(2, int(width * 1.0) - 1)
    return sum(max(1, -(-sum(2 if ord(char) > 0x2E7F else 1 for char in part) // room)) for part in text.split("\n"))
