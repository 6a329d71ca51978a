"""河南省县域农民工市民化建设评估指标."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "citizenisation-indicators-prov",
    "migrant-citizenship-province",
    tab="县域农民工市民化评估指标（省）",
    guide=Guide(
        who="县（市）",
        when="2023年12月总结提升阶段（各年度自评时）",
        to="省辖市人力资源和社会保障局，省人力资源和社会保障厅",
        how=(
            "各项按完成情况在“自评得分”栏填0至满分之间的分数，最多两位小数，并写明依据。",
            "加分项按级别填次数，同一事项只计最高一级，累计不超过10分；扣分项填次数，每次扣5分，累计不超过10分。没有的留空。",
            "总分＝基础分＋加分－扣分，不封顶不保底；原文没有达标线。",
            "第40项原文缺失，请按正式文件补填文字后评分；补填前本表为未填完。",
        ),
    ),
)
