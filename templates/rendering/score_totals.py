"""The sums of a score sheet as formulas: sections with their caps, total, what is left, the sentence of the conclusion.

They say what `formulas.scoring` and `formulas.scoring_verdict` say of the same answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter

from formulas.criterion_excel import Place, YesNoCell, excel
from formulas.excel import literal
from formulas.rubric import Section
from templates.rendering.score_helpers import ItemFormulas
from templates.rendering.score_plan import ItemRows, ScorePlan

TENTH = 9  # decimals to which binary noise is taken off before a sum is rounded


class Totals:
    """The formulas of one sheet. Takes: `events`, the column that says which events occurred: M, after review Q"""

    def __init__(
        self,
        plan: ScorePlan,
        items: Sequence[ItemFormulas],
        header: Mapping[str, Place],
        states: Mapping[str, str],
        events: str = "M",
    ) -> None:
        self.plan = plan
        self.rubric = plan.rubric
        self.items = items
        self.header = header
        self.states = states
        self.events = events

    @property
    def after_review(self) -> Totals:
        """The same of the events as the reviewer found them."""
        return Totals(self.plan, self.items, self.header, self.states, "Q")

    def _rows(self, section: Section) -> list[ItemRows]:
        return [rows for rows in self.plan.items if rows.each.section is section]

    def _area(self, kind: str, section: Section) -> str:
        rows, letter = self._rows(section), self.plan.helper(kind)
        return f"${letter}${rows[0].top}:${letter}${rows[-1].bottom}"

    def _all(self, kind: str) -> str:
        return self.plan.body(self.plan.helper(kind))

    @property
    def requires(self) -> bool:
        """Whether the rubric has requirements to meet, rather than only events that ought not to occur."""
        return any(item.demanded for item in self.rubric.items)

    # --- sections ---------------------------------------------------------------------------------------------

    def section(self, section: Section, kind: str = "P") -> str:
        """The points of a section, its cap applied; in a list how many requirements are met, how many events occurred.

        `kind` R gives the points after review.
        """
        if self.rubric.total is None:
            return self._standing(section)
        points = f"SUM({self._area(kind, section)})"
        return f"MAX(-{section.cap},MIN({section.cap},{points}))" if section.cap is not None else points

    def _standing(self, section: Section) -> str:
        required = [item for item in section.items if item.demanded]
        events = any(item.kind == "veto" for item in section.items)
        if events and not required:
            occurred = f'COUNTIF({self._area("M", section)},"t")'
            states = self._area("S", section)
            open_ = f"COUNTIF({states},1)+COUNTIF({states},2)"
            if any(item.applies for item in section.items):  # unanswered, and nobody knows yet whether it is due
                open_ += f"+COUNTIFS({self._area('A', section)},2,{states},3)"
            calm = f'IF({open_}>0,"未填","无情形")'
            return f'IF({occurred}>0,{occurred}&"项情形",{calm})'
        if section.rule == "any":
            return f'({self._count("s", section)})&"/"&(1-{self._count("n", section)})'
        return f'COUNTIF({self._area("M", section)},"s")&"/"&({len(required)}-COUNTIF({self._area("M", section)},"n"))'

    def _count(self, code: str, section: Section) -> str:
        """How many requirements of a section stand so; where any one of them suffices, the section is one."""
        area = self._area("M", section)
        if section.rule != "any":
            return f'COUNTIF({area},"{code}")'
        before = {"s": "", "d": "s", "p": "sd", "u": "sdp", "n": "sdpu"}[code]
        none = [f'COUNTIF({area},"{other}")=0' for other in before]
        own = [] if code == "n" else [f'COUNTIF({area},"{code}")>0']
        tests = [*none, *own]
        return f"IF(AND({','.join(tests)}),1,0)"

    def counted(self, code: str) -> str:
        """How many requirements stand so on the whole sheet."""
        if all(section.rule == "all" for section in self.rubric.sections):
            return f'COUNTIF({self._all("M")},"{code}")'
        with_requirements = [each for each in self.rubric.sections if any(item.demanded for item in each.items)]
        return "+".join(self._count(code, section) for section in with_requirements)

    @property
    def due(self) -> str:
        """How many requirements apply."""
        return "+".join(f"({self.counted(code)})" for code in "supd")

    @property
    def triggered(self) -> str:
        return f'COUNTIF({self._all(self.events)},"t")'

    # --- what is left -------------------------------------------------------------------------------------------

    @property
    def missing(self) -> str:
        """Header fields and items still to be filled in."""
        parts = list(self.states.values())
        plain = [section for section in self.rubric.sections if section.rule == "all"]
        if len(plain) == len(self.rubric.sections):
            parts.append(f"COUNTIF({self._all('S')},1)")
        else:
            parts += [f"COUNTIF({self._area('S', section)},1)" for section in plain]
            for section in self.rubric.sections:
                if section.rule == "any":
                    met = f'COUNTIF({self._area("M", section)},"s")>0'
                    parts.append(f"IF({met},0,COUNTIF({self._area('S', section)},1))")
        return "+".join(parts)

    @property
    def wrong(self) -> str:
        return f"COUNTIF({self._all('S')},2)"

    @property
    def review_faults(self) -> str:
        """How many of the reviewer's cells hold what may not stand there."""
        return f"COUNTIF({self._all('W')},2)"

    # --- totals -------------------------------------------------------------------------------------------------

    def total(self, sections: Sequence[str]) -> str:
        """The exact total from the cells of the sections; in a list the number of requirements met, or of events."""
        if self.rubric.total is None:
            return self.counted("s") if self.requires else self.triggered
        return f"ROUND({'+'.join(sections)},{TENTH})"

    def scaled(self, sections: Sequence[str]) -> str:
        """The counted points on the full marks, with the bonus, where categories are left out."""
        kept = [
            cell for cell, section in zip(sections, self.rubric.sections, strict=True) if section.points is not None
        ]
        rest = [cell for cell, section in zip(sections, self.rubric.sections, strict=True) if section.points is None]
        counted = []
        for item in self.items:
            if item.item.scored:
                full = item.at("F") if item.full() else f"{item.item.points}"
                counted.append(f"IF({item.at('A')}=0,0,{full})" if item.item.applies is not None else full)
        return f"ROUND(({'+'.join(kept)})*{self.rubric.total}/({'+'.join(counted)})+{'+'.join(rest)},{TENTH})"

    # --- the conclusion -----------------------------------------------------------------------------------------

    def status(self, total: str, raw: str, scaled: str, missing: str, wrong: str) -> str:
        """What the sheet may say: 未填完（剩N项）, 填写有误, or the sentence of the rubric. Takes: cell addresses."""
        faults = f'IF({wrong}>0,"，有误"&{wrong}&"项","")'
        unfinished = f'"未填完（剩"&{missing}&"项"&{faults}&"）"'
        mistaken = f'"填写有误（"&{wrong}&"项）"'
        numbers = {"total": total, "raw": raw, "scaled": scaled}
        sentence = self._sentences(numbers) if self.rubric.verdicts else self._common()
        return f"IF({missing}>0,{unfinished},IF({wrong}>0,{mistaken},{sentence}))"

    def _numbers(self, numbers: Mapping[str, str]) -> dict[str, Place]:
        counts = {"satisfied": "s", "unmet": "u", "pending": "p"}
        return {
            **self.header,
            **{name: f"({self.counted(code)})" for name, code in counts.items()},
            "due": f"({self.due})",
            "triggered": self.triggered,
            **numbers,
        }

    def _sentences(self, numbers: Mapping[str, str]) -> str:
        places = self._numbers(numbers)
        found = ""
        for verdict in reversed(self.rubric.verdicts):
            words = self._words(verdict.sentence, places)
            when = excel(verdict.when, places, self._fact) if verdict.when else ""
            found = f"IF({when},{words},{found})" if when else words
        return found

    def _fact(self, fact: str, no: str) -> str:
        item = next(item for item in self.items if item.item.no == no)
        m = item.at(self.events if item.item.kind == "veto" else "M")
        return f'{m}="t"' if fact == "hit" else f'RIGHT({m})="s"'

    def _words(self, sentence: str, places: Mapping[str, Place]) -> str:
        """A sentence as text, the names in it replaced by what stands in the sheet."""
        parts: list[str] = []
        for text, name, _, _ in Formatter().parse(sentence):
            if text:
                parts.append(literal(text))
            if name == "effects":
                parts.append(self._effects("；"))
            elif name is not None:
                place = places[name]
                cell = place.cell if isinstance(place, YesNoCell) else str(place)
                parts.append(f"ROUND({cell},2)" if name in ("total", "raw", "scaled") else cell)
        return "&".join(parts)

    def _effects(self, between: str) -> str:
        """What the events that occurred lead to, as one text."""
        parts = self._effect_parts(between)
        return f"MID({'&'.join(parts)},{len(between) + 1},999)" if parts else '""'

    def _effect_parts(self, between: str) -> list[str]:
        """What the events that occurred lead to, each once, in print order, with what stands before it."""
        found: dict[str, list[str]] = {}
        for item in self.items:
            if item.item.kind == "veto" and item.item.effect:
                found.setdefault(item.item.effect, []).append(f'({item.at(self.events)}="t")')
        return [f'IF({"+".join(tests)}>0,{literal(between + effect)},"")' for effect, tests in found.items()]

    def _common(self) -> str:
        """The conclusion of a list that states none of its own."""
        words, parts = self.rubric.words, []
        if self.requires:
            unmet, pending = f"({self.counted('u')})", f"({self.counted('p')})"
            parts.append(
                f"IF({unmet}>0,{unmet}&{literal('项' + words.unmet)},"
                f"IF({pending}>0,{literal(words.pending)},{literal('全部' + words.met)}))"
            )
        if any(item.kind == "veto" for item in self.rubric.items):
            effects = "".join(f"&{part}" for part in self._effect_parts("，"))
            parts.append(f'IF({self.triggered}>0,{self.triggered}&"项情形"{effects},"无情形")')
        return '&"；"&'.join(parts)
