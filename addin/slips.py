"""Input cells that reading understands and the sheet's own formulas do not: “是 ”, 2023.6.10, a number kept as text.

The formulas refuse such a row, or count it for nobody. What they then give is no sign of tampering: whoever compares
must know what the sheet itself makes of the cells, and which of them to name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from formulas.inputs import LIST_CAPACITY
from formulas.ledger import award_ledger
from formulas.parameters.model import ParameterFile
from formulas.subsidy import Award, Subsidy
from templates.ledgers import kebab, position_code
from templates.reading import Column, FormData
from templates.reading.messages import one_line

_UNREAD = "?"  # what no input takes
_NAMED = 3  # so many cells a sentence names


@dataclass(frozen=True, slots=True)
class Slip:
    """One such cell. `name`: of the rule's input or key; `is_text`: a day or a number that is a text."""

    name: str
    label: str
    cell: str
    raw: object
    is_text: bool

    @property
    def told(self) -> str:
        return f"{self.label}（{self.cell}）"


def slips_of(rule: Subsidy, data: FormData) -> dict[int, list[Slip]]:
    """The cells of a ledger's inputs and keys, by the place of their row."""
    found: dict[int, list[Slip]] = {}
    for name, code in columns_of(rule):
        column = data.columns.get(code)
        for index in odd_places(column) if column is not None else ():
            assert column is not None
            label, cell = one_line(column.field.told), f"{column.letter}{data.numbers[index]}"
            is_text = isinstance(column.values[index], (dt.date, int, Decimal)) and isinstance(column.raw[index], str)
            found.setdefault(index, []).append(Slip(name, label, cell, column.raw[index], is_text))
    return found


def odd_places(column: Column) -> list[int]:
    """The rows of a column whose cell holds something else than what reading takes it for."""
    return [index for index in column.odd if reads_otherwise(column.raw[index], column.values[index])]


def reads_otherwise(raw: object, value: object) -> bool:
    """Whether a cell holds something else than what reading takes it for."""
    if isinstance(raw, str):
        return raw != value
    return isinstance(value, (str, dt.date)) and not isinstance(raw, dt.date)


def columns_of(rule: Subsidy) -> Iterator[tuple[str, str]]:
    """Name and column of everything a rule takes; a row without any of it counts for nothing on the sheet."""
    yield from ((key.name, kebab(key.name)) for key in rule.keys)
    for name, spec in rule.inputs:
        if spec.item is None:
            yield name, kebab(name)
        else:
            yield from ((name, position_code(name, place)) for place in range(1, LIST_CAPACITY + 1))


def own_awards(
    rule: Subsidy,
    records: Sequence[Mapping[str, Any]],
    awards: Sequence[Award],
    slips: Mapping[int, Sequence[Slip]],
    file: ParameterFile,
) -> Sequence[Award]:
    """What the sheet's own formulas give, by the parameters that stand on it."""
    if not slips:
        return awards
    keys = {key.name for key in rule.keys}
    seen = [dict(record) for record in records]
    for index, found in slips.items():
        for slip in found:
            if slip.name in keys:
                seen[index][slip.name] = f"{slip.raw}"
            if slip.name in rule.inputs:
                seen[index][slip.name] = _UNREAD
    return award_ledger(rule, seen, file=file)


def behind(
    rule: Subsidy, records: Sequence[Mapping[str, Any]], slips: Mapping[int, Sequence[Slip]], index: int
) -> tuple[Slip, ...]:
    """The slips behind another result of a row: its own, else those of the rows that share a limit with it."""
    if index in slips:
        return tuple(slips[index])
    names = {key.name for repeat in rule.repeats for key in repeat.keys}
    record = records[index]
    near = [found for other, found in slips.items() if any(records[other][name] == record[name] for name in names)]
    return tuple(slip for found in near for slip in found)


def words(slips: Iterable[Slip]) -> str:
    """Which cells the sheet's formulas do not know, and what to do about them."""
    texts = [slip.told for slip in slips if slip.is_text]
    others = [slip.told for slip in slips if not slip.is_text]
    told = f"{_listed(texts)}存成了文字，表内公式不认。请按日期或数字重新填写。" if texts else ""
    return told + (f"{_listed(others)}的写法表内公式不认。请重新填写或从下拉列表中重选。" if others else "")


def _listed(cells: Sequence[str]) -> str:
    return "、".join(cells[:_NAMED]) + ("等" if len(cells) > _NAMED else "")
