"""信用风险评分表 of the guaranteed start-up loan."""

from __future__ import annotations

from templates.forms import credit_risk_score
from templates.model import Workbook

WORKBOOK = Workbook(
    code="credit-risk-score",
    title="信用风险评分表",
    forms=(credit_risk_score.FORM,),
    purpose="经办银行对信用用户评定信用风险得分（平人社〔2023〕23号 附件14）。",
    folder="评价标准",
)
