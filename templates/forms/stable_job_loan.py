"""稳岗扩岗专项贷款认定标准 as a check sheet."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "stable-job-loan",
    "stable-job-loan",
    title="稳岗扩岗专项贷款认定标准核对表",
    printed=False,
    tab="稳岗扩岗专项贷款",
    guide=Guide(
        who="申请贷款的小微企业，当地人力资源社会保障部门核实",
        when="申请时",
        to="当地人力资源社会保障部门，当地中国银行分支机构",
        how=(
            "带数据的项目填数据，是否符合由表格判断；数据暂缺的在“或直接选择”中选“待核”，不涉及的选“不适用”。",
            "各项标准均为“原则上”。",
        ),
    ),
)
