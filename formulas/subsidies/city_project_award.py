"""市级农民工返乡创业示范项目奖补: what the reviewers propose, inside the printed range.

Basis:   平政办〔2017〕59号 项目办法 第八条（二）、第九条至第十二条
Gives:   元 for one project, once
Reading: 第九条 does not say 一次性; one award for a project is applied, as for the parks. A proposal outside 2—10万元
         is refused. 参照本标准 gives 大众创业示范项目 the amount; the days of 公示 are procedure of the 示范项目 alone
"""

from formulas.expressions import number
from formulas.inputs import Inputs, date, integer, money, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Key, Repeat, Subsidy

PROJECT = Key("project", "项目名称", "text")

p = load_parameters("city_project_award")
i = Inputs(
    apply_date=date("申请日期"),
    project_type=option("项目类型", "市级农民工返乡创业示范项目", "市级优秀大众创业示范项目", "其他"),
    recognised=yes_no("是否经认定公布且资格未被取消"),
    publicity_days=integer("市政府网站公示天数", "天"),
    proposed_amount=money("拟奖补金额", positive=True, note="由评审提出"),
    fraud_within_2y=yes_no("2年内是否因舞弊被取消申报资格"),
    paid_before=yes_no("该项目是否已享受本奖补"),
)

RULE = Subsidy(
    code="city-project-award",
    title="市级农民工返乡创业示范项目奖补",
    record="一个项目",
    family="返乡创业奖补",
    claimant="示范项目（市级优秀大众创业示范项目参照执行）",
    payer="就业补助资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("project-type", i.project_type.is_not("其他"), "属于规定的两类项目之一"),
        Condition(
            "recognised",
            i.recognised,
            "经认定公布，且资格未被取消",
            source="平政办〔2017〕59号 项目办法 第九条至第十一条",
        ),
        Condition(
            "publicity-10",
            i.project_type.is_not("市级农民工返乡创业示范项目") | (i.publicity_days >= p.publicity_days),
            "示范项目在市政府网站公示满{publicity_days}",
            source="平政办〔2017〕59号 项目办法 第八条（二）",
        ),
        Condition(
            "range",
            (i.proposed_amount >= p.lowest) & (i.proposed_amount <= p.highest),
            "拟奖补金额在{lowest}至{highest}之间",
        ),
        Condition(
            "no-fraud-2y",
            ~i.fraud_within_2y,
            "2年内没有因舞弊被取消申报资格",
            source="平政办〔2017〕59号 项目办法 第十二条",
        ),
        Condition("not-repeated", ~i.paid_before, "该项目没有享受过本奖补"),
    ],
    amount=i.proposed_amount,
    amount_title="奖补金额（元）",
    verb="可予奖补",
    repeats=[Repeat("paid_before", measure=number(1), per=(PROJECT,))],
)
