"""省内对口帮扶补贴申领地检查: at which of the two paired places a subsidy is claimed.

Basis:   豫人社规〔2021〕4号 第四十一条 (执行期限截止2021年12月31日)
Reading: a class held at the place helped is claimed where it was applied for; the other three items at the helper's
"""

from formulas.inputs import Inputs, date, option
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

HELPER, HELPED = "帮扶方", "受帮扶方"
HELD_AT_HELPED = "到受帮扶方所在地开展的培训补贴"

p = load_parameters("paired_assistance_place")
i = Inputs(
    apply_date=date("申请日期"),
    item=option(
        "补贴事项",
        "赴受帮扶方招聘活动资金",
        HELD_AT_HELPED,
        "到帮扶方所在地参加的培训补贴",
        "到帮扶方所在地参加培训的生活费及一次性交通住宿费补贴",
    ),
    class_applied_from=option("培训班申请地", HELPER, HELPED),
    claim_place=option("补贴申领地", HELPER, HELPED),
)

RULE = Subsidy(
    code="paired-assistance-place",
    title="省内对口帮扶补贴申领地检查",
    record="一次申领",
    family="脱贫人口就业帮扶",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition(
            "claim-place",
            (i.item.is_in(HELD_AT_HELPED) & (i.claim_place == i.class_applied_from))
            | (i.item.is_not(HELD_AT_HELPED) & i.claim_place.is_in(HELPER)),
            "到受帮扶方所在地开展的培训，从培训班的申请地申领；其他事项从帮扶方所在地申领",
        ),
    ],
)
