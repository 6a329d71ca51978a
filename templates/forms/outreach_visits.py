"""人社服务专员走访企业记录表: the monthly visits to key enterprises, which feed the demand and problem lists."""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Int, LongText, Multi, Tel, Text, Uscc
from templates.forms.policy_list import NUMBERS
from templates.frame import framed, past_day
from templates.lookups import (
    KEY_WIDTH,
    REGISTER,
    beside,
    elsewhere,
    key,
    month,
    month_key,
    number,
    placed,
    registered,
    sum_of,
)
from templates.model import Check, Field, Guide, ListedIn, Source

CODE_OF = "outreach-visits"
DEMAND, ISSUES, OFFICERS = "labour-demand", "issue-resolution", "service-officers"

VISITED = Field("visited-on", "走访日期", past_day(CODE_OF), required=True)
OFFICER = Field("officer", "人社服务专员", Text(max_length=50), required=True, width=8.5)
ENTERPRISE = Field("enterprise", "企业名称", Text(), required=True, width=17)
CODE = Field("credit-code", "统一社会信用代码", Uscc(), required=True, width=20.5)
STAFF = Field("staff", "企业员工总数", Int(1), required=True, width=7.5)
SHORT = Field("short", "缺工人数", Int(), required=True, width=6.5)
DIFFICULTY = Field(
    "difficulty",
    "困难问题",
    LongText(),
    prompt="填生产经营和用工中的困难问题；填了的，《问题解决清单汇总表》要有相应一行。",
)

IN_MONTH = beside(
    "in-month",
    "在填报当月",
    "IF(AND(ISNUMBER({visited-on}),ISNUMBER({header.filed-on})),IF("
    f'{month("{visited-on}")}={month("{header.filed-on}")},"是","否"),"")',
)
ASSIGNED = beside(
    "assigned",
    "专员包保该企业",
    f'IF({{pair-key}}="","",IF(ISNA(MATCH({{credit-code}},{elsewhere(OFFICERS, "credit-code")},0)),"",'
    f'IF(ISNA(MATCH({{pair-key}},{elsewhere(OFFICERS, "pair-key")},0)),"否","是")))',
)
DEMAND_STAFF = beside(
    "demand-staff",
    "需求清单中的员工规模",
    f'IF({{month-key}}="","",IFERROR(INDEX({elsewhere(DEMAND, "staff")},'
    f'MATCH({{month-key}},{elsewhere(DEMAND, "month-key")},0)),""))',
    Int(),
)
DEMAND_SHORT = beside(
    "demand-short",
    "需求清单中的缺工人数",
    sum_of("{month-key}", elsewhere(DEMAND, "month-key"), elsewhere(DEMAND, "short")),
    Int(),
)
PROBLEMS = beside(
    "problems",
    "问题清单中的行数",
    'IF(OR({code-key}="",NOT(ISNUMBER({visited-on})),COUNTBLANK({difficulty})=1),"",'
    f'COUNTIFS({elsewhere(ISSUES, "code-key")},{{code-key}},{elsewhere(ISSUES, "raised-on")},">="&{{visited-on}}))',
    Int(),
)
KNOWN_NAME = beside(
    "known-name",
    "重点企业清单中的名称",
    registered("name"),
    width=18,
)

FORM = framed(
    code=CODE_OF,
    title="人社服务专员走访企业记录表",
    source=Source("豫就业组〔2023〕1号 二（二）", "L132; L404", printed=False),
    columns=(
        VISITED,
        OFFICER,
        ENTERPRISE,
        CODE,
        Field("host", "企业接待人", Text(max_length=50), required=True, width=8),
        Field("telephone", "联系电话", Tel(), required=True, width=14),
        STAFF,
        SHORT,
        Field("vacancies", "空岗结构", LongText(), required=SHORT.ref > 0),
        DIFFICULTY,
        Field("policies", "推送的政策", Multi(NUMBERS), width=13.5),
        Field("handling", "办理情况", LongText()),
        IN_MONTH,
        ASSIGNED,
        DEMAND_STAFF,
        DEMAND_SHORT,
        PROBLEMS,
        KNOWN_NAME,
        beside("area", "市县", placed(), width=16),
        beside("code-key", "企业", key("{credit-code}"), width=KEY_WIDTH),
        beside("month-key", "企业和月份", month_key("{credit-code}", "{visited-on}"), width=KEY_WIDTH),
        beside("pair-key", "企业和专员", key("{credit-code}", "{officer}"), width=KEY_WIDTH),
    ),
    guide=Guide(
        who="人社服务专员填报，县（市、区）人力资源社会保障局汇总",
        when="每月至少到企业现场一次，当月的记录每月28日前报（用工需求清单、问题解决清单据此填报）",
        to="省辖市人力资源社会保障局",
        how=(
            "员工总数、缺工人数与当月《用工需求清单汇总表》一致；一家企业在需求清单有几行的，缺工人数是各行之和。",
            "填了困难问题的，《问题解决清单汇总表》要有这家企业的一行，反映时间不早于走访日期。",
            "推送的政策按《用工保障服务政策清单（模板）》的序号填，多项用“、”隔开，例如：（一）、（六）。",
        ),
    ),
    key=("credit-code", "visited-on"),
    unique=(("credit-code", "visited-on", "officer"),),
    checks=(
        # Visits of 29 to 31 go into the next month's file, so this is no error
        Check(
            "OTHER_MONTH",
            IN_MONTH.ref.is_not("否"),
            (VISITED,),
            "填的是{visited-on}，不在填报日期的当月。请核对；上月28日以后的走访可以保留。",
            "warning",
        ),
        Check(
            "NOT_ASSIGNED",
            ASSIGNED.ref.is_not("否"),
            (OFFICER,),
            "《人社服务专员包保名册》中，这家企业的专员不是“{officer}”。请核对姓名，或更新名册。",
            "warning",
        ),
        Check(
            "STAFF_NOT_AS_IN_DEMAND",
            ex.missing(number(DEMAND_STAFF)) | (STAFF.ref == number(DEMAND_STAFF)),
            (STAFF,),
            "填的是{staff}人，当月《用工需求清单汇总表》中是{demand-staff}人。请核对，两处应一致。",
            "warning",
        ),
        Check(
            "SHORT_NOT_AS_IN_DEMAND",
            ex.missing(number(DEMAND_SHORT)) | (SHORT.ref == number(DEMAND_SHORT)),
            (SHORT,),
            "填的是{short}人，当月《用工需求清单汇总表》中这家企业合计{demand-short}人。请核对，两处应一致。",
            "warning",
        ),
        Check(
            "PROBLEM_NOT_LISTED",
            ex.missing(number(PROBLEMS)) | (number(PROBLEMS) > 0),
            (DIFFICULTY,),
            "《问题解决清单汇总表》里没有这家企业在走访之日或以后反映的问题。请补入问题清单。",
            "warning",
        ),
        Check(
            "NAME_DIFFERS",
            ex.missing(KNOWN_NAME.ref) | (ENTERPRISE.ref == KNOWN_NAME.ref),
            (ENTERPRISE,),
            "填的是“{enterprise}”，《各地重点企业清单》中这个代码的企业是“{known-name}”。请核对名称和代码。",
            "warning",
        ),
    ),
    listed_in=(
        ListedIn(CODE, REGISTER, "credit-code", "“{credit-code}”不在《各地重点企业清单》中。请核对代码，或补入清单。"),
        ListedIn(OFFICER, OFFICERS, "officer", "“{officer}”不在《人社服务专员包保名册》中。请核对姓名，或补入名册。"),
    ),
)
