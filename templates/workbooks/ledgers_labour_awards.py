"""Ledgers of 务工奖补 and 交通补贴 (一奖一补), with the limit of every household."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-labour-awards",
    "一奖一补",
    "核算务工奖补、交通补贴和每户限额。",
)
