"""平顶山市创业担保贷款信用风险评分表（试行）, filled in by the bank."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "credit-risk-score",
    "startup-credit",
    annex="附件14",
    tab="信用风险评分表",
    guide=Guide(
        who="经办银行（会同信用社区、担保机构实地核查）",
        when="每笔信用用户贷款申请",
        to="担保机构",
        how=(
            "每项从下拉列表中选一档，或填数据由表格选档；各档都不符合的选“无对应档位”，计0分，须在备注写明理由。",
            "大学生创业、种养殖项目在表头填“是”，忽略不计的项目变灰，不用填。",
            "加分项目填“是”或“否”，合计最高10分；须与创业项目相关并提供材料。直接退件各项逐项选“有”或“无”。",
            "健康状况、直接退件5只记所选的档，不记病情。各县（市）按说明6调整分值的，在“本县分值”栏填写。",
        ),
    ),
)
