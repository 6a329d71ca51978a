"""What 计算 does without Excel: every ledger row of a workbook awarded, rows of the same person counted together.

    compute(received)            the awards of all ledgers, row by row
    records_of(rule, column, n)  ledger cells as the records that `formulas` takes

`addin.result_sheet` puts them on the sheet 补贴核算.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from addin.beyond_sheet import Beyond, beyond_sheet
from addin.slips import Slip, behind, columns_of, own_awards, slips_of, words
from formulas.inputs import LIST_CAPACITY, InputSpec
from formulas.ledger import Payment, award_ledger
from formulas.parameters.model import ParameterFile
from formulas.subsidies import rules
from formulas.subsidy import Award, Subsidy
from templates.checking import is_used
from templates.fields import is_blank
from templates.ledgers import kebab, position_code
from templates.messages import show
from templates.names import ledger_code
from templates.reading import FormData, Received

AMOUNT, ELIGIBLE, REASONS = "award-amount", "award-eligible", "award-reasons"
_WHO = ("person-name", "unit-name")
Cells = Callable[[str], Sequence[object]]  # the values of a ledger's column by its code


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of a ledger with its award.

    `shown`: the amount that the sheet itself held, None if it held none; `slips`: the input cells that make the
    sheet's own formulas give another award, `own`; `odd`: what the amount's cell held that is no amount; `empty`:
    nothing of what the rule takes is filled in, and the sheet awards nothing; `bare`: the amount's cell held nothing
    although it should, while those of other rows do; `beyond`: what the result knows and the sheet does not.
    """

    number: int
    who: str
    award: Award
    shown: Decimal | None = None
    slips: tuple[Slip, ...] = ()
    own: Award | None = None
    odd: str = ""
    empty: bool = False
    bare: bool = False
    beyond: Beyond | None = None

    @property
    def differs(self) -> bool:
        """Whether the sheet holds another amount than the rule gives."""
        return self.shown != self.award.amount if self.shown is not None else self.bare or bool(self.odd)

    @property
    def held(self) -> str:
        """What the sheet holds for an amount, in Chinese."""
        return "空白" if self.bare else f"“{self.odd}”" if self.odd else f"{self.shown}元"

    @property
    def why_differs(self) -> str:
        """What to do about another amount, in Chinese."""
        if self.bare:
            return "这一行没有公式。请用“增加行”加行，或把上一行的公式复制到这一行。"
        if self.odd:
            return "请恢复公式，不要在计算格里填写。"
        if self.beyond is not None and self.beyond.why and self.shown == self.beyond.own:
            return self.beyond.why
        return words(self.slips) or "请核对是否改过公式或参数。"

    @property
    def difference(self) -> str:
        """The whole of it for a result's remarks; empty where nothing differs."""
        return f"表内是{self.held}。{self.why_differs}" if self.differs else ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of one ledger, and where its cells stand."""

    rule: Subsidy
    sheet: str
    letters: dict[str, str]  # of its columns, by code
    rows: list[LedgerRow]

    @property
    def total(self) -> Decimal:
        return sum((row.award.amount for row in self.rows), Decimal("0.00"))


def compute(
    received: Received,
    *,
    history: Iterable[Payment] | Callable[[Subsidy], Iterable[Payment]] = (),
    parameters: Callable[[Subsidy], ParameterFile] | None = None,
    own: Callable[[Subsidy], ParameterFile] | None = None,
) -> list[Ledger]:
    """The ledgers of a workbook that anyone has begun to fill in.

    Takes: `history`, what was paid before, or what gives it for a rule; `parameters`, a rule's parameters with local
           overrides; `own`, those on the sheet itself, where `parameters` come from elsewhere
    """
    paid = history if callable(history) else None
    payments = [] if callable(history) else list(history)
    found = []
    for data in received.forms.values():
        rule = rule_of(data.form.code)
        if rule is not None and is_used(data) and len(data):
            file = parameters(rule) if parameters else rule.file
            sheet_file = own(rule) if own else file
            found.append(_award(rule, data, file, sheet_file, payments if paid is None else list(paid(rule))))
    return found


def rule_of(form: str) -> Subsidy | None:
    """The rule whose ledger a form is."""
    start = ledger_code("")
    return rules().get(form.removeprefix(start)) if form.startswith(start) else None


def _award(
    rule: Subsidy, data: FormData, file: ParameterFile, own: ParameterFile, history: Sequence[Payment]
) -> Ledger:
    records = records_of(rule, data.values, len(data))
    awards = award_ledger(rule, records, file=file, history=history)
    beyond = list(beyond_sheet(rule, records, awards, file=file, own=own, history=history))
    names = [data.values(code) for code in _WHO]
    slips = slips_of(rule, data)
    alone = own_awards(rule, records, awards, slips, own)
    held = _held(data)
    amounts = [_amount(raw) for raw in held]
    calculated = any(amount is not None for amount in amounts)  # by Excel, WPS or LibreOffice
    taken = [column.raw for _, code in columns_of(rule) if (column := data.columns.get(code)) is not None]
    rows = []
    for index, number in enumerate(data.numbers):
        who = next((f"{each[index]}" for each in names if each[index] is not None), "")
        row = LedgerRow(number, who, awards[index], amounts[index])
        if index in slips or not _alike(alone[index], awards[index]):
            row = replace(row, slips=behind(rule, records, slips, index), own=alone[index])
        if row.shown is None:
            blank, empty = is_blank(held[index]), all(is_blank(raw[index]) for raw in taken)
            odd = "" if blank else show(held[index])
            row = replace(row, odd=odd, empty=empty, bare=calculated and blank and not empty)
        rows.append(replace(row, beyond=beyond[index]) if beyond else row)
    return Ledger(rule, data.sheet, {code: column.letter for code, column in data.columns.items()}, rows)


def _alike(one: Award, other: Award) -> bool:
    return one is other or (one.amount, one.eligible) == (other.amount, other.eligible)


def _held(data: FormData) -> Sequence[object]:
    """What stands in the amount's cells, whoever put it there; `values` would be reckoned anew."""
    column = data.columns.get(AMOUNT)
    return column.raw if column else [None] * len(data)


