"""问题解决清单汇总表: what enterprises raised, when it was answered, how it ended.

The print has no code column: the enterprise is matched by its name, and its code kept to the right.
"""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Auto, Enum, Int, LongText, NameAndTel, Text, Uscc
from templates.frame import REMARKS, SEQ, day, heading
from templates.lookups import elsewhere, found, key, month_key, placed
from templates.model import Check, Field, Guide, ListedIn, ListForm, Source

OPEN, SOLVED = "未响应", "已解决"
STATES = (OPEN, "正在办理", "暂不能解决", SOLVED)  # no list is printed; a rate needs one
REGISTER = "key-enterprises"

NAME = Field("name", "单位名称", Text(), required=True, prompt="填营业执照上的全称，与《各地重点企业清单》一致。")
CONTACT = Field("contact", "负责人联系方式", NameAndTel(name_required=False), required=True)
RAISED = Field("raised-on", "反映时间", day("issue-resolution"), required=True)
ANSWERED = Field(
    "answered-on", "问题响应时间", day("issue-resolution"), prompt="填日期，例如 2023-3-17；还没有响应的不填。"
)
OUTCOME = Field(
    "outcome",
    "问题解决情况",
    LongText(),
    required=True,
    prompt="写明办理过程和结果；还没有响应的填“未响应”。",
)
STATE = Field(
    "state",
    "解决状态",
    Enum(STATES),
    required=ANSWERED.filled,
    beyond=True,
    prompt="从列表选择；问题响应时间没有填的，就是“未响应”，可以不选。",
)
CODE = Field(
    "credit-code", "统一社会信用代码", Uscc(), beyond=True, prompt="重点企业不用填，按名称查出；其他企业可填。"
)
SAME_CONTACT = Field(
    "same-contact",
    "与重点企业清单的联系方式一致",
    Auto(),
    formula='IF({known-contact}="","",IF(ISNUMBER(FIND(SUBSTITUTE({contact}," ",""),'
    'SUBSTITUTE({known-contact}," ",""))),"是","否"))',
    beyond=True,
)

FORM = ListForm(
    code="issue-resolution",
    title="问题解决清单汇总表",
    source=Source("豫就业组〔2023〕1号 附件2", "L216-230", annex="附件2"),
    header=heading("填报单位（单位盖章）", "填报时间"),
    columns=(
        SEQ,
        NAME,
        CONTACT,
        Field("problem", "问题描述", LongText(), required=True),
        RAISED,
        ANSWERED,
        OUTCOME,
        REMARKS,
        STATE,
        CODE,
        Field(
            "known-code",
            "企业代码（按名称查得）",
            Auto(),
            formula="IF(COUNTBLANK({credit-code})=0,UPPER(TRIM({credit-code})),"
            f"{found('{name}', elsewhere(REGISTER, 'name'), elsewhere(REGISTER, 'credit-code'))})",
            beyond=True,
            width=22,
        ),
        Field(
            "known-contact",
            "重点企业清单中的联系方式",
            Auto(),
            formula=found("{name}", elsewhere(REGISTER, "name"), elsewhere(REGISTER, "contact")),
            beyond=True,
            width=18,
        ),
        SAME_CONTACT,
        Field(
            "days",
            "响应用时（天）",
            Auto(Int()),
            formula='IF(AND(ISNUMBER({raised-on}),ISNUMBER({answered-on})),{answered-on}-{raised-on},"")',
            beyond=True,
        ),
        Field(
            "area",
            "市县",
            Auto(),
            formula=placed("{name}", elsewhere(REGISTER, "name")),
            beyond=True,
            width=16,
        ),
        Field("code-key", "企业", Auto(), formula=key("{known-code}"), beyond=True),
        Field("month-key", "企业和月份", Auto(), formula=month_key("{known-code}", "{header.filed-on}"), beyond=True),
    ),
    notes=(
        "请各地每月底汇总本地企业“问题解决清单”，上报省人力资源社会保障厅。",
        "联系电话：0371 - 69690120 邮箱：henanjiuye2019@163.com",
    ),
    guide=Guide(
        who="人社服务专员、县（市、区）人力资源社会保障局填报，省辖市人力资源社会保障局汇总",
        when="每月28日前（正文二（二）；表下注“每月底”，以28日为限）",
        to="省人力资源社会保障厅；并通过省“互联网+就业创业”信息系统报送",
        how=(
            "报告月份就是填报时间所在的月份。没有解决的问题转入下个月，反映时间不变。",
            "单位不在《各地重点企业清单》上的，只提醒，不影响上报；联系方式与清单不同的，在备注中说明。",
            "右侧“解决状态”供计算响应率、解决率，填了问题响应时间的必选。",
        ),
        mailbox="henanjiuye2019@163.com",
        telephone="0371-69690120",
    ),
    key=("name", "raised-on", "problem"),
    unique=(("name", "raised-on", "problem"),),
    checks=(
        Check(
            "ANSWERED_BEFORE_RAISED",
            ~ANSWERED.filled | (ANSWERED.ref >= RAISED.ref),
            (ANSWERED, RAISED),
            "填的是{answered-on}，早于反映时间{raised-on}。请核对两个日期。",
        ),
        Check(
            "STATE_WITHOUT_ANSWER",
            ANSWERED.filled | ex.missing(STATE.ref) | STATE.ref.is_in(OPEN),
            (STATE, ANSWERED),
            "选的是“{state}”，问题响应时间却没有填。请补填响应时间，或改为“未响应”。",
        ),
        Check(
            "STATE_UNANSWERED",
            ex.missing(ANSWERED.ref) | ~STATE.ref.is_in(OPEN),
            (STATE, ANSWERED),
            "填了问题响应时间{answered-on}，状态却是“未响应”。请改选状态，或删去响应时间。",
        ),
        Check(
            "CONTACT_DIFFERS",
            SAME_CONTACT.ref.is_not("否") | REMARKS.filled,
            (CONTACT,),
            "与《各地重点企业清单》中的“{known-contact}”不同。请核对；确有变动的，在备注中说明。",
            "warning",
        ),
    ),
    listed_in=(
        ListedIn(
            NAME,
            REGISTER,
            "name",
            "“{name}”不在《各地重点企业清单》中。是重点企业的，请核对名称；其他本地企业可以保留。",
        ),
    ),
)
