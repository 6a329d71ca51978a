"""What a clerk is asked of one enterprise or one person: the inputs of the rules, the same fact of many rules once.

Two inputs are one question where name, title, type, unit and options agree.  The day on which rules read their
parameters is asked for once for each title, whatever the rules call it, and may stay blank: the day of the query
stands in.  What is asked about 本补贴, 本奖补 is each rule's own question, and so is what choosing.toml keeps apart.
`facts_of` turns the answers back into facts that each rule takes under its own names.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from formulas.choosing import apart, claimed_by
from formulas.facts import Facts
from formulas.inputs import InputSpec
from formulas.subsidies import rules
from formulas.subsidy import Subsidy

_THIS = re.compile("本(补贴|补助|奖补|奖励)")


@dataclass(frozen=True, slots=True)
class Question:
    """One fact, and the rules (with their own names for it) that take it."""

    code: str  # kebab-case, its own among the questions of the subject
    spec: InputSpec
    uses: tuple[tuple[str, str], ...]  # rule and input
    day: bool  # nothing but the day on which rules are asked

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(rule for rule, _ in self.uses)

    @property
    def optional(self) -> bool:
        """Whether blank is an answer: the day of the query, or 没有."""
        return self.day or self.spec.nullable


@functools.cache
def questions(subject: str) -> Sequence[Question]:
    """Every question of an enterprise or a person, in the order of the rules and of their inputs."""
    found: dict[tuple[object, ...], list[tuple[Subsidy, str]]] = {}
    for rule in rules().values():
        if rule.code in claimed_by(subject):
            for name, spec in rule.inputs:
                found.setdefault(_key(rule, name, spec), []).append((rule, name))
    names = [uses[0][1] for uses in found.values()]
    return tuple(_question(uses, names.count(uses[0][1]) > 1) for uses in found.values())


def _key(rule: Subsidy, name: str, spec: InputSpec) -> tuple[object, ...]:
    day = name == rule.as_of.name
    own = not day and ((rule.code, name) in apart() or _THIS.search(spec.title) is not None)
    asked = spec.title if day else name
    kind = (spec.type, spec.item.type if spec.item else "", spec.unit, spec.options, spec.allowed)
    return (day, rule.code if own else "", asked, spec.title, *kind)


def _question(uses: list[tuple[Subsidy, str]], ambiguous: bool) -> Question:
    """`ambiguous`: the name means something else in another rule, so that the first rule's code stands before it."""
    rule, name = uses[0]
    code = name.replace("_", "-")
    specs = [each.inputs[own] for each, own in uses]
    fullest = max(specs, key=lambda spec: len(spec.note))
    return Question(
        f"{rule.code}.{code}" if ambiguous else code,
        fullest,
        tuple((each.code, own) for each, own in uses),
        name == rule.as_of.name,
    )


def asked_by(rule: Subsidy, subject: str) -> list[Question]:
    """The questions of a rule, in the order of its inputs."""
    places = {(code, name): question for question in questions(subject) for code, name in question.uses}
    return [places[rule.code, name] for name, _ in rule.inputs]


def facts_of(subject: str, answers: Mapping[str, Any]) -> Facts:
    """The facts of a filled-in sheet, by the codes of its questions.

    A blank that means 没有 counts as such for a rule of which something else is known.
    """
    scoped: dict[str, dict[str, Any]] = {}
    known: set[str] = set()
    for question in questions(subject):
        if question.code not in answers:
            continue
        for rule, name in question.uses:
            scoped.setdefault(rule, {})[name] = answers[question.code]
            if not question.day:
                known.add(rule)
    for question in questions(subject):
        if question.spec.nullable and question.code not in answers:
            for rule, name in question.uses:
                if rule in known:
                    scoped[rule][name] = None
    return Facts({}, scoped, subject)
