"""河南省高质量充分就业示范高校自评表 (附件5): one row for each of the 41 numbered points of the standard.

Reading: its 三级指标 are the numbered 评分标准 of 附件1; two points with two scores each stay one row
"""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import self_evaluation_form

FORM = self_evaluation_form(
    "university-selfeval",
    "demo-university",
    title="河南省高质量充分就业示范高校自评表",
    basis="豫人社函〔2023〕73号 附件5",
    lines="L953-962",
    annex="附件5",
    unit="school",
    standard="university-standard",
    guide=Guide(
        who="各高校",
        when="每年11月15日前，与申报书（附件4）一并报送",
        to="省教育厅学生处（书面材料A4纸双面打印、装订成册、加盖公章，连同电子版）",
        how=(
            "先在《创建标准》表中逐项打分，本表的记分和自评总分自动汇入。",
            "每行写明自评相关数据和自评记分依据，需要说明的写在备注。",
            "学校负责人签名、盖章各栏打印后填写。",
        ),
        mailbox="hnsrstjyjqnz@163.com（省人力资源社会保障厅）、WXS8877@126.com（省教育厅）",
    ),
)
