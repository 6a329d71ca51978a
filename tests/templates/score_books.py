"""Many filled-in score sheets in one file, so that LibreOffice starts once for all of them.

The formulas of the drawn sheet name no sheet: written again on a bare one, beside other answers, they compute by
themselves. Looks, words and hints are left out, which makes hundreds of sheets a matter of seconds.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl.utils.cell import coordinate_to_tuple

from formulas.rubric import Band, HeaderField, Input, Item, Rubric
from formulas.rubrics import rubric as load_rubric
from formulas.scoring import score
from formulas.scoring_answers import fold
from formulas.scoring_messages import two_decimals
from formulas.scoring_result import ScoreResult
from templates.model import ScoreSheetForm, Workbook
from templates.rendering import render
from templates.score_cells import AnswerCell, ItemCells, cells_of
from templates.score_reading import adjusted, answer
from templates.score_sheet import choice_key
from tests.oracles.cached_values import CachedValues

LISTS = "代码表"
# Headings of columns that only tell something, mark cells, or take a reviewer's points
LEFT_OUT = ("提示", "选中", "复评", "K", "N", "R", "W", "Q")


class ScoreBook:
    """A file with a bare copy of one score sheet for every answer sheet that is added."""

    def __init__(self, form: ScoreSheetForm, folder: Path) -> None:
        self.form = form
        self.rubric: Rubric = load_rubric(form.rubric)
        drawn = render(Workbook("sample", "样表", (form,)))
        own = {name: str(defined.attr_text) for name, defined in drawn.defined_names.items()}
        sheet = drawn[own[f"{form.name}.total"].rpartition("!")[0].strip("'")]
        cells = [cell for row in sheet.iter_rows(min_row=1) for cell in row]
        hints = {cell.column for cell in cells if cell.value in LEFT_OUT}
        self.cells = {
            name.partition(".")[2]: text.rpartition("!")[2].replace("$", "")
            for name, text in own.items()
            if name.startswith(f"{form.name}.")
        }
        self.formulas = {
            (cell.row - 1, cell.column - 1): str(cell.value)
            for cell in cells
            if cell.data_type == "f" and cell.column not in hints and f"{form.name}." not in str(cell.value)
        }
        self.path = folder / f"{form.code}.xlsx"
        self.book = xlsxwriter.Workbook(self.path)
        self.expected: list[ScoreResult] = []
        self._lists(drawn[LISTS] if LISTS in drawn.sheetnames else None, own)

    def _lists(self, sheet: Any, names: Mapping[str, str]) -> None:
        self.book.define_name("jy.today", "=45000")
        for name, text in names.items():
            if "!" not in text or text.startswith(f"'{LISTS}'!"):  # constants and code lists
                self.book.define_name(name, f"={text}")
        if sheet is not None:
            copy = self.book.add_worksheet(LISTS)
            for row in sheet.iter_rows(min_row=1):
                for cell in row:
                    copy.write(cell.row - 1, cell.column - 1, cell.value)

    def add(
        self,
        values: Mapping[str, object],
        header: Mapping[str, object],
        own_points: Mapping[str, int] | None = None,
    ) -> None:
        """One more sheet: cell values by key, header values by the field's name. Scored in Python too.

        `own_points` are a county's, by the key of their cell.
        """
        sheet = self.book.add_worksheet(f"s{len(self.expected)}")
        typed: dict[tuple[int, int], object] = {self._at(key): value for key, value in values.items()}
        typed |= {self._at(key): value for key, value in (own_points or {}).items()}
        for field in self.rubric.header:
            typed |= self._head(field, header.get(field.name))
        for place, formula in self.formulas.items():
            if place not in typed:
                sheet.write_formula(*place, formula, None, "")
        for place, value in typed.items():
            sheet.write(*place, value)
        items = {each.item.no: answer(each, values) for each in cells_of(self.rubric.code)}
        rubric = adjusted(self.rubric, {key: Fraction(points) for key, points in (own_points or {}).items()})
        self.expected.append(score(rubric, {"header": dict(header), "items": items}))

    def _at(self, key: str) -> tuple[int, int]:
        row, column = coordinate_to_tuple(self.cells[key])
        return row - 1, column - 1

    def _head(self, field: HeaderField, value: object) -> dict[tuple[int, int], object]:
        if value is None:
            return {}
        if field.type == "choices":
            chosen = value if isinstance(value, (list, tuple)) else (value,)
            places = enumerate(field.options, start=1)
            meant = {number for number, option in places if {option, option.split("、")[0]} & set(map(str, chosen))}
            return {self._at(choice_key(field, number)): "是" for number in meant}
        return {self._at(field.code): {True: "是", False: "否"}[value] if isinstance(value, bool) else value}

    def save(self) -> Path:
        self.book.close()
        return self.path

    def found(self, values: CachedValues, number: int, key: str) -> Any:
        """What the recalculated sheet shows in a named cell."""
        return values.cells[f"s{number}"].get(coordinate_to_tuple(self.cells[key]))


def cell_values(rubric: Rubric, items: Mapping[str, object]) -> dict[str, object]:
    """Answers of the command line as cell values by key: what `score_reading.answer` reads, the other way round."""
    by_number = {fold(no): each for each in cells_of(rubric.code) for no in (each.item.no, *each.item.aliases)}
    found: dict[str, object] = {}
    for no, given in items.items():
        each = by_number[fold(no)]
        if given is None or given == "":
            continue
        if isinstance(given, str) and each.word:
            found[each.word.key] = {"是": rubric.words.met, "否": rubric.words.unmet}.get(given, given)
        elif given == []:  # nobody to list: the other questions of the item are answered
            found |= {each.of(e.name)[0].key: "是" for e in each.item.inputs if e.type == "yes_no"}
        elif isinstance(given, dict):
            for name, part in given.items():
                found |= _part(each.of(name), part)
        elif isinstance(given, str) and each.item.inputs:
            found |= _band(each, given)
        else:
            needed = [e.name for e in each.item.inputs if e.required] or [e.name for e in each.item.inputs[:1]]
            judged = each.of("score")
            found |= _part(judged or (each.of(needed[0]) if needed else each.cells[:1]), given)
    return found


def _part(cells: tuple[AnswerCell, ...], given: object) -> dict[str, object]:
    if cells[-1].part == "rate":
        if isinstance(given, (list, tuple)):
            return {cell.key: value for cell, value in zip(cells, given, strict=False)}
        return {cells[-1].key: float(Fraction(str(given)) / 100)}
    if isinstance(given, (list, tuple)):
        return {cell.key: value for cell, value in zip(cells, given, strict=False)}
    if isinstance(given, bool):
        return {cells[0].key: "是" if given else "否"}
    if cells[0].kind == "percent":
        return {cells[0].key: float(Fraction(str(given)) / 100)}
    return {cells[0].key: given if isinstance(given, (str, int)) else float(str(given))}


def _band(each: ItemCells, text: str) -> dict[str, object]:
    """A figure that falls into the band of that text."""
    band: Band = next(band for band in each.item.bands if band.text == text)
    return _part(each.of(each.item.inputs[0].name), band.start if band.start is not None else (band.below or 1) - 1)


def disagreements(book: ScoreBook, values: CachedValues) -> list[str]:
    """Where the recalculated sheets say something else than `formulas.scoring`: total, status, sections, scaled."""
    found: list[str] = []
    for number, result in enumerate(book.expected):
        shown = {"total": book.found(values, number, "total"), "status": book.found(values, number, "status")}
        wanted: dict[str, object] = {"total": _total(result), "status": status_of(result)}
        for place, section in enumerate(book.rubric.sections, start=1):
            key = f"section_{place}"
            shown[key] = book.found(values, number, key)
            wanted[key] = result.sections[section.name]
        if result.scaled is not None:
            shown["scaled"], wanted["scaled"] = book.found(values, number, "scaled"), two_decimals(result.scaled)
        found += [
            f"s{number} {key}: {shown[key]!r}, {want!r}" for key, want in wanted.items() if not _same(shown[key], want)
        ]
    return found


def _total(result: ScoreResult) -> object:
    if result.rubric.total is not None:
        return None if result.total is None else two_decimals(result.total)
    if any(item.kind in ("condition", "threshold") and not item.optional for item in result.rubric.items):
        return result.counts["satisfied"]
    return sum(outcome.triggered for outcome in result.outcomes.values())


def status_of(result: ScoreResult) -> str:
    """What the status cell of a sheet says."""
    wrong = sum(outcome.state == "invalid" for outcome in result.outcomes.values())
    if result.missing:
        return f"未填完（剩{len(result.missing)}项{f'，有误{wrong}项' if wrong else ''}）"
    return f"填写有误（{wrong}项）" if wrong else result.conclusion


def _same(shown: object, wanted: object) -> bool:
    """A cell's number against an exact value (to nine decimals), a text of two decimals, or a count; None: anything."""
    if wanted is None:  # both alternatives filled in: no total in Python, the cell keeps the sum of the rest
        return isinstance(shown, (int, float))
    if isinstance(wanted, Fraction):
        return isinstance(shown, (int, float)) and abs(shown - float(wanted)) < 1e-9
    if isinstance(wanted, str) and isinstance(shown, (int, float)):
        return f"{shown:.2f}" == wanted
    return shown == wanted


