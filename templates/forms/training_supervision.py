"""“人人持证、技能河南”培训监管限制 as a check sheet."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "training-supervision",
    "training-supervision",
    title="“人人持证、技能河南”培训监管限制核对表",
    printed=False,
    tab="培训监管限制",
    guide=Guide(
        who="培训机构、人力资源社会保障部门",
        when="每期培训和年度检查",
        to="同级人力资源社会保障部门",
        how=(
            "带数据的项目填数据，是否符合由表格判断；数据暂缺的在“或直接选择”中选“待核”，不涉及的选“不适用”。",
            "先在表头选所在地：制造业占比和证书占比的限额因地而异。",
        ),
    ),
)
