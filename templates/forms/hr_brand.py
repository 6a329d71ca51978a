"""河南省区域人力资源品牌认定条件."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "hr-brand",
    "hr-brand",
    title="河南省区域人力资源品牌认定条件对照表",
    printed=False,
    tab="品牌认定条件",
    guide=Guide(
        who="区域人力资源品牌建设主体",
        when="原则上每年开展一次",
        to="所在县（市、区）人力资源社会保障部门推荐，市级审核，省人力资源社会保障厅评审",
        how=(
            "超过5000人、1200人、600人的都不含本数；每年培训人数按上年、前年分别填。",
            "申报主体是企业的，还要填（八）三行。",
            "非物质文化遗产类品牌在（九）填“符合”，有未达到的条件时结论为待核。",
        ),
    ),
)
