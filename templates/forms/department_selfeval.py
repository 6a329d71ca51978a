"""河南省高质量充分就业示范院系自评表 (附件6): one row for each of the eleven 二级指标 of the standard.

Reading: unlike 附件5 its heading says 二级指标; the scores of the single points are added up from the standard's sheet
"""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import self_evaluation_form

FORM = self_evaluation_form(
    "department-selfeval",
    "demo-department",
    title="河南省高质量充分就业示范院系自评表",
    basis="豫人社函〔2023〕73号 附件6",
    lines="L964-975",
    annex="附件6",
    unit="department",
    standard="department-standard",
    guide=Guide(
        who="院系，经高校审核",
        when="每年11月15日前，与申报书（附件4）一并报送",
        to="省教育厅学生处（由高校报送）",
        how=(
            "先在《创建标准》表中逐项打分，本表的记分和自评总分自动汇入。",
            "每行写明自评相关数据和自评记分依据，需要说明的写在备注。",
            "学校负责人签名、盖章各栏打印后填写。",
        ),
        mailbox="hnsrstjyjqnz@163.com（省人力资源社会保障厅）、WXS8877@126.com（省教育厅）",
    ),
)
