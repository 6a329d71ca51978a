"""春节期间连续生产企业奖补: a flat sum for each insured employee, capped for each enterprise.

Basis:   豫就业组〔2023〕1号 附件2 一（四）; it rests on 豫政办明电〔2023〕2号 第三条, not in the compendium
Gives:   元 for one enterprise, once, for the Spring Festival of 2023
"""

from formulas.expressions import least
from formulas.inputs import Inputs, integer, quantity, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, Condition, Repeat, Subsidy

p = load_parameters("spring_festival_production")
i = Inputs(
    festival_year=integer("春节年度", "年"),
    above_scale=yes_no("是否规模以上工业企业"),
    festival_daily_power=quantity("2023年1月17日至2月5日日均用电量", "千瓦时"),
    prior_year_daily_power=quantity("2022年日均用电量", "千瓦时"),
    insured_staff=integer("2023年1月参加失业保险职工人数", "人"),
    paid_before=yes_no("是否已享受过本奖补"),
)
earned = p.per_person * i.insured_staff

RULE = Subsidy(
    code="spring-festival-production",
    title="春节期间连续生产企业奖补",
    record="一家企业",
    family="吸纳就业与稳岗",
    claimant="规模以上工业企业（免申即享）",
    payer="省财政，从就业补助资金中列支",
    amount_title="奖补金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.festival_year,
    conditions=[
        Condition("above-scale", i.above_scale, "属于规模以上工业企业"),
        Condition(
            "power-70",
            (i.prior_year_daily_power > 0) & (i.festival_daily_power >= i.prior_year_daily_power * p.power_share),
            "春节期间日均用电量达到2022年日均用电量的{power_share}",
        ),
        Condition("has-staff", i.insured_staff >= 1, "2023年1月有职工参加失业保险"),
        Condition("not-repeated", ~i.paid_before, "该企业没有享受过本奖补"),
    ],
    amount=least(earned, p.cap),
    repeats=[Repeat("paid_before", measure=least(earned, p.cap), per=(ENTERPRISE,))],
)
