"""就业见习单位申报条件, with the recommendation rule and the subsidy rate."""

from __future__ import annotations

from templates.model import Guide
from templates.score_sheet import score_form

FORM = score_form(
    "internship-unit",
    "internship-unit",
    title="就业见习单位申报条件对照表",
    printed=False,
    tab="见习单位条件",
    guide=Guide(
        who="申请见习的用人单位",
        when="2023年6月起随时申请",
        to="同级人社部门就业服务机构",
        how=(
            "（四）一名带教老师最多带三名见习人员；（六）生活补助费不低于当地最低工资标准。",
            "一（四）是推荐省级示范见习基地的条件，一（三）是见习补贴标准，不是申报条件，可以不填。",
        ),
    ),
)
