"""省级示范见习基地奖补: a sum for a unit that takes many trainees, keeps most of them and is recognised for it.

Basis:   豫政办〔2023〕17号 第九条; 平人社办〔2023〕73号 一（四）
Gives:   元 for one unit, once
Reading: 超过 excludes the number itself.  Both the thresholds and the recognition are needed; a recognised unit below
         the thresholds claims the same sum as 省级 就业见习示范单位
"""

from formulas.inputs import Inputs, date, integer, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, Condition, Repeat, Subsidy

p = load_parameters("internship_demo_base")
i = Inputs(
    apply_date=date("申请日期"),
    interns_in_year=integer("年度吸纳见习人员数", "人"),
    completed_count=integer("见习期满人数", "人"),
    retained_count=integer("留用人数", "人"),
    stable_months=integer("留用人员稳定就业时长", "月"),
    recognised=yes_no("是否评定为省级示范见习基地"),
    provincial_award_paid=yes_no("省级示范奖补是否已享受"),
)

RULE = Subsidy(
    code="internship-demo-base",
    title="省级示范见习基地奖补",
    record="一家见习单位",
    family="就业见习",
    claimant="就业见习单位",
    payer="原文未写明（就业见习示范单位奖补由省级就业补助资金支付）",
    amount_title="奖补金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("interns-over-100", i.interns_in_year > p.interns, "年度吸纳见习人员超过{interns}"),
        Condition(
            "retention-over-70",
            (i.completed_count >= 1) & (i.retained_count > i.completed_count * p.retention),
            "留用率超过{retention}",
        ),
        Condition("stable-1y", i.stable_months >= p.least_stable, "留用人员稳定就业不少于{least_stable}"),
        Condition("recognised", i.recognised, "评定为省级示范见习基地"),
        Condition("not-repeated", ~i.provincial_award_paid, "没有享受过省级示范奖补"),
    ],
    amount=p.award,
    repeats=[Repeat("provincial_award_paid", measure=p.award, per=(ENTERPRISE,))],
    excludes=("internship-demo-unit",),
)
