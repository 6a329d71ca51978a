"""信用社区、信用户条件 as a check sheet."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "credit-community-check",
    "credit-community",
    title="信用社区、信用户条件核对表",
    printed=False,
    tab="信用社区、信用户",
    guide=Guide(
        who="信用社区（自查），县（市、区）复核",
        when="每年初对上年度认定",
        to="人社、人民银行、财政部门",
        how=(
            "带数据的项目填数据，是否符合由表格判断；数据暂缺的在“或直接选择”中选“待核”，不涉及的选“不适用”。",
            "先在表头选对象：信用社区或信用户。",
        ),
    ),
)
