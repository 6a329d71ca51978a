"""汇总: many received files become one workbook, with everything that was found on the way.

    merge(inbox, out)    the whole of it; the parts, in the order in which they act:

    inbox.py       which files there are, inside mails and zip files too
    pool.py        files read side by side;  extract.py  one file as plain data
    units.py       whose file it is, who was expected
    gather.py      which rows join, what is wrong;  lists.py  the merged lists
    duplicates.py, numbers.py, crosslists.py, quotas.py    what only all files together tell
    ledgers.py     amounts of subsidy ledgers;  claims.py, settling.py  which of their rows are paid, and only once
    record.py, submissions.py    what earlier merges paid, who reported, which files they took in (`--ledger`)
    results.py     the outcome, for JSON;  words.py  the words of a merge
    rows.py, book.py, summary.py, standings.py, reports.py, replies.py    the result workbook
    paid.py        what the record holds beside one workbook (`jiuye compute --history`)
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
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
from addin.result_place import check_result_place, mark_of

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
    check_result_place(out, "merge", inbox)
    if ledger is not None and ledger.resolve() == out.resolve():
        raise CannotRun("--ledger 和 -o 填的是同一个文件。请给汇总结果换一个文件名。")
    arrived = collect(inbox, apart_from=out, ledger=ledger)
    moment = now or dt.datetime.now()
    with closing(Record(ledger)) if ledger else nullcontext() as record, _part_of(out) as part:
        book = Book(part, mark_of("merge", inbox))
        gathering = Gathering(book, record)
        for each in read_all(watch(arrived) if watch else arrived, len(arrived), moment.date(), passwords):
            gathering.refuse(each) if isinstance(each, Refused) else gathering.take(each)
        if record is not None:
            record.hold()
        outcome = gathering.finish(units)
        _draw(book, outcome, gathering, inbox, f"{moment:%Y-%m-%d %H:%M}")
        if record is not None:
            record.commit()
        _publish(part, out, recorded=record is not None)
    return outcome


def _draw(book: Book, outcome: Outcome, gathering: Gathering, inbox: Path, made: str) -> None:
    draw_summary(book, outcome, inbox, made)
    draw_lists_and_standings(book, outcome, gathering, made)
    draw_reports(book, outcome, gathering, made)
    draw_replies(book, outcome, made)
    book.close()


@contextmanager
def _part_of(out: Path) -> Iterator[Path]:
    """A file beside the result, until it is whole; with the rights that any new file gets, not those of a secret."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.stem}-{secrets.token_hex(4)}.part")
    part.open("xb").close()
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _publish(part: Path, out: Path, *, recorded: bool) -> None:
    """Put the result in its place. Only after the commit: of the two, a record without its result can be mended.

    The same files merged again give the same result and count once; a result that no record knows would be paid again.
    """
    try:
        part.replace(out)
    except OSError as error:
        words = f"结果写不到 {out}（{error.strerror}）。它可能正在 Excel 里打开着，请关闭后"
        again = "把同样的文件再汇总一次：台账已记下这次汇总，不会重复计算。" if recorded else "再汇总一次。"
        raise CannotRun(words + again) from None
