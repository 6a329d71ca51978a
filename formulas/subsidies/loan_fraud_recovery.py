"""骗取挪用贴息、奖补资金追回: all that was obtained by fraud or diverted.

Basis:   平人社〔2023〕23号 第六十条
Gives:   元 to be recovered in one case
Reading: the fines of 国家有关规定 are not printed and not computed
"""

from formulas.inputs import Inputs, date, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("loan_fraud_recovery")
i = Inputs(
    check_date=date("查实日期"),
    fraud_found=yes_no("是否查实弄虚作假、骗取挪用"),
    amount_obtained=money("骗取挪用的贴息资金和奖补资金", positive=True),
)

RULE = Subsidy(
    code="loan-fraud-recovery",
    title="骗取挪用贴息、奖补资金追回",
    record="一个案件",
    family="创业担保贷款贴息与额度",
    claimant="人力资源社会保障、财政部门追回",
    payer="责任人或责任单位",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    conditions=[
        Condition("fraud-found", i.fraud_found, "查实弄虚作假、骗取挪用贴息资金和奖补资金"),
    ],
    amount=i.amount_obtained,
    amount_title="应追回金额（元）",
    verb="应予追回",
)
