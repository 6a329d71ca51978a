"""县域农民工市民化 by the indicators of the province."""

from __future__ import annotations

from templates.forms import citizenisation_indicators_prov
from templates.model import Workbook

WORKBOOK = Workbook(
    code="citizenisation-province",
    title="县域农民工市民化评估（省）",
    forms=(citizenisation_indicators_prov.FORM,),
    purpose="县（市）对照河南省县域农民工市民化建设评估指标自评（豫人社函〔2023〕71号）。\n豫人社函〔2023〕71号标有“此件不公开”。",
    folder="评价标准",
)
