"""就业见习规范性检查: whether an internship unit keeps to term, stipend, insurance, mentors and recognition.

Basis:   平人社办〔2023〕73号 一（一）、二（四）（六）、三（四）
Gives:   no money; one unit at one date passes or not
Reading: 一般为3—12个月 binds; 不超过一带三 lets one mentor lead three trainees; a renewal adds two years
"""

from formulas.expressions import choose, months_after
from formulas.inputs import Inputs, date, integer, money, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("internship_conditions")
i = Inputs(
    check_date=date("检查日期"),
    months=integer("见习期限", "月"),
    stipend_monthly=money("按时足额发放的见习人员生活补助费", "元/月"),
    min_wage=money("当地最低工资标准", "元/月", positive=True),
    accident_insurance=yes_no("是否办理人身意外伤害保险"),
    agreement_signed=yes_no("是否签订《就业见习协议》"),
    interns_count=integer("见习人数", "人"),
    mentors_count=integer("带教老师人数", "人"),
    publicity_workdays=integer("认定公示天数", "个工作日"),
    recognition_date=date("初次认定日期"),
    renewed=yes_no("有效期满是否经复查合格延续"),
)
valid = p.valid_months + choose(i.renewed, p.renewal_months, 0)

RULE = Subsidy(
    code="internship-conditions",
    title="就业见习规范性检查",
    record="一家见习单位的一次检查",
    family="就业见习",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    conditions=[
        Condition(
            "months-3-12",
            (i.months >= p.least_months) & (i.months <= p.most_months),
            "见习期限为{least_months}至{most_months}",
        ),
        Condition(
            "stipend-min",
            i.stipend_monthly >= i.min_wage,
            "见习人员生活补助费不低于当地最低工资标准",
            source="平人社办〔2023〕73号 二（六）",
        ),
        Condition(
            "insurance",
            i.accident_insurance,
            "为见习人员办理人身意外伤害保险",
            source="平人社办〔2023〕73号 二（六）",
        ),
        Condition(
            "agreement", i.agreement_signed, "与见习人员签订《就业见习协议》", source="平人社办〔2023〕73号 二（六）"
        ),
        Condition(
            "mentor-ratio",
            i.interns_count <= i.mentors_count * p.per_mentor,
            "每名带教老师带教不超过{per_mentor}",
            source="平人社办〔2023〕73号 二（四）",
        ),
        Condition(
            "publicity-5",
            i.publicity_workdays >= p.least_workdays,
            "认定公示不少于{least_workdays}",
            source="平人社办〔2023〕73号 三（四）",
        ),
        Condition(
            "recognition-valid",
            (i.recognition_date <= i.check_date) & (i.check_date <= months_after(i.recognition_date, valid)),
            "检查日期在认定有效期内（{valid_months}，经复查合格的延续{renewal_months}）",
            source="平人社办〔2023〕73号 三（四）",
        ),
    ],
)
