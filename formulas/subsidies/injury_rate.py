"""工伤保险费（阶段性下调）: the premium for one month at the rate that the pooling area has cut.

Basis:   豫就业组〔2023〕1号 附件2 三（八）
Gives:   元 for one insured person or one payroll and one month
Reading: a premium belongs to a month: the month of the document counts whole and the day is ignored; the cut is set by
         each 统筹地区 from its 基金累计结存, the rate before it by the industry, and both are inputs
"""

from formulas.inputs import Inputs, date, money, option, percent
from formulas.parameters import load_parameters
from formulas.subsidy import Subsidy

p = load_parameters("injury_rate")
i = Inputs(
    pay_month=date("费款所属期", note="填当月任意一天"),
    contribution_base=money("缴费基数", positive=True),
    industry_rate_percent=percent("下调前费率"),
    cut=option("统筹地区下调幅度", "不下调", "下调20%", "下调50%"),
)

RULE = Subsidy(
    code="injury-rate",
    title="工伤保险费（阶段性下调）",
    record="一名参保人员或一份工资表的一个月",
    family="社保费率与资金考核",
    claimant="各类企业（单位）",
    payer="用人单位缴纳",
    parameters=p,
    inputs=i,
    as_of=i.pay_month,
    by_month=True,
    conditions=[],
    amount=i.contribution_base * i.industry_rate_percent * p.of("factor", i.cut),
    amount_title="应缴金额（元）",
)
