"""和谐行业: the evaluation of an industry and the standard without points beside it."""

from __future__ import annotations

from templates.forms import harmony_industry, harmony_standard_industry
from templates.model import Workbook

WORKBOOK = Workbook(
    code="harmony-industry-evaluation",
    title="和谐行业评价",
    forms=(harmony_industry.FORM, harmony_standard_industry.FORM),
    purpose="行业组织对照评价细则自评（豫协调三方〔2023〕1号 附件3），并对照创建标准自查。",
    folder="评价标准",
)
