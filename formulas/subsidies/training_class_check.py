"""培训班开班规范检查: whether a class of subsidised vocational training keeps to size, teachers, hours and certificate.

Basis:   豫技领办〔2023〕12号 二（三）及1、3、三（二）
Gives:   no money; a class that fails is not subsidised
Reading: 1:20以内 is twenty trainees at most for each teacher and for each workstation.  创业培训 and wholly online
         courses are outside this check; practice and online hours are not held against the total
"""

from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("training_class_check")
i = Inputs(
    start_date=date("开班日期"),
    questionnaire_done=yes_no("开班前是否开展问卷调查"),
    class_size=integer("实到培训人数", "人", positive=True),
    teachers=integer("教师人数", "人"),
    workstations=integer("实训工位数", "个"),
    minutes_per_hour=integer("每课时分钟数", "分钟"),
    total_hours=integer("总课时", "课时", positive=True),
    practice_hours=integer("实操课时", "课时"),
    online_theory_hours=integer("线上理论课时", "课时"),
    certificate_type=option("结业证书类别", "培训合格证书", "其他证书"),
    hours_fixed_elsewhere=yes_no("是否有明确学时规定", note="企业职工脱产培训有明确学时规定，填“是”"),
    higher_certificate_available=yes_no(
        "是否能够取得职业资格等证书",
        note="职业资格证书、职业技能等级证书、特种作业操作证书、特种设备作业证书、专项职业能力证书",
    ),
)
completion_only = i.certificate_type.is_in("培训合格证书")

RULE = Subsidy(
    code="training-class-check",
    title="培训班开班规范检查",
    record="一个政府补贴性职业技能培训班（不含创业培训、纯线上培训）",
    family="培训监管检查",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.start_date,
    conditions=[
        Condition("questionnaire", i.questionnaire_done, "开班前开展问卷调查"),
        Condition("class-80", i.class_size <= p.most_trainees, "每班人数不超过{most_trainees}"),
        Condition("teachers-2", i.teachers >= p.least_teachers, "每班不少于{least_teachers}教师"),
        Condition("teacher-ratio", i.class_size <= i.teachers * p.per_teacher, "每名教师对应学员不超过{per_teacher}"),
        Condition(
            "workstation-ratio",
            i.class_size <= i.workstations * p.per_workstation,
            "每个工位对应学员不超过{per_workstation}",
        ),
        Condition("minutes-40", i.minutes_per_hour >= p.least_minutes, "每课时不低于{least_minutes}"),
        Condition(
            "practice-60",
            i.practice_hours >= i.total_hours * p.practice_share,
            "实操培训不少于总课时的{practice_share}",
        ),
        Condition(
            "online-theory-40",
            i.online_theory_hours <= i.total_hours * p.online_share,
            "线上理论学习不超过总课时的{online_share}",
            source="豫技领办〔2023〕12号 三（二）",
        ),
        Condition(
            "hours-40",
            ~completion_only | i.hours_fixed_elsewhere | (i.total_hours >= p.least_hours),
            "合格证书培训不少于{least_hours}（有明确学时规定的除外）",
            source="豫技领办〔2023〕12号 二（三）",
        ),
        Condition(
            "cert-required",
            ~(completion_only & i.higher_certificate_available),
            "能够取得职业资格等证书的，不直接组织培训合格证书考核",
            source="豫技领办〔2023〕12号 二（三）3",
        ),
    ],
)
