"""生活费补贴: a daily sum for “两类人员” while they are trained.

Basis:   豫人社规〔2021〕4号 第三十四条; also 第三十条 (脱贫人口, 按规定)
Gives:   元 for one trainee and one course
Reading: the days are those of training, 实习 included; no maximum is printed
"""

from formulas.inputs import Inputs, date, integer, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("train_living")
i = Inputs(
    apply_date=date("申请日期"),
    is_two_groups=yes_no("是否“两类人员”"),
    designated_institution=yes_no("是否定点培训机构集中培训（包括实习）"),
    days=integer("培训天数", "天", positive=True, note="包括实习的天数"),
    training_subsidy_claimed=yes_no("是否随培训补贴一并申请"),
)

RULE = Subsidy(
    code="train-living",
    title="生活费补贴",
    record="一名学员的一次培训",
    family="脱贫人口就业帮扶",
    claimant="“两类人员”（向户籍地或常驻地人社部门申请）",
    payer="培训补贴资金（随培训补贴一并申请发放）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("two-groups", i.is_two_groups, "学员是“两类人员”之一"),
        Condition("designated", i.designated_institution, "参加定点培训机构集中培训（包括实习）"),
        Condition("with-training-subsidy", i.training_subsidy_claimed, "随培训补贴一并申请"),
    ],
    amount=p.per_day * i.days,
)
