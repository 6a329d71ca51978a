"""和谐劳动关系创建标准 for industrial parks, townships and subdistricts, printed as text."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "harmony-standard-park",
    "harmony-standard-park",
    title="和谐劳动关系工业园区、乡镇（街道）创建标准对照表",
    printed=False,
    tab="工业园区、乡镇（街道）创建标准",
    guide=Guide(
        who="工业园区、乡镇（街道）",
        when="每年对照自查",
        to="当地协调劳动关系三方（人社、工会、企业代表组织）评估",
        how=(
            "填“符合”“不符合”或“待核”。本标准没有分值和达标线：能否申报看评价细则的自评分，是否达标由当地三方评估。",
            "取消命名的情形针对已命名的企业、工业园区，有一项即提请省协调劳动关系三方审议，本表不作取消的结论。",
        ),
    ),
)
