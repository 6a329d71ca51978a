"""低利率经办银行奖励资格检查: whether a bank lent at least half of its loans at LPR or below.

Basis:   平人社〔2023〕23号 第五十三条
Reading: 一半以上 includes exactly one half; the amount of the reward is not printed
"""

from formulas.inputs import Inputs, date, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("loan_lowrate_bank_check")
i = Inputs(
    check_date=date("检查日期"),
    is_bank=yes_no("是否经办银行"),
    low_rate_loans=money("以LPR或低于LPR发放的创业担保贷款"),
    total_loans=money("创业担保贷款总发放额"),
)

RULE = Subsidy(
    code="loan-lowrate-bank-check",
    title="低利率经办银行奖励资格检查",
    record="一家银行的一个年度",
    family="创业担保贷款贴息与额度",
    claimant="经办银行",
    payer="市（县）财政部门可给予奖励",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition("bank", i.is_bank, "是创业担保贷款经办银行"),
        Condition(
            "half",
            (i.total_loans > 0) & (i.low_rate_loans >= i.total_loans * p.share),
            "以LPR或低于LPR发放的贷款不少于总发放额的{share}",
        ),
    ],
)
