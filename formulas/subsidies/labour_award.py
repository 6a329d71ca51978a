"""务工奖补（一奖）: a share of the year's wages, by bracket, capped for each person and year.

Basis:   平巩固脱贫成果办〔2023〕7号 一、二（一）
Gives:   元 for one person and one award year (fourth quarter of the year before and three quarters of the year)
Reading: the rate of the bracket applies to the whole wage; 10000 itself is 1万元以内, 20000 itself is 1—2万元
"""

from formulas.expressions import Step, least
from formulas.inputs import Inputs, integer, money, option, yes_no
from formulas.options import POOR_HOUSEHOLDS
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("labour_award")
i = Inputs(
    award_year=integer("奖补年度", "年"),
    household_type=option("户类型", *POOR_HOUSEHOLDS),
    wage_q4_prev=money("上一年第四季度务工工资"),
    wage_q1=money("当年第一季度务工工资"),
    wage_q2=money("当年第二季度务工工资"),
    wage_q3=money("当年第三季度务工工资"),
    paid_this_year=yes_no("本年度是否已享受务工奖补"),
)
wage = Step("wage", "年工资收入", i.wage_q4_prev + i.wage_q1 + i.wage_q2 + i.wage_q3, "元")
amount = least(wage * p.of("rate", wage), p.cap)

RULE = Subsidy(
    code="labour-award",
    title="务工奖补（一奖）",
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
        Condition("has-wage", wage > 0, "四个季度有务工工资"),
        Condition("not-repeated", ~i.paid_this_year, "本年度没有享受过务工奖补"),
    ],
    amount=amount,
    repeats=[Repeat("paid_this_year", measure=amount, per=(PERSON, i.award_year))],
)
