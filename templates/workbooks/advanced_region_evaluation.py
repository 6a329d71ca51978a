"""促进就业工作先进地区: indicators and negative indicators of one city or county."""

from __future__ import annotations

from templates.forms import advanced_region
from templates.model import Workbook

WORKBOOK = Workbook(
    code="advanced-region-evaluation",
    title="先进地区评价",
    forms=(advanced_region.FORM,),
    purpose="市、县对照评价指标和负面评价指标自查（豫人社办〔2023〕32号）。\n豫人社办〔2023〕32号标有“此件依申请公开”。",
    folder="评价标准",
)
