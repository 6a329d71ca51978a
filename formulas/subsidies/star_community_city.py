"""市级高质量充分就业星级社区补助: a founding sum in the first year, a smaller one for each review passed.

Basis:   平人社办〔2023〕96号 五（一）（二）（三）
Gives:   元 for one community and one year of validity
Reading: a community recognised before 2022 draws the review sum only, in its first year as well (原有政策不变 leaves
         its founding to the old scheme); nothing forbids drawing beside `star-community-province`
"""

from formulas.expressions import choose, number
from formulas.inputs import Inputs, date, integer, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Key, Repeat, Subsidy

COMMUNITY = Key("community", "社区（行政村）名称", "text")

p = load_parameters("star_community_city")
i = Inputs(
    pay_date=date("发放日期"),
    recognised=yes_no(
        "是否持有有效的市级星级社区资格",
        note="经认定且未因复核不达标被取消；原充分就业社区，看是否已纳入管理",
    ),
    legacy=yes_no("是否2022年之前认定的省级（星级）充分就业社区"),
    year_no=integer("有效期第几年", positive=True, note="认定当年填1"),
    review_passed=yes_no("年度复核是否达标", note="认定第一年没有复核的填“否”"),
    paid_this_year=yes_no("该年度是否已发放"),
)
founding = (i.year_no == 1) & ~i.legacy

RULE = Subsidy(
    code="star-community-city",
    title="市级高质量充分就业星级社区补助",
    record="一个社区（行政村）的一个有效期年度",
    family="星级社区",
    claimant="社区（行政村）",
    payer="就业补助资金（六区从市本级、其他县（市）从同级列支）",
    parameters=p,
    inputs=i,
    as_of=i.pay_date,
    conditions=[
        Condition("recognised", i.recognised, "持有有效的市级星级社区资格"),
        Condition("valid-3y", i.year_no <= p.valid_years, "在{valid_years}有效期内"),
        Condition(
            "review",
            i.review_passed | founding,
            "年度复核达标（认定第一年不需复核；2022年之前认定的各年均须达标）",
            source="平人社办〔2023〕96号 五（一）（二）",
        ),
        Condition("not-repeated", ~i.paid_this_year, "该年度没有发放过"),
    ],
    amount=choose(founding, p.founding, p.review),
    amount_title="补助金额（元）",
    repeats=[Repeat("paid_this_year", measure=number(1), per=(COMMUNITY, i.year_no))],
)
