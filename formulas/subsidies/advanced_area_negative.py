"""促进就业工作先进地区负面指标检查: what keeps a 市（县） from being named an advanced area.

Basis:   豫人社办〔2023〕32号 四
Reading: one failed condition excludes the area (原则上 is applied as a rule); the local share is of what centre,
         province and 市（县） put in together
"""

from formulas.expressions import Step
from formulas.inputs import Inputs, integer, money, percent, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("advanced_area_negative")
i = Inputs(
    year=integer("评选年度", "年"),
    major_problem=yes_no("督查审计是否发现重大问题、重大损失或恶劣影响"),
    discipline_case=yes_no("是否发现重大违纪违法问题"),
    falsified=yes_no("是否虚报、瞒报、伪造、篡改数据和事实"),
    budget=money("中央和省财政就业补助资金预算", positive=True),
    spent_june=money("截至6月底执行数"),
    spent_october=money("截至10月底执行数"),
    local_funds=money("市（县）级财政投入就业补助资金"),
    upper_funds=money("中央和省投入就业补助资金"),
    system_usage_percent=percent("“互联网+就业创业”系统综合应用率"),
)
funds = Step("funds", "各级财政合计投入", i.local_funds + i.upper_funds, "元")

RULE = Subsidy(
    code="advanced-area-negative",
    title="促进就业工作先进地区负面指标检查",
    record="一个市（县）的一个评选年度",
    family="社保费率与资金考核",
    parameters=p,
    inputs=i,
    as_of=i.year,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition(
            "no-major-problem",
            ~i.major_problem,
            "督查和审计没有发现就业领域存在重大问题、造成重大损失或恶劣影响",
            source="豫人社办〔2023〕32号 四（一）",
        ),
        Condition(
            "no-discipline",
            ~i.discipline_case,
            "没有发现就业领域存在重大违纪违法问题",
            source="豫人社办〔2023〕32号 四（二）",
        ),
        Condition(
            "no-falsification",
            ~i.falsified,
            "没有虚报、瞒报、伪造、篡改相关基础数据和客观事实",
            source="豫人社办〔2023〕32号 四（三）",
        ),
        Condition(
            "june-60",
            i.spent_june >= i.budget * p.june_share,
            "中央和省财政就业补助资金预算执行率6月底不低于{june_share}",
            source="豫人社办〔2023〕32号 四（四）",
        ),
        Condition(
            "october-90",
            i.spent_october >= i.budget * p.october_share,
            "中央和省财政就业补助资金预算执行率10月底不低于{october_share}",
            source="豫人社办〔2023〕32号 四（四）",
        ),
        Condition(
            "local-share-20",
            (funds > 0) & (i.local_funds >= funds * p.local_share),
            "市（县）级财政投入占各级财政合计投入不低于{local_share}",
            source="豫人社办〔2023〕32号 四（五）",
        ),
        Condition(
            "usage-95",
            i.system_usage_percent >= p.system_usage,
            "“互联网+就业创业”系统综合应用率不低于{system_usage}",
            source="豫人社办〔2023〕32号 四（六）",
        ),
    ],
)
