"""示范县奖补资金不得支出范围 as a check sheet."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "county-fund-ban",
    "county-fund-ban",
    title="示范县奖补资金不得支出范围核对表",
    printed=False,
    tab="奖补资金禁支范围",
    guide=Guide(
        who="示范县人力资源社会保障、财政部门",
        when="每次支出前",
        to="同级人力资源社会保障、财政部门",
        how=(
            "先在表头选奖补资金类别：本条只限制示范县，示范园区、示范项目不受限制。",
            "逐项选“有”或“无”，有一项即不得支出。",
        ),
    ),
)
