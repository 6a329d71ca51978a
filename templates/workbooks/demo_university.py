"""示范高校: standard (附件1), 自评表 (附件5), 申报书 (附件4) and the quotas of the schools (附件3)."""

from __future__ import annotations

from templates.forms import demo_application, department_quota, university_selfeval, university_standard
from templates.model import Workbook

WORKBOOK = Workbook(
    code="demo-university",
    title="示范高校申报",
    forms=(
        university_standard.FORM,
        university_selfeval.FORM,
        demo_application.FORM,
        department_quota.FORM,
    ),
    purpose="对照创建标准自评，填写自评表和申报书，申报河南省高质量充分就业示范高校（豫人社函〔2023〕73号）。",
    folder="评价标准",
)
