"""创业担保贷款对象与额度门槛 as a check sheet."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "guarantee-loan",
    "guarantee-loan",
    title="创业担保贷款对象与额度门槛核对表",
    printed=False,
    tab="创业担保贷款门槛",
    guide=Guide(
        who="担保机构、经办银行",
        when="每笔贷款受理时",
        to="担保机构",
        how=(
            "带数据的项目填数据，是否符合由表格判断；数据暂缺的在“或直接选择”中选“待核”，不涉及的选“不适用”。",
            "先在表头选贷款对象和贷款方式，不适用的行变灰。",
        ),
    ),
)
