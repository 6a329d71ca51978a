"""Completed evaluation workbooks for tests: a drawn workbook, filled in by the names that `jiuye rubrics` tells."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from formulas.rubrics import rubric
from templates.registry import workbooks
from templates.rendering import file_bytes
from templates.score_forms import answer_forms
from templates.score_sheet import sheet_entry
from tests.formulas.rubric_sheets import full_sheet
from tests.templates.score_books import cell_values


@functools.cache
def _drawn(workbook: str) -> bytes:
    return file_bytes(workbooks()[workbook])


def scored_file(
    path: Path,
    standard: str,
    items: Mapping[str, object],
    header: Mapping[str, object] | None = None,
    beside: Mapping[str, object] | None = None,
) -> Path:
    """A workbook in which everything is met but what `items` changes; None leaves an item open.

    `header` by the names of the header fields; `beside` by the rest of a defined name, `i001.review`
    """
    form, _ = answer_forms()[standard]
    code = next(code for code, book in workbooks().items() if any(each is form for each in book.forms))
    book = openpyxl.load_workbook(io.BytesIO(_drawn(code)))
    entry: dict[str, Any] = sheet_entry(*answer_forms()[standard])
    answers = full_sheet(rubric(standard), header or {}, items)["items"]
    values = {f"{form.name}.{key}": value for key, value in cell_values(rubric(standard), answers).items()}
    values |= {f"{form.name}.{key}": value for key, value in (beside or {}).items()}
    values |= {entry["header"][name]: value for name, value in (header or {}).items()}
    for name, value in values.items():
        sheet, _, area = book.defined_names[name].attr_text.rpartition("!")
        left, top, _, _ = range_boundaries(area.replace("$", ""))
        book[sheet.strip("'")].cell(top, left).value = value
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


UNIVERSITY: dict[str, Any] = {
    "（二）1": [10, 4500],
    "（三）": {"in_budget": "是", "rate": [120, 10000]},
    "（四）": {"rooms": "是", "area": 600, "graduates": 4500},
    "（五）3": 3,
    "（十一）1": [925, 1000],
    "（十一）2": [12, 1000],
    "（十二）1": [78, 100],
    "（十二）2": [88, 100],
    "（十二）3": [95, 100],
    "（十三）1": {"rate": [93, 100], "average": 90},
}  # the rates of worked example 1: 78 + 8.325 + 0.012 + 3.12 + 2.64 + 2.85 + 1.86 = 96.807
