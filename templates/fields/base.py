"""What every field type is: a reader's repair, a list of problems, what Excel enforces, an Excel test of validity.

The Excel side is written with tokens, because a type knows neither its cell nor the workbook: `{cell}` is the cell
a validation guards, `{list:NAME}` the range of a code list. `fill` replaces them. Array constants stand in the
workbook's defined names (see `constants.py`): validations and conditional formats refuse them in the open.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from templates.lists.spelling import BLANKS, trim

ValidationType = Literal["list", "custom", "whole", "decimal", "date", "textLength"]
Severity = Literal["error", "warning"]
Alignment = Literal["left", "center", "right"]
CELL = "{cell}"
PROMPT_LIMIT = ERROR_LIMIT = VALIDATION_LIMIT = 255  # Excel's own; openpyxl saves longer ones without a word
FIRST_DATE = dt.date(1900, 1, 1)
TODAY_NAME = "jy.today"  # one cell of the workbook, so that no formula in bulk is volatile
_LIST_TOKEN = re.compile(r"\{list:([A-Za-z0-9_]+)\}")
_WIDEST_CELL = "XFD99999"  # stands for the cell when a formula's length is judged
_ERROR_VALUES = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


class FieldError(ValueError):
    """A field type that cannot work as declared; raised where it is declared."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one value: a code and the facts its message needs, no wording."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class FieldContext:
    """Where a value stands and the dates it is judged by."""

    label: str = ""
    sheet: str = ""
    cell: str = ""
    filed_on: dt.date | None = None  # 填报日期; today if the form has none
    min_date: dt.date = FIRST_DATE

    @property
    def latest(self) -> dt.date:
        """The last day that something which has happened may carry."""
        return self.filed_on or dt.date.today()


@dataclass(frozen=True, slots=True)
class Validation:
    """What Excel enforces while someone types; `operator` and `style` by their names in the file format."""

    type: ValidationType
    formula1: str
    error: str
    formula2: str = ""
    operator: str = ""
    style: Literal["stop", "warning", "information"] = "stop"

    def __post_init__(self) -> None:
        for formula in (self.formula1, self.formula2):
            length = len(fill(formula, _WIDEST_CELL, lambda name: f"jy.list.{name}"))
            if length > VALIDATION_LIMIT:
                raise FieldError(f"a validation of {length} characters, Excel takes {VALIDATION_LIMIT}: {formula}")
        if not 0 < len(self.error) <= ERROR_LIMIT:
            raise FieldError(f"an error text must have 1 to {ERROR_LIMIT} characters: {self.error}")


def fill(formula: str, cell: str, list_range: Callable[[str], str]) -> str:
    """The formula for one cell; `list_range` gives the defined name of a code list.

    >>> fill("COUNTIF({list:size},{cell})>0", "C9", lambda name: "lists." + name)
    'COUNTIF(lists.size,C9)>0'
    """
    return _LIST_TOKEN.sub(lambda match: list_range(match[1]), formula.replace(CELL, cell))


def list_tokens(formula: str) -> tuple[str, ...]:
    """The names of the code lists that a formula reaches for, each once."""
    return tuple(dict.fromkeys(_LIST_TOKEN.findall(formula)))


def is_blank(raw: object) -> bool:
    """Whether a cell counts as not filled in: empty, or nothing but blanks."""
    return raw is None or (isinstance(raw, str) and (not raw or (raw[0] in BLANKS and not trim(raw))))


@dataclass(frozen=True)
class FieldType(ABC):
    """One kind of cell. Instances are declarations: frozen, without cell or workbook."""

    kind: ClassVar[str]
    computed: ClassVar[bool] = False  # filled by the workbook, or on paper: no one types here

    @property
    def number_format(self) -> str:
        """The Excel number format; text, so that codes keep their digits, unless a type says otherwise."""
        return "@"

    @property
    def alignment(self) -> Alignment:
        """Where the value stands in its cell."""
        return "left"

    @property
    def width(self) -> float:
        """A sensible column width in characters."""
        return 14.0

    @property
    @abstractmethod
    def prompt(self) -> str:
        """The Chinese input prompt, at most 255 characters; its title is the field's own label."""

    def normalise(self, raw: object) -> object:
        """The value that is meant: None for a blank, the repaired value, or `raw` itself where no repair is certain."""
        if is_blank(raw):
            return None
        if isinstance(raw, str) and "#" in raw and trim(raw) in _ERROR_VALUES:
            return trim(raw)
        value = self._repair(raw)
        return raw if value is None else value

    def problems(self, value: object, context: FieldContext) -> list[Problem]:
        """Everything wrong with a normalised, non-blank value."""
        if isinstance(value, str) and value in _ERROR_VALUES:
            return [Problem("ERROR_VALUE", {"found": value})]
        return self._judge(value, context)

    def repairs(self, raw: object, value: object) -> list[Problem]:
        """Warnings that say what `normalise` had to mend to get `value` from `raw`, so that the sender can mend it."""
        if value is None or value is raw:
            return []
        facts = {"found": raw, "value": value}
        if isinstance(raw, str) and isinstance(value, (int, Decimal)):
            return [Problem("TEXT_NUMBER", facts, "warning")]
        if isinstance(raw, (str, int, float)) and isinstance(value, dt.date):
            return [Problem("TEXT_DATE", facts, "warning")]
        if isinstance(raw, dt.datetime) and raw.time() != dt.time():
            return [Problem("TIME_OF_DAY", facts, "warning")]
        if isinstance(value, str) and value != (f"{raw:.15g}" if isinstance(raw, float) else f"{raw}"):
            return [Problem("SPELLING", facts, "warning")]
        return []

    def validation(self) -> Validation | None:
        """What Excel enforces while typing; None where nothing can be refused cell by cell."""
        return None

    @abstractmethod
    def valid_formula(self, cell: str) -> str:
        """An Excel expression, TRUE if the non-blank cell is valid and FALSE otherwise, never an error value."""

    @abstractmethod
    def _repair(self, raw: object) -> object:
        """`raw` repaired, or None if it cannot be; `raw` is not blank."""

    @abstractmethod
    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        """The problems of a value that is no error value."""
