"""Ledgers of awards to returnees' ventures, parks, projects and bases."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-returnees",
    "返乡创业奖补",
    "核算返乡创业示范园区、示范项目、示范基地奖补和开业、创业服务补贴，检查申报条件和资金用途。",
)
