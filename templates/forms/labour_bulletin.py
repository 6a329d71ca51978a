"""企业用工保障月通报表: what a city or the province reads off the merged lists, a row for each city or county.

The rows are chosen by the receiver: cities for the province, counties for a city. Counties are found by the beginning
of their full name, so that a city's row takes in its counties.
"""

from __future__ import annotations

from templates.fields import Auto, Dec, Enum, Int, Pct, Yuan
from templates.forms.issue_resolution import SOLVED
from templates.forms.live_recruitment import PLACES
from templates.frame import framed
from templates.lookups import REGISTER, beside, elsewhere
from templates.model import Field, Guide, Source

CODE_OF = "labour-bulletin"
QUOTA, DEMAND, ISSUES = "key-enterprise-quota", "labour-demand", "issue-resolution"
EVENTS, PAID = "recruitment-events", "subsidy-dispatch"
VISITS_OF = elsewhere(REGISTER, "visits")
EVENTS_A_MONTH = 2  # 每月举办各类线上线下专场招聘活动不少于2场 (L138)


def shown(value: str) -> str:
    """Nothing while the row has no place."""
    return f'IF(COUNTBLANK({{area}})=1,"",{value})'


def quota(field: str) -> str:
    """The city's quota; empty for a county, for which none is printed."""
    return shown(f'IFERROR(INDEX({elsewhere(QUOTA, field)},MATCH({{area}},{elsewhere(QUOTA, "city")},0)),"")')


def share(part: str, whole: str) -> str:
    """A quotient; empty where there is nothing to divide by."""
    return shown(f'IF(N({{{whole}}})>0,{{{part}}}/{{{whole}}},"")')


def counted(form: str, *tests: str) -> str:
    """The number of a list's rows that belong to the place and meet the tests, pairs of a column and a criterion."""
    return shown(f"COUNTIFS({','.join((elsewhere(form, 'area'), PREFIX, *tests))})")


def summed(form: str, field: str, *tests: str) -> str:
    """The sum of a list's column over such rows."""
    return f"SUMIFS({','.join((elsewhere(form, field), elsewhere(form, 'area'), PREFIX, *tests))})"


def this_month(form: str, field: str) -> tuple[str, ...]:
    """The tests that a day lies in the month of the bulletin's own date."""
    column, first = elsewhere(form, field), "{header.filed-on}-DAY({header.filed-on})+1"
    return column, f'">="&({first})', column, '"<="&EOMONTH({header.filed-on},0)'


def dated(value: str) -> str:
    """Nothing while the bulletin has no date."""
    return f'IF(ISNUMBER({{header.filed-on}}),{value},"")'


PREFIX = '{area}&"*"'

FORM = framed(
    code=CODE_OF,
    title="企业用工保障月通报表",
    source=Source("豫就业组〔2023〕1号 六", "L160-164", printed=False),
    columns=(
        Field("area", "市县", Enum(PLACES), required=True, width=15),
        Field("enterprises", "重点企业数", Auto(Int()), formula=counted(REGISTER), group="重点企业（家）"),
        Field("enterprises-goal", "目标", Auto(Int()), formula=quota("enterprises"), group="重点企业（家）", width=8),
        Field(
            "enterprises-rate",
            "完成率",
            Auto(Pct()),
            formula=share("enterprises", "enterprises-goal"),
            group="重点企业（家）",
        ),
        Field(
            "staff",
            "员工规模（万人）",
            Auto(Dec(max_places=2)),
            formula=shown(f"ROUND({summed(DEMAND, 'counted-staff')}/10000,4)"),
            group="员工规模",
        ),
        Field("staff-goal", "目标", Auto(Dec()), formula=quota("staff"), group="员工规模", width=8),
        Field("staff-rate", "完成率", Auto(Pct()), formula=share("staff", "staff-goal"), group="员工规模"),
        Field("visit-rate", "走访率", Auto(Pct()), formula=share("visited", "enterprises")),
        Field("short", "缺工人数", Auto(Int()), formula=shown(summed(DEMAND, "short"))),
        Field("solved", "新增解决用工人数", Auto(Int()), formula=shown(summed(DEMAND, "solved"))),
        Field("issues", "问题数", Auto(Int()), formula=counted(ISSUES), group="问题"),
        Field(
            "answered",
            "响应数",
            Auto(Int()),
            formula=counted(ISSUES, elsewhere(ISSUES, "answered-on"), '">0"'),
            group="问题",
        ),
        Field("issue-rate", "解决率", Auto(Pct()), formula=share("issues-solved", "issues"), group="问题"),
        Field(
            "events",
            "招聘活动场次",
            Auto(Int()),
            formula=dated(counted(EVENTS, *this_month(EVENTS, "held-on"))),
            group="招聘活动",
        ),
        Field(
            "enough-events",
            "是否达到2场",
            Auto(),
            formula=f'IF(ISNUMBER({{events}}),IF({{events}}>={EVENTS_A_MONTH},"是","否"),"")',
            group="招聘活动",
            width=8,
        ),
        Field(
            "paid",
            "补贴发放金额（元）",
            Auto(Yuan()),
            formula=dated(shown(summed(PAID, "amount", *this_month(PAID, "month")))),
        ),
        beside("visited", "走访过的重点企业", counted(REGISTER, VISITS_OF, '">0"'), Int()),
        beside("issues-solved", "已解决问题数", counted(ISSUES, elsewhere(ISSUES, "state"), f'"{SOLVED}"'), Int()),
    ),
    guide=Guide(
        who="省辖市、省人力资源社会保障部门；县（市、区）不用填",
        when="月通报、季点评、年中督导、年底考评",
        to="各地",
        how=(
            "把各地报来的清单汇总到本表册的各表后，在“市县”一列选省辖市（省用）或县（市、区）（市用），其余各列自动计算；两级不要混填，以免合计重复。",
            "招聘活动和补贴按本表填报日期所在月份计算。目标只有省辖市有（附件1）。",
        ),
    ),
    key=("area",),
    unique=(("area",),),
    rows=20,
    totals=("enterprises", "staff", "short", "solved", "issues", "answered", "events", "paid"),
)
