"""根治欠薪 约谈: situations and stages."""

from __future__ import annotations

from templates.forms import arrears_interview
from templates.model import Workbook

WORKBOOK = Workbook(
    code="arrears-interview-check",
    title="约谈情形",
    forms=(arrears_interview.FORM,),
    purpose="核对根治欠薪工作应当约谈的情形和处理阶段（豫农工〔2023〕3号）。\n豫农工〔2023〕3号标有“此件不公开”。",
    folder="评价标准",
)
