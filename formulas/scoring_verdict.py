"""The conclusion of a scored sheet: which sentence may be said, and whether it is a pass.

A rubric states its own conclusions as data (`verdicts`); a list without any gets the common ones. While something is
unfilled or wrong there is no conclusion, only the partial sum and what is left (D8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from formulas.criterion import Value, evaluate
from formulas.rubric import Rubric
from formulas.scoring_kinds import Outcome
from formulas.scoring_messages import plain


@dataclass(frozen=True)
class Tally:
    """What a conclusion is drawn from. `raw` and `scaled` only where categories may be left out."""

    total: Fraction | None
    raw: Fraction | None
    scaled: Fraction | None
    counts: dict[str, int]
    triggered: tuple[Outcome, ...]
    outcomes: Mapping[str, Outcome]

    @property
    def effects(self) -> tuple[str, ...]:
        """What the entries that occurred lead to, each once, in print order."""
        return tuple(dict.fromkeys(o.item.effect for o in self.triggered if o.item.effect))


def conclude(
    rubric: Rubric,
    tally: Tally,
    header: Mapping[str, Value],
    missing: int,
    wrong: int,
) -> tuple[str, bool | None]:
    """The sentence, and True / False where the rubric knows passing, None where nothing is decided."""
    if missing or wrong:
        return _unfinished(tally, missing, wrong), None
    if not rubric.verdicts:
        return _list_verdict(rubric, tally)
    names: dict[str, Value] = {
        **header,
        **{k: Fraction(v) for k, v in tally.counts.items()},
        "triggered": Fraction(len(tally.triggered)),
        "total": tally.total,
        "raw": tally.raw,
        "scaled": tally.scaled,
    }
    facts = {
        "hit": lambda no: tally.outcomes[no].triggered,
        "met": lambda no: tally.outcomes[no].met is True,
    }
    drawn = next(v for v in rubric.verdicts if v.when is None or evaluate(v.when, names, facts) is True)
    words = {k: plain(v) if isinstance(v, Fraction) else str(v) for k, v in names.items()}
    return drawn.sentence.format_map({**words, "effects": "；".join(tally.effects)}), drawn.passed


def _unfinished(tally: Tally, missing: int, wrong: int) -> str:
    so_far = [f"已填{plain(tally.total)}"] if tally.total is not None else []
    left = [f"未填{missing}项"] if missing else []
    faults = [f"有误{wrong}项"] if wrong else []
    return f"{'未填完' if missing else '填写有误'}（{'，'.join((*so_far, *left, *faults))}）"


def _list_verdict(rubric: Rubric, tally: Tally) -> tuple[str, bool | None]:
    """全部符合 / N项不符合 / 待核, and apart from it 无情形 / N项情形 with what follows."""
    counts, words = tally.counts, rubric.words
    parts = []
    if counts["due"] or counts["inapplicable"]:
        if counts["unmet"]:
            parts.append(f"{counts['unmet']}项{words.unmet}")
        else:
            parts.append(words.pending if counts["pending"] else f"全部{words.met}")
    if any(i.kind == "veto" for i in rubric.items):
        number = len(tally.triggered)
        parts.append("，".join((f"{number}项情形", *tally.effects)) if number else "无情形")
    passed = False if counts["unmet"] or tally.triggered else None if counts["pending"] else True
    return "；".join(parts), passed
