"""The lines above and below a table (填报单位（盖章）：… 填报日期：…): labels and cells laid over its columns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from templates.model import Field
from templates.rendering.errors import RenderError
from templates.rendering.measure import CELL_PADDING, units
from templates.rendering.styles import LINE_SIZE

LEAST_ENTRY, MOST_ENTRY, TEXT_ENTRY = 12.0, 40.0, 26.0


@dataclass(frozen=True, slots=True)
class Slot:
    """One field on a line: first and last column of its label and of its cell, counted from 0."""

    field: Field
    label: tuple[int, int]
    entry: tuple[int, int]


def label_text(field: Field) -> str:
    """The label as it stands before its cell."""
    words = field.label.replace("\n", "")
    return words if words.endswith(("：", ":")) else f"{words}："


def arrange(form: str, fields: Sequence[Field], widths: Sequence[float], size: float) -> list[list[Slot]]:
    """The lines, each with as many fields as fit: the first at the left edge, the last at the right edge.

    Raises: RenderError for a table too narrow to hold a label and a cell side by side
    """
    if not fields:
        return []
    if len(widths) < 2:
        raise RenderError(f"{form}: a table of one column has no room for {fields[0].label} above or below it")
    for per_line in range(len(fields), 0, -1):
        line_count = math.ceil(len(fields) / per_line)
        even = math.ceil(len(fields) / line_count)
        parts = [fields[start : start + even] for start in range(0, len(fields), even)]
        found = [_line(part, widths, size) for part in parts]
        whole = [line for line in found if line is not None]
        if len(whole) == line_count:
            return [whole[0], *(_below(whole[0], line, widths, size) for line in whole[1:])]
    return [[_alone(field, widths, size)] for field in fields]


def _line(fields: Sequence[Field], widths: Sequence[float], size: float) -> list[Slot] | None:
    slots: list[Slot] = []
    taken, total = 0, sum(widths)
    for position, field in enumerate(fields):
        last = len(fields) > 1 and position == len(fields) - 1
        if last:
            slot = _from_right(field, widths, size)
        else:
            start = taken
            while position and start < len(widths) and sum(widths[:start]) < total * position / len(fields) - 1:
                start += 1
            slot = _from_left(field, widths, size, start)
        if slot is None or slot.label[0] < taken:
            return None
        taken = slot.entry[1] + 1
        slots.append(slot)
    return slots


def _below(first: Sequence[Slot], line: list[Slot], widths: Sequence[float], size: float) -> list[Slot]:
    """A further line; a field alone on it stands under the first of several above, as wide as that, if it fits."""
    if len(line) > 1 or len(first) < 2:
        return line
    room = [sum(widths[start : end + 1]) for start, end in (first[0].label, first[0].entry)]
    fits = all(has >= need for has, need in zip(room, _needs(line[0].field, size), strict=True))
    return [Slot(line[0].field, first[0].label, first[0].entry)] if fits else line


def _needs(field: Field, size: float) -> tuple[float, float]:
    label = units(label_text(field), size) + CELL_PADDING / 2
    entry = field.width or max(field.type.width, TEXT_ENTRY if field.type.kind == "text" else LEAST_ENTRY)
    return label, min(entry, MOST_ENTRY) * size / LINE_SIZE


def _from_left(field: Field, widths: Sequence[float], size: float, start: int) -> Slot | None:
    label, entry = _needs(field, size)
    middle = _reach(widths, start, label)
    end = _reach(widths, middle + 1, entry) if middle is not None else None
    return None if middle is None or end is None else Slot(field, (start, middle), (middle + 1, end))


def _from_right(field: Field, widths: Sequence[float], size: float) -> Slot | None:
    label, entry = _needs(field, size)
    backwards = list(reversed(widths))
    first = _reach(backwards, 0, entry)
    second = _reach(backwards, first + 1, label) if first is not None else None
    if first is None or second is None:
        return None
    last = len(widths) - 1
    return Slot(field, (last - second, last - first - 1), (last - first, last))


def _alone(field: Field, widths: Sequence[float], size: float) -> Slot:
    label, _ = _needs(field, size)
    middle = _reach(widths, 0, label)
    middle = len(widths) - 2 if middle is None else min(middle, len(widths) - 2)
    return Slot(field, (0, middle), (middle + 1, len(widths) - 1))


def _reach(widths: Sequence[float], start: int, need: float) -> int | None:
    """The column at which the columns from `start` on are wide enough; None if they never are."""
    found = 0.0
    for position in range(start, len(widths)):
        found += widths[position]
        if found >= need:
            return position
    return None
