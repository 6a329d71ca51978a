"""The catalogue of Chinese messages about cells: one wording per field type and code.

A message says where, what was found, what is expected and what to do, and ends with its code:
【各地重点企业清单!C9】统一社会信用代码：填的是“91410400MA3X”，共 12 位，应为 18 位。请对照营业执照补全。

Whoever finds something gives a code and facts, never words. A wording may differ by field type: `(kind, code)` is
looked up first, then the code alone. A code without wording or a fact that is missing is a MessageError, so no reader
ever meets a half-finished sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from string import Formatter

from templates.fields import FieldContext, Problem
from templates.findings import framed
from templates.lists.spelling import trim

FOUND_LIMIT = 40  # characters of a cell's content that a message repeats
_PLAIN_DIGITS = 18  # a number of more digits is shown as Excel shows it, 1E+20
_BLANK_NAMES = (
    ("空格", " \xa0"),
    ("全角空格", "\u3000"),
    ("换行", "\n\r"),
    ("制表符", "\t\v\f"),
    ("看不见的字符", "\u200b\u200c\u200d\u2060\ufeff"),
)


class MessageError(LookupError):
    """A problem that has no wording, or facts that do not fill it."""


CATALOGUE: Mapping[str | tuple[str, str], str] = {
    # any field
    "REQUIRED": "必填，还没有填。请补填。",
    "REQUIRED_WHEN": "没有填；{condition}时必填。请补填，或核对条件。",
    "ERROR_VALUE": "单元格是错误值 {found}。请删除后重新填写，不要从其他表带公式粘贴。",
    "NOT_A_TEXT": "填的是“{found}”，应为文字。请重新填写。",
    "STORED_AS_NUMBER": "号码存成了数字（{found}），末几位可能已经丢失。请把单元格设为文本格式，对照原件重新填写。",
    # repairs made on reading
    "TEXT_NUMBER": "数字“{found}”存成了文本，已按 {value} 读取。请改为数值格式，以便合计。",
    ("pct", "TEXT_NUMBER"): "百分比“{found}”存成了文本，已按 {value} 读取。请直接填 95% 这样的数值。",
    "TEXT_DATE": "日期“{found}”不是日期格式，已按{value}读取。请按 2023-3-17 的样子重新填写。",
    "TIME_OF_DAY": "填的是“{found}”，带有时刻，已按{value}读取。只填日期即可。",
    "SPELLING": "填的是“{found}”，已按“{value}”读取。请按后者改正。",
    # text
    "EDGE_BLANKS": "“{found}”首尾有空格。请删去空格。",
    "LINE_FEED": "“{found}”中间有换行。请改成一行。",
    "TOO_LONG": "共 {length} 字，最多 {maximum} 字。请删减，其余写入备注或另附材料。",
    "TOO_SHORT": "填的是“{found}”，共 {length} 字，至少 {minimum} 字。请写全。",
    "DIGITS_ONLY": "填的是“{found}”，只能有数字。请删去其他字符。",
    "DIGITS_LENGTH": "填的是“{found}”，共 {length} 位，应为 {expected}。请对照原件核对。",
    # numbers
    "NOT_A_NUMBER": "填的是“{found}”，应为数字。请改填数字；没有的填 0，情况写入备注。",
    "UNIT_IN_CELL": "填的是“{found}”，数字之外还有文字。请只填 {number}，单位已在表头。",
    "NOT_WHOLE": "填的是 {found}，应为整数。请核对；如单位不同，请按表头的单位换算。",
    "TOO_MANY_DECIMALS": "填的是 {found}，最多 {places} 位小数。请四舍五入后重填。",
    "TOO_SMALL": "填的是 {found}，不能小于 {minimum}。请核对后重填。",
    "TOO_LARGE": "填的是 {found}，不能大于 {maximum}。请核对，并看清表头的单位。",
    ("pct", "TOO_LARGE"): "填的是 {found}（即 {found:percent}），不能大于 {maximum}。本意是百分之几的，请填 {found}%。",
    ("pct", "NOT_A_NUMBER"): "填的是“{found}”，应为百分比。请填 95% 这样的数值。",
    ("year", "NOT_A_NUMBER"): "填的是“{found}”，应为年份。请填四位数字，例如 2023。",
    ("year", "TOO_SMALL"): "填的是 {found}，不是合理的年份（最早 {minimum}）。请填四位数字，例如 2023。",
    ("year", "TOO_LARGE"): "填的是 {found}，不是合理的年份（最晚 {maximum}）。请填四位数字，例如 2023。",
    ("year", "IN_FUTURE"): "填的是 {found} 年，晚于{latest}（填报日期，没有的按今天）。请核对。",
    "NOT_A_SERIES": "填的是“{found}”，应为{expected}，用顿号隔开，例如 1900、1900、2000。请改正，不写单位，不加逗号。",
    # dates
    "NOT_A_DATE": "填的是“{found}”，不是真实存在的日期。请按 2023-3-17 的样子重新填写。",
    ("month", "NOT_A_DATE"): "填的是“{found}”，不是年月。请按 2023-3 的样子重新填写。",
    "TOO_EARLY": "填的是{found}，早于{earliest}。请核对年份。",
    "IN_FUTURE": "填的是{found}，晚于{latest}（填报日期，没有的按今天）。请核对日期；填报日期有误的，请改填报日期。",
    # 统一社会信用代码
    "CREDIT_CODE_LENGTH": "填的是“{found}”，共 {length} 位，应为 18 位。请对照营业执照补全。",
    "CREDIT_CODE_ALPHABET": "填的是“{found}”，代码里没有字符 {characters}：只用数字和大写字母，"
    "没有 I、O、S、V、Z（容易与 1、0、5、U、2 混淆）。请对照营业执照改正。",
    "CREDIT_CODE_CHECK": "填的是“{found}”，末位校验码不符，其中至少有一位填错。请对照营业执照逐位核对。",
    # 公民身份号码
    "ID_OLD": "填的是“{found}”，是 15 位旧号码。请换成身份证上的 18 位号码。",
    "ID_LENGTH": "填的是“{found}”，共 {length} 位，应为 18 位。请对照身份证补全。",
    "ID_DIGITS": "填的是“{found}”，前 17 位应为数字，末位为数字或 X。请对照身份证改正。",
    "ID_BIRTH_DATE": "填的是“{found}”，第 7 至 14 位“{digits}”不是真实的出生日期。请对照身份证改正。",
    "ID_BIRTH_FUTURE": "填的是“{found}”，出生日期{born}晚于{latest}。请对照身份证改正。",
    "ID_AGE": "填的是“{found}”，到{latest}为 {age} 周岁，应为 {youngest} 至 {oldest} 周岁。请核对是否符合对象范围。",
    "ID_CHECK": "填的是“{found}”，末位校验码不符，其中至少有一位填错。请对照身份证逐位核对。",
    "ID_REGION": "填的是“{found}”，前六位 {region} 不是已知的行政区划代码。请对照身份证核对；无误的不用改。",
    # 联系方式
    "NOT_A_TEL": "填的是“{found}”，不是一个完整的电话号码。请填 11 位手机号，或带区号的固定电话（0375-6059678）。",
    "TEL_NO_AREA_CODE": "填的是“{found}”，没有区号。请补上区号，例如 0375-6059678。",
    "NOT_A_MOBILE": "填的是“{found}”，不是手机号。请填 11 位数字，以 13 至 19 开头。",
    "NOT_AN_EMAIL": "填的是“{found}”，不是邮箱地址。请按 zhangsan@example.com 的样子填写，只填一个。",
    "NO_TEL_INSIDE": "填的是“{found}”，没有完整的电话号码。请补上手机号或带区号的固定电话，例如：张三 0375-6059678。",
    "NO_NAME_INSIDE": "填的是“{found}”，只有电话，没有姓名。请在电话前补上姓名，例如：张三 0375-6059678。",
    # 选项
    "NOT_IN_LIST": "填的是“{found}”，不在列表中（共 {count} 项{offered}）。请从下拉列表中选择。",
    ("yesno", "NOT_IN_LIST"): "填的是“{found}”，只能填“是”或“否”。请改正。",
    ("multi", "NOT_IN_LIST"): "其中“{found}”不在列表中（共 {count} 项{offered}）。请按列表的名称填写，各项隔开。",
    "CHOSEN_TWICE": "填的是“{found}”，其中{values}重复。请删去重复的。",
    "NOT_A_COUNT_OR_SIZE": "填的是“{found}”，应为职工人数（整数）或{choices}。请改正。",
    # 表内与表间
    "DUPLICATE": "“{found}”与 {other} 重复。请核对，只保留一行。",
    "REPEATED": "这一行与第{other}行是同一条（号码、日期等各项都相同），会重复计算。请核对，只保留一行。",
    "DUPLICATE_ACROSS_UNITS": "“{found}”{units}都报了。请相关单位核对归属，只由一家上报。",
    "NOT_LISTED_IN": "“{found}”不在《{form}》中。请核对名称或代码；确属新增的，请先补入该表。",
    "WRONG_PARENT": "“{found}”不属于{parent}。请重新选择。",
}

_ONLY_BLANKS = "“{found}”{blanks}，读取时已去掉。请删去。"  # in place of SPELLING, where nothing else was repaired


def wording(kind: str, code: str) -> str:
    """The template for a code, in the version of a field type if it has one."""
    template = CATALOGUE.get((kind, code)) or CATALOGUE.get(code)
    if template is None:
        raise MessageError(f"no wording for code {code} (field type {kind or 'any'})")
    return template


def sentence(code: str, facts: Mapping[str, object], kind: str = "") -> str:
    """What is wrong and what to do, without the place."""
    if "choices" in facts and "count" in facts:
        facts = {**facts, "offered": _offered(facts["choices"], facts["count"])}
    template = wording(kind, code)
    if code == "SPELLING" and show(trim(f"{facts.get('found')}")) == show(facts.get("value")):
        blanks = blanks_in(f"{facts['found']}", f"{facts['value']}")
        template, facts = _ONLY_BLANKS, {"found": facts["value"], "blanks": blanks}
    return fill(template, facts, f"{code} (field type {kind or 'any'})")


def fill(template: str, facts: Mapping[str, object], code: str) -> str:
    """A template with its facts as people write them; raises MessageError, naming the code, where one is missing."""
    try:
        return _CHINESE.vformat(template, (), facts)
    except KeyError as error:
        raise MessageError(f"code {code} lacks the fact {error}") from None


def _offered(choices: object, count: object) -> str:
    """The values of a list as a message goes on with them: all of them, or some as examples."""
    every = isinstance(choices, (tuple, list)) and len(choices) == count
    return f"{'：' if every else '，如'}{_CHINESE.format_field(choices, '')}"


def blanks_in(text: str, meant: str) -> str:
    """Where a text has blanks that nobody sees and that are not meant, and of which kind.

    >>> blanks_in("张三 ", "张三"), blanks_in("\u3000张  三", "张 三"), blanks_in("John Doe\n", "John Doe")
    ('末尾有空格', '前面有全角空格、中间有多余的空格', '末尾有换行')
    """
    inner = trim(text)
    first = text.find(inner) if inner else len(text)
    middle, end = inner if inner != meant else "", text[first + len(inner) :]
    parts = (("前面有", text[:first]), ("中间有多余的", middle), ("末尾有", end))
    found = ((where, [name for name, signs in _BLANK_NAMES if set(signs) & set(part)]) for where, part in parts)
    return "、".join(f"{where}{'和'.join(names)}" for where, names in found if names)


def message(problem: Problem, context: FieldContext, kind: str = "") -> str:
    """The whole message about one cell: place, field, sentence, code."""
    words = sentence(problem.code, problem.facts, kind)
    return framed(words, problem.code, sheet=context.sheet, cell=context.cell, label=context.label)


def show(value: object) -> str:
    """A fact as people see it in a cell: dates in Chinese, lists joined by 、, long texts cut, blanks shown as one.

    >>> show(True), show(1e20), show(dt.time(8, 30)), show(dt.time())
    ('TRUE', '1E+20', '8:30', '0')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.time):
        return f"{value.hour}:{value:%M:%S}".removesuffix(":00") if value != dt.time() else "0"
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{show(value.date())}{value:%H:%M}"
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, (tuple, list)):
        return "、".join(show(item) for item in value)
    if isinstance(value, Decimal):
        return f"{value:f}" if abs(value.adjusted()) < _PLAIN_DIGITS else f"{value.normalize():E}"
    if isinstance(value, float):
        return f"{value:.15g}".upper()
    if isinstance(value, int) and abs(value) >= 10**_PLAIN_DIGITS:
        return show(Decimal(value))
    text = " ".join(f"{value}".split())
    return text if len(text) <= FOUND_LIMIT else text[: FOUND_LIMIT - 1] + "…"


class _Chinese(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec == "percent":
            return f"{show((Decimal(f'{value}') * 100).normalize())}%"
        return show(value)


_CHINESE = _Chinese()
