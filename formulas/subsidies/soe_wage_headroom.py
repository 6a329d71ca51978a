"""国有企业一次性增人增资: by how much a state-owned enterprise that recruits graduates may exceed its total wage bill.

Basis:   豫政办〔2023〕17号 第一条
Gives:   元 for one enterprise and the year 2023; a permission, not a grant, and part of next year's 工资总额预算基数
Reading: the share is 应届高校毕业生 recruited ÷ 年度招聘计划; the amount is the shortfall itself (据实), no maximum
"""

from formulas.inputs import Inputs, integer, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, Condition, Repeat, Subsidy

p = load_parameters("soe_wage_headroom")
i = Inputs(
    year=integer("年度", "年"),
    is_soe=yes_no("是否国有企业"),
    planned_recruits=integer("年度招聘计划人数", "人"),
    graduate_recruits=integer("按要求招收应届高校毕业生人数", "人"),
    wage_total_by_linkage=money("按工资效益联动机制确定的工资总额"),
    wage_total_needed=money("扩大高校毕业生招聘后所需工资总额"),
    used_before=yes_no("本年度是否已增人增资"),
)
shortfall = i.wage_total_needed - i.wage_total_by_linkage

RULE = Subsidy(
    code="soe-wage-headroom",
    title="国有企业一次性增人增资",
    record="一家国有企业的一个年度",
    family="吸纳就业与稳岗",
    claimant="国有企业",
    payer="企业自身（核增工资总额，不是补贴）",
    amount_title="核增工资总额（元）",
    parameters=p,
    inputs=i,
    as_of=i.year,
    conditions=[
        Condition("soe", i.is_soe, "属于国有企业"),
        Condition(
            "grads-60",
            (i.planned_recruits >= 1) & (i.graduate_recruits >= i.planned_recruits * p.graduate_share),
            "招收应届高校毕业生达到年度招聘计划的{graduate_share}",
        ),
        Condition(
            "wage-short",
            i.wage_total_needed > i.wage_total_by_linkage,
            "按工资效益联动机制确定的工资总额难以满足招聘需求（低于所需工资总额）",
        ),
        Condition("not-repeated", ~i.used_before, "本年度没有增人增资"),
    ],
    amount=shortfall,
    repeats=[Repeat("used_before", measure=shortfall, per=(ENTERPRISE, i.year))],
)
