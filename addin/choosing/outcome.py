"""What the rules say of an inquiry, sorted into what a clerk acts on, each kind in the order of `choose`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from addin.choosing.inquiry import Inquiry
from formulas.choosing import Choice, choose, claimed_by
from formulas.parameters.model import ParameterFile
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from templates.family_ledgers import FOLDER

USUAL = "补贴金额（元）"


@dataclass(frozen=True)
class Outcome:
    """The choices of one inquiry: every rule of its subject stands in exactly one of the lists."""

    inquiry: Inquiry
    choices: tuple[Choice, ...]

    @cached_property
    def claims(self) -> list[Choice]:
        return [each for each in self.choices if each.proposed and not each.rule.check_only]

    @cached_property
    def passed(self) -> list[Choice]:
        return [each for each in self.choices if each.proposed and each.rule.check_only]

    @cached_property
    def excluded(self) -> list[Choice]:
        return [each for each in self.choices if each.instead is not None]

    @cached_property
    def incomplete(self) -> list[Choice]:
        return [each for each in self.choices if each.status == "incomplete" and each.concerned]

    @cached_property
    def refused(self) -> list[Choice]:
        return [each for each in self.choices if each.status == "refused" and not each.outside]

    @cached_property
    def outside(self) -> list[Choice]:
        return [each for each in self.choices if each.outside]

    @cached_property
    def untouched(self) -> list[Choice]:
        """Rules of which nothing is known but perhaps the day."""
        return [each for each in self.choices if each.status == "incomplete" and not each.concerned]


def answer(inquiry: Inquiry, parameters: Callable[[Subsidy], ParameterFile] | None = None) -> Outcome:
    """What every rule of the subject says; `parameters`: a rule's parameters with local overrides."""
    file_of = {code: parameters(rules()[code]) for code in claimed_by(inquiry.subject)} if parameters else None
    return Outcome(inquiry, tuple(choose(inquiry.facts, inquiry.on, everything=True, file_of=file_of)))


def explanation(choice: Choice) -> list[str]:
    """The steps, what the amount is where it is no subsidy, how it goes with others, what a blank was taken for."""
    lines = list(choice.steps)
    if choice.status == "eligible" and not choice.rule.check_only and choice.rule.amount_title != USUAL:
        lines.append(f"这里的金额是{choice.rule.amount_title.removesuffix('（元）')}。")
    lines += [f"{group.note}（{group.citation}）。" for group in choice.together]
    if choice.status == "eligible" and (blanks := list(_blanks(choice))):
        lines.append(f"{'、'.join(blanks)}没有填，按没有判断，请核对。")
    return lines


def _blanks(choice: Choice) -> Iterator[str]:
    for name, spec in choice.rule.inputs:
        if spec.nullable and name in choice.values and choice.values[name] is None:
            yield f"“{spec.title}”"


def refusal_of(choice: Choice) -> str:
    """Why it cannot be had beside the one proposed in its place."""
    assert choice.instead is not None and choice.exclusion is not None
    exclusion = choice.exclusion
    return f"{exclusion.scope}不能与“{choice.instead.title}”同时享受，{exclusion.why}（{exclusion.citation}）。"


def ledger_of(choice: Choice) -> str:
    """Where the rule is claimed row by row: the workbook and the sheet."""
    return f"{FOLDER}-{choice.rule.family}\n{choice.rule.title}"
