"""ENUM, MULTI and YESNO: values of a code list, picked from a drop-down; a head-count or a size class."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from templates.fields.base import CELL, Alignment, FieldContext, FieldError, FieldType, Problem, Validation
from templates.fields.numbers import Int
from templates.fields.text import as_text
from templates.lists import CodeList, inline_list, load_list
from templates.lists.spelling import squeeze, trim

CHOICES_SHOWN = 8  # so many values are named in a message; beyond that the nearest ones
_INLINE_LIMIT = 255  # of a list written into the validation itself, quotes included
_CODE_LENGTH = 6  # division codes are accepted for their names; a bare 1 or 2 means nothing to a reader


def _in_list(cell: str, name: str) -> str:
    """Exactly one of the list: MATCH finds the place, EXACT refuses what only a wildcard matched."""
    return f"IFERROR(EXACT({cell},INDEX({{list:{name}}},MATCH({cell},{{list:{name}}},0))),FALSE)"


def _one_of(cell: str, values: Sequence[str]) -> str:
    """Exactly one of a few values."""
    tests = ",".join(f'EXACT({cell},"{value}")' for value in values)
    return f"IFERROR(OR({tests}),FALSE)"


@dataclass(frozen=True)
class Listed(FieldType):
    """What ENUM and MULTI share. `source` is the name of a code list, a list, or the values themselves.

    `other` opens the list: another value is a warning.
    """

    source: str | CodeList | Sequence[str] = ()
    other: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.source, (list, tuple)):
            object.__setattr__(self, "source", inline_list(*self.source))
        self.codes  # an unknown name fails here, where it is declared  # noqa: B018

    @functools.cached_property
    def codes(self) -> CodeList:
        """The code list behind the drop-down."""
        return load_list(self.source) if isinstance(self.source, str) else _as_list(self.source)

    @property
    def width(self) -> float:
        longest = max(len(value) for value in self.codes.values)
        return float(min(max(8, 2 * longest + 3), 26))

    @property
    def alignment(self) -> Alignment:
        return "center" if max(len(value) for value in self.codes.values) <= 6 else "left"

    def _not_listed(self, found: str) -> Problem:
        values = self.codes.values
        if len(values) > CHOICES_SHOWN:
            values = tuple(difflib.get_close_matches(found, values, n=3, cutoff=0.3)) or values[:3]
        facts = {"found": found, "choices": values, "count": len(self.codes.values)}
        return Problem("NOT_IN_LIST", facts, "warning" if self.other else "error")

    def _meant(self, text: str) -> str | None:
        entry = self.codes.entry(text) or self.codes.find(text)
        if entry is None and len(code := squeeze(text)) >= _CODE_LENGTH:
            entry = self.codes.by_code(code)
        return entry.value if entry else None


def _as_list(source: CodeList | Sequence[str]) -> CodeList:
    if not isinstance(source, CodeList):
        raise FieldError(f"a list of values expected, not {source!r}")
    return source


@dataclass(frozen=True)
class Enum(Listed):
    """ENUM: one value of the list."""

    kind = "enum"

    @property
    def prompt(self) -> str:
        return "从下拉列表中选择；列表中没有的，可直接填写。" if self.other else "从下拉列表中选择一项，不要自行改写。"

    def _repair(self, raw: object) -> object:
        if isinstance(raw, str) and self.codes.entry(raw):
            return raw
        text = as_text(raw)
        return None if text is None else self._meant(text) or (text if isinstance(raw, str) else None)

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if isinstance(value, str) and self.codes.entry(value):
            return []
        return [self._not_listed(value if isinstance(value, str) else f"{as_text(value)}")]

    @property
    def _inline(self) -> str:
        """The values as the validation itself may hold them; empty if it cannot."""
        text = f'"{",".join(self.codes.values)}"'
        fits = len(text) <= _INLINE_LIMIT and not any(set(value) & set(',"') for value in self.codes.values)
        return text if fits and not isinstance(self.source, str) else ""

    def validation(self) -> Validation:
        source = self._inline or f"{{list:{self.codes.name}}}"
        if self.other:
            return Validation("list", source, "列表中没有这一项；确需填写其他内容的，选“是”保留。", style="warning")
        return Validation("list", source, "请从下拉列表中选择，不要自行改写；选错可按 Delete 清空后重选。")

    def valid_formula(self, cell: str) -> str:
        if self.other:
            return f'IF(ISTEXT({cell}),AND(LEFT({cell})<>" ",RIGHT({cell})<>" "),FALSE)'
        if self._inline:
            return _one_of(cell, self.codes.values)
        return _in_list(cell, self.codes.name)


@dataclass(frozen=True)
class YesNo(Enum):
    """YESNO: 是 or 否."""

    kind = "yesno"
    source: str | CodeList | Sequence[str] = "yesno"

    @property
    def prompt(self) -> str:
        return "填“是”或“否”。"

    def _repair(self, raw: object) -> object:
        if isinstance(raw, bool):
            return "是" if raw else "否"
        return super()._repair(raw)

    def validation(self) -> Validation:
        return Validation("list", '"是,否"', "请填“是”或“否”，可从下拉列表中选择。")

    def valid_formula(self, cell: str) -> str:
        return _one_of(cell, self.codes.values)


@dataclass(frozen=True)
class Multi(Listed):
    """MULTI: several values of the list, separated by 、 (by another mark where values contain it)."""

    kind = "multi"
    separator: str = "、"
    _also: ClassVar[str] = "、，,；;\n"

    def __post_init__(self) -> None:
        super().__post_init__()
        if clash := [value for value in self.codes.values if self.separator in value]:
            raise FieldError(f"the values of list {self.codes.name} hold the separator {self.separator}: {clash[0]}")

    @property
    def width(self) -> float:
        return 24.0

    @property
    def prompt(self) -> str:
        values = self.separator.join(self.codes.values)
        rest = "" if not self.other else "；可另加其他内容"
        shown = f"可选：{values}{rest}。" if len(values) <= 180 else f"可选项见填报说明{rest}。"
        return f"可填多项，用“{self.separator}”隔开。{shown}"

    @functools.cached_property
    def _marks(self) -> re.Pattern[str]:
        marks = [mark for mark in self._also if not any(mark in each for each in self.codes.values)]
        return re.compile(f"[{re.escape(''.join(marks) + self.separator)}]")

    def parts(self, value: str) -> list[str]:
        """The single values of a cell, without empty ones."""
        return [part for part in map(trim, self._marks.split(value)) if part]

    def _repair(self, raw: object) -> object:
        if not isinstance(raw, str):
            return None
        return self.separator.join(self._meant(part) or part for part in self.parts(raw))

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if not isinstance(value, str):
            return [self._not_listed(f"{as_text(value)}")]
        parts = self.parts(value)
        problems = [self._not_listed(part) for part in dict.fromkeys(parts) if not self.codes.entry(part)]
        if repeated := tuple(dict.fromkeys(part for part in parts if parts.count(part) > 1)):
            problems.append(Problem("CHOSEN_TWICE", {"found": value, "values": repeated}))
        return problems

    def validation(self) -> Validation | None:
        if self.other:
            return None
        error = f"有不在列表中的内容或重复的内容：多项之间用“{self.separator}”隔开，各项名称与列表一致。"
        return Validation("custom", self.valid_formula(CELL), error)

    def valid_formula(self, cell: str) -> str:
        mark = self.separator
        if self.other:
            return f'IF(ISTEXT({cell}),AND(LEFT({cell})<>" ",RIGHT({cell})<>" "),FALSE)'
        name = f"{{list:{self.codes.name}}}"
        known = f'SUMPRODUCT(--ISNUMBER(FIND("{mark}"&{name}&"{mark}","{mark}"&{cell}&"{mark}")))'
        return f'IFERROR({known}=LEN({cell})-LEN(SUBSTITUTE({cell},"{mark}",""))+1,FALSE)'


@dataclass(frozen=True)
class CountOrSize(FieldType):
    """企业规模 where the print does not say which: a head-count of at least 1, or 大型/中型/小型/微型."""

    kind = "count_or_size"
    _count: ClassVar[Int] = Int(1)
    _size: ClassVar[Enum] = Enum("size")

    @property
    def number_format(self) -> str:
        return "General"

    @property
    def alignment(self) -> Alignment:
        return "center"

    @property
    def width(self) -> float:
        return 10.0

    @property
    def prompt(self) -> str:
        return "填职工人数（人，整数）；只掌握类型的，填大型、中型、小型或微型。"

    def _repair(self, raw: object) -> object:
        count = self._count.normalise(raw.removesuffix("人") if isinstance(raw, str) else raw)
        return count if isinstance(count, (int, Decimal)) and count is not raw else self._size.normalise(raw)

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        if isinstance(value, str):
            if value in self._size.codes.values:
                return []
            return [Problem("NOT_A_COUNT_OR_SIZE", {"found": value, "choices": self._size.codes.values})]
        return self._count.problems(value, context)

    def validation(self) -> Validation:
        error = "请填职工人数（不小于 1 的整数，不带“人”字），或填大型、中型、小型、微型。"
        return Validation("custom", self.valid_formula(CELL), error)

    def valid_formula(self, cell: str) -> str:
        size = _one_of(cell, self._size.codes.values)
        return f"IF(ISNUMBER({cell}),AND({cell}>=1,{cell}=INT({cell})),{size})"
