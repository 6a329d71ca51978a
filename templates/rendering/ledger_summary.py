"""汇总 and 分单位明细: the rows of all ledgers of a workbook by policy, by unit, and by both, always up to date.

Nothing here is typed in.  Each ledger marks the first row of every unit (`row-unit-first`); the detail sheet takes
these marks one after another, ledger by ledger, and reckons what belongs to them; unit totals are made from the detail.
What finds no line any more is added up in a last one, so that the totals are always those of the ledgers.

Amounts of different nature (a subsidy, a loan limit, money to be returned) are never added together: a sum over
policies takes those that are paid out, or all where there is only one kind.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from templates.model import Form, ListForm
from templates.names import DETAIL_TAB, SUMMARY_TAB, field_name, ledger_code
from templates.rendering.drawing import Drawing
from templates.rendering.measure import height, lines
from templates.rendering.names import range_text
from templates.rendering.printing import protect, set_up
from templates.rendering.styles import ACCENT, BODY, HEAD, HEAD_FONT, HELPER, NOTE, TITLE, Look, box, put

UNITS, PAIRS = 200, 300  # lines prepared for units, and for units by policy
ROW_HEIGHT = 20.0
PAID = ("补贴金额（元）", "补助金额（元）", "奖补金额（元）", "奖励金额（元）", "贴息金额（元）", "补偿金额（元）")
REST = "（列不下的其余各行）"
NOTHING = "—"
_FIGURES = ("笔数", "符合", "金额（元）")
_FILTER = "只打印填了的行：在“序号”列筛选“非空白”"
_WIDTHS = (6.0, 38.0, 24.0, 9.0, 9.0, 17.0, 17.0)
_SECTION = Look(HEAD_FONT, 12.0, color=ACCENT, wrap=False)
_TEXT = BODY
_HELPER = HELPER.but(horizontal="left")  # what overflows a hidden column must not show to its left
_NAME = _TEXT.but(wrap=False, shrink=True)
_COUNT = _TEXT.but(horizontal="center", wrap=False)
_MONEY = _TEXT.but(horizontal="right", wrap=False, shrink=True, number_format="0.00")
_LINK = _TEXT.but(color="FF0563C1", underline=True)


def draw(drawing: Drawing) -> None:
    """Draw both sheets, where the workbook holds ledgers."""
    codes = [code for code in drawing.workbook.rules if ledger_code(code) in drawing.places]
    if codes:
        _Summary(drawing, [rules()[code] for code in codes]).draw()


class _Summary:
    def __init__(self, drawing: Drawing, ledgers: Sequence[Subsidy]) -> None:
        self.drawing = drawing
        self.ledgers = ledgers
        self.forms: dict[str, Form] = {form.code: form for form in drawing.workbook.forms}
        kinds = {rule.amount_title for rule in ledgers if not rule.check_only}
        self.added = kinds if len(kinds) == 1 else kinds & set(PAID)
        rows = sum(self._rows(rule) for rule in ledgers)
        self.units, self.pairs = min(UNITS, rows), min(PAIRS, rows)
        self.sheet = drawing.sheet(SUMMARY_TAB)
        self.detail = drawing.sheet(DETAIL_TAB)
        self.first = 5  # of the policies
        self.last = self.first + len(ledgers) - 1
        self.unit_first = self.last + 5
        self.pair_first = 4

    def _rows(self, rule: Subsidy) -> int:
        form = self.forms[ledger_code(rule.code)]
        assert isinstance(form, ListForm)
        return self.drawing.rows or form.rows

    def draw(self) -> None:
        self._policies()
        self._units()
        self._pairs()
        end = self.unit_first + self.units + 1
        self._finish(self.sheet, f"A1:G{end}", self.unit_first - 1, self.unit_first + self.units - 1)
        end = self.pair_first + self.pairs + 1
        self._finish(self.detail, f"A1:F{end}", self.pair_first - 1, self.pair_first + self.pairs - 1)

    # --- by policy --------------------------------------------------------------------------------------

    def _policies(self) -> None:
        sheet = self.sheet
        self._title(sheet, f"{self.drawing.workbook.title.rpartition('-')[2]}台账汇总", 7)
        self._put(sheet, 2, 1, NOTE.but(wrap=False), self._meaning())
        self._section(sheet, 3, "一、按政策")
        self._heads(sheet, 4, ("序号", "项目（点击进入）", "金额名称", *_FIGURES, "因限额减少（元）"))
        self._hidden_heads(sheet, 4, 8, ("单位数", "在前各表单位数", "计入合计"))
        for number, rule in enumerate(self.ledgers, start=1):
            self._policy(self.first + number - 1, number, rule)
        total = self.last + 1
        label = "合计" if len(self.added) != 1 else f"合计（{next(iter(self.added)).removesuffix('（元）')}）"
        label = "合计（补贴、补助、奖补、贴息类）" if len(self.added) > 1 else label
        self._total(sheet, total, label)
        for column in "DE":
            whole = f"=SUM({column}{self.first}:{column}{self.last})"
            self._put(sheet, total, "ABCDEFG".index(column) + 1, HEAD, whole)
        money = f"=SUMIF(J{self.first}:J{self.last},1,F{self.first}:F{self.last})" if self.added else NOTHING
        self._put(sheet, total, 6, HEAD.but(horizontal="right", number_format="0.00", wrap=False, shrink=True), money)
        for code, place in (("count", 4), ("eligible", 5), ("amount", 6), ("cut", 7)):
            self._name(f"policy_{code}", sheet, self.first, place, self.last)
            if code != "cut":
                self._name(f"total_{code}", sheet, total, place, total)

    def _policy(self, row: int, number: int, rule: Subsidy) -> None:
        sheet, form = self.sheet, ledger_code(rule.code)
        self._put(sheet, row, 1, _COUNT, number)
        cell = self._put(sheet, row, 2, _LINK, rule.title)
        cell._hyperlink = Hyperlink(
            ref=cell.coordinate, location=range_text(self.drawing.tabs[form], 1, 1, 1, 1), display=rule.title
        )
        sheet._hyperlinks.append(cell._hyperlink)
        sheet.row_dimensions[row].height = max(ROW_HEIGHT, height(lines(rule.title, _WIDTHS[1], 11), 11, 4.0))
        self._put(sheet, row, 3, _COUNT.but(shrink=True), rule.amount_title)
        self._put(sheet, row, 4, _COUNT, f"=SUM({field_name(form, 'row-used')})")
        self._put(sheet, row, 5, _COUNT, f'=COUNTIF({field_name(form, "award-eligible")},"是")')
        amount = NOTHING if rule.check_only else f"=SUM({field_name(form, 'award-amount')})"
        self._put(sheet, row, 6, _MONEY, amount)
        cuts = [name for code in ("row-excess", "row-cut") if (name := field_name(form, code)) in self.drawing.names]
        self._put(sheet, row, 7, _MONEY, f"=SUM({cuts[0]})" if cuts else NOTHING)
        self._put(sheet, row, 8, _HELPER, f"=COUNT({field_name(form, 'row-unit-first')})")
        before = f"=SUM(H${self.first}:H{row - 1})" if number > 1 else 0
        self._put(sheet, row, 9, _HELPER, before)
        self._put(sheet, row, 10, _HELPER, int(not rule.check_only and rule.amount_title in self.added))

    def _meaning(self) -> str:
        if not self.added:
            return "本簿各表是检查，没有金额；笔数、符合数随各表自动更新。"
        if len(self.added) == 1:
            return "笔数、符合数、金额随各表自动更新；没有填单位的行，归入该表的填报单位。"
        return "随各表自动更新；没有填单位的行归入该表的填报单位；额度、余量、收回等不与补贴相加。"

    # --- by unit ----------------------------------------------------------------------------------------

    def _units(self) -> None:
        sheet, head = self.sheet, self.unit_first - 1
        self._section(sheet, head - 1, f"二、按单位（{_FILTER}）")
        self._heads(sheet, head, ("序号", "单位", "项目数", *_FIGURES))
        pair_units, marks = self._pair_range("B"), self._pair_range("I")
        self._hidden_heads(sheet, head, 8, ("明细行",))
        for number in range(1, self.units + 1):
            row = self.unit_first + number - 1
            self._put(sheet, row, 8, _HELPER, f'=IF({number}>COUNT({marks}),"",SMALL({marks},{number}))')
            self._put(sheet, row, 1, _COUNT, f'=IF(H{row}="","",{number})')
            self._put(sheet, row, 2, _NAME, f'=IF(H{row}="","",INDEX({pair_units},H{row}))')
            self._put(sheet, row, 3, _COUNT, f'=IF(H{row}="","",COUNTIF({pair_units},"="&B{row}))')
            for column, look in (("D", _COUNT), ("E", _COUNT), ("F", _MONEY)):
                source = self._pair_range("J" if column == "F" else column)
                value = f'SUMIF({pair_units},"="&$B{row},{source})' if column != "F" or self.added else f'"{NOTHING}"'
                self._put(sheet, row, "ABCDEF".index(column) + 1, look, f'=IF($H{row}="","",{value})')
            sheet.row_dimensions[row].height = ROW_HEIGHT
        self._close(sheet, self.unit_first, self.units, "DEF")
        for code, place in (("unit", 2), ("unit_count", 4), ("unit_eligible", 5), ("unit_amount", 6)):
            self._name(code, sheet, self.unit_first, place, self.unit_first + self.units)

    # --- by unit and policy -----------------------------------------------------------------------------

    def _pairs(self) -> None:
        sheet, head = self.detail, self.pair_first - 1
        self._title(sheet, f"{self.drawing.workbook.title.rpartition('-')[2]}台账分单位明细", 6)
        self._put(sheet, 2, 1, NOTE.but(wrap=False), f"每个单位的每个项目一行，随各表自动更新。{_FILTER}。")
        self._heads(sheet, head, ("序号", "单位", "项目", *_FIGURES))
        self._hidden_heads(sheet, head, 7, ("表序号", "首行位置", "单位首行", "计入合计"))
        for number in range(1, self.pairs + 1):
            self._pair(self.pair_first + number - 1, number)
        self._close(sheet, self.pair_first, self.pairs, "DE")
        for code, column in (("unit", 2), ("policy", 3), ("count", 4), ("eligible", 5), ("amount", 6)):
            self._name(f"pair_{code}", sheet, self.pair_first, column, self.pair_first + self.pairs)

    def _pair(self, row: int, number: int) -> None:
        sheet, which = self.detail, f"G{row}"
        counts, before = self._policy_range("H"), self._policy_range("I")
        self._put(sheet, row, 7, _HELPER, f'=IF({number}>SUM({counts}),"",MATCH({number - 1},{before},1))')
        mark = f"SMALL({self._of('row-unit-first', which)},{number}-INDEX({before},{which}))"
        self._put(sheet, row, 8, _HELPER, f'=IF({which}="","",{mark})')
        self._put(sheet, row, 1, _COUNT, f'=IF({which}="","",{number})')
        units = self._of("row-unit", which)
        self._put(sheet, row, 2, _NAME, f'=IF({which}="","",INDEX({units},H{row}))')
        self._put(sheet, row, 3, _NAME, f'=IF({which}="","",INDEX({self._policy_range("B")},{which}))')
        self._put(sheet, row, 4, _COUNT, f'=IF({which}="","",COUNTIF({units},"="&B{row}))')
        eligible = f'COUNTIFS({units},"="&B{row},{self._of("award-eligible", which)},"是")'
        self._put(sheet, row, 5, _COUNT, f'=IF({which}="","",{eligible})')
        amounts = f'SUMIFS({self._of("award-amount", which)},{units},"="&B{row})'
        shown = f'IF(INDEX({self._policy_range("F")},{which})="{NOTHING}","{NOTHING}",{amounts})'
        self._put(sheet, row, 6, _MONEY, f'=IF({which}="","",{shown})')
        own = f"B{self.pair_first}:B{self.pair_first + self.pairs - 1}".replace("B", "$B$")
        first = f'IF(MATCH(B{row},{own},0)={number},{number},"")'
        self._put(sheet, row, 9, _HELPER, f'=IF({which}="","",{first})')
        added = f"IF(INDEX({self._policy_range('J')},{which})=1,N(F{row}),0)"
        self._put(sheet, row, 10, _HELPER, f'=IF({which}="",0,{added})')
        sheet.row_dimensions[row].height = ROW_HEIGHT

    def _of(self, code: str, which: str) -> str:
        """The column of the ledger whose number stands in the cell `which`."""
        names = [field_name(ledger_code(rule.code), code) for rule in self.ledgers]
        return names[0] if len(names) == 1 else f"CHOOSE({which},{','.join(names)})"

    # --- parts ------------------------------------------------------------------------------------------

    def _policy_range(self, column: str) -> str:
        return f"{SUMMARY_TAB}!${column}${self.first}:${column}${self.last}"

    def _pair_range(self, column: str) -> str:
        return f"{DETAIL_TAB}!${column}${self.pair_first}:${column}${self.pair_first + self.pairs - 1}"

    def _close(self, sheet: Worksheet, first: int, count: int, columns: str) -> None:
        """What found no line, and the total, which is that of the policies."""
        rest, total = first + count, first + count + 1
        self._total(sheet, total, "合计")
        for column in range(1, 7):
            self._put(sheet, rest, column, _TEXT)
        policies = self.last + 1
        whole = "" if sheet is self.sheet else f"{SUMMARY_TAB}!"
        differ = f"{whole}$D${policies}-SUM(D{first}:D{rest - 1})"
        self._put(sheet, rest, 2, _TEXT, f'=IF({differ}=0,"","{REST}")')
        for letter in columns:
            column = "ABCDEF".index(letter) + 1
            target = f"{whole}${letter}${policies}"
            money = letter == "F"
            if money and not self.added:
                continue
            left = f"{target}-SUM({letter}{first}:{letter}{rest - 1})"
            left = f"ROUND({left},2)" if money else left
            self._put(sheet, rest, column, _MONEY if money else _COUNT, f'=IF($B{rest}="","",{left})')
            look = HEAD.but(horizontal="right", number_format="0.00", wrap=False, shrink=True) if money else HEAD
            self._put(sheet, total, column, look, f"=SUM({letter}{first}:{letter}{rest})")

    def _total(self, sheet: Worksheet, row: int, label: str) -> None:
        for column in range(1, 8 if sheet is self.sheet and row == self.last + 1 else 7):
            self._put(sheet, row, column, HEAD)
        box(sheet, row, 1, row, 3, self.drawing.styles.array(HEAD), label)
        sheet.row_dimensions[row].height = ROW_HEIGHT + 2

    def _title(self, sheet: Worksheet, words: str, columns: int) -> None:
        box(sheet, 1, 1, 1, columns, self.drawing.styles.array(TITLE), words)
        sheet.row_dimensions[1].height = 40

    def _section(self, sheet: Worksheet, row: int, words: str) -> None:
        self._put(sheet, row, 1, _SECTION, words)
        sheet.row_dimensions[row].height = 26

    def _heads(self, sheet: Worksheet, row: int, words: Sequence[str]) -> None:
        for column, each in enumerate(words, start=1):
            self._put(sheet, row, column, HEAD, each)
        sheet.row_dimensions[row].height = 32

    def _hidden_heads(self, sheet: Worksheet, row: int, start: int, words: Sequence[str]) -> None:
        for column, each in enumerate(words, start=start):
            self._put(sheet, row, column, _HELPER, each)
            sheet.column_dimensions[get_column_letter(column)].hidden = True

    def _put(self, sheet: Worksheet, row: int, column: int, look: Look, value: object = None) -> Cell:
        return put(sheet, row, column, self.drawing.styles.array(look), value)

    def _name(self, code: str, sheet: Worksheet, top: int, column: int, bottom: int) -> None:
        self.drawing.names.add_cells(f"jy.summary.{code}", sheet.title, top, column, bottom, column)

    def _finish(self, sheet: Worksheet, area: str, head: int, last: int) -> None:
        for column, width in enumerate(_WIDTHS if sheet is self.sheet else _WIDTHS[:6], start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        repeat = "" if sheet is self.sheet else f"{head}:{head}"
        set_up(sheet, paper="A4", orientation="portrait", area=area, repeat=repeat)
        protect(sheet)
        sheet.auto_filter.ref = f"A{head}:F{last}"
        if sheet is self.detail:
            sheet.freeze_panes = f"A{head + 1}"
