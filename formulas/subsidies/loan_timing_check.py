"""贴息与代偿时限检查: whether bank, guarantor and finance office kept their working days, and the bank its notice.

Basis:   平人社〔2023〕23号 第三十五条、第五十一条
Reading: three separate limits, one for each office; the months for the notice run from the loan's maturity
"""

from formulas.inputs import Inputs, date, integer
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("loan_timing_check")
i = Inputs(
    check_date=date("检查日期"),
    bank_workdays=integer("结息日后经办银行报送用时", "工作日", note="检查代偿的填0，以下两项同"),
    guarantor_workdays=integer("担保机构核对盖章用时", "工作日"),
    finance_workdays=integer("财政部门审核拨付用时", "工作日"),
    notice_months=integer("到期后提出书面代偿通知用时", "月", note="检查季度贴息的填0"),
)

RULE = Subsidy(
    code="loan-timing-check",
    title="贴息与代偿时限检查",
    record="一个季度的贴息申请或一笔代偿",
    family="创业担保贷款贴息与额度",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition("bank-5", i.bank_workdays <= p.bank_days, "经办银行于结息日后{bank_days}内报送"),
        Condition("guarantor-5", i.guarantor_workdays <= p.guarantor_days, "担保机构在{guarantor_days}内核对盖章"),
        Condition("finance-5", i.finance_workdays <= p.finance_days, "财政部门在{finance_days}内审核完毕并拨付"),
        Condition(
            "notice-3m",
            i.notice_months <= p.notice_months,
            "经办银行在贷款到期后{notice_months}内提出书面代偿通知",
            source="平人社〔2023〕23号 第三十五条",
        ),
    ],
)
