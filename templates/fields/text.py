"""TEXT and LONG, and numbers kept as text because Excel would lose digits beyond the fifteenth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from templates.fields.base import Alignment, FieldContext, FieldError, FieldType, Problem, Validation
from templates.fields.numbers import read_number
from templates.lists.spelling import squeeze, trim

SAFE_DIGITS = 15  # Excel keeps so many digits of a number


def as_text(raw: object) -> str | None:
    """The text a cell shows: numbers without a trailing .0, dates as 2023-03-17; None for what has no text."""
    if isinstance(raw, str):
        return trim(raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, dt.datetime):
        return f"{raw.date() if raw.time() == dt.time() else raw}"
    if isinstance(raw, (dt.date, dt.time)):
        return f"{raw}"
    number = read_number(raw)
    return None if number is None else f"{number:f}"


def code_text(raw: object) -> str | None:
    """A code typed as text or as a number short enough to have kept its digits."""
    if isinstance(raw, str):
        return squeeze(raw)
    number = read_number(raw)
    if number is None or number != number.to_integral_value() or abs(number) >= Decimal(10) ** SAFE_DIGITS:
        return None
    return f"{number:f}"


@dataclass(frozen=True)
class Text(FieldType):
    """TEXT: one line without blanks at its ends."""

    kind = "text"
    max_length: int = 200
    min_length: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.min_length <= self.max_length <= 32767:
            raise FieldError(f"a text of {self.min_length} to {self.max_length} characters; Excel takes 1 to 32767")

    @property
    def width(self) -> float:
        return 18.0

    @property
    def prompt(self) -> str:
        least = f"{self.min_length} 至" if self.min_length > 1 else "不超过"
        return f"填一行文字，{least} {self.max_length} 字；首尾不留空格，中间不换行。"

    def _repair(self, raw: object) -> object:
        return as_text(raw)

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if not isinstance(value, str):
            return [Problem("NOT_A_TEXT", {"found": value})]
        problems = []
        if value != trim(value):
            problems.append(Problem("EDGE_BLANKS", {"found": value}))
        if "\n" in value or "\r" in value:
            problems.append(Problem("LINE_FEED", {"found": value}))
        return problems + self._judge_length(value)

    def _judge_length(self, value: str) -> list[Problem]:
        facts = {"found": value, "length": len(value)}
        if len(value) > self.max_length:
            return [Problem("TOO_LONG", {**facts, "maximum": self.max_length})]
        if len(value) < self.min_length:
            return [Problem("TOO_SHORT", {**facts, "minimum": self.min_length})]
        return []

    def validation(self) -> Validation:
        least = f"{self.min_length} 至" if self.min_length > 1 else "不超过"
        error = f"字数应{least} {self.max_length} 字，请删减或补足；说不完的写入备注或另附材料。"
        return Validation("textLength", f"{self.min_length}", error, formula2=f"{self.max_length}", operator="between")

    def valid_formula(self, cell: str) -> str:
        return f"IFERROR(AND({','.join(self._tests(cell))}),FALSE)"

    def _tests(self, cell: str) -> list[str]:
        ends = [f'{side}({cell})<>"{blank}"' for side in ("LEFT", "RIGHT") for blank in (" ", "\u3000")]
        length = [f"LEN({cell})>={self.min_length}", f"LEN({cell})<={self.max_length}"]
        return [*length, *ends, f"ISERROR(FIND(CHAR(10),{cell}))"]


@dataclass(frozen=True)
class LongText(Text):
    """LONG: several lines with wrap; no blanks at its ends."""

    kind = "long"
    max_length: int = 2000

    @property
    def width(self) -> float:
        return 30.0

    @property
    def prompt(self) -> str:
        return f"可填多行，不超过 {self.max_length} 字；换行按 Alt+Enter，首尾不留空格。"

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        return [problem for problem in super()._judge(value, context) if problem.code != "LINE_FEED"]

    def _tests(self, cell: str) -> list[str]:
        return super()._tests(cell)[:-1]


@dataclass(frozen=True)
class Digits(FieldType):
    """A number kept as text: an account, a certificate; digits only, blanks and dashes dropped on reading."""

    kind = "digits"
    min_length: int = 1
    max_length: int = 32

    @property
    def alignment(self) -> Alignment:
        return "center"

    @property
    def width(self) -> float:
        return 22.0

    @property
    def _length_text(self) -> str:
        low, high = self.min_length, self.max_length
        return f"{low} 位" if low == high else f"{low} 至 {high} 位"

    @property
    def prompt(self) -> str:
        return f"只填数字，{self._length_text}；本格为文本格式，不会丢失末几位。"

    def _repair(self, raw: object) -> object:
        text = code_text(raw)
        return None if text is None else text.replace("-", "")

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if not isinstance(value, str):
            return [Problem("STORED_AS_NUMBER", {"found": value})]
        facts = {"found": value, "length": len(value), "expected": self._length_text}
        problems = []
        if not (value.isascii() and value.isdigit()):
            problems.append(Problem("DIGITS_ONLY", facts))
        if not self.min_length <= len(value) <= self.max_length:
            problems.append(Problem("DIGITS_LENGTH", facts))
        return problems

    def validation(self) -> Validation:
        return Validation("custom", self.valid_formula("{cell}"), f"请只填数字，{self._length_text}，不加空格和横线。")

    def valid_formula(self, cell: str) -> str:
        low, high, size = self.min_length, self.max_length, f"LEN({cell})"
        digits = f'SUMPRODUCT({size}-LEN(SUBSTITUTE({cell},jy.digits,"")))={size}'
        safe = f"IF(ISNUMBER({cell}),{cell}<1E+{SAFE_DIGITS},TRUE)"
        return f"IFERROR(AND({size}>={low},{size}<={high},{safe},{digits}),FALSE)"
