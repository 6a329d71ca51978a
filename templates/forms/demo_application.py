"""河南省高质量充分就业示范高校（院系）创建申报书 (附件4): cover lines and a table of four rows.

Basis:   豫人社函〔2023〕73号 附件4; duty 四, deadline 15 November
Reading: the opinions of the school and of the experts are signed and sealed on paper
"""

from __future__ import annotations

from templates.fields import Date, LongText, Sign, Text
from templates.model import CardForm, Entry, Field, Guide, Label, ListedIn, Source

unit = Field(
    "unit", "单位名称（盖章）", Text(max_length=100), required=True, width=36, prompt="填学校全称，打印后盖章。"
)
head = Field("head", "学校负责人（签名）", Sign())
filed_on = Field("filed-on", "年月日", Date(), required=True, prompt="填申报日期，每年11月15日前。")
name = Field(
    "name", "学校（院系）名称", Text(max_length=100), required=True, prompt="申报示范院系的，填学校名称和院系名称。"
)
reasons = Field(
    "reasons", "申报主要理由（3000字以内，佐证材料可另附页）", LongText(max_length=3000), required=True,
    prompt="写明申报主要理由，3000字以内；换行按 Alt+Enter。",
)  # fmt: skip
school_opinion = Field("school-opinion", "学校意见", Sign())
expert_opinion = Field("expert-opinion", "专家组评审意见", Sign())

_SCHOOL = "校领导签字（加盖学校公章）：　　　　　　　　　　\n年　　月　　日　　　　"
_EXPERTS = "年　　月　　日　　　　"

FORM = CardForm(
    code="demo-application",
    title="河南省高质量充分就业示范高校（院系）创建申报书",
    source=Source("豫人社函〔2023〕73号 附件4", "L938-951", annex="附件4"),
    widths=(22, 33, 33),
    header=(unit, head, filed_on),
    grid=[
        [Label("学校（院系）\n名称"), Entry(name, span=2)],
        [Label("申报主要理由\n（3000字以内，佐证\n材料可另附页）"), Entry(reasons, span=2, height=390)],
        [Label("学校意见", rows=2), Entry(school_opinion, span=2, height=90)],
        [Label(_SCHOOL, span=2, align="left", style="text")],
        [Label("专家组\n评审意见", rows=2), Entry(expert_opinion, span=2, height=90)],
        [Label(_EXPERTS, span=2, align="left", style="text")],
    ],
    listed_in=(
        ListedIn(
            unit,
            "department-quota",
            "school",
            "附件3的155所学校中没有“{unit}”。推荐示范院系的学校须在附件3中；请核对学校全称。",
        ),
    ),
    guide=Guide(
        who="各高校（申报示范高校，或推荐示范院系）",
        when="每年11月15日前",
        to="省教育厅学生处（书面材料A4纸双面打印、装订成册、加盖公章，连同电子版）",
        how=(
            "申报主要理由3000字以内，重点突出、简洁明了，佐证材料可另附页。",
            "每份申报书附自评表（附件5或附件6）；推荐的院系数不得超过附件3的名额。",
            "签名、盖章和意见各栏打印后填写。",
        ),
        mailbox="hnsrstjyjqnz@163.com（省人力资源社会保障厅）、WXS8877@126.com（省教育厅）",
        telephone="0371-69690416（省人力资源社会保障厅）、0371-65798698（省教育厅）",
    ),
    tab="申报书（附件4）",
)
