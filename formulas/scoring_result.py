"""What scoring a sheet gives, and its JSON form: totals are strings with two decimals, money likewise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from formulas.rubric import Item, Rubric, with_lines
from formulas.scoring_kinds import Outcome
from formulas.scoring_messages import Finding, two_decimals


@dataclass(frozen=True)
class Lost:
    """Points that an item did not earn; in a list without points a requirement that is not met (`points` None)."""

    item: Item
    points: Fraction | None
    status: str

    def to_json(self) -> dict[str, Any]:
        return {
            "no": self.item.no,
            "text": self.item.text,
            "lost": None if self.points is None else two_decimals(self.points),
            "max": self.item.points,
            "status": self.status,
        }


@dataclass(frozen=True)
class ScoreResult:
    rubric: Rubric
    total: Fraction | None  # None: a list without points, or alternatives that were both filled in
    complete: bool
    missing: tuple[str, ...]  # header fields, then item numbers
    sections: Mapping[str, Fraction | str]
    vetoed: bool
    passed: bool | None
    conclusion: str
    raw: Fraction | None
    scaled: Fraction | None
    lost: tuple[Lost, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    counts: Mapping[str, int]
    outcomes: Mapping[str, Outcome]

    @property
    def citations(self) -> tuple[str, ...]:
        """The standard itself, its pass line, and the lines of the points that were lost."""
        line = self.rubric.pass_line
        document = self.rubric.document
        lost = dict.fromkeys(with_lines(f"{document} {entry.item.no}", entry.item.line) for entry in self.lost)
        return (
            self.rubric.citation,
            *((with_lines(f"{document} 备注", line.line),) if line else ()),
            *lost,
        )

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "code": self.rubric.code,
            "total": _shown(self.total),
            "complete": self.complete,
            "missing": list(self.missing),
            "sections": {k: _shown(v) for k, v in self.sections.items()},
            "vetoed": self.vetoed,
            "passed": self.passed,
            "conclusion": self.conclusion,
            "lost": [entry.to_json() for entry in self.lost],
            "items": {no: _outcome(o) for no, o in self.outcomes.items()},
            "findings": [f.to_json() for f in self.findings],
            "warnings": [f.to_json() for f in self.warnings],
            "citations": list(self.citations),
        }
        if self.rubric.scaled:
            out |= {"raw": _shown(self.raw), "scaled": _shown(self.scaled)}
        if self.rubric.total is None:
            out["counts"] = dict(self.counts)
        return out


def _outcome(outcome: Outcome) -> dict[str, Any]:
    shown: dict[str, Any] = {"state": outcome.state, "status": outcome.status}
    if outcome.points is not None:
        shown["points"] = two_decimals(outcome.points)
    if outcome.amount is not None:
        shown["amount"] = two_decimals(outcome.amount)
    return shown


def _shown(value: Fraction | str | None) -> str | None:
    return two_decimals(value) if isinstance(value, Fraction) else value
