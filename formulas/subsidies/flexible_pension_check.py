"""灵活就业人员养老保险缴费检查: a base inside the limits of the province, a period inside the year of payment.

Basis:   平人社办函〔2023〕31号 附件
Reading: 不能跨自然年度向前缴纳或补缴: the whole period lies in the year of payment, months still to come included; the
         steps 月、季、半年或年 themselves are not tested; the rate is not printed, so no amount is computed
"""

from formulas.expressions import year_of
from formulas.inputs import Inputs, date, money
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("flexible_pension_check")
i = Inputs(
    pay_date=date("缴费日期"),
    period_start=date("费款所属期起"),
    period_end=date("费款所属期止"),
    contribution_base=money("申报缴费基数", "元/月", positive=True),
    base_lower=money("全省统一缴费基数下限", "元/月", positive=True),
    base_upper=money("全省统一缴费基数上限", "元/月", positive=True),
)

RULE = Subsidy(
    code="flexible-pension-check",
    title="灵活就业人员养老保险缴费检查",
    record="一次缴费",
    family="社保费率与资金考核",
    claimant="灵活就业人员",
    parameters=p,
    inputs=i,
    as_of=i.pay_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition(
            "base-range",
            (i.contribution_base >= i.base_lower) & (i.contribution_base <= i.base_upper),
            "申报缴费基数在全省统一公布的上下限范围内",
        ),
        Condition("period-order", i.period_start <= i.period_end, "费款所属期起不晚于费款所属期止"),
        Condition(
            "same-year",
            (year_of(i.period_start) == year_of(i.period_end)) & (year_of(i.period_end) == year_of(i.pay_date)),
            "费款所属期在缴费当年内，不跨自然年度",
        ),
    ],
)
