"""国家助学贷款利息免除: the interest of a state student loan that falls due in 2023 is waived.

Basis:   豫政办〔2023〕17号 第十条
Gives:   元 of interest waived for one borrower; that the principal may be postponed is no amount
"""

from formulas.inputs import Inputs, integer, money
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("student_loan_interest")
i = Inputs(
    graduation_year=integer("毕业年度", "年"),
    due_year=integer("应偿还年度", "年"),
    interest_due=money("该年度应偿还的国家助学贷款利息", positive=True),
)

RULE = Subsidy(
    code="student-loan-interest",
    title="国家助学贷款利息免除",
    record="一名贷款学生",
    family="高校毕业生",
    claimant="2023年及以前年度毕业的贷款学生",
    payer="原文未写明",
    amount_title="免除利息（元）",
    verb="予以免除",
    parameters=p,
    inputs=i,
    as_of=i.due_year,
    conditions=[
        Condition("graduated", i.graduation_year <= p.last_graduation, "{last_graduation}及以前年度毕业"),
    ],
    amount=i.interest_due,
)
