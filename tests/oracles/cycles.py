"""Names cells that depend on themselves, directly or over other cells and defined names.

Excel greets such a workbook with 循环引用 and shows 0; LibreOffice computes some of them in silence, so no
recalculation would show it. Excel follows every reference a formula holds, taken branch or not, and so does this.
INDIRECT and OFFSET are not followed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from tests.oracles.formula_patterns import Names, Pattern
from tests.oracles.formula_text import Reference

# These look at where a reference lies, not at what is in it
ADDRESS_ONLY = ("ROW", "ROWS", "COLUMN", "COLUMNS", "AREAS")

Cell = tuple[int, int]  # (index of the pattern, row)
Node = TypeVar("Node", int, Cell)


def circles(patterns: list[Pattern], names: Names) -> list[str]:
    """One line for each circle, "表!A1 → 表!B1 → 表!A1"; circles that share a cell count as one."""
    return _Graph([pattern for pattern in patterns if pattern.first.kind == "cell"], names).circles()


class _Graph:
    def __init__(self, patterns: list[Pattern], names: Names) -> None:
        self.patterns = patterns
        self.rows = [sorted(pattern.rows) for pattern in patterns]
        self.columns: dict[tuple[str, int], list[int]] = defaultdict(list)
        for index, pattern in enumerate(patterns):
            self.columns[pattern.first.sheet.lower(), pattern.column].append(index)
        self.reads: list[list[tuple[Reference, list[int]]]] = [self._reads(pattern, names) for pattern in patterns]

    def _reads(self, pattern: Pattern, names: Names) -> list[tuple[Reference, list[int]]]:
        """Each reference of a pattern with the patterns that stand in its columns."""
        try:
            references = set(names.references(pattern.first.sheet, pattern.anatomy))
        except ValueError:
            return []
        found = []
        for reference in sorted(references, key=repr):
            if reference.inside in ADDRESS_ONLY:
                continue
            sheet = (reference.sheet or pattern.first.sheet).lower()
            targets = [
                index
                for (place, column), indexes in self.columns.items()
                if place == sheet and reference.left <= column <= reference.right
                for index in indexes
            ]
            if targets:
                found.append((reference, targets))
        return found

    def circles(self) -> list[str]:
        # Whole patterns first: only where these form a circle are single cells worth following
        suspects = {index for group in _components(range(len(self.patterns)), self._pattern_edges) for index in group}
        cells = [(index, row) for index in sorted(suspects) for row in self.rows[index]]
        groups = _components(cells, lambda cell: self._cell_edges(cell, suspects))
        return [" → ".join(map(self._address, self._round_trip(group))) for group in groups]

    def _pattern_edges(self, index: int) -> Iterator[int]:
        rows = self.rows[index]
        for reference, targets in self.reads[index]:
            ends = [*self._span(index, reference, rows[0]), *self._span(index, reference, rows[-1])]
            for target in targets:
                if self.rows[target][0] <= max(ends) and self.rows[target][-1] >= min(ends):
                    yield target

    def _cell_edges(self, cell: Cell, suspects: set[int]) -> Iterator[Cell]:
        index, row = cell
        for reference, targets in self.reads[index]:
            top, bottom = self._span(index, reference, row)
            for target in targets:
                if target in suspects:
                    rows = self.rows[target]
                    for other in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
                        yield target, other

    def _span(self, index: int, reference: Reference, row: int) -> tuple[int, int]:
        return reference.rows(row - self.patterns[index].first.row)

    def _round_trip(self, group: list[Cell]) -> list[Cell]:
        """The shortest way from the group's first cell back to it."""
        start, inside = min(group), set(group)
        suspects = {index for index, _ in group}
        came_from: dict[Cell, Cell] = {}
        wave = [start]
        while wave:
            following = []
            for cell in wave:
                for other in self._cell_edges(cell, suspects):
                    if other == start:
                        way = [start, cell]
                        while way[-1] != start:
                            way.append(came_from[way[-1]])
                        return way[::-1]
                    if other in inside and other not in came_from:
                        came_from[other] = cell
                        following.append(other)
            wave = following
        raise AssertionError(f"{self._address(start)} was found in a circle that does not close")

    def _address(self, cell: Cell) -> str:
        first = self.patterns[cell[0]].first
        return f"{first.sheet}!{first.column}{cell[1]}"


def _components(nodes: Iterable[Node], edges: Callable[[Node], Iterable[Node]]) -> list[list[Node]]:
    """Groups of nodes that all reach each other, and nodes that reach themselves (Tarjan, without recursion)."""
    order: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    open_nodes: dict[Node, None] = {}
    selfish: set[Node] = set()
    groups = []
    for root in nodes:
        if root in order:
            continue
        order[root] = lowest[root] = len(order)
        open_nodes[root] = None
        path = [(root, iter(edges(root)))]
        while path:
            node, following = path[-1]
            for other in following:
                if other == node:
                    selfish.add(node)
                if other not in order:
                    order[other] = lowest[other] = len(order)
                    open_nodes[other] = None
                    path.append((other, iter(edges(other))))
                    break
                if other in open_nodes:
                    lowest[node] = min(lowest[node], order[other])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    group: list[Node] = []
                    while not group or group[-1] != node:
                        group.append(open_nodes.popitem()[0])
                    if len(group) > 1 or node in selfish:
                        groups.append(group)
    return groups
