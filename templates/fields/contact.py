"""TEL, MOBILE, EMAIL, and the printed columns that hold a name and a telephone number in one cell.

The compendium itself prints spaced dashes (0371 - 69690120) and local numbers without area code: both are accepted,
and brought to one spelling on reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from templates.fields.base import CELL, Alignment, FieldContext, FieldType, Problem, Validation
from templates.fields.constants import TEL_ENDS
from templates.fields.text import code_text
from templates.lists.spelling import half_width, squeeze, trim

_DASHES = str.maketrans(dict.fromkeys("—–－―−‐‑~～_", "-"))
_PLAIN = re.compile(r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}")  # what needs no repair; most numbers are typed so
_PLAIN_PAIR = re.compile(rf"[^\d\W]+ (?:{_PLAIN.pattern})")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}-\d{7,8}(-\d{1,6})?")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_IN_TEXT = re.compile(
    r"(?<![\d-])(?:"
    r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r"|\(?0\d{2,3}\)?\s*-?\s*\d{7,8}(?:(?:-|转)\d{1,6})?"
    r"|[2-9]\d{6,7}"
    r")(?!\d)"
)
_LABEL = re.compile(r"(?:联系)?(?:电话|手机|方式)(?:号码?)?\s*[:：]?\s*$")


def read_tel(raw: object) -> str | None:
    """A telephone number in the spelling 13800138000, 0371-69690120, 0371-69690120-801 or 6059678; None if it is none.

    >>> read_tel("0371 - 69690120"), read_tel("(0375)6059678"), read_tel("138 0013 8000"), read_tel("6059678")
    ('0371-69690120', '0375-6059678', '13800138000', '6059678')
    """
    if isinstance(raw, str) and _PLAIN.fullmatch(raw):
        return raw
    text = code_text(raw)
    if text is None:
        return None
    text = re.sub(r"(转|分机|ext\.?)", "-", text.translate(_DASHES).replace("(", "").replace(")", "-"), flags=re.I)
    digits = text.replace("-", "")
    bare = re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", digits)
    if _MOBILE.fullmatch(bare):
        return bare
    if "-" not in text and text.startswith("0"):
        area = 3 if text[1:2] in ("1", "2") else 4  # 010 and 02x; every other area code has four digits
        text = f"{text[:area]}-{text[area:]}"
    if _LANDLINE.fullmatch(text) or _LOCAL.fullmatch(text):
        return text
    return digits if _LOCAL.fullmatch(digits) and not text.startswith("0") else None


def _masked_tel(tel: str) -> str:
    """An expression that brings a telephone number to its mask (see `constants.TEL_MASKS`): one per shape."""
    area = f'IF(MID({tel},2,1)<"3",4,5)'
    split = f'IF(ISERROR(FIND("-",LEFT({tel},6))),REPLACE({tel},{area},0,"-"),{tel})'
    mask = f'IF(LEFT({tel})="0",{split},SUBSTITUTE({tel},"-",""))'
    for digit in "123456789":
        mask = f'SUBSTITUTE({mask},"{digit}","0")'
    begins = f'IF(LEFT({tel})="0","L",IF(LEFT({tel})>"1","C",IF(MID({tel},2,1)>"2","M","")))'
    return f"{begins}&{mask}"


def _short_dashes(text: str) -> str:
    return f'SUBSTITUTE(SUBSTITUTE({text},"—","-"),"－","-")'


@dataclass(frozen=True)
class Tel(FieldType):
    """TEL: a mobile number or a landline. `area_code` completes local numbers, for example 0375."""

    kind = "tel"
    area_code: str = ""

    @property
    def alignment(self) -> Alignment:
        return "center"

    @property
    def width(self) -> float:
        return 16.0

    @property
    def prompt(self) -> str:
        return "填 11 位手机号，或带区号的固定电话，例如 0375-6059678；一格只填一个号码。"

    def _repair(self, raw: object) -> object:
        tel = read_tel(raw)
        if tel is None:
            return code_text(raw) if not isinstance(raw, str) else None
        return f"{self.area_code}-{tel}" if self.area_code and _LOCAL.fullmatch(tel) else tel

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if not isinstance(value, str) or read_tel(value) is None:
            return [Problem("NOT_A_TEL", {"found": value})]
        if _LOCAL.fullmatch(value):
            return [Problem("TEL_NO_AREA_CODE", {"found": value}, "warning")]
        return []

    def validation(self) -> Validation:
        # The whole test is too long for a validation; what only it can see, the conditional format marks.
        digits = f'SUMPRODUCT(LEN({CELL})-LEN(SUBSTITUTE({CELL},jy.digits,"")))'
        error = "电话号码不对：请填 11 位手机号，或带区号的固定电话，例如 0375-6059678；一格只填一个号码，不加文字。"
        return Validation("custom", f'IF(LEFT({CELL})="1",{digits}=11,AND({digits}>6,{digits}<19))', error)

    def valid_formula(self, cell: str) -> str:
        tel = f'SUBSTITUTE({_short_dashes(cell)}," ","")'
        return f"ISNUMBER(MATCH({_masked_tel(tel)},jy.tel_masks,0))"


@dataclass(frozen=True)
class Mobile(FieldType):
    """MOBILE: a mobile number only."""

    kind = "mobile"

    @property
    def alignment(self) -> Alignment:
        return "center"

    @property
    def width(self) -> float:
        return 14.0

    @property
    def prompt(self) -> str:
        return "填 11 位手机号，不加空格和横线。"

    def _repair(self, raw: object) -> object:
        tel = read_tel(raw)
        return tel if tel and _MOBILE.fullmatch(tel) else code_text(raw)

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if isinstance(value, str) and _MOBILE.fullmatch(value):
            return []
        return [Problem("NOT_A_MOBILE", {"found": value})]

    def validation(self) -> Validation:
        error = "手机号不对：应为 11 位数字，以 13 至 19 开头，不加空格和横线。"
        return Validation("custom", self.valid_formula(CELL), error)

    def valid_formula(self, cell: str) -> str:
        digits = f'SUMPRODUCT(LEN({cell})-LEN(SUBSTITUTE({cell},jy.digits,"")))=11'
        return f'IFERROR(AND(LEN({cell})=11,LEFT({cell})="1",MID({cell},2,1)>"2",{digits}),FALSE)'


@dataclass(frozen=True)
class Email(FieldType):
    """EMAIL: one @, and a dot inside the domain."""

    kind = "email"

    @property
    def width(self) -> float:
        return 24.0

    @property
    def prompt(self) -> str:
        return "填电子邮箱，例如 zhangsan@example.com；一格只填一个。"

    def _repair(self, raw: object) -> object:
        return squeeze(raw) if isinstance(raw, str) else None

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if isinstance(value, str) and re.fullmatch(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+", value):
            return []
        return [Problem("NOT_AN_EMAIL", {"found": value})]

    def validation(self) -> Validation:
        error = "邮箱不对：应有一个 @，后面是含点的域名，例如 zhangsan@example.com。"
        return Validation("custom", self.valid_formula(CELL), error)

    def valid_formula(self, cell: str) -> str:
        domain = f'MID({cell},FIND("@",{cell})+1,99)'
        one = f'LEN({cell})-LEN(SUBSTITUTE(SUBSTITUTE({cell},"@","")," ",""))=1'
        dots = f'FIND(".",{domain})>1,RIGHT({cell})<>".",ISERROR(FIND("..",{domain}))'
        return f'IFERROR(AND({one},LEFT({cell})<>"@",{dots}),FALSE)'


@dataclass(frozen=True)
class NameAndTel(FieldType):
    """A printed column with two data, such as 企业负责人及联系方式: a name, a blank, a valid TEL.

    `name_required` is off where the heading asks for the contact alone.
    """

    kind = "name_tel"
    name_required: bool = True

    @property
    def width(self) -> float:
        return 22.0

    @property
    def prompt(self) -> str:
        if not self.name_required:
            return "填电话，可在前面写姓名，例如：张三 0375-6059678。"
        return "先填姓名，空一格，再填手机号或带区号的固定电话，例如：张三 0375-6059678。"

    def _repair(self, raw: object) -> object:
        if not isinstance(raw, str):
            return code_text(raw)
        if _PLAIN_PAIR.fullmatch(raw):
            return raw
        name, tel = split_name_tel(raw)
        several = _IN_TEXT.search(half_width(name).translate(_DASHES))  # two contacts stay as they were typed
        return f"{name} {tel}".strip() if tel and not several else trim(raw)

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if not isinstance(value, str):
            return [Problem("NO_TEL_INSIDE", {"found": value})]
        if _PLAIN_PAIR.fullmatch(value):
            return []
        name, tel = split_name_tel(value)
        problems = []
        if not tel:
            problems.append(Problem("NO_TEL_INSIDE", {"found": value}))
        elif _LOCAL.fullmatch(tel):
            problems.append(Problem("TEL_NO_AREA_CODE", {"found": tel}, "warning"))
        if self.name_required and tel and not name:
            problems.append(Problem("NO_NAME_INSIDE", {"found": value}))
        return problems

    def validation(self) -> Validation:
        digits = f'SUMPRODUCT(LEN({CELL})-LEN(SUBSTITUTE({CELL},jy.digits,"")))'
        name = f"LEN({CELL})>{digits}," if self.name_required else ""
        what = "请先填姓名，空一格，再填电话" if self.name_required else "请填电话，可在前面写姓名"
        return Validation("custom", f"AND({name}{digits}>6)", f"{what}，例如：张三 0375-6059678。")

    def valid_formula(self, cell: str) -> str:
        first = f'SUMPRODUCT(MIN(FIND(jy.digits,{cell}&"0123456789")))'
        tail = f'SUBSTITUTE(SUBSTITUTE({_short_dashes(f"MID({cell},{first},30)")}," -","-"),"- ","-")'
        end = f'SUMPRODUCT(MIN(FIND(jy.tel_ends,{tail}&"{TEL_ENDS}")))'
        inside = f"ISNUMBER(MATCH({_masked_tel(f'LEFT({tail},{end}-1)')},jy.tel_masks,0))"
        return f"IFERROR({f'IF({first}>1,{inside},FALSE)' if self.name_required else inside},FALSE)"


def split_name_tel(text: str) -> tuple[str, str]:
    """The name and the first telephone number in one text, either empty if it is not there.

    >>> split_name_tel("张三（厂长）　１３８００１３８０００"), split_name_tel("0375 - 6059678 李四")
    (('张三（厂长）', '13800138000'), ('李四', '0375-6059678'))
    """
    plain = half_width(text).translate(_DASHES)  # as long as `text`, unless that holds invisible characters
    source = text if len(plain) == len(text) else plain
    for match in _IN_TEXT.finditer(plain):
        if tel := read_tel(match[0]):
            before, after = source[: match.start()], source[match.end() :]
            if re.search(r"[(（][^)）]*$", before) and re.match(r"\s*[)）]", after):
                before, after = re.sub(r"([(（])([^(（)）]*)$", r" \2", before), re.sub(r"^\s*[)）]", " ", after)
            name = f"{_LABEL.sub('', trim(before))} {after}".replace("\u3000", " ")
            return " ".join(name.split()).strip(" :：,，;；、/"), tel
    return trim(text), ""
