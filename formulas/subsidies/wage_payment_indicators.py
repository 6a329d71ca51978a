"""治欠保支指标检查: the eight rates and three plain duties that keep wages from being withheld.

Basis:   豫人社办函〔2023〕30号 三（三）2—11
Reading: 以上 includes the figure itself; the first item (open channels of complaint) prints nothing to measure
"""

from formulas.inputs import Inputs, date, percent, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("wage_payment_indicators")
i = Inputs(
    check_date=date("检查日期"),
    deposit_percent=percent("工资保证金缴存（担保）率"),
    account_percent=percent("工资专用账户开户率"),
    agency_pay_percent=percent("专户工资月代发率"),
    attendance_percent=percent("考勤率"),
    presence_percent=percent("项目经理、总监理工程师到岗率"),
    guarantee_percent=percent("工程款支付担保覆盖率"),
    closure_percent=percent("欠薪线索核处办结率"),
    on_time_percent=percent("上级交办欠薪线索法定时限结案率"),
    state_projects_cleared=yes_no("政府工程、国企项目欠薪线索是否及时核处、动态清零"),
    accounts_frozen=yes_no("是否发生专用账户资金或工资保证金因支付农民工工资以外的原因被查封、冻结或划转事件"),
    incident=yes_no("是否发生拖欠工资引发的集体越级上访、群体事件、极端事件"),
)
_ITEM = "豫人社办函〔2023〕30号 三（三）"

RULE = Subsidy(
    code="wage-payment-indicators",
    title="治欠保支指标检查",
    record="一个地区的一个时点",
    family="社保费率与资金考核",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition(
            "deposit-100", i.deposit_percent >= p.deposit, "工资保证金缴存（担保）率达到{deposit}", source=f"{_ITEM}2"
        ),
        Condition(
            "account-96", i.account_percent >= p.account, "工资专用账户开户率不低于{account}", source=f"{_ITEM}3"
        ),
        Condition(
            "agency-pay-60",
            i.agency_pay_percent >= p.agency_pay,
            "专户工资月代发率不低于{agency_pay}",
            source=f"{_ITEM}3",
        ),
        Condition(
            "attendance-90", i.attendance_percent >= p.attendance, "考勤率不低于{attendance}", source=f"{_ITEM}4"
        ),
        Condition(
            "presence-60",
            i.presence_percent >= p.presence,
            "项目经理、项目总监理工程师到岗率不低于{presence}",
            source=f"{_ITEM}5",
        ),
        Condition(
            "guarantee-60",
            i.guarantee_percent >= p.guarantee,
            "工程款支付担保覆盖率不低于{guarantee}",
            source=f"{_ITEM}6",
        ),
        Condition(
            "closure-96", i.closure_percent >= p.closure, "欠薪线索核处办结率不低于{closure}", source=f"{_ITEM}7"
        ),
        Condition(
            "on-time-100",
            i.on_time_percent >= p.on_time,
            "上级交办欠薪线索法定时限结案率达到{on_time}",
            source=f"{_ITEM}8",
        ),
        Condition(
            "state-projects-cleared",
            i.state_projects_cleared,
            "政府工程、国企项目欠薪线索及时核处、动态清零",
            source=f"{_ITEM}9",
        ),
        Condition(
            "no-freeze",
            ~i.accounts_frozen,
            "没有发生专用账户资金和工资保证金因支付农民工工资以外的原因被查封、冻结或划转",
            source=f"{_ITEM}10",
        ),
        Condition(
            "no-incident",
            ~i.incident,
            "没有发生拖欠工资引发的集体越级上访、群体事件、极端事件",
            source=f"{_ITEM}11",
        ),
    ],
)
