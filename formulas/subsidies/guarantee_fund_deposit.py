"""担保基金定期存款余量: how much more of the fund may be placed in term deposits.

Basis:   平人社〔2023〕23号 第四十八条
Gives:   元, the room left below the share of the fund
"""

from formulas.inputs import Inputs, date, money
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("guarantee_fund_deposit")
i = Inputs(
    check_date=date("检查日期"),
    fund_total=money("担保基金总额"),
    deposits=money("协定存款或定期存款金额"),
)

RULE = Subsidy(
    code="guarantee-fund-deposit",
    title="担保基金定期存款余量",
    record="一个担保基金",
    family="创业担保贷款贴息与额度",
    claimant="担保机构",
    payer="不涉及资金",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    conditions=[
        Condition("over-limit", i.deposits <= i.fund_total * p.share, "协定存款和定期存款不超过担保基金总额的{share}"),
    ],
    amount=i.fund_total * p.share - i.deposits,
    amount_title="余量（元）",
)
