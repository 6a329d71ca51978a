"""职工教育经费一线使用比例检查: whether enough of the training fund goes to workers at the front line.

Basis:   豫协调三方〔2023〕1号 三（一）
Reading: the activity runs until December 2027; 60%以上 includes the figure itself
"""

from formulas.inputs import Inputs, date, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("education_fund_check")
i = Inputs(
    check_date=date("检查日期"),
    paid_in_full=yes_no("职工教育经费是否足额到位"),
    education_fund=money("职工教育经费", positive=True),
    frontline_spending=money("用于企业一线职工教育和培训的经费"),
)

RULE = Subsidy(
    code="education-fund-check",
    title="职工教育经费一线使用比例检查",
    record="一家企业的一个年度",
    family="社保费率与资金考核",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition("paid-in-full", i.paid_in_full, "职工教育经费足额到位"),
        Condition(
            "frontline-60",
            i.frontline_spending >= i.education_fund * p.share,
            "用于企业一线职工教育和培训的经费不少于职工教育经费的{share}",
        ),
    ],
)
