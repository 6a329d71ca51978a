"""稳岗扩岗专项贷款: the most that 中国银行 lends a small or micro enterprise which keeps or adds jobs.

Basis:   豫人社办函〔2023〕40号 二、四; 平人社就业〔2023〕11号 第九条 (more enterprises with a ceiling of the rate)
Gives:   元 of credit for one application; no grant
Reading: 原则上 binds: the limit holds for every enterprise.  How far 基本保持一致 reaches is the user's figure, and a
         rise is never a failure.  The ceiling of the rate holds for the enterprises that the texts name, no others
"""

from formulas.expressions import least
from formulas.inputs import Inputs, date, integer, money, option, percent, yes_no
from formulas.options import ENTERPRISE_SIZES, SMALL_AND_MICRO
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("job_retention_loan")
i = Inputs(
    apply_date=date("申请日期"),
    registered_in_henan=yes_no("是否在我省市场监督管理部门登记注册"),
    enterprise_size=option("企业规模", *ENTERPRISE_SIZES),
    months_established=integer("企业成立时长", "月", note="算到向当地中国银行分支机构提交申请之日"),
    registered_staff=integer("办理就业登记人数", "人"),
    staff_last_year_end=integer("上年末用工人数", "人"),
    staff_tolerance_percent=percent("“基本保持一致”允许减少比例", note="文件没有规定数值，由经办机构确定"),
    wages_on_time=yes_no("是否按时足额支付职工工资"),
    no_violation_2y=yes_no("近2年无拖欠职工工资、欠缴社会保险费等违法违规信用记录"),
    recommended=yes_no("是否纳入稳岗扩岗专项贷款推荐名单"),
    rate_capped=yes_no(
        "是否属于优质企业或高校毕业生十二条措施第九条所列企业",
        note="优质企业：豫人社办函〔2023〕40号四（三），由人社部门认定；所列企业：平人社就业〔2023〕11号第九条",
    ),
    annual_rate=percent("贷款年利率"),
    requested_amount=money("申请金额", positive=True),
)

RULE = Subsidy(
    code="job-retention-loan",
    title="稳岗扩岗专项贷款",
    record="一笔贷款申请",
    family="吸纳就业与稳岗",
    claimant="在河南省登记注册的小微企业",
    payer="中国银行（授信，不是补贴）",
    amount_title="最高授信额度（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition(
            "registered", i.registered_in_henan, "在我省市场监督管理部门登记注册", source="豫人社办函〔2023〕40号 一"
        ),
        Condition(
            "small-micro",
            i.enterprise_size.is_in(*SMALL_AND_MICRO),
            "企业规模为小型或微型",
            source="豫人社办函〔2023〕40号 一",
        ),
        Condition(
            "established-1y",
            i.months_established >= p.least_established,
            "企业成立不少于{least_established}",
            source="豫人社办函〔2023〕40号 二（一）",
        ),
        Condition(
            "staff-min",
            (i.enterprise_size.is_not("小型企业") | (i.registered_staff >= p.least_small))
            & (i.enterprise_size.is_not("微型企业") | (i.registered_staff >= p.least_micro)),
            "办理就业登记人数：小型企业不少于{least_small}，微型企业不少于{least_micro}",
            source="豫人社办函〔2023〕40号 二（二）",
        ),
        Condition(
            "staff-stable",
            i.registered_staff >= i.staff_last_year_end * (1 - i.staff_tolerance_percent),
            "用工人数与上年末基本保持一致（减少不超过允许的比例）",
            source="豫人社办函〔2023〕40号 二（三）",
        ),
        Condition("wages-on-time", i.wages_on_time, "按时足额支付职工工资", source="豫人社办函〔2023〕40号 二（四）"),
        Condition(
            "no-violation",
            i.no_violation_2y,
            "近2年无拖欠职工工资、欠缴社会保险费等违法违规信用记录",
            source="豫人社办函〔2023〕40号 二（四）",
        ),
        Condition(
            "recommended", i.recommended, "纳入稳岗扩岗专项贷款推荐名单", source="豫人社办函〔2023〕40号 三（一）"
        ),
        Condition(
            "rate-36",
            ~i.rate_capped | (i.annual_rate <= p.rate_ceiling),
            "优质企业等的贷款年利率不高于{rate_ceiling}",
            source="豫人社办函〔2023〕40号 四（三）",
        ),
    ],
    amount=least(i.requested_amount, p.cap),
)
