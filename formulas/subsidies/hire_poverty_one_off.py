"""一次性吸纳就业补助（脱贫劳动力）: a flat sum for each person out of poverty who has been employed six months.

Basis:   豫人社规〔2021〕4号 第四十条
Gives:   元 for one person, once
Reading: 执行期限截止2021年12月31日 is tested on the application date; the six months may have begun before the document
"""

from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("hire_poverty_one_off")
i = Inputs(
    apply_date=date("申请日期"),
    employer_type=option("经营主体类型", "企业", "农民专业合作社", "其他市场经营主体", "非市场经营主体"),
    is_poverty_worker=yes_no("是否脱贫劳动力"),
    months_employed=integer("稳定就业时长", "月"),
    paid_before=yes_no("该人员是否已享受过本补助"),
)

RULE = Subsidy(
    code="hire-poverty-one-off",
    title="一次性吸纳就业补助（脱贫劳动力）",
    record="一名脱贫劳动力",
    family="脱贫人口就业帮扶",
    claimant="各类企业、农民专业合作社等市场经营主体",
    payer="就业补助资金",
    amount_title="补助金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("employer", i.employer_type.is_not("非市场经营主体"), "用人单位是各类市场经营主体之一"),
        Condition("poverty-worker", i.is_poverty_worker, "吸纳的是脱贫劳动力"),
        Condition("stable-6m", i.months_employed >= p.least_months, "稳定就业不少于{least_months}"),
        Condition("not-repeated", ~i.paid_before, "该人员没有享受过本补助"),
    ],
    amount=p.per_person,
    repeats=[Repeat("paid_before", measure=p.per_person, per=(PERSON,))],
)
