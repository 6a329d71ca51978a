"""自付利息创业担保贷款额度: how much may be borrowed by those who cannot have the interest subsidy (any more).

Basis:   平人社〔2023〕23号 第八条2; 附件14 直接退件
Gives:   元, the largest loan of one application; years and times are not limited (第九条)
Reading: 直接退件 speaks of persons, so a 小微企业 is not tested by it
"""

from formulas.expressions import least
from formulas.inputs import Inputs, date, money, option, yes_no
from formulas.options import BORROWERS
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("loan_amount_selfpaid")
i = Inputs(
    apply_date=date("申请日期"),
    borrower_type=option("贷款对象", *BORROWERS),
    key_group=yes_no("是否属于重点就业群体"),
    no_subsidy_reason=option("不能享受贴息的原因", "不满足贴息条件", "贴息次数已满", "无"),
    honest=yes_no("是否诚实守信"),
    barred=yes_no(
        "是否存在附件14所列“直接退件”情形",
        note="上国家信用黑名单和司法部门惩戒名单、国家政策限制行业；其他重大违反公德行为；不是本人经营、没有正常经营或"
        "虚假投资不参与经营；实际经营项目与营业执照显示项目完全不符；吸毒、赌博、涉黄、艾滋、精神病人等",
    ),
    requested_amount=money("申请金额", positive=True),
)

RULE = Subsidy(
    code="loan-amount-selfpaid",
    title="自付利息创业担保贷款额度",
    record="一次贷款申请",
    family="创业担保贷款贴息与额度",
    claimant="重点就业群体中的创业者个人和小微企业",
    payer="经办银行放款，借款人自付利息",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("key-group", i.key_group, "属于重点就业群体"),
        Condition("reason", i.no_subsidy_reason.is_not("无"), "不能满足贴息条件，或者贴息次数已满"),
        Condition("honest", i.honest, "诚实守信"),
        Condition(
            "not-barred",
            i.borrower_type.is_in("小微企业") | ~i.barred,
            "没有附件14所列“直接退件”情形",
            source="平人社〔2023〕23号 附件14",
        ),
    ],
    amount=least(i.requested_amount, p.of("cap", i.borrower_type)),
    amount_title="贷款额度上限（元）",
)
