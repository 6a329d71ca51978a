"""Awards of many rows together: what earlier rows of the same person, household or enterprise have used up.

    award_ledger(rule, records, history=…)   the awards of all rows
    used_up(award)                           what a paid row counts for in later rounds

A rule's `repeats` name the history inputs that earlier rows feed (本年度已享受…).  The order of rows is data, never
the place in the sheet: by the rule's date, then the uncapped amount (larger first), then the remaining inputs; rows
alike in all of these are alike in their results.  A row without its key has no earlier rows.

Rows of a repeat count when they meet every condition that reads no history input of that repeat or of a later one
in the declaration: so a limit per year does not count a course that was refused as taken twice.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from formulas import expressions as ex
from formulas.evaluation import Scope, evaluate, half_up, half_up_units
from formulas.inputs import InputSpec, Value
from formulas.parameters.model import ParameterFile
from formulas.subsidy import WINDOW, Award, Condition, Key, Repeat, Subsidy, award, award_values

KeyValue = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """Something paid before, outside these rows: for whom, when, and what it used up of a repeat."""

    rule: str
    on: dt.date
    keys: Mapping[str, str]
    used: Mapping[str, Fraction]  # by history input: 元, times or months


def award_ledger(
    rule: Subsidy,
    records: Sequence[Mapping[str, Any]],
    *,
    on: str | None = None,
    file: ParameterFile | None = None,
    history: Iterable[Payment] = (),
) -> list[Award]:
    """The awards of many records in their own order; records carry the rule's key columns beside its inputs."""
    parameters = file or rule.file
    alone = [award(rule, record, on=on, file=parameters) for record in records]
    if not rule.repeats:
        return alone
    valid = {position: each.scope for position, each in enumerate(alone) if each.scope is not None}
    entered = {position: alone[position].entered for position in valid}
    scopes = {position: replace(scope, used={}, steps=dict(scope.steps)) for position, scope in valid.items()}
    ties = rule.tie_breakers
    order = sorted(entered, key=lambda position: order_key(rule, scopes[position], ties))
    effective: dict[int, dict[str, Value]] = {position: dict(values) for position, values in entered.items()}
    payments = list(history)
    for repeat in rule.repeats:
        counting = conditions_for(rule, repeat)
        hindering = {WINDOW, *(condition.code for condition in counting)}
        before: defaultdict[KeyValue, Fraction] = defaultdict(Fraction)
        for position in order:
            scope = scopes[position]
            key = key_of(repeat, records[position], scope)
            if key is None:
                continue
            used = before[key] + paid_before(rule, repeat, key, payments, rule.day_of(entered[position]))
            effective[position][repeat.input] = add(entered[position][repeat.input], used)
            if effective[position] == entered[position]:
                counts = hindering.isdisjoint(alone[position].reasons)
            else:
                counts = _counts(rule, counting, effective[position], parameters)
            if counts:
                before[key] += evaluate(repeat.measure, scope)
    results = list(alone)
    for position, values in effective.items():
        if values != entered[position]:
            together = award_values(rule, values, parameters)
            cut = alone[position].amount - together.amount
            results[position] = replace(together, entered=entered[position], cut=cut)
    return results


def used_up(award: Award) -> dict[str, Fraction]:
    """What a paid row used up of each limit, under its cap and after earlier rows: 元 to the cent, times, months.

    With it as a payment, the rows of every round that are awarded once more get what they got.
    """
    rule = award.rule
    assert award.eligible and award.scope is not None, "only a paid row uses anything up"
    alone = scope_of(rule, award.entered, award.scope.parameters)
    return {
        repeat.input: half_up(
            evaluate(repeat.measure, alone) if repeat.used is None else evaluate(repeat.used, award.scope)
        )
        for repeat in rule.repeats
    }


