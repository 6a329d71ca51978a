"""What a ledger says of a row in words, as formulas: failed conditions, the article, what a limit took off.

Parts are joined with the separator before each and the first one cut off, so that no list ends in a dangling mark
(TEXTJOIN is beyond Excel 2010).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from formulas import excel
from formulas import expressions as ex
from formulas.documents import Citation
from formulas.parameters.model import DatedParameter, chinese_date
from formulas.subsidy import WINDOW, Condition, Repeat, Subsidy
from templates.ledger_inputs import token
from templates.ledger_subjects import kebab

if TYPE_CHECKING:
    from templates.ledgers import Cells

_LONGEST = 9999  # characters that MID takes at most; a cell holds fewer than are ever joined
_BRIEF = 20  # characters of a requirement at the head of its helper column
_FIGURE = re.compile(r"\{\w+\}")


class Words:
    """The texts of one rule's ledger; `cells` finds the rule's values, with what earlier rows used up."""

    def __init__(self, rule: Subsidy, cells: Cells) -> None:
        self.rule = rule
        self.cells = cells

    # --- what was not met -------------------------------------------------------------------------------

    def reasons(self) -> str:
        """The invalid inputs, or else the requirements that were not met."""
        invalid = [
            f'IF({token("ok-" + kebab(name))}=1,"",{excel.literal("、" + spec.title)})'
            for name, spec in self.rule.inputs
        ]
        failed = [_where(f"fail-{WINDOW}", excel.literal(f"；{self.window_text()}"))]
        failed += [_where(f"fail-{each.code}", self.requirement(each)) for each in self.rule.conditions]
        parts = f'"请填写或改正："&{joined(invalid)}'
        return f'IF({{row-used}}=0,"",IF({{row-valid}}=0,{parts},{joined(failed)}))'

    def window_text(self) -> str:
        window = self.rule.file.window
        end = f"至{chinese_date(window.end)}" if window.end else "起"
        return f"不在政策有效期（{chinese_date(window.start)}{end}）"

    def requirement(self, condition: Condition) -> str:
        """The requirement as a formula: its words, with the values of the parameters it names."""
        parts: list[str] = []
        rest = f"；不符合“{condition.title}"
        while "{" in rest:
            words, _, rest = rest.partition("{")
            name, _, rest = rest.partition("}")
            if words:
                parts.append(excel.literal(words))
            parts.append(self.parameter_text(name))
        parts.append(excel.literal(rest + "”"))
        return "&".join(parts)

    def parameter_text(self, name: str) -> str:
        parameter = self.rule.file.parameters[name]
        node = getattr(self.rule.parameters, name)
        value = excel.formula(node, self.cells)
        if parameter.kind == "date":
            return f'TEXT({value},"yyyy-mm-dd")'
        if parameter.percent:
            return f'{value}*100&"%"'
        unit = "个月" if parameter.unit == "月" else parameter.unit
        return f"{value}&{excel.literal(unit)}" if unit else value

    # --- the article ------------------------------------------------------------------------------------

    def figures(self) -> Iterator[DatedParameter]:
        """The parameters in the amount that stand elsewhere than the rule, one for each place."""
        said = {f"{self.rule.citation}"}
        for name in dict.fromkeys(node.name for node in ex.parameters_of(self.rule.amount)):
            parameter = self.rule.file.parameters[name]
            sources = {f"{value.citation}" for value in parameter.values}
            if not sources <= said:
                said |= sources
                yield parameter

    @property
    def basis_length(self) -> int:
        """How many characters the article takes where every condition is met."""
        others = [self.further(f"{each.values[0].citation}") for each in self.figures()]
        return len(f"{self.rule.citation}") + sum(map(len, others))

    def basis(self) -> str:
        """The rule's article; those of the figures in its amount, on the row's day; those of conditions not met."""
        rule = self.rule
        said = {f"{rule.citation}"}
        text = excel.literal(f"{rule.citation}")
        for parameter in self.figures():
            said.add(f"{parameter.values[0].citation}")
            text += f"&{self.source_in_force(parameter)}"
        for source, codes in self.refusals().items():
            if source not in said:
                failed = "+".join(token(f"fail-{code}") for code in codes)
                text += f'&IF({failed}>0,{excel.literal(self.further(source))},"")'
        return f'IF({{row-used}}=0,"",{text})'

    def refusals(self) -> dict[str, list[str]]:
        """The articles of conditions, each with the codes of those that stand there."""
        window = self.rule.file.window
        refused = {f"{window.end_citation}": [WINDOW]} if window.end_citation else {}
        for condition in self.rule.conditions:
            if condition.citation is not None:
                refused.setdefault(f"{condition.citation}", []).append(condition.code)
        return refused

    def source_in_force(self, parameter: DatedParameter) -> str:
        """Where the value of a parameter on the row's day stands."""
        first, *later = parameter.values
        text = excel.literal(self.further(f"{first.citation}"))
        for value in later:
            text = f"IF({{row-day}}>={_day(value.start)},{excel.literal(self.further(f'{value.citation}'))},{text})"
        return text

    def further(self, source: str) -> str:
        """One more place: of the rule's own document the article alone; nothing for the rule's own article."""
        own: Citation = self.rule.citation
        if source == f"{own}":
            return ""
        return f"；{source.removeprefix(own.document.label).strip()}"

    # --- limits -----------------------------------------------------------------------------------------

    @property
    def has_limit(self) -> bool:
        """Whether a limit can take something off a row, or other rows can use it up."""
        return bool(self.rule.repeats) or self.claimed() is not None

    @property
    def limits_length(self) -> int:
        """About how many characters say what a limit took off."""
        names = ["、".join(key.title for key in repeat.keys) for repeat in self.rule.repeats]
        used = sum(len(f"同一{each}在先各行共申报00个月；") for each in names)
        return used + len("因前面各行减少00000元；") if self.has_limit else 0

    def lowered_by(self, repeat: Repeat) -> str:
        """Whether it is this repeat that lowered the row's amount; empty where no other could have.

        Of a refused row it is one whose conditions failed, else one that the amount reads.
        """
        if len(self.rule.repeats) == 1:
            return ""
        failed = "+".join(
            token(f"fail-{each.code}") for each in self.rule.conditions if self.rule.reads(each, repeat.input)
        )
        in_amount = any(node.name == repeat.input for node in ex.inputs_of(self.rule.amount))
        refused = f"{failed}>0" if failed else "FALSE"
        return f"IF({{row-failed}}=0,{'TRUE' if in_amount else 'FALSE'},{refused})"

    def is_money(self, repeat: Repeat) -> bool:
        """Whether earlier rows use up 元 of this repeat, so that what they were awarded is what they used up."""
        return self.rule.inputs[repeat.input].unit == "元" and not self.rule.check_only

    def claimed(self) -> ex.Expr | None:
        """What the row would give without the limits that its amount names; None where it names none."""
        node = self.rule.amount
        while isinstance(node, ex.Step):
            node = node.value
        return node.parts[0] if isinstance(node, ex.Least) and not self.rule.check_only else None

    def limits(self) -> str:
        """By how much a limit lowered the row's amount, and what earlier rows of the same person had used up.

        Nothing where the amount is what it would be without limit and earlier rows.
        """
        parts = []
        if self.claimed() is not None:
            words = '"；按限额计，减少"&ROUND({row-excess},2)&"元"'
            beyond = "AND({row-excess}>0,{row-excess}>{row-cut})" if self.rule.repeats else "{row-excess}>0"
            parts.append(f'IF({beyond},{words},"")')
        if self.rule.repeats and not self.rule.check_only:
            words = excel.literal("；因前面各行减少")
            if self.claimed() is not None:
                words = f"IF({{row-excess}}>{{row-cut}},{excel.literal('，其中因前面各行减少')},{words})"
            parts.append(_where("row-cut", f'{words}&ROUND({{row-cut}},2)&"元"', ">0"))
        parts += [self.earlier(number, repeat) for number, repeat in enumerate(self.rule.repeats)]
        return f'IF({{row-valid}}=0,"",{joined(parts)})'

    def earlier(self, number: int, repeat: Repeat) -> str:
        """What earlier rows had of this repeat, where that lowered the row's amount."""
        spec = self.rule.inputs[repeat.input]
        who = "、".join(key.title for key in repeat.keys)
        if spec.kind == "bool":
            text = excel.literal(f"；本表另有同一{who}的记录在先")
        elif self.is_money(repeat):
            text = f'{excel.literal(f"；同一{who}在先各行已占用")}&ROUND({token(f"paid-{number}")},2)&"元"'
        else:
            # Rows are counted as they claim: a limit may have left them less
            unit = "个月" if spec.unit == "月" else spec.unit
            text = f'{excel.literal(f"；同一{who}在先各行共申报")}&{token(f"before-{number}")}&{excel.literal(unit)}'
        tests = [f"{token(f'before-{number}')}>0"]
        if not self.rule.check_only:
            tests.append("{row-cut}>0")
        if lowered := self.lowered_by(repeat):
            tests.append(lowered)
        return f'IF(AND({",".join(tests)}),{text},"")'


def joined(parts: Iterable[str]) -> str:
    """Texts that begin with their separator each, one after another, without the first separator."""
    return f"MID({'&'.join(parts)},2,{_LONGEST})"


def _where(code: str, text: str, test: str = "=1") -> str:
    return f'IF({token(code)}{test},{text},"")'


def _day(day: dt.date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def in_brief(title: str) -> str:
    """The first words of a requirement, as a column's heading has room for; its figures are left out.

    >>> in_brief("劳动合同期限不少于{contract_months}")
    '劳动合同期限不少于…'
    """
    words = _FIGURE.sub("…", title)
    return words if len(words) <= _BRIEF else words[: _BRIEF - 1].rstrip("…，、（；：") + "…"
