"""创业担保贷款利率上限检查: the agreed rate against LPR of the signing day.

Basis:   平人社〔2023〕23号 第九条
Reading: which term of LPR counts is not printed, so the figure itself is an input
"""

from formulas.expressions import choose
from formulas.inputs import Inputs, date, percent, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("loan_rate_check")
i = Inputs(
    contract_date=date("合同签订日期"),
    annual_rate=percent("贷款年利率"),
    lpr=percent("LPR", note="合同签订日的LPR"),
    poor_area=yes_no("是否贫困地区", note="国家扶贫开发工作重点县、全国14个集中连片特殊困难地区"),
)

RULE = Subsidy(
    code="loan-rate-check",
    title="创业担保贷款利率上限检查",
    record="一份贷款合同",
    family="创业担保贷款贴息与额度",
    parameters=p,
    inputs=i,
    as_of=i.contract_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition(
            "rate-ceiling",
            i.annual_rate <= i.lpr + choose(i.poor_area, p.spread_poor, p.spread),
            "贷款年利率不超过LPR加{spread}（贫困地区加{spread_poor}）",
        ),
    ],
)
