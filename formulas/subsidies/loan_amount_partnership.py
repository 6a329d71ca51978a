"""合伙经营创业担保贷款额度（财政贴息）: how much a partnership may borrow with a full interest subsidy.

Basis:   平人社〔2023〕23号 第七条2、第八条1
Gives:   元, the largest loan of one application
Reading: the maximum is for the whole loan; the consumer loans are the total of applicant and spouse
"""

from formulas.expressions import least, number
from formulas.inputs import Inputs, date, integer, money, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("loan_amount_partnership")
i = Inputs(
    apply_date=date("申请日期"),
    partners_eligible=yes_no("合伙人是否均符合创业担保贷款条件"),
    partnership_proof=option("合伙证明", "合伙企业营业执照", "市场监管部门备案的合伙协议", "无"),
    consumer_loans=money("本人及配偶小额消费贷款（含信用卡消费）余额"),
    other_loans=money("本人及配偶其他贷款余额", note="不含助学、扶贫、住房、购车贷款和小额消费贷款"),
    times_used=integer("已贴息次数", "次"),
    times_limit=integer("贴息次数上限", "次", note="文件未印明次数，按当地规定填"),
    requested_amount=money("申请金额", positive=True),
)

RULE = Subsidy(
    code="loan-amount-partnership",
    title="合伙经营创业担保贷款额度（财政贴息）",
    record="一次贷款申请",
    family="创业担保贷款贴息与额度",
    claimant="合伙经营者",
    payer="经办银行放款，担保机构担保",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("partners", i.partners_eligible, "合伙人均符合创业担保贷款条件", source="平人社〔2023〕23号 第七条2"),
        Condition(
            "proof",
            i.partnership_proof.is_not("无"),
            "持有《合伙企业营业执照》或者在市场监管部门备案的合伙协议",
            source="平人社〔2023〕23号 第七条2",
        ),
        Condition(
            "other-loans",
            (i.other_loans == 0) & (i.consumer_loans <= p.consumer_loans),
            "本人及其配偶没有其他贷款，小额消费贷款（含信用卡消费）不超过{consumer_loans}",
        ),
        Condition("times-left", i.times_used < i.times_limit, "贴息次数未满", source="平人社〔2023〕23号 第八条2"),
    ],
    amount=least(i.requested_amount, p.cap),
    amount_title="贷款额度上限（元）",
    repeats=[Repeat("times_used", measure=number(1), per=(PERSON,))],
)
