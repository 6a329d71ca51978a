"""A folder of received files merged in memory, for the commands that need the outcome or the finished workbook."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from addin.book import BookData
from addin.errors import CannotRun
from addin.merging import Outcome, merge
from addin.merging.extract import SUMMARY_SHEET


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge: its outcome, and the result workbook."""

    outcome: Outcome
    workbook: bytes


def merge_folder(folder: str, units: str | None = None, ledger: str | None = None) -> Merged:
    """Merge everything in a folder; the result is written nowhere. Raises CannotRun."""
    inbox = Path(folder)
    if not inbox.is_dir():
        raise CannotRun(f"没有找到文件夹 {folder}。请重新选择收件文件夹。")
    with tempfile.TemporaryDirectory(prefix="jiuye-") as place:
        out = Path(place) / "merged.xlsx"
        outcome = merge(inbox, out, units=units or None, ledger=Path(ledger) if ledger else None)
        return Merged(outcome, out.read_bytes())


def is_merge_result(book: BookData) -> bool:
    """Whether the workbook is the result of an earlier merge, which has the lists already."""
    return book.has_sheet(SUMMARY_SHEET)


def summary_of(outcome: Outcome) -> str:
    """What a merge brought, in a few sentences."""
    files = [each for each in outcome.files if not each.litter]
    merged, rejected = sum(each.merged for each in files), sum(each.rejected for each in files)
    unread = sum(each.status == "unreadable" for each in files)
    words = f"文件{len(files)}个，并入{merged}行，未并入{rejected}行，跨单位重复{len(outcome.duplicates)}个。"
    if unread:
        words += f"有{unread}个文件读不出，原因见“汇总说明”。"
    return words + missing_words(outcome)


def missing_words(outcome: Outcome) -> str:
    """Who has not reported."""
    if not outcome.scope.units:
        return "看不出应报单位，没有列未报名单。"
    if not outcome.missing:
        return f"{outcome.scope.title}{len(outcome.scope.units)}个，全部报齐。"
    return f"未报{len(outcome.missing)}个：{'、'.join(unit.name for unit in outcome.missing)}。"
