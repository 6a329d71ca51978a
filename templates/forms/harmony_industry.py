"""劳动关系和谐行业评价细则."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "harmony-industry",
    "harmonious-industry",
    annex="附件3",
    guide=Guide(
        who="行业协会、商会、行业工会组织",
        when="每年自评；各地每年选择1—2个典型行业试点",
        to="当地协调劳动关系三方（人社、工会、企业代表组织）评估",
        how=(
            "一、3没有印明分数线，由填报人按所用标准统计企业数，并在表头写明所用口径。",
            "二、1-1为“否”时，请核对五、4是否应填“有”。",
            "负面清单五项逐项选“有”或“无”；有一项即不得申报。",
        ),
    ),
)
