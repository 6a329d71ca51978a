"""Ledgers of subsidies to star communities of full employment."""

from __future__ import annotations

from templates.family_ledgers import family_workbook

WORKBOOK = family_workbook(
    "ledgers-communities",
    "星级社区",
    "核算省级、市级高质量充分就业星级社区补助，检查社区人社服务专员配备。",
)
