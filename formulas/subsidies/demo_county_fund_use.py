"""返乡创业示范县（园区、项目）奖补资金用途检查: how much of an expenditure may be met from the award.

Basis:   豫人社办〔2023〕78号 一至四
Gives:   元 that may be spent
Reading: for a 示范县 the seven uses are a closed list (具体用于以下方面), each with its own beneficiaries; parks and
         projects are free of it (可不受上述规定限制) but must help 返乡创业
"""

from formulas.inputs import Inputs, date, money, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

USES = (
    "职业培训补贴",
    "职业技能评价补贴",
    "社会保险补贴",
    "创业补贴",
    "创业孵化补贴",
    "创业项目库建设补贴",
    "就业创业服务补助",
)
OTHER_SPENDING = (
    "办公用房建设支出",
    "职工宿舍建设支出",
    "购置交通工具支出",
    "发放人员津贴补贴等支出",
    "“三公”经费支出",
    "创业担保贷款贴息及补充创业担保贷款基金相关支出",
    "部门预算已安排支出",
    "其他支出",
)

p = load_parameters("demo_county_fund_use")
i = Inputs(
    use_date=date("支出日期"),
    receiver=option("使用主体", "示范县", "示范园区", "示范项目"),
    category=option("支出类别", *USES, *OTHER_SPENDING),
    for_returnees=yes_no("是否用于推动豫商豫才返乡创业，且支出对象属于该类别列明的对象"),
    lawful=yes_no("是否符合有关法律法规政策规定"),
    helps_startup=yes_no("是否有利于促进返乡创业发展、发挥创业带动就业作用"),
    spend_amount=money("支出金额", positive=True),
)
free_choice = i.receiver.is_in("示范园区", "示范项目")

RULE = Subsidy(
    code="demo-county-fund-use",
    title="返乡创业示范县（园区、项目）奖补资金用途检查",
    record="一笔支出",
    family="返乡创业奖补",
    claimant="示范县、示范园区、示范项目",
    payer="省财政奖补资金",
    parameters=p,
    inputs=i,
    as_of=i.use_date,
    conditions=[
        Condition(
            "use-allowed",
            free_choice | i.category.is_in(*USES),
            "示范县的支出属于列明的七类用途",
            source="豫人社办〔2023〕78号 二、三",
        ),
        Condition(
            "beneficiary",
            free_choice | i.for_returnees,
            "示范县的支出用于推动豫商豫才返乡创业，支出对象属于该类别列明的对象",
            source="豫人社办〔2023〕78号 二",
        ),
        Condition("lawful", i.lawful, "符合有关法律法规政策规定"),
        Condition(
            "purpose",
            i.receiver.is_in("示范县") | i.helps_startup,
            "示范园区、示范项目的支出有利于促进返乡创业发展、发挥创业带动就业作用",
            source="豫人社办〔2023〕78号 四",
        ),
    ],
    amount=i.spend_amount,
    amount_title="可列支金额（元）",
    verb="可以列支",
)
