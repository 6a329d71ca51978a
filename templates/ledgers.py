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
from collections.abc import Iterator

from formulas import excel
from formulas import expressions as ex
from formulas.inputs import LIST_CAPACITY, InputSpec
from formulas.ledger import conditions_for
from formulas.parameters.model import chinese_date
from formulas.subsidies import rules
from formulas.subsidy import WINDOW, Condition, Key, Repeat, Subsidy
from templates.fields import (
    Auto,
    Date,
    Dec,
    Enum,
    FieldType,
    Int,
    Pct,
    ResidentId,
    Seq,
    Tel,
    Text,
    Uscc,
    YesNo,
    Yuan,
)
from templates.local_parameters import LocalTable, local_name, local_table
from templates.model import Field, Guide, ListForm, Source
from templates.names import ledger_code, parameter_name, window_name

_FIRST_YEAR, _LAST_YEAR = 1901, 9998  # what DATE takes without reading it as 19xx


@functools.cache
def ledger_form(code: str) -> ListForm:
    """The ledger form of the rule `code`."""
    return _Ledger(rules()[code]).form()


class _Cells:
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
        self.cells = _Cells(rule, self.history)  # with earlier rows
        self.alone = _Cells(rule, frozenset(), steps=False)  # the row by itself

    def form(self) -> ListForm:
        rule = self.rule
        wide = sum(column.width or column.type.width for column in self.printed()) > 150
        return ListForm(
            code=ledger_code(rule.code),
            title=f"{rule.title}台账",
            source=Source(rule.file.citation.document.label, rule.file.citation.lines, printed=False),
            columns=[*self.printed(), *self.helpers()],
            header=[
                Field("filed-by", "填报单位（盖章）", Text(), required=True),
                Field("filed-on", "填报日期", Date(), required=True),
            ],
            footer=[Field("filler", "填报人", Text()), Field("telephone", "联系方式", Tel())],
            notes=self.notes(),
            guide=Guide(
                who=f"申领单位或县级人力资源社会保障部门；每行填{rule.record}",
                when="每次申请、审核时",
                to="县级人力资源社会保障部门",
                how=(
                    "只填浅黄色单元格，金额、是否符合和未通过的条件由表格自动计算。",
                    "是否类的内容填“是”或“否”，百分比按百分数填（如3.65%），日期填成2023-06-01的样子。",
                ),
            ),
            paper="A3" if wide else "A4",
            totals=() if rule.check_only else ("award-amount",),
        )

    def notes(self) -> tuple[str, ...]:
        rule = self.rule
        window = rule.file.window
        lines = [f"依据：{rule.citation}。", f"政策有效期：{window}（{window.end_citation or window.citation}）。"]
        if rule.payer:
            lines.append(f"申领主体：{rule.claimant}。资金渠道：{rule.payer}。")
        return tuple(lines)

    # --- printed columns --------------------------------------------------------------------------------

    def printed(self) -> Iterator[Field]:
        rule = self.rule
        yield Field("no", "序号", Seq(), formula='IF({row-used}=0,"",ROW()-ROW({no:head}))')
        yield Field("unit-name", "单位名称", Text(), width=16)
        names = {key.name for key in rule.keys}
        if "person_id" in names:
            yield Field("person-name", "姓名", Text(max_length=50), width=9)
        for key in rule.keys:
            yield Field(kebab(key.name), key.title, _KEY_TYPES[key.field_type](), width=_KEY_WIDTHS[key.field_type])
        for name, spec in rule.inputs:
            yield from self.input_columns(name, spec)
        if not rule.check_only:
            yield Field("award-amount", rule.amount_title, Auto(Yuan()), formula=self.amount(), width=13)
        yield Field("award-eligible", "是否符合", Auto(), formula=self.eligible(), width=7)
        yield Field("award-reasons", "未通过的条件", Auto(), formula=self.reasons(), width=26)
        day, person = Date(future=True), Text(max_length=50)
        yield Field("public-from", "公示起", day, width=11, prompt="审核结果公示的第一天；公示不少于5天。")
        yield Field("public-to", "公示止", day, width=11, prompt="审核结果公示的最后一天；公示不少于5天。")
        yield Field("handler", "经办人", person, width=8)
        yield Field("reviewer", "审核人", person, width=8, prompt="两人以上经办审查签字，与经办人不能是同一人。")
        yield Field("remarks", "备注", Text(), width=10)

    def input_columns(self, name: str, spec: InputSpec) -> Iterator[Field]:
        if spec.item is None:
            label = spec.title + (f"（{spec.unit}）" if spec.unit and spec.type != "percent" else "")
            label += "（%）" if spec.type == "percent" else ""
            yield Field(
                kebab(name), label, field_type(spec), required=False, prompt=spec.note, width=_input_width(spec, label)
            )
            return
        group = spec.title + (f"（{spec.unit}）" if spec.unit else "")
        prompt = "。".join(part for part in (spec.note, "从第1格起逐个填写，中间不留空。") if part)
        for position in range(1, LIST_CAPACITY + 1):
            yield Field(
                position_code(name, position),
                str(position),
                field_type(spec.item),
                group=group,
                prompt=prompt,
                width=7.5,
            )

    # --- results ----------------------------------------------------------------------------------------

    def amount(self) -> str:
        value = excel.cents(excel.formula(self.rule.amount, self.cells))
        return f'IF({{row-used}}=0,"",IF({{row-failed}}=0,{value},0))'

    def eligible(self) -> str:
        return 'IF({row-used}=0,"",IF({row-failed}=0,"是","否"))'

    def reasons(self) -> str:
        """The invalid inputs, or else the requirements that were not met."""
        invalid = [
            f'IF({token("ok-" + kebab(name))}=1,"",{excel.literal(spec.title + "、")})'
            for name, spec in self.rule.inputs
        ]
        failed = [
            f'IF({token(f"fail-{condition.code}")}=1,{self.requirement(condition)},"")'
            for condition in self.rule.conditions
        ]
        failed.insert(0, f'IF({token(f"fail-{WINDOW}")}=1,{excel.literal(self.window_text())},"")')
        return f'IF({{row-used}}=0,"",IF({{row-valid}}=0,"请填写或改正："&{"&".join(invalid)},{"&".join(failed)}))'

    def window_text(self) -> str:
        window = self.rule.file.window
        end = f"至{chinese_date(window.end)}" if window.end else "起"
        return f"不在政策有效期（{chinese_date(window.start)}{end}）；"

    def requirement(self, condition: Condition) -> str:
        """The requirement as a formula: its words, with the values of the parameters it names."""
        parts: list[str] = []
        rest = f"不符合“{condition.title}"
        while "{" in rest:
            words, _, rest = rest.partition("{")
            name, _, rest = rest.partition("}")
            if words:
                parts.append(excel.literal(words))
            parts.append(self.parameter_text(name))
        parts.append(excel.literal(rest + "”；"))
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

    # --- helper columns ---------------------------------------------------------------------------------

    def helpers(self) -> Iterator[Field]:
        yield self.helper("row-used", "本行有内容", self.used())
        for name, spec in self.rule.inputs:
            if (table := local_table(name)) is not None:
                label = f"{spec.title}（空白时取当地参数）"
                yield self.helper(f"filled-{kebab(name)}", label, self.filled(name, table))
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
            yield self.helper(f"fail-{condition.code}", f"未通过：条件{number}", failed)
        codes = [WINDOW, *(condition.code for condition in self.rule.conditions)]
        failed = "+".join(token(f"fail-{code}") for code in codes)
        yield self.helper("row-failed", "未通过条数", f"IF({{row-valid}}=0,1,{failed})")
        if self.rule.check_only:
            yield self.helper("award-amount", "金额（检查类为0）", 'IF({row-used}=0,"",0)')
        if self.rule.repeats and not self.rule.check_only:
            yield self.helper("row-cut", "因前面各行减少（元）", f"IF({{row-valid}}=0,0,{self.cut()})")

    def helper(self, code: str, label: str, formula: str) -> Field:
        return Field(code, label, Auto(), formula=formula, beyond=True, width=9)

    def cut(self) -> str:
        """How much less the row gets than it would by itself; nothing where it would be refused by itself too."""
        before = "+".join(token(f"before-{number}") for number, _ in enumerate(self.rule.repeats))
        tests = [self.in_window(), *(excel.formula(each.test, self.alone) for each in self.rule.conditions)]
        alone = excel.cents(excel.formula(self.rule.amount, self.alone))
        return f"IF({before}=0,0,IF(AND({','.join(tests)}),{alone}-{{award-amount}},0))"

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
        return f"DATE(MAX({_FIRST_YEAR},MIN({_LAST_YEAR},{cell})),1,1)"

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
        cells = _Cells(self.rule, known, steps=False)
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


