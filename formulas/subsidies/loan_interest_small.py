"""小微企业贷款贴息: the interest above LPR−150BP, day by day, on a loan of at most two years.

Basis:   平人社〔2023〕23号 第五条、第八条、第九条
Gives:   元 for one loan and one interest period, claimed by the bank
Reading: the enterprise bears the interest up to LPR−150BP (nothing when LPR is below 1.50 %); the 1:1 split of L3869
         stands in the sentence on personal loans and is not applied
"""

from formulas.expressions import Step, choose, greatest
from formulas.inputs import Inputs, date, integer, money, option, percent, yes_no
from formulas.options import LOAN_STATUSES
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("loan_interest_small")
i = Inputs(
    contract_date=date("合同签订日期"),
    self_paid=yes_no("是否自付利息贷款"),
    principal=money("贷款本金", positive=True),
    annual_rate=percent("合同年利率"),
    lpr=percent("合同签订日LPR"),
    poor_area=yes_no("是否贫困地区"),
    term_months=integer("贷款期限", "月", positive=True),
    loan_status=option("计息期贷款状态", *LOAN_STATUSES),
    days=integer("计息天数", "天", positive=True),
    day_count_basis=integer("年计息天数", "天", allowed=(360, 365)),
)
borne = Step("borne", "企业承担的年利率", greatest(i.lpr - p.borne, 0), "%")

RULE = Subsidy(
    code="loan-interest-small",
    title="小微企业贷款贴息",
    record="一笔贷款的一个计息期",
    family="创业担保贷款贴息与额度",
    claimant="经办银行",
    payer="财政（分担比例未印明）",
    amount_title="贴息金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.contract_date,
    conditions=[
        Condition("subsidised", ~i.self_paid, "不是自付利息贷款", source="平人社〔2023〕23号 第八条2"),
        Condition(
            "principal-cap",
            i.principal <= p.principal_cap,
            "贷款本金不超过{principal_cap}",
            source="平人社〔2023〕23号 第八条1",
        ),
        Condition(
            "rate-ceiling",
            i.annual_rate <= i.lpr + choose(i.poor_area, p.spread_poor, p.spread),
            "合同年利率不超过LPR加{spread}（贫困地区加{spread_poor}）",
            source="平人社〔2023〕23号 第九条",
        ),
        Condition(
            "term-2y", i.term_months <= p.most_months, "贷款期限不超过{most_months}", source="平人社〔2023〕23号 第九条"
        ),
        Condition(
            "status-normal", i.loan_status.is_in("正常"), "计息期内没有展期、逾期", source="平人社〔2023〕23号 第九条"
        ),
        Condition(
            "above-borrower-part",
            i.annual_rate > borne,
            "合同年利率高于企业承担的年利率",
            source="平人社〔2023〕23号 第九条",
        ),
    ],
    amount=i.principal * (i.annual_rate - borne) * i.days / i.day_count_basis,
)
