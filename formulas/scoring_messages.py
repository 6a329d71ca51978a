"""The wording of everything the scoring engine has to say about an answer: one catalogue, one order.

Where it is, what was found, what is expected, what to do. A template whose placeholder has no value is an error here,
never "unknown" in front of a user.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

ERRORS = {
    "ANSWERS_FORM": "答卷：应是“项号：答案”的对照，或含 header（表头）和 items（各项）两部分。",
    "ITEM_UNKNOWN": "{where}：本表没有这个项号。请对照表中的项号改正。",
    "ITEM_TWICE": "{where}：答卷里写了两次。请只保留一次。",
    "HEADER_UNKNOWN": "{where}：本表的表头没有这一栏，可填的有{expected}。请改正栏名。",
    "ANSWER_WORD": "{where}：填的是“{found}”，应填{expected}。请改填。",
    "SCORE_FORM": "{where}：填的是“{found}”，应填0至{maximum}之间的数字。请填得分，不要带文字。",
    "SCORE_RANGE": "{where}：填的是{found}，本项满分{maximum}分，应在0至{maximum}之间。请改正。",
    "SCORE_DECIMALS": "{where}：填的是{found}，得分最多保留两位小数。请改正。",
    "RATE_FORM": "{where}：填的是“{found}”，应填百分数（92表示92%）或[{numerator}, {denominator}]两个数。请改填。",
    "RATE_RANGE": "{where}：比率为{found}，应在0%至100%之间。请核对{numerator}和{denominator}。",
    "RATE_DENOMINATOR": "{where}：{denominator}为0，算不出比率。请核对；确无此类对象的，在备注说明并按规定答复。",
    "COUNT_FORM": "{where}：填的是“{found}”，应填不小于0的整数。请改填。",
    "NUMBER_FORM": "{where}：填的是“{found}”，应填{expected}。请改填。",
    "LIST_FORM": "{where}：填的是“{found}”，应填若干个不小于0的整数，如[40, 52]。请改填。",
    "PARTS_NEEDED": "{where}：本项要分别填写{expected}。请逐项填写。",
    "PART_MISSING": "{where}：还缺“{expected}”。请补填。",
    "PART_UNKNOWN": "{where}：没有名为“{found}”的内容，可填的有{expected}。请改正。",
    "LEVELS_NEEDED": '{where}：填的是“{found}”，应按级别填次数，如{{"{expected}": 1}}。请分级填写。',
    "ALTERNATIVE_FILLED": "{where}：与{expected}只能填一行（{rule}），现两行都填了，不计总分。请清除不适用的一行。",
    "ALTERNATIVE_WRONG": "{where}：按表头的组别，本行不适用，应留空，现填的是“{found}”。请清除。",
}
WARNINGS = {
    "COUNT_NOT_REACHED": "{where}：未达到印定次数，不宜给满分。",
    "OUT_OF_PRINTED_RANGE": "{where}：不在印定范围，不宜给满分。",
    "REMARK_NEEDED": "{where}：{why}须在备注中写明理由。",
    "CHECK_RELATED": "{where}：本项为否，请核对第{expected}项（负面清单）是否应填“有”。",
    "COUNTED_ONCE": "{where}：填了{found}次，本项只计一次。",
}


@dataclass(frozen=True)
class Finding:
    code: str
    where: str  # the item number or the header's name; empty for the sheet as a whole
    severity: Literal["error", "warning"]
    message: str

    def to_json(self) -> dict[str, str]:
        return {"code": self.code, "item": self.where, "severity": self.severity, "message": self.message}


def named(no: str) -> str:
    """An item as a sentence names it; a number that is itself a 第十三条 gets no second 第.

    >>> named("1.1①"), named("第十三条")
    ('第 1.1① 项', '第十三条')
    """
    return no if no.startswith("第") else f"第 {no} 项"


def item_error(code: str, no: str, part: str = "", **facts: object) -> Finding:
    return _finding(code, ERRORS, "error", no, f"{named(no)}{f'“{part}”' if part else ''}", facts)


def item_warning(code: str, no: str, **facts: object) -> Finding:
    return _finding(code, WARNINGS, "warning", no, named(no), facts)


def header_error(code: str, name: str, **facts: object) -> Finding:
    return _finding(code, ERRORS, "error", name, f"表头“{name}”", facts)


def sheet_error(code: str) -> Finding:
    return _finding(code, ERRORS, "error", "", "答卷", {})


def _finding(
    code: str,
    catalogue: dict[str, str],
    severity: Literal["error", "warning"],
    place: str,
    where: str,
    facts: dict[str, object],
) -> Finding:
    shown = {k: show(v) for k, v in facts.items()}
    return Finding(code, place, severity, catalogue[code].format(where=where, **shown))


def show(value: object) -> str:
    """A value as the person who typed it would recognise it."""
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False, default=str)


def plain(value: Fraction) -> str:
    """A number without needless zeros: 86, 84.5, 96.81 (half up to two decimals where it has more)."""
    text = two_decimals(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def two_decimals(value: Fraction) -> str:
    """Half up, away from zero, to two decimals, from the exact value (D9)."""
    cents = (abs(value) * 200 + 1) // 2
    return f"{'-' if value < 0 and cents else ''}{cents // 100}.{cents % 100:02d}"
