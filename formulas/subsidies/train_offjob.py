"""企业职工脱产培训补贴: a sum for every full eight hours of off-the-job training, capped for a person and year.

Basis:   豫就业组〔2023〕1号 附件2 二（六）（3）, 上浮 by the sentence on 前述各类培训 (L254)
Gives:   元 for one employee (劳务派遣工 included) and one course
Reading: hours left over below eight earn nothing; A类 and B类 raise the sum for eight hours, not the yearly maximum
"""

from formulas.expressions import Step, least, year_of
from formulas.inputs import Inputs, date, integer, money, option, yes_no
from formulas.options import OCCUPATION_CLASSES
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("train_offjob")
i = Inputs(
    apply_date=date("申请日期"),
    institution_listed=yes_no("机构是否纳入政府补贴培训机构清单管理"),
    occupation_related=yes_no("是否与本人岗位职业（工种）相同或相近专业"),
    hours=integer("集中培训学时", "学时"),
    certificate=yes_no("是否取得培训合格证书"),
    occupation_class=option("年度培训补贴目录类别", *OCCUPATION_CLASSES),
    paid_this_year=money("该人员本年度已享受脱产培训补贴"),
)
earned = Step(
    "earned", "应补金额", p.per_block * p.of("raise", i.occupation_class) * (i.hours // p.block_hours), "元"
)
paid = least(earned, p.year_cap - i.paid_this_year)

RULE = Subsidy(
    code="train-offjob",
    title="企业职工脱产培训补贴",
    record="一名职工（含劳务派遣工）的一次培训",
    family="企业培训与技能评价",
    claimant="企业",
    payer="培训补贴资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("institution", i.institution_listed, "机构纳入政府补贴培训机构清单管理"),
        Condition("occupation", i.occupation_related, "培训与本人岗位职业（工种）相同或相近"),
        Condition("hours-24", i.hours >= p.least_hours, "集中培训不少于{least_hours}"),
        Condition("certificate", i.certificate, "取得培训合格证书"),
        Condition("year-cap", i.paid_this_year < p.year_cap, "该人员本年度享受的补贴不满{year_cap}"),
    ],
    amount=paid,
    uncapped=earned,
    repeats=[Repeat("paid_this_year", measure=earned, used=paid, per=(PERSON, year_of(i.apply_date)))],
)
