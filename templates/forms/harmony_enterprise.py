"""劳动关系和谐企业评价细则, the self-assessment of an enterprise."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "harmony-enterprise",
    "harmonious-enterprise",
    annex="附件1",
    guide=Guide(
        who="企业",
        when="每年自评；省级示范企业、示范工业园区每两年命名一届",
        to="当地协调劳动关系三方（人社、工会、企业代表组织）评估",
        how=(
            "每个要点选“是”或“否”，要点全部做到才得分；条文限定的情形没有发生的八项可选“不涉及”，计为做到，须在备注写明理由。",
            "第12项填被调查职工人数和满意职工人数，满意度由表格计算，不四舍五入（79.5%按70%-79%一档）。",
            "负面清单两项逐项选“有”或“无”；有一项即不得申报。",
        ),
    ),
)
