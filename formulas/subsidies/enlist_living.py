"""大学生应征入伍一次性生活补助: a flat sum for each student who enlists.

Basis:   豫政办〔2023〕17号 第四条
Gives:   元 for one person, once; 学费补偿 may be had beside it
Reading: the printed 应集入伍 is read 应征入伍
"""

from formulas.inputs import Inputs, date, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("enlist_living")
i = Inputs(
    apply_date=date("申请日期"),
    enlisted=yes_no("是否应征入伍"),
    is_student=yes_no("是否在读大学生（含应届毕业生）"),
    paid_before=yes_no("是否已享受本补助"),
)

RULE = Subsidy(
    code="enlist-living",
    title="大学生应征入伍一次性生活补助",
    record="一名应征入伍的大学生",
    family="高校毕业生",
    claimant="应征入伍的在读大学生（含应届毕业生）",
    payer="原文未写明",
    amount_title="补助金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("enlisted", i.enlisted, "应征入伍"),
        Condition("student", i.is_student, "在读大学生（含应届毕业生）"),
        Condition("not-repeated", ~i.paid_before, "该人员没有享受过本补助"),
    ],
    amount=p.per_person,
    repeats=[Repeat("paid_before", measure=p.per_person, per=(PERSON,))],
)
