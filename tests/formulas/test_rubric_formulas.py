"""Every numeric test of every rubric as a worksheet formula, recalculated, against its exact value.

The figures stand on, just below and just above each number that the criterion names, in cells of one workbook.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from formulas.criterion import Criterion, Value, evaluate
from formulas.criterion_excel import Place, RateCells, YesNoCell, excel
from formulas.rubric import HeaderField, Input
from formulas.rubrics import all_rubrics
from tests.oracles.cached_values import CachedValues

SAMPLES = 12
LIST_CELLS = 6


@dataclass(frozen=True)
class Trial:
    criterion: Criterion
    fields: tuple[Input | HeaderField, ...]


def trials() -> Iterator[Trial]:
    for standard in all_rubrics():
        for item in standard.items:
            found = [item.test, item.applies, *(b.when for b in item.bands), *(b.remark_when for b in item.bands)]
            found += [item.expect.when] if item.expect else []
            for criterion in found:
                if criterion is not None:
                    names: dict[str, Input | HeaderField] = {}
                    names |= {str(getattr(f, "code", "") or f.name): f for f in standard.header}
                    names |= {e.name: e for e in item.inputs}
                    yield Trial(criterion, tuple(names[n] for n in sorted(criterion.names)))


def near(criterion: Criterion, dice: random.Random) -> Fraction:
    """A number that the criterion names, or its neighbour."""
    named = [int(n) for n in re.findall(r"\d+", re.sub(r"'[^']*'", "", criterion.source))] or [1]
    return max(Fraction(0), dice.choice(named) + Fraction(dice.choice(["-1", "-0.01", "0", "0", "0", "0.01", "1"])))


def draw(
    entry: Input | HeaderField, criterion: Criterion, first: str, row: int, dice: random.Random
) -> tuple[Value, Place, list[object]]:
    """A value, where it stands, and what is typed there, from column `first` on."""
    cell = f"{first}{row}"
    column = lambda k: f"{get_column_letter(_index(first) + k)}{row}"  # noqa: E731
    match entry.type:
        case "yes_no":
            truth = dice.random() < 0.7
            return truth, YesNoCell(cell), ["是" if truth else "否"]
        case "choice":
            option = dice.choice(entry.options)
            return option, cell, [option]
        case "choices":
            chosen = tuple(o for o in entry.options if dice.random() < 0.5)
            places = {option: column(k) for k, option in enumerate(entry.options)}
            return chosen, places, ["是" if o in chosen else "否" for o in entry.options]
        case "list":
            values = tuple(Fraction(int(near(criterion, dice))) for _ in range(dice.randint(0, LIST_CELLS)))
            return values, f"{cell}:{column(LIST_CELLS - 1)}", [float(v) for v in values]
        case "rate":
            assert isinstance(entry, Input)
            optional = entry.empty == "not_applicable"
            bottom = 0 if optional and dice.random() < 0.3 else dice.choice([20, 300, 1000, 10000])
            top = int(min(near(criterion, dice), Fraction(100)) * bottom / 100) + dice.choice([-1, 0, 0, 1])
            top = max(0, min(top, bottom))
            rate = Fraction(top * 100, bottom) if bottom else None
            return rate, RateCells(cell, column(1), optional), [top, bottom]
        case "count":
            whole = Fraction(int(near(criterion, dice)))
            return whole, cell, [int(whole)]
    value = near(criterion, dice)
    return value, cell, [float(value)]


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index


def expected(value: Value) -> object:
    return "" if value is None else float(value) if isinstance(value, Fraction) else value


def test_every_criterion_as_a_formula_gives_its_exact_value(
    tmp_path: Path, recalculated: Callable[[Iterable[Path]], list[CachedValues]]
) -> None:
    dice = random.Random(20230417)
    book = Workbook()
    sheet = book.active
    wanted: list[tuple[str, str, Value]] = []
    for trial in trials():
        for _ in range(SAMPLES):
            row = len(wanted) + 1
            values: dict[str, Value] = {}
            places: dict[str, Place] = {}
            column = 2
            for entry in trial.fields:
                name = entry.code if isinstance(entry, HeaderField) else entry.name
                letter = get_column_letter(column)
                values[name], places[name], typed = draw(entry, trial.criterion, letter, row, dice)
                for offset, what in enumerate(typed):
                    sheet.cell(row, column + offset, what)
                column += max(len(typed), LIST_CELLS)
            formula = excel(trial.criterion, places)
            sheet.cell(row, 1, f"={formula}")
            wanted.append((trial.criterion.source, formula, evaluate(trial.criterion, values)))
    path = tmp_path / "criteria.xlsx"
    book.save(path)
    (found,) = recalculated([path])
    cells = found.cells["Sheet"]
    got = [cells.get((row, 1)) for row in range(1, len(wanted) + 1)]
    wrong = [
        (source, formula, cell, expected(value))
        for (source, formula, value), cell in zip(wanted, got, strict=True)
        if (cell if cell is not None else "") != expected(value)
    ]
    assert len(wanted) > 1500
    assert {True, False, ""} <= {expected(value) for _, _, value in wanted}
    assert wrong[:5] == []


def test_places_and_signs() -> None:
    from formulas.criterion import parse

    types = {"rate": "number", "other": "number", "kind": "text", "tasks": "texts", "flag": "truth"}
    places: Mapping[str, Place] = {
        "rate": RateCells("B1", "C1"),
        "other": RateCells("D1", "E1", optional=True),
        "kind": "F1",
        "tasks": {"甲": "G1", "乙": "H1"},
        "flag": YesNoCell("I1"),
    }
    table = {
        "rate >= 96": "ROUND(B1*100,6)>=ROUND(96*C1,6)",
        "other >= 60": 'IF(E1=0,"",ROUND(D1*100,6)>=ROUND(60*E1,6))',
        "flag and rate > 1": 'AND(I1="是",ROUND(B1*100,6)>ROUND(1*C1,6))',
        "kind in ('甲', '乙')": 'OR(F1="甲",F1="乙")',
        "'乙' in tasks": 'H1="是"',
        "not flag": 'NOT(I1="是")',
    }
    assert {source: excel(parse(source, types), places) for source in table} == table
    asked = excel(parse("hit('13①')", {}), {}, lambda fact, no: f'C40="{"有" if fact == "hit" else "符合"}"')
    assert asked == 'C40="有"'
