"""统一社会信用代码 and 公民身份号码: text of 18 characters with a check character.

The rule for the credit code is wider than python-stdnum's pattern, which wants eight leading digits. Of its resident
number only the check digit is used: its `validate` refuses people born before their county had its present code and
fails on unknown ones.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass

from stdnum import numdb
from stdnum.cn import ric

from templates.fields.base import (
    CELL,
    FIRST_DATE,
    Alignment,
    FieldContext,
    FieldError,
    FieldType,
    Problem,
    Validation,
)
from templates.fields.constants import ID_CHECKS, USCC_ALPHABET, USCC_WEIGHTS
from templates.fields.text import code_text
from templates.lists.spelling import upper

LENGTH = 18
_USCC_VALUES = {char: value for value, char in enumerate(USCC_ALPHABET)}
_OVERSEAS = ("71", "81", "82", "83")  # residence permits of 台湾、香港、澳门 residents


def uscc_check(code: str) -> str:
    """The check character for the first 17 characters of a credit code (GB 32100-2015).

    >>> uscc_check("91350100M000100Y4")
    '3'
    """
    total = sum(_USCC_VALUES[char] * weight for char, weight in zip(code[:17], USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[(31 - total % 31) % 31]


@dataclass(frozen=True)
class Code18(FieldType):
    """What both codes share: text, 18 characters, upper case."""

    @property
    def alignment(self) -> Alignment:
        return "center"

    @property
    def width(self) -> float:
        return 22.0

    def _repair(self, raw: object) -> object:
        if isinstance(raw, str) and len(raw) == LENGTH and raw.isascii() and raw.isalnum():
            return upper(raw)
        text = code_text(raw)
        return None if text is None else upper(text).replace("-", "")

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if not isinstance(value, str):
            return [Problem("STORED_AS_NUMBER", {"found": value})]
        return self._judge_code(value, context)

    def _judge_code(self, value: str, context: FieldContext) -> list[Problem]:
        raise NotImplementedError

    def valid_formula(self, cell: str) -> str:
        return f"IF(ISTEXT({cell}),IFERROR(AND({self._tests(cell)}),FALSE),FALSE)"

    def _tests(self, cell: str) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class Uscc(Code18):
    """USCC: 统一社会信用代码."""

    kind = "uscc"

    @property
    def prompt(self) -> str:
        return "照营业执照填 18 位统一社会信用代码；字母用大写，没有 I、O、S、V、Z，不加空格和横线。"

    def _judge_code(self, value: str, context: FieldContext) -> list[Problem]:
        problems = []
        if len(value) != LENGTH:
            problems.append(Problem("CREDIT_CODE_LENGTH", {"found": value, "length": len(value)}))
        if strange := "".join(dict.fromkeys(char for char in value if char not in _USCC_VALUES)):
            problems.append(Problem("CREDIT_CODE_ALPHABET", {"found": value, "characters": tuple(strange)}))
        if not problems and value[-1] != uscc_check(value):
            problems.append(Problem("CREDIT_CODE_CHECK", {"found": value}))
        return problems

    def validation(self) -> Validation:
        error = (
            "统一社会信用代码不对：应为 18 位数字和大写字母（没有 I、O、S、V、Z），末位是校验码。"
            "请对照营业执照逐位核对。"
        )
        return Validation("custom", f"IFERROR(AND({self._tests(CELL)}),FALSE)", error)

    def _tests(self, cell: str) -> str:
        body = f"SUMPRODUCT((FIND(MID(UPPER({cell}),jy.uscc_positions,1),jy.uscc_alphabet)-1)*jy.uscc_weights)"
        return f"LEN({cell})={LENGTH},MOD({body}+FIND(UPPER(RIGHT({cell})),jy.uscc_alphabet)-1,31)=0"


@dataclass(frozen=True)
class ResidentId(Code18):
    """ID: 公民身份号码 with 18 digits. `ages` bounds the age in full years on the day of filing, both ends included."""

    kind = "id"
    ages: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.ages and not 0 <= self.ages[0] <= self.ages[1]:
            raise FieldError(f"ages from {self.ages[0]} to {self.ages[1]}")

    @property
    def prompt(self) -> str:
        ages = f"年龄 {self.ages[0]} 至 {self.ages[1]} 周岁。" if self.ages else ""
        return f"照身份证填 18 位号码，末位可以是 X；不填 15 位旧号码，不加空格。{ages}"

    def _judge_code(self, value: str, context: FieldContext) -> list[Problem]:
        facts = {"found": value, "length": len(value)}
        if len(value) == 15 and value.isascii() and value.isdigit():
            return [Problem("ID_OLD", facts)]
        problems = []
        if len(value) != LENGTH:
            problems.append(Problem("ID_LENGTH", facts))
        if not _is_digits(value[:17]) or not _is_digits(value[17:].replace("X", "0", 1) or "0"):
            problems.append(Problem("ID_DIGITS", facts))
        if problems:
            return problems
        if (born := birth_date(value)) is None or born < FIRST_DATE:
            problems.append(Problem("ID_BIRTH_DATE", {**facts, "digits": value[6:14]}))
        elif born > context.latest:
            problems.append(Problem("ID_BIRTH_FUTURE", {**facts, "born": born, "latest": context.latest}))
        elif self.ages and not self.ages[0] <= (age := age_on(born, context.latest)) <= self.ages[1]:
            bounds = {"youngest": self.ages[0], "oldest": self.ages[1]}
            problems.append(Problem("ID_AGE", {**facts, "age": age, "latest": context.latest, **bounds}))
        if value[-1] != ric.calc_check_digit(value):
            problems.append(Problem("ID_CHECK", facts))
        elif not _region_known(value[:6]):
            problems.append(Problem("ID_REGION", {**facts, "region": value[:6]}, "warning"))
        return problems

    def validation(self) -> Validation:
        ages = f"、年龄 {self.ages[0]} 至 {self.ages[1]} 周岁" if self.ages else ""
        error = (
            f"身份证号不对：应为 18 位、出生日期真实{ages}、校验码相符。"
            "请对照身份证逐位核对；旧的 15 位号码请换成 18 位。"
        )
        return Validation("custom", f"AND({_id_shape(CELL)},{_id_check(CELL)})", error)

    def _tests(self, cell: str) -> str:
        tests = [_id_shape(cell), _id_check(cell), f'MID({cell},7,2)>"18"', f"-MID({cell},7,8)>=-jy.today8"]
        if self.ages:
            low, high = self.ages[0] * 10000, (self.ages[1] + 1) * 10000
            tests += [f"jy.today8-MID({cell},7,8)>={low}", f"jy.today8-MID({cell},7,8)<{high}"]
        return ",".join(tests)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _id_shape(cell: str) -> str:
    """Eighteen characters with a real date inside. 400 years on the leap years are the same, and Excel has no
    29 February 1900 there; a month or a day that does not exist moves the result to another month."""
    parts = f"MID({cell},7,4)+400,MID({cell},11,2),MID({cell},13,2)"
    return f"LEN({cell})={LENGTH},MONTH(DATE({parts}))=--MID({cell},11,2)"


def _id_check(cell: str) -> str:
    total = f'SUMPRODUCT((FIND(MID({cell},jy.id_places,1),"0123456789")-1)*jy.id_weights)'
    return f'EXACT(MID("{ID_CHECKS}",MOD({total},11)+1,1),UPPER(RIGHT({cell})))'


def birth_date(number: str) -> dt.date | None:
    """The birth date in a resident ID number; None if its digits are no real date."""
    try:
        return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def age_on(born: dt.date, day: dt.date) -> int:
    """Full years of age on a day; who is born on 29 February ages on 1 March.

    >>> age_on(dt.date(2004, 2, 29), dt.date(2023, 2, 28)), age_on(dt.date(2004, 2, 29), dt.date(2023, 3, 1))
    (18, 19)
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def sex(number: str) -> str:
    """男 or 女 by the 17th digit of a resident ID number."""
    return "男" if int(number[16]) % 2 else "女"


def birth_date_formula(cell: str) -> str:
    """The birth date of a valid ID cell as a date; empty for an ID that holds none."""
    return f'IFERROR(DATE(MID({cell},7,4),MID({cell},11,2),MID({cell},13,2)),"")'


def sex_formula(cell: str) -> str:
    """男 or 女 from an ID cell; empty while it has no 17th digit."""
    return f'IFERROR(IF(MOD(MID({cell},17,1),2)=1,"男","女"),"")'


def age_formula(cell: str, day: str = "jy.today") -> str:
    """Full years of age on a day (a cell or a name) from an ID cell; empty while there is no birth date."""
    return f'IFERROR(INT((YEAR({day})*10000+MONTH({day})*100+DAY({day})-MID({cell},7,8))/10000),"")'


@functools.cache
def _region_known(code: str) -> bool:
    return code.startswith(_OVERSEAS) or any("county" in facts for _, facts in numdb.get("cn/loc").info(code))
