"""Ledgers of guaranteed start-up loans: amounts, interest, guarantees, the fund."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-loans",
    "创业担保贷款贴息与额度",
    "核算创业担保贷款额度、贴息、分担和奖励，检查期限、利率、反担保和担保基金。",
)
