"""人社政策清单补贴发放情况月调度表: what was paid under each policy, month by month, with the sums of the year."""

from __future__ import annotations

from templates.fields import Auto, Enum, Int, Month, Yuan
from templates.forms.policy_list import NAMES
from templates.frame import framed
from templates.lookups import KEY_WIDTH, beside
from templates.model import Check, Field, Guide, Source
from templates.names import field_name

CODE_OF = "subsidy-dispatch"

PEOPLE = Field("people", "本月享受人数", Int(), required=True)
UNITS = Field("units", "本月享受单位数", Int(), required=True)
AMOUNT = Field("amount", "本月发放金额（元）", Yuan(), required=True)


def up_to_now(column: str) -> str:
    """The sum of a column from January to the row's month, for the same county and policy."""
    summed = f'SUMIFS({{{column}:column}},{{year-key:column}},{{year-key}},{{month:column}},"<="&{{month}})'
    return f'IF({{year-key}}="","",{summed})'


FORM = framed(
    code=CODE_OF,
    title="人社政策清单补贴发放情况月调度表",
    source=Source("豫就业组〔2023〕1号 五（二）", "L156", printed=False),
    columns=(
        Field("area", "市县", Enum("area"), required=True, within="reporting-unit", width=16),
        Field("month", "月份", Month(limit_name=field_name(CODE_OF, "filed-on")), required=True),
        Field("item", "补贴项目", Enum(NAMES, other=True), required=True),
        UNITS,
        PEOPLE,
        AMOUNT,
        Field("people-so-far", "本年累计人数", Auto(Int()), formula=up_to_now("people")),
        Field("amount-so-far", "本年累计金额（元）", Auto(Yuan()), formula=up_to_now("amount")),
        beside(
            "year-key",
            "市县、项目和年份",
            'IF(COUNTBLANK({area})+COUNTBLANK({item})>0,"",'
            'IF(ISNUMBER({month}),IFERROR("k"&{area}&"|"&{item}&"|"&YEAR({month}),""),""))',
            width=KEY_WIDTH,
        ),
    ),
    guide=Guide(
        who="县（市、区）人力资源社会保障局填报，省辖市人力资源社会保障局汇总",
        when="每月",
        to="省人力资源社会保障厅（省厅每月重点调度各类补贴发放的数量和金额）",
        how=(
            "每个县（市、区）每个补贴项目每月一行，各月接着往下填，累计数自动计算；没有发放的填0。",
            "发放金额与该项补贴的明细台账一致。列表没有的当地补贴项目可直接填写。",
        ),
    ),
    key=("area", "month", "item"),
    unique=(("area", "month", "item"),),
    checks=(
        Check(
            "PAID_TO_NOBODY",
            ~(AMOUNT.ref > 0) | (PEOPLE.ref > 0) | (UNITS.ref > 0),
            (AMOUNT, UNITS, PEOPLE),
            "发放了{amount}元，享受单位数和人数却都是0。请核对。",
        ),
    ),
)
