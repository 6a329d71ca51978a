"""Every workbook that is built: accepted by Microsoft's schema validator, and free of what Excel or WPS lack."""

from __future__ import annotations

from pathlib import Path

import pytest

from templates.registry import workbooks
from templates.rendering import write
from tests.oracles.portability import offences
from tests.oracles.schema import validation_errors

ROWS = 5
CODES = sorted(workbooks())
GROUPS = [CODES[start::4] for start in range(4)]


@pytest.mark.parametrize("codes", GROUPS, ids=lambda codes: f"{codes[0]}…")
def test_valid_and_portable(codes: list[str], tmp_path: Path) -> None:
    paths = [tmp_path / f"{code}.xlsx" for code in codes]
    for code, path in zip(codes, paths, strict=True):
        write(workbooks()[code], path, rows=ROWS)
    wrong = [f"{path.stem}: {each}" for path, found in validation_errors(paths).items() for each in found]
    wrong += [f"{path.stem}: {each}" for path in paths for each in offences(path)]
    assert not wrong, "\n".join(wrong[:20])
