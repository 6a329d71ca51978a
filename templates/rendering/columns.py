"""Column widths of a table: wide enough for its words, narrow enough that the printed page can be read."""

from __future__ import annotations

from collections.abc import Sequence

from templates.model import Field
from templates.rendering.measure import CELL_PADDING, units

LEAST_SCALE = 0.8  # a table is squeezed rather than printed smaller than this
MOST_STRETCH = 1.8
HEAD_LINES = 4  # a heading should not take more lines than this
_ELASTIC = {"text": 9.0, "long": 14.0, "enum": 7.0, "multi": 10.0, "name_tel": 14.5, "email": 14.0, "auto": 8.0}
_STRETCH = {"text", "long", "enum", "multi", "name_tel"}


def natural_width(field: Field, size: float) -> float:
    """The width a column asks for: its own, its type's, and what its heading needs in a few lines."""
    if field.width is not None:
        return field.width
    return max(field.type.width, _head_width(field.label, size))


def fit(fields: Sequence[Field], page: float, size: float) -> list[float]:
    """The widths of a table's columns on a page of `page` units.

    A table that is too wide gives up the slack of its elastic columns, whose text wraps; one that is too narrow is
    stretched in its text columns. Widths that a form states are kept.
    """
    widths = [natural_width(field, size) for field in fields]
    excess = sum(widths) - page / LEAST_SCALE
    if excess > 0:
        slack = [_slack(field, width, size) for field, width in zip(fields, widths, strict=True)]
        share = min(1.0, excess / sum(slack)) if sum(slack) else 0.0
        return [round(width - share * each, 1) for width, each in zip(widths, slack, strict=True)]
    room = page - sum(widths)
    if room > 0:
        elastic = [
            width if field.width is None and field.type.kind in _STRETCH else 0.0
            for field, width in zip(fields, widths, strict=True)
        ]
        if not any(elastic):
            elastic = [width if field.width is None else 0.0 for field, width in zip(fields, widths, strict=True)]
        share = min(MOST_STRETCH - 1, room / sum(elastic)) if sum(elastic) else 0.0
        return [round(width + share * each, 1) for width, each in zip(widths, elastic, strict=True)]
    return widths


def _head_width(label: str, size: float) -> float:
    parts = label.split("\n")
    if len(parts) > 1:  # the printed line breaks are kept
        return max(units(part, size) for part in parts) + CELL_PADDING
    return max(units(label, size) / HEAD_LINES, units("单位", size)) + CELL_PADDING + 0.5


def _slack(field: Field, width: float, size: float) -> float:
    if field.width is not None:
        return 0.0
    least = max(_ELASTIC.get(field.type.kind, width), _head_width(field.label, size))
    return max(0.0, width - least)
