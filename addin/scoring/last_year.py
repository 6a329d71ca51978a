"""Last year's score sheets for the add-in: workbooks beside this one whose names begin with 上年.

Only a host that works with files on this PC knows a folder; a workbook sent to a server has none.
"""

from __future__ import annotations

from addin.book import BookData
from addin.scoring.sheets import SheetScore, score_results
from templates.reading import UnreadableFile, read_workbook

BEGINS = "上年"
_KINDS = (".xlsx", ".xlsm")


def last_year(book: BookData) -> list[SheetScore]:
    """The scored sheets of every such workbook; one that cannot be read is passed over."""
    if not book.path.is_absolute():
        return []
    found: list[SheetScore] = []
    for path in sorted(book.path.parent.glob(f"{BEGINS}*")):
        if path == book.path or path.suffix.lower() not in _KINDS:
            continue
        try:
            found += score_results(read_workbook(path))
        except UnreadableFile:
            continue
    return found
