"""参训人员资格检查: whether a trainee may take part in subsidised training.

Basis:   豫技领办〔2023〕12号 二（一）6、二（三）1、三（二）
Gives:   no money; an ineligible trainee is not subsidised
Reading: 普通高校 as in 二（一）6, without 技工学校 and 职业院校: their students are 毕业年度在校生（其他院校）
"""

from formulas.expressions import missing, months_after
from formulas.inputs import Inputs, date, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("trainee_eligibility_check")
i = Inputs(
    start_date=date("开班日期"),
    willing_and_able=yes_no("是否有培训意愿、就业意愿、就业能力"),
    trainee_type=option(
        "参训人员类别（普通高校不含技工学校、职业院校）",
        "企业职工",
        "转岗职工",
        "毕业年度在校生（普通高校、特殊职业教育）",
        "毕业年度在校生（其他院校）",
        "在押服刑人员",
        "其他人员",
    ),
    startup_training=yes_no("是否创业培训"),
    occupation_related=yes_no("是否与本人岗位相同或相近的职业（工种）"),
    same_class_as_old_post=yes_no("是否与原岗位职业（工种）隶属于同一职业分类"),
    inmate_conditions_met=yes_no(
        "在押服刑人员是否符合规定条件",
        note="服刑期间未参加过职业技能培训、符合晋升上一级职业技能等级、刑期至2025年前，均具备的填“是”；不是在押服刑人员的填“否”",
    ),
    previous_unassessed=yes_no("上一个培训项目是否未考核"),
    last_assessment_date=date("上一次考核结束日期", note="此前没有考核的不填").or_null(),
)

RULE = Subsidy(
    code="trainee-eligibility-check",
    title="参训人员资格检查",
    record="一名参训人员",
    family="培训监管检查",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.start_date,
    conditions=[
        Condition("willing", i.willing_and_able, "有培训意愿、就业意愿、就业能力"),
        Condition(
            "student-excluded",
            i.trainee_type.is_not("毕业年度在校生（其他院校）") | i.startup_training,
            "除特殊职业教育、普通高校外的毕业年度在校生只参加创业培训",
        ),
        Condition(
            "occupation-match",
            i.trainee_type.is_not("企业职工") | i.occupation_related,
            "企业职工参加与本人岗位相同或相近的职业（工种）培训",
        ),
        Condition(
            "transfer-class",
            i.trainee_type.is_not("转岗职工") | ~i.same_class_as_old_post,
            "转岗职工的培训职业（工种）与原岗位不属于同一职业分类",
        ),
        Condition(
            "inmate",
            i.trainee_type.is_not("在押服刑人员") | i.inmate_conditions_met,
            "在押服刑人员符合规定的条件",
            source="豫技领办〔2023〕12号 二（一）6",
        ),
        Condition(
            "previous-assessed",
            ~i.previous_unassessed,
            "上一个培训项目已考核",
            source="豫技领办〔2023〕12号 三（二）",
        ),
        Condition(
            "gap-1m",
            missing(i.last_assessment_date) | (i.start_date >= months_after(i.last_assessment_date, p.gap_months)),
            "距上一个培训项目考核结束满{gap_months}",
            source="豫技领办〔2023〕12号 三（二）",
        ),
    ],
)
