"""The ledger of a rule: its inputs as columns, the live amount, 是否符合, the reasons, and the helper columns.

Helper columns stand to the right of the printed table.  The printed computed cells read only helper cells of their
own row, so that a clerk may sort the table.  The path of one input, from its cell to the amount::

    hours                      typed in; `ledger_train_offjob.hours` names the column
    ok-hours                   1 where it is what the rule takes    → row-valid: all inputs are
    row-asked, row-day         the day asked, and the same moved into the window: parameters are read on it
    key-0, uses-0, row-order   for whom the row counts, what it uses up, its place among the others
    before-0                   what earlier rows used up (SUMIFS)   → with-paid-this-year: entered plus earlier
    step-earned                an intermediate value, from hours and `param.train_offjob.per_block` …
    fail-hours-24              1 where the condition failed         → row-failed: how many did
    award-amount               0 where one failed, else the rule's amount, rounded to the cent

`self.cells` reads a row with what earlier rows used up, `self.alone` the row by itself.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from formulas import excel
from formulas import expressions as ex
from formulas.inputs import LIST_CAPACITY, InputSpec
from formulas.ledger import conditions_for
from formulas.subsidies import rules
from formulas.subsidy import FIRST_YEAR, LAST_YEAR, WINDOW, Key, Repeat, Subsidy
from templates.fields import Auto, Date, ResidentId, Seq, Tel, Text, Uscc, Yuan
from templates.ledger_checks import input_checks
from templates.ledger_inputs import (
    entered,
    input_columns,
    lacking_code,
    numbered_cells,
    position_code,
    token,
    valid_input,
)
from templates.ledger_review import review_checks, review_columns, review_of
from templates.ledger_subjects import UNIT, kebab, subject_columns
from templates.ledger_words import Words, in_brief
from templates.local_parameters import LocalTable, local_name, local_table
from templates.model import Field, Guide, ListForm, Source
from templates.names import ledger_code, parameter_name, window_name

__all__ = ["kebab", "ledger_form", "position_code"]

NO_UNIT = "（未填单位）"  # the unit of a row without one, where the form names no reporting unit either
ROW_LINES, MOST_LINES = 3, 6  # of words that a prepared row shows
_NUMBERS = (ResidentId, Uscc)  # types of columns that tell a person, an enterprise from all others
_LONG_BASIS = 36  # characters: the articles of two documents
_CHARACTER = 1.5  # units of width that a character of these words takes
_FULL = 120  # a narrower table leaves room on its page: the names take it
_A4, _A3 = 157, 229  # units of width that a page takes at its smallest scale


@functools.cache
def ledger_form(code: str) -> ListForm:
    """The ledger form of the rule `code`."""
    return _Ledger(rules()[code]).form()


class Cells:
    """Where a rule's expressions find their values: tokens of the ledger's own columns."""

    def __init__(self, rule: Subsidy, effective: frozenset[str], steps: bool = True) -> None:
        self.rule = rule
        self.effective = effective
        self.steps = steps

    def value(self, name: str) -> str:
        return token(f"with-{kebab(name)}") if name in self.effective else entered(name)

    def positions(self, name: str) -> str:
        return f"{token(position_code(name, 1))}:{token(position_code(name, LIST_CAPACITY))}"

    def step(self, step: ex.Step) -> str | None:
        return token(f"step-{kebab(step.name)}") if self.steps else None

    def parameter(self, name: str) -> tuple[str, bool]:
        parameter = self.rule.file.parameters[name]
        return parameter_name(self.rule.file.stem, name), len(parameter.values) > 1

    def day(self) -> str:
        return token("row-day")


class _Ledger:
    def __init__(self, rule: Subsidy) -> None:
        self.rule = rule
        self.history = frozenset(repeat.input for repeat in rule.repeats)
        self.cells = Cells(rule, self.history)  # with earlier rows
        self.alone = Cells(rule, frozenset(), steps=False)  # the row by itself
        self.words = Words(rule, self.cells)
        self.review = review_of(rule)

    def form(self) -> ListForm:
        rule = self.rule
        printed = list(self.printed())
        width = sum(column.width or column.type.width for column in printed)
        if width < _FULL:
            printed = [self.wider(each, _FULL - width) for each in printed]
        source = rule.file.citation
        return ListForm(
            code=ledger_code(rule.code),
            title=f"{rule.title}台账",
            source=Source(source.document.label, source.lines, printed=False),
            columns=[*printed, *self.helpers()],
            header=[
                Field("filed-by", "填报单位（盖章）", Text(), required=True),
                Field("filed-on", "填报日期", Date(), required=True),
            ],
            footer=[Field("filler", "填报人", Text()), Field("telephone", "联系方式", Tel())],
            notes=self.notes(),
            guide=self.guide(),
            whose=self.whose(),
            whole=tuple(self.whole()),
            series=tuple(numbered_cells(rule)),
            checks=(*input_checks(rule), *review_checks(self.review)),
            paper="A3" if width > _A4 else "A4",
            lines=self.lines(printed, squeezed=width > _A3),
            totals=() if rule.check_only else ("award-amount",),
        )

    def identity(self) -> list[Field]:
        """The columns of numbers and keys: who or what a row is about."""
        keys = [kebab(key.name) for key in self.rule.keys]
        return [each for each in subject_columns(self.rule) if each.code in keys or isinstance(each.type, _NUMBERS)]

    def whose(self) -> str:
        """The number of the person, else of the enterprise, else the first key; "" where a ledger asks for none."""
        found = self.identity()
        by_number = (each.code for kind in _NUMBERS for each in found if isinstance(each.type, kind))
        return next(iter((*by_number, *(each.code for each in found))), "")

    def whole(self) -> Iterator[str]:
        """All that a row says of a claim; the names beside the numbers may be spelt in many ways."""
        yield from (each.code for each in self.identity())
        for name, spec in self.rule.inputs:
            yield from (each.code for each in input_columns(name, spec))

    def wider(self, field: Field, room: float) -> Field:
        """A column of a table that leaves room on its page: the reasons take half of it, the names the rest."""
        if field.code == "award-reasons":
            return replace(field, width=(field.width or 0) + room / 2)
        return replace(field, width=None) if field.code in (UNIT, "remarks") else field

    def lines(self, printed: Iterable[Field], squeezed: bool) -> int:
        """How many lines a prepared row shows: enough for any one condition that is not met."""
        widths = {each.code: (each.width or 0.0) * (0.85 if squeezed else 1.0) - 1 for each in printed}
        titles = [re.sub(r"\{.*?\}", "00个月", each.title) for each in self.rule.conditions]
        longest = max(map(len, titles), default=0) + len("不符合“”")
        needed = max(
            math.ceil(longest * _CHARACTER / widths["award-reasons"]),
            math.ceil(self.words.limits_length * _CHARACTER / widths.get("award-limits", math.inf)),
            math.ceil(self.words.basis_length * _CHARACTER / widths["award-basis"]),
        )
        return min(max(ROW_LINES + squeezed, needed), MOST_LINES)

    def basis_width(self) -> float:
        if self.words.basis_length > _LONG_BASIS:
            return 24
        return 19 if self.rule.check_only else 16

    def guide(self) -> Guide:
        rule = self.rule
        who = rule.claimant or "申领单位"
        return Guide(
            who=f"县级人力资源社会保障等部门按申请、检查材料填；每行填{rule.record}"
            if rule.check_only or not rule.claimant
            else f"{who}申请，县级人力资源社会保障等部门审核；每行填{rule.record}",
            when="每次检查时" if rule.check_only else "每次申请、审核时",
            to="县级人力资源社会保障部门",
            how=tuple(self.limits()),
        )

    def limits(self) -> Iterator[str]:
        """Between which rows a limit is shared, so that a clerk knows which cells decide it."""
        for repeat in self.rule.repeats:
            who = "、".join(key.title for key in repeat.keys)
            title = self.rule.inputs[repeat.input].title
            yield f"{who}相同的各行，按日期先后自动计入“{title}”；这一栏只填本表以外的。"

    def notes(self) -> tuple[str, ...]:
        rule = self.rule
        window = rule.file.window
        lines = [f"依据：{rule.citation}。", f"政策有效期：{window}（{window.end_citation or window.citation}）。"]
        if rule.payer:
            lines.append(f"申领主体：{rule.claimant}。资金渠道：{rule.payer}。")
        if self.review.words:
            lines.append(f"审核公示：{self.review.words}（{self.review.basis}）。")
        return tuple(lines)

    # --- printed columns --------------------------------------------------------------------------------

    def printed(self) -> Iterator[Field]:
        rule = self.rule
        yield Field("no", "序号", Seq(), width=5, formula='IF({row-used}=0,"",ROW()-ROW({no:head}))')
        yield from subject_columns(rule)
        for name, spec in rule.inputs:
            yield from input_columns(name, spec)
        if not rule.check_only:
            yield Field("award-amount", rule.amount_title, Auto(Yuan()), formula=self.amount(), width=13)
        yield Field("award-eligible", "是否符合", Auto(), formula=self.eligible(), width=6.5)
        yield self.text("award-reasons", "未通过的条件", self.words.reasons(), 36 if rule.check_only else 28)
        if self.words.has_limit:
            yield self.text("award-limits", "限额扣减", self.words.limits(), 17 if len(rule.repeats) < 2 else 26)
        yield self.text("award-basis", "政策依据", self.words.basis(), self.basis_width())
        yield from review_columns(self.review)

    def text(self, code: str, label: str, formula: str, width: float) -> Field:
        return Field(code, label, Auto(Text()), formula=formula, width=width)

    # --- results ----------------------------------------------------------------------------------------

    def amount(self) -> str:
        value = excel.cents(excel.formula(self.rule.amount, self.cells))
        return f'IF({{row-used}}=0,"",IF({{row-failed}}=0,{value},0))'

    def eligible(self) -> str:
        return 'IF({row-used}=0,"",IF({row-failed}=0,"是","否"))'

    # --- helper columns ---------------------------------------------------------------------------------

    def helpers(self) -> Iterator[Field]:
        yield self.helper("row-used", "本行有内容", self.used())
        for name, spec in self.rule.inputs:
            if (table := local_table(name)) is not None:
                label = f"{spec.title}（空白时取当地参数）"
                yield self.helper(f"filled-{kebab(name)}", label, self.filled(name, table))
                # its own look into the table: whoever cannot read that must not take a blank for a fault
                lacking = f'IF({{row-used}}=0,"",IF({self.filled(name, table)}="",1,""))'
                yield self.helper(lacking_code(name), f"{spec.title}：也没有当地参数", lacking)
            yield self.helper(f"ok-{kebab(name)}", f"{spec.title}：有效", valid_input(name, spec))
        ok = ",".join(token(f"ok-{kebab(name)}") for name, _ in self.rule.inputs)
        yield self.helper("row-valid", "各项有效", f"IF({{row-used}}=0,0,MIN({ok}))")
        yield self.helper("row-asked", "适用日期", f"IF({{row-valid}}=0,0,{self.asked()})")
        yield self.helper("row-day", "参数取值日期", f"IF({{row-valid}}=0,0,{self.clamped()})")
        if self.rule.repeats:
            yield from self.earlier_rows()
        for step in self.rule.steps():
            value = excel.formula(step.value, self.cells)
            yield self.helper(f"step-{kebab(step.name)}", step.title, f"IF({{row-valid}}=0,0,{value})")
        yield self.helper(f"fail-{WINDOW}", "未通过：有效期", f"IF({{row-valid}}=0,0,IF({self.in_window()},0,1))")
        for number, condition in enumerate(self.rule.conditions, start=1):
            test = excel.formula(condition.test, self.cells)
            failed = f"IF({{row-valid}}=0,0,IF({test},0,1))"
            column = self.helper(f"fail-{condition.code}", f"未通过条件{number}：{in_brief(condition.title)}", failed)
            # the alias heads the column in workbooks that were issued with a mere number
            yield replace(column, aliases=(f"未通过：条件{number}",), width=18)
        codes = [WINDOW, *(condition.code for condition in self.rule.conditions)]
        failed = "+".join(token(f"fail-{code}") for code in codes)
        yield self.helper("row-failed", "未通过条数", f"IF({{row-valid}}=0,1,{failed})")
        if self.rule.check_only:
            yield self.helper("award-amount", "金额（检查类为0）", 'IF({row-used}=0,"",0)')
        elif self.rule.repeats:
            yield self.helper("row-cut", "因前面各行减少（元）", f"IF({{row-valid}}=0,0,{self.cut()})")
            yield from self.paid_before()
        if (claimed := self.words.claimed()) is not None:
            above = f"{excel.cents(excel.formula(claimed, self.cells))}-{{award-amount}}"
            refused = "{row-cut}" if self.rule.repeats and not self.rule.check_only else "0"
            yield self.helper("row-excess", "因限额减少（元）", f"IF({{row-failed}}=0,{above},{refused})")
        unit, filer = token(UNIT), "{header.filed-by}"
        named = f'IF(TRIM({unit})<>"",TRIM({unit}),IF(TRIM({filer})<>"",TRIM({filer}),"{NO_UNIT}"))'
        yield self.helper("row-unit", "汇总单位", f'IF({{row-used}}=0,"",{named})')
        first = "MATCH({row-unit},{row-unit:column},0)=ROW()-ROW({no:head})"
        yield self.helper("row-unit-first", "单位首行", f'IF({{row-unit}}="","",IF({first},ROW()-ROW({{no:head}}),""))')

    def helper(self, code: str, label: str, formula: str) -> Field:
        return Field(code, label, Auto(), formula=formula, beyond=True, width=9)

    def cut(self) -> str:
        """How much less the row gets than it would by itself; nothing where it would be refused by itself too."""
        before = "+".join(token(f"before-{number}") for number, _ in enumerate(self.rule.repeats))
        tests = [self.in_window(), *(excel.formula(each.test, self.alone) for each in self.rule.conditions)]
        alone = excel.cents(excel.formula(self.rule.amount, self.alone))
        return f"IF({before}=0,0,IF(AND({','.join(tests)}),{alone}-{{award-amount}},0))"

    def paid_before(self) -> Iterator[Field]:
        """What earlier rows of the same key were awarded, looked up only where they lowered the row's amount."""
        for number, repeat in enumerate(self.rule.repeats):
            if self.words.is_money(repeat):
                key, order = token(f"key-{number}"), token("row-order")
                same = f'{{key-{number}:column}},{key},{{row-order:column}},"<"&{order}'
                paid = f"IF({{row-cut}}>0,SUMIFS({{award-amount:column}},{same}),0)"
                title = self.rule.inputs[repeat.input].title
                yield self.helper(f"paid-{number}", f"{title}：前面各行核定（元）", paid)

    def used(self) -> str:
        cells = [kebab(key.name) for key in self.rule.keys]
        for name, spec in self.rule.inputs:
            cells += [position_code(name, each) for each in range(1, LIST_CAPACITY + 1)] if spec.item else [kebab(name)]
        return f"IF(COUNTA({','.join(token(code) for code in cells)})>0,1,0)"

    def filled(self, name: str, table: LocalTable) -> str:
        """What was entered, or else the local figure in force on the row's date; empty where there is neither."""
        cell, day, values = token(kebab(name)), token(kebab(self.rule.as_of.name)), local_name(table)
        found = f'IFERROR(LOOKUP({day},{values}.from,{values}),"")'
        return f'IF({cell}<>"",{cell},IF(AND(ISNUMBER({day}),COUNT({values}.from)>0),{found},""))'

    def asked(self) -> str:
        cell = token(kebab(self.rule.as_of.name))
        if self.rule.as_of.kind == "date":
            return cell
        return f"DATE(MAX({FIRST_YEAR},MIN({LAST_YEAR},{cell})),1,1)"

    def clamped(self) -> str:
        stem = self.rule.file.stem
        start = f"MAX({{row-asked}},{window_name(stem, 'start')})"
        return f"MIN({start},{window_name(stem, 'end')})" if self.rule.file.window.end else start

    def in_window(self) -> str:
        stem = self.rule.file.stem
        test = f"{{row-asked}}>={window_name(stem, 'start')}"
        return f"AND({test},{{row-asked}}<={window_name(stem, 'end')})" if self.rule.file.window.end else test

    def earlier_rows(self) -> Iterator[Field]:
        yield self.helper("row-order", "先后次序", f'IF({{row-valid}}=0,"",{self.order()})')
        for number, repeat in enumerate(self.rule.repeats):
            yield from self.earlier(number, repeat)

    def earlier(self, number: int, repeat: Repeat) -> Iterator[Field]:
        title = self.rule.inputs[repeat.input].title
        known = frozenset(each.input for each in list(self.rule.repeats)[:number])
        cells = Cells(self.rule, known, steps=False)
        tests = [self.in_window(), *(excel.formula(each.test, cells) for each in conditions_for(self.rule, repeat))]
        yield self.helper(f"key-{number}", f"{title}：归属", self.key(repeat))
        measure = excel.formula(repeat.measure, self.alone)
        counted = f"IF({{row-valid}}=0,0,IF(AND({','.join(tests)}),ROUND({measure},6),0))"
        yield self.helper(f"uses-{number}", f"{title}：本行占用", counted)
        key, order = token(f"key-{number}"), token("row-order")
        total = f'SUMIFS({{uses-{number}:column}},{{key-{number}:column}},{key},{{row-order:column}},"<"&{order})'
        yield self.helper(f"before-{number}", f"{title}：前面各行", f'IF({key}="",0,{total})')
        entered, before = token(kebab(repeat.input)), token(f"before-{number}")
        if self.rule.inputs[repeat.input].kind == "bool":
            effective = f'IF(OR({entered}="是",{before}>0),"是","否")'
        else:
            effective = f"{entered}+{before}"
        yield self.helper(f"with-{kebab(repeat.input)}", f"{title}（含前面各行）", f"IF({{row-valid}}=0,0,{effective})")

    def key(self, repeat: Repeat) -> str:
        """For whom the row counts, as a text that begins with k: digits alone would be compared as numbers."""
        blank = [f'{token(kebab(each.name))}=""' for each in repeat.per if isinstance(each, Key)]
        parts = [
            f"UPPER(TRIM({token(kebab(each.name))}))" if isinstance(each, Key) else excel.formula(each, self.alone)
            for each in repeat.per
        ]
        joined = '&"|"&'.join(parts)
        return f'IF({{row-valid}}=0,"",IF(OR({",".join(blank)}),"","k"&{joined}))'

    def order(self) -> str:
        """A text that sorts rows: date, uncapped amount (larger first), the other inputs, at last the row."""
        earned = excel.cents(excel.formula(self.rule.earned, self.alone))
        parts = ['TEXT({row-asked},"00000")', f'TEXT(99999999999.99-MAX(0,{earned}),"00000000000.00")']
        parts += [self.sort_text(name) for name in self.rule.tie_breakers]
        parts.append('TEXT(ROW(),"0000000")')
        return '"k"&' + "&".join(parts)

    def sort_text(self, name: str) -> str:
        spec = self.rule.inputs[name]
        cell = entered(name)
        if spec.item is not None:
            return f'TEXT(SUM({self.cells.positions(name)}),"{_sort_format(spec.item)}")'
        if spec.kind == "bool":
            return f'IF({cell}="是",1,0)'
        if spec.kind == "text":
            return f'TEXT({_place(cell, spec.options)},"00")'
        if spec.kind == "date":
            return f'TEXT({cell},"00000")'
        return f'TEXT({cell}{"*100" if spec.type == "percent" else ""},"{_sort_format(spec)}")'


def _sort_format(spec: InputSpec) -> str:
    """Wide enough for the type; the whole text of a row must stay below 255 characters, which SUMIFS takes."""
    return "000000000" if spec.type in ("int", "int+") else "00000000000.0000"


def _place(cell: str, options: tuple[str, ...]) -> str:
    """The place of an option in its list, nested no deeper than needed."""
    text = str(len(options) - 1)
    for place in range(len(options) - 2, -1, -1):
        text = f"IF({cell}={excel.literal(options[place])},{place},{text})"
    return text
