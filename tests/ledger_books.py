"""Ledger workbooks filled in as a clerk would, and what LibreOffice computed in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook as Book
from openpyxl.utils.cell import range_boundaries

from formulas.inputs import LIST_CAPACITY, InputSpec
from formulas.parameters.model import ParameterFile
from formulas.subsidy import INVALID, Subsidy
from templates.ledger_subjects import subject_columns
from templates.ledgers import kebab, ledger_form, position_code
from templates.model import Workbook
from templates.names import field_name, ledger_code
from templates.rendering import render
from tests.oracles.cached_values import CachedValues

NAMED = {"text": "某某", "id": "410402199003070015", "uscc": "91410402MA00000A1L"}  # invented, by field type
Result = tuple[Decimal, str, tuple[str, ...]]


def filled_ledger(
    rule: Subsidy,
    records: Sequence[Mapping[str, Any]],
    path: Path,
    file: ParameterFile | None = None,
    local: Mapping[str, Sequence[tuple[str, float]]] | None = None,
    named: bool = False,
) -> Path:
    """Write the ledger of a rule, one row a record and two left empty; `local` fills 当地参数 by first day.

    With `named` every row also says whom it is about; what a record says of that itself, counts.
    """
    workbook = Workbook(f"books-{rule.code}", rule.title, [ledger_form(rule.code)], rules=(rule.code,))
    overrides = {file.stem: file} if file else None
    book = render(workbook, rows=len(records) + 2, parameters=overrides)
    for name, spec in rule.inputs:
        fill_input(book, rule, name, spec, records)
    for field in subject_columns(rule) if named else ():
        fill(book, field_name(ledger_code(rule.code), field.code), [NAMED[field.type.kind]] * len(records))
    for key in rule.keys:
        fill(book, field_name(ledger_code(rule.code), kebab(key.name)), [each.get(key.name) for each in records])
    for name, dated in (local or {}).items():
        fill(book, f"local.{name}.from", [dt.date.fromisoformat(start) for start, _ in dated])
        fill(book, f"local.{name}", [value for _, value in dated])
    book.save(path)
    return path


def fill_input(book: Book, rule: Subsidy, name: str, spec: InputSpec, records: Sequence[Mapping[str, Any]]) -> None:
    form = ledger_code(rule.code)
    if spec.item is None:
        fill(book, field_name(form, kebab(name)), [cell_value(spec, each.get(name)) for each in records])
        return
    for place in range(LIST_CAPACITY):
        entries = [each.get(name) or [] for each in records]
        column = [cell_value(spec.item, each[place]) if place < len(each) else None for each in entries]
        fill(book, field_name(form, position_code(name, place + 1)), column)


def fill(book: Book, name: str, values: Sequence[object]) -> None:
    """Put values into the cells behind a defined name, from the first on; None leaves a cell empty."""
    sheet, _, cells = book.defined_names[name].attr_text.rpartition("!")
    column, row, _, _ = range_boundaries(cells.replace("$", ""))
    worksheet = book[sheet.strip("'")]
    for place, value in enumerate(values):
        if value not in (None, ""):
            worksheet.cell(row + place, column).value = value


def cell_value(spec: InputSpec, value: Any) -> object:
    """A JSON value as it stands in a cell: 是/否, true dates, percentages as fractions."""
    if value is None or spec.kind == "text":
        return value
    if spec.kind == "bool":
        return "是" if value else "否"
    if spec.kind == "date":
        return dt.date.fromisoformat(value)
    return float(Decimal(str(value)) / 100) if spec.type == "percent" else float(value)


def results(rule: Subsidy, computed: CachedValues, count: int) -> list[Result]:
    """What the ledger says of each record: amount, 是否符合, the codes of failed conditions or invalid inputs."""
    form = ledger_code(rule.code)

    def column(code: str) -> list[Any]:
        return list(computed.named(field_name(form, code)))

    amounts, eligible = column("award-amount"), column("award-eligible")
    failed = {code: column(f"fail-{code}") for code in rule.condition_codes}
    valid = {name: column(f"ok-{kebab(name)}") for name, _ in rule.inputs}
    found: list[Result] = []
    for row in range(count):
        reasons = [INVALID + name for name in valid if valid[name][row] != 1]
        reasons += [code for code in failed if failed[code][row] == 1]
        amount = amounts[row] if isinstance(amounts[row], (int, float)) else -1
        found.append((Decimal(str(amount)).quantize(Decimal("0.01")), eligible[row], tuple(reasons)))
    return found
