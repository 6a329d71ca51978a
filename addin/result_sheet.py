"""The sheet 补贴核算: for each ledger row the amount, the steps, the article, and links back to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.computing import AMOUNT, Ledger, LedgerRow
from addin.new_sheet import Look, NewSheet, Spot
from addin.splicing import splice
from addin.tables import MARK
from formulas.explanation import citations, explain
from formulas.subsidy import INVALID, WINDOW, Award

SHEET = "补贴核算"
HEADINGS = ("台账", "行", "单位或姓名", "金额（元）", "是否符合", "核算过程", "依据", "表内金额（元）", "备注")
_WIDTHS = (22, 7, 18, 13, 9, 62, 40, 13, 20)
_TITLE = Look("方正小标宋简体", 18, border=False, align="center", wrap=False)
_LINE = Look(size=10.5, color="FF595959", border=False, wrap=False)
_HEAD = Look("黑体", 11, fill="FFDCE6F1", align="center")
_TEXT, _CENTER = Look(number_format=49), Look(align="center")
_LINK = Look(color="FF0563C1", underline=True, align="center")
_MONEY = Look(align="right", number_format=4)
_MONEY_LINK = Look(color="FF0563C1", underline=True, align="right", number_format=4)
_REFUSED = Look(color="FFC00000", align="center")
_TOTAL = Look("黑体", 11, fill="FFF2F2F2", align="center")
_TOTAL_MONEY = Look("黑体", 11, fill="FFF2F2F2", align="right", number_format=4)
_HEADS = 4


def with_results(content: bytes, ledgers: Sequence[Ledger]) -> bytes:
    """A copy of the workbook with the sheet; an older 补贴核算 is replaced."""
    return splice(content, result_sheet(ledgers))


def result_sheet(ledgers: Sequence[Ledger]) -> NewSheet:
    """The sheet as plain cells."""
    sheet = NewSheet(SHEET, _WIDTHS, heads=_HEADS, merged=["A1:I1", "A2:I2", "A3:I3"])
    words = "同一对象的各行一并核算；“行”和“金额”可点开原单元格。原表内容没有改动。"
    for line, look in ((SHEET, _TITLE), (MARK, _LINE), (words, _LINE)):
        sheet.rows.append([Spot(line, look), *[Spot(None, look)] * (len(HEADINGS) - 1)])
    sheet.rows.append([Spot(each, _HEAD) for each in HEADINGS])
    sheet.heights |= {1: 34.0, 2: 18.0, 3: 18.0, 4: 24.0}
    for ledger in ledgers:
        for row in ledger.rows:
            sheet.rows.append(list(_line(ledger, row)))
        sheet.rows.append(list(_total(ledger)))
    return sheet


def _line(ledger: Ledger, row: LedgerRow) -> Iterator[Spot]:
    award = row.award
    steps = explain(award)
    yield Spot(ledger.rule.title, _TEXT)
    yield Spot(row.number, _LINK, _place(ledger, row, next(iter(ledger.letters), "")))
    yield Spot(row.who, _TEXT)
    yield Spot(award.amount, _MONEY_LINK, _place(ledger, row, AMOUNT)) if AMOUNT in ledger.letters else Spot(
        award.amount, _MONEY
    )
    yield Spot("是" if award.eligible else "否", _CENTER if award.eligible else _REFUSED)
    yield Spot("\n".join(steps), _TEXT)
    yield Spot("\n".join(citations(award)), _TEXT)
    yield Spot(row.shown, _MONEY)
    yield Spot("\n".join(_remarks(row)), _TEXT)


def _remarks(row: LedgerRow) -> Iterator[str]:
    award = row.award
    if award.reasons:
        yield _reason(award)
    if row.differs:
        yield row.difference


def _reason(award: Award) -> str:
    """In short what is wrong; the steps tell it at length."""
    if award.invalid:
        names = [award.rule.inputs[each.removeprefix(INVALID)].title for each in award.reasons]
        return f"请填写或改正：{'、'.join(names)}"
    return "不在政策有效期" if WINDOW in award.reasons else f"未通过 {len(award.reasons)} 项条件"


def _place(ledger: Ledger, row: LedgerRow, code: str) -> str:
    """A cell of the row as the target of a link."""
    quoted = ledger.sheet.replace("'", "''")
    return f"'{quoted}'!{ledger.letters.get(code, 'A')}{row.number}"


def _total(ledger: Ledger) -> Iterator[Spot]:
    eligible = sum(row.award.eligible for row in ledger.rows)
    yield Spot("合计", _TOTAL)
    yield Spot(len(ledger.rows), _TOTAL)
    yield Spot(ledger.rule.title, _TOTAL)
    yield Spot(ledger.total, _TOTAL_MONEY)
    yield Spot(f"{eligible}行", _TOTAL)
    for _ in HEADINGS[5:]:
        yield Spot(None, _TOTAL)
