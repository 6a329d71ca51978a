"""What stands on a workbook's sheet 政策参数: standards that a county adjusted, changed figures, 当地参数 filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from addin.book import BookData
from addin.computing import AMOUNT, rule_of
from formulas.parameters.model import DatedContent, DatedParameter, DatedValue, ParameterFile
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from formulas.wording import with_unit
from templates.fields import Dec
from templates.ledgers import kebab
from templates.local_parameters import LocalTable, local_table
from templates.reading import Column, FormData, Received
from templates.reading.grid import Area, Grid, address

SHEET = "政策参数"
SOURCE, ADJUSTED = f"本工作簿“{SHEET}”表", "本单位调整"
_PREFIX, LOCAL = "param", "local"
Figure = tuple[dt.date, Decimal | None]  # from which day on, and how much
Cells = dict[tuple[int, int], Fraction | None]  # what must stand in a parameter's cells, counted from its first one


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not as issued."""

    rule: Subsidy
    parameter: DatedParameter
    value: DatedValue  # of whose date it is
    row: int  # within the parameter's cells
    cell: str
    expected: Fraction
    found: object

    @property
    def allowed(self) -> bool:
        """Whether a county may set its own figure here."""
        return bool(self.parameter.adjustable) and isinstance(self.found, Fraction)


def rules_of(book: BookData) -> list[Subsidy]:
    """The rules of a workbook: those it names, else those whose ledgers it holds."""
    named = book.meta.entries.get("rules", "").replace(",", " ").split()
    held = [rule.code for code in book.forms if (rule := rule_of(code)) is not None]
    return [rules()[code] for code in dict.fromkeys([*named, *held]) if code in rules()]


def differences(book: BookData) -> list[Difference]:
    """Every figure of the sheet that is not as issued, in the order of the rules."""
    names = book.names.get(_PREFIX, {})
    if not names or not book.has_sheet(SHEET):
        return []
    grid = book.grid(SHEET)
    return [each for rule in rules_of(book) for each in _of_rule(rule, grid, names)]


def _of_rule(rule: Subsidy, grid: Grid, names: Mapping[str, Area | None]) -> Iterator[Difference]:
    for parameter in rule.file.parameters.values():
        area = names.get(f"{rule.file.stem}.{parameter.name}")
        if area is None or area.sheet != SHEET:
            continue
        for (down, across), expected in _cells(parameter).items():
            if expected is None:
                continue
            row, column = area.top + down, area.left + across
            found = _number(grid.at(row, column))
            if not isinstance(found, Fraction) or round(found, 9) != round(expected, 9):
                value = parameter.values[across]
                yield Difference(rule, parameter, value, down, address(row, column), expected, found)


def _cells(parameter: DatedParameter) -> Cells:
    """The figures of a parameter as the sheet shows them: one column for each first day."""
    found: Cells = {}
    for across, value in enumerate(parameter.values):
        content = value.content
        if isinstance(content, Fraction):
            found[0, across] = content
        elif isinstance(content, Mapping):
            found |= {(down, across): content.get(key) for down, key in enumerate(parameter.keys())}
        elif isinstance(content, tuple):
            found |= {(down, across): amount for down, (_, amount) in enumerate(content)}
    return found


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return value
    return Fraction(str(value)) if value == value and abs(value) != float("inf") else value


def parameters_of(book: BookData) -> Callable[[Subsidy], ParameterFile]:
    """A rule's parameters, with the standards that a county has adjusted on the sheet where it may."""
    adjusted = [each for each in differences(book) if each.allowed]

    def parameters(rule: Subsidy) -> ParameterFile:
        file = rule.file
        for each in adjusted:
            if each.rule is rule:
                file = _with(file, each)
        return file

    return parameters


def _with(file: ParameterFile, difference: Difference) -> ParameterFile:
    parameter = file.parameters[difference.parameter.name]
    value = next(each for each in parameter.values if each.start == difference.value.start)
    assert isinstance(difference.found, Fraction)
    content = _changed(parameter, value.content, difference.row, difference.found)
    end = parameter.end_of(value)
    return file.override(parameter.name, DatedValue(value.start, content, SOURCE, local=ADJUSTED), end)


