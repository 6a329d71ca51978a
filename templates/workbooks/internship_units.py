"""见习单位申报: what a unit files to be recognised as a place of internship (平人社办〔2023〕73号 三（二）)."""

from __future__ import annotations

from templates.forms.internship_unit_application import FORM as APPLICATION
from templates.forms.internship_unit_report import FORM as REPORT
from templates.model import Workbook

WORKBOOK = Workbook(
    code="internship-units",
    title="就业见习单位申报",
    forms=(APPLICATION, REPORT),
    purpose="用人单位申请认定为平顶山市就业见习单位时填报，连同附件2和证照复印件交同级人社部门就业服务机构。",
)
