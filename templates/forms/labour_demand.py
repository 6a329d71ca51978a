"""用工需求清单汇总表: what every key enterprise has hired and still lacks, month by month.

The heading 具体工种名称 is printed twice; the two columns are told apart by their place.
"""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Enum, Int, Text, Uscc
from templates.frame import SEQ, heading
from templates.lookups import KEY_WIDTH, REGISTER, beside, key, month_key, number, registered
from templates.model import Check, Field, Guide, ListedIn, ListForm, Source

# No list is printed: the registration types, and whatever else a province's system uses, with a warning
ENTERPRISE_TYPES = (
    "国有企业",
    "集体企业",
    "有限责任公司",
    "股份有限公司",
    "私营企业",
    "港澳台商投资企业",
    "外商投资企业",
    "个体工商户",
    "其他",
)
# No list is printed: the channels that the notice names (L138, L142, L146, L148)
CHANNELS = ("专场招聘活动", "公共就业服务进校园", "直播带岗", "人力资源服务机构和猎头公司", "共享用工", "其他")

CITY = Field("city", "市县", Enum("city18"), required=True, prompt="从列表选省辖市；县（市、区）填在“行政区划”一列。")
NAME = Field("name", "企业名称", Text(), required=True, width=17)
CODE = Field("credit-code", "统一社会信用代码", Uscc(), required=True, width=20.5)
DIVISION = Field(
    "division",
    "行政区划",
    Enum("county"),
    required=CITY.ref.is_not("济源市"),  # it has no counties
    within="city",
    width=8.5,
    prompt="选县（市、区），也可填六位代码；济源市不用填。",
)
INDUSTRY = Field("industry", "所属行业", Enum("industry"), required=True, width=9.5)
STAFF = Field("staff", "员工规模", Int(1), required=True, prompt="填员工总数（人），不小于1；同一企业各行填同一个数。")
SOLVED = Field(
    "solved",
    "新增解决用工人数",
    Int(),
    required=True,
    prompt="填本月新增解决的人数；没有填0。只填数字，不带单位。",
    width=9,
)
SHORT = Field("short", "缺工人数", Int(), required=True, prompt="填缺工人数；不缺工填0，缺工工种、原因不填。")
KIND_SOLVED = Field("kind-solved", "解决用工工种", Text(), required=SOLVED.ref > 0, width=8.5)
TRADE_SOLVED = Field("trade-solved", "具体工种名称", Text(), required=SOLVED.ref > 0, width=9.5)
CHANNEL = Field("channel", "解决渠道", Enum(CHANNELS), required=SOLVED.ref > 0, width=9.5)
KIND_SHORT = Field("kind-short", "缺工工种", Text(), required=SHORT.ref > 0, width=8.5)
TRADE_SHORT = Field("trade-short", "具体工种名称", Text(), required=SHORT.ref > 0, width=9.5)
REASON = Field("reason", "缺工原因", Text(), required=SHORT.ref > 0, width=11)

CODE_KEY = beside("code-key", "企业", key("{credit-code}"), width=KEY_WIDTH)
MONTH_KEY = beside("month-key", "企业和月份", month_key("{credit-code}", "{header.filed-on}"), width=KEY_WIDTH)
ROW_KEY = beside(
    "row-key",
    "企业和工种",
    'IF({code-key}="","",{code-key}&"|"&TRIM({trade-solved})&"|"&TRIM({trade-short}))',
    width=KEY_WIDTH,
)
FIRST_STAFF = beside(
    "first-staff",
    "该企业首行的员工规模",
    'IF({code-key}="","",IFERROR(INDEX({staff:column},MATCH({code-key},{code-key:column},0)),""))',
    Int(),
)
COUNTED_STAFF = beside(
    "counted-staff",
    "员工规模（一家只计一次）",
    'IF({code-key}="","",IF(MATCH({code-key},{code-key:column},0)=ROW()-ROW({code-key:head}),{staff},0))',
    Int(),
)
KNOWN_NAME = beside(
    "known-name",
    "重点企业清单中的名称",
    registered("name"),
    width=18,
)
KNOWN_INDUSTRY = beside(
    "known-industry",
    "重点企业清单中的行业",
    registered("industry"),
    width=18,
)

