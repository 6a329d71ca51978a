"""创业服务补贴: half of an entity's running costs, capped for each year, for three years at most.

Basis:   豫人社规〔2021〕4号 第十二条, in force until 2025-12-31 (第四十六条)
Gives:   元 for one entity and one claim
Reading: 不超过实际费用的50% is a maximum, and the maximum is computed; a claim holds only costs not yet subsidised.
         The years already enjoyed are those before this one, so further claims of the same year use up none
"""

from formulas.expressions import Step, least, year_of
from formulas.inputs import Inputs, date, integer, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, Condition, Repeat, Subsidy

p = load_parameters("startup_service")
i = Inputs(
    apply_date=date("申请日期"),
    run_by_township_or_village=yes_no("是否乡镇、村创办的实体"),
    total_staff=integer("就业总人数", "人"),
    two_groups_staff=integer("吸纳“两类人员”人数", "人"),
    actual_cost=money("本年度尚未补贴过、本次申报的物业管理、卫生、房租、水电等实际费用", positive=True),
    paid_this_year=money("本年度已享受创业服务补贴"),
    years_enjoyed=integer("本年度之前已享受年数", "年"),
)
earned = Step("earned", "应补金额", i.actual_cost * p.share, "元")
paid = least(earned, p.year_cap - i.paid_this_year)

RULE = Subsidy(
    code="startup-service",
    title="创业服务补贴",
    record="一个实体的一次申报",
    family="返乡创业奖补",
    claimant="乡镇、村创办的实体",
    payer="当地人力资源社会保障部门",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("entity", i.run_by_township_or_village, "乡镇、村创办的实体"),
        Condition(
            "share-30",
            (i.total_staff >= 1) & (i.two_groups_staff >= i.total_staff * p.absorbed_share),
            "吸纳“两类人员”不少于就业总人数的{absorbed_share}",
        ),
        Condition("year-cap", i.paid_this_year < p.year_cap, "本年度享受的补贴不满{year_cap}"),
        Condition("years-3", i.years_enjoyed < p.most_years, "本年度之前享受不满{most_years}"),
    ],
    amount=paid,
    uncapped=earned,
    repeats=[Repeat("paid_this_year", measure=earned, used=paid, per=(ENTERPRISE, year_of(i.apply_date)))],
)