def valid_input(name: str, spec: InputSpec) -> str:
    """1 where an input's cell (or cells) holds an allowed value: exactly what `InputSpec.parse` takes."""
    if spec.item is not None:
        return _valid_list(name, spec)
    cell = entered(name)
    test = _valid_cell(cell, spec)
    return f'IF({cell}="",{int(spec.nullable)},{test})'


def _valid_cell(cell: str, spec: InputSpec) -> str:
    if spec.kind == "bool":
        return f'IF(OR(EXACT({cell},"是"),EXACT({cell},"否")),1,0)'
    if spec.kind == "text":
        tests = ",".join(f"EXACT({cell},{excel.literal(option)})" for option in spec.options)
        return f"IF(OR({tests}),1,0)"
    if spec.kind == "date":
        return f"IF(ISNUMBER({cell}),IF(AND({cell}>=1,{cell}=INT({cell})),1,0),0)"
    return f"IF(ISNUMBER({cell}),IF(AND({_number_test(cell, spec)}),1,0),0)"


def _number_test(cell: str, spec: InputSpec) -> str:
    tests = [f"{cell}>0" if spec.type.endswith("+") else f"{cell}>=0"]
    if spec.type in ("int", "int+"):
        tests.append(f"{cell}=INT({cell})")
    if spec.allowed:
        tests.append("OR(" + ",".join(f"{cell}={each}" for each in spec.allowed) + ")")
    return ",".join(tests)


