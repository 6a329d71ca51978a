"""新型学徒制培训数量限额检查: how many apprentices an institution may train for one enterprise and in one year.

Basis:   豫技领办〔2023〕12号 二（三）1
Gives:   no money; one institution, enterprise and occupation passes or not
Reading: 年内 is the calendar year of the check; the running total of that year is entered
"""

from formulas.expressions import choose
from formulas.inputs import Inputs, date, integer, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("apprentice_quota_check")
i = Inputs(
    check_date=date("检查日期"),
    same_enterprise_occupation_count=integer("同一机构对同一企业同一职业（工种）学徒人数", "人"),
    schooling_qualified=yes_no("机构是否具备开展学制教育资质"),
    institution_year_total=integer("机构年内新型学徒制培训总量", "人", note="检查日期所在自然年度的累计数"),
)

RULE = Subsidy(
    code="apprentice-quota-check",
    title="新型学徒制培训数量限额检查",
    record="一家机构对一家企业一个职业（工种）的培训",
    family="培训监管检查",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    conditions=[
        Condition(
            "per-enterprise-200",
            i.same_enterprise_occupation_count <= p.per_enterprise,
            "同一企业同一职业（工种）不超过{per_enterprise}",
        ),
        Condition(
            "year-total",
            i.institution_year_total <= choose(i.schooling_qualified, p.year_qualified, p.year_other),
            "年内总量不超过{year_other}（具备开展学制教育资质的不超过{year_qualified}）",
        ),
    ],
)
