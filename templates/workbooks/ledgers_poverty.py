"""Ledgers of employment aid for people who were lifted out of poverty."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-poverty",
    "脱贫人口就业帮扶",
    "核算脱贫人口（监测对象）培训、就业服务、乡村公益性岗位等补贴补助。",
)
