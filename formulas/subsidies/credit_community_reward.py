"""信用社区奖励: a share of the loans granted in the year under review.

Basis:   平人社〔2023〕23号 第三十七条、第四十二条、第四十三条
Gives:   元 for one 信用社区 (or an organisation in that role) and one year
Reading: 当年 of 第四十二条 is the year under review, which 第四十三条 calls 上年; 贷款回收率较高 is the printed 94 %;
         with nothing due in the year the rate cannot be shown.  六到位 are 机构、人员、经费、场地、制度、工作, a line
         that the scan breaks
"""

from formulas.inputs import Inputs, date, money, percent, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("credit_community_reward")
i = Inputs(
    apply_date=date("申请日期"),
    recognised=yes_no("考核年度是否认定为信用社区"),
    outstanding=yes_no("是否工作突出"),
    six_in_place=yes_no("机构、人员、经费、场地、制度和工作是否“六到位”，台账齐全、数据准确并建立个人信用档案"),
    dedicated_staff=yes_no("是否有专职人员做好贷后管理、建立跟踪服务卡、参与追偿"),
    quarterly_visit_percent=percent("借款人按季回访率"),
    annual_task_done=yes_no("是否完成考核年度发放贷款任务"),
    recovered=money("考核年度实际到期回收额"),
    due=money("考核年度应到期贷款总额"),
    year_loans=money("考核年度贷款发放金额", positive=True),
)

RULE = Subsidy(
    code="credit-community-reward",
    title="信用社区奖励",
    record="一个信用社区的一个考核年度",
    family="创业担保贷款贴息与额度",
    claimant="信用社区（承担信用社区职能的担保机构、妇联等组织、创业孵化园区参照）",
    payer="奖补资金",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("recognised", i.recognised, "考核年度认定为信用社区", source="平人社〔2023〕23号 第四十三条"),
        Condition("outstanding", i.outstanding, "工作突出"),
        Condition(
            "six-in-place",
            i.six_in_place,
            "机构、人员、经费、场地、制度和工作“六到位”，台账齐全、数据准确并建立个人信用档案",
            source="平人社〔2023〕23号 第三十七条",
        ),
        Condition(
            "dedicated-staff",
            i.dedicated_staff,
            "有专职人员做好贷后管理、建立跟踪服务卡、参与追偿",
            source="平人社〔2023〕23号 第三十七条",
        ),
        Condition(
            "visit-100",
            i.quarterly_visit_percent >= p.visits,
            "借款人按季回访率达到{visits}",
            source="平人社〔2023〕23号 第三十七条",
        ),
        Condition("task-done", i.annual_task_done, "完成考核年度发放贷款任务", source="平人社〔2023〕23号 第四十三条"),
        Condition(
            "recovery-94",
            (i.due > 0) & (i.recovered >= i.due * p.recovery),
            "考核年度贷款回收率不低于{recovery}",
            source="平人社〔2023〕23号 第四十三条",
        ),
    ],
    amount=i.year_loans * p.share,
    amount_title="奖励金额（元）",
)