def _valid_list(name: str, spec: InputSpec) -> str:
    """Numbers from the first position on without a gap."""
    assert spec.item is not None
    first, last = token(position_code(name, 1)), token(position_code(name, LIST_CAPACITY))
    cells = f"{first}:{last}"
    count = f"COUNT({cells})"
    low = f'COUNTIF({cells},"<=0")' if spec.item.type.endswith("+") else f'COUNTIF({cells},"<0")'
    tests = [f"COUNT({first}:INDEX({cells},{count}))={count}", f"{low}=0"]
    if spec.item.type in ("int", "int+"):
        tests.append(f"SUMPRODUCT(--(INT({cells})<>{cells}))=0")
    return f"IF(COUNTA({cells})<>{count},0,IF({count}=0,{int(spec.may_be_empty)},IF(AND({','.join(tests)}),1,0)))"


def field_type(spec: InputSpec) -> FieldType:
    """The field type that guards an input's cell while someone types."""
    if spec.kind == "bool":
        return YesNo()
    if spec.kind == "text":
        return Enum(spec.options)
    if spec.kind == "date":
        return Date(future=True)
    if spec.type == "percent":
        return Pct(maximum=None)
    if spec.type in ("int", "int+"):
        return Int(1 if spec.type == "int+" else 0)
    return Dec(0)


def _input_width(spec: InputSpec, label: str) -> float:
    if spec.kind == "date":
        return 11
    if spec.kind == "text":
        return float(min(max(9, 1.2 * max(len(each) for each in spec.options) + 2), 16))
    if spec.kind == "bool":
        return 8 if len(label) <= 24 else 10
    return 9 if len(label) <= 16 else 10.5


def kebab(name: str) -> str:
    return name.replace("_", "-")


def token(code: str) -> str:
    """The cell of a column in the same row."""
    return "{" + code + "}"


def entered(name: str) -> str:
    """The cell of an input in the same row: what was typed, completed from the local figures where there are such."""
    return token(kebab(name)) if local_table(name) is None else token(f"filled-{kebab(name)}")


def position_code(name: str, position: int) -> str:
    return f"{kebab(name)}.{position}"


_KEY_TYPES: dict[str, type[FieldType]] = {"id": ResidentId, "uscc": Uscc, "text": Text}
_KEY_WIDTHS = {"id": 20.0, "uscc": 20.0, "text": 12.0}
