"""应征入伍学费补偿: the tuition of each school year, up to a yearly limit.

Basis:   豫政办〔2023〕17号 第四条
Gives:   元 for one person, all years claimed together; the number of years is not limited
Reading: the limit holds for each year by itself (每人每年最高不超过)
"""

from formulas.expressions import total
from formulas.inputs import Inputs, date, list_of, money, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("enlist_tuition")
i = Inputs(
    apply_date=date("申请日期"),
    enlisted=yes_no("是否应征入伍"),
    education=option("学历层次", "本专科", "研究生"),
    yearly_tuition=list_of(money("各学年学费（各学年未补偿过）"), note="每个申请的学年填一个"),
)

RULE = Subsidy(
    code="enlist-tuition",
    title="应征入伍学费补偿",
    record="一名应征入伍的大学生（各学年一并申请）",
    family="高校毕业生",
    claimant="应征入伍的大学生",
    payer="原文未写明",
    amount_title="补偿金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("enlisted", i.enlisted, "应征入伍"),
    ],
    amount=total(i.yearly_tuition, each_at_most=p.of("year_cap", i.education)),
)
