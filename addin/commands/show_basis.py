"""查看依据: the rule, parameters and articles behind the selected cell."""

from __future__ import annotations

from addin.basis import basis_of
from addin.book import BookData
from addin.changes import Changes, refuse
from addin.commands import Options, command
from addin.computing import AMOUNT, rule_of
from addin.findings_sheet import CELL, SHEET
from addin.findings_sheet import TITLE as FINDINGS
from addin.result_sheet import SHEET as AWARDS
from addin.tables import find_table

TITLE = "计算依据"


@command("查看依据", tip="说明选中单元格所用的规则、参数和政策条文，写明文号和条款。")
def show_basis(book: BookData, options: Options) -> Changes:
    """Explain the selected cell; a row of a result sheet stands for the cell it is about."""
    sheet, cell = _meant(book)
    basis = basis_of(book, sheet, cell) if sheet else None
    if basis is None:
        return refuse("选中的单元格不属于任何表单。请在台账或表单里选中一格，再点“查看依据”。")
    result = book.result_name(TITLE)
    changes = Changes().replace_sheet(result, f"{TITLE}：{basis.title}（{sheet}!{cell}）", *basis.blocks)
    changes.answer(sheet=sheet, cell=cell, **basis.data).select(result, "A1")
    steps = basis.data.get("steps") or []
    return changes.say("\n".join([f"{sheet}!{cell}：{basis.data.get('outcome') or basis.title}", *steps[:6]]))


def _meant(book: BookData) -> tuple[str, str]:
    """Sheet and address of the cell that the selection is about."""
    selection = book.selection
    if selection is None:
        return "", ""
    row = selection.area.top
    if selection.sheet == book.result_name(FINDINGS) and (grid := book.result(FINDINGS)) is not None:
        finding = find_table(grid, SHEET, CELL).get(row, {})
        return f"{finding.get(SHEET) or ''}", f"{finding.get(CELL) or 'A1'}"
    if selection.sheet == book.result_name(AWARDS) and (grid := book.result(AWARDS)) is not None:
        return _ledger_cell(book, find_table(grid, "台账", "行", "核算过程").get(row, {}))
    return selection.sheet, selection.cell


def _ledger_cell(book: BookData, award: dict[str, object]) -> tuple[str, str]:
    """The amount of a ledger's row, from its line on 补贴核算."""
    for data in book.forms.values():
        rule = rule_of(data.form.code)
        number = award.get("行")
        if rule is not None and rule.title == award.get("台账") and isinstance(number, float):
            column = data.columns.get(AMOUNT) or next(iter(data.columns.values()), None)
            return data.sheet, f"{column.letter if column else 'A'}{int(number)}"
    return "", ""
