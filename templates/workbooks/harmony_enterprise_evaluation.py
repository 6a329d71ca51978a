"""和谐企业: the evaluation of an enterprise and the standard without points beside it."""

from __future__ import annotations

from templates.forms import harmony_enterprise, harmony_standard_enterprise
from templates.model import Workbook

WORKBOOK = Workbook(
    code="harmony-enterprise-evaluation",
    title="和谐企业评价",
    forms=(harmony_enterprise.FORM, harmony_standard_enterprise.FORM),
    purpose="企业对照评价细则自评（豫协调三方〔2023〕1号 附件1），并对照企业创建标准自查。",
    folder="评价标准",
)
