"""高校毕业生创业培训补贴: a sum for each of four start-up courses taken while still at university.

Basis:   豫政办〔2023〕17号 第十二条; 平人社就业〔2023〕11号 第七条
Gives:   元 for one student and one course; each of the four courses once
"""

from formulas.inputs import Inputs, date, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("startup_training_graduate")
i = Inputs(
    apply_date=date("申请日期"),
    in_school=yes_no("是否高校学生且在校期间参加"),
    course=option("培训类别", "创业意识培训", "创办（改善）企业培训", "创业实训", "网络（电商）创业培训"),
    same_course_taken=yes_no("同类培训是否已享受"),
)
amount = p.of("standard", i.course)

RULE = Subsidy(
    code="startup-training-graduate",
    title="高校毕业生创业培训补贴",
    record="一名学生的一次培训",
    family="高校毕业生",
    claimant="高校毕业生（在校期间）",
    payer="培训补贴（原文未写明资金渠道）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("in-school", i.in_school, "高校学生在校期间参加"),
        Condition("once-per-course", ~i.same_course_taken, "同类培训没有享受过（各一次）"),
    ],
    amount=amount,
    repeats=[Repeat("same_course_taken", measure=amount, per=(PERSON, i.course))],
)
