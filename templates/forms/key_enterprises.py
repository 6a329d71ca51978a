"""各地重点企业清单: the register that the monthly lists of 用工保障 refer to.

The nine printed columns; to their right what 企业规模 is suggested from, and the head-count that the quotas need.
"""

from __future__ import annotations

from formulas import expressions as ex
from templates.enterprise_size import size_formula
from templates.fields import CountOrSize, Enum, Int, NameAndTel, Text, Uscc, Wan
from templates.frame import FOOTER, SEQ, heading
from templates.lists import load_list
from templates.lookups import KEY_WIDTH, beside, elsewhere, key
from templates.model import Check, Field, Guide, ListedIn, ListForm, Source

OTHER = "其他"
CONSUMER_GOODS = "涉及“米袋子”“菜篮子”等重要民生商品生产的中小微企业"
# L124 says what the range must cover (要涵盖), not whether it may hold anything else; True admits 其他 as a fifth value
OTHERS_ADMITTED = False


def range_type(others: bool) -> Enum:
    """The values of 企业所属范围, with or without 其他."""
    return Enum((*load_list("range4").values, OTHER)) if others else Enum("range4")


NAME = Field("name", "企业名称", Text(), required=True, prompt="填营业执照上的全称。")
CODE = Field(
    "credit-code",
    "社会统一\n信用代码",
    Uscc(),
    required=True,
    aliases=("统一社会信用代码", "社会信用代码"),
    note="印件的语序如此；应为统一社会信用代码，同一文件附件2和其他文件都这样写（L210）。",
)
RANGE = Field("range", "企业所属\n范围", range_type(OTHERS_ADMITTED), required=True, width=24)
SIZE = Field("size", "企业规模", CountOrSize(), required=True)
INDUSTRY = Field("industry", "企业所属\n行业", Enum("industry"), required=True)
CLASS = Field(
    "size-class", "企业规模类型", Enum("size"), beyond=True, prompt="填大型、中型、小型或微型；可参考右侧的建议。"
)
STAFF = Field("staff", "从业人员（人）", Int(1), beyond=True, prompt="企业规模一列填了类型的，在这里填职工人数。")

FORM = ListForm(
    code="key-enterprises",
    title="各地重点企业清单",
    source=Source("豫就业组〔2023〕1号 附件1", "L184-202", annex="附件1"),
    header=heading(),
    columns=(
        SEQ,
        NAME,
        CODE,
        RANGE,
        SIZE,
        INDUSTRY,
        Field("area", "所属市县", Enum("area"), required=True, within="reporting-unit", width=16),
        Field("address", "所在地址", Text(), required=True),
        Field("contact", "企业负责人\n及联系方式", NameAndTel(), required=True),
        CLASS,
        STAFF,
        Field("part", "细分行业", Enum("industry_part"), beyond=True, within="industry", width=16),
        Field("revenue", "营业收入（万元）", Wan(), beyond=True),
        Field("assets", "资产总额（万元）", Wan(), beyond=True),
        beside("headcount", "员工人数（人）", 'IF(ISNUMBER({size}),{size},IF(ISNUMBER({staff}),{staff},""))', Int()),
        beside(
            "suggested-size",
            "规模类型建议",
            size_formula("{industry}", "{headcount}", "{revenue}", "{assets}", "{part}"),
            width=16,
        ),
        beside(
            "visits",
            "本月走访次数",
            f'IF({{code-key}}="","",COUNTIFS({elsewhere("outreach-visits", "code-key")},{{code-key}}))',
            Int(),
        ),
        beside("code-key", "企业", key("{credit-code}"), width=KEY_WIDTH),
    ),
    footer=FOOTER,
    guide=Guide(
        who="县（市、区）人力资源社会保障局填报，省辖市人力资源社会保障局汇总；企业名单与发展改革、工业和信息化、统计等部门对接",
        when="3月17日前报送，以后有变化随时更新",
        to="省人力资源社会保障厅",
        how=(
            "企业所属范围是四类：龙头企业、规上工业企业、省“三个一批”项目开工企业、重要民生商品中小微企业；一家企业选一类，各市四类都应有。",
            "企业规模填职工人数；只掌握类型的填类型，并在右侧“从业人员”填人数，以便与建议规模（附件1）比较。",
            "规模类型建议按《统计上大中小微型企业划分办法（2017）》，由行业、从业人员、营业收入、资产总额算出，仅供参考。",
        ),
        mailbox="henanjiuye2019@163.com",
        telephone="0371-69690120",
    ),
    key=("credit-code",),
    unique=(("credit-code",), ("name",)),
    checks=(
        Check(
            "LARGE_IN_SMALL_KIND",
            RANGE.ref.is_not(CONSUMER_GOODS) | ~(SIZE.ref.is_in("大型") | CLASS.ref.is_in("大型")),
            (RANGE, SIZE, CLASS),
            "这一类限中型、小型、微型企业，填的规模却是大型。请核对企业所属范围或规模类型。",
        ),
        Check(
            "SIZE_CLASS_DIFFERS",
            ex.missing(CLASS.ref) | ~SIZE.ref.is_in("大型", "中型", "小型", "微型") | (SIZE.ref == CLASS.ref),
            (CLASS, SIZE),
            "企业规模填的是{size}，企业规模类型填的是{size-class}。请改成一致。",
        ),
    ),
    listed_in=(
        ListedIn(
            CODE,
            "service-officers",
            "credit-code",
            "《人社服务专员包保名册》里没有负责这家企业的专员。请补上包保责任人。",
        ),
        ListedIn(
            CODE,
            "labour-demand",
            "credit-code",
            "《用工需求清单汇总表》里没有这家企业。每家重点企业每月至少一行，不缺工的填0。",
        ),
    ),
)
