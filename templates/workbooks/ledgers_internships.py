"""Ledgers of internship subsidies and of the awards to internship units."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-internships",
    "就业见习",
    "核算就业见习补贴、剩余期限补贴和示范单位、示范基地奖补，检查见习是否规范。",
)
