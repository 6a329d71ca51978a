"""企业新录用人员岗前培训补贴: a flat sum for each new employee trained before starting work.

Basis:   豫就业组〔2023〕1号 附件2 二（六）（1）, 上浮 by the sentence on 前述各类培训 (L254)
Gives:   元 for one newly hired person
Reading: no limit on repeats is printed; one payment for each person and hiring, since the sum is 每人 for 新录用人员
"""

from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.options import OCCUPATION_CLASSES
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, PERSON, Condition, Key, Repeat, Subsidy

HIRING = Key("hiring", "录用日期", "text")  # tells two hirings of a person by one enterprise apart

p = load_parameters("train_onboarding")
i = Inputs(
    apply_date=date("申请日期"),
    institution_listed=yes_no("机构是否纳入政府补贴培训评价机构清单管理"),
    newly_hired=yes_no("是否新录用人员"),
    hours=integer("岗前集中培训学时", "学时"),
    occupation_class=option("年度培训补贴目录类别", *OCCUPATION_CLASSES),
    work_for_training_paid=yes_no("本次录用是否已享受以工代训补贴"),
    paid_before=yes_no("本次录用是否已享受岗前培训补贴"),
)
amount = p.per_person * p.of("raise", i.occupation_class)

RULE = Subsidy(
    code="train-onboarding",
    title="企业新录用人员岗前培训补贴",
    record="一名新录用人员",
    family="企业培训与技能评价",
    claimant="企业",
    payer="培训补贴资金（原文未写明资金渠道）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("institution", i.institution_listed, "机构纳入政府补贴培训评价机构清单管理"),
        Condition("new-hire", i.newly_hired, "参加培训的是新录用人员"),
        Condition("hours-24", i.hours >= p.least_hours, "岗前集中培训不少于{least_hours}"),
        Condition(
            "no-work-for-training",
            ~i.work_for_training_paid,
            "本次录用没有享受以工代训补贴",
            source="豫人社规〔2021〕4号 第三十九条",
        ),
        Condition("not-repeated", ~i.paid_before, "本次录用没有享受过岗前培训补贴"),
    ],
    amount=amount,
    repeats=[Repeat("paid_before", measure=amount, per=(PERSON, ENTERPRISE, HIRING))],
    excludes=("work-for-training", "train-onboarding-two-groups"),
)
