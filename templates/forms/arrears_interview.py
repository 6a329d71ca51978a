"""河南省根治欠薪工作行政约谈办法: the situations that call for an interview, and the stage reached."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "arrears-interview",
    "arrears-interview",
    title="根治欠薪行政约谈情形核对表",
    printed=False,
    tab="约谈情形",
    guide=Guide(
        who="各级保障农民工工资支付工作议事协调机构",
        when="发现情形时",
        to="同级协调机构负责人",
        how=(
            "逐项选“有”或“无”，在表头选处理阶段。",
            "有情形的，先发提示函、限期整改；到期仍未整改落实或整改不力的，才发约谈通知。",
        ),
    ),
)
