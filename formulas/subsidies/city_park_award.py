"""市级农民工返乡创业示范园区奖励: a flat sum for each recognised park.

Basis:   平政办〔2017〕59号 园区办法 第九条（二）、第十二条; 豫人社规〔2021〕4号 第十四条 (一次性)
Gives:   元 for one park, once; recovered under `city-park-clawback`
Reading: 参照本标准 gives the two 孵化园区 the amount; the days of 公示 are procedure of the 示范园区 alone
"""

from formulas.expressions import number
from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Key, Repeat, Subsidy

PARK = Key("park", "园区名称", "text")

p = load_parameters("city_park_award")
i = Inputs(
    apply_date=date("申请日期"),
    award_type=option(
        "园区类型", "市级农民工返乡创业示范园区", "市级优秀大众创业孵化园区", "大学生创业孵化园区", "其他"
    ),
    recognised=yes_no("是否经认定公布且称号未被撤销"),
    publicity_days=integer("市政府网站公示天数", "天"),
    paid_before=yes_no("是否已享受本奖励"),
)

RULE = Subsidy(
    code="city-park-award",
    title="市级农民工返乡创业示范园区奖励",
    record="一个园区",
    family="返乡创业奖补",
    claimant="示范园区（市级优秀大众创业孵化园区、大学生创业孵化园区参照执行）",
    payer="就业补助资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("award-type", i.award_type.is_not("其他"), "属于规定的三类园区之一"),
        Condition("recognised", i.recognised, "经认定公布，且称号未被撤销"),
        Condition(
            "publicity-15",
            i.award_type.is_not("市级农民工返乡创业示范园区") | (i.publicity_days >= p.publicity_days),
            "示范园区在市政府网站公示满{publicity_days}",
            source="平政办〔2017〕59号 园区办法 第九条（二）",
        ),
        Condition(
            "not-repeated",
            ~i.paid_before,
            "该园区没有享受过本奖励（一次性奖补）",
            source="豫人社规〔2021〕4号 第十四条",
        ),
    ],
    amount=p.award,
    amount_title="奖励金额（元）",
    repeats=[Repeat("paid_before", measure=number(1), per=(PARK,))],
)
