"""就业创业服务补助（职业介绍补贴）: a flat sum for each of “两类人员” whom a private agency placed free of charge.

Basis:   豫人社规〔2021〕4号 第三十七条; 平人社办〔2023〕78号 一（一） (proof)
Gives:   元 for one person placed, once
Reading: the proof that 平人社办〔2023〕78号 asks for is asked here as for 职业介绍补贴; the two are one subsidy
"""

from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.options import TWO_GROUPS
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("employment_service_aid")
i = Inputs(
    apply_date=date("申请日期"),
    licensed_agency=yes_no("是否经营性人力资源服务机构"),
    free_of_charge=yes_no("是否免费开展职业介绍服务"),
    person_category=option("服务对象类别", *TWO_GROUPS, "其他人员"),
    insured=yes_no("是否按规定缴纳社会保险费"),
    months_employed=integer("就业时长", "月"),
    wage_proof=yes_no("是否有工资流水账单等证明材料"),
    paid_before=yes_no("该人员是否已享受过职业介绍补贴或就业创业服务补助"),
)

RULE = Subsidy(
    code="employment-service-aid",
    title="就业创业服务补助（职业介绍补贴）",
    record="一名介绍成功的人员",
    family="脱贫人口就业帮扶",
    claimant="经营性人力资源服务机构",
    payer="就业补助资金（原文未写明资金渠道）",
    amount_title="补助金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("agency", i.licensed_agency, "申请单位是经营性人力资源服务机构"),
        Condition("free", i.free_of_charge, "免费开展职业介绍服务"),
        Condition("two-groups", i.person_category.is_not("其他人员"), "服务对象是“两类人员”之一"),
        Condition(
            "outcome",
            (i.months_employed >= p.least_months) | i.insured,
            "就业不少于{least_months}，或者按规定缴纳社会保险费",
        ),
        Condition(
            "wage-proof",
            i.insured | (i.apply_date < p.proof_from) | i.wage_proof,
            "没有缴纳社会保险费的，{proof_from}起须有工资流水账单等证明材料",
            source="平人社办〔2023〕78号 一（一）",
        ),
        Condition("not-repeated", ~i.paid_before, "该人员没有享受过职业介绍补贴或就业创业服务补助"),
    ],
    amount=p.per_person,
    repeats=[Repeat("paid_before", measure=p.per_person, per=(PERSON,))],
    excludes=("job-intro",),
)
