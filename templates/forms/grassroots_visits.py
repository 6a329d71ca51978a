"""走访登记表 of “就业访民情”: whom the teams met, whether they have work, what they need."""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Enum, Int, Multi, ResidentId, Tel, Text
from templates.frame import framed, past_day
from templates.lookups import beside, elsewhere, number, sum_of
from templates.model import Check, Field, Guide, ListedIn, Source

CODE_OF, DEMAND = "grassroots-visits", "labour-demand"

TARGET = Field("target", "意向企业", Text(), prompt="填《用工需求清单汇总表》中正在缺工的企业全称；没有意向的不填。")
TARGET_SHORT = beside(
    "target-short", "意向企业缺工人数", sum_of("{target}", elsewhere(DEMAND, "name"), elsewhere(DEMAND, "short")), Int()
)

FORM = framed(
    code=CODE_OF,
    title="走访登记表",
    source=Source("豫就业组〔2023〕1号 三（二）", "L140", printed=False),
    above="“就业访民情”",
    columns=(
        Field("visited-on", "走访日期", past_day(CODE_OF), required=True),
        Field("village", "乡村、社区", Text(), required=True, prompt="填走访的村或社区，例如：某某镇某某村。"),
        Field("name", "姓名", Text(max_length=50), required=True, width=10),
        Field("person-id", "身份证号", ResidentId(), required=True),
        Field("telephone", "联系电话", Tel(), required=True),
        Field("employment", "就业失业情况", Enum(("就业", "失业", "灵活就业", "其他")), required=True),
        Field("needs", "服务需求", Multi(("岗位", "培训", "创业", "见习", "社保", "其他"))),
        TARGET,
        TARGET_SHORT,
    ),
    guide=Guide(
        who="专门工作队、服务队和“就业大篷车”",
        when="走访时登记，每月汇总",
        to="县（市、区）人力资源社会保障局",
        how=("一轮走访中，每人只登记一次。身份证号只供核对，公开时须隐去。",),
    ),
    key=("person-id",),
    unique=(("person-id",),),
    checks=(
        Check(
            "TARGET_NOT_SHORT",
            ex.missing(number(TARGET_SHORT)) | (number(TARGET_SHORT) > 0),
            (TARGET,),
            "“{target}”在《用工需求清单汇总表》中不缺工。请核对企业，或另荐岗位。",
            "warning",
        ),
    ),
    listed_in=(ListedIn(TARGET, DEMAND, "name", "“{target}”不在《用工需求清单汇总表》中。请核对企业名称。"),),
    tab="就业访民情走访登记表",
)
