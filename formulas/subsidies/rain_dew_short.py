"""“雨露计划”短期技能培训补助: a sum by the class of the trade in which a certificate was gained.

Basis:   豫人社规〔2021〕4号 第三十一条
Gives:   元 for one trainee, once, paid to the household
Reading: the classes A, B and C are trades of 雨露计划, not the classes of 年度培训补贴目录
"""

from formulas.inputs import Inputs, date, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("rain_dew_short")
i = Inputs(
    apply_date=date("申请日期"),
    household_eligible=yes_no("是否符合条件的脱贫家庭（含监测帮扶对象家庭）"),
    certificate_obtained=yes_no("是否取得技能等级证书"),
    trade_class=option("工种分类", "A类工种", "B类工种", "C类工种", note="“雨露计划”的工种分类"),
    paid_before=yes_no("是否已享受短期技能培训补助"),
)
amount = p.of("standard", i.trade_class)

RULE = Subsidy(
    code="rain-dew-short",
    title="“雨露计划”短期技能培训补助",
    record="一名学员",
    family="脱贫人口就业帮扶",
    claimant="脱贫家庭（含监测帮扶对象家庭）",
    payer="县级乡村振兴部门、财政部门（“一卡（折）通”发放到户）",
    amount_title="补助金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("household", i.household_eligible, "属于符合条件的脱贫家庭（含监测帮扶对象家庭）"),
        Condition("certificate", i.certificate_obtained, "取得技能等级证书"),
        Condition("not-repeated", ~i.paid_before, "该人员没有享受过短期技能培训补助"),
    ],
    amount=amount,
    repeats=[Repeat("paid_before", measure=amount, per=(PERSON,))],
)
