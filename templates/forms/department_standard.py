"""河南省高质量充分就业示范院系创建标准（试行）: the points of a department, item by item."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "department-standard",
    "demo-department",
    basis="豫人社函〔2023〕73号 附件2",
    lines="L816-848",
    annex="附件2",
    tab="示范院系创建标准",
    guide=Guide(
        who="院系（对照自评），高校审核",
        when="2023年至2025年每年：4月至10月对标自查，11月15日前申报",
        to="省教育厅学生处（书面材料A4纸双面打印、装订成册、加盖公章，连同电子版）",
        how=(
            "先在表头选组别：本科组填（五）5（适用本科），高职高专组填（五）5（适用专科），另一行留空。",
            "评判项目在“得分”栏填0至满分之间的分数；比率项目填两个数，得分由表格计算。",
            "得分按二级指标汇入附件6自评表；附件6的自评相关数据、记分依据在附件6填写。",
            "推荐名额见附件3；①②③和取消资格①针对所在高校，取消资格②③针对院系。",
        ),
    ),
)
