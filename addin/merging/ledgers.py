"""Subsidy ledgers in a merge: their amounts are reckoned anew over all units, never taken from the files.

Rows of one person count together wherever they were handed in, and what the record of earlier merges holds counts too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from addin.computing import AMOUNT, ELIGIBLE, REASONS, records_of, rule_of
from addin.merging.extract import Table
from addin.merging.lists import MergedList
from addin.merging.record import Paid, Record
from addin.merging.units import Unit
from formulas.explanation import explain
from formulas.ledger import award_ledger, inputs_told_apart, used_up
from formulas.subsidy import Award, Subsidy


@dataclass(frozen=True, slots=True)
class Part:
    """The accepted rows of one file's ledger."""

    table: Table
    accepted: Sequence[int]
    unit: Unit
    file: int
    name: str


@dataclass(slots=True)
class HeldLedgers:
    """Ledgers wait until every file is in, since an award may depend on any other row."""

    parts: dict[str, list[Part]] = field(default_factory=dict)

    def hold(self, part: Part) -> None:
        self.parts.setdefault(part.table.form, []).append(part)

    def finish(self, lists: dict[str, MergedList], record: Record | None) -> None:
        """Award every row and write the rows to their lists."""
        for form, parts in self.parts.items():
            rule = rule_of(form)
            assert rule is not None
            rows = [(part, row) for part in parts for row in _records(rule, part)]
            paid = [_fingerprinted(rule, part.unit, part.name, row) for part, row in rows]
            _number(paid)
            history = record.payments(rule.code, apart_from=[each.print for each in paid]) if record else ()
            awards = award_ledger(rule, [row for _, row in rows], history=history)
            start = 0
            for part in parts:
                mine = awards[start : start + len(part.accepted)]
                start += len(part.accepted)
                lists[form].add(_awarded(part, mine), part.accepted, part.unit, part.file, part.name)
            if record is not None:
                record.pay(_payments(rule, paid, awards))


def _records(rule: Subsidy, part: Part) -> list[dict[str, object]]:
    rows = records_of(rule, part.table.column, len(part.table))
    return [rows[index] for index in part.accepted]


def fingerprints(rule: Subsidy, unit: Unit, name: str, rows: Iterable[dict[str, object]]) -> list[Paid]:
    """How the rows of one unit's file stand in the record, whether they were paid or not."""
    paid = [_fingerprinted(rule, unit, name, row) for row in rows]
    _number(paid)
    return paid


def _fingerprinted(rule: Subsidy, unit: Unit, name: str, row: dict[str, object]) -> Paid:
    keys = {key.name: f"{row[key.name]}".strip().upper() for key in rule.keys if row.get(key.name) is not None}
    return Paid.of(rule.code, unit.name, name, keys, row)


def _number(paid: Sequence[Paid]) -> None:
    """Tell rows apart that are alike in everything, by counting them."""
    met: dict[str, int] = {}
    for each in paid:
        met[each.print] = met.get(each.print, 0) + 1
        each.print = f"{each.print}-{met[each.print]}"


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
