"""The formulas of a sheet as they stand in the file, each told from its own cell, so that copies are the same text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from addin.references import relative
from templates.findings import position_of
from templates.reading.grid import address

_CELL = re.compile(r"<(?:\w+:)?c\b([^>]*[^>/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(r"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'\b(r|t|si)="([^"]*)"')
_TEXT = re.compile(r'("[^"]*")')
_LOGICAL = re.compile(r"\b(TRUE|FALSE)\(\)")
_POWER = re.compile(r"(?<![\w.])(\d+)E\+(\d{1,3})\b")
_QUOTED_SHEET = re.compile(r"'([^\W\d][\w.（）]*)'!")


def formulas(xml: str) -> dict[str, str]:
    """The formula of each cell that has one, by address; a cell of a shared formula has that of its first cell."""
    found: dict[str, str] = {}
    shared: dict[str, str] = {}
    for attributes, inside in _CELL.findall(xml):
        match = _FORMULA.search(inside)
        if match is None:
            continue
        place = dict(_ATTRIBUTE.findall(attributes)).get("r", "")
        kind = dict(_ATTRIBUTE.findall(match[1]))
        if match[2]:
            text = _plain(match[2], place)
            if kind.get("t") == "shared":
                shared.setdefault(kind.get("si", ""), text)
        else:
            text = shared.get(kind.get("si", ""), "")
        if place and text:
            found[place] = text
    return found


def _plain(text: str, place: str) -> str:
    """A formula without what programs write differently: blanks, letter case, a sheet in quotes, FALSE(), 1E+9."""
    row, column = position_of(place)
    pieces = _TEXT.split(relative(html.unescape(text), row, column - 1))
    return "".join(piece if place % 2 else _same_way(piece) for place, piece in enumerate(pieces))


def _same_way(piece: str) -> str:
    plain = _LOGICAL.sub(r"\1", "".join(piece.split()).upper())
    plain = _POWER.sub(lambda number: f"{int(number[1]) * 10 ** int(number[2])}", plain)
    return _QUOTED_SHEET.sub(r"\1!", plain)


def as_runs(found: dict[str, str]) -> dict[str, list[list[object]]]:
    """Formulas by column letter, as runs of rows (first, last, formula) with one and the same formula."""
    columns: dict[int, list[tuple[int, str]]] = {}
    for place, text in found.items():
        row, column = position_of(place)
        columns.setdefault(column, []).append((row, text))
    return {address(0, column - 1)[:-1]: list(_runs(sorted(cells))) for column, cells in sorted(columns.items())}


def _runs(cells: list[tuple[int, str]]) -> Iterator[list[object]]:
    first, last, text = cells[0][0], cells[0][0], cells[0][1]
    for row, other in cells[1:]:
        if row == last + 1 and other == text:
            last = row
            continue
        yield [first, last, text]
        first, last, text = row, row, other
    yield [first, last, text]


def changed_cells(sealed: dict[str, list[list[object]]], now: dict[str, list[list[object]]]) -> list[str]:
    """The cells whose formula is another now, or gone, or new."""
    before, after = _spread(sealed), _spread(now)
    places = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
    return sorted(places, key=position_of)


def _spread(runs: dict[str, list[list[object]]]) -> dict[str, object]:
    return {
        f"{letters}{row}": text
        for letters, entries in runs.items()
        for first, last, text in entries
        for row in range(int(str(first)), int(str(last)) + 1)
    }
