"""星级社区 by the plans of the city and of the province."""

from __future__ import annotations

from templates.forms import community_evaluation, star_community_province
from templates.model import Workbook

WORKBOOK = Workbook(
    code="star-community-evaluation",
    title="星级社区评价",
    forms=(community_evaluation.FORM, star_community_province.FORM),
    purpose="社区（行政村）对照省、市实施方案的工作内容自查（豫人社办〔2023〕46号、平人社办〔2023〕96号）。\n平人社办〔2023〕96号标有“此件依申请公开”。\n豫人社办〔2023〕46号标有“此件依申请公开”。",
    folder="评价标准",
)
