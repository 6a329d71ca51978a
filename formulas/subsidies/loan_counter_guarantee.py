"""免除反担保: what may be lent without a counter-guarantee.

Basis:   平人社〔2023〕23号 第十二条2、第四十一条2; 附件14 注1
Gives:   元 of one application, within the maximum of its loan rule, which is not tested here
Reading: 第十二条 sets no sum for the special groups; annex 14 sets 80分 and 10万元 for those whom a 信用社区
         recommends, so these bind that group only, and not a person under the general waiver (个人, 10万元及以下)
"""

from formulas.inputs import Inputs, date, money, option, quantity, yes_no
from formulas.options import BORROWERS
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

OFFICER, RECOMMENDED = "自主择业军转干部", "信用社区（乡村）推荐项目"

p = load_parameters("loan_counter_guarantee")
i = Inputs(
    apply_date=date("申请日期"),
    borrower_type=option("贷款对象", *BORROWERS),
    special_group=option(
        "特定群体",
        "无",
        OFFICER,
        "全国创业孵化示范基地推荐项目",
        RECOMMENDED,
        "设区的市级以上荣誉称号",
        "信用小微企业、商户、农户",
        "经营稳定守信的二次创业者",
    ),
    credit_score=quantity("创业担保贷款信用风险评分", "分", note="没有评分的填0"),
    community_suspended=yes_no("推荐的信用社区是否因逾期被暂停免反担保"),
    requested_amount=money("申请金额", positive=True),
)
individual = i.borrower_type.is_in("个人")
small_sum = i.requested_amount <= p.amount
general_waiver = individual & small_sum

RULE = Subsidy(
    code="loan-counter-guarantee",
    title="免除反担保",
    record="一次贷款申请",
    family="创业担保贷款贴息与额度",
    claimant="借款人",
    payer="担保机构免除（不涉及资金）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition(
            "borrower-individual",
            i.special_group.is_not("无", OFFICER) | individual,
            "不属于其他特定群体的，贷款对象为个人",
        ),
        Condition(
            "amount-10",
            i.special_group.is_not("无", OFFICER, RECOMMENDED) | small_sum,
            "个人、自主择业军转干部、信用社区（乡村）推荐项目申请金额不超过{amount}",
        ),
        Condition(
            "score-80",
            general_waiver | i.special_group.is_not(RECOMMENDED) | (i.credit_score >= p.score),
            "信用社区（乡村）推荐项目信用风险评分不低于{score}",
            source="平人社〔2023〕23号 附件14 注1",
        ),
        Condition(
            "not-suspended",
            general_waiver | i.special_group.is_not(RECOMMENDED) | ~i.community_suspended,
            "推荐的信用社区没有因逾期被暂停免反担保",
            source="平人社〔2023〕23号 第四十一条2",
        ),
    ],
    amount=i.requested_amount,
    amount_title="可免除反担保的贷款金额（元）",
    verb="可免除反担保",
)