def conditions_for(rule: Subsidy, repeat: Repeat) -> list[Condition]:
    """The conditions a row must meet to count for `repeat`: those without its history input or a later repeat's."""
    position = list(rule.repeats).index(repeat)
    open_inputs = {each.input for each in list(rule.repeats)[position:]}
    return [each for each in rule.conditions if not any(rule.reads(each, name) for name in open_inputs)]


def key_of(repeat: Repeat, record: Mapping[str, Any], scope: Scope) -> KeyValue | None:
    """For whom a row counts; None when a key column is blank."""
    parts: list[str] = []
    for each in repeat.per:
        if isinstance(each, Key):
            value = record.get(each.name)
            if value is None or not str(value).strip():
                return None
            parts.append(str(value).strip().upper())
        else:
            parts.append(str(evaluate(each, scope)))
    return tuple(parts)


def order_key(rule: Subsidy, scope: Scope, ties: Iterable[str]) -> tuple[Any, ...]:
    """The place of a row among others: its date, its uncapped amount (larger first), its remaining inputs `ties`."""
    cents = max(half_up_units(evaluate(rule.earned, scope)), 0)
    rest = tuple(sort_number(rule.inputs[name], scope.values[name]) for name in ties)
    return (rule.day_of(scope.values), -cents, rest)


def sort_number(spec: InputSpec, value: Value) -> int | Fraction:
    """An input as a number to order rows by: an option by its place in the list, a list by its sum."""
    if value is None:
        return -1
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return spec.options.index(value)
    if isinstance(value, dt.date):
        return value.toordinal()
    number = sum(value, Fraction(0)) if isinstance(value, tuple) else value
    return number.numerator if number.denominator == 1 else number  # whole numbers compare several times faster


def add(entered: Value, used: Fraction) -> Value:
    """A history input with what earlier rows used up."""
    if isinstance(entered, bool):
        return entered or used > 0
    assert isinstance(entered, Fraction)
    return entered + used


def scope_of(rule: Subsidy, values: Mapping[str, Value], file: ParameterFile) -> Scope:
    return Scope(values, file, file.window.clamp(rule.day_of(values)))


def paid_before(rule: Subsidy, repeat: Repeat, key: KeyValue, payments: Iterable[Payment], day: dt.date) -> Fraction:
    """What payments made outside these rows used up for the same key."""
    total = Fraction(0)
    for payment in payments:
        if payment.rule == rule.code and repeat.input in payment.used and _same(rule, repeat, key, payment, day):
            total += payment.used[repeat.input]
    return total


def inputs_told_apart(rule: Subsidy, repeat: Repeat) -> tuple[str, ...]:
    """The inputs that a repeat tells apart, such as which placement; a payment's day already tells its year."""
    return tuple(each.name for each in repeat.per if isinstance(each, ex.Input) and each is not rule.as_of)


def payment_keys(rule: Subsidy, repeats: Iterable[Repeat]) -> tuple[str, ...]:
    """What the `keys` of a payment that used up these repeats hold: key columns and the inputs told apart."""
    names = [
        name for each in repeats for name in (*(key.name for key in each.keys), *inputs_told_apart(rule, each))
    ]
    return tuple(dict.fromkeys(names))


def _same(rule: Subsidy, repeat: Repeat, key: KeyValue, payment: Payment, day: dt.date) -> bool:
    for part, each in zip(key, repeat.per, strict=True):
        if isinstance(each, Key):
            if payment.keys.get(each.name, "").strip().upper() != part:
                return False
        elif isinstance(each, ex.YearOf) or each is rule.as_of:
            if payment.on.year != day.year:
                return False
        elif not isinstance(each, ex.Input) or payment.keys.get(each.name, "").strip() != part:
            return False
    return True


def _counts(
    rule: Subsidy, conditions: Sequence[Condition], values: Mapping[str, Value], parameters: ParameterFile
) -> bool:
    scope = scope_of(rule, values, parameters)
    in_window = rule.day_of(values) in parameters.window
    return in_window and all(evaluate(condition.test, scope) for condition in conditions)



