"""Cells in the file format's own words, whole columns at a time.

XlsxWriter spends five microseconds on a cell, a province's lists have a million of them; this takes a tenth of that.
Every text is written as a text, whatever it begins with.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from templates.fields.text import as_text

Kind = Literal["text", "number", "date"]
CELL_LIMIT = 32767  # characters
LINE_HEIGHT, MOST_HEIGHT = 16.0, 400.0  # points; Excel takes up to 409
_EPOCH = dt.date(1899, 12, 30).toordinal()
_UNSAFE = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPACES = frozenset(" \t\r\n")


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is written: its kind and the number of its cell format in the workbook."""

    kind: Kind
    style: int
    width: float = 0.0  # in characters, where texts wrap


def render_column(column: Column, letter: str, numbers: range, values: Sequence[object]) -> list[str]:
    """The cells of one column as XML."""
    head, style = f'<c r="{letter}', f'" s="{column.style}"'
    kinds = set(map(type, values))
    if column.kind == "text" and kinds == {str}:
        return _texts(head, style, numbers, values)
    blank, text, number = f"{style}/>", f'{style} t="inlineStr"><is>', f"{style}><v>"
    write = _WRITERS[column.kind]
    cells = []
    for place, value in zip(numbers, values, strict=True):
        if value is None or value == "":
            cells.append(f"{head}{place}{blank}")
            continue
        shown = write(value)
        if shown is None:
            cells.append(f"{head}{place}{text}{_inline(value)}</is></c>")
        else:
            cells.append(f"{head}{place}{number}{shown}</v></c>")
    return cells


def lines_needed(columns: Sequence[Column], values: Sequence[Sequence[object]]) -> list[int]:
    """How many lines each row needs, so that nothing is cut off where a program does not measure rows itself."""
    needed = [1] * len(values[0]) if values else []
    for column, cells in zip(columns, values, strict=True):
        room = int(column.width) - 1
        if room < 1:
            continue
        texts = cells if set(map(type, cells)) == {str} else [each if isinstance(each, str) else "" for each in cells]
        if 2 * max(map(len, texts)) > room:  # type: ignore[arg-type]
            lines = [_lines(each, room) for each in texts]  # type: ignore[arg-type]
            needed = list(map(max, needed, lines))
    return needed


def _lines(text: str, room: int) -> int:
    return -(-(len(text) if text.isascii() else 2 * len(text)) // room) + text.count("\n")


def _texts(head: str, style: str, numbers: range, values: Sequence[Any]) -> list[str]:
    """A column of nothing but texts: looked through once for what needs care."""
    if _UNSAFE.search("".join(values)) or any(not v or v[0] in _SPACES or v[-1] in _SPACES for v in values):
        return [
            f'{head}{n}{style} t="inlineStr"><is>{_inline(v)}</is></c>' if v else f"{head}{n}{style}/>"
            for n, v in zip(numbers, values, strict=True)
        ]
    middle = f'{style} t="inlineStr"><is><t>'
    return [f"{head}{n}{middle}{v[:CELL_LIMIT]}</t></is></c>" for n, v in zip(numbers, values, strict=True)]


def _inline(value: object) -> str:
    text = escape((value if isinstance(value, str) else as_text(value) or f"{value}")[:CELL_LIMIT])
    preserved = ' xml:space="preserve"' if text and (text[0] in _SPACES or text[-1] in _SPACES) else ""
    return f"<t{preserved}>{text}</t>"


def escape(text: str) -> str:
    """A text for XML; what XML cannot hold is written as Excel writes it.

    >>> escape("=1<2\\x0b _x0041_")
    '=1&lt;2_x000B_ _x005F_x0041_'
    """
    return _UNSAFE.sub(_escaped, text) if _UNSAFE.search(text) else text


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found in _ENTITIES:
        return _ENTITIES[found]
    if found.startswith("_x"):
        return f"_x005F{found}"
    return f"_x{ord(found):04X}_" if found < " " else "\ufffd"


def _as_number(value: object) -> str | None:
    """What a number's cell holds; None for what is no number, which then stays a text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value) if abs(value) < 10**15 else None  # Excel would lose digits
    if isinstance(value, float):
        return repr(value) if value == value and abs(value) != float("inf") else None
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() else None
    return None


def _as_day(value: object) -> str | None:
    if isinstance(value, dt.datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return f"{value.toordinal() - _EPOCH + seconds / 86400:.10g}" if value.year >= 1900 else None
    if isinstance(value, dt.date):
        return str(value.toordinal() - _EPOCH) if value.year >= 1900 else None
    return None


_WRITERS: dict[str, Callable[[object], str | None]] = {
    "text": lambda value: None,
    "number": _as_number,
    "date": lambda value: _as_day(value),
}
