"""就业补助资金用于培训评价补贴占比检查: whether enough of a region's employment fund goes into training and evaluation.

Basis:   豫技领办〔2023〕12号 三（三）
Gives:   no money; one region and year passes or not
"""

from formulas.inputs import Inputs, integer, money
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("training_fund_share_check")
i = Inputs(
    year=integer("年度", "年"),
    training_evaluation_spending=money("用于培训、评价补贴的就业补助资金"),
    total_fund=money("就业补助资金总额"),
)

RULE = Subsidy(
    code="training-fund-share-check",
    title="就业补助资金用于培训评价补贴占比检查",
    record="一个地区的一个年度",
    family="培训监管检查",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.year,
    conditions=[
        Condition(
            "share-15",
            (i.total_fund > 0) & (i.training_evaluation_spending >= i.total_fund * p.least_share),
            "用于培训、评价补贴的不低于资金总额的{least_share}",
        ),
    ],
)
