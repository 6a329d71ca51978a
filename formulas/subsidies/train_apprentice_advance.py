"""新型学徒制培训补贴预支: an advance on the subsidy of a training plan, half of it at most.

Basis:   豫就业组〔2023〕1号 附件2 二（六）（2）, 上浮 by the sentence on 前述各类培训 (L254)
Gives:   元 for one application: one plan of one enterprise, one level, one 目录类别 and one training year
Reading: half of the standard of the year, because the actual cost is not known in advance; all advances together count
"""

from formulas.expressions import Step, least
from formulas.inputs import Inputs, date, integer, money, option, yes_no
from formulas.options import APPRENTICE_LEVELS, OCCUPATION_CLASSES
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, Condition, Key, Repeat, Subsidy

PLAN = Key("training_plan", "培训计划（年度）名称", "text")  # a plan of one training year

p = load_parameters("train_apprentice_advance")
i = Inputs(
    apply_date=date("申请日期"),
    level=option("培养等级", *APPRENTICE_LEVELS),
    occupation_class=option("年度培训补贴目录类别", *OCCUPATION_CLASSES),
    apprentices=integer("计划培养人数", "人", positive=True),
    listed_in_plan=yes_no("是否列入新型学徒制培训计划"),
    advanced_before=money("该计划已预支金额", note="同一等级、同一目录类别、同一培训年度已预支的金额"),
    requested_advance=money("申请预支金额", positive=True),
)
limit = Step(
    "limit",
    "累计预支限额",
    p.of("standard", i.level) * p.of("raise", i.occupation_class) * i.apprentices * p.share,
    "元",
)
advance = least(i.requested_advance, limit - i.advanced_before)

RULE = Subsidy(
    code="train-apprentice-advance",
    title="新型学徒制培训补贴预支",
    record="一个培训计划的一次预支申请",
    family="企业培训与技能评价",
    claimant="企业",
    payer="培训补贴资金",
    amount_title="预支金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("in-plan", i.listed_in_plan, "列入新型学徒制培训计划"),
        Condition("advance-left", i.advanced_before < limit, "已预支金额低于培训补贴的{share}"),
    ],
    amount=advance,
    uncapped=i.requested_advance,
    repeats=[
        Repeat(
            "advanced_before",
            measure=i.requested_advance,
            used=advance,
            per=(ENTERPRISE, PLAN, i.level, i.occupation_class),
        )
    ],
)
