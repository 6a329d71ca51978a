"""吸纳就业社会保险补贴（单位缴纳部分）: the employer's own contributions for a person newly hired, up to twelve months.

Basis:   豫就业组〔2023〕1号 附件2 一（二）; 豫政办〔2023〕17号 第一条; 平人社就业〔2023〕11号 第四条
Gives:   元 for one person at one employer and the months now claimed
Reading: every insurance counts, but the employer's part only; 当年新招用 is tested against the year of the first
         application, so that a claim of twelve months may run into the next year
"""

from formulas.expressions import Step, count, every, least, total, year_of
from formulas.inputs import Inputs, date, integer, list_of, money, option
from formulas.options import ENTERPRISE_SIZES, HIRED_PERSONS, SMALL_AND_MEDIUM
from formulas.parameters import load_parameters
from formulas.subsidy import ENTERPRISE, PERSON, Condition, Repeat, Subsidy

p = load_parameters("hire_social_insurance")
i = Inputs(
    apply_date=date("申请日期"),
    first_apply_date=date("首次申请日期", note="本单位第一次为该人员申请的日期；本次是第一次的，与申请日期相同"),
    enterprise_size=option("企业规模", *ENTERPRISE_SIZES),
    person_category=option("招用人员类别", *HIRED_PERSONS, note="按招用之日的身份填"),
    unemployed_months=integer("登记失业时长", "月", note="算到招用之日；不是登记失业人员的填0"),
    hire_date=date("招用日期"),
    contract_months=integer("劳动合同期限", "月", note="最后一天计算在内：2023-07-01至2024-06-30为12个月"),
    monthly_contributions=list_of(
        money("单位缴纳社会保险费（逐月）", "元/月"),
        note="本次申请的各月，按月份先后，每月填一个；只填单位缴纳部分，个人缴纳部分不填",
    ),
    months_paid_before=integer("已享受补贴月数", "月"),
)
claimed = count(i.monthly_contributions)
months = Step("months", "补贴月数", least(claimed, p.most_months - i.months_paid_before), "个月")

RULE = Subsidy(
    code="hire-social-insurance",
    title="吸纳就业社会保险补贴（单位缴纳部分）",
    record="一家单位的一名新招用人员",
    family="吸纳就业与稳岗",
    claimant="中小微企业",
    payer="当地就业补助资金（直补快办）",
    parameters=p,
    inputs=i,
    as_of=i.apply_date,
    conditions=[
        Condition("date-order", i.first_apply_date <= i.apply_date, "首次申请日期不晚于申请日期"),
        Condition("sme", i.enterprise_size.is_in(*SMALL_AND_MEDIUM), "企业规模为中型、小型或微型"),
        Condition("category", i.person_category.is_not("其他人员"), "招用的是规定的三类人员之一"),
        Condition(
            "unemployed-6m",
            i.person_category.is_not("登记失业人员") | (i.unemployed_months >= p.unemployed_months),
            "登记失业人员须登记失业满{unemployed_months}",
        ),
        Condition(
            "hired-this-year",
            (year_of(i.hire_date) == year_of(i.first_apply_date)) & (i.hire_date <= i.first_apply_date),
            "当年新招用（招用日期与首次申请日期在同一年，且不晚于首次申请日期）",
        ),
        Condition("contract-1y", i.contract_months >= p.contract_months, "劳动合同期限不少于{contract_months}"),
        Condition("insured", every(i.monthly_contributions, ">", 0), "申请的每个月均已为其缴纳社会保险费"),
        Condition("months-left", i.months_paid_before < p.most_months, "该人员享受补贴不满{most_months}"),
    ],
    amount=total(i.monthly_contributions, first=months),
    uncapped=total(i.monthly_contributions),
    repeats=[Repeat("months_paid_before", measure=claimed, used=months, per=(PERSON, ENTERPRISE))],
)
