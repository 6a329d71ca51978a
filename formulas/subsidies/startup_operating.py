"""创业运营补贴: a share of what a graduate's start-up pays in an incubator, up to a yearly limit.

Basis:   平人社办函〔2023〕31号 附件 致2023届高校毕业生的一封信 (limit); 豫人社办〔2023〕78号 二（四） (which costs)
Gives:   元 for one tenant and one claim
Reading: any graduate, though the letter is addressed to those of 2023; the share stands in 豫财社〔2018〕8号, outside
         the compendium, and is entered; a second claim in the year covers costs not yet subsidised
"""

from formulas.expressions import Step, least, year_of
from formulas.inputs import Inputs, date, money, percent, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("startup_operating")
i = Inputs(
    apply_date=date("申请日期"),
    is_graduate=yes_no("是否高校毕业生"),
    in_incubator=yes_no("是否入驻创业孵化基地"),
    actual_cost=money("本年度尚未补贴过、本次申报的物管、卫生、房租、水电等实际费用", positive=True),
    subsidy_rate_percent=percent("运营补贴比例（豫财社〔2018〕8号）"),
    paid_this_year=money("本年度已享受运营补贴"),
)
earned = Step("earned", "应补金额", i.actual_cost * i.subsidy_rate_percent, "元")
paid = least(earned, p.year_cap - i.paid_this_year)

RULE = Subsidy(
    code="startup-operating",
    title="创业运营补贴",
    record="一名入驻创业者的一次申请",
    family="高校毕业生",
    claimant="高校毕业生创业者",
    payer="就业补助资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("graduate", i.is_graduate, "高校毕业生"),
        Condition("incubator", i.in_incubator, "入驻创业孵化基地"),
        Condition("year-cap", i.paid_this_year < p.year_cap, "本年度享受的补贴不满{year_cap}"),
    ],
    amount=paid,
    uncapped=earned,
    repeats=[Repeat("paid_this_year", measure=earned, used=paid, per=(PERSON, year_of(i.apply_date)))],
)
