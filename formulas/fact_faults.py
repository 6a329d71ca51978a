"""Facts that no rule can take: a value for one rule that does not fit there, a plain one that fits nowhere.

A plain value that fits some of the rules that take its name is no fault: each rule has options of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from formulas.choosing import claimed_by
from formulas.explanation import requirement
from formulas.facts import Facts
from formulas.inputs import InputSpec, InvalidValue
from formulas.subsidies import rules
from formulas.subsidy import Subsidy


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that was refused: where it stands (`hours`, `rules.train-offjob.hours`), and what is allowed there."""

    place: str
    given: Any
    allowed: tuple[tuple[InputSpec, str], ...]  # by rule, each different one once: the input, its requirement


def faults(facts: Facts) -> Iterator[Fault]:
    """The refused values in the order of the document, those for one rule last; null says that nothing is known."""
    for name, raw in facts.plain.items():
        takers = list(_takers(facts, name))
        if raw is not None and takers and not any(_fits(rule.inputs[name], raw) for rule in takers):
            yield Fault(name, raw, _allowed(name, takers))
    for code, values in facts.scoped.items():
        rule = rules()[code]
        for name, raw in values.items():
            if raw is not None and not _fits(rule.inputs[name], raw):
                yield Fault(f"rules.{code}.{name}", raw, _allowed(name, [rule]))


def _takers(facts: Facts, name: str) -> Iterator[Subsidy]:
    """The rules that read a plain name."""
    for rule in rules().values():
        concerned = not facts.subject or rule.code in claimed_by(facts.subject)
        if concerned and name in rule.inputs and name not in facts.scoped.get(rule.code, {}):
            yield rule


def _fits(spec: InputSpec, raw: Any) -> bool:
    try:
        spec.parse(raw)
    except InvalidValue:
        return False
    return True


def _allowed(name: str, takers: list[Subsidy]) -> tuple[tuple[InputSpec, str], ...]:
    found = {requirement(rule, name): rule.inputs[name] for rule in reversed(takers)}
    return tuple((spec, words) for words, spec in reversed(found.items()))
