"""Which rows of the received ledgers join: a row is paid once, wherever and whenever it was handed in.

    settle(rule, parts, files, record)

In this order: of a submission that one in this inbox corrects the record forgets everything; a row that an earlier
merge paid from another file does not join; of rows alike in all they say the first joins, or the one that the record
knows, so that merging files again in another order changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from addin.computing import records_of
from addin.merging.claims import Claims
from addin.merging.extract import Table, label_of, list_forms
from addin.merging.lists import Rejection, place_of
from addin.merging.record import Record, first_print
from addin.merging.results import FileResult
from addin.merging.submissions import Submissions
from addin.merging.units import Unit
from addin.merging.words import finding
from formulas.subsidy import Subsidy
from templates.findings import Finding, Severity

_MOST_NAMED = 5  # files in a message


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one file's ledger that may join."""

    table: Table
    accepted: Sequence[int]
    unit: Unit
    file: int
    name: str

    @property
    def claims(self) -> Claims:
        assert self.table.claims is not None, "a ledger has claims"
        return self.table.claims

    @property
    def submission(self) -> str:
        return self.claims.submission(self.unit.key)


@dataclass(slots=True)
class Settled:
    """The parts with the rows that join; what became of the others, part by part; what is to be told beside."""

    parts: list[Part]
    rejections: list[list[Rejection]]
    notices: list[tuple[int, Finding]] = field(default_factory=list)


def settle(rule: Subsidy, parts: Sequence[Part], files: Sequence[FileResult], record: Record | None) -> Settled:
    """Decide on every row. What the record holds of corrected submissions is deleted, nothing else is written to it."""
    prints = [part.submission for part in parts]
    arrived = frozenset(prints)
    notices = _several(parts, prints)
    before: dict[str, str] = {}  # the submission in this inbox from which the record has a row
    rejected: dict[tuple[int, int], Finding] = {}
    if record is not None:
        submissions = Submissions(record)
        notices += _replace(parts, arrived, submissions)
        digests = list(dict.fromkeys(part.claims.digests[row] for part in parts for row in part.accepted))
        claimed = submissions.claimed(digests)
        for digest, several in claimed.items():
            own = next((each.submission.print for each in several if each.submission.print in arrived), "")
            if own:
                before[digest] = own
        for place, part in enumerate(parts):
            old = _of_first_edition(rule, part, record)
            for row in filter(part.claims.occasions.__getitem__, part.accepted):
                digest = part.claims.digests[row]
                paid = [each for each in claimed.get(digest, ()) if each.amount > 0]
                facts = old.get(row) if digest not in claimed else None
                if paid and digest not in before:
                    there = paid[0].submission
                    facts = {"file": there.file, "period": there.when, "amount": f"，金额{paid[0].amount}元"}
                if facts:
                    rejected[place, row] = _about(part.table, row, "ROW_MERGED_BEFORE", facts, "warning")
    rejected |= _repeated(parts, prints, rejected, before, files)
    return Settled(
        [
            replace(part, accepted=[row for row in part.accepted if (place, row) not in rejected])
            for place, part in enumerate(parts)
        ],
        [
            [Rejection(row, rejected[place, row]) for row in part.accepted if (place, row) in rejected]
            for place, part in enumerate(parts)
        ],
        notices,
    )


def _several(parts: Sequence[Part], prints: Sequence[str]) -> list[tuple[int, Finding]]:
    """Units from which the same ledger came for one period in files that say different things."""
    groups: dict[tuple[str, str], dict[str, Part]] = {}
    for part, print_ in zip(parts, prints, strict=True):
        if part.accepted:
            groups.setdefault((part.unit.key, part.claims.period), {}).setdefault(print_, part)
    found = []
    for group in map(list, (each.values() for each in groups.values())):
        if len(group) > 1:
            names = "、".join(f"“{part.name}”" for part in group[:_MOST_NAMED]) + ("等" if group[_MOST_NAMED:] else "")
            last = group[-1]
            facts = {"unit": last.unit.name, "count": f"{len(group)}", "files": names}
            found.append((last.file, finding("SEVERAL_FILES", facts, sheet=last.table.sheet, severity="warning")))
    return found


def _replace(parts: Sequence[Part], arrived: frozenset[str], submissions: Submissions) -> list[tuple[int, Finding]]:
    """Withdraw earlier submissions of which a part is another version."""
    found = []
    for part in parts:
        occasions = {part.claims.occasions[row] for row in part.accepted} - {""}
        form, period = part.table.form, part.claims.period
        for old in submissions.replaced(form, part.unit.key, period, arrived, occasions):
            submissions.withdraw(old)
            facts = {"new": part.name, "old": old.file, "period": old.when}
            about = finding("REPLACES_EARLIER", facts, sheet=part.table.sheet, severity="warning")
            found.append((part.file, about))
    return found


def _of_first_edition(rule: Subsidy, part: Part, record: Record) -> dict[int, dict[str, str]]:
    """Rows that a record paid before it knew submissions, from a file of another name; the amount is not known."""
    rows = records_of(rule, part.table.column, len(part.table))
    prints = {row: first_print(rule.code, part.unit.name, rows[row]) for row in part.accepted}
    known = record.files_of(list(prints.values()))
    return {
        row: {"file": known[each][0], "period": f"{known[each][1][:10]}汇总", "amount": ""}
        for row, each in prints.items()
        if each in known and known[each][0] != part.name
    }


def _repeated(
    parts: Sequence[Part],
    prints: Sequence[str],
    rejected: dict[tuple[int, int], Finding],
    before: dict[str, str],
    files: Sequence[FileResult],
) -> dict[tuple[int, int], Finding]:
    """Rows that say the same as another one that joins."""
    rows = [
        (place, part, row)
        for place, part in enumerate(parts)
        for row in part.accepted
        if (place, row) not in rejected and part.claims.occasions[row]
    ]
    first: dict[str, tuple[int, int]] = {}
    for place, part, row in rows:
        digest = part.claims.digests[row]
        if before.get(digest) == prints[place]:
            first.setdefault(digest, (place, row))
    found = {}
    for place, part, row in rows:
        there = first.setdefault(part.claims.digests[row], (place, row))
        if there != (place, row):
            other, index = parts[there[0]], there[1]
            where = place_of((other.file, other.table.sheet, other.table.numbers[index]), part.file, files)
            whose = part.table.column(list_forms()[part.table.form].whose)[row]
            facts = {"place": where, "key": f"{whose}"}
            found[place, row] = _about(part.table, row, "ROW_REPEATED", facts, "error")
    return found


def _about(table: Table, row: int, code: str, facts: dict[str, str], severity: Severity) -> Finding:
    form = list_forms()[table.form]
    label, cell = label_of(form.column(form.whose)), table.address(form.whose, row)
    return finding(code, facts, sheet=table.sheet, cell=cell, field=form.whose, label=label, severity=severity)
