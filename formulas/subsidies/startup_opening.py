"""创业开业补贴: a flat sum for a first venture that has run for half a year.

Basis:   豫人社规〔2021〕4号 第十一条, in force until 2025-12-31 (第四十六条)
Gives:   元 for one person, once (首次自主创业)
"""

from formulas.expressions import number
from formulas.inputs import Inputs, date, integer, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("startup_opening")
i = Inputs(
    apply_date=date("申请日期"),
    is_two_groups=yes_no("是否“两类人员”", note="脱贫人口、农村低收入人口"),
    first_startup=yes_no("是否首次自主创业"),
    has_licence=yes_no("是否取得营业执照"),
    months_operating=integer("正常经营时长", "月"),
    paid_before=yes_no("是否已享受创业开业补贴"),
)

RULE = Subsidy(
    code="startup-opening",
    title="创业开业补贴",
    record="一名创业人员",
    family="返乡创业奖补",
    claimant="“两类人员”",
    payer="当地人力资源社会保障部门",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("two-groups", i.is_two_groups, "属于“两类人员”（脱贫人口、农村低收入人口）"),
        Condition("first-startup", i.first_startup, "首次自主创业"),
        Condition("licence", i.has_licence, "取得营业执照"),
        Condition("operating-6m", i.months_operating >= p.least_months, "正常经营不少于{least_months}"),
        Condition("not-repeated", ~i.paid_before, "该人员没有享受过创业开业补贴"),
    ],
    amount=p.per_person,
    repeats=[Repeat("paid_before", measure=number(1), per=(PERSON,))],
)
