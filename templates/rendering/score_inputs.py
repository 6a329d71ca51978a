"""The cells to fill in of one item as formulas read them: addresses, V (in order, blank, wrong), E (effective value).

A text in place of a number never reaches a comparison: criteria read E, and only once every V is in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from formulas.criterion import Criterion
from formulas.criterion_excel import Place, RateCells, YesNoCell
from formulas.excel import literal
from formulas.rubric import Input, Item
from templates.rendering.score_plan import ItemRows, ScorePlan
from templates.score_cells import SCORE, AnswerCell

INLINE_OPTIONS = 8  # so many words are compared one by one; a longer list is looked up
INLINE_LENGTH = 12
UNKNOWN_COUNT = "1E+9"  # a printed count nobody filled in: as in `criterion`, it does not stand in the way


@dataclass(frozen=True)
class Context:
    """What the formulas of all items share.

    `header`: the place of each header field by code; `states`: its H cell, for the fields that decide something;
    `list_range`: the defined name of a list of words; `fact`: how a conclusion asks about an item.
    """

    plan: ScorePlan
    header: Mapping[str, Place]
    states: Mapping[str, str]
    list_range: Callable[[tuple[str, ...]], str]


def valid(cell: AnswerCell, at: str, list_range: Callable[[tuple[str, ...]], str]) -> str:
    """TRUE where the filled cell holds what may stand there; never an error value."""
    if cell.kind == "words":
        if len(cell.options) <= INLINE_OPTIONS and all(len(word) <= INLINE_LENGTH for word in cell.options):
            found = f"IFERROR(OR({','.join(f'{at}={literal(word)}' for word in cell.options)}),FALSE)"
        else:
            found = f"ISNUMBER(MATCH({at},{list_range(cell.options)},0))"
        return f"IF(ISNUMBER({at}),AND({at}>=0,INT({at})={at}),{found})" if cell.input == "count" else found
    tests = [] if cell.signed else [f"{at}>=0"]
    if cell.kind == "whole":
        tests.append(f"INT({at})={at}")
    if cell.kind == "score":
        tests += [f"{at}<={cell.maximum}", f"ROUND({at},2)={at}"]
    elif cell.maximum is not None:
        tests.append(f"{at}<={cell.maximum}" + ("/100" if cell.kind == "percent" else ""))
    whole = f"AND({','.join(tests)})" if len(tests) > 1 else tests[0] if tests else "TRUE"
    return f"IF(ISNUMBER({at}),{whole},FALSE)"


class ItemInputs:
    """The cells of one item: their addresses, whether they are in order (V), what counts of them (E)."""

    def __init__(self, context: Context, rows: ItemRows) -> None:
        self.context = context
        self.plan = context.plan
        self.rows = rows
        self.each = rows.each
        self.item: Item = rows.each.item
        self.listed = self.plan.rubric.total is None

    # --- addresses ------------------------------------------------------------------------------------------

    def at(self, kind: str, row: int | None = None) -> str:
        """A helper cell of the item: in its first row, unless another is given."""
        return f"${self.plan.helper(kind)}${row or self.rows.top}"

    def cell(self, cell: AnswerCell) -> str:
        return self.rows.spots[cell.key].cell

    def row(self, cell: AnswerCell) -> int:
        return self.rows.spots[cell.key].top

    @property
    def score(self) -> str:
        """The cell of a judged score."""
        return self.cell(self.each.of(SCORE)[0])

    @property
    def word(self) -> str:
        """The cell for an answer in words: the only cell, or the one beside the figures; empty if there is none."""
        if self.each.word:
            return self.cell(self.each.word)
        return self.cell(self.each.cells[0]) if self.each.cells[0].kind == "words" and not self.item.inputs else ""

    def filled(self, *, without_word: bool = False) -> str:
        """How many of the item's cells are filled in; a formula that gives the empty text fills nothing."""
        cells = self.each.figures if without_word else self.each.cells
        columns: dict[int, list[int]] = {}
        for cell in cells:
            spot = self.rows.spots[cell.key]
            columns.setdefault(spot.column, []).append(spot.top)
        areas = []
        for column, tops in columns.items():
            area = f"${get_column_letter(column)}${min(tops)}:${get_column_letter(column)}${max(tops)}"
            areas.append(f"{max(tops) - min(tops) + 1}-COUNTBLANK({area})")
        return "+".join(areas)

    @property
    def blank(self) -> str:
        return f"{self.filled()}=0"

    # --- V, E: cell by cell ----------------------------------------------------------------------------------

    def values(self) -> dict[int, tuple[str, str]]:
        """V and E by row."""
        found: dict[int, tuple[str, str]] = {}
        if self.each.word:
            found[self.row(self.each.word)] = (self._validity(self.each.word), "")
        elif not self.item.inputs and not self.item.levels:
            for cell in self.each.cells:
                if cell.kind != "score":
                    found[self.row(cell)] = (self._validity(cell), "")
        for cell in self.each.cells if self.item.levels else ():
            at, v = self.cell(cell), self.at("V", self.row(cell))
            found[self.row(cell)] = (self._validity(cell), f"IF({v}=0,{at},0)")
        for entry in self.item.inputs:
            found |= self._input(entry)
        return found

    def _validity(self, cell: AnswerCell) -> str:
        at = self.cell(cell)
        return f"IF(COUNTBLANK({at})=1,1,IF({valid(cell, at, self.context.list_range)},0,2))"

    def _input(self, entry: Input) -> dict[int, tuple[str, str]]:
        cells = self.each.of(entry.name)
        first = self.row(cells[0])
        v = self.at("V", first)
        if entry.type == "rate":
            return self._rate(entry, cells)
        if entry.type == "list":
            area = self._list_area(entry)
            tests = f"COUNT({area})=COUNTA({area}),SUMPRODUCT(({area}<0)+(INT({area})<>{area}))=0"
            return {first: (f"IFERROR(IF(AND({tests}),0,2),2)", "")}
        (cell,) = cells
        at = self.cell(cell)
        if cell.kind == "percent":
            at = f"ROUND({at}*100,9)"
        return {first: (self._validity(cell), f"IF({v}=0,{at},{self._default(entry)})")}

    def _default(self, entry: Input) -> str:
        if isinstance(entry.default, str):
            return literal(entry.default)
        if entry.default is not None:
            return str(entry.default)
        if entry.type in ("yes_no", "choice"):
            return '""'
        return UNKNOWN_COUNT if self.item.kind == "manual" else "0"

    def _rate(self, entry: Input, cells: tuple[AnswerCell, ...]) -> dict[int, tuple[str, str]]:
        top, bottom, known = (self.cell(cell) for cell in cells)
        above, below = (valid(cell, self.cell(cell), self.context.list_range) for cell in cells[:2])
        optional = entry.empty == "not_applicable"
        zero = f"IF({top}=0,0,2)" if optional else "2"
        counted = "0" if entry.unbounded else f"IF({top}<={bottom},0,2)"
        both = f"IF(AND({above},{below}),IF({bottom}=0,{zero},{counted}),2)"
        half = f"IF(AND(OR(COUNTBLANK({top})=1,{above}),OR(COUNTBLANK({bottom})=1,{below})),1,2)"
        counts = f"IF(COUNTBLANK({top})+COUNTBLANK({bottom})>0,{half},{both})"
        typed = f"IF(COUNTA({top},{bottom})=0,IF({valid(cells[2], known, self.context.list_range)},0,2),2)"
        v = f"IF(COUNTBLANK({known})=1,{counts},{typed})"
        row = self.row(cells[0])
        state, given = self.at("V", row), f"COUNTBLANK({known})=0"
        empty = "1" if entry.required and not optional else "0"
        return {
            row: (v, f"IF({state}=0,IF({given},{known},{top}),0)"),
            self.row(cells[1]): ("", f"IF({state}=0,IF({given},1,{bottom}),{empty})"),
        }

    def _list_area(self, entry: Input) -> str:
        cells = self.each.of(entry.name)
        return f"{self.cell(cells[0])}:{self.cell(cells[-1])}"

    # --- places of a criterion ---------------------------------------------------------------------------------

    def places(self) -> dict[str, Place]:
        """Where the values of the item's inputs and of the header stand, as `criterion_excel` reads them."""
        found: dict[str, Place] = dict(self.context.header)
        for entry in self.item.inputs:
            cells = self.each.of(entry.name)
            e = self.at("E", self.row(cells[0]))
            if entry.type == "rate":
                optional = entry.empty == "not_applicable" or not entry.required
                found[entry.name] = RateCells(e, self.at("E", self.row(cells[1])), optional)
            elif entry.type == "list":
                found[entry.name] = self._list_area(entry)
            elif entry.type == "yes_no":
                found[entry.name] = YesNoCell(e)
            else:
                found[entry.name] = e
        return found

    def _unknown(self, criterion: Criterion) -> str:
        """The H cells a criterion depends on, added up; empty if it reads no header field."""
        return "+".join(self.context.states[name] for name in sorted(criterion.names) if name in self.context.states)
