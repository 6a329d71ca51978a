"""The cells in which a rubric's items are answered: what stands in each, and what it is called.

    i001                        the only cell of the first item
    i001.numerator, .denominator, .rate     a rate: its two counts, or the rate itself where only that is known
    i009.meetings, i009.score   an item with several parts
    i009.word                   an answer in words instead of figures: 待核, 不适用, 有
    i019.ages.1 … .16           the positions of a list
    i060.level_1                how often, at one level of a bonus

Names carry the form's own in front (`harmony_enterprise.i001`). The shape of `ItemCells.names` is that of an answer
of `jiuye score`: one name, or an object of them where the answer is an object.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from formulas.rubric import Input, Item, Rubric, Section
from formulas.rubrics import rubric as load_rubric
from formulas.scoring_kinds import allowed_words

LIST_POSITIONS = 16
WORD, SCORE = "word", "score"
LOCAL = "local_"  # before the number of a printed row: a county's own points for it
Kind = Literal["words", "score", "whole", "decimal", "percent"]
Names = str | list[str] | dict[str, "Names"]


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """One cell to fill in. `part` says which piece of its input it is: a count of a rate, a position of a list."""

    key: str
    ask: str
    kind: Kind
    options: tuple[str, ...] = ()
    maximum: int | None = None
    signed: bool = False
    unit: str = ""
    input: str = ""
    part: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class ItemCells:
    """An item of a rubric with its cells, in the order in which they stand below one another."""

    item: Item
    section: Section
    number: int
    cells: tuple[AnswerCell, ...]

    @property
    def key(self) -> str:
        return f"i{self.number:03d}"

    @property
    def word(self) -> AnswerCell | None:
        """The cell for an answer in words beside figures."""
        return next((cell for cell in self.cells if cell.input == WORD), None) if self.figures else None

    @property
    def figures(self) -> tuple[AnswerCell, ...]:
        """The cells of the item's inputs, without the word beside them."""
        return tuple(cell for cell in self.cells if cell.input != WORD)

    def of(self, name: str) -> tuple[AnswerCell, ...]:
        """The cells of one input."""
        return tuple(cell for cell in self.cells if cell.input == name)

    def names(self, prefix: str) -> Names:
        """The defined names of the cells in the shape of an answer; a word beside figures is not among them."""
        pieces: dict[str, Names] = {}
        for cell in self.figures or self.cells:
            name = f"{prefix}.{cell.key}"
            if not cell.part:
                pieces[cell.input] = name
            elif cell.part.isdigit():
                positions = pieces.setdefault(cell.input, [])
                assert isinstance(positions, list)
                positions.append(name)
            else:
                parts = pieces.setdefault(cell.input, {})
                assert isinstance(parts, dict)
                parts[cell.part] = name
        return next(iter(pieces.values())) if len(pieces) == 1 and not self.item.levels else pieces


@functools.cache
def cells_of(code: str) -> tuple[ItemCells, ...]:
    """The items of the rubric `code` with their cells, in printed order."""
    rubric = load_rubric(code)
    found: list[ItemCells] = []
    for section in rubric.sections:
        for item in section.items:
            number = len(found) + 1
            found.append(ItemCells(item, section, number, tuple(_cells(item, rubric, f"i{number:03d}"))))
    return tuple(found)


def _cells(item: Item, rubric: Rubric, key: str) -> Iterator[AnswerCell]:
    if item.levels:
        for place, level in enumerate(item.levels, start=1):
            yield AnswerCell(f"{key}.level_{place}", f"{level.name}（次）", "whole", input=level.name, required=False)
        return
    if item.kind in ("bonus", "deduction"):
        ask = "是否具备" if item.once else "次数"
        kind: Kind = "words" if item.once else "whole"
        yield AnswerCell(key, ask, kind, ("是", "否") if item.once else (), input="count", required=False)
        return
    words = _words(item, rubric)
    judged = item.kind == "manual"
    pieces = len(item.inputs) + judged
    if judged:
        yield AnswerCell(f"{key}.score" if pieces > 1 else key, "得分", "score", maximum=item.points, input=SCORE)
    for entry in item.inputs:
        yield from _input(entry, f"{key}.{entry.name}" if pieces > 1 else key)
    if words:
        ask = "或直接选择" if item.inputs else ""
        name = f"{key}.{WORD}" if item.inputs else key
        yield AnswerCell(name, ask, "words", words, input=WORD, required=not item.inputs)


def _words(item: Item, rubric: Rubric) -> tuple[str, ...]:
    """The words that answer an item, beside its figures or instead of them."""
    if item.kind == "bands" and item.inputs:
        return ()
    return tuple(dict.fromkeys(allowed_words(item, rubric.words, rubric.total is None)))


def _input(entry: Input, key: str) -> Iterator[AnswerCell]:
    ask = entry.title + (f"（{entry.unit}）" if entry.unit else "")
    match entry.type:
        case "yes_no":
            yield AnswerCell(key, ask, "words", ("是", "否"), input=entry.name, required=entry.required)
        case "choice":
            yield AnswerCell(key, ask, "words", entry.options, input=entry.name, required=entry.required)
        case "rate":
            count: Kind = "decimal" if entry.amounts else "whole"
            for part, title in (("numerator", entry.numerator), ("denominator", entry.denominator)):
                yield AnswerCell(f"{key}.{part}", title, count, input=entry.name, part=part, required=entry.required)
            yield AnswerCell(
                f"{key}.rate", entry.title, "percent", maximum=None if entry.unbounded else 100,
                input=entry.name, part="rate", required=False,
            )  # fmt: skip
        case "list":
            for place in range(1, LIST_POSITIONS + 1):
                title = f"{ask}{place}" if place == 1 else f"{place}"
                yield AnswerCell(f"{key}.{place}", title, "whole", input=entry.name, part=f"{place}", required=False)
        case _:
            kind: Kind = "percent" if entry.unit == "%" else "whole" if entry.type == "count" else "decimal"
            yield AnswerCell(
                key, ask if kind != "percent" else entry.title, kind, maximum=entry.maximum, signed=entry.signed,
                input=entry.name, required=entry.required,
            )  # fmt: skip
