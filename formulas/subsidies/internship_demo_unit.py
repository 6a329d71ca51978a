"""就业见习示范单位奖补: a sum for a unit recognised as a national or provincial model of internships.

Basis:   豫就业组〔2023〕1号 附件2 一（三）
Gives:   元 for one unit, once for each level
Reading: a unit first 省级 and later 国家级 has both sums, since no deduction is printed; the provincial one and that of
         省级示范见习基地 are the same award, paid once
"""

from formulas.expressions import number
from formulas.inputs import Inputs, date, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, Condition, Repeat, Subsidy

p = load_parameters("internship_demo_unit")
i = Inputs(
    apply_date=date("申请日期"),
    level=option("认定级别", "国家级", "省级", "其他"),
    same_level_paid=yes_no("同级别奖补是否已享受", note="省级的，包括省级示范见习基地奖补"),
)
amount = p.of("standard", i.level, otherwise=number(0))

RULE = Subsidy(
    code="internship-demo-unit",
    title="就业见习示范单位奖补",
    record="一家就业见习示范单位",
    family="就业见习",
    claimant="国家级、省级就业见习示范单位",
    payer="省级就业补助资金",
    amount_title="奖补金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("level", i.level.is_in("国家级", "省级"), "认定为国家级或省级就业见习示范单位"),
        Condition("not-repeated", ~i.same_level_paid, "没有享受过同级别奖补"),
    ],
    amount=amount,
    repeats=[Repeat("same_level_paid", measure=amount, per=(ENTERPRISE, i.level))],
    excludes=("internship-demo-base",),
)
