"""劳动关系和谐工业园区、乡镇（街道）评价细则."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "harmony-park",
    "harmonious-park-township",
    annex="附件2",
    tab="和谐园区、乡镇（街道）评价细则",
    guide=Guide(
        who="工业园区、乡镇（街道）",
        when="每年自评；省级示范企业、示范工业园区每两年命名一届",
        to="当地协调劳动关系三方（人社、工会、企业代表组织）评估",
        how=(
            "第三部分填企业数，占比由表格计算；分母是区域内全部企业，没有自评或没有测评的企业按未达到计。",
            "负面清单四项逐项选“有”或“无”；有一项即不得申报。",
        ),
    ),
)
