"""治欠保支工作内容: the limits of the province as a check sheet of one area."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "wage-arrears-support",
    "wage-arrears-support",
    title="治欠保支工作指标对照表",
    printed=False,
    tab="治欠保支指标",
    guide=Guide(
        who="各地人力资源社会保障部门",
        when="每月（专项组每月向包联负责人推送）",
        to="上级人力资源社会保障部门，“三包三联”工作专班治欠保支专项组",
        how=(
            "比率填两个数，由表格计算；没有在建工程项目的，两个数都填0，该项不适用。",
            "不计总分，结论列出不符合的项数。",
        ),
    ),
)
