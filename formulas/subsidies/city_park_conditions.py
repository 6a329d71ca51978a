"""市级农民工返乡创业示范园区申报条件检查: the figures that each kind of park must reach.

Basis:   平政办〔2017〕59号 园区办法 第五条（三）、第六条
Reading: a 特色旅游 township or village is tested by its own two figures, not by those of the ordinary one; kinds of
         park for which 第六条 prints no figure pass by the other conditions; the preference of （四） is no condition
"""

from formulas.inputs import Inputs, date, integer, option, percent, quantity, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("city_park_conditions")
i = Inputs(
    check_date=date("检查日期"),
    common_conditions_met=yes_no("第六条（一）（二）（三）项及（六）项中该类别的非数字条件是否具备"),
    county_recognised=yes_no("是否已被县（市、区）认定为本级示范园区"),
    park_type=option(
        "园区类别",
        "特色专业乡镇",
        "特色旅游乡镇",
        "特色专业村（组）",
        "特色旅游村",
        "种植类园区",
        "养殖类园区",
        "电商类园区",
        "教育类园区",
        "旅游类园区",
        "餐饮类园区",
        "加工制造类园区",
        "其他特色专业园区",
        "现有产业集聚区等",
    ),
    main_industry_percent=percent("主导产业经营主体（或农户）占比", note="与本类别无关的数字填0，以下各项同"),
    returnee_percent=percent("返乡农民工（农民企业家）创（领）办主体占比"),
    transferred_workers=integer("吸纳农村劳动力转移就业人数", "人"),
    operators=integer("经营主体（入驻企业）数", "家", note="种植类园区填园区内同产业的经营主体"),
    land_mu=quantity("流转土地面积", "亩"),
    households=integer("带动农户数", "户"),
    min_workers_per_enterprise=integer("每家企业吸纳农村劳动力转移就业人数（最少一家）", "人"),
)
tourism = i.park_type.is_in("特色旅游乡镇", "特色旅游村")

RULE = Subsidy(
    code="city-park-conditions",
    title="市级农民工返乡创业示范园区申报条件检查",
    record="一个园区",
    family="返乡创业奖补",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    check_only=True,
    amount_title="检查结果",
    conditions=[
        Condition(
            "common",
            i.common_conditions_met,
            "具备第六条（一）（二）（三）项及（六）项中该类别的非数字条件",
            source="平政办〔2017〕59号 园区办法 第六条（一）（二）（三）（六）",
        ),
        Condition(
            "county-recognised",
            i.county_recognised,
            "已被县（市、区）认定为本级示范园区",
            source="平政办〔2017〕59号 园区办法 第六条（五）",
        ),
        Condition(
            "main-industry-share",
            (i.park_type.is_not("特色专业乡镇") | (i.main_industry_percent >= p.township_main_share))
            & (i.park_type.is_not("特色专业村（组）") | (i.main_industry_percent >= p.village_main_share)),
            "主导产业占比：特色专业乡镇不低于{township_main_share}，特色专业村（组）不低于{village_main_share}",
        ),
        Condition(
            "returnee-share",
            (~tourism | (i.returnee_percent >= p.tourism_returnee_share))
            & (i.park_type.is_not("现有产业集聚区等") | (i.returnee_percent >= p.cluster_returnee_share)),
            "返乡农民工主体占比：特色旅游乡镇、特色旅游村不低于{tourism_returnee_share}，"
            "现有产业集聚区等不低于{cluster_returnee_share}",
        ),
        Condition(
            "transferred-80",
            ~tourism | (i.transferred_workers >= p.tourism_workers),
            "特色旅游乡镇、特色旅游村吸纳农村劳动力转移就业不少于{tourism_workers}",
        ),
        Condition(
            "operators-min",
            (i.park_type.is_not("种植类园区") | (i.operators >= p.planting_operators))
            & (i.park_type.is_not("电商类园区") | (i.operators >= p.online_operators))
            & (i.park_type.is_not("加工制造类园区") | (i.operators >= p.factory_operators)),
            "经营主体：种植类园区不少于{planting_operators}，电商类园区不少于{online_operators}，"
            "加工制造类园区不少于{factory_operators}",
        ),
        Condition(
            "land-800",
            i.park_type.is_not("种植类园区") | (i.land_mu >= p.planting_land),
            "种植类园区流转土地不少于{planting_land}",
        ),
        Condition(
            "households-min",
            (i.park_type.is_not("种植类园区") | (i.households >= p.planting_households))
            & (i.park_type.is_not("养殖类园区") | (i.households >= p.breeding_households)),
            "带动农户：种植类园区不少于{planting_households}，养殖类园区不少于{breeding_households}",
        ),
        Condition(
            "workers-40",
            i.park_type.is_not("加工制造类园区") | (i.min_workers_per_enterprise >= p.factory_workers),
            "加工制造类园区每家企业吸纳农村劳动力转移就业不少于{factory_workers}",
        ),
    ],
)
