"""“两类人员”岗前培训补贴: a share of the training standard for each of “两类人员” trained soon after being hired.

Basis:   豫人社规〔2021〕4号 第三十六条
Gives:   元 for one person
Reading: the standard itself stands in 豫财社〔2018〕8号, outside the compendium, and is entered; the last day of the
         six months counts
"""

from formulas.expressions import months_after
from formulas.inputs import Inputs, date, integer, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, PERSON, Condition, Repeat, Subsidy

p = load_parameters("train_onboarding_two_groups")
i = Inputs(
    apply_date=date("申请日期"),
    is_two_groups=yes_no("是否“两类人员”", note="“两类人员”指脱贫人口、农村低收入人口"),
    newly_hired=yes_no("是否新招用"),
    contract_months=integer("劳动合同期限", "月", note="最后一天计算在内：2023-07-01至2024-06-30为12个月"),
    contract_date=date("劳动合同签订日期"),
    training_date=date("岗前培训开始日期"),
    base_standard=money(
        "《河南省就业补助资金管理办法》职业培训补贴相应标准",
        "元/人",
        positive=True,
        note="按豫财社〔2018〕8号规定的相应标准填",
    ),
    work_for_training_paid=yes_no("本次录用是否已享受以工代训补贴"),
    paid_before=yes_no("本次录用是否已享受岗前培训补贴"),
)
amount = i.base_standard * p.share

RULE = Subsidy(
    code="train-onboarding-two-groups",
    title="“两类人员”岗前培训补贴",
    record="一名新招用的“两类人员”",
    family="脱贫人口就业帮扶",
    claimant="企业",
    payer="职业培训补贴资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("two-groups", i.is_two_groups, "招用的是“两类人员”之一"),
        Condition("new-hire", i.newly_hired, "属于新招用"),
        Condition("contract-6m", i.contract_months >= p.contract_months, "劳动合同期限不少于{contract_months}"),
        Condition(
            "within-6m",
            (i.contract_date <= i.training_date) & (i.training_date <= months_after(i.contract_date, p.within_months)),
            "自劳动合同签订之日起{within_months}内开展岗前培训",
        ),
        Condition(
            "no-work-for-training",
            ~i.work_for_training_paid,
            "本次录用没有享受以工代训补贴",
            source="豫人社规〔2021〕4号 第三十九条",
        ),
        Condition("not-repeated", ~i.paid_before, "本次录用没有享受过岗前培训补贴"),
    ],
    amount=amount,
    repeats=[Repeat("paid_before", measure=amount, per=(PERSON, ENTERPRISE, i.contract_date))],
    excludes=("work-for-training", "train-onboarding"),
)