# --- answers at random ------------------------------------------------------------------------------------------

WRONG: Mapping[str, tuple[object, ...]] = {
    "words": ("也许", 3),
    "score": (-1, "两分", 1.005, 99),
    "whole": (-1, 1.5, "三"),
    "decimal": (-2, "很多"),
    "percent": (-0.1, "九成"),
}


def random_values(rubric: Rubric, dice: random.Random, *, gaps: float = 0.0, faults: float = 0.0) -> dict[str, object]:
    """Cell values for a whole sheet; a share of the cells left empty or wrong."""
    values: dict[str, object] = {}
    good = dice.choice([0.5, 0.8, 0.97])  # strong and weak applicants, so that totals lie far apart
    for each in cells_of(rubric.code):
        if dice.random() < gaps:
            continue
        values |= _item(each, dice, good)
        if dice.random() < faults:
            cell = dice.choice(each.cells)
            values[cell.key] = dice.choice((*WRONG[cell.kind], None))
    return {key: value for key, value in values.items() if value is not None}


def _item(each: ItemCells, dice: random.Random, good: float) -> dict[str, object]:
    item = each.item
    if each.word and dice.random() < 0.25:
        return {each.word.key: dice.choice(each.word.options)}
    if item.kind in ("bonus", "deduction") and dice.random() < 0.6:
        return {}
    if item.kind == "veto" and not item.inputs:
        return {each.cells[0].key: "有" if dice.random() < 0.03 else "无"}
    found: dict[str, object] = {}
    for entry in item.inputs:
        if entry.required or dice.random() < 0.5:
            found |= _input(entry, each.of(entry.name), dice, _figures(each))
    for cell in each.cells:
        if cell.kind == "score":
            most = cell.maximum or 0
            found[cell.key] = dice.choice([most, most, most, 0, most / 2, round(dice.random() * most, 2)])
        elif not item.inputs and cell.input != "word":
            found[cell.key] = dice.choice(cell.options) if cell.options else dice.choice([0, 1, 1, 2, 3])
        elif not item.inputs:
            found[cell.key] = cell.options[0] if dice.random() < good else dice.choice(cell.options)
    return found


