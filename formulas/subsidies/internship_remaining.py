"""剩余期限见习补贴: the internship months left over when the unit signs a labour contract before the end.

Basis:   豫政办〔2023〕17号 第九条; 平人社办〔2023〕73号 一（二）（三） (end of 2023); 平人社就业〔2023〕11号 第八条
Gives:   元 for one trainee; the months before the contract are claimed under 就业见习补贴
Reading: the printed 未满足与 is read 未满与; 延续至2023年底 is tested on the day the contract is signed; the rate is
         that of the batch, since the texts name no other for the remaining months
"""

from formulas.expressions import Step, choose, count, least, total
from formulas.inputs import Inputs, date, integer, list_of, money, option, yes_no
from formulas.options import INTERNS
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("internship_remaining")
i = Inputs(
    contract_date=date("签订劳动合同日期"),
    unit_recognised=yes_no("见习单位是否经人社部门认定"),
    person_category=option(
        "见习人员类别",
        *INTERNS,
        note="离校2年内未就业高校毕业生含普通高校各类毕业生以及技师学院高级工班、预备技师班和特殊教育院校职业教育类毕业生",
    ),
    age=integer("年龄", "周岁", note="见习开始之日的周岁"),
    planned_months=integer("见习协议期限", "月"),
    completed_months=integer("签约时已见习月数", "月"),
    min_wages=list_of(
        money("剩余各月当地最低工资标准", "元/月", positive=True), note="每个剩余的见习月填一个，按月份先后"
    ),
    completed_count=integer("本批见习期满人数", "人"),
    retained_count=integer("本批留用人数", "人"),
    months_paid_before=integer("该人员已享受见习补贴月数", "月", note="包括本次见习签约之前的月份"),
)
left = i.planned_months - i.completed_months
rate = Step(
    "rate",
    "补贴比例",
    choose((i.completed_count >= 1) & (i.retained_count >= i.completed_count * p.retention), p.share_retained, p.share),
    "%",
)
months = Step("months", "补贴月数", least(left, p.most_months - i.months_paid_before), "个月")

RULE = Subsidy(
    code="internship-remaining",
    title="剩余期限见习补贴",
    record="一名提前签订劳动合同的见习人员",
    family="就业见习",
    claimant="见习单位",
    payer="就业补助资金",
    parameters=p,
    inputs=i,
    as_of=i.contract_date,
    conditions=[
        Condition(
            "unit-recognised", i.unit_recognised, "见习单位经人社部门认定", source="平人社办〔2023〕73号 一（一）"
        ),
        Condition(
            "category",
            i.person_category.is_not("其他人员"),
            "见习人员属于规定的三类人员之一",
            source="平人社办〔2023〕73号 一（二）",
        ),
        Condition(
            "age-16-24",
            i.person_category.is_not("失业青年") | ((i.age >= p.youngest) & (i.age <= p.oldest)),
            "失业青年年龄在{youngest}至{oldest}之间",
            source="平人社办〔2023〕73号 一（二）",
        ),
        Condition(
            "months-3-12",
            (i.planned_months >= p.least_months) & (i.planned_months <= p.most_months),
            "见习协议期限为{least_months}至{most_months}",
            source="豫就业组〔2023〕1号 附件2 一（三）",
        ),
        Condition("not-finished", i.completed_months < i.planned_months, "签订劳动合同时见习期未满"),
        Condition("wage-list", count(i.min_wages) == left, "剩余的每个月各填一个最低工资标准"),
        Condition("retained-count", i.retained_count <= i.completed_count, "留用人数不多于见习期满人数"),
        Condition(
            "months-left",
            i.months_paid_before < p.most_months,
            "该人员享受见习补贴不满{most_months}",
            source="豫就业组〔2023〕1号 附件2 一（三）",
        ),
    ],
    amount=total(i.min_wages, first=months) * rate,
    uncapped=total(i.min_wages) * rate,
    repeats=[Repeat("months_paid_before", measure=left, used=months, per=(PERSON,))],
)
