"""乡村公益性岗位补贴（非全日制按小时）: a local hourly standard, no higher than the minimum hourly wage.

Basis:   豫人社规〔2021〕4号 第十六条至第十八条; 平人社办〔2023〕78号 （二十三） (income, from 2023-06-28)
Gives:   元 for one person and one month
Reading: a standard above the ceiling is refused, not cut; income 超出 the monitoring line means leaving the post,
         income equal to it does not; the terms are those of `village-post-monthly`
"""

from formulas.expressions import number
from formulas.inputs import Inputs, date, integer, money, quantity, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("village_post_hourly")
i = Inputs(
    claim_date=date("申请日期"),
    person_eligible=yes_no("是否按规定条件安置的乡村公益性岗位人员"),
    hourly_standard=money("小时补贴标准", "元/小时", positive=True),
    min_hourly_wage=money("当地小时最低工资标准", "元/小时", positive=True),
    hours=quantity("当月工作小时数", "小时"),
    contract_months=integer("劳动合同或劳务协议期限", "月"),
    renewal_assessed=yes_no("续签合同是否经考核合格", note="首次签订的填“是”"),
    insured=yes_no("是否购买意外伤害商业保险（或参加工伤保险）", note="参加工伤保险自2023年6月28日起也算"),
    placement_no=integer("第几次安置", positive=True),
    refiled=yes_no(
        "再次安置是否为补贴期满后存在返贫风险的脱贫家庭劳动力、按程序办理并报省备案", note="首次安置的填“否”"
    ),
    months_paid_this_placement=integer("本次安置已享受补贴月数", "月"),
    flexible_income=money("其他灵活就业收入", note="与当地防止返贫监测范围同一期间"),
    monitoring_line=money("当地防止返贫监测范围", positive=True),
)

RULE = Subsidy(
    code="village-post-hourly",
    title="乡村公益性岗位补贴（非全日制按小时）",
    record="一名安置人员的一个月",
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
        Condition("hourly-ceiling", i.hourly_standard <= i.min_hourly_wage, "小时补贴标准不超过当地小时最低工资标准"),
        Condition("has-hours", i.hours > 0, "当月有工作小时数"),
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
        Condition(
            "flex-income",
            (i.claim_date < p.income_from) | (i.flexible_income <= i.monitoring_line),
            "自{income_from}起，其他灵活就业收入不超出当地防止返贫监测范围",
            source="平人社办〔2023〕78号 （二十三）",
        ),
    ],
    amount=i.hourly_standard * i.hours,
    repeats=[Repeat("months_paid_this_placement", measure=number(1), per=(PERSON, i.placement_no))],
)
