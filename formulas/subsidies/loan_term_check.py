"""创业担保贷款期限检查: the longest term of a loan whose interest is subsidised.

Basis:   平人社〔2023〕23号 第九条
Reading: a self-paid loan has no printed term (不限年度次数) and is not tested
"""

from formulas.expressions import choose
from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.options import BORROWERS
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("loan_term_check")
i = Inputs(
    contract_date=date("合同签订日期"),
    borrower_type=option("贷款对象", *BORROWERS),
    self_paid=yes_no("是否自付利息贷款"),
    term_months=integer("贷款期限", "月", positive=True),
)

RULE = Subsidy(
    code="loan-term-check",
    title="创业担保贷款期限检查",
    record="一笔贷款",
    family="创业担保贷款贴息与额度",
    parameters=p,
    inputs=i,
    as_of=i.contract_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition(
            "term",
            i.self_paid
            | (i.term_months <= choose(i.borrower_type.is_in("小微企业"), p.most_months_small, p.most_months)),
            "专项资金贴息的贷款期限不超过{most_months}（小微企业{most_months_small}）",
        ),
    ],
)
