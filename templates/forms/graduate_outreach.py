"""就业政策宣介工作量化要求 as a check sheet."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "graduate-outreach",
    "graduate-outreach",
    title="就业政策宣介工作量化要求核对表",
    printed=False,
    tab="宣介工作量化要求",
    guide=Guide(
        who="各县（市、区）人力资源和社会保障局",
        when="每月自查，年底综合排名",
        to="平顶山市人力资源和社会保障局",
        how=(
            "带数据的项目填数据，是否符合由表格判断；数据暂缺的在“或直接选择”中选“待核”，不涉及的选“不适用”。",
        ),
    ),
)
