"""Every workbook that is built: accepted by Microsoft's schema validator, free of what Excel or WPS lack, and of notes
that only the engineer understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from templates.names import META_TAB
from templates.registry import workbooks
from templates.rendering import render, write
from tests.oracles.portability import offences
from tests.oracles.schema import validation_errors

ROWS = 5
CODES = sorted(workbooks())
LINE_NUMBER = re.compile(r"(?<![A-Za-z$0-9])L\d{2,}")  # of the compendium: L1096
GROUPS = [CODES[start::4] for start in range(4)]


@pytest.mark.parametrize("codes", GROUPS, ids=lambda codes: f"{codes[0]}…")
def test_valid_and_portable(codes: list[str], tmp_path: Path) -> None:
    paths = [tmp_path / f"{code}.xlsx" for code in codes]
    for code, path in zip(codes, paths, strict=True):
        write(workbooks()[code], path, rows=ROWS)
    wrong = [f"{path.stem}: {each}" for path, found in validation_errors(paths).items() for each in found]
    wrong += [f"{path.stem}: {each}" for path in paths for each in offences(path)]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("code", CODES)
def test_nobody_reads_line_numbers_of_the_compendium(code: str) -> None:
    found = [f"{place}: {text}" for place, text in words(render(workbooks()[code], rows=2)) if LINE_NUMBER.search(text)]
    assert not found, "\n".join(found)


def words(book: Book) -> Iterator[tuple[str, str]]:
    """Everything that a workbook shows: texts of cells, constants in formulas, prompts, refusals, comments, lines
    printed in the margin.
    """
    for sheet in book.worksheets:
        if sheet.title == META_TAB:
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    formula = cell.data_type == "f"
                    shown = " ".join(re.findall(r'"[^"]*"', cell.value)) if formula else cell.value
                    yield f"{sheet.title}!{cell.coordinate}", shown
                if cell.comment:
                    yield f"{sheet.title}!{cell.coordinate}", cell.comment.text
        for validation in sheet.data_validations.dataValidation:
            for text in (validation.promptTitle, validation.prompt, validation.errorTitle, validation.error):
                yield f"{sheet.title}!{validation.sqref}", text or ""
        yield sheet.title, sheet.title
        yield sheet.title, sheet.oddFooter.center.text or ""
