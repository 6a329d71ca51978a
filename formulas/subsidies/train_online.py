"""在线学习培训补贴: a sum for each hour of online training, capped for each time, at most twice a year.

Basis:   豫就业组〔2023〕1号 附件2 二（六）（4）, 上浮 by the sentence on 前述各类培训 (L254)
Gives:   元 for one employee and one online project
Reading: the maximum is for each payment, since the yearly limit is expressed in times; the limits on times, on the
         previous project and on the same occupation and level stand inside item (4) and bind online training only
"""

from formulas.expressions import least, number, year_of
from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.options import OCCUPATION_CLASSES
from formulas.parameters import load_parameters
from formulas.subsidy import OCCUPATION, PERSON, SKILL_LEVEL, Condition, Repeat, Subsidy

p = load_parameters("train_online")
i = Inputs(
    apply_date=date("申请日期"),
    provincial_platform=yes_no("是否河南省“互联网+职业技能培训”线上平台"),
    hours=integer("学习学时", "学时"),
    all_completed=yes_no("是否完成全部线上培训项目"),
    exam_passed=yes_no("是否考核合格"),
    occupation_class=option("年度培训补贴目录类别", *OCCUPATION_CLASSES),
    times_this_year=integer("该人员本年度已享受在线学习培训补贴次数", "次"),
    previous_assessed=yes_no("上一个培训项目是否已评价考核", note="此前没有培训项目的填“是”"),
    same_level_paid=yes_no("同一职业（工种）同一等级是否已享受（含脱贫人口线上培训补贴）"),
)
amount = least(p.per_hour * p.of("raise", i.occupation_class) * i.hours, p.cap)

RULE = Subsidy(
    code="train-online",
    title="在线学习培训补贴",
    record="一名职工的一个线上培训项目",
    family="企业培训与技能评价",
    claimant="企业",
    payer="培训补贴资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("platform", i.provincial_platform, "使用河南省“互联网+职业技能培训”线上平台"),
        Condition("hours-40", i.hours >= p.least_hours, "学习不少于{least_hours}"),
        Condition("completed", i.all_completed, "完成全部线上培训项目"),
        Condition("exam", i.exam_passed, "考核合格"),
        Condition("times-2", i.times_this_year < p.times, "该人员本年度享受不满{times}"),
        Condition("previous-assessed", i.previous_assessed, "上一个培训项目已评价考核"),
        Condition("not-repeated", ~i.same_level_paid, "同一职业（工种）同一等级没有享受过"),
    ],
    amount=amount,
    repeats=[
        Repeat("same_level_paid", measure=number(1), per=(PERSON, OCCUPATION, SKILL_LEVEL)),
        Repeat("times_this_year", measure=number(1), per=(PERSON, year_of(i.apply_date))),
    ],
    excludes=("train-online-poverty",),
)
