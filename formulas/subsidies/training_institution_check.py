"""补贴性培训机构资格检查: whether an institution may hold a subsidised class, in its own city or across the border.

Basis:   豫技领办〔2023〕12号 二（二）、二（三）3、三（二）
Gives:   no money; training by a barred institution is not subsidised
Reading: 本区域 is the region where the class is held
"""

from formulas.inputs import Inputs, date, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("training_institution_check")
i = Inputs(
    check_date=date("检查日期"),
    listed=yes_no("是否纳入目录清单管理、开展的专业在其核准（变更后）专业内、且未列入“黑名单”"),
    audit_problem=yes_no("2022年以来审计、检查是否发现明显问题"),
    cross_city=yes_no("是否跨省辖市（济源示范区、航空港区）开展"),
    local_institution_exists=yes_no("培训所在区域是否已有相关培训、评价机构"),
    is_technical_school=yes_no("是否技工学校"),
    province_approved=yes_no("是否经省领导小组办公室同意"),
    manufacturing_centre=yes_no("是否制造业企业培训中心"),
    centre_conditions_met=yes_no(
        "是否具备相应师资（含相应数量的持有教师资格证的教师）、场地、设施等基本条件",
        note="不是制造业企业培训中心的填“否”",
    ),
)

RULE = Subsidy(
    code="training-institution-check",
    title="补贴性培训机构资格检查",
    record="一家机构的一个培训班",
    family="培训监管检查",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    conditions=[
        Condition(
            "listed",
            i.listed,
            "机构在目录清单内、专业在核准（变更后）专业内、不在“黑名单”内",
            source="豫技领办〔2023〕12号 三（二）",
        ),
        Condition("no-audit-problem", ~i.audit_problem, "2022年以来审计、检查没有发现明显问题"),
        Condition(
            "cross-city",
            ~i.cross_city | ~i.local_institution_exists | i.is_technical_school | i.province_approved,
            "本区域内已有相关机构的，不跨省辖市开展（技工学校、经省领导小组办公室同意的除外）",
        ),
        Condition(
            "centre-conditions",
            ~i.manufacturing_centre | i.centre_conditions_met,
            "制造业企业培训中心具备相应师资、场地、设施等基本条件",
        ),
    ],
)
