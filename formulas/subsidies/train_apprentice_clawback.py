"""新型学徒制预支补贴收回: the whole advance comes back when the training task was not completed.

Basis:   豫就业组〔2023〕1号 附件2 二（六）（2）
Gives:   元 to recover for one plan of one enterprise
Reading: only an uncompleted task is a ground; an advance above what a completed task earned is not mentioned
"""

from formulas.inputs import Inputs, date, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("train_apprentice_clawback")
i = Inputs(
    settle_date=date("结算日期"),
    task_completed=yes_no("是否完成培训任务"),
    advance_paid=money("已预支培训补贴"),
)

RULE = Subsidy(
    code="train-apprentice-clawback",
    title="新型学徒制预支补贴收回",
    record="一家企业的一个培训计划",
    family="企业培训与技能评价",
    claimant="人社部门（向企业收回）",
    payer="企业",
    amount_title="收回金额（元）",
    verb="应予收回",
    parameters=p,
    inputs=i,
    as_of=i.settle_date,
    conditions=[
        Condition("task-not-completed", ~i.task_completed, "未完成培训任务"),
        Condition("advance-positive", i.advance_paid > 0, "有预支的培训补贴"),
    ],
    amount=i.advance_paid,
)
