"""区域人力资源品牌: the conditions."""

from __future__ import annotations

from templates.forms import hr_brand
from templates.model import Workbook

WORKBOOK = Workbook(
    code="hr-brand-conditions",
    title="区域人力资源品牌条件",
    forms=(hr_brand.FORM,),
    purpose="对照认定条件自查，申报河南省区域人力资源品牌（豫人社办〔2023〕59号）。",
    folder="评价标准",
)
