"""The record of merges (`--ledger FILE`, an SQLite database): what was paid for whom, and who reported what.

With it limits hold across periods: the payments of earlier rounds count as already paid, and an enterprise that another
unit reported in an earlier round is a duplicate. Merging the same files once more changes nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from addin.errors import CannotRun
from formulas.ledger import Payment

MAGIC = b"SQLite format 3\0"
_APPLICATION = 0x4A59_4A4C  # "JYJL": an SQLite file of somebody else is refused
_TABLES = """
CREATE TABLE IF NOT EXISTS payment (
    print TEXT PRIMARY KEY, rule TEXT NOT NULL, paid_on TEXT NOT NULL, keys TEXT NOT NULL, used TEXT NOT NULL,
    unit TEXT NOT NULL, file TEXT NOT NULL, merged_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS payment_rule ON payment (rule);
CREATE TABLE IF NOT EXISTS bearer (
    form TEXT NOT NULL, month TEXT NOT NULL, bearer TEXT NOT NULL, unit TEXT NOT NULL, file TEXT NOT NULL,
    merged_at TEXT NOT NULL, PRIMARY KEY (form, month, bearer, unit)
);
"""


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

    @classmethod
    def of(cls, rule: str, unit: str, file: str, keys: Mapping[str, str], row: Mapping[str, object]) -> Paid:
        content = json.dumps({"unit": unit, **{name: f"{value}" for name, value in row.items()}}, sort_keys=True)
        return cls(hashlib.sha256(f"{rule}\n{content}".encode()).hexdigest()[:32], rule, unit, file, keys)


class Record:
    """An open record. Nothing is kept unless `close(keep=True)`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        new = not path.exists() or path.stat().st_size == 0
        try:
            self._base = sqlite3.connect(path)
            owner = self._base.execute("PRAGMA application_id").fetchone()[0]
            if not new and owner != _APPLICATION:
                raise CannotRun(f"{path.name} 不是汇总台账。请另指定一个文件，或新建一个。")
            self._base.executescript(f"PRAGMA application_id = {_APPLICATION};{_TABLES}")
        except sqlite3.OperationalError as error:
            raise CannotRun(f"打不开汇总台账 {path}（{error}）。请检查文件夹和权限，或稍后再试。") from None
        except sqlite3.DatabaseError:
            raise CannotRun(f"{path.name} 不是汇总台账，或已损坏。请另指定一个文件，或新建一个。") from None
        self._now = dt.datetime.now().isoformat(timespec="seconds")

    def payments(self, rule: str, apart_from: Iterable[str] = ()) -> list[Payment]:
        """What earlier merges paid by a rule, without the rows of this one."""
        mine = set(apart_from)
        query = "SELECT print, paid_on, keys, used FROM payment WHERE rule = ? ORDER BY print"
        rows = self._base.execute(query, (rule,))
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
                self._now,
            )
            for each in paid
        ]
        self._base.executemany("INSERT OR REPLACE INTO payment VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def others(self, form: str, month: str, bearers: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """Who reported these enterprises or persons in earlier merges: units and files, by bearer."""
        found: dict[str, list[tuple[str, str]]] = {}
        for start in range(0, len(bearers), 500):
            some = bearers[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT bearer, unit, file FROM bearer WHERE form = ? AND month = ? AND bearer IN ({marks})"
            for bearer, unit, file in self._base.execute(query, (form, month, *some)):
                found.setdefault(bearer, []).append((unit, file))
        return found

    def report(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """Keep who reported whom: form, month, bearer, unit, file."""
        self._base.executemany(
            "INSERT OR REPLACE INTO bearer VALUES (?, ?, ?, ?, ?, ?)", [(*row, self._now) for row in rows]
        )

    def close(self, *, keep: bool) -> None:
        (self._base.commit if keep else self._base.rollback)()
        self._base.close()


def is_record(path: Path) -> bool:
    """Whether a file is an SQLite database, as a record is."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def recorded_payments(path: Path, rules: Iterable[str]) -> list[Payment]:
    """All payments of some rules in a record."""
    record = Record(path)
    try:
        return [payment for rule in rules for payment in record.payments(rule)]
    finally:
        record.close(keep=False)
