"""一次性吸纳就业补贴: a flat sum for each person newly hired by a small or medium enterprise.

Basis:   豫就业组〔2023〕1号 附件2 一（二）; 豫政办〔2023〕17号 第一条 (end date); 平人社就业〔2023〕11号 第四条
Gives:   元 for one person, once
Reading: the end date printed by 豫政办〔2023〕17号 holds for all three kinds of person, tested on the application date
"""

from formulas.expressions import year_of
from formulas.inputs import Inputs, date, integer, option, yes_no
from formulas.options import ENTERPRISE_SIZES, HIRED_PERSONS, SMALL_AND_MEDIUM
from formulas.parameters import load_parameters
from formulas.subsidy import PERSON, Condition, Repeat, Subsidy

p = load_parameters("hire_one_off")
i = Inputs(
    apply_date=date("申请日期"),
    enterprise_size=option("企业规模", *ENTERPRISE_SIZES),
    person_category=option("招用人员类别", *HIRED_PERSONS, note="按招用之日的身份填"),
    unemployed_months=integer("登记失业时长", "月", note="算到招用之日；不是登记失业人员的填0"),
    hire_date=date("招用日期"),
    contract_months=integer("劳动合同期限", "月", note="最后一天计算在内：2023-07-01至2024-06-30为12个月"),
    insured=yes_no("是否已为其缴纳社会保险费"),
    paid_before=yes_no("该人员是否已享受过本补贴"),
)

RULE = Subsidy(
    code="hire-one-off",
    title="一次性吸纳就业补贴",
    record="一名新招用人员",
    family="吸纳就业与稳岗",
    claimant="中小微企业",
    payer="当地就业补助资金（直补快办）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("sme", i.enterprise_size.is_in(*SMALL_AND_MEDIUM), "企业规模为中型、小型或微型"),
        Condition("category", i.person_category.is_not("其他人员"), "招用的是规定的三类人员之一"),
        Condition(
            "unemployed-6m",
            i.person_category.is_not("登记失业人员") | (i.unemployed_months >= p.unemployed_months),
            "登记失业人员须登记失业满{unemployed_months}",
        ),
        Condition(
            "hired-this-year",
            (year_of(i.hire_date) == year_of(i.apply_date)) & (i.hire_date <= i.apply_date),
            "当年新招用（招用日期与申请日期在同一年，且不晚于申请日期）",
        ),
        Condition("contract-1y", i.contract_months >= p.contract_months, "劳动合同期限不少于{contract_months}"),
        Condition("insured", i.insured, "已为其缴纳社会保险费"),
        Condition("not-repeated", ~i.paid_before, "该人员没有享受过本补贴"),
    ],
    amount=p.per_person,
    repeats=[Repeat("paid_before", measure=p.per_person, per=(PERSON,))],
)
