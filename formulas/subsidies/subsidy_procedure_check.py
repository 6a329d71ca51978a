"""补贴申领程序检查: whether an application for a training or evaluation subsidy went through the prescribed steps.

Basis:   豫技领办〔2023〕12号 二（三）、二（三）4
Gives:   no money; one application passes or not
Reading: the days of 公示 are calendar days: the text says 天, not 工作日
"""

from formulas.inputs import Inputs, date, integer, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("subsidy_procedure_check")
i = Inputs(
    apply_date=date("申请日期"),
    recorded_in_system=yes_no(
        "是否录入河南省技能人才管理服务信息系统或“互联网+就业创业”系统",
        note="2023年1月1日前相关延续信息录入原系统的，填“是”",
    ),
    signers=integer("经办审查签字人数", "人"),
    publicity_days=integer("公示天数", "天"),
)

RULE = Subsidy(
    code="subsidy-procedure-check",
    title="补贴申领程序检查",
    record="一项培训、评价补贴申请",
    family="培训监管检查",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition(
            "in-system",
            i.recorded_in_system,
            "补贴信息录入河南省技能人才管理服务信息系统或“互联网+就业创业”系统",
            source="豫技领办〔2023〕12号 二（三）",
        ),
        Condition("two-signers", i.signers >= p.least_signers, "经办审查签字不少于{least_signers}"),
        Condition("publicity-5", i.publicity_days >= p.least_days, "公示不少于{least_days}"),
    ],
)
