"""高校就业创业工作经费检查: whether the budget for employment work reaches its share of the tuition due.

Basis:   豫人社函〔2023〕73号 附件1 一（三）
Reading: the creation runs from 2023 to 2025; beside this line the standard awards scores, not money
"""

from formulas.inputs import Inputs, integer, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("university_budget_check")
i = Inputs(
    year=integer("年度", "年"),
    in_annual_budget=yes_no("就业创业工作经费是否纳入学校年度预算"),
    employment_budget=money("就业创业工作经费总额"),
    tuition_payable=money("本年度全校学生应交学费", positive=True),
)

RULE = Subsidy(
    code="university-budget-check",
    title="高校就业创业工作经费检查",
    record="一所高校的一个年度",
    family="社保费率与资金考核",
    parameters=p,
    inputs=i,
    as_of=i.year,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition("in-budget", i.in_annual_budget, "就业创业工作经费纳入学校年度预算"),
        Condition(
            "budget-1",
            i.employment_budget >= i.tuition_payable * p.share,
            "经费总额不少于本年度全校学生应交学费的{share}",
        ),
    ],
)
