"""示范院系: standard (附件2), 自评表 (附件6), 申报书 (附件4) and the quotas of the schools (附件3)."""

from __future__ import annotations

from templates.forms import demo_application, department_quota, department_selfeval, department_standard
from templates.model import Workbook

WORKBOOK = Workbook(
    code="demo-department",
    title="示范院系申报",
    forms=(
        department_standard.FORM,
        department_selfeval.FORM,
        demo_application.FORM,
        department_quota.FORM,
    ),
    purpose="对照创建标准自评，填写自评表和申报书，推荐河南省高质量充分就业示范院系（豫人社函〔2023〕73号）。",
    folder="评价标准",
)
