"""小微企业创业担保贷款额度（财政贴息）: how much a small or micro enterprise may borrow with an interest subsidy.

Basis:   平人社〔2023〕23号 第七条4、第八条1、3
Gives:   元, the largest loan of one application
Reading: the share is of the staff at application, new hires included; a firm of exactly 100 is not 超过100人; the bank
         sets its own limit by the number hired
"""

from formulas.expressions import choose, least, number
from formulas.inputs import Inputs, date, integer, money, option, yes_no
from formulas.options import ENTERPRISE_SIZES, SMALL_AND_MICRO
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, Condition, Repeat, Subsidy

p = load_parameters("loan_amount_small")
i = Inputs(
    apply_date=date("申请日期"),
    enterprise_size=option("企业规模", *ENTERPRISE_SIZES),
    staff_total=integer("企业现有在职职工人数", "人", note="含当年新招用人员"),
    new_hires=integer("当年新招用符合条件人数", "人", note="签订1年以上劳动合同的"),
    min_contract_months=integer("新招用人员劳动合同期限（最短）", "月"),
    insured=yes_no("是否缴纳社会保险（城乡居民养老保险等视同）"),
    no_violation=yes_no("是否无拖欠职工工资等严重违法违规信用记录"),
    times_used=integer("已贴息次数", "次"),
    times_limit=integer("贴息次数上限", "次", note="文件未印明次数，按当地规定填"),
    bank_limit=money("经办银行按招用人数核定的额度", positive=True),
    requested_amount=money("申请金额", positive=True),
)

RULE = Subsidy(
    code="loan-amount-small",
    title="小微企业创业担保贷款额度（财政贴息）",
    record="一次贷款申请",
    family="创业担保贷款贴息与额度",
    claimant="小微企业",
    payer="经办银行放款，担保机构担保",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition(
            "small-micro",
            i.enterprise_size.is_in(*SMALL_AND_MICRO),
            "企业规模为小型或微型",
            source="平人社〔2023〕23号 第七条4",
        ),
        Condition(
            "hiring-share",
            (i.staff_total >= 1)
            & (
                i.new_hires
                >= i.staff_total * choose(i.staff_total > p.large_staff, p.hiring_share_large, p.hiring_share)
            ),
            "当年新招用符合条件人数不少于现有在职职工的{hiring_share}（超过{large_staff}的企业{hiring_share_large}）",
            source="平人社〔2023〕23号 第七条4",
        ),
        Condition(
            "contract-1y",
            i.min_contract_months >= p.contract_months,
            "与新招用人员签订的劳动合同期限均不少于{contract_months}",
            source="平人社〔2023〕23号 第七条4",
        ),
        Condition("insured", i.insured, "缴纳社会保险", source="平人社〔2023〕23号 第七条4"),
        Condition(
            "no-violation",
            i.no_violation,
            "无拖欠职工工资等严重违法违规信用记录",
            source="平人社〔2023〕23号 第七条4",
        ),
        Condition("times-left", i.times_used < i.times_limit, "贴息次数未满", source="平人社〔2023〕23号 第八条2"),
    ],
    amount=least(i.requested_amount, i.bank_limit, p.cap),
    amount_title="贷款额度上限（元）",
    repeats=[Repeat("times_used", measure=number(1), per=(ENTERPRISE,))],
)
