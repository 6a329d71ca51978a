"""“一奖一补”奖补标准, worked out for one household."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "migrant-work-reward",
    "migrant-work-reward",
    title="“一奖一补”奖补标准核算表",
    printed=False,
    tab="一奖一补标准",
    guide=Guide(
        who="务工人员所在行政村（社区）",
        when="每年9月20日前发放奖补资金",
        to="乡（镇、街道）复审，县巩固拓展脱贫攻坚成果同乡村振兴有效衔接领导小组",
        how=(
            "奖补按全部工资收入乘以所在档的比例，不分段计算；正好1万元按2%，正好2万元按3%。",
            "每户合计不超过3000元。",
        ),
    ),
)
