"""汇总: many received files become one workbook, with everything that was found on the way.

    merge(inbox, out)    the whole of it; the parts, in the order in which they act:

    inbox.py       which files there are, inside mails and zip files too
    pool.py        files read side by side;  extract.py  one file as plain data
    units.py       whose file it is, who was expected
    gather.py      which rows join, what is wrong;  lists.py  the merged lists
    duplicates.py, crosslists.py, quotas.py, ledgers.py    what only all files together tell
    record.py      what earlier merges paid and who reported (`--ledger`)
    results.py     the outcome, for JSON;  words.py  the words of a merge
    rows.py, book.py, summary.py, reports.py, replies.py   the result workbook
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from addin.errors import CannotRun
from addin.merging.book import Book
from addin.merging.gather import Gathering
from addin.merging.inbox import Parcel, Refused, collect
from addin.merging.pool import read_all
from addin.merging.record import Record
from addin.merging.replies import draw_replies
from addin.merging.reports import draw_reports
from addin.merging.results import Outcome
from addin.merging.summary import draw_lists_and_standings, draw_summary

__all__ = ["Outcome", "merge"]

Watch = Callable[[list[Parcel | Refused]], Iterable[Parcel | Refused]]


def merge(
    inbox: Path,
    out: Path,
    *,
    ledger: Path | None = None,
    units: str | None = None,
    now: dt.datetime | None = None,
    watch: Watch | None = None,
    passwords: Sequence[str] = (),
) -> Outcome:
    """Merge everything in `inbox` into the workbook `out`.

    Takes: `ledger`, the record that keeps limits across merges; `units`, who was expected (city, county, the name of a
           city, a file with one unit a line); `watch`, which passes the files on and shows how far the merge is;
           `passwords`, tried on files that have one
    Raises: CannotRun if there is nothing to merge, or no place to write to
    """
    if out.suffix.lower() != ".xlsx":
        raise CannotRun(f"-o 填的是“{out.name}”：汇总结果是 .xlsx 工作簿，请用 .xlsx 结尾的文件名。")
    if out.is_dir():
        raise CannotRun(f"-o 填的是文件夹“{out}”。请填结果文件的名字，例如 汇总.xlsx。")
    arrived = collect(inbox, apart_from=out, ledger=ledger)
    moment = now or dt.datetime.now()
    record = Record(ledger) if ledger else None
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.stem}-", suffix=".part")
    os.close(handle)
    part = Path(name)
    done = False
    try:
        book = Book(part)
        gathering = Gathering(book, record)
        for each in read_all(watch(arrived) if watch else arrived, len(arrived), moment.date(), passwords):
            gathering.refuse(each) if isinstance(each, Refused) else gathering.take(each)
        outcome = gathering.finish(units)
        made = f"{moment:%Y-%m-%d %H:%M}"
        draw_summary(book, outcome, inbox, made)
        draw_lists_and_standings(book, outcome, gathering, made)
        draw_reports(book, outcome, gathering, made)
        draw_replies(book, outcome, made)
        book.close()
        part.replace(out)
        done = True
    except sqlite3.Error as error:
        raise CannotRun(f"汇总台账读写失败（{error}）。它可能正被另一次汇总占用，请稍后再试。") from None
    finally:
        part.unlink(missing_ok=True)
        if record is not None:
            record.close(keep=done)
    return outcome
