"""Every workbook saved again by LibreOffice holds the same formulas to `verify`: whoever only opens and saves a sealed
copy has changed nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from addin.sealing.formulas import as_runs, changed_cells, formulas
from addin.sealing.package import Package
from templates.registry import workbooks
from templates.rendering import write
from tests.oracles import libreoffice

CODES = sorted(workbooks())
GROUPS = [CODES[start::2] for start in range(2)]


@pytest.mark.parametrize("codes", GROUPS, ids=lambda codes: f"{codes[0]}…")
def test_saving_changes_no_formula(codes: list[str], tmp_path: Path) -> None:
    paths = [tmp_path / f"{code}.xlsx" for code in codes]
    for code, path in zip(codes, paths, strict=True):
        write(workbooks()[code], path, rows=2)
    changed, compared = [], 0
    for path, saved in zip(paths, libreoffice.recalculate(paths, tmp_path / "saved"), strict=True):
        before, after = by_sheet(path), by_sheet(saved)
        for sheet, cells in before.items():
            compared += len(cells)
            changed += [
                f"{path.stem} {sheet}!{cell}: {cells.get(cell)} / {after[sheet].get(cell)}"
                for cell in changed_cells(as_runs(cells), as_runs(after[sheet]))
            ]
    assert not changed, "\n".join(changed[:20])
    assert compared > 1000


def by_sheet(path: Path) -> Mapping[str, dict[str, str]]:
    names = load_workbook(path, read_only=True).sheetnames
    with Package(path.read_bytes()) as package:
        return {name: formulas(package.sheet_text(name)) for name in names}
