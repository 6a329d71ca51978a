"""Ledgers of lowered social insurance rates and of checks on funds and indicators."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-insurance",
    "社保费率与资金考核",
    "核算阶段性降低后的社会保险缴费，检查经费使用比例和考核指标。",
)
