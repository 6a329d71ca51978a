"""个人类贷款贴息省与市县分担: what province and city or county bear of a subsidy, beside the central part.

Basis:   平人社〔2023〕23号 第九条
Gives:   元 of one payer
Reading: 市、县 together bear one half, how they share it is not printed; an odd fen goes to the province, so that the
         two parts add up
"""

from formulas.expressions import Step, choose, round_cent
from formulas.inputs import Inputs, date, money, option
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("loan_interest_split")
i = Inputs(
    contract_date=date("合同签订日期"),
    total_interest=money("贴息总额", positive=True, note="个人（合伙、组织创业）贷款贴息的核算结果"),
    central_part=money("中央补助"),
    payer=option("承担方", "省级", "市县级"),
)
shared = Step("shared", "中央补助以外的部分", i.total_interest - i.central_part, "元")
province = Step("province", "省级承担", round_cent(shared * p.province_share), "元")

RULE = Subsidy(
    code="loan-interest-split",
    title="个人类贷款贴息省与市县分担",
    record="一笔贴息的一个承担方",
    family="创业担保贷款贴息与额度",
    claimant="经办银行",
    payer="所填的承担方",
    parameters=p,
    inputs=i,
    as_of=i.contract_date,
    conditions=[
        Condition("central-part", i.central_part <= i.total_interest, "中央补助不多于贴息总额"),
    ],
    amount=choose(i.payer.is_in("省级"), province, shared - province),
    amount_title="承担金额（元）",
)
