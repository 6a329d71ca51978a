"""Subsidy ledgers in a merge: their amounts are reckoned anew over all units, never taken from the files.

Rows of one person count together wherever they were handed in, and what the record of earlier merges holds counts too.
Which rows join is settled first (settling.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from addin.computing import AMOUNT, ELIGIBLE, REASONS, records_of, rule_of
from addin.merging.extract import Table
from addin.merging.lists import MergedList
from addin.merging.record import Paid, Record, first_print
from addin.merging.results import FileResult
from addin.merging.settling import Part, Settled, settle
from addin.merging.submissions import Submissions
from formulas.explanation import explain
from formulas.ledger import award_ledger, inputs_told_apart, used_up
from formulas.subsidy import Award, Subsidy


@dataclass(slots=True)
class HeldLedgers:
    """Ledgers wait until every file is in, since an award may depend on any other row."""

    parts: dict[str, list[Part]] = field(default_factory=dict)

    def hold(self, part: Part) -> None:
        self.parts.setdefault(part.table.form, []).append(part)

    def settle(self, files: Sequence[FileResult], record: Record | None) -> Iterator[Settled]:
        """Which rows join, form by form; the others are not awarded."""
        for form, parts in self.parts.items():
            settled = settle(_rule(form), parts, files, record)
            self.parts[form] = settled.parts
            yield settled

    def finish(self, lists: dict[str, MergedList], record: Record | None) -> None:
        """Award every row and write the rows to their lists."""
        for form, parts in self.parts.items():
            rule = _rule(form)
            rows = [(part, index, row) for part in parts for index, row in _records(rule, part)]
            prints = [part.claims.digests[index] for part, index, _ in rows]
            if record is not None:
                record.forget([*prints, *(first_print(rule.code, part.unit.name, row) for part, _, row in rows)])
            history = record.payments(rule.code) if record else ()
            awards = award_ledger(rule, [row for _, _, row in rows], history=history)
            start = 0
            for part in parts:
                end = start + len(part.accepted)
                lists[form].add(_awarded(part, awards[start:end]), part.accepted, part.unit, part.file, part.name)
                if record is not None:
                    mine = [row for _, _, row in rows[start:end]]
                    _keep(rule, part, mine, awards[start:end], record)
                start = end


def _rule(form: str) -> Subsidy:
    rule = rule_of(form)
    assert rule is not None, "only a rule has a ledger"
    return rule


def _records(rule: Subsidy, part: Part) -> list[tuple[int, dict[str, object]]]:
    rows = records_of(rule, part.table.column, len(part.table))
    return [(index, rows[index]) for index in part.accepted]


def _keep(
    rule: Subsidy, part: Part, rows: Sequence[dict[str, object]], awards: Sequence[Award], record: Record
) -> None:
    """Write a part into the record: what it claims, and what each paid row used up of its limits."""
    claims = part.claims
    known = [
        (claims.digests[index], claims.occasions[index], award.amount)
        for index, award in zip(part.accepted, awards, strict=True)
        if claims.occasions[index]
    ]
    number = Submissions(record).keep(
        part.table.form, part.unit.key, claims.period, part.submission, part.name, known
    )
    paid = (
        Paid(claims.digests[index], rule.code, part.unit.name, part.name, _keys(rule, row), submission=number)
        for index, row in zip(part.accepted, rows, strict=True)
    )
    record.pay(_payments(rule, paid, awards))


def _keys(rule: Subsidy, row: dict[str, object]) -> dict[str, str]:
    return {key.name: f"{row[key.name]}".strip().upper() for key in rule.keys if row.get(key.name) is not None}


def _awarded(part: Part, awards: Sequence[Award]) -> Table:
    """The table with the amounts of the rule instead of those in the file."""
    table = part.table
    amounts, eligible, reasons = _blank(table), _blank(table), _blank(table)
    for index, award in zip(part.accepted, awards, strict=True):
        amounts[index] = award.amount
        eligible[index] = "是" if award.eligible else "否"
        reasons[index] = None if award.eligible else "".join(explain(award))
    return replace(table, values={**table.values, AMOUNT: amounts, ELIGIBLE: eligible, REASONS: reasons})


def _blank(table: Table) -> list[object]:
    return [None] * len(table)


def _payments(rule: Subsidy, paid: Iterable[Paid], awards: Iterable[Award]) -> Iterable[Paid]:
    """What each paid row used up of its limits, no more than it was paid, for the next merge."""
    for each, award in zip(paid, awards, strict=True):
        if not award.eligible or award.scope is None or not rule.repeats:
            continue
        each.on = rule.day_of(award.entered)
        told_apart = {name for repeat in rule.repeats for name in inputs_told_apart(rule, repeat)}
        each.keys = {**each.keys, **{name: str(award.entered[name]) for name in told_apart}}
        each.used = used_up(award)
        yield each
