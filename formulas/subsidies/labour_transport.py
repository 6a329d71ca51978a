"""交通补贴（一补）: a yearly sum by the place of work.

Basis:   平巩固脱贫成果办〔2023〕7号 二（二）
Gives:   元 for one person and one award year
Reading: 一次性 and 每年 together mean once in each year; 年收入 is counted over the same four quarters as the 年工资
"""

from formulas.inputs import Inputs, integer, money, option, yes_no
from formulas.options import POOR_HOUSEHOLDS
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("labour_transport")
i = Inputs(
    award_year=integer("奖补年度", "年"),
    household_type=option("户类型", *POOR_HOUSEHOLDS),
    months_worked=integer("外出务工时长", "月"),
    annual_wage=money("年收入", note="上一年第四季度加当年前三季度，与务工奖补同一口径"),
    place=option("务工地", "县域内", "县域外省内", "省外", note="有几处务工地的，填申领补贴的那一处"),
    paid_this_year=yes_no("本年度是否已享受交通补贴"),
)
amount = p.of("standard", i.place)

RULE = Subsidy(
    code="labour-transport",
    title="交通补贴（一补）",
    record="一名务工人员的一个奖补年度",
    family="一奖一补",
    claimant="脱贫享受政策户和监测对象（不含风险消除户）中的务工人员",
    payer="衔接推进乡村振兴补助资金、就业补助资金、县级财政资金等",
    parameters=p,
    inputs=i,
    as_of=i.award_year,
    conditions=[
        Condition(
            "object",
            i.household_type.is_in("脱贫享受政策户", "监测对象（风险未消除）"),
            "属于脱贫享受政策户或者风险未消除的监测对象",
        ),
        Condition("months-6", i.months_worked >= p.least_months, "外出务工不少于{least_months}"),
        Condition("income-15000", i.annual_wage >= p.least_income, "年收入不低于{least_income}"),
        Condition("not-repeated", ~i.paid_this_year, "本年度没有享受过交通补贴"),
    ],
    amount=amount,
    repeats=[Repeat("paid_this_year", measure=amount, per=(PERSON, i.award_year))],
)
