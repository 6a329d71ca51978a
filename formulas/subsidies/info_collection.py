"""农村劳动力实名制就业信息采集补助: a sum for each record that proves true, accurate and valid.

Basis:   豫人社规〔2021〕4号 第三十八条
Gives:   元 for one batch of one collector
"""

from formulas.inputs import Inputs, date, integer
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("info_collection")
i = Inputs(
    apply_date=date("申请日期"),
    records_submitted=integer("采集信息条数", "条"),
    records_valid=integer("真实、准确、有效的条数", "条"),
)

RULE = Subsidy(
    code="info-collection",
    title="农村劳动力实名制就业信息采集补助",
    record="一名采集人员的一批信息",
    family="脱贫人口就业帮扶",
    claimant="从事农村劳动力实名制就业信息摸排、更新的单位或人员",
    payer="当地就业补助资金",
    amount_title="补助金额（元）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("valid-count", i.records_valid <= i.records_submitted, "真实、准确、有效的条数不多于采集信息条数"),
        Condition("has-valid", i.records_valid >= 1, "有真实、准确、有效的信息"),
    ],
    amount=p.per_record * i.records_valid,
)
