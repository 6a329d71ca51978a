"""问题解决清单汇总表: what enterprises raised, when it was answered, how it ended.

The print has no code column: the enterprise is matched by its name, and its code kept to the right.
"""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Enum, Int, LongText, NameAndTel, Text, Uscc
from templates.frame import REMARKS, SEQ, heading, past_day
from templates.lookups import KEY_WIDTH, REGISTER, beside, key, month_key, placed, registered
from templates.model import Check, Field, Guide, ListedIn, ListForm, Source

OPEN, SOLVED = "未响应", "已解决"
STATES = (OPEN, "正在办理", "暂不能解决", SOLVED)  # no list is printed; a rate needs one

NAME = Field("name", "单位名称", Text(), required=True, prompt="填营业执照上的全称，与《各地重点企业清单》一致。")
CONTACT = Field("contact", "负责人联系方式", NameAndTel(name_required=False), required=True)
RAISED = Field("raised-on", "反映时间", past_day("issue-resolution"), required=True)
ANSWERED = Field(
    "answered-on", "问题响应时间", past_day("issue-resolution"), prompt="填日期，例如 2023-3-17；还没有响应的不填。"
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
SAME_CONTACT = beside(
    "same-contact",
    "与重点企业清单的联系方式一致",
    'IF({known-contact}="","",IF(ISNUMBER(FIND(SUBSTITUTE({contact}," ",""),'
    'SUBSTITUTE({known-contact}," ",""))),"是","否"))',
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
        beside(
            "known-code",
            "企业代码（按名称查得）",
            "IF(COUNTBLANK({credit-code})=0,UPPER(TRIM({credit-code})),"
            f"{registered('credit-code', '{name}', 'name')})",
            width=22,
        ),
        beside(
            "known-contact",
            "重点企业清单中的联系方式",
            registered("contact", "{name}", "name"),
            width=18,
        ),
        SAME_CONTACT,
        beside(
            "days",
            "响应用时（天）",
            'IF(AND(ISNUMBER({raised-on}),ISNUMBER({answered-on})),{answered-on}-{raised-on},"")',
            Int(),
        ),
        beside("area", "市县", placed("{name}", "name"), width=16),
        beside("code-key", "企业", key("{known-code}"), width=KEY_WIDTH),
        beside("month-key", "企业和月份", month_key("{known-code}", "{header.filed-on}"), width=KEY_WIDTH),
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
