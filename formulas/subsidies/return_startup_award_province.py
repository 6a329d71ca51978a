"""省级返乡创业示范与孵化基地奖补: a flat sum for each provincial title.

Basis:   豫人社规〔2021〕4号 第十四条, in force until 2025-12-31 (第四十六条)
Gives:   元 for one title of one county, park or base, once
"""

from formulas.expressions import number
from formulas.inputs import Inputs, date, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Key, Repeat, Subsidy

UNIT = Key("unit", "示范县（园区、基地）名称", "text")

p = load_parameters("return_startup_award_province")
i = Inputs(
    apply_date=date("申请日期"),
    award_type=option(
        "奖补类型", "省级农民工返乡创业示范县", "省级农民工返乡创业示范园区", "省级创业孵化示范基地", "其他"
    ),
    recognised=yes_no("是否经评选认定"),
    paid_before=yes_no("是否已享受同类奖补"),
)

RULE = Subsidy(
    code="return-startup-award-province",
    title="省级返乡创业示范与孵化基地奖补",
    record="一个示范县（园区、基地）的一项奖补",
    family="返乡创业奖补",
    claimant="示范县、示范园区、创业孵化示范基地",
    payer="省级",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("award-type", i.award_type.is_not("其他"), "属于规定的三类奖补之一"),
        Condition("recognised", i.recognised, "经评选认定"),
        Condition("not-repeated", ~i.paid_before, "没有享受过同类奖补"),
    ],
    amount=p.of("standard", i.award_type, otherwise=number(0)),
    amount_title="奖补金额（元）",
    repeats=[Repeat("paid_before", measure=number(1), per=(UNIT, i.award_type))],
)