def _figures(each: ItemCells) -> list[int]:
    """The numbers an item's tests and bands turn on."""
    item: Item = each.item
    criteria = [item.test, *(band.when for band in item.bands), item.expect.when if item.expect else None]
    sources = [criterion.source for criterion in criteria if criterion]
    found = [int(n) for source in sources for n in re.findall(r"\d+", re.sub(r"'[^']*'", "", source))]
    found += [bound for band in item.bands for bound in (band.start, band.below) if bound is not None]
    return found or [90]


def _input(entry: Input, cells: tuple[AnswerCell, ...], dice: random.Random, figures: list[int]) -> dict[str, object]:
    near = max(0, dice.choice(figures) + dice.choice([-1, 0, 0, 1, 2]))
    match entry.type:
        case "yes_no":
            return {cells[0].key: "是" if dice.random() < 0.8 else "否"}
        case "choice":
            return {cells[0].key: dice.choice(entry.options)}
        case "rate":
            return _rate(entry, cells, dice, near)
        case "list":
            return {cell.key: max(0, near + dice.choice([-1, 0, 1])) for cell in cells[: dice.randint(0, 6)]}
    if cells[0].kind == "percent":
        return {cells[0].key: dice.choice([0.9, 0.85, 0.955, 0.8765])}
    if entry.type == "count":
        return {cells[0].key: near}
    return {cells[0].key: dice.choice([near, near + 0.5, max(0, near - 0.01)])}


def _rate(entry: Input, cells: tuple[AnswerCell, ...], dice: random.Random, near: int) -> dict[str, object]:
    if dice.random() < 0.15:
        return {cells[2].key: min(near, 100) / 100 + dice.choice([0, 0, -0.0001]) if near else 0.5}
    if entry.empty == "not_applicable" and dice.random() < 0.2:
        return {cells[0].key: 0, cells[1].key: 0}
    bottom = dice.choice([7, 50, 200, 1000, 3000])
    top = int(Fraction(min(near, 100) * bottom, 100)) + dice.choice([0, 0, 0, -1, 1])
    return {cells[0].key: max(0, top if entry.unbounded else min(top, bottom)), cells[1].key: bottom}


def random_header(rubric: Rubric, dice: random.Random, *, gaps: float = 0.0) -> dict[str, object]:
    """Values for the header fields that decide something."""
    found: dict[str, object] = {}
    for field in rubric.header:
        if not field.scored or dice.random() < gaps:
            continue
        match field.type:
            case "choice":
                found[field.name] = dice.choice(field.options)
            case "yes_no":
                found[field.name] = dice.choice(["是", "否", None, "否"])
            case "choices":
                found[field.name] = [o for o in field.options if dice.random() < 0.3] or [field.options[0]]
            case _:
                found[field.name] = dice.choice([2999, 3000, 3001, 4999, 5000, 5001])
    return {name: value for name, value in found.items() if value is not None}


def fitting(rubric: Rubric, values: dict[str, object], header: Mapping[str, object]) -> dict[str, object]:
    """The values without the alternative that the header rules out."""
    wanted = {"本科组": "适用本科", "高职高专组": "适用专科"}.get(str(header.get("组别")), "")
    out = dict(values)
    for each in cells_of(rubric.code):
        if each.item.alternative and wanted not in each.item.no:
            for cell in each.cells:
                out.pop(cell.key, None)
    return out
