"""The ledger workbooks: one for each family of subsidies, with the ledger of every rule of the family."""

from __future__ import annotations

from templates.families import FAMILIES, ordered_rules
from templates.ledgers import ledger_form
from templates.model import FormError, Workbook

FOLDER = "补贴台账"
FILLING = "金额、是否符合、政策依据由各表自动计算，“汇总”“分单位明细”自动合计。"


def family_workbook(code: str, family: str, purpose: str) -> Workbook:
    """The workbook of one family (`Subsidy.family`); a new rule of the family joins it by itself.

    The ledgers stand in the order in which the documents print their rules.

    Raises: FormError for a family that no rule belongs to
    """
    found = tuple(rule.code for rule in ordered_rules(family))
    if not found:
        raise FormError(f"工作簿 {code}：没有规则属于类别“{family}”；登记的类别：{'、'.join(FAMILIES)}")
    return Workbook(
        code=code,
        title=f"{FOLDER}-{family}",
        forms=tuple(ledger_form(name) for name in found),
        rules=found,
        purpose=purpose + FILLING,
        folder=FOLDER,
    )
