"""Ledgers of training subsidies for enterprises and of skill evaluation."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-training",
    "企业培训与技能评价",
    "核算岗前培训、新型学徒制、脱产培训、在线学习和职业技能评价补贴。",
)
