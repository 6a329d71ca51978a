"""职业介绍补贴: a flat sum for each person whom a private employment agency placed free of charge.

Basis:   豫就业组〔2023〕1号 附件2 一（五）; 平人社办〔2023〕78号 一（一） (proof for “两类人员”)
Gives:   元 for one person placed, once
Reading: the six ordinary groups need employment with social insurance and no minimum of months; only “两类人员” have
         three months' employment as an alternative.  就业创业服务补助 is the same subsidy by its own article: paid once
"""

from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.options import TWO_GROUPS
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("job_intro")
i = Inputs(
    apply_date=date("申请日期"),
    licensed_agency=yes_no("是否经营性人力资源服务机构"),
    free_of_charge=yes_no("是否免费介绍服务"),
    person_category=option(
        "服务对象类别",
        "脱贫家庭子女",
        "毕业学年高校毕业生",
        "城乡未继续升学的应届初高中毕业生",
        "农村转移就业劳动者",
        "城镇登记失业人员",
        "返乡农民工",
        *TWO_GROUPS,
        "其他人员",
        note="脱贫家庭子女指建档立卡及享受低保家庭的适龄劳动者；毕业学年高校毕业生含技师学院高级工班、预备技师班和"
        "特殊教育院校职业教育类毕业生；农村转移就业劳动者含建档立卡的适龄脱贫劳动者；同属两类的，填脱贫人口或农村低收入人口",
    ),
    insured=yes_no("就业后是否按规定缴纳社会保险费"),
    months_employed=integer("介绍成功后就业时长", "月"),
    wage_proof=yes_no("是否有工资流水账单等证明材料"),
    paid_before=yes_no("该人员是否已享受过职业介绍补贴或就业创业服务补助"),
)
two_groups = i.person_category.is_in(*TWO_GROUPS)

RULE = Subsidy(
    code="job-intro",
    title="职业介绍补贴",
    record="一名介绍成功的人员",
    family="吸纳就业与稳岗",
    claimant="经营性人力资源服务机构",
    payer="就业补助资金（原文未写明资金渠道）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("agency", i.licensed_agency, "申请单位是经营性人力资源服务机构"),
        Condition("free", i.free_of_charge, "免费介绍服务"),
        Condition("category", i.person_category.is_not("其他人员"), "服务对象属于规定的各类人员之一"),
        Condition(
            "outcome",
            i.insured | (two_groups & (i.months_employed >= p.least_months)),
            "就业后按规定缴纳社会保险费；“两类人员”就业不少于{least_months}的也可以",
        ),
        Condition(
            "wage-proof",
            i.insured | (i.apply_date < p.proof_from) | ~two_groups | i.wage_proof,
            "没有缴纳社会保险费的“两类人员”，{proof_from}起须有工资流水账单等证明材料",
            source="平人社办〔2023〕78号 一（一）",
        ),
        Condition("not-repeated", ~i.paid_before, "该人员没有享受过职业介绍补贴或就业创业服务补助"),
    ],
    amount=p.per_person,
    repeats=[Repeat("paid_before", measure=p.per_person, per=(PERSON,))],
    excludes=("employment-service-aid",),
)
