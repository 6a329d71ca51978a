"""就业见习补贴: a share of the local minimum wage for each internship month, up to twelve months a person.

Basis:   豫就业组〔2023〕1号 附件2 一（三）; 平人社办〔2023〕73号 一（二）（三）
Gives:   元 for one trainee of one internship batch
Reading: the retention rate of the batch (留用 ÷ 见习期满) raises the standard for every trainee of it; with nobody
         finished yet the lower standard is paid; 12 months limit a person across internships
"""

from formulas.expressions import Step, choose, count, least, total
from formulas.inputs import Inputs, date, integer, list_of, money, option, yes_no
from formulas.options import INTERNS
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("internship")
i = Inputs(
    apply_date=date("申请日期"),
    unit_recognised=yes_no("见习单位是否经人社部门认定"),
    person_category=option(
        "见习人员类别",
        *INTERNS,
        note="离校2年内未就业高校毕业生含普通高校各类毕业生以及技师学院高级工班、预备技师班和特殊教育院校职业教育类毕业生",
    ),
    age=integer("年龄", "周岁", note="见习开始之日的周岁"),
    min_wages=list_of(
        money("见习各月当地最低工资标准", "元/月"),
        note="每完成一个见习月填一个，按月份先后；提前签订劳动合同以后的月份不填",
    ),
    agreed_months=integer("见习协议期限", "月"),
    contract_before_end=yes_no("见习期未满是否已签订劳动合同"),
    completed_count=integer("本批见习期满人数", "人"),
    retained_count=integer("本批留用人数", "人"),
    months_paid_before=integer("该人员此前已享受见习补贴月数", "月"),
)
served = count(i.min_wages)
rate = Step(
    "rate",
    "补贴比例",
    choose(
        (i.completed_count >= 1) & (i.retained_count >= i.completed_count * p.retention), p.share_retained, p.share
    ),
    "%",
)
months = Step("months", "补贴月数", least(served, p.most_months - i.months_paid_before), "个月")

RULE = Subsidy(
    code="internship",
    title="就业见习补贴",
    record="一批见习中的一名见习人员",
    family="就业见习",
    claimant="经人社部门认定的见习单位",
    payer="就业补助资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("unit-recognised", i.unit_recognised, "见习单位经人社部门认定"),
        Condition("category", i.person_category.is_not("其他人员"), "见习人员属于规定的三类人员之一"),
        Condition(
            "age-16-24",
            i.person_category.is_not("失业青年") | ((i.age >= p.youngest) & (i.age <= p.oldest)),
            "失业青年年龄在{youngest}至{oldest}之间",
            source="平人社办〔2023〕73号 一（二）",
        ),
        Condition(
            "months-3-12",
            (i.agreed_months >= p.least_months)
            & (i.agreed_months <= p.most_months)
            & (served <= i.agreed_months)
            & ((served >= p.least_months) | i.contract_before_end),
            "见习协议期限为{least_months}至{most_months}，完成月数不超过协议期限；不满{least_months}的须已提前签订劳动合同",
        ),
        Condition("retained-count", i.retained_count <= i.completed_count, "留用人数不多于见习期满人数"),
        Condition("months-left", i.months_paid_before < p.most_months, "该人员享受见习补贴不满{most_months}"),
    ],
    amount=total(i.min_wages, first=months) * rate,
    uncapped=total(i.min_wages) * rate,
    repeats=[Repeat("months_paid_before", measure=served, used=months, per=(PERSON,))],
)
