"""以工代训补贴: a monthly sum for each person out of poverty who is trained at work, up to six months.

Basis:   豫人社规〔2021〕4号 第三十九条
Gives:   元 for one person
Reading: 就业6个月以上 and 开展以工代训 are two conditions; the months paid are those of 以工代训.  岗前培训补贴 is
         excluded for the same hiring, not when an earlier employer drew it
"""

from formulas.expressions import Step, least
from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("work_for_training")
i = Inputs(
    apply_date=date("申请日期"),
    employer_type=option("经营主体类型", "企业", "农民专业合作社", "扶贫车间", "其他生产经营主体", "非生产经营主体"),
    is_poverty_worker=yes_no("是否脱贫劳动力"),
    months_employed=integer("吸纳就业时长", "月"),
    training_months=integer("以工代训月数", "月"),
    enjoyed_before=yes_no("是否已享受过以工代训职业培训补贴政策"),
    onboarding_subsidy_paid=yes_no("本次录用是否已享受新录用人员岗前培训补贴"),
)
months = Step("months", "补贴月数", least(i.training_months, p.most_months), "个月")

RULE = Subsidy(
    code="work-for-training",
    title="以工代训补贴",
    record="一名脱贫劳动力",
    family="脱贫人口就业帮扶",
    claimant="企业、农民专业合作社和扶贫车间等各类生产经营主体",
    payer="失业保险基金支持技能提升行动资金（技能培训专项资金）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("employer", i.employer_type.is_not("非生产经营主体"), "用人单位是各类生产经营主体之一"),
        Condition("poverty-worker", i.is_poverty_worker, "吸纳的是脱贫劳动力"),
        Condition("employed-6m", i.months_employed >= p.least_employed, "吸纳就业不少于{least_employed}"),
        Condition("training-held", i.training_months >= 1, "开展了以工代训"),
        Condition("not-enjoyed", ~i.enjoyed_before, "该人员没有享受过以工代训职业培训补贴政策"),
        Condition("no-onboarding", ~i.onboarding_subsidy_paid, "本次录用没有享受新录用人员岗前培训补贴"),
    ],
    amount=p.per_month * months,
    repeats=[Repeat("enjoyed_before", measure=p.per_month * months, per=(PERSON,))],
    excludes=("train-onboarding", "train-onboarding-two-groups"),
)
