"""稳岗扩岗专项贷款年度总量检查: whether 中国银行河南省分行 provided the yearly sum it promised.

Basis:   豫人社办函〔2023〕40号 四（二）
Gives:   no money; one year passes or not
"""

from formulas.inputs import Inputs, integer, money
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("retention_loan_pool_check")
i = Inputs(
    year=integer("年度", "年"),
    loans_provided=money("全年提供的稳岗扩岗专项贷款"),
)

RULE = Subsidy(
    code="retention-loan-pool-check",
    title="稳岗扩岗专项贷款年度总量检查",
    record="一个年度",
    family="吸纳就业与稳岗",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.year,
    conditions=[
        Condition("pool-200", i.loans_provided >= p.pool, "全年提供的稳岗扩岗专项贷款不低于{pool}"),
    ],
)
