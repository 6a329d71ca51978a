"""农民工市民化试点: 13 tasks of which a county chooses some, 93 indicators."""

from __future__ import annotations

from templates.forms import citizenisation_pilot_indicators
from templates.model import Workbook

WORKBOOK = Workbook(
    code="citizenisation-pilot",
    title="农民工市民化试点评估",
    forms=(citizenisation_pilot_indicators.FORM,),
    purpose="试点县（市）按所选试点任务逐项报进展（豫农工办〔2023〕6号），每半年一次。\n豫农工办〔2023〕6号标有“此件不公开”。",
    folder="评价标准",
)
