"""Which ledgers earlier merges took in, row by row: a row is paid once, a corrected file replaces its first version.

A submission is what one unit handed in for one period, told by its content; merged again, it is the same one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from addin.merging.record import CHUNK, Record

_COLUMNS = "submission.id, submission.print, submission.period, submission.file, submission.merged_at"


@dataclass(frozen=True, slots=True)
class Submission:
    """One file's ledger in the record."""

    id: int
    print: str
    period: str
    file: str
    merged_at: str

    @property
    def when(self) -> str:
        """Its period, as people write it; else the day on which it was merged."""
        return self.period or f"{self.merged_at[:10]}汇总"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that an earlier merge took in: as part of what, and with what amount."""

    submission: Submission
    amount: Decimal


class Submissions:
    """The submissions of a record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def replaced(
        self, form: str, unit: str, period: str, arrived: Collection[str], occasions: Collection[str]
    ) -> list[Submission]:
        """Earlier submissions of a unit for a period that did not arrive again, and about which new rows speak."""
        query = f"SELECT {_COLUMNS} FROM submission WHERE form = ? AND unit = ? AND period = ? ORDER BY id"
        found = [Submission(*row) for row in self._rows(query, form, unit, period)]
        return [each for each in found if each.print not in arrived and not self._occasions(each).isdisjoint(occasions)]

    def _occasions(self, submission: Submission) -> set[str]:
        query = "SELECT occasion FROM claim WHERE submission = ? AND occasion <> ''"
        return {occasion for (occasion,) in self._rows(query, submission.id)}

    def claimed(self, digests: Sequence[str]) -> dict[str, list[Claimed]]:
        """The earlier submissions that hold rows of these digests."""
        found: dict[str, list[Claimed]] = {}
        for start in range(0, len(digests), CHUNK) if self._record.has_submissions else ():
            some = digests[start : start + CHUNK]
            marks = ",".join("?" * len(some))
            query = (
                f"SELECT digest, amount, {_COLUMNS} FROM claim JOIN submission ON submission.id = claim.submission"
                f" WHERE digest IN ({marks}) ORDER BY submission.id"
            )
            for digest, amount, *rest in self._rows(query, *some):
                found.setdefault(digest, []).append(Claimed(Submission(*rest), Decimal(amount)))
        return found

    def prints(self, submission: Submission) -> set[str]:
        """The prints of what a submission was paid."""
        return {each for (each,) in self._rows("SELECT print FROM payment WHERE submission = ?", submission.id)}

    def withdraw(self, submission: Submission) -> None:
        """Forget what a submission claimed and was paid."""
        self._forget(submission.id)

    def _forget(self, number: int) -> None:
        for query in (
            "DELETE FROM payment WHERE submission = ?",
            "DELETE FROM claim WHERE submission = ?",
            "DELETE FROM submission WHERE id = ?",
        ):
            self._record.run(query, number)

    def keep(
        self, form: str, unit: str, period: str, print_: str, file: str, rows: Iterable[tuple[str, str, Decimal]]
    ) -> int:
        """Keep what a submission claims now: digest, occasion and amount of its rows. Returns its number."""
        for (known,) in self._rows("SELECT id FROM submission WHERE form = ? AND print = ?", form, print_):
            self._forget(known)
        now = self._record.now
        query = "INSERT INTO submission (form, unit, period, print, file, merged_at) VALUES (?, ?, ?, ?, ?, ?)"
        number = int(self._record.run(query, form, unit, period, print_, file, now).lastrowid or 0)
        claims = [(number, digest, occasion, f"{amount}") for digest, occasion, amount in rows]
        self._record.run_many("INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?)", claims)
        return number

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self._record.run(query, *values).fetchall() if self._record.has_submissions else []
