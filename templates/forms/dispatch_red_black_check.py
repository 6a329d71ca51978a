"""劳务派遣单位“红黑榜”: which list a unit belongs on."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "dispatch-red-black-check",
    "dispatch-red-black",
    title="劳务派遣单位“红黑榜”核验表",
    printed=False,
    tab="红黑榜核验",
    guide=Guide(
        who="各级人力资源社会保障部门",
        when="每年3月31日前核验，4月30日前公示",
        to="本级官方网站公示，公示结果报送省厅",
        how=(
            "红榜三项都具备的列入“红榜”；黑榜六种情形有一种即列入“黑榜”，限期整改。",
            "两榜都不符合的为待定，原文没有规定。",
        ),
    ),
)
