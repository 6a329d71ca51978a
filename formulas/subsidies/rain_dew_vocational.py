"""“雨露计划”职业教育补助: a sum for each school term of a pupil from a household out of poverty.

Basis:   豫人社规〔2021〕4号 第三十一条
Gives:   元 for one pupil and one school year, paid to the household
"""

from formulas.expressions import Step, least
from formulas.inputs import Inputs, date, integer, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Key, Repeat, Subsidy

SCHOOL_YEAR = Key("school_year", "学年", "text")

p = load_parameters("rain_dew_vocational")
i = Inputs(
    apply_date=date("申请日期"),
    household_eligible=yes_no("是否符合条件的脱贫家庭（含监测帮扶对象家庭）"),
    enrolled=yes_no("是否在读职业教育"),
    terms_claimed=integer("本次申请学期数", "学期", allowed=(1, 2)),
    terms_paid_before=integer("本学年已发放学期数", "学期", allowed=(0, 1, 2)),
)
terms = Step("terms", "补助学期数", least(i.terms_claimed, p.terms - i.terms_paid_before), "学期")

RULE = Subsidy(
    code="rain-dew-vocational",
    title="“雨露计划”职业教育补助",
    record="一名学生的一个学年",
    family="脱贫人口就业帮扶",
    claimant="脱贫家庭（含监测帮扶对象家庭）",
    payer="县级乡村振兴部门、财政部门（“一卡（折）通”发放到户）",
    amount_title="补助金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("household", i.household_eligible, "属于符合条件的脱贫家庭（含监测帮扶对象家庭）"),
        Condition("enrolled", i.enrolled, "在读职业教育"),
        Condition("terms-left", i.terms_paid_before < p.terms, "本学年已发放不满{terms}"),
    ],
    amount=p.per_term * terms,
    uncapped=p.per_term * i.terms_claimed,
    repeats=[Repeat("terms_paid_before", measure=i.terms_claimed, used=terms, per=(PERSON, SCHOOL_YEAR))],
)
