"""政策找人: from the facts of one enterprise or one person, every rule that could apply, with what it gives.

A rule is refused as soon as one condition fails for certain, whatever else is still missing.  Of rules that exclude
each other the largest amount is proposed.  The exclusions are pairs and one triangle, so that taking the largest first
gives the most there is.  A loan on which the borrower pays the interest comes only where no subsidised one can be had:
a precedence, whatever the amounts.  `facts` says how the facts are read.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from formulas import expressions as ex
from formulas.documents import Citation, DataError, cite
from formulas.evaluation import Scope, evaluate
from formulas.explanation import citations, explain, requirement
from formulas.facts import Facts, Known, Reading, known_of
from formulas.inputs import Value
from formulas.parameters.model import ParameterFile
from formulas.subsidies import rules
from formulas.subsidy import WINDOW, Award, Subsidy, award_values

Status = Literal["eligible", "incomplete", "refused"]
_FILE = Path(__file__).with_name("choosing.toml")


@dataclass(frozen=True, slots=True)
class Missing:
    """An input still needed; `given` is what was filled in and does not fit, None where nothing was."""

    name: str
    title: str
    expects: str
    given: Any = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Rules of which only one can be had for the same thing."""

    rules: tuple[str, ...]
    scope: str
    citation: Citation
    when: tuple[str, str, str] | None = None  # rule, input and the value in which alone it excludes
    why: str = "建议申领金额较大的一项"


@dataclass(frozen=True, slots=True)
class Together:
    """Rules that can be had side by side; `note` says in Chinese how their amounts go together."""

    rules: frozenset[str]
    note: str
    citation: Citation


