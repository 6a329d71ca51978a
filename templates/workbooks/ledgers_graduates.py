"""Ledgers of what graduates and students receive."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-graduates",
    "高校毕业生",
    "核算高校毕业生求职创业、创业培训、创业运营、应征入伍和助学贷款方面的补贴、补助和减免。",
)
