"""市级示范园区奖励收回: the whole sum paid, when one of the eight grounds for withdrawing the title is found.

Basis:   平政办〔2017〕59号 园区办法 第十四条
Gives:   元 to be recovered from one park
Reading: three complaints are enough but only when 经查实拒不整改; a success rate of exactly 30 % is no ground; a park
         with no venture old enough (稳定经营两年以上) has no success rate, and （七） is no ground
"""

from formulas.inputs import Inputs, date, integer, money, percent, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("city_park_clawback")
i = Inputs(
    check_date=date("检查日期"),
    amount_paid=money("已给予补贴资金", positive=True),
    land_misuse=yes_no("（一）擅自改变园区土地用途性质，侵占基本农田，违反土地利用有关政策"),
    fraud_or_violation=yes_no("（二）违法违规经营，骗取、套取国家补贴资金，或创业对象违法违规经营，造成恶劣影响"),
    service_breach=yes_no("（三）不能按书面创业协议提供服务"),
    major_accident=yes_no("（四）发生重大生产与产品质量安全事故，造成严重后果或不良影响"),
    rights_violation=yes_no("（五）侵犯农民工合法权益造成严重不良影响"),
    complaints=integer("（六）被创业者投诉次数", "次"),
    complaints_unrectified=yes_no("（六）经查实拒不整改"),
    success_rate_percent=percent("（七）创业成功率（稳定经营两年以上）", note="还没有创业项目可满两年的不填").or_null(),
    other_serious=yes_no("（八）其他严重违规违法行为"),
)

RULE = Subsidy(
    code="city-park-clawback",
    title="市级示范园区奖励收回",
    record="一个园区",
    family="返乡创业奖补",
    claimant="市级收回",
    payer="园区退回",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    conditions=[
        Condition(
            "ground-found",
            i.land_misuse
            | i.fraud_or_violation
            | i.service_breach
            | i.major_accident
            | i.rights_violation
            | ((i.complaints >= p.complaints) & i.complaints_unrectified)
            | (i.success_rate_percent < p.success_rate)
            | i.other_serious,
            "有第十四条所列情形之一（投诉{complaints}以上且拒不整改、创业成功率低于{success_rate}等）",
        ),
    ],
    amount=i.amount_paid,
    amount_title="应收回金额（元）",
    verb="应予收回",
)
