"""LibreOffice as a judge: recalculates workbooks, prints them, and gives back what it computed.

Every workbook is recalculated on load, whatever values its writer left in the cells. Each process has a profile of
its own, so xdist workers do not meet. One soffice call takes many files: starting costs about a second, a small
workbook a few tenths.

What kind of error a cell holds is LibreOffice's view: it writes #VALUE! where Excel would say #NUM! or #REF!, and
for a circular reference too. That a cell is in error is what a test may rely on.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from tests.oracles.cached_values import CachedValues, Value, read_values
from tests.oracles.libreoffice_process import LibreOfficeError, Office

__all__ = ["CachedValues", "LibreOfficeError", "Value", "cells", "named_values", "recalculate", "to_pdf", "to_png"]

_one_at_a_time = Lock()  # two soffice processes cannot share a profile
_DRIVER = Path(__file__).with_name("macro_driver.bas").read_text(encoding="ascii")
_offices = {False: Office(macros=False), True: Office(macros=True, driver=_DRIVER)}


def recalculate(paths: Iterable[Path], outdir: Path, *, macros: bool = False) -> list[Path]:
    """Convert each workbook to .xlsx in `outdir`, hard recalculated; the results in the order of `paths`.

    Takes: any spreadsheet that LibreOffice opens; `macros` lets the files' own VBA or Basic run
    Raises: LibreOfficeError naming each file that gave nothing; ValueError where two files have one stem
    """
    return _convert(list(paths), outdir, "xlsx", macros=macros)


def to_pdf(path: Path, outdir: Path | None = None) -> Path:
    """Print the whole workbook, recalculated, as its page set-up says; beside the workbook if no `outdir` is given."""
    return _convert([path], outdir or path.parent, "pdf", macros=False)[0]


def to_png(path: Path, dpi: int = 80, outdir: Path | None = None) -> list[Path]:
    """One picture for each printed page of a workbook or a PDF, in page order."""
    target = outdir or path.parent
    target.mkdir(parents=True, exist_ok=True)
    pdf = path if path.suffix.lower() == ".pdf" else to_pdf(path, target)
    for old in target.glob(f"{path.stem}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(target / path.stem)], check=True, timeout=300)
    # pdftoppm pads the numbers to one width within a document, so the names sort as the pages do
    return sorted(target.glob(f"{path.stem}-*.png"))


def cells(path: Path) -> dict[str, dict[tuple[int, int], Value]]:
    """{sheet: {(row, column): value}}, counted from 1; errors as text such as "#VALUE!", dates as datetime.

    Empty cells are left out, and so are formulas that give the empty text: in the file they look the same.
    """
    return read_values(path).cells


def named_values(path: Path, name: str) -> list[Value]:
    """The values of the cells behind a workbook-level defined name, row by row; None for an empty cell."""
    return read_values(path).named(name)


def _convert(paths: list[Path], outdir: Path, suffix: str, *, macros: bool) -> list[Path]:
    stems = [path.stem for path in paths]
    if twice := sorted({stem for stem in stems if stems.count(stem) > 1}):
        raise ValueError(f"one call gives one result per stem, these come twice: {', '.join(twice)}")
    if not paths:
        return []
    outdir.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="jiuye-lo-") as staging:
        # Copies: LibreOffice puts lock files beside what it opens, and input and output folder may be the same
        taken = Path(staging, "in")
        given = Path(staging, "out")
        taken.mkdir()
        copies = [Path(shutil.copy(path, taken / path.name)) for path in paths]
        given.mkdir()
        office = _offices[macros]
        said = office.convert(copies, suffix, given)
        results = [given / f"{stem}.{suffix}" for stem in stems]
        # A crash takes the rest of the batch with it: what is missing gets a second try, each alone
        for copy, result in zip(copies, results, strict=True):
            if not result.exists():
                office.forget_profile()
                said = office.convert([copy], suffix, given)
        if missing := [str(path) for path, result in zip(paths, results, strict=True) if not result.exists()]:
            raise LibreOfficeError(f"LibreOffice gave nothing for {', '.join(missing)}; it said: {said or 'nothing'}")
        return [Path(shutil.move(result, outdir / result.name)) for result in results]
