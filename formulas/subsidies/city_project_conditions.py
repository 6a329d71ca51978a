"""市级农民工返乡创业示范项目申报条件检查: the common conditions, and those of the project's own category.

Basis:   平政办〔2017〕59号 项目办法 第五条
Reading: 10人以上 and 60%以上 are alternatives; 超过80% and 高于平均水平 exclude the figure itself; a farm of a kind for
         which no scale is printed (其他) has none to meet
"""

from formulas.expressions import Predicate
from formulas.inputs import Inputs, date, integer, money, option, percent, quantity, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

COMPANY, COOPERATIVE, FARM, TOURISM = "各类企业", "农民专业合作社", "家庭农场", "乡村旅游"

p = load_parameters("city_project_conditions")
i = Inputs(
    check_date=date("检查日期"),
    returnee_in_city=yes_no("法定代表人是返乡创业农民工且注册地在我市"),
    months_operating=integer("注册并正常经营时长", "月"),
    plan_and_compliance=yes_no("第五条（三）（四）项是否具备"),
    rural_workers=integer("吸纳农村劳动力转移就业人数", "人"),
    total_staff=integer("员工总数", "人"),
    category=option("项目类别", COMPANY, COOPERATIVE, FARM, TOURISM),
    other_conditions_met=yes_no("该类别其余条件是否具备"),
    trained_percent=percent("企业：职工职业技能培训率", note="与本类别无关的数字填0，以下各项同"),
    members=integer("合作社：成员数量", "人"),
    county_average_members=quantity("合作社：本地县级同行业平均成员数", "人"),
    contributions=money("合作社：成员出资总额"),
    fixed_assets=money("合作社：固定资产"),
    annual_income=money("合作社：年经营收入"),
    return_percent=percent("合作社：盈余按交易量（额）返还比例"),
    unified_percent=percent("合作社：统一购买率、统一销售率（较低者）"),
    lease_years=integer("家庭农场：土地流转年限", "年"),
    farm_type=option(
        "家庭农场：类型",
        *("粮油", "生猪、羊", "奶牛", "牛", "蛋鸡", "肉鸡", "其他", "不适用"),
        note="不是家庭农场的选“不适用”",
    ),
    farm_scale=quantity(
        "家庭农场：规模",
        note="粮油填集中连片亩数；生猪、羊、牛、肉鸡填年出栏头数（只数）；奶牛、蛋鸡填常年存栏头数（只数）",
    ),
    net_agri_percent=percent("家庭农场：农业净收入占比"),
    star_level=integer("乡村旅游：星级", "星"),
)


def required_of(category: str, test: Predicate) -> Predicate:
    """`test` for projects of one category; the others pass."""
    return i.category.is_not(category) | test


RULE = Subsidy(
    code="city-project-conditions",
    title="市级农民工返乡创业示范项目申报条件检查",
    record="一个项目",
    family="返乡创业奖补",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition("returnee", i.returnee_in_city, "法定代表人是返乡创业农民工，创业及工商注册地在我市"),
        Condition("operating-2y", i.months_operating >= p.least_months, "注册成立并正常经营不少于{least_months}"),
        Condition("plan", i.plan_and_compliance, "具备第五条（三）（四）项条件"),
        Condition(
            "absorb",
            (i.rural_workers >= p.rural_workers)
            | ((i.total_staff >= 1) & (i.rural_workers >= i.total_staff * p.rural_share)),
            "吸纳农村劳动力转移就业不少于{rural_workers}，或者不少于员工总数的{rural_share}",
        ),
        Condition("category-other", i.other_conditions_met, "具备该类别的其余条件"),
        Condition(
            "trained-60",
            required_of(COMPANY, i.trained_percent >= p.trained_share),
            "企业对在职员工开展职业技能培训率不低于{trained_share}",
        ),
        Condition("members-80", required_of(COOPERATIVE, i.members >= p.members), "合作社成员不少于{members}"),
        Condition(
            "members-average",
            required_of(COOPERATIVE, i.members > i.county_average_members),
            "合作社成员数量高于本地县级同行业平均水平",
        ),
        Condition(
            "contributions-80",
            required_of(COOPERATIVE, i.contributions >= p.contributions),
            "合作社成员出资总额不少于{contributions}",
        ),
        Condition(
            "assets-80",
            required_of(COOPERATIVE, i.fixed_assets >= p.fixed_assets),
            "合作社固定资产不少于{fixed_assets}",
        ),
        Condition(
            "income-200",
            required_of(COOPERATIVE, i.annual_income >= p.annual_income),
            "合作社年经营收入不少于{annual_income}",
        ),
        Condition(
            "return-60",
            required_of(COOPERATIVE, i.return_percent >= p.return_share),
            "合作社返还总额不低于可分配盈余的{return_share}",
        ),
        Condition(
            "unified-80",
            required_of(COOPERATIVE, i.unified_percent > p.unified_share),
            "合作社统一购买率、统一销售率超过{unified_share}",
        ),
        Condition("lease-3y", required_of(FARM, i.lease_years >= p.lease_years), "家庭农场土地流转不少于{lease_years}"),
        Condition(
            "farm-scale",
            required_of(
                FARM,
                (i.farm_type.is_in("粮油") & (i.farm_scale >= p.grain))
                | (i.farm_type.is_in("生猪、羊") & (i.farm_scale >= p.pigs_sheep))
                | (i.farm_type.is_in("奶牛") & (i.farm_scale >= p.dairy_cows))
                | (i.farm_type.is_in("牛") & (i.farm_scale >= p.cattle))
                | (i.farm_type.is_in("蛋鸡") & (i.farm_scale >= p.laying_hens))
                | (i.farm_type.is_in("肉鸡") & (i.farm_scale >= p.broilers))
                | i.farm_type.is_in("其他"),
            ),
            "家庭农场规模达到标准：粮油{grain}，生猪、羊年出栏{pigs_sheep}，奶牛存栏{dairy_cows}，牛年出栏{cattle}，"
            "蛋鸡存栏{laying_hens}，肉鸡年出栏{broilers}",
        ),
        Condition(
            "net-agri-80",
            required_of(FARM, i.net_agri_percent >= p.net_agri_share),
            "家庭农场农业净收入占总收益不低于{net_agri_share}",
        ),
        Condition("star-3", required_of(TOURISM, i.star_level >= p.star_level), "乡村旅游经营单位不低于{star_level}级"),
    ],
)
