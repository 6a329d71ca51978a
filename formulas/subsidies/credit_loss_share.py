"""免反担保贷款代偿损失银行分担: what the bank bears of a loss on a loan that a 信用社区 recommended.

Basis:   平人社〔2023〕23号 第四十一条1
Gives:   元 borne by the bank
Reading: the share is agreed between bank and 担保中心 and is an input; it lies between the printed floor and the whole
"""

from formulas.inputs import Inputs, date, money, percent, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("credit_loss_share")
i = Inputs(
    loss_date=date("代偿损失日期"),
    recommended_waived=yes_no("是否经信用社区认定推荐并免除反担保的贷款"),
    loss=money("逾期代偿损失", positive=True),
    bank_share_percent=percent("约定经办银行分担比例", note="按经办银行与担保中心的约定填"),
)

RULE = Subsidy(
    code="credit-loss-share",
    title="免反担保贷款代偿损失银行分担",
    record="一笔代偿损失",
    family="创业担保贷款贴息与额度",
    claimant="创业贷款担保中心",
    payer="经办银行",
    parameters=p,
    inputs=i,
    as_of=i.loss_date,
    conditions=[
        Condition("recommended-waived", i.recommended_waived, "经信用社区认定推荐并免除反担保的贷款"),
        Condition(
            "bank-share-20",
            (i.bank_share_percent >= p.least_share) & (i.bank_share_percent <= 1),
            "经办银行分担比例不低于{least_share}，不超过全部损失",
        ),
    ],
    amount=i.loss * i.bank_share_percent,
    amount_title="经办银行分担金额（元）",
)
