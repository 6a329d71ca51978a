"""专项职业能力证书和培训合格证书占比检查: whether a city keeps the two lesser certificates to their share of all.

Basis:   豫技领办〔2023〕12号 二（三）
Gives:   no money; one city and year passes or not
Reading: the document is the work plan of 2023, so its shares are those of 2023
"""

from formulas.expressions import choose
from formulas.inputs import Inputs, integer, option
from formulas.options import REGIONS
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

FOUR_CITIES = ("商丘市", "信阳市", "周口市", "驻马店市")

p = load_parameters("certificate_share_check")
i = Inputs(
    year=integer("年度", "年"),
    region=option("地区", *REGIONS),
    special_certs=integer("专项职业能力证书数", "本"),
    completion_certs=integer("培训合格证书数", "本"),
    total_certs=integer("取证总数", "本"),
)
most = choose(i.region.is_in(*FOUR_CITIES), p.most_four_cities, p.most)

RULE = Subsidy(
    code="certificate-share-check",
    title="专项职业能力证书和培训合格证书占比检查",
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
            (i.total_certs >= 1) & (i.special_certs + i.completion_certs <= i.total_certs * most),
            "两种证书总量不超过取证总数的{most}（商丘、信阳、周口、驻马店{most_four_cities}）",
        ),
    ],
)
