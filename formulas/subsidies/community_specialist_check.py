"""社区人社服务专员（公益性岗位）配备检查: how many a community needs, and who may newly be placed.

Basis:   豫人社办〔2023〕46号 六（二）; 平人社办〔2023〕96号 三 平台建设管理 2、六（二）
Reading: 超过5000人 (twice) is applied over 5000人以上 (once); 1—2名 limits small communities to two, 不少于2名 sets no
         maximum for large ones
"""

from formulas.expressions import choose, every
from formulas.inputs import Inputs, date, integer, list_of, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("community_specialist_check")
i = Inputs(
    check_date=date("检查日期"),
    community_type=option("社区类型", "城市社区", "城镇行政村"),
    population=integer("常住人口", "人"),
    specialists=integer("公益性岗位安置的人社服务专员人数", "人"),
    new_ages=list_of(integer("新安置专员年龄", "周岁"), may_be_empty=True, note="每名新安置专员填一个；没有的不填"),
    new_all_graduates=yes_no(
        "新安置专员是否均为未就业大中专毕业生或两年内未就业高校毕业生", note="没有新安置专员的填“是”"
    ),
    new_all_able=yes_no("新安置专员是否均熟练使用信息系统、专人专岗", note="没有新安置专员的填“是”"),
)
large = i.population > choose(i.community_type.is_in("城市社区"), p.city_line, p.village_line)

RULE = Subsidy(
    code="community-specialist-check",
    title="社区人社服务专员（公益性岗位）配备检查",
    record="一个参与创建的社区",
    family="星级社区",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition(
            "staff-min",
            i.specialists >= choose(large, p.least_large, p.least),
            "人社服务专员不少于{least}；城市社区常住人口超过{city_line}、城镇行政村超过{village_line}的不少于{least_large}",
        ),
        Condition(
            "staff-max",
            large | (i.specialists <= p.most),
            "常住人口未超过界线的，人社服务专员不超过{most}",
        ),
        Condition("age-40", every(i.new_ages, "<=", p.oldest), "新安置的专员年龄均不超过{oldest}"),
        Condition("graduates", i.new_all_graduates, "新安置的专员均为未就业大中专毕业生或者两年内未就业高校毕业生"),
        Condition("able", i.new_all_able, "新安置的专员均能熟练使用信息系统，专人专岗"),
    ],
)
