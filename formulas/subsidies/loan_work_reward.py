"""创业担保贷款工作奖励: one pool for each 市（县） and year, a share of the loans newly granted.

Basis:   平人社〔2023〕23号 第五十三条
Gives:   元, the whole pool; how its units share it is left to the office (奖励资金分配)
Reading: 当年 is the year under review, so an application early in a year concerns the year before: the ledger names the
         year beside the 市（县）
"""

from formulas.expressions import number
from formulas.inputs import Inputs, date, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Key, Repeat, Subsidy

AREA = Key("area", "市（县）", "text")
REVIEW_YEAR = Key("review_year", "考核年度", "text")

p = load_parameters("loan_work_reward")
i = Inputs(
    apply_date=date("申请日期"),
    outstanding=yes_no("是否有工作成效突出的担保机构、经办银行等单位"),
    new_loans=money("本市（县）当年新发放创业担保贷款总额", positive=True, note="当年指考核年度"),
    paid_this_year=yes_no("该年度是否已奖励"),
)

RULE = Subsidy(
    code="loan-work-reward",
    title="创业担保贷款工作奖励",
    record="一个市（县）的一个考核年度",
    family="创业担保贷款贴息与额度",
    claimant="担保机构、经办银行等单位",
    payer="财政奖补资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("outstanding", i.outstanding, "有工作成效突出的担保机构、经办银行等单位"),
        Condition("not-repeated", ~i.paid_this_year, "该年度没有奖励过"),
    ],
    amount=i.new_loans * p.share,
    amount_title="奖励金额（元）",
    repeats=[Repeat("paid_this_year", measure=number(1), per=(AREA, REVIEW_YEAR))],
)
