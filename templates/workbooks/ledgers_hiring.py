"""Ledgers of subsidies for enterprises that hire, and that keep producing and employing."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-hiring",
    "吸纳就业与稳岗",
    "核算一次性吸纳就业补贴、社会保险补贴、职业介绍补贴、春节期间连续生产奖补，核对稳岗扩岗专项贷款和国有企业增人增资。",
)
