"""The record of merges (`--ledger FILE`, an SQLite database): what was paid for whom, and who reported what.

With it limits hold across periods: the payments of earlier rounds count as already paid, and an enterprise that another
unit reported in an earlier round is a duplicate. Merging the same files once more changes nothing. What was handed in,
row by row, stands in submissions.py.

Two merges must not pay the same limit: a merge holds the record from before it reads what was paid until it commits.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from addin.errors import CannotRun
from formulas.ledger import Payment

MAGIC = b"SQLite format 3\0"
_APPLICATION = 0x4A59_4A4C  # "JYJL": an SQLite file of somebody else is refused
PATIENCE = 30.0  # seconds to wait for another merge, which holds the record while it writes its result
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_EDITION = 2  # of the tables below; the first knew no submissions
CHUNK = 500  # values that one query asks for
_TABLES = (
    f"PRAGMA application_id = {_APPLICATION}",
    "CREATE TABLE payment (print TEXT PRIMARY KEY, rule TEXT NOT NULL, paid_on TEXT NOT NULL, keys TEXT NOT NULL,"
    " used TEXT NOT NULL, unit TEXT NOT NULL, file TEXT NOT NULL, merged_at TEXT NOT NULL)",
    "CREATE INDEX payment_rule ON payment (rule)",
    "CREATE TABLE bearer (form TEXT NOT NULL, month TEXT NOT NULL, bearer TEXT NOT NULL, unit TEXT NOT NULL,"
    " file TEXT NOT NULL, merged_at TEXT NOT NULL, PRIMARY KEY (form, month, bearer, unit))",
)
_SUBMISSIONS = (
    "ALTER TABLE payment ADD COLUMN submission INTEGER",  # none in rows of the first edition
    "CREATE INDEX payment_submission ON payment (submission)",
    "CREATE TABLE submission (id INTEGER PRIMARY KEY, form TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,"
    " print TEXT NOT NULL, file TEXT NOT NULL, merged_at TEXT NOT NULL, UNIQUE (form, print))",
    "CREATE INDEX submission_unit ON submission (form, unit, period)",
    "CREATE TABLE claim (submission INTEGER NOT NULL, digest TEXT NOT NULL, occasion TEXT NOT NULL,"
    " amount TEXT NOT NULL, PRIMARY KEY (submission, digest))",
    "CREATE INDEX claim_digest ON claim (digest)",
    f"PRAGMA user_version = {_EDITION}",
)


@dataclass(slots=True)
class Paid:
    """One paid row. `print` tells it from every other row, so that merging it twice counts once."""

    print: str
    rule: str
    unit: str
    file: str
    keys: Mapping[str, str]
    on: dt.date = dt.date.min
    used: Mapping[str, Fraction] = field(default_factory=dict)
    submission: int | None = None


def first_print(rule: str, unit: str, row: Mapping[str, object]) -> str:
    """By what a record of the first edition tells a row."""
    content = json.dumps({"unit": unit, **{name: f"{value}" for name, value in row.items()}}, sort_keys=True)
    return hashlib.sha256(f"{rule}\n{content}".encode()).hexdigest()[:32] + "-1"


class Record:
    """An open record. Nothing is kept unless it is held, and committed before it is closed."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open a record, or begin one where there is no file; `read_only` writes nothing, not even on opening."""
        self.path = path
        with _in_chinese(path):
            self._base = _connect(path, read_only)
            try:
                if not read_only:
                    self._begin_if_new()
                if self._owner() != _APPLICATION:
                    raise CannotRun(f"{path.name} 不是汇总台账。请另指定一个文件，或新建一个。")
                if self._edition() > _EDITION:
                    raise CannotRun(f"汇总台账 {path.name} 是更新版本的程序写的，这个版本读不了。请用新版本汇总。")
            except BaseException:
                self._base.close()
                raise
        self.now = dt.datetime.now().isoformat(timespec="seconds")
        self.has_submissions = self._edition() == _EDITION

    def _owner(self) -> int:
        return int(self._base.execute("PRAGMA application_id").fetchone()[0])

    def _edition(self) -> int:
        return int(self._base.execute("PRAGMA user_version").fetchone()[0])

    def _begin_if_new(self) -> None:
        self.hold()  # two merges may begin the same record; and what cannot be written is told before all the work
        [empty] = self._base.execute("SELECT count(*) = 0 FROM sqlite_master").fetchone()
        for each in _TABLES if empty and self._owner() in (0, _APPLICATION) else ():
            self._base.execute(each)
        for each in _SUBMISSIONS if self._owner() == _APPLICATION and self._edition() < _EDITION else ():
            self._base.execute(each)
        self.commit()

    def hold(self) -> None:
        """Keep other merges out until `commit` or `close`; raises CannotRun where one is under way."""
        with _in_chinese(self.path):
            self._base.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keep what was paid and reported."""
        with _in_chinese(self.path):
            self._base.commit()

    def close(self) -> None:
        """Let go of the record; what was not committed is forgotten."""
        self._base.close()

    def run(self, query: str, *values: object) -> sqlite3.Cursor:
        """What one query gives or does."""
        with _in_chinese(self.path):
            return self._base.execute(query, values)

    def run_many(self, query: str, rows: Sequence[Sequence[object]]) -> None:
        """One query for each row of values."""
        with _in_chinese(self.path):
            self._base.executemany(query, rows)

    def payments(self, rule: str, apart_from: Iterable[str] = ()) -> list[Payment]:
        """What earlier merges paid by a rule, without the rows of this one, by their prints."""
        mine = set(apart_from)
        query = "SELECT print, paid_on, keys, used FROM payment WHERE rule = ? ORDER BY print"
        with _in_chinese(self.path):
            rows = self._base.execute(query, (rule,)).fetchall()
        return [
            Payment(
                rule,
                dt.date.fromisoformat(day),
                json.loads(keys),
                {name: Fraction(value) for name, value in json.loads(used).items()},
            )
            for print_, day, keys, used in rows
            if print_ not in mine
        ]

    def pay(self, paid: Iterable[Paid]) -> None:
        """Keep what rows were paid; a row met before is replaced."""
        rows = [
            (
                each.print,
                each.rule,
                each.on.isoformat(),
                json.dumps(dict(each.keys), ensure_ascii=False),
                json.dumps({name: f"{value}" for name, value in each.used.items()}),
                each.unit,
                each.file,
                self.now,
                each.submission,
            )
            for each in paid
        ]
        self.run_many("INSERT OR REPLACE INTO payment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def files_of(self, prints: Sequence[str]) -> dict[str, tuple[str, str]]:
        """From which files these payments are, and when they were merged."""
        found: dict[str, tuple[str, str]] = {}
        for start in range(0, len(prints), CHUNK):
            some = prints[start : start + CHUNK]
            query = f"SELECT print, file, merged_at FROM payment WHERE print IN ({','.join('?' * len(some))})"
            found |= {print_: (file, merged_at) for print_, file, merged_at in self.run(query, *some)}
        return found

    def forget(self, prints: Iterable[str]) -> None:
        """Rows that are paid anew, or no longer, are no earlier payments."""
        self.run_many("DELETE FROM payment WHERE print = ?", [(each,) for each in prints])

    def others(self, form: str, month: str, bearers: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """Who reported these enterprises or persons in earlier merges: units and files, by bearer."""
        found: dict[str, list[tuple[str, str]]] = {}
        for start in range(0, len(bearers), CHUNK):
            some = bearers[start : start + CHUNK]
            marks = ",".join("?" * len(some))
            query = f"SELECT bearer, unit, file FROM bearer WHERE form = ? AND month = ? AND bearer IN ({marks})"
            with _in_chinese(self.path):
                reports = self._base.execute(query, (form, month, *some)).fetchall()
            for bearer, unit, file in reports:
                found.setdefault(bearer, []).append((unit, file))
        return found

    def report(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """Keep who reported whom: form, month, bearer, unit, file."""
        kept = [(*row, self.now) for row in rows]
        with _in_chinese(self.path):
            self._base.executemany("INSERT OR REPLACE INTO bearer VALUES (?, ?, ?, ?, ?, ?)", kept)


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    """A connection whose transactions begin and end where the code says so."""
    if not read_only:
        return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    place = path.resolve().as_posix()
    place = place if place.startswith("/") else f"/{place}"  # C:/…
    return sqlite3.connect(f"file://{urllib.parse.quote(place, safe='/:')}?mode=ro", uri=True, isolation_level=None)


@contextmanager
def _in_chinese(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
            raise CannotRun(f"汇总台账 {path.name} 正被另一次汇总占用，请等它汇总完再试。") from None
        raise CannotRun(f"汇总台账 {path} 读写失败（{error}）。请检查文件夹和权限，或稍后再试。") from None
    except sqlite3.DatabaseError:
        raise CannotRun(f"{path.name} 不是汇总台账，或已损坏。请另指定一个文件，或新建一个。") from None


def is_record(path: Path) -> bool:
    """Whether a file is an SQLite database, as a record is."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def recorded_payments(path: Path, rules: Iterable[str]) -> list[Payment]:
    """All payments of some rules in a record."""
    with closing(Record(path, read_only=True)) as record:
        return [payment for rule in rules for payment in record.payments(rule)]
