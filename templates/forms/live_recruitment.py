"""直播带岗品牌及主播名录: one brand for every city, at least one host for every county."""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Enum, Int, Text
from templates.frame import framed
from templates.lists import load_list
from templates.lookups import beside, number
from templates.model import Check, Field, Guide, Source

BRAND, HOST, GOLDEN = "直播带岗品牌", "明星主播", "金牌主播"
CITIES = load_list("city18").values
PLACES = tuple(dict.fromkeys((*CITIES, *load_list("area").values)))  # 济源市 is a city and an area

AREA = Field("area", "市县", Enum(PLACES), required=True, width=15)
KIND = Field("category", "类别", Enum((BRAND, HOST, GOLDEN)), required=True, width=13)
BRANDS = beside(
    "brands",
    "该市品牌数",
    f'IF({{category}}="{BRAND}",COUNTIFS({{area:column}},{{area}},{{category:column}},"{BRAND}"),"")',
    Int(),
)
WITHOUT_COUNTIES = tuple(city for city in CITIES if city in load_list("area").values)

FORM = framed(
    code="live-recruitment",
    title="直播带岗品牌及主播名录",
    source=Source("豫就业组〔2023〕1号 四（一）", "L146", printed=False),
    orientation="portrait",
    columns=(
        AREA,
        KIND,
        Field("name", "名称或姓名", Text(), required=True),
        Field("account", "平台账号", Text(), required=True, prompt="填平台和账号，例如：某某平台 某某账号。"),
        Field("broadcasts", "本年直播场次", Int()),
        Field("posts", "带岗数", Int()),
        Field("agreed", "达成意向人数", Int()),
        BRANDS,
    ),
    guide=Guide(
        who="县（市、区）、省辖市人力资源社会保障局",
        when="2023年内报一次",
        to="省人力资源社会保障厅",
        how=("每个省辖市打造一个直播带岗品牌，每个县（市、区）重点培养一名“明星主播”；“金牌主播”由省厅评选。",),
    ),
    key=("area", "category", "name"),
    unique=(("area", "category", "name"),),
    checks=(
        Check(
            "SECOND_BRAND",
            ex.missing(number(BRANDS)) | (number(BRANDS) <= 1),
            (AREA, KIND),
            "{area}填了{brands}个直播带岗品牌，每个省辖市只有一个。请核对。",
        ),
        Check(
            "BRAND_OF_COUNTY",
            KIND.ref.is_not(BRAND) | AREA.ref.is_in(*CITIES),
            (AREA, KIND),
            "直播带岗品牌是省辖市的，这里填的是{area}。请填省辖市，或改选类别。",
        ),
        Check(
            "HOST_OF_CITY",
            KIND.ref.is_not(HOST) | AREA.ref.is_not(*(city for city in CITIES if city not in WITHOUT_COUNTIES)),
            (AREA, KIND),
            "“明星主播”是县（市、区）的，这里填的是{area}。请填到县（市、区），或改选类别。",
        ),
    ),
    totals=("broadcasts", "posts", "agreed"),
)
