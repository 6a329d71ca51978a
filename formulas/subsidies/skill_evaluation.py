"""职业技能评价补贴: a standard for each certificate, half of it for 直接认定.

Basis:   豫就业组〔2023〕1号 附件2 二（七）; 豫政办〔2023〕17号 第十一条
Gives:   元 for one certificate of one person, paid to the institution
Reading: no 上浮 by A类 or B类: the sentence on 前述各类培训 (L254) stands before this item
"""

from formulas.expressions import Step, choose, number
from formulas.inputs import Inputs, date, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import OCCUPATION, PERSON, SKILL_LEVEL, Condition, Repeat, Subsidy

p = load_parameters("skill_evaluation")
i = Inputs(
    apply_date=date("申请日期"),
    institution_listed=yes_no("机构是否纳入年度政府补贴培训评价机构清单管理"),
    free_of_charge=yes_no("是否免费开展评价"),
    worker_eligible=yes_no("是否符合条件的劳动者"),
    certificate_type=option(
        "证书类别", "专项职业能力证书", "初级工", "中级工", "高级工", "技师", "高级技师", "培训合格证书"
    ),
    certificate_obtained=yes_no("是否取得证书"),
    method=option("评价方式", "考试考核", "过程评价", "直接认定"),
    same_level_paid=yes_no("同一人员同一职业（工种）同一等级是否已申领或已评价"),
)
standard = Step("standard", "补贴标准", p.of("standard", i.certificate_type, otherwise=number(0)), "元")

RULE = Subsidy(
    code="skill-evaluation",
    title="职业技能评价补贴",
    record="一名人员的一本证书",
    family="企业培训与技能评价",
    claimant="培训评价机构",
    payer="评价补贴资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("institution", i.institution_listed, "机构纳入年度政府补贴培训评价机构清单管理"),
        Condition("free", i.free_of_charge, "免费开展评价"),
        Condition("worker", i.worker_eligible, "评价对象是符合条件的劳动者"),
        Condition("cert-type", i.certificate_type.is_not("培训合格证书"), "证书不是培训合格证书"),
        Condition("certificate", i.certificate_obtained, "取得证书"),
        Condition("first-time", ~i.same_level_paid, "同一人员同一职业（工种）同一等级没有申领过"),
    ],
    amount=choose(i.method.is_in("直接认定"), standard * p.direct_share, standard),
    repeats=[Repeat("same_level_paid", measure=number(1), per=(PERSON, OCCUPATION, SKILL_LEVEL))],
)
