"""就业见习单位: the conditions."""

from __future__ import annotations

from templates.forms import internship_unit
from templates.model import Workbook

WORKBOOK = Workbook(
    code="internship-unit-conditions",
    title="见习单位条件",
    forms=(internship_unit.FORM,),
    purpose="对照申报条件自查，申请就业见习单位（平人社办〔2023〕73号）。",
    folder="评价标准",
)
