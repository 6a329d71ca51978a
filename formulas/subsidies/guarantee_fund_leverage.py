"""担保基金放大倍数余量: how much more the fund may guarantee.

Basis:   平人社〔2023〕23号 第四十五条
Gives:   元, the room left below the multiple of the fund
Reading: 可适当提高…至10倍 gives the maximum; the multiple of those who do not reach 90 % is not printed and is an input
"""

from formulas.expressions import Step, choose
from formulas.inputs import Inputs, date, money, quantity
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("guarantee_fund_leverage")
i = Inputs(
    check_date=date("检查日期"),
    fund_balance=money("担保基金存款余额"),
    recovered=money("上年累计到期贷款实际回收金额"),
    due=money("上年累计到期贷款应回收金额"),
    base_multiple=quantity("未达90%时的放大倍数", "倍", note="文件未印明，按当地规定填，不超过10倍"),
    outstanding_guaranteed=money("担保贷款余额"),
)
multiple = Step(
    "multiple",
    "放大倍数",
    choose((i.due > 0) & (i.recovered >= i.due * p.repaid_share), p.multiple, i.base_multiple),
    "倍",
)

RULE = Subsidy(
    code="guarantee-fund-leverage",
    title="担保基金放大倍数余量",
    record="一个担保基金",
    family="创业担保贷款贴息与额度",
    claimant="担保机构",
    payer="不涉及资金",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    conditions=[
        Condition(
            "over-limit",
            i.outstanding_guaranteed <= i.fund_balance * multiple,
            "担保贷款余额不超过担保基金存款余额乘以放大倍数（还款率不低于{repaid_share}的{multiple}）",
        ),
    ],
    amount=i.fund_balance * multiple - i.outstanding_guaranteed,
    amount_title="余量（元）",
)
