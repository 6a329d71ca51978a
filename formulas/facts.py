"""What is known of one enterprise or one person, under the input names of the rules.

A plain name serves every rule that takes it and in which the value fits; a value for one rule only stands under
`rules`, and wins there::

    {"subject": "enterprise", "enterprise_size": "小型企业", "contract_months": 12,
     "rules": {"train-offjob": {"hours": 32, "paid_this_year": 0}}}

What somebody has enjoyed before is never assumed.  A plain name that means different things in different rules
(`hours`, `paid_before`) is used where it stands, since somebody typed it, and the rule says how it read it.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from formulas.inputs import InvalidValue
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from formulas.wording import show_value

SUBJECTS = {"enterprise": "企业", "person": "个人"}


class FactsError(ValueError):
    """Facts that cannot be read; the message says in Chinese what to mend."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known; `subject` narrows the rules to those of an enterprise or a person."""

    plain: Mapping[str, Any]
    scoped: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    subject: str = ""

    def unused(self) -> list[str]:
        """The plain names that no rule takes: most likely misspelt."""
        return [name for name in self.plain if name not in _titles()]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a rule read a plain name that means different things in different rules."""

    name: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Known:
    """The facts as one rule takes them: its record, the values that do not fit, how ambiguous names were read."""

    record: Mapping[str, Any]
    misfits: Mapping[str, Any]
    readings: tuple[Reading, ...]
    concerned: bool  # something speaks for the rule: not its date alone, nor a plain `paid_before` meant for others


def read_facts(document: Any) -> Facts:
    """The facts of a JSON document; raises FactsError."""
    if not isinstance(document, Mapping):
        raise FactsError("应为一个JSON对象：一家企业或一个人的情况，名称是各规则的输入名。")
    subject = document.get("subject", "")
    if subject and (not isinstance(subject, str) or subject not in SUBJECTS):
        raise FactsError(f"subject 填的是“{subject}”，应为 enterprise（企业）或 person（个人）。")
    scoped = document.get("rules", {})
    if not isinstance(scoped, Mapping) or not all(isinstance(each, Mapping) for each in scoped.values()):
        raise FactsError('rules 应为对象，形如 {"train-offjob": {"hours": 32}}。')
    for code, values in scoped.items():
        rule = rules().get(code)
        if rule is None:
            raise FactsError(f"rules 中没有这条规则：{code}。用 jiuye rules 查看全部代码。")
        if unknown := [name for name in values if name not in rule.inputs]:
            names = "、".join(name for name, _ in rule.inputs)
            raise FactsError(f"规则 {code} 没有输入 {'、'.join(unknown)}；有：{names}。")
    plain = {name: value for name, value in document.items() if name not in ("subject", "rules")}
    return Facts(plain, scoped, subject)


def known_of(rule: Subsidy, facts: Facts, on: dt.date) -> Known:
    """The facts as `rule` takes them; `on` stands in for its date where the facts have none."""
    scoped = facts.scoped.get(rule.code, {})
    record: dict[str, Any] = {}
    misfits: dict[str, Any] = {}
    readings: list[Reading] = []
    for name, spec in rule.inputs:
        if name not in scoped and name not in facts.plain:
            continue
        raw = scoped[name] if name in scoped else facts.plain[name]
        try:
            value = spec.parse(raw)
        except InvalidValue:
            misfits[name] = raw
            continue
        record[name] = raw
        if name not in scoped and len(_titles()[name]) > 1:
            shown = "没有" if value is None else show_value(value, spec.unit)
            readings.append(Reading(name, spec.title, shown))
    history = {repeat.input for repeat in rule.repeats} - set(scoped)
    concerned = bool(set(record) - {rule.as_of.name} - history)
    if rule.as_of.name not in record and misfits.get(rule.as_of.name) is None:
        record[rule.as_of.name] = on.isoformat() if rule.as_of.kind == "date" else on.year
    return Known(record, misfits, tuple(readings), concerned)


@functools.cache
def _titles() -> Mapping[str, frozenset[str]]:
    """What each input name means: its titles in the rules."""
    found: dict[str, frozenset[str]] = {}
    for rule in rules().values():
        for name, spec in rule.inputs:
            found[name] = found.get(name, frozenset()) | {spec.title}
    return found
