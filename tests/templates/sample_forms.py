"""Two lists, a headed ledger and a card as declarations, for tests of reading and checking.

The first two follow 豫就业组〔2023〕1号 附件1 and 附件2 (L184-214); the project's own declarations of them stand in
templates/forms and may change without these tests.
"""

from __future__ import annotations

from templates.fields import (
    CountOrSize,
    Date,
    Enum,
    Int,
    LongText,
    NameAndTel,
    ResidentId,
    Seq,
    Tel,
    Text,
    Uscc,
    YesNo,
    Yuan,
)
from templates.model import CardForm, Check, Entry, Field, Guide, Label, ListedIn, ListForm, Source, Workbook

GUIDE = Guide(who="县（市、区）人社局", when="每月28日前", to="省人力资源社会保障厅")
SOURCE = Source("豫就业组〔2023〕1号 附件1", "L184-202", annex="附件1")

UNIT = Field("reporting-unit", "填报单位（盖章）", Text(), required=True)
FILED_ON = Field("filed-on", "填报日期", Date(), required=True)

ENTERPRISES = ListForm(
    code="sample-enterprises",
    title="各地重点企业清单",
    source=SOURCE,
    guide=GUIDE,
    header=(UNIT, FILED_ON),
    columns=(
        Field("seq", "序号", Seq()),
        Field("name", "企业名称", Text(), required=True),
        Field("credit-code", "社会统一\n信用代码", Uscc(), required=True, aliases=("统一社会信用代码",)),
        Field("range", "企业所属\n范围", Enum("range4"), required=True),
        Field("size", "企业规模", CountOrSize(), required=True),
        Field("industry", "企业所属\n行业", Enum("industry"), required=True),
        Field("area", "所属市县", Enum("area"), required=True, within="reporting-unit"),
        Field("address", "所在地址", Text(), required=True),
        Field("contact", "企业负责人\n及联系方式", NameAndTel(), required=True),
    ),
    footer=(Field("filler", "填报人", Text(), required=True), Field("filler-tel", "联系方式", Tel(), required=True)),
    rows=30,
    key=("credit-code",),
    unique=(("credit-code",), ("name",)),
)

SHORT = Field("short", "缺工人数", Int(), required=True)
SOLVED = Field("solved", "新增解决用工人数", Int(), required=True)
TRADE_SOLVED = Field("trade-solved", "具体工种名称", Text(), required=SOLVED.ref > 0)
TRADE_SHORT = Field("trade-short", "具体工种名称", Text(), required=SHORT.ref > 0)
REASON = Field("reason", "缺工原因", Text(), required=SHORT.ref > 0)
RAISED = Field("raised-on", "反映时间", Date(), required=True)
ANSWERED = Field("answered-on", "响应时间", Date())
DEMAND_CODE = Field("credit-code", "统一社会信用代码", Uscc(), required=True)

DEMAND = ListForm(
    code="sample-demand",
    title="用工需求清单汇总表",
    source=SOURCE,
    guide=GUIDE,
    header=(UNIT, Field("filed-on", "填报时间", Date(), required=True)),
    columns=(
        Field("city", "市县", Enum("city18"), required=True),
        Field("seq", "序号", Seq()),
        Field("name", "企业名称", Text(), required=True),
        DEMAND_CODE,
        Field("staff", "员工规模", Int(1), required=True),
        TRADE_SOLVED,
        SOLVED,
        TRADE_SHORT,
        SHORT,
        REASON,
        RAISED,
        ANSWERED,
        Field("note", "备注", LongText()),
    ),
    notes=("请各地每月底汇总本地企业“用工需求清单”，上报省人力资源社会保障厅。",),
    rows=30,
    key=("credit-code", "trade-short"),
    checks=(
        Check(
            "NOTHING_SHORT",
            (SHORT.ref > 0) | ~REASON.filled,
            (REASON, SHORT),
            "缺工人数是 {short}，却填了原因“{reason}”。请核对人数，或删去原因。",
        ),
        Check(
            "ANSWERED_EARLY",
            ~ANSWERED.filled | (RAISED.ref <= ANSWERED.ref),
            (ANSWERED, RAISED),
            "{answered-on}早于反映时间（{raised-on}）。请核对两个日期。",
        ),
        Check(
            "MANY_SHORT",
            SHORT.ref <= Field("staff", "员工规模", Int(1), required=True).ref,
            (SHORT,),
            "缺工人数 {short} 超过员工规模 {staff}。请核对。",
            "warning",
        ),
    ),
    listed_in=(
        ListedIn(
            DEMAND_CODE, "sample-enterprises", "credit-code", "“{credit-code}”不在《各地重点企业清单》中。请核对代码。"
        ),
    ),
)

SUBSIDY = Field("subsidy", "申请补贴（元）", Yuan(), required=True)
CARD = CardForm(
    code="sample-card",
    title="一次性吸纳就业补贴申请表",
    source=SOURCE,
    guide=GUIDE,
    widths=(14, 22, 14, 22),
    grid=(
        (Label("单位名称"), Entry(Field("name", "单位名称", Text(), required=True)),
         Label("统一社会信用代码"), Entry(Field("credit-code", "统一社会信用代码", Uscc(), required=True))),
        (Label("经办人身份证号"), Entry(Field("person", "经办人身份证号", ResidentId(), required=True)),
         Label("是否小微企业"), Entry(Field("small", "是否小微企业", YesNo(), required=True))),
        (Label("申请补贴（元）"), Entry(SUBSIDY),
         Label("申请理由"), Entry(Field("reason", "申请理由", LongText(), required=SUBSIDY.ref > 10000))),
    ),
    footer=(Field("filed-on", "填报日期", Date(), required=True),),
    checks=(
        Check("SUBSIDY_STEPS", SUBSIDY.ref <= 100000, (SUBSIDY,), "{subsidy} 元超过 10 万元。请核对金额。"),
    ),
)  # fmt: skip

WORKBOOK = Workbook(code="sample", title="样表", forms=(ENTERPRISES, DEMAND))
FORMS = {form.code: form for form in (ENTERPRISES, DEMAND, CARD)}
