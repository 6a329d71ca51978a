"""平顶山市市级农民工返乡创业示范园区: conditions by kind of park, review, grounds of withdrawal."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "return-park",
    "return-park",
    title="平顶山市市级农民工返乡创业示范园区条件对照表",
    printed=False,
    tab="示范园区条件",
    guide=Guide(
        who="申报园区；已命名园区年度审核时",
        when="按年度申报通知；年度审核每年一次",
        to="县级推进农民工返乡创业工作领导小组，县级政府，市推进农民工返乡创业工作领导小组",
        how=(
            "先在表头选类别：只填共同条件和所选类别的条件，其他类别的行变灰，不用填。",
            "带数据的项目填数据，是否符合由表格判断；数据暂缺的在“或直接选择”中选“待核”。",
            "第十三条、第十四条针对已命名的园区；首次申报的填“无”。",
        ),
    ),
)
