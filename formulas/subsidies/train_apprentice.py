"""企业新型学徒制培训补贴（结算）: what is still due for one apprentice once the training task is completed.

Basis:   豫就业组〔2023〕1号 附件2 二（六）（2）, 上浮 by the sentence on 前述各类培训 (L254)
Gives:   元 for one apprentice and one training year, less what was advanced
Reading: below the limit the actual cost is paid, for both levels and without 上浮; a 高级工 who cost more than the
         limit has the full standard.  列入计划 is a condition of the advance only
"""

from formulas.expressions import Step, choose
from formulas.inputs import Inputs, date, money, option, yes_no
from formulas.options import APPRENTICE_LEVELS, OCCUPATION_CLASSES
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("train_apprentice")
i = Inputs(
    apply_date=date("申请日期"),
    level=option("培养等级", *APPRENTICE_LEVELS),
    actual_cost=money("实际培训支出", "元/人/年", positive=True, note="企业一年内培训一名学徒的实际支出"),
    occupation_class=option("年度培训补贴目录类别", *OCCUPATION_CLASSES),
    listed_in_plan=yes_no("是否列入新型学徒制培训计划"),
    task_completed=yes_no("是否完成培训任务"),
    advance_paid=money("已预支培训补贴", note="该学徒该年度已预支的金额"),
)
entitlement = Step(
    "entitlement",
    "应补金额",
    choose(
        i.actual_cost < p.actual_below, i.actual_cost, p.of("standard", i.level) * p.of("raise", i.occupation_class)
    ),
    "元",
)

RULE = Subsidy(
    code="train-apprentice",
    title="企业新型学徒制培训补贴（结算）",
    record="一名学徒的一个培训年度",
    family="企业培训与技能评价",
    claimant="企业",
    payer="培训补贴资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("in-plan", i.listed_in_plan | (i.advance_paid == 0), "列入新型学徒制培训计划，或者没有预支"),
        Condition("task-completed", i.task_completed, "完成培训任务"),
        Condition("balance-left", i.advance_paid < entitlement, "已预支的金额低于应补金额"),
    ],
    amount=entitlement - i.advance_paid,
)
