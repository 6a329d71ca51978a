"""Column headings broken into lines: where the words part, not where the cell ends."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from templates.rendering.measure import CELL_PADDING, units

_BRACKET = re.compile("[（(](?![一二三四五六七八九十]{1,2}[）)])")
_OPENING, _CLOSING = "（(“《〈「", "）)”》〉」、，。：；%"


def broken(label: str, width: float, size: float) -> str:
    """The label with line breaks for a cell of that width; a label that has its own, or fits, stays as it is.

    A line begins with an opening bracket rather than ending with it; otherwise the lines are about equally long, so
    that no single character is left over.

    >>> broken("员工规模不低于（万人）", 15, 11)
    '员工规模不低于\\n（万人）'
    >>> broken("具体工种名称", 10, 11)
    '具体工\\n种名称'
    """
    room = max(width - CELL_PADDING, units("单", size))
    if "\n" in label or units(label, size) <= room:
        return label
    pieces: list[str] = []
    for piece in _at_brackets(label):
        pieces += _even(piece, room, size)
    lines = pieces[:1]
    for piece in pieces[1:]:
        # A short bracket may join the line before it
        if units(lines[-1] + piece, size) <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return "\n".join(lines)


def _at_brackets(label: str) -> list[str]:
    """The label cut before every opening bracket, but not before the number of an item: 第六条（一）（二）项."""
    cuts = [0, *(match.start() for match in _BRACKET.finditer(label) if match.start()), len(label)]
    return [label[start:end] for start, end in pairwise(cuts)]


def _even(piece: str, room: float, size: float) -> list[str]:
    """A piece in as few lines as it takes, of about equal length; punctuation does not begin a line."""
    count = 1
    while True:
        lines = _cut(piece, count)
        if count >= len(piece) or all(units(line, size) <= room for line in lines):
            return lines
        count += 1


def _is_joined(piece: str, place: int) -> bool:
    """Whether a number would be torn apart there: 2023届 keeps its year."""
    return piece[place - 1 : place + 1].isdecimal()


def _cut(piece: str, count: int) -> list[str]:
    lines = []
    start = 0
    each = math.ceil(len(piece) / count)
    left_over = len(piece) - each * (count - 1) < 2  # then the lines share what is missing
    for number in range(1, count + 1):
        end = round(len(piece) * number / count) if left_over else min(each * number, len(piece))
        while end < len(piece) and (piece[end] in _CLOSING or piece[end - 1] in _OPENING or _is_joined(piece, end)):
            end += 1
        if end > start:
            lines.append(piece[start:end])
        start = max(start, end)
    return lines
