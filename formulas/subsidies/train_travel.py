"""一次性交通费和住宿费补贴: travel and lodging of “两类人员” trained outside their county, up to a limit.

Basis:   豫人社规〔2021〕4号 第三十五条; also 第三十条 (脱贫人口, 按规定)
Gives:   元 for one trainee, once
Reading: 县市外省内: outside the trainee's own 县（市） and inside the province, both
"""

from formulas.expressions import least
from formulas.inputs import Inputs, date, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("train_travel")
i = Inputs(
    apply_date=date("申请日期"),
    is_two_groups=yes_no("是否“两类人员”"),
    designated_institution=yes_no("是否定点培训机构"),
    outside_county=yes_no("是否县市外"),
    inside_province=yes_no("是否省内"),
    receipts=money("交通费和住宿费发票金额", positive=True),
    paid_before=yes_no("是否已享受一次性交通费和住宿费补贴"),
)
amount = least(i.receipts, p.cap)

RULE = Subsidy(
    code="train-travel",
    title="一次性交通费和住宿费补贴",
    record="一名学员",
    family="脱贫人口就业帮扶",
    claimant="“两类人员”",
    payer="户籍地或常驻地人社部门",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("two-groups", i.is_two_groups, "学员是“两类人员”之一"),
        Condition("designated", i.designated_institution, "在定点培训机构参加培训"),
        Condition("out-of-county", i.outside_county, "培训地在本县（市）以外"),
        Condition("in-province", i.inside_province, "培训地在省内"),
        Condition("not-repeated", ~i.paid_before, "该人员没有享受过本补贴"),
    ],
    amount=amount,
    repeats=[Repeat("paid_before", measure=amount, per=(PERSON,))],
)
