"""城镇职工基本养老保险单位缴费: the employer's premium for one month.

Basis:   豫就业组〔2023〕1号 附件2 三（八）
Gives:   元 for one insured person or one payroll and one month
Reading: a premium belongs to a month: the month of the document counts whole and the day is ignored;
         the upper and lower limits of the base are not printed
"""

from formulas.inputs import Inputs, date, money
from formulas.parameters import load_parameters
from formulas.subsidy import Subsidy

p = load_parameters("pension_rate")
i = Inputs(
    pay_month=date("费款所属期", note="填当月任意一天"),
    contribution_base=money("缴费基数", positive=True),
)

RULE = Subsidy(
    code="pension-rate",
    title="城镇职工基本养老保险单位缴费",
    record="一名参保人员或一份工资表的一个月",
    family="社保费率与资金考核",
    claimant="各类企业（单位）",
    payer="用人单位缴纳（免申即享）",
    parameters=p,
    inputs=i,
    as_of=i.pay_month,
    by_month=True,
    conditions=[],
    amount=i.contribution_base * p.rate,
    amount_title="应缴金额（元）",
)
