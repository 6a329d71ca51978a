"""计算补贴: every ledger row awarded by its rule, with the steps and the articles; on 政策找人, what can be had."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from addin.book import BookData
from addin.changes import Changes, refuse
from addin.choosing import SHEET as POLICIES
from addin.choosing import Outcome, answer, blocks, inquiries, summary
from addin.choosing.inquiry import fact_sheets
from addin.commands import Options, command
from addin.computing import AMOUNT, Ledger, LedgerRow, compute
from addin.result_sheet import HEADINGS, SHEET
from addin.sheet_parameters import adjusted_rows, differences, parameters_of, ready_to_award
from addin.tables import Column, Kind, Link, Table, Value, Words
from formulas.explanation import citations, explain
from formulas.subsidy import INVALID, Award

_WIDTHS = (24, 7, 18, 13, 9, 62, 40, 13, 24)
_KINDS: dict[str, Kind] = {"行": "center", "金额（元）": "money", "是否符合": "center", "表内金额（元）": "money"}
_COLUMNS = (
    *(Column(title, width, _KINDS.get(title, "text")) for title, width in zip(HEADINGS, _WIDTHS, strict=True)),
    Column("定位", 7, "center"),
)
_TOTALS = (Column("台账", 24), Column("行数", 7, "center"), Column("", 18), Column("合计（元）", 13, "money"))


@command(
    "计算补贴",
    tip="按政策逐行核算台账，列出步骤、不符合的条件和依据条款，写入“补贴核算”表；政策找人则写出“可享政策”表。已填内容不改动。",
    needs="open form",
)
def compute_subsidies(book: BookData, options: Options) -> Changes:
    """Award every ledger row in the book, or answer its 政策找人; running it twice gives the same sheet."""
    parameters = parameters_of(book)
    ledgers = compute(ready_to_award(book), parameters=parameters)
    outcomes = [answer(each, parameters) for each in inquiries(book)]
    if outcomes and not ledgers:
        return _policies(book, outcomes)
    if not ledgers and (sheets := fact_sheets(book.received)):
        names = "、".join(f"“{each.sheet}”" for each in sheets)
        return refuse(f"{names}都还没有填。请先填一家企业或一个人的情况，再点“计算补贴”。")
    if not ledgers:
        return refuse("工作簿里没有填写过的补贴台账，没有可以核算的行。请先在台账里填写，再点“计算补贴”。")
    found = differences(book)
    rows = [_row(ledger, row) for ledger in ledgers for row in ledger.rows]
    words = _words(ledgers)
    blocks: list[Words | Table] = [Words(words)]
    blocks += [Words(text) for text in adjusted_rows(each for each in found if each.allowed)]
    changed = [each for each in found if not each.allowed]
    if changed:
        cells = "、".join(dict.fromkeys(each.cell for each in changed[:10]))
        blocks.append(Words(f"“政策参数”表的{cells}与文件规定不同，当地不能调整，核算仍按文件规定。"))
    totals: list[list[Value]] = [[each.rule.title, len(each.rows), None, float(each.total)] for each in ledgers]
    blocks += [Table(_TOTALS, totals), Words("逐行核算", "heading"), Table(_COLUMNS, rows)]
    result = book.result_name(SHEET)
    changes = Changes().replace_sheet(result, SHEET, *blocks).select(result, "A1").say(words)
    return changes.answer(summary=words, ledgers=[_as_data(each) for each in ledgers])


def _policies(book: BookData, outcomes: Sequence[Outcome]) -> Changes:
    """The sheet 可享政策: what each sheet of facts entitles to."""
    name = book.result_name(POLICIES)
    words = "\n".join(map(summary, outcomes))
    adjusted = [Words(text) for text in adjusted_rows(each for each in differences(book) if each.allowed)]
    changes = Changes().replace_sheet(name, POLICIES, *adjusted, *blocks(outcomes)).select(name, "A1").say(words)
    return changes.answer(summary=words, policies=[_claims(each) for each in outcomes])


def _claims(outcome: Outcome) -> dict[str, Any]:
    return {
        "subject": outcome.inquiry.subject,
        "on": outcome.inquiry.on.isoformat(),
        "claims": [{"rule": each.rule.code, "amount": f"{each.amount:.2f}"} for each in outcome.claims],
        "incomplete": [each.rule.code for each in outcome.incomplete],
        "refused": [each.rule.code for each in outcome.refused],
    }


def _words(ledgers: Sequence[Ledger]) -> str:
    rows = sum(len(each.rows) for each in ledgers)
    granted = sum(row.award.eligible for each in ledgers for row in each.rows)
    total = sum((each.total for each in ledgers), Decimal("0.00"))
    differing = sum(row.differs for each in ledgers for row in each.rows)
    words = f"核算{rows}行，符合{granted}行，合计{total}元。"
    return words + (f"有{differing}行与表内金额不同，见备注。" if differing else "")


def _row(ledger: Ledger, row: LedgerRow) -> list[Value]:
    award = row.award
    cell = f"{ledger.letters.get(AMOUNT) or next(iter(ledger.letters.values()), 'A')}{row.number}"
    return [
        ledger.rule.title,
        row.number,
        row.who,
        float(award.amount),
        "是" if award.eligible else "否",
        "\n".join(explain(award)),
        "\n".join(citations(award)),
        None if row.shown is None else float(row.shown),
        _remark(row, award),
        Link(ledger.sheet, cell, "转到"),
    ]


def _remark(row: LedgerRow, award: Award) -> str | None:
    if award.invalid:
        names = [award.rule.inputs[each.removeprefix(INVALID)].title for each in award.reasons]
        return f"请填写或改正：{'、'.join(names)}"
    return row.difference or None


def _as_data(ledger: Ledger) -> dict[str, Any]:
    return {
        "rule": ledger.rule.code,
        "title": ledger.rule.title,
        "sheet": ledger.sheet,
        "rows": len(ledger.rows),
        "eligible": sum(row.award.eligible for row in ledger.rows),
        "total": f"{ledger.total:.2f}",
    }
