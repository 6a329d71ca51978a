"""Column widths of a table: wide enough for its words, narrow enough that the printed page can be read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from templates.model import Field
from templates.rendering.measure import CELL_PADDING, units

LEAST_SCALE = 0.8  # a table is squeezed rather than printed smaller than this
MOST_STRETCH = 1.8
HEAD_LINES = 4  # a heading should not take more lines than this …
KEPT_OF_OWN = 0.6  # of a width that the form states …
KEPT_OF_WORDS = 0.85  # … for sentences that the sheet writes, which cannot shrink and would be cut off
MOST_HEAD_LINES = 6  # … unless the table is too wide for its page
_STRETCH = {"text", "long", "enum", "multi", "name_tel"}
# What a column of each type can do with: text wraps, numbers and dates shrink in their cell
_LEAST = {
    "text": 12.0, "long": 14.0, "enum": 7.0, "multi": 10.0, "name_tel": 14.5, "email": 14.0, "auto": 7.0,
    "int": 5.0, "dec": 6.5, "yuan": 8.5, "wan": 7.5, "pct": 6.5, "year": 5.5, "date": 10.0, "month": 10.0,
    "seq": 4.5, "yesno": 5.0, "uscc": 19.0, "id": 18.5, "digits": 18.0, "tel": 13.0, "mobile": 12.0,
    "sign": 8.0, "count_or_size": 7.0,
}  # fmt: skip


def natural_width(field: Field, size: float) -> float:
    """The width a column asks for: its own, its type's, and what its heading needs in a few lines."""
    if field.width is not None:
        return field.width
    return max(field.type.width, _head_width(field.label, size, HEAD_LINES))


def fit(fields: Sequence[Field], page: float, size: float) -> list[float]:
    """The widths of a table's columns on a page of `page` units.

    A table that is too wide gives up its slack: first the columns without a width of their own, then all. One that is
    too narrow is stretched, its text columns before the others.
    """
    widths = [natural_width(field, size) for field in fields]
    if sum(widths) > page / LEAST_SCALE:
        free = [field.width is None for field in fields]
        widths = _squeezed(fields, widths, page / LEAST_SCALE, size, HEAD_LINES, free)
        widths = _squeezed(fields, widths, page / LEAST_SCALE, size, MOST_HEAD_LINES, [True] * len(fields))
        return [round(width, 1) for width in widths]
    elastic = [field.width is None and field.type.kind in _STRETCH for field in fields]
    widths = _stretched(widths, page, elastic)
    widths = _stretched(widths, page, [field.width is None for field in fields])
    return [round(width, 1) for width in widths]


def _stretched(widths: Sequence[float], page: float, free: Sequence[bool]) -> list[float]:
    """The widths with the room left on the page given to the free columns, each in proportion and within reason."""
    room = page - sum(widths)
    taking = sum(width for width, may in zip(widths, free, strict=True) if may)
    share = max(0.0, min(MOST_STRETCH - 1, room / taking)) if taking else 0.0
    return [width * (1 + share) if may else width for width, may in zip(widths, free, strict=True)]


def _squeezed(
    fields: Sequence[Field], widths: Sequence[float], target: float, size: float, head: int, free: Sequence[bool]
) -> list[float]:
    """The widths with the excess over `target` taken from the free columns, as far as each can give."""
    excess = sum(widths) - target
    slack = [
        max(0.0, width - _least(field, width, size, head)) if may else 0.0
        for field, width, may in zip(fields, widths, free, strict=True)
    ]
    share = max(0.0, min(1.0, excess / sum(slack))) if any(slack) else 0.0
    return [width - share * each for width, each in zip(widths, slack, strict=True)]


def _least(field: Field, width: float, size: float, head: int) -> float:
    words = field.computed and field.type.alignment == "left"
    own = (KEPT_OF_WORDS if words else KEPT_OF_OWN) * field.width if field.width is not None else 0.0
    return max(own, _LEAST.get(field.type.kind, width), _head_width(field.label, size, head))


def _head_width(label: str, size: float, most_lines: int) -> float:
    """What a heading needs: its own line breaks are kept, else it may take a few lines; a short unit is not broken."""
    parts = label.split("\n")
    if len(parts) > 1:
        return max(units(part, size) for part in parts) + CELL_PADDING
    characters = max(2, math.ceil(len(label) / most_lines))
    bracket = re.search(r"（.{1,2}）", label)
    return max(units("字" * characters, size), units(bracket[0], size) if bracket else 0.0) + CELL_PADDING
