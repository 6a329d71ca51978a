"""A workbook's formulas grouped by sameness: 500 cells of a column, filled down, are one pattern.

A ledger repeats a few dozen formulas over hundreds of rows; reading each once keeps the walkers fast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from openpyxl.utils.cell import column_index_from_string

from tests.oracles.formula_text import Anatomy, NameUse, Reference, dissect
from tests.oracles.workbook_parts import Formula, WorkbookParts

RELATIVE_ROW = re.compile(r"(?<![A-Za-z0-9_.$])(\$?[A-Z]{1,3})([0-9]+)(?![A-Za-z0-9_.(!])")


@dataclass
class Pattern:
    """Cells of one column with the same formula, or a single formula outside the cells."""

    first: Formula
    rows: list[int] = field(default_factory=list)
    longest: int = 0

    @property
    def column(self) -> int:
        return column_index_from_string(self.first.column)

    @cached_property
    def anatomy(self) -> Anatomy:
        """Raises ValueError for a formula that cannot be read."""
        return dissect(self.first.text)


def patterns(parts: WorkbookParts) -> list[Pattern]:
    """Every formula of the workbook, each in exactly one pattern, in the order of their first places."""
    found: dict[object, Pattern] = {}
    for formula in parts.formulas:
        pattern = found.setdefault(_key(formula), Pattern(formula))
        pattern.rows.append(formula.row)
        pattern.longest = max(pattern.longest, len(formula.text))
    return list(found.values())


def _key(formula: Formula) -> object:
    if formula.kind != "cell":
        return formula
    # a relative row as its distance from the formula's own row
    text = RELATIVE_ROW.sub(lambda match: f"{match[1]}[{int(match[2]) - formula.row}]", formula.text)
    return formula.sheet, formula.column, formula.is_array, formula.spills, text


@dataclass
class Names:
    """The defined names of a workbook, and what lies behind each, through other names too."""

    parts: WorkbookParts
    _known: dict[tuple[str, str], Anatomy | None] = field(default_factory=dict)

    def find(self, sheet: str, use: NameUse) -> tuple[str, str] | None:
        """The name's place: a name of the sheet goes before one of the workbook."""
        for place in ((use.sheet or sheet, use.name.lower()), ("", use.name.lower())):
            if place in self.parts.names:
                return place
        return None

    def behind(self, sheet: str, anatomy: Anatomy) -> list[Anatomy]:
        """The anatomies of every name that a formula on `sheet` reaches, directly or through another name."""
        waiting, seen, reached = [(sheet, use) for use in anatomy.names], set(), []
        while waiting:
            place = self.find(*waiting.pop())
            if place is None or place in seen:
                continue
            seen.add(place)
            if (inner := self._anatomy(place)) is not None:
                reached.append(inner)
                waiting += [(place[0] or sheet, use) for use in inner.names]
        return reached

    def references(self, sheet: str, anatomy: Anatomy) -> list[Reference]:
        """Every rectangle a formula reads: its own, and the fixed ones behind its names.

        A relative reference within a name follows the cell that uses it; it is left out.
        """
        own = list(anatomy.references)
        for inner in self.behind(sheet, anatomy):
            own += [reference for reference in inner.references if not (reference.top_moves or reference.bottom_moves)]
        return own

    def _anatomy(self, place: tuple[str, str]) -> Anatomy | None:
        if place not in self._known:
            try:
                self._known[place] = dissect(self.parts.names[place])
            except ValueError:
                self._known[place] = None  # the name itself is reported where the formulas are judged
        return self._known[place]
