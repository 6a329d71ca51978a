"""治欠保支: the limits as a check sheet of one area."""

from __future__ import annotations

from templates.forms import wage_arrears_support
from templates.model import Workbook

WORKBOOK = Workbook(
    code="wage-arrears-evaluation",
    title="治欠保支指标",
    forms=(wage_arrears_support.FORM,),
    purpose="对照治欠保支工作内容的各项指标自查（豫人社办函〔2023〕30号）。",
    folder="评价标准",
)