def records_of(rule: Subsidy, cells: Cells, count: int) -> list[dict[str, Any]]:
    """The rows of a ledger as records: the rule's inputs and its key columns, in the types of JSON."""
    columns: dict[str, Sequence[Any]] = {name: _column(name, spec, cells, count) for name, spec in rule.inputs}
    columns |= {key.name: cells(kebab(key.name)) for key in rule.keys}
    return [{name: column[index] for name, column in columns.items()} for index in range(count)]


def _column(name: str, spec: InputSpec, cells: Cells, count: int) -> list[Any]:
    if spec.item is None:
        return [json_value(spec, value) for value in cells(kebab(name))]
    item = spec.item
    positions = [cells(position_code(name, place)) for place in range(1, LIST_CAPACITY + 1)]
    return [list(_entries(item, [each[index] for each in positions])) for index in range(count)]


def _entries(item: InputSpec, cells: Sequence[object]) -> Iterator[Any]:
    """The entries of a list up to the last that is filled; a gap stays, and makes the list invalid."""
    last = max((place for place, value in enumerate(cells) if value is not None), default=-1)
    for value in cells[: last + 1]:
        yield json_value(item, value)


def json_value(spec: InputSpec, value: object) -> Any:
    """A cell's meant value as it stands in a record; what does not fit stays as it is, and is refused there.

    是 is true, a day is written 2023-06-01, 70 % is 70.
    """
    if value is None:
        return None
    if spec.kind == "bool":
        return {"是": True, "否": False}.get(value, value) if isinstance(value, str) else value
    if spec.kind == "date":
        if isinstance(value, dt.datetime):
            return value.date().isoformat() if value.time() == dt.time() else f"{value}"
        return value.isoformat() if isinstance(value, dt.date) else f"{value}"
    if spec.type == "percent" and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value) * 100
    return value


def _amount(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    try:
        return Decimal(f"{value}").quantize(Decimal("0.01"))
    except InvalidOperation:  # not a number, or too large to be an amount
        return None
