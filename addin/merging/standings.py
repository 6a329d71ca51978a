"""各地汇总: what every place has reported, against its quota where there is one, as a table and as charts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from addin.merging.book import A3, HEAD_FILL, HEAD_FONT, TOTAL, Book, put
from addin.merging.quotas import Standing, plain, whole_quota
from addin.merging.results import MergedForm, Outcome
from addin.merging.units import Scope, Unit
from templates.forms.key_enterprise_quota import LEAST_ENTERPRISES, LEAST_STAFF

TAB = "各地汇总"
_QUOTA_COLUMNS = ("已报", "指标", "完成率", "还差")
_REGISTER_TITLE = "重点企业（家）"
_STAFF_TITLE = "员工规模（万人）"
_DONE, _GOAL = "#2E75B6", "#F4B183"
_CHART_WIDTH = 540  # pixels
_ONE_PAGE = 32  # places that fit on a page above the charts
_ON_A4 = 14  # columns


@dataclass(slots=True)
class _Line:
    title: str
    files: int = 0
    standing: Standing | None = None
    rows: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, Decimal] = field(default_factory=dict)


def draw_standings(book: Book, outcome: Outcome, made: str) -> None:
    """The sheet; nothing where nothing was merged."""
    if not outcome.forms:
        return
    lines = _lines(outcome)
    _Sheet(book, outcome, lines, outcome.standings.total if outcome.standings else None).draw(made)


def _lines(outcome: Outcome) -> list[_Line]:
    scope, standings = outcome.scope, outcome.standings
    places = standings.places if standings else {}
    lines = {unit.key: _Line(_short(unit, scope), standing=places.get(unit.key)) for unit in scope.units}
    for each in outcome.files:
        if each.unit is not None and each.rows_in:
            line = lines.setdefault(_home(each.unit, scope).key, _Line(each.unit.name))
            line.files += 1
    names = {each.unit.key: each.unit for each in outcome.files if each.unit is not None}
    for form in outcome.forms:
        for key, count in form.by_unit.items():
            line = lines[_home(names[key], scope).key]
            line.rows[form.code] = line.rows.get(form.code, 0) + count
            line.amounts[form.code] = line.amounts.get(form.code, Decimal()) + form.amounts.get(key, Decimal())
    found = list(lines.values())
    if standings is not None and standings.others.enterprises:
        found.append(_Line("其他", standing=standings.others))
    return found


def _short(unit: Unit, scope: Scope) -> str:
    return unit.county if scope.level == "county" else unit.name


def _home(unit: Unit, scope: Scope) -> Unit:
    """The line to which a unit belongs: its city where cities are counted."""
    return Unit(unit.city) if scope.level == "city" and unit.city else unit


class _Sheet:
    def __init__(self, book: Book, outcome: Outcome, lines: list[_Line], total: Standing | None) -> None:
        self.book = book
        self.outcome = outcome
        self.lines = lines
        self.total = total
        self.forms: list[MergedForm] = outcome.forms
        self.blocks = 9 if total is not None else 0  # columns of the quotas
        self.paying = [form for form in self.forms if form.pays]
        # where each form's rows stand; the amounts of a ledger stand beside them
        self.places: dict[str, int] = {}
        column = 2 + self.blocks
        for form in self.forms:
            self.places[form.code] = column
            column += 2 if form.pays else 1
        self.all_money = column if len(self.paying) > 1 else 0  # the column of all amounts together
        self.width = column + bool(self.all_money)
        self.head = book.look(font_name=HEAD_FONT, border=1, align="center", text_wrap=True, bg_color=HEAD_FILL)
        self.text = book.look(border=1, align="center")
        self.number = book.look(border=1, align="center", num_format="0")
        self.yuan = book.look(border=1, align="right", num_format="0.00")
        self.wan = book.look(border=1, align="center", num_format="0.00")
        self.rest = book.look(border=1, align="center", num_format="[Red]0;-0;")  # nothing where nothing is missing
        self.rest_wan = book.look(border=1, align="center", num_format="[Red]0.00;-0.00;")
        self.share = book.look(border=1, align="center", num_format="0.0%")

    def draw(self, made: str) -> None:
        line = f"汇总时间：{made}"
        if self.total is not None:
            line += "    指标：豫就业组〔2023〕1号 附件1《重点企业分布及员工规模建议》"
        self.sheet = self.book.sheet(TAB, TAB, self.width, lines=[line])
        self._headings()
        self.first = 4
        for row, each in enumerate(self.lines, start=self.first):
            self._line(row, each)
        self.last = self.first + len(self.lines) - 1
        self._total(self.last + 1)
        self.sheet.freeze_panes(self.first, 1)
        self.sheet.repeat_rows(2, 3)
        if len(self.lines) <= _ONE_PAGE:
            self.sheet.fit_to_pages(1, 1)
        if self.width > _ON_A4:
            self.sheet.set_paper(A3)
        row = self._remarks(self.last + 2)
        self._charts(row + 1)

    def _headings(self) -> None:
        self._merged(0, 0, self.outcome.scope.title if self.outcome.scope.level else "单位")
        self._merged(1, 1, "文件")
        self.sheet.set_column(0, 0, 18)
        self.sheet.set_column(1, 1, 7)
        column = 2
        if self.blocks:
            for title in (_REGISTER_TITLE, _STAFF_TITLE):
                self.sheet.merge_range(2, column, 2, column + 3, title, self.head)
                for offset, words in enumerate(_QUOTA_COLUMNS):
                    put(self.sheet, 3, column + offset, words, self.head)
                column += 4
            self._merged(column, column, "未填人数\n（家）")
            self.sheet.set_column(2, column, 9)
            column += 1
        for form in self.forms:
            self._form_heading(form, self.places[form.code])
        if self.all_money:
            self._merged(self.all_money, self.all_money, "补贴金额\n合计（元）")
            self.sheet.set_column(self.all_money, self.all_money, 16)
        if self.paying:
            self.sheet.set_row(2, 34)
        self.sheet.set_row(3, 24 if len(self.paying) == len(self.forms) else 42)

    def _form_heading(self, form: MergedForm, column: int) -> None:
        if not form.pays:
            self._merged(column, column, f"{form.title}（行）")
            self.sheet.set_column(column, column, 13)
            return
        self.sheet.merge_range(2, column, 2, column + 1, form.title, self.head)
        put(self.sheet, 3, column, "行数", self.head)
        put(self.sheet, 3, column + 1, "金额（元）", self.head)
        self.sheet.set_column(column, column, 8)
        self.sheet.set_column(column + 1, column + 1, 15)

    def _merged(self, left: int, right: int, words: str) -> None:
        self.sheet.merge_range(2, left, 3, right, words, self.head)

    def _line(self, row: int, line: _Line) -> None:
        put(self.sheet, row, 0, line.title, self.text)
        put(self.sheet, row, 1, line.files, self.number)
        if self.blocks:
            self._quotas(row, line.standing or Standing(line.title))
        for form in self.forms:
            column = self.places[form.code]
            put(self.sheet, row, column, line.rows.get(form.code, 0), self.number)
            if form.pays:
                put(self.sheet, row, column + 1, float(line.amounts.get(form.code, Decimal())), self.yuan)
        self._all_money(row, sum(line.amounts.values(), Decimal()))

    def _all_money(self, row: int, value: Decimal) -> None:
        """The amounts of one line together."""
        if self.all_money:
            cells = "+".join(f"{xl_col_to_name(self.places[form.code] + 1)}{row + 1}" for form in self.paying)
            self.sheet.write_formula(row, self.all_money, f"={cells}", self.yuan, float(value))

    def _quotas(self, row: int, standing: Standing) -> None:
        quota = standing.quota
        put(self.sheet, row, 2, standing.enterprises, self.number)
        put(self.sheet, row, 3, quota.enterprises if quota else None, self.number)
        put(self.sheet, row, 6, float(standing.staff), self.wan)
        put(self.sheet, row, 7, float(quota.staff) if quota else None, self.wan)
        goals = (float(quota.enterprises), float(quota.staff)) if quota else (0.0, 0.0)
        done = (float(standing.enterprises), float(standing.staff))
        for left, goal, have, look in ((2, goals[0], done[0], self.rest), (6, goals[1], done[1], self.rest_wan)):
            self._rates(row, left, goal, have, look)
        put(self.sheet, row, 10, standing.unsized, self.rest)

    def _rates(self, row: int, left: int, goal: float, have: float, look: Any) -> None:
        """完成率 and 还差 as formulas, so that a corrected figure corrects them."""
        done, asked = (f"{xl_col_to_name(column)}{row + 1}" for column in (left, left + 1))
        rate, rest = (have / goal, max(0.0, goal - have)) if goal else ("", "")
        self.sheet.write_formula(row, left + 2, f'=IF(N({asked})>0,{done}/{asked},"")', self.share, rate)
        self.sheet.write_formula(row, left + 3, f'=IF(N({asked})>0,MAX(0,{asked}-{done}),"")', look, rest)

    def _total(self, row: int) -> None:
        put(self.sheet, row, 0, self.total.title if self.total else TOTAL, self.head)
        sums = {1: sum(each.files for each in self.lines)}
        if self.total is not None:
            quota = self.total.quota
            for column, value, look in (
                (2, self.total.enterprises, self.number),
                (6, float(self.total.staff), self.wan),
                (10, self.total.unsized, self.rest),
            ):
                self._sum(row, column, value, look)
            put(self.sheet, row, 3, quota.enterprises if quota else None, self.number)
            put(self.sheet, row, 7, float(quota.staff) if quota else None, self.wan)
            for left, goal, have, look in (
                (2, float(quota.enterprises) if quota else 0.0, float(self.total.enterprises), self.rest),
                (6, float(quota.staff) if quota else 0.0, float(self.total.staff), self.rest_wan),
            ):
                self._rates(row, left, goal, have, look)
        for form in self.forms:
            sums[self.places[form.code]] = form.rows
            if form.pays:
                self._sum(row, self.places[form.code] + 1, float(form.amount), self.yuan)
        self._all_money(row, sum((form.amount for form in self.paying), Decimal()))
        for column, value in sums.items():
            self._sum(row, column, value, self.number)

    def _sum(self, row: int, column: int, value: float, look: Any) -> None:
        name = xl_col_to_name(column)
        self.sheet.write_formula(row, column, f"=SUM({name}{self.first + 1}:{name}{self.last + 1})", look, value)

    def _remarks(self, row: int) -> int:
        """What the notice asks of the whole province beside the cities' quotas."""
        if self.total is None or self.outcome.scope.level != "city":
            return row
        reached = "已达到" if self.total.enterprises >= LEAST_ENTERPRISES else "尚未达到"
        whole = whole_quota()
        words = (
            f"正文要求全省不少于{LEAST_ENTERPRISES}家、带动就业{LEAST_STAFF}万人以上，"
            f"附件1各市合计{whole.enterprises}家、{plain(whole.staff)}万人；家数{reached}正文要求。"
        )
        put(self.sheet, row, 0, words, self.book.look(font_size=10.5))
        return row + 1

    def _charts(self, row: int) -> None:
        if self.blocks:
            self._chart(row, 0, "重点企业（家）：已报与指标", 2)
            self._chart(row, _CHART_WIDTH, "员工规模（万人）：已报与指标", 6)
        elif self.paying:
            money = self.all_money or self.places[self.paying[0].code] + 1
            self._chart(row, 0, "各单位补贴金额（元）", money, goal=False)
        elif self.forms:
            self._chart(row, 0, f"{self.forms[0].title}：各单位行数", 2, goal=False)

    def _chart(self, row: int, offset: int, title: str, values: int, *, goal: bool = True) -> None:
        """A native column chart of one block of the table."""
        chart = self.book.book.add_chart({"type": "column"})
        font = {"name": "宋体", "size": 9}
        has_goal = goal and any(each.standing and each.standing.quota for each in self.lines)
        for place, name, color in ((values, "已报", _DONE), (values + 1, "指标", _GOAL))[: 2 if has_goal else 1]:
            chart.add_series(
                {
                    "name": name,
                    "categories": f"='{TAB}'!{xl_range_abs(self.first, 0, self.last, 0)}",
                    "values": f"='{TAB}'!{xl_range_abs(self.first, place, self.last, place)}",
                    "fill": {"color": color},
                    "gap": 60,
                }
            )
        chart.set_title({"name": title, "name_font": {"name": "黑体", "size": 12, "bold": False}})
        chart.set_x_axis({"num_font": {**font, "rotation": -45}})
        chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
        chart.set_legend({"position": "bottom", "font": font} if has_goal else {"none": True})
        chart.set_size({"width": _CHART_WIDTH - 10, "height": 300})
        self.sheet.insert_chart(row, 0, chart, {"x_offset": offset, "y_offset": 8})
