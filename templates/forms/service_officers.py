"""人社服务专员包保名册: one row for each officer and enterprise; every key enterprise has exactly one officer."""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Enum, Int, Tel, Text, Uscc
from templates.frame import framed
from templates.lookups import KEY_WIDTH, REGISTER, beside, elsewhere, key, registered
from templates.model import Check, Field, Guide, ListedIn, Source

LEVEL = Field("level", "层级", Enum(("省级", "市级", "县级")), required=True)
CHAIN = Field("chain", "联系产业集聚区\n或特色产业链", Text())
# L130: heads of city divisions and cadres of counties look after enterprises; leaders of a city bureau look after a
# county and its industrial chain
HAS_ENTERPRISE = LEVEL.ref.is_in("县级") | (LEVEL.ref.is_in("市级") & ex.missing(CHAIN.ref))
ENTERPRISE = Field("enterprise", "包保企业", Text(), required=HAS_ENTERPRISE, width=19)
CODE = Field("credit-code", "统一社会信用代码", Uscc(), required=HAS_ENTERPRISE, width=20.5)
KNOWN_NAME = beside(
    "known-name",
    "重点企业清单中的名称",
    registered("name"),
    width=18,
)

FORM = framed(
    code="service-officers",
    title="人社服务专员包保名册",
    source=Source("豫就业组〔2023〕1号 二（一）", "L130; L376-380", printed=False),
    columns=(
        Field("officer", "姓名", Text(max_length=50), required=True, width=10),
        Field("division", "单位及科室", Text(), required=True, prompt="填单位和就业、培训、劳动关系、人事人才等科室。"),
        Field("post", "职务", Text(), required=True, prompt="市级填科室负责同志，县级填科级干部的职务。", width=12),
        LEVEL,
        Field("telephone", "联系方式", Tel(), required=True),
        Field("county", "包县（市、区）", Enum("county"), required=True, within="reporting-unit", width=12),
        CHAIN,
        ENTERPRISE,
        CODE,
        Field("offices", "联系的相关部门\n（机构）", Text()),
        KNOWN_NAME,
        beside(
            "visits",
            "本月走访次数",
            f'IF({{pair-key}}="","",COUNTIFS({elsewhere("outreach-visits", "pair-key")},{{pair-key}}))',
            Int(),
        ),
        beside("pair-key", "企业和专员", key("{credit-code}", "{officer}"), width=KEY_WIDTH),
    ),
    guide=Guide(
        who="市、县（市、区）人力资源社会保障局",
        when="确定包保责任时报一次，以后有变动就报",
        to="省辖市人力资源社会保障局，省厅专班",
        how=(
            "省级、市级领导包县（市、区），联系产业集聚区或特色产业链；市级科室负责同志和县级科级干部包重点企业，任人社服务专员。",
            "一人包几家企业的，一家一行；一家企业只能有一名责任专员。",
        ),
    ),
    key=("credit-code", "officer"),
    unique=(("credit-code",),),
    checks=(
        Check(
            "CODE_WITHOUT_ENTERPRISE",
            ENTERPRISE.filled | ex.missing(CODE.ref),
            (ENTERPRISE, CODE),
            "填了代码{credit-code}，没有填企业名称。请补填。",
        ),
        Check(
            "ENTERPRISE_DIFFERS",
            ex.missing(KNOWN_NAME.ref) | ex.missing(ENTERPRISE.ref) | (ENTERPRISE.ref == KNOWN_NAME.ref),
            (ENTERPRISE,),
            "填的是“{enterprise}”，《各地重点企业清单》中这个代码的企业是“{known-name}”。请核对名称和代码。",
            "warning",
        ),
    ),
    listed_in=(
        ListedIn(CODE, REGISTER, "credit-code", "“{credit-code}”不在《各地重点企业清单》中。请核对代码，或补入清单。"),
    ),
)
