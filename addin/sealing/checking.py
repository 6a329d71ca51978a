"""Everything that stands in the way of handing a workbook in: the checks, every computed value, the parameters."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from addin.book import BookData
from addin.computing import AMOUNT, compute, rule_of
from addin.sealing.words import finding
from addin.sheet_parameters import SHEET as PARAMETERS
from addin.sheet_parameters import differences, parameters_of, ready_to_award
from formulas.wording import with_unit
from templates.fields import is_blank
from templates.findings import Finding, in_sheet_order
from templates.messages import show
from templates.model import Field
from templates.reading import FormData

_CLOSE = Decimal("0.000001")  # Excel computes in floats


def full_check(book: BookData) -> list[Finding]:
    """All findings in sheet order."""
    found = [*book.findings, *_parameters(book), *_amounts(book), *_values(book)]
    return in_sheet_order(found, book.received.sheets)


def _parameters(book: BookData) -> Iterator[Finding]:
    for each in differences(book):
        shown = with_unit(each.found, each.parameter.unit) if each.allowed else show(each.found)  # type: ignore[arg-type]
        yield finding(
            "PARAMETER_ADJUSTED" if each.allowed else "PARAMETER_NOT_ISSUED",
            sheet=PARAMETERS,
            cell=each.cell,
            severity="warning" if each.allowed else "error",
            label=f"{each.rule.title}：{each.parameter.label}",
            found=shown,
            expected=with_unit(each.expected, each.parameter.unit),
        )


def _amounts(book: BookData) -> Iterator[Finding]:
    """Amounts of ledgers that are not what the rule gives."""
    for ledger in compute(ready_to_award(book), parameters=parameters_of(book)):
        for row in ledger.rows:
            if row.differs:
                yield finding(
                    "AMOUNT_DIFFERS",
                    sheet=ledger.sheet,
                    cell=f"{ledger.letters[AMOUNT]}{row.number}",
                    field=AMOUNT,
                    label=ledger.rule.amount_title,
                    found=f"{row.shown}元",
                    expected=f"{row.award.amount}元",
                    why=row.why_differs,
                )


def _values(book: BookData) -> Iterator[Finding]:
    """Computed cells that hold something else than their formula gives. A file that Excel never saw holds nothing."""
    for data in book.forms.values():
        if rule_of(data.form.code) is not None:
            continue  # their helper columns are many, and the amount depends on all of them
        yield from _columns(data)
        for field in data.form.fields():
            cell = data.single(field.code)
            if field.computed and cell is not None and _differs(field, cell.raw, cell.value):
                yield _different(data, field, cell.address, cell.raw, cell.value)


def _columns(data: FormData) -> Iterator[Finding]:
    for column in data.columns.values():
        if not column.field.computed or not column.letter or column.field.type.kind == "seq":
            continue
        for number, raw, value in zip(data.numbers, column.raw, column.values, strict=True):
            if _differs(column.field, raw, value):
                yield _different(data, column.field, f"{column.letter}{number}", raw, value)


def _differs(field: Field, raw: object, value: object) -> bool:
    if is_blank(raw) or value is None:
        return False
    held = field.type.normalise(raw)
    if isinstance(held, (int, float, Decimal)) and isinstance(value, (int, float, Decimal)):
        return abs(Decimal(str(held)) - Decimal(str(value))) > _CLOSE
    return held != value


def _different(data: FormData, field: Field, cell: str, raw: object, value: object) -> Finding:
    label = field.label.replace("\n", "")
    place = {"sheet": data.sheet, "cell": cell, "field": field.code, "label": label}
    return finding("VALUE_DIFFERS", **place, severity="error", found=show(raw), expected=show(value))
