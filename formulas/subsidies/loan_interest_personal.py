"""个人（合伙、组织创业）贷款贴息: the whole interest, day by day, on a loan of at most three years.

Basis:   平人社〔2023〕23号 第五条、第八条、第九条
Gives:   元 for one loan and one interest period, claimed by the bank; `loan-interest-split` shares it out
Reading: a loan above the limit of amount, rate or term is no subsidised loan and gets nothing, not a part; a contract
         keeps the rate of its signing day (第五十二条)
"""

from formulas.expressions import choose
from formulas.inputs import Inputs, date, integer, money, option, percent, yes_no
from formulas.options import BORROWERS, LOAN_STATUSES
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("loan_interest_personal")
i = Inputs(
    contract_date=date("合同签订日期"),
    self_paid=yes_no("是否自付利息贷款"),
    borrower_type=option("贷款对象", *BORROWERS[:3]),
    principal=money("贷款本金", positive=True),
    annual_rate=percent("合同年利率"),
    lpr=percent("合同签订日LPR"),
    poor_area=yes_no("是否贫困地区"),
    term_months=integer("贷款期限", "月", positive=True),
    loan_status=option("计息期贷款状态", *LOAN_STATUSES),
    days=integer("计息天数", "天", positive=True),
    day_count_basis=integer("年计息天数", "天", allowed=(360, 365)),
)

RULE = Subsidy(
    code="loan-interest-personal",
    title="个人（合伙、组织创业）贷款贴息",
    record="一笔贷款的一个计息期",
    family="创业担保贷款贴息与额度",
    claimant="经办银行（每季度申请）",
    payer="中央、省、市县财政",
    parameters=p,
    inputs=i,
    as_of=i.contract_date,
    conditions=[
        Condition("subsidised", ~i.self_paid, "不是自付利息贷款", source="平人社〔2023〕23号 第八条2"),
        Condition(
            "principal-cap",
            i.principal <= choose(i.borrower_type.is_in("个人"), p.principal_cap, p.principal_cap_joint),
            "贷款本金不超过{principal_cap}（合伙经营、组织创业{principal_cap_joint}）",
            source="平人社〔2023〕23号 第八条1",
        ),
        Condition(
            "rate-ceiling",
            i.annual_rate <= i.lpr + choose(i.poor_area, p.spread_poor, p.spread),
            "合同年利率不超过LPR加{spread}（贫困地区加{spread_poor}）",
            source="平人社〔2023〕23号 第九条",
        ),
        Condition(
            "term-3y", i.term_months <= p.most_months, "贷款期限不超过{most_months}", source="平人社〔2023〕23号 第九条"
        ),
        Condition(
            "status-normal", i.loan_status.is_in("正常"), "计息期内没有展期、逾期", source="平人社〔2023〕23号 第九条"
        ),
    ],
    amount=i.principal * i.annual_rate * i.days / i.day_count_basis,
    amount_title="贴息金额（元）",
)
