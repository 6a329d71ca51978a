"""What is wrong with a received workbook: one finding per mistake, with its place, ready for a person or for JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake. `cell` is "" where it concerns a sheet, `sheet` is "" where it concerns the whole file."""

    sheet: str
    cell: str  # "C9"
    field: str  # the code of the field, "" where the finding concerns no single one
    rule: str  # UPPER_SNAKE
    severity: Severity
    message: str  # Chinese: where, what was found, what is expected, what to do

    def as_json(self) -> dict[str, str]:
        """The shape that `jiuye check --json` prints."""
        return asdict(self)

    @property
    def words(self) -> str:
        """The message without the place in front, for a reader who sees the place beside it."""
        return self.message.removeprefix(_place(self.sheet, self.cell))


def tell(
    words: str,
    code: str,
    *,
    sheet: str = "",
    cell: str = "",
    field: str = "",
    label: str = "",
    severity: Severity = "error",
) -> Finding:
    """A finding with its words in the frame of all messages."""
    return Finding(sheet, cell, field, code, severity, framed(words, code, sheet=sheet, cell=cell, label=label))


def framed(words: str, code: str, *, sheet: str = "", cell: str = "", label: str = "") -> str:
    """Place, label, words, code: what of the first two is known.

    >>> framed("必填，还没有填。", "REQUIRED", sheet="清单", cell="C9", label="企业名称")
    '【清单!C9】企业名称：必填，还没有填。（REQUIRED）'
    """
    return f"{_place(sheet, cell)}{f'{label}：' if label else ''}{words}（{code}）"


def _place(sheet: str, cell: str) -> str:
    place = "!".join(part for part in (sheet, cell) if part)
    return f"【{place}】" if place else ""


def in_sheet_order(findings: Iterable[Finding], sheets: Sequence[str]) -> list[Finding]:
    """The findings as someone reads the workbook: by sheet, then row by row from left to right."""
    place = {name: position for position, name in enumerate(sheets)}
    return sorted(findings, key=lambda each: (place.get(each.sheet, -1), *position_of(each.cell)))


def position_of(address: str) -> tuple[int, int]:
    """Row and column of an address, (0, 0) for "".

    >>> position_of("C9"), position_of("")
    ((9, 3), (0, 0))
    """
    match = _ADDRESS.fullmatch(address)
    if not match:
        return (0, 0)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return (int(match[2]), column)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether anything stands in the way of handing the workbook in; warnings do not."""
    return any(each.severity == "error" for each in findings)