FORM = ListForm(
    code="labour-demand",
    title="用工需求清单汇总表",
    source=Source("豫就业组〔2023〕1号 附件2", "L204-214", annex="附件2"),
    above="用工保障“三个清单”",
    header=heading("填报单位（单位盖章）", "填报时间"),
    columns=(
        CITY,
        SEQ,
        NAME,
        CODE,
        Field("enterprise-type", "企业类型", Enum(ENTERPRISE_TYPES, other=True), required=True, width=9),
        INDUSTRY,
        DIVISION,
        STAFF,
        KIND_SOLVED,
        TRADE_SOLVED,
        SOLVED,
        CHANNEL,
        KIND_SHORT,
        TRADE_SHORT,
        SHORT,
        REASON,
        KNOWN_NAME,
        KNOWN_INDUSTRY,
        FIRST_STAFF,
        COUNTED_STAFF,
        beside("area", "市县区", 'IF(COUNTBLANK({city})=1,"",{city}&{division})', width=16),
        CODE_KEY,
        MONTH_KEY,
        ROW_KEY,
    ),
    notes=(
        "请各地每月底汇总本地企业“用工需求清单”，上报省人力资源社会保障厅。",
        "联系电话：0371 - 69690120 邮箱：henanjiuye2019@163.com",
    ),
    guide=Guide(
        who="人社服务专员、县（市、区）人力资源社会保障局填报，省辖市人力资源社会保障局汇总",
        when="每月28日前（正文二（二）；表下注“每月底”，以28日为限）",
        to="省人力资源社会保障厅；并通过国家“重点企业用工常态化服务调度系统”报送",
        how=(
            "报告月份就是填报时间所在的月份。《各地重点企业清单》上的企业每月至少一行；既没有新增也不缺工的，两个人数都填0。",
            "一家企业有几个工种的，分几行填；员工规模各行相同，汇总时一家只算一次。",
            "企业不在《各地重点企业清单》上的，只提醒，不影响上报。企业类型文件没有印出选项，列表供选用，可另填。",
        ),
        mailbox="henanjiuye2019@163.com",
        telephone="0371-69690120",
    ),
    key=("credit-code", "trade-solved", "trade-short"),
    unique=(("row-key",),),
    checks=(
        Check(
            "SHORT_ZERO_WITH_DETAILS",
            (SHORT.ref > 0) | ~(KIND_SHORT.filled | TRADE_SHORT.filled | REASON.filled),
            (SHORT, KIND_SHORT, TRADE_SHORT, REASON),
            "缺工人数是0，却填了缺工工种或原因。请核对人数；确实不缺工的，删去工种和原因。",
        ),
        Check(
            "SOLVED_ZERO_WITH_DETAILS",
            (SOLVED.ref > 0) | ~(KIND_SOLVED.filled | TRADE_SOLVED.filled | CHANNEL.filled),
            (SOLVED, KIND_SOLVED, TRADE_SOLVED, CHANNEL),
            "新增解决用工人数是0，却填了工种或解决渠道。请核对人数。",
            "warning",
        ),
        Check(
            "STAFF_DIFFERS",
            ex.missing(number(FIRST_STAFF)) | (STAFF.ref == number(FIRST_STAFF)),
            (STAFF,),
            "填的是{staff}人，同一企业前面的行填的是{first-staff}人。请改成同一个数。",
        ),
        Check(
            "NAME_DIFFERS",
            ex.missing(KNOWN_NAME.ref) | (NAME.ref == KNOWN_NAME.ref),
            (NAME,),
            "填的是“{name}”，《各地重点企业清单》中这个代码的企业是“{known-name}”。请核对名称和代码。",
            "warning",
        ),
        Check(
            "INDUSTRY_DIFFERS",
            ex.missing(KNOWN_INDUSTRY.ref) | (INDUSTRY.ref == KNOWN_INDUSTRY.ref),
            (INDUSTRY,),
            "填的是“{industry}”，《各地重点企业清单》中这家企业是“{known-industry}”。请改成一致。",
            "warning",
        ),
    ),
    listed_in=(
        ListedIn(
            CODE,
            REGISTER,
            "credit-code",
            "“{credit-code}”不在《各地重点企业清单》中。是重点企业的，请补入清单；其他本地企业可以保留。",
        ),
    ),
)
