"""县域农民工市民化 by the indicators of 平顶山市."""

from __future__ import annotations

from templates.forms import citizenisation_indicators_city
from templates.model import Workbook

WORKBOOK = Workbook(
    code="citizenisation-city",
    title="县域农民工市民化评估（平顶山市）",
    forms=(citizenisation_indicators_city.FORM,),
    purpose="各县（市、区）对照平顶山市县域农民工市民化建设评估指标自评（平人社函〔2023〕38号）。\n平人社函〔2023〕38号标有“此件不公开”。",
    folder="评价标准",
)
