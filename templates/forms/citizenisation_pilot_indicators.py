"""河南省县域农民工市民化高质量发展试点评估指标: the tasks a pilot county chose, indicator by indicator."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "citizenisation-pilot-indicators",
    "migrant-citizenship-pilot",
    tab="试点评估指标",
    guide=Guide(
        who="试点县（市）",
        when="每半年报送一次；省里每年评估",
        to="省辖市农民工工作领导小组，省农民工工作领导小组办公室",
        how=(
            "先在“是否选择”栏给所选的试点任务填“是”，未选的任务不用填。",
            "所选任务的每项指标选进展：未开展、推进中、已完成；年度目标和完成情况写在右侧。",
        ),
    ),
)
