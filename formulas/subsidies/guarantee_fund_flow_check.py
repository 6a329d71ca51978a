"""担保基金来源与使用检查: whether a receipt or payment of the fund is one of those allowed.

Basis:   平人社〔2023〕23号 第四十六条、第四十七条
Gives:   元 allowed
Reading: a term deposit is a placement, not a use (`guarantee-fund-deposit`); a transfer between fund accounts is
         recorded once, as 使用 of the paying account
"""

from formulas.inputs import Inputs, date, money, option
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

SOURCES = ("财政预算安排", "捐赠", "担保基金存款利息", "追偿收入", "经同级人民政府同意的其他渠道")
OTHER_SOURCES = ("其他专项资金", "财政专户资金")
USES = ("创业贷款担保业务", "代偿逾期贷款本息", "担保基金账户之间调剂转存")

p = load_parameters("guarantee_fund_flow_check")
i = Inputs(
    flow_date=date("日期"),
    direction=option("收支方向", "来源", "使用"),
    item=option("项目", *SOURCES, *OTHER_SOURCES, *USES, "其他支出"),
    amount=money("金额", positive=True),
)

RULE = Subsidy(
    code="guarantee-fund-flow-check",
    title="担保基金来源与使用检查",
    record="担保基金的一笔收支",
    family="创业担保贷款贴息与额度",
    claimant="担保机构",
    payer="担保基金",
    parameters=p,
    inputs=i,
    as_of=i.flow_date,
    conditions=[
        Condition(
            "item-allowed",
            (i.direction.is_in("来源") & i.item.is_in(*SOURCES)) | (i.direction.is_in("使用") & i.item.is_in(*USES)),
            "来源为财政预算安排、捐赠、存款利息、追偿收入或经同级人民政府同意的其他渠道；"
            "使用限于创业贷款担保业务、代偿逾期贷款本息、担保基金账户之间调剂转存",
        ),
    ],
    amount=i.amount,
    amount_title="允许收支金额（元）",
    verb="可以收支",
)
