"""“一奖一补”每户限额: what a household may draw in a year, awards and transport of all its members together.

Basis:   平巩固脱贫成果办〔2023〕7号 二（二） (L3421)
Gives:   元 for one household and one year
Reading: the limit is for a year, like the two amounts it limits
"""

from formulas.expressions import Step, least, total
from formulas.inputs import Inputs, integer, list_of, money
from formulas.parameters import load_parameters
from formulas.subsidy import HOUSEHOLD, Condition, Repeat, Subsidy

p = load_parameters("labour_household_cap")
i = Inputs(
    award_year=integer("奖补年度", "年"),
    amounts=list_of(money("户内各人务工奖补和交通补贴"), note="务工奖补、交通补贴两张台账的核算结果，每人每项填一个"),
    paid_household_this_year=money("本年度该户已发放金额"),
)
earned = Step("earned", "户内合计", total(i.amounts), "元")
paid = least(earned, p.cap - i.paid_household_this_year)

RULE = Subsidy(
    code="labour-household-cap",
    title="“一奖一补”每户限额",
    record="一户的一个奖补年度",
    family="一奖一补",
    claimant="脱贫享受政策户和监测对象（不含风险消除户）",
    payer="衔接推进乡村振兴补助资金、就业补助资金、县级财政资金等",
    amount_title="本年度可发放金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.award_year,
    conditions=[
        Condition("household-cap", i.paid_household_this_year < p.cap, "该户本年度已发放金额不满{cap}"),
    ],
    amount=paid,
    uncapped=earned,
    repeats=[Repeat("paid_household_this_year", measure=earned, used=paid, per=(HOUSEHOLD, i.award_year))],
)
