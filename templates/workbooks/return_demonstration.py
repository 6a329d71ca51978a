"""返乡创业: conditions of parks and of projects."""

from __future__ import annotations

from templates.forms import return_park, return_project
from templates.model import Workbook

WORKBOOK = Workbook(
    code="return-demonstration",
    title="示范园区、示范项目条件",
    forms=(return_park.FORM, return_project.FORM),
    purpose="对照条件自查，申报平顶山市市级农民工返乡创业示范园区、示范项目（平政办〔2017〕59号）。",
    folder="评价标准",
)
