"""The families of rules (`Subsidy.family`), one list in the order in which officials work.

Each family has a ledger workbook, a group of the policy desk and of the sheets of facts; a new one is added here.
"""

from __future__ import annotations

import re

from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from templates.model import FormError

FAMILIES = (
    "吸纳就业与稳岗",
    "就业见习",
    "企业培训与技能评价",
    "高校毕业生",
    "脱贫人口就业帮扶",
    "一奖一补",
    "返乡创业奖补",
    "星级社区",
    "创业担保贷款贴息与额度",
    "社保费率与资金考核",
    "培训监管检查",
)
_SPAN = re.compile(r"L(\d+)")


def ordered_rules(family: str = "") -> list[Subsidy]:
    """Every rule, or those of one family: what pays before what is only checked, then as the documents print them.

    Raises: FormError for a rule of a family that is not in the list
    """
    return sorted((rule for rule in rules().values() if family in ("", rule.family)), key=_place)


def _place(rule: Subsidy) -> tuple[int, bool, str, int, str]:
    if rule.family not in FAMILIES:
        raise FormError(
            f"规则 {rule.code} 的类别“{rule.family}”没有登记：新的类别加进 templates/families.py 的 FAMILIES，"
            f"并在 templates/workbooks/ 加一个台账工作簿；写错的，改成其中一个：{'、'.join(FAMILIES)}"
        )
    line = _SPAN.search(rule.citation.lines)
    number = int(line[1]) if line else 0
    return (FAMILIES.index(rule.family), rule.check_only, rule.citation.document.id, number, rule.code)
