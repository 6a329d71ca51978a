"""What a ledger's row says beside its result: 政策依据, 限额扣减, and in a helper column what a limit took off.

The same as the formulas of `templates.ledger_words` and `templates.ledgers` give, from an award.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from formulas.evaluation import evaluate
from formulas.subsidy import Award, Subsidy, cents
from templates.fields import is_blank
from templates.ledger_words import Words
from templates.ledgers import Cells
from templates.messages import show

CUT, EXCESS, LIMITS, BASIS = COLUMNS = "row-cut", "row-excess", "award-limits", "award-basis"
_NONE, _CLOSE = Decimal("0.00"), Decimal("0.006")
_EARLIER = "同一", "本表另有同一"  # how the last part of 限额扣减 begins: what earlier rows used up


class RowWords:
    """The words and figures of one rule's rows."""

    def __init__(self, rule: Subsidy) -> None:
        words = Words(rule, Cells(rule, frozenset()))
        self.rule = rule
        self._claimed = words.claimed()
        self._further = words.further
        self._figures = list(words.figures())
        said = {f"{rule.citation}", *(f"{each.values[0].citation}" for each in self._figures)}
        self._refusals = [(text, set(codes)) for text, codes in words.refusals().items() if text not in said]
        self._starts = sorted({value.start for each in self._figures for value in each.values[1:]})
        self._excess: dict[int, Decimal] = {}  # by the award's identity: what costs most is asked twice
        self._known: dict[tuple[tuple[str, ...], int], str] = {}

    def basis(self, award: Award) -> str:
        """政策依据 of a row."""
        day = award.scope.day if award.scope is not None else dt.date.min
        key = award.reasons, sum(start <= day for start in self._starts)
        if key not in self._known:
            self._known[key] = self._basis(award, day)
        return self._known[key]

    def _basis(self, award: Award, day: dt.date) -> str:
        text = f"{self.rule.citation}"
        for parameter in self._figures:
            first, *later = parameter.values
            in_force = next((each for each in reversed(later) if each.start <= day), first)
            text += self._further(f"{in_force.citation}")
        reasons = set(award.reasons)
        return text + "".join(self._further(source) for source, codes in self._refusals if codes & reasons)

    def excess(self, award: Award) -> Decimal:
        """因限额减少: how much less the row gets than without a limit and without earlier rows."""
        if award.eligible and self._claimed is not None and award.scope is not None:
            if id(award) not in self._excess:
                self._excess[id(award)] = cents(evaluate(self._claimed, award.scope)) - award.amount
            return self._excess[id(award)]
        return self.cut(award)

    def cut(self, award: Award) -> Decimal:
        """因前面各行减少."""
        return _NONE if self.rule.check_only else award.cut

    def unlike(self, code: str, award: Award, held: object) -> object | None:
        """What ought to stand in one of `COLUMNS` where that is not what it holds, else None."""
        if code == BASIS:
            return None if held == self.basis(award) else self.basis(award)
        if code == LIMITS:
            return self._limits_unlike(award, "" if is_blank(held) else f"{held}")
        figure = self.excess(award) if code == EXCESS else self.cut(award)
        if held == figure or (held == "" and not figure):
            return None
        is_number = isinstance(held, (int, float, Decimal)) and not isinstance(held, bool)
        found = Decimal(f"{held}") if is_number else _NONE if is_blank(held) else None
        return None if found is not None and abs(found - figure) < _CLOSE else figure.normalize()

    def _limits_unlike(self, award: Award, held: str) -> str | None:
        """What a limit took off, in the words with which 限额扣减 begins, where it does not, or names more."""
        excess, cut = self.excess(award), self.cut(award)
        if not held and not excess and not cut:
            return None
        parts = [f"按限额计，减少{_yuan(excess)}"] if excess > cut else []
        if cut > 0:
            parts.append(f"{'，其中' if parts else ''}因前面各行减少{_yuan(cut)}")
        said = "".join(parts)
        if not held.startswith(said):
            return said
        rest = held.removeprefix(said).removeprefix("；" if said else "")
        more = cut > 0 or (self.rule.check_only and award.scope is not None)
        return None if not rest or (more and rest.startswith(_EARLIER)) else said


def _yuan(amount: Decimal) -> str:
    return f"{show(amount.normalize())}元"
