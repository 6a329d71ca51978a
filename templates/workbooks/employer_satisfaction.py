"""用工满意度调查: the questionnaire that every key enterprise fills in by itself, and so a file of its own."""

from __future__ import annotations

from templates.forms import employer_satisfaction
from templates.model import Workbook

WORKBOOK = Workbook(
    code="employer-satisfaction",
    title="用工满意度调查",
    forms=(employer_satisfaction.FORM,),
    purpose="由第三方机构调查重点企业对用工保障的满意度，每家企业填一份（豫就业组〔2023〕1号）。",
)
