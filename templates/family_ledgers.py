"""The ledger workbooks: one for each family of subsidies, with the ledger of every rule of the family."""

from __future__ import annotations

from formulas.subsidies import rules
from templates.ledgers import ledger_form
from templates.model import FormError, Workbook

FOLDER = "补贴台账"
FILLING = "金额、是否符合、政策依据由各表自动计算，“汇总”“分单位明细”自动合计。"


def family_workbook(code: str, family: str, purpose: str) -> Workbook:
    """The workbook of one family (`Subsidy.family`); a new rule of the family joins it by itself.

    Raises: FormError for a family that no rule belongs to
    """
    found = tuple(name for name, rule in rules().items() if rule.family == family)
    if not found:
        known = "、".join(sorted({rule.family for rule in rules().values()}))
        raise FormError(f"workbook {code}: no rule belongs to the family {family}; there are: {known}")
    return Workbook(
        code=code,
        title=f"{FOLDER}-{family}",
        forms=tuple(ledger_form(name) for name in found),
        rules=found,
        purpose=purpose + FILLING,
        folder=FOLDER,
    )