def _changed(parameter: DatedParameter, content: DatedContent | None, row: int, found: Fraction) -> DatedContent:
    if isinstance(content, Mapping):
        return {**content, parameter.keys()[row]: found}
    if isinstance(content, tuple):
        return tuple((bound, found if place == row else amount) for place, (bound, amount) in enumerate(content))
    return found


# --- 当地参数 --------------------------------------------------------------------------------------------------


def ready_to_award(book: BookData) -> Received:
    """The forms of the book as their ledgers are awarded and compared.

    Blank inputs are filled in from 当地参数, as the live formulas do; the column of the amount tells what the sheet
    holds, not what its formula ought to give.
    """
    names = book.names.get(LOCAL, {})
    grid = book.grid(SHEET) if names and book.has_sheet(SHEET) else Grid([])
    forms = {code: _completed(data, grid, names) for code, data in book.forms.items()}
    return replace(book.received, forms=forms)


def _completed(data: FormData, grid: Grid, names: Mapping[str, Area | None]) -> FormData:
    rule = rule_of(data.form.code)
    if rule is None:
        return data
    columns = dict(data.columns)
    if (held := columns.get(AMOUNT)) is not None:
        values = [held.field.type.normalise(raw) for raw in held.raw]
        columns[AMOUNT] = Column(held.field, held.letter, held.raw, values)
    days = data.values(kebab(rule.as_of.name))
    for name, _ in rule.inputs:
        table, column = local_table(name), columns.get(kebab(name))
        if table is None or column is None:
            continue
        figures = list(_figures(table, grid, names))
        values = [
            _in_force(figures, day) if value is None else value
            for value, day in zip(column.values, days, strict=True)
        ]
        columns[kebab(name)] = Column(column.field, column.letter, column.raw, values, column.odd)
    return replace(data, columns=columns)


def local_figures(book: BookData) -> Callable[[str, dt.date], Decimal | None]:
    """The figure of 当地参数 that stands in for an input of some name on some day, if there is one."""
    names = book.names.get(LOCAL, {})
    grid = book.grid(SHEET) if names and book.has_sheet(SHEET) else Grid([])

    def figure(name: str, day: dt.date) -> Decimal | None:
        table = local_table(name)
        return None if table is None else _in_force(list(_figures(table, grid, names)), day)

    return figure


def _figures(table: LocalTable, grid: Grid, names: Mapping[str, Area | None]) -> Iterator[Figure]:
    """The rows with a first day; their figure is None where LOOKUP would find no number there."""
    starts, values = names.get(f"{table.name}.from"), names.get(table.name)
    if starts is None or values is None:
        return
    for offset in range(starts.bottom - starts.top + 1):
        day, raw = grid.at(starts.top + offset, starts.left), grid.at(values.top + offset, values.left)
        if isinstance(day, dt.date):
            value = None if isinstance(raw, str) else Dec().normalise(raw)
            yield (day.date() if isinstance(day, dt.datetime) else day), (value if isinstance(value, Decimal) else None)


def _in_force(figures: Sequence[Figure], day: object) -> Decimal | None:
    """The figure of the last first day that has come; of several equal ones the last, as LOOKUP finds it."""
    found = [(start, value) for start, value in reversed(figures) if isinstance(day, dt.date) and start <= day]
    return max(found, default=(dt.date.min, None), key=lambda each: each[0])[1]


def adjusted_rows(found: Iterable[Difference]) -> list[str]:
    """The adjusted standards in words, for whoever reads a result."""
    return [
        f"{each.rule.title}：{each.parameter.label}按{SOURCE}{each.cell}的"
        f"{with_unit(each.found, each.parameter.unit)}核算"
        f"（文件规定{with_unit(each.expected, each.parameter.unit)}；{each.parameter.adjustable}）。"
        for each in found
        if isinstance(each.found, Fraction)
    ]
