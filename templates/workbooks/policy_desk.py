"""政策库: every money rule with its standard, conditions, window, article and status on a chosen day."""

from __future__ import annotations

from templates.forms.policy_desk import ARTICLES, FORM
from templates.model import Workbook

WORKBOOK = Workbook(
    code="policy-desk",
    title="政策库",
    forms=(FORM, ARTICLES),
    purpose="查各项就业创业补贴、奖补、贷款和检查事项的标准、条件、有效期和依据；填一个日期，看哪些政策有效。",
)
