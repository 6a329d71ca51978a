"""世界技能大赛集训基地奖补: a sum for a training or competition base of “河南护工”, by its kind.

Basis:   豫技领办〔2023〕22号 二（三）8
Gives:   元 for one base, once
Reading: every base must be one of “河南护工”, by the heading of item 8; 一次性 is printed with the two national sums
         and holds for 按每个70万元 too; the end comes from the plan's title (2023—2025年)
"""

from formulas.expressions import number
from formulas.inputs import Inputs, date, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, Condition, Key, Repeat, Subsidy

BASE = Key("base", "基地名称", "text")  # one unit may build several bases

p = load_parameters("world_skills_base")
i = Inputs(
    apply_date=date("申请日期"),
    base_type=option(
        "基地类型",
        "国家级世界技能大赛主集训基地",
        "国家级世界技能大赛辅集训基地",
        "纳入世赛项目的竞赛基地",
        "其他",
    ),
    care_base=yes_no("是否“河南护工”基地"),
    paid_before=yes_no("是否已享受过本奖补"),
)
amount = p.of("standard", i.base_type, otherwise=number(0))

RULE = Subsidy(
    code="world-skills-base",
    title="世界技能大赛集训基地奖补",
    record="一个基地",
    family="企业培训与技能评价",
    claimant="基地建设单位",
    payer="原文未写明（纳入全民技能振兴工程重点支持范围）",
    amount_title="奖补金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("base-type", i.base_type.is_not("其他"), "属于规定的三类基地之一"),
        Condition("care-base", i.care_base, "属于“河南护工”基地"),
        Condition("not-repeated", ~i.paid_before, "该基地没有享受过本奖补"),
    ],
    amount=amount,
    repeats=[Repeat("paid_before", measure=amount, per=(ENTERPRISE, BASE))],
)
