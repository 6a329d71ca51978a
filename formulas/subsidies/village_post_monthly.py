"""乡村公益性岗位补贴（按月）: the local standard for each month, three years a placement, two placements a lifetime.

Basis:   豫人社规〔2021〕4号 第十六条至第十八条; 平人社办〔2023〕78号 （二十三）
Gives:   元 for one person and one claim
Reading: 脱贫人口 are placed first, but every person properly placed is paid; half the minimum wage is a floor for the
         local standard, which itself is paid; the term starts again with the second placement
"""

from formulas.expressions import Step, least
from formulas.inputs import Inputs, date, integer, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("village_post_monthly")
i = Inputs(
    claim_date=date("申请日期"),
    person_eligible=yes_no("是否按规定条件安置的乡村公益性岗位人员"),
    local_standard=money("当地公布的乡村公益性岗位补贴标准", "元/月", positive=True),
    min_wage=money("当地最低工资标准", "元/月", positive=True),
    months_claimed=integer("本次申请月数", "月", positive=True),
    contract_months=integer("劳动合同或劳务协议期限", "月"),
    renewal_assessed=yes_no("续签合同是否经考核合格", note="首次签订的填“是”"),
    insured=yes_no("是否购买意外伤害商业保险（或参加工伤保险）", note="参加工伤保险自2023年6月28日起也算"),
    placement_no=integer("第几次安置", positive=True),
    refiled=yes_no(
        "再次安置是否为补贴期满后存在返贫风险的脱贫家庭劳动力、按程序办理并报省备案", note="首次安置的填“否”"
    ),
    months_paid_this_placement=integer("本次安置已享受补贴月数", "月"),
)
months = Step("months", "补贴月数", least(i.months_claimed, p.most_months - i.months_paid_this_placement), "个月")

RULE = Subsidy(
    code="village-post-monthly",
    title="乡村公益性岗位补贴（按月）",
    record="一名安置人员的一次申请",
    family="脱贫人口就业帮扶",
    claimant="安置人员或用人单位",
    payer="岗位补贴资金（来源未印明）",
    parameters=p,
    inputs=i,
    as_of=i.claim_date,
    conditions=[
        Condition(
            "person",
            i.person_eligible,
            "按规定条件安置的乡村公益性岗位人员",
            source="豫人社规〔2021〕4号 第十六条",
        ),
        Condition(
            "standard-floor",
            i.local_standard >= i.min_wage * p.floor_share,
            "当地补贴标准不低于当地最低工资标准的{floor_share}",
        ),
        Condition(
            "contract-max-1y",
            (i.contract_months >= 1) & (i.contract_months <= p.most_contract_months),
            "签订劳动合同或劳务协议，期限不超过{most_contract_months}",
            source="豫人社规〔2021〕4号 第十八条",
        ),
        Condition("renewal", i.renewal_assessed, "续签合同的，期满后经考核合格", source="豫人社规〔2021〕4号 第十八条"),
        Condition("insurance", i.insured, "按规定购买意外伤害商业保险（或参加工伤保险）"),
        Condition(
            "placement-2",
            i.placement_no <= p.most_placements,
            "累计安置不超过{most_placements}",
            source="豫人社规〔2021〕4号 第十八条",
        ),
        Condition(
            "refiled",
            (i.placement_no == 1) | i.refiled,
            "再次安置的，为补贴期满后存在返贫风险的脱贫家庭劳动力，按程序办理并报省备案",
            source="豫人社规〔2021〕4号 第十八条",
        ),
        Condition(
            "term-36m",
            i.months_paid_this_placement < p.most_months,
            "本次安置享受补贴不满{most_months}",
            source="豫人社规〔2021〕4号 第十八条",
        ),
    ],
    amount=i.local_standard * months,
    uncapped=i.local_standard * i.months_claimed,
    repeats=[
        Repeat("months_paid_this_placement", measure=i.months_claimed, used=months, per=(PERSON, i.placement_no))
    ],
)
