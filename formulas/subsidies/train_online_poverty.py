"""脱贫人口线上培训补贴: a sum for each hour of online training of a person out of poverty, at most three times a year.

Basis:   豫人社规〔2021〕4号 第三十条
Gives:   元 for one person and one online project
Reading: the maximum is for each payment; no minimum of hours and no 上浮 is printed.  The same hours are paid once,
         here or as 在线学习培训补贴, while the times of a year are counted for each subsidy
"""

from formulas.expressions import least, number, year_of
from formulas.inputs import Inputs, date, integer, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Key, Repeat, Subsidy

PROJECT = Key("online_project", "线上培训项目", "text")

p = load_parameters("train_online_poverty")
i = Inputs(
    apply_date=date("申请日期"),
    is_poverty=yes_no("是否脱贫人口"),
    platform_recognised=yes_no("平台是否经省全民技能振兴工程领导小组办公室认定"),
    conditions_met=yes_no("是否符合线上学习补贴条件", note="文件没有列明条件，按经办机构的认定填"),
    hours=integer("学习学时", "学时", positive=True),
    times_this_year=integer("本年度已享受次数", "次", note="只计脱贫人口线上培训补贴"),
    same_project_paid=yes_no("该线上项目是否已享受培训补贴（含企业职工在线学习培训补贴）"),
)
amount = least(p.per_hour * i.hours, p.cap)

RULE = Subsidy(
    code="train-online-poverty",
    title="脱贫人口线上培训补贴",
    record="一名人员的一个线上培训项目",
    family="脱贫人口就业帮扶",
    claimant="脱贫人口",
    payer="职业培训补贴资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("poverty", i.is_poverty, "参加培训的是脱贫人口"),
        Condition("platform", i.platform_recognised, "平台经省全民技能振兴工程领导小组办公室认定"),
        Condition("conditions", i.conditions_met, "具备线上学习补贴条件"),
        Condition("times-3", i.times_this_year < p.times, "该人员本年度享受不满{times}"),
        Condition("not-repeated", ~i.same_project_paid, "该线上项目没有享受过培训补贴"),
    ],
    amount=amount,
    repeats=[
        Repeat("same_project_paid", measure=number(1), per=(PERSON, PROJECT)),
        Repeat("times_this_year", measure=number(1), per=(PERSON, year_of(i.apply_date))),
    ],
    excludes=("train-online",),
)
