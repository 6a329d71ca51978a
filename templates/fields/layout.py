"""Cells in which nobody types: SEQ and AUTO are computed; SIGN, STAMP and PHOTO stay empty for the paper."""

from __future__ import annotations

from dataclasses import dataclass

from templates.fields.base import Alignment, FieldContext, FieldType, Problem
from templates.fields.numbers import read_number


@dataclass(frozen=True)
class Untyped(FieldType):
    """What they share: taken as read, checked by nobody."""

    computed = True

    def _repair(self, raw: object) -> object:
        return None

    def _judge(self, value: object, context: FieldContext) -> list[Problem]:
        return []

    def valid_formula(self, cell: str) -> str:
        return "TRUE"


@dataclass(frozen=True)
class Seq(Untyped):
    """SEQ: 序号, 1, 2, 3 … without gaps, computed."""

    kind = "seq"

    @property
    def number_format(self) -> str:
        return "0"

    @property
    def alignment(self) -> Alignment:
        return "center"

    @property
    def width(self) -> float:
        return 6.0

    @property
    def prompt(self) -> str:
        return "序号自动生成，不用填写。"

    def _repair(self, raw: object) -> object:
        number = read_number(raw)
        return int(number) if number is not None and number == number.to_integral_value() else number


@dataclass(frozen=True)
class Auto(Untyped):
    """AUTO: computed by the workbook; looks like a field of type `of`, if given."""

    kind = "auto"
    of: FieldType | None = None

    @property
    def number_format(self) -> str:
        return self.of.number_format if self.of and self.of.number_format != "@" else "General"

    @property
    def alignment(self) -> Alignment:
        return self.of.alignment if self.of else "center"

    @property
    def width(self) -> float:
        return self.of.width if self.of else 12.0

    @property
    def prompt(self) -> str:
        return "由表格自动计算，不用填写。"

    def _repair(self, raw: object) -> object:
        return self.of.normalise(raw) if self.of else None


@dataclass(frozen=True)
class Sign(Untyped):
    """SIGN: left empty for a signature."""

    kind = "sign"

    @property
    def prompt(self) -> str:
        return "打印后由本人签字，电子表中不用填写。"


@dataclass(frozen=True)
class Stamp(Untyped):
    """STAMP: left empty for an official seal."""

    kind = "stamp"

    @property
    def prompt(self) -> str:
        return "打印后加盖公章，电子表中不用填写。"


@dataclass(frozen=True)
class Photo(Untyped):
    """PHOTO: left empty for a photograph."""

    kind = "photo"

    @property
    def alignment(self) -> Alignment:
        return "center"

    @property
    def prompt(self) -> str:
        return "打印后粘贴照片，电子表中不用填写。"
