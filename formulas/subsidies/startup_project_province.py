"""省级创业扶持、示范、优秀项目奖补: what the reviewers propose, inside the printed range.

Basis:   豫人社规〔2021〕4号 第十五条, in force until 2025-12-31 (第四十六条)
Gives:   元 for one project, once
Reading: a proposal outside 2—15万元 is refused, not moved to the nearest end
"""

from formulas.expressions import number
from formulas.inputs import Inputs, date, money, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Key, Repeat, Subsidy

PROJECT = Key("project", "项目名称", "text")

p = load_parameters("startup_project_province")
i = Inputs(
    apply_date=date("申请日期"),
    project_type=option(
        "项目类型", "省级大众创业扶持项目", "省级农民工返乡创业示范项目", "省级返乡创业助力乡村振兴优秀项目", "其他"
    ),
    proposed_amount=money("拟奖补金额", positive=True, note="评审时根据项目前景、带动就业等情况提出"),
    recognised=yes_no("是否经评选认定"),
    paid_before=yes_no("该项目是否已享受本奖补"),
)

RULE = Subsidy(
    code="startup-project-province",
    title="省级创业扶持、示范、优秀项目奖补",
    record="一个项目",
    family="返乡创业奖补",
    claimant="项目单位",
    payer="就业补助资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("project-type", i.project_type.is_not("其他"), "属于规定的三类项目之一"),
        Condition(
            "range",
            (i.proposed_amount >= p.lowest) & (i.proposed_amount <= p.highest),
            "拟奖补金额在{lowest}至{highest}之间",
        ),
        Condition("recognised", i.recognised, "经评选认定"),
        Condition("not-repeated", ~i.paid_before, "该项目没有享受过本奖补"),
    ],
    amount=i.proposed_amount,
    amount_title="奖补金额（元）",
    verb="可予奖补",
    repeats=[Repeat("paid_before", measure=number(1), per=(PROJECT,))],
)