@dataclass(slots=True)
class Choice:
    """What one rule says of the facts; `instead` is the rule proposed in its place, by `exclusion`."""

    rule: Subsidy
    status: Status
    amount: Decimal
    reasons: tuple[str, ...]
    missing: tuple[Missing, ...]
    steps: list[str]
    citations: list[str]
    readings: tuple[Reading, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    instead: Subsidy | None = None
    exclusion: Exclusion | None = None
    concerned: bool = True  # something is known that speaks for the rule
    together: tuple[Together, ...] = ()  # how it goes with others that are proposed

    @property
    def outside(self) -> bool:
        """Whether the day asked is outside the rule's window."""
        return WINDOW in self.reasons

    @property
    def proposed(self) -> bool:
        """Whether it can be claimed, and nothing better excludes it."""
        return self.status == "eligible" and self.instead is None


def choose(
    facts: Facts,
    on: dt.date,
    *,
    everything: bool = False,
    file_of: Mapping[str, ParameterFile] | None = None,
) -> list[Choice]:
    """What every rule of the subject says, the best first.

    Takes: `on`, for rules whose date is not among the facts; `everything`, also rules of which nothing is known;
           `file_of`, files with local overrides by rule
    """
    found: list[Choice] = []
    for rule in rules().values():
        if facts.subject and rule.code not in claimed_by(facts.subject):
            continue
        known = known_of(rule, facts, on)
        if everything or known.concerned:
            found.append(_judge(rule, known, (file_of or {}).get(rule.code, rule.file)))
    _exclude(found)
    _give_way(found)
    proposed = frozenset(each.rule.code for each in found if each.proposed)
    for each in found:
        each.together = tuple(group for group in _data()[3] if _joins(each.rule.code, group, proposed))
    return sorted(found, key=_rank)


def claimed_by(subject: str) -> frozenset[str]:
    """The codes of the rules under which an enterprise or a person claims, or by which it is measured.

    Of `others` those that neither does: offices, banks, funds, communities.
    """
    return _data()[0][subject]


def exclusions() -> Sequence[Exclusion]:
    """The groups of rules of which only one can be had."""
    return _data()[1]


def precedences() -> Mapping[str, Exclusion]:
    """What comes only where another cannot be had: by its code the rules that go before it (itself the last)."""
    return _data()[2]


@functools.cache
def apart() -> frozenset[tuple[str, str]]:
    """The inputs (rule, name) that ask about another thing than inputs of the same words; raises DataError."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))["apart"]
    found = frozenset((code, name) for code, names in table.items() for name in names)
    if strange := sorted(f"{code}.{name}" for code, name in found if name not in rules()[code].inputs):
        raise DataError(f"{_FILE.name} [apart]：没有输入 {'、'.join(strange)}")
    return found


# --- one rule -----------------------------------------------------------------------------------------------


def _judge(rule: Subsidy, known: Known, file: ParameterFile) -> Choice:
    values, invalid = rule.inputs.read(known.record)
    missing = tuple(
        Missing(name, rule.inputs[name].title, _expects(rule, name), known.misfits.get(name)) for name in invalid
    )
    award = _partly(rule, values, file) if missing else award_values(rule, values, file)
    status: Status = "eligible" if award.eligible else "refused"
    steps = explain(award)
    if missing and not award.reasons:
        status = "incomplete"
        steps = [f"已填的内容没有不符合条件的，还缺{len(missing)}项。"]
    cited = citations(award)
    choice = Choice(rule, status, award.amount, award.reasons, missing, steps, cited, known.readings, values)
    choice.concerned = known.concerned
    return choice


def _partly(rule: Subsidy, values: dict[str, Value], file: ParameterFile) -> Award:
    """An award of nothing, with the conditions that fail for certain although inputs are missing."""
    nothing = Decimal("0.00")
    if rule.as_of.name not in values:
        return Award(rule, nothing, False, ())
    day = rule.day_of(values)
    scope = Scope(_Partial(values), file, file.window.clamp(day))
    reasons = [] if day in file.window else [WINDOW]
    reasons += [each.code for each in rule.conditions if decided(each.test, scope) is False]
    return Award(rule, nothing, False, tuple(reasons), scope, values)


class _Unknown(LookupError):
    pass


class _Partial(dict[str, Value]):
    """The values that are there; asking for another one raises _Unknown."""

    def __missing__(self, name: str) -> Value:
        raise _Unknown(name)


def decided(test: ex.Expr, scope: Scope) -> bool | None:
    """Whether a condition holds, or None while missing inputs leave it open."""
    if isinstance(test, ex.And | ex.Or):
        parts = [decided(part, scope) for part in test.parts]
        settled = isinstance(test, ex.Or)  # one part of this truth settles it
        if settled in parts:
            return settled
        return None if None in parts else not settled
    if isinstance(test, ex.Not):
        inner = decided(test.of, scope)
        return None if inner is None else not inner
    try:
        return bool(evaluate(test, scope))
    except _Unknown:
        return None


def _expects(rule: Subsidy, name: str) -> str:
    note = rule.inputs[name].note
    return f"{requirement(rule, name)}{note}。" if note else requirement(rule, name)


# --- among rules --------------------------------------------------------------------------------------------


def _exclude(choices: Iterable[Choice]) -> None:
    """Mark what cannot be had beside a larger amount; of equal ones the rule of the later text is proposed."""
    eligible = [choice for choice in choices if choice.status == "eligible"]
    eligible.sort(key=lambda each: (each.amount, each.rule.file.window.start, each.rule.code), reverse=True)
    kept: list[Choice] = []
    for choice in eligible:
        for better in kept:
            if (exclusion := _between(better, choice)) is not None:
                choice.instead, choice.exclusion = better.rule, exclusion
                break
        else:
            kept.append(choice)


def _between(one: Choice, other: Choice) -> Exclusion | None:
    for exclusion in exclusions():
        if {one.rule.code, other.rule.code} <= set(exclusion.rules) and _applies(exclusion, (one, other)):
            return exclusion
    return None


def _give_way(choices: Sequence[Choice]) -> None:
    """Mark what comes only where another cannot be had."""
    by_code = {each.rule.code: each for each in choices}
    for code, precedence in precedences().items():
        choice = by_code.get(code)
        if choice is None or choice.status != "eligible":
            continue
        before = [by_code[each] for each in precedence.rules[:-1] if each in by_code]
        better = max((each for each in before if each.proposed), key=lambda each: each.amount, default=None)
        if better is not None:
            choice.instead, choice.exclusion = better.rule, precedence


def _joins(code: str, group: Together, proposed: frozenset[str]) -> bool:
    return code in group.rules & proposed and len(group.rules & proposed) > 1


def _applies(exclusion: Exclusion, pair: Iterable[Choice]) -> bool:
    if exclusion.when is None:
        return True
    code, name, value = exclusion.when
    return any(choice.rule.code == code and choice.values.get(name) == value for choice in pair)


def _rank(choice: Choice) -> tuple[int, int, Decimal, int, str]:
    """Proposed claims first, the largest on top; then what is still incomplete, the least missing on top."""
    place = {"eligible": 0, "incomplete": 2, "refused": 3}[choice.status] + (choice.instead is not None)
    return (place, choice.rule.check_only, -choice.amount, len(choice.missing), choice.rule.code)


# --- data ---------------------------------------------------------------------------------------------------


@functools.cache
def _data() -> tuple[
    Mapping[str, frozenset[str]], tuple[Exclusion, ...], Mapping[str, Exclusion], tuple[Together, ...]
]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    subjects = {name: frozenset(codes) for name, codes in table["subjects"].items()}
    groups = tuple(_exclusion(entry) for entry in table["exclusion"])
    order = {entry["rule"]: _precedence(entry) for entry in table["precedence"]}
    together = tuple(
        Together(frozenset(entry["rules"]), entry["note"], cite(entry["source"])) for entry in table["together"]
    )
    named = set().union(
        *subjects.values(), *(each.rules for each in (*groups, *order.values())), *(each.rules for each in together)
    )
    if unknown := sorted(named - set(rules())):
        raise DataError(f"{_FILE.name}：没有规则 {'、'.join(unknown)}")
    return subjects, groups, order, together


def _exclusion(entry: Mapping[str, Any]) -> Exclusion:
    when = entry.get("when")
    condition = (when["rule"], when["input"], when["value"]) if when else None
    return Exclusion(tuple(entry["rules"]), entry["scope"], cite(entry["source"]), condition)


def _precedence(entry: Mapping[str, Any]) -> Exclusion:
    named = (*entry["after"], entry["rule"])
    return Exclusion(named, entry["scope"], cite(entry["source"]), why=entry["why"])
