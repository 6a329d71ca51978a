"""家庭成员、亲属等自然人作为反担保人的条件, a checklist for one guarantor."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "guarantor-family",
    "guarantor-family",
    annex="附件9",
    tab="反担保人（亲属）",
    guide=Guide(
        who="担保机构",
        when="每名反担保人一份",
        to="担保机构",
        how=(
            "带数据的项目填数据，是否符合由表格判断；数据暂缺的在“或直接选择”中选“待核”，不涉及的选“不适用”。",
            "前提必须符合；下列条件符合一条即可，其余可以不填。",
        ),
    ),
)
