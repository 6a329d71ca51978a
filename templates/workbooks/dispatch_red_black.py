"""劳务派遣红黑榜: which list a unit belongs on."""

from __future__ import annotations

from templates.forms import dispatch_red_black_check
from templates.model import Workbook

WORKBOOK = Workbook(
    code="dispatch-red-black",
    title="劳务派遣红黑榜",
    forms=(dispatch_red_black_check.FORM,),
    purpose="年度经营情况报告核验后，判定劳务派遣单位列入“红榜”或“黑榜”（豫人社规〔2023〕2号）。",
    folder="评价标准",
)
