"""政府投资创业载体免费场地比例检查: about 30 % of the space is free for graduates.

Basis:   豫政办〔2023〕17号 第十二条; 平人社就业〔2023〕11号 第七条
Reading: how far below 30 % 左右 reaches is for the office to say (0 for a strict 30 %); more is never a failure, and
         nothing is asked of a carrier that no government invested in
"""

from formulas.inputs import Inputs, date, percent, quantity, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("incubator_free_space_check")
i = Inputs(
    check_date=date("检查日期"),
    government_invested=yes_no("是否政府投资开发"),
    total_area=quantity("载体总面积", "平方米"),
    free_area=quantity("免费提供给高校毕业生的面积", "平方米"),
    tolerance_points=percent("“30%左右”允许低于30%的百分点", note="由检查单位确定；严格按30%检查的填0"),
)

RULE = Subsidy(
    code="incubator-free-space-check",
    title="政府投资创业载体免费场地比例检查",
    record="一个孵化器等创业载体",
    family="高校毕业生",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition(
            "free-30",
            ~i.government_invested
            | ((i.total_area > 0) & (i.free_area >= i.total_area * (p.free_share - i.tolerance_points))),
            "政府投资开发的载体，免费提供给高校毕业生的场地为{free_share}左右",
        ),
    ],
)
