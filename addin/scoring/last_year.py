"""Last year's score sheets for the add-in: files that were chosen, else workbooks beside this one named 上年….

Only a host that works with files on this PC knows the folder of a workbook; the task pane lets the user choose files.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from addin.book import BookData
from addin.scoring.sheets import SheetScore, score_results
from templates.reading import UnreadableFile, read_workbook

BEGINS = "上年"
_KINDS = (".xlsx", ".xlsm")


def last_year(book: BookData, chosen: str = "") -> tuple[list[SheetScore], list[str]]:
    """The scored sheets of every workbook in the folder `chosen`, or of those beside this one that are named 上年….

    With them, of each that cannot be read, why.
    """
    found: list[SheetScore] = []
    refused: list[str] = []
    for path in _chosen(Path(chosen)) if chosen else _beside(book.path):
        try:
            found += score_results(read_workbook(path))
        except UnreadableFile as error:
            refused.append(f"没有与“{path.name}”比较：{error.message}")
    return found, refused


def _chosen(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.iterdir()) if path.suffix.lower() in _KINDS)


def _beside(book: Path) -> Iterable[Path]:
    if not book.is_absolute() or not book.parent.is_dir():
        return ()
    return (path for path in _chosen(book.parent) if path.name.startswith(BEGINS) and path != book)
