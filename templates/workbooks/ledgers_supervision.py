"""Ledgers of the checks that supervise subsidised training."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-supervision",
    "培训监管检查",
    "检查补贴性培训的机构、人员、班级、过程、证书占比和资金占比。",
)
