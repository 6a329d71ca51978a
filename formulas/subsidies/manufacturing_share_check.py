"""制造业补贴性培训占比检查: whether enough of a city's subsidised training is for manufacturing.

Basis:   豫技领办〔2023〕12号 二（二）
Gives:   no money; one city and year passes or not
Reading: the document is the work plan of 2023, so its shares are those of 2023
"""

from formulas.expressions import choose
from formulas.inputs import Inputs, integer, option
from formulas.options import REGIONS
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

INDUSTRIAL = ("郑州市", "洛阳市", "新乡市", "濮阳市", "焦作市", "许昌市", "济源示范区", "航空港区")
SOUTHERN = ("南阳市", "商丘市", "信阳市", "周口市", "驻马店市")

p = load_parameters("manufacturing_share_check")
i = Inputs(
    year=integer("年度", "年"),
    region=option("地区", *REGIONS),
    manufacturing_trainees=integer("制造业补贴性培训人次数", "人次"),
    total_trainees=integer("年度补贴性培训总量", "人次"),
)
least = choose(
    i.region.is_in(*INDUSTRIAL), p.least_industrial, choose(i.region.is_in(*SOUTHERN), p.least_southern, p.least)
)

RULE = Subsidy(
    code="manufacturing-share-check",
    title="制造业补贴性培训占比检查",
    record="一个省辖市的一个年度",
    family="培训监管检查",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.year,
    conditions=[
        Condition(
            "share",
            (i.total_trainees >= 1) & (i.manufacturing_trainees >= i.total_trainees * least),
            "制造业补贴性培训人次数占比不低于{least}（郑州、洛阳、新乡、濮阳、焦作、许昌、济源、航空港区{least_industrial}，"
            "南阳、商丘、信阳、周口、驻马店{least_southern}）",
        ),
    ],
)
