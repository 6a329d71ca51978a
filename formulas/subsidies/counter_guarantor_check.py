"""反担保人条件检查: who may stand as counter-guarantor, a natural person or a 农户、商户.

Basis:   平人社〔2023〕23号 附件9、附件10
Reading: a natural person needs one of five footings, a 农户 or 商户 all of four; both ends of 18-60周岁 are inside
"""

from formulas.inputs import Inputs, date, integer, money, option, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

NATURAL, FARMER_OR_TRADER = "家庭成员、亲属等自然人", "农户、商户"

p = load_parameters("counter_guarantor_check")
i = Inputs(
    check_date=date("检查日期"),
    guarantor_type=option("反担保人类型", NATURAL, FARMER_OR_TRADER),
    age=integer("年龄", "周岁"),
    capacity_honest_healthy=yes_no("是否具有完全民事行为能力、诚实守信、身体健康"),
    pension_months=integer("连续缴纳职工养老保险月数", "月"),
    licence_months=integer("营业执照经营月数（商户：取得营业执照月数）", "月", note="没有营业执照的填0"),
    profitable=yes_no("是否处于盈利状态"),
    graduate_or_child=yes_no("是否毕业2年内大专及以上大学生（含在校）或有稳定收入的成年子女"),
    house_age_years=integer("名下房产房龄", "年", note="没有产权明确的房产的不填").or_null(),
    liquid_funds=money("名下1年内可变现货币资金"),
    local_household_or_1y=yes_no("是否本行政区域户口或在当地居住满一年"),
    self_employed=yes_no("是否自雇人士"),
    local_house_and_3y=yes_no("是否本地有房产（含配偶、父母、子女的房产）且连续居住三年以上"),
    stable_income_farmer=yes_no("是否具有稳定收入的农户"),
    independent=yes_no("保证人家庭之间、保证人与借款人家庭之间经济是否相互独立且无债权债务关系"),
    good_credit=yes_no("征信是否良好、无失信等不良记录"),
)
natural = i.guarantor_type.is_in(NATURAL)
trading = (i.licence_months >= p.licence_months) & i.profitable

RULE = Subsidy(
    code="counter-guarantor-check",
    title="反担保人条件检查",
    record="一名反担保人",
    family="创业担保贷款贴息与额度",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition("age-18-60", (i.age >= p.youngest) & (i.age <= p.oldest), "年龄在{youngest}至{oldest}之间"),
        Condition("capacity", i.capacity_honest_healthy, "具有完全民事行为能力、诚实守信、身体健康"),
        Condition(
            "natural-one-of",
            i.guarantor_type.is_in(FARMER_OR_TRADER)
            | (i.pension_months >= p.pension_months)
            | trading
            | i.graduate_or_child
            | (i.house_age_years <= p.house_years)
            | (i.liquid_funds >= p.liquid_funds),
            "自然人符合五项条件之一：连续缴纳职工养老保险满{pension_months}；营业执照经营满{licence_months}且盈利；"
            "毕业2年内大学生或有稳定收入的成年子女；名下房产房龄{house_years}以内；可变现货币资金不少于{liquid_funds}",
            source="平人社〔2023〕23号 附件9",
        ),
        Condition(
            "residence",
            natural | (~i.self_employed & i.local_household_or_1y) | (i.self_employed & i.local_house_and_3y),
            "农户、商户具有本行政区域户口或在当地居住满一年；自雇人士在本地有房产且连续居住三年以上",
            source="平人社〔2023〕23号 附件10",
        ),
        Condition(
            "income",
            natural | i.stable_income_farmer | trading,
            "具有稳定收入的农户，或者取得营业执照满{licence_months}且处于盈利状态的商户",
            source="平人社〔2023〕23号 附件10",
        ),
        Condition(
            "independent",
            natural | i.independent,
            "农户、商户：保证人家庭之间、保证人与借款人家庭之间经济相互独立，且无债权债务关系",
            source="平人社〔2023〕23号 附件10",
        ),
        Condition(
            "credit",
            natural | i.good_credit,
            "农户、商户征信良好，无失信等不良记录",
            source="平人社〔2023〕23号 附件10",
        ),
    ],
)
