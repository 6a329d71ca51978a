"""用工保障台账: one row for each key enterprise and month; the figures are drawn from the other lists of the workbook.

Those lists hold one month each, so a row of another month shows nothing rather than a wrong zero.
"""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Auto, Int, Month, Multi, Text, Uscc, Yuan
from templates.forms.issue_resolution import SOLVED
from templates.forms.policy_list import NUMBERS
from templates.frame import framed
from templates.lookups import KEY_WIDTH, REGISTER, beside, elsewhere, month, month_key, number, registered, sum_of
from templates.model import Check, Field, Guide, ListedIn, Source

CODE_OF = "labour-guarantee-ledger"
DEMAND, ISSUES = "labour-demand", "issue-resolution"
VISITS, OFFICERS = "outreach-visits", "service-officers"

MONTH = Field("month", "月份", Month(), required=True, width=12)
CODE = Field("credit-code", "统一社会信用代码", Uscc(), required=True, width=20.5)
OFFICER = Field("officer", "人社服务专员", Text(max_length=50), required=True, width=10)


def of_month(form: str, value: str) -> str:
    """A formula that is empty unless the other list is of the row's month."""
    filed = elsewhere(form, "filed-on")
    same = f"IF(ISNUMBER({filed}),{month(filed)}={month('{month}')},FALSE)"
    return f'IF({{month-key}}="","",IF({same},{value},""))'


COUNT_VISITS = f"COUNTIFS({elsewhere(VISITS, 'month-key')},{{month-key}})"
COUNT_ISSUES = f"COUNTIFS({elsewhere(ISSUES, 'month-key')},{{month-key}})"
COUNT_SOLVED = COUNT_ISSUES[:-1] + f',{elsewhere(ISSUES, "state")},"{SOLVED}")'
DEMAND_KEYS = elsewhere(DEMAND, "month-key")
FIRST_STAFF = f'IFERROR(INDEX({elsewhere(DEMAND, "staff")},MATCH({{month-key}},{DEMAND_KEYS},0)),"")'

VISITED = Field("visits", "本月走访次数", Auto(Int()), formula=of_month(VISITS, COUNT_VISITS))
ISSUED = Field("issues", "反映问题数", Auto(Int()), formula=of_month(ISSUES, COUNT_ISSUES))
PERKS = Field(
    "subsidies",
    "享受补贴项目",
    Multi(NUMBERS, other=True),
    width=14,
    prompt="填《用工保障服务政策清单》的序号，多项用“、”隔开，例如：（一）、（六）；清单以外的写名称。",
)
AMOUNT = Field("amount", "金额（元）", Yuan())

FORM = framed(
    code=CODE_OF,
    title="用工保障台账",
    source=Source("豫就业组〔2023〕1号 一（一）", "L122; L130-134", printed=False),
    columns=(
        MONTH,
        Field(
            "enterprise",
            "企业名称",
            Auto(Text()),
            formula=registered("name"),
            width=22,
        ),
        CODE,
        OFFICER,
        VISITED,
        Field("staff", "企业员工总数", Auto(Int()), formula=f'IF({{month-key}}="","",{FIRST_STAFF})'),
        Field("short", "缺工人数", Auto(Int()), formula=sum_of("{month-key}", DEMAND_KEYS, elsewhere(DEMAND, "short"))),
        Field(
            "solved",
            "新增解决用工人数",
            Auto(Int()),
            formula=sum_of("{month-key}", DEMAND_KEYS, elsewhere(DEMAND, "solved")),
        ),
        ISSUED,
        Field("issues-solved", "已解决数", Auto(Int()), formula=of_month(ISSUES, COUNT_SOLVED)),
        PERKS,
        AMOUNT,
        beside("month-key", "企业和月份", month_key("{credit-code}", "{month}"), width=KEY_WIDTH),
    ),
    guide=Guide(
        who="县（市、区）、市人力资源社会保障局",
        when="每月更新，留存备查；接受月通报、季点评、年中督导、年底考评",
        to="不上报，由本级留存",
        reported=False,
        how=(
            "每家重点企业每月一行，只填月份、代码、专员和补贴；其余各列取自本表册的清单和走访记录。",
            "各清单一次只有一个月的数，所以只有与清单填报时间同月的行有数。换月时把表册另存一份，上月的台账留在上月的表册里。",
        ),
    ),
    key=("credit-code", "month"),
    unique=(("credit-code", "month"),),
    checks=(
        Check(
            "NO_VISIT",
            ex.missing(number(VISITED)) | (number(VISITED) >= 1),
            (VISITED,),
            "本月没有走访记录；人社服务专员每月至少到企业现场一次。请核对走访记录表，或安排走访。",
            "warning",
        ),
        Check(
            "AMOUNT_WITHOUT_SUBSIDY",
            PERKS.filled | ex.missing(AMOUNT.ref),
            (PERKS, AMOUNT),
            "填了金额{amount}元，没有填享受的补贴项目。请补填。",
        ),
    ),
    listed_in=(
        ListedIn(CODE, REGISTER, "credit-code", "“{credit-code}”不在《各地重点企业清单》中。请核对代码，或补入清单。"),
        ListedIn(OFFICER, OFFICERS, "officer", "“{officer}”不在《人社服务专员包保名册》中。请核对姓名，或补入名册。"),
    ),
    totals=("short", "solved", "issues", "issues-solved", "amount"),
)
