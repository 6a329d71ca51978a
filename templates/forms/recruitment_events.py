"""专场招聘活动统计表: the recruitment events, of which every city and county holds at least two a month."""

from __future__ import annotations

from templates.fields import Enum, Int, Text
from templates.frame import framed, past_day
from templates.model import Check, Field, Guide, Source

CODE_OF = "recruitment-events"
CAMPAIGNS = (
    "春风行动暨就业援助月",
    "公共就业服务进校园",
    "大中城市联合招聘高校毕业生春季招聘",
    "民营企业招聘月",
    "民营企业服务月",
    "百日千万网络招聘",
    "金秋招聘月",
    "“春暖农民工”",
    "其他",
)

SEEKERS = Field("seekers", "求职人数", Int(), required=True)
AGREED = Field("agreed", "达成意向人数", Int(), required=True)

FORM = framed(
    code=CODE_OF,
    title="专场招聘活动统计表",
    source=Source("豫就业组〔2023〕1号 三（一）", "L138; L2263; L3685-3687", printed=False),
    columns=(
        # The list holds county units; a city's own event is entered under the city's name, with a warning
        Field(
            "area",
            "市县",
            Enum("area", other=True),
            required=True,
            within="reporting-unit",
            width=14,
            prompt="选县（市、区）；市本级举办的填市名，例如平顶山市，提示时选“是”保留。",
        ),
        Field("event", "活动名称", Text(), required=True),
        Field("campaign", "专项", Enum(CAMPAIGNS), required=True),
        Field("form", "形式", Enum(("线上", "线下", "直播带岗")), required=True),
        Field("held-on", "举办日期", past_day(CODE_OF), required=True),
        Field("place", "地点或平台", Text(), required=True),
        Field("enterprises", "参会企业数", Int(), required=True),
        Field("posts", "岗位数", Int(), required=True),
        SEEKERS,
        AGREED,
    ),
    guide=Guide(
        who="县（市、区）人力资源社会保障局",
        when="每月（文件没有规定报送日期，建议与用工需求清单同报）",
        to="省辖市人力资源社会保障局，省人力资源社会保障厅",
        how=("各省辖市、各县（市、区）每月举办各类线上线下专场招聘活动不少于2场。",),
    ),
    key=("area", "event", "held-on"),
    unique=(("area", "event", "held-on"),),
    checks=(
        Check(
            "MORE_AGREED_THAN_SEEKERS",
            AGREED.ref <= SEEKERS.ref,
            (AGREED, SEEKERS),
            "达成意向{agreed}人，多于求职{seekers}人。请核对两个人数。",
        ),
    ),
    totals=("enterprises", "posts", "seekers", "agreed"),
)
