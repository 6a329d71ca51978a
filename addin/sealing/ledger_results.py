"""The results of ledgers: amount, 是否符合 and reasons of every row against the rule, and the sums made of them.

A sum is held against what the rows themselves show, so that one wrong amount is told once, at its own cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from addin.book import BookData
from addin.computing import AMOUNT, ELIGIBLE, REASONS, Ledger, LedgerRow, compute, rule_of
from addin.local_blanks import in_doubt
from addin.sealing.computed import is_calculated, is_error, quoted, value_differs, without_formula
from addin.sealing.words import RESTORE, Place, finding
from addin.sheet_parameters import parameters_of, ready_to_award
from addin.slips import words
from templates.fields import is_blank
from templates.findings import Finding
from templates.messages import show
from templates.model import Field, ListForm
from templates.reading import FormData
from templates.reading.messages import one_line

CENT = Decimal("0.01")


def ledgers_of(book: BookData) -> list[Ledger]:
    """The ledgers of the book, awarded by the parameters that stand in it."""
    return compute(ready_to_award(book), parameters=parameters_of(book))


def ledger_rows(book: BookData, ledgers: list[Ledger]) -> Iterator[Finding]:
    """Results of rows that are not what the rule gives.

    A row whose cells the sheet's own formulas do not know has one finding, which names these cells.
    """
    doubts = in_doubt(book)
    for ledger in ledgers:
        data = data_of(book, ledger)
        fields = {field.code: field for field in data.form.fields()}
        yield from without_formula(book, data, _bare(ledger, data, fields))
        held = {code: data.columns[code].raw for code in (ELIGIBLE, REASONS) if code in ledger.letters}
        for index, row in enumerate(ledger.rows):
            if (ledger.sheet, row.number) in doubts:
                continue  # 当地参数 has findings of its own; the row is looked at again once they are mended
            amount = row.differs and not row.bare and not is_error(row.odd)
            if amount:
                yield _amount_differs(ledger, fields[AMOUNT], row)
            for code, raws in held.items():
                if not _may_stand(code, raws[index], row):
                    right = "" if code == REASONS else "是" if row.award.eligible else "否"
                elif code == ELIGIBLE and not amount and _means(raws[index]) not in (None, row.award.eligible):
                    right = "是" if row.award.eligible else "否"
                else:
                    continue
                cell = f"{ledger.letters[code]}{row.number}"
                yield value_differs(ledger.sheet, cell, fields[code], raws[index], right, words(row.slips) or RESTORE)


def data_of(book: BookData, ledger: Ledger) -> FormData:
    """The form whose rows a ledger's are."""
    return next(data for data in book.forms.values() if data.sheet == ledger.sheet and rule_of(data.form.code))


def _bare(ledger: Ledger, data: FormData, fields: Mapping[str, Field]) -> dict[int, tuple[Field, str]]:
    """The rows without a result, each with its first printed cell that lacks one."""
    shown = [code for code in (AMOUNT, ELIGIBLE) if ledger.letters.get(code) and not fields[code].beyond]
    found: dict[int, tuple[Field, str]] = {}
    for index, row in enumerate(ledger.rows):
        for code in () if row.empty else shown:
            if is_blank(data.columns[code].raw[index]):
                found.setdefault(row.number, (fields[code], f"{ledger.letters[code]}{row.number}"))
    return found


def _amount_differs(ledger: Ledger, field: Field, row: LedgerRow) -> Finding:
    return finding(
        "AMOUNT_DIFFERS",
        Place(ledger.sheet, f"{ledger.letters[AMOUNT]}{row.number}", AMOUNT, one_line(field.label)),
        found=row.held,
        expected=f"{row.award.amount}元",
        why=row.why_differs,
    )


def _may_stand(code: str, raw: object, row: LedgerRow) -> bool:
    """Whether a cell agrees with the award: 是 or 否, and no reasons where nothing was refused.

    What the sheet's own formulas make of cells that they do not know may stand too.
    """
    if is_blank(raw) or is_error(raw):
        return True  # a gap and an error value are told otherwise
    results = {row.award.eligible, (row.own or row.award).eligible}
    return False in results if code == REASONS else _means(raw) in results


def _means(raw: object) -> bool | None:
    return {"是": True, "否": False}.get(raw) if isinstance(raw, str) else None


# --- sums ----------------------------------------------------------------------------------------------------------


def totals(book: BookData, ledgers: list[Ledger]) -> Iterator[Finding]:
    """Sums under a table that are not those of its rows."""
    awarded = {ledger.sheet: ledger for ledger in ledgers}
    for data in book.used:
        if not isinstance(data.form, ListForm):
            continue
        for code in data.form.totals:
            field, ledger = data.form.column(code), awarded.get(data.sheet)
            cell = data.named.get(f"{field.name}.total")
            if cell is None or is_error(cell.raw):
                continue
            whole = sum_of(ledger) if ledger is not None else _sum(data, code)
            if is_blank(cell.raw) and (not whole or not is_calculated(book, data)):
                continue
            if not same(cell.raw, whole):
                place = Place(data.sheet, cell.address, code, one_line(field.label))
                yield finding("TOTAL_DIFFERS", place, found=quoted(cell.raw), expected=show(whole))


def sum_of(ledger: Ledger) -> Decimal:
    """The amounts as the rows show them; of a row that shows none, what the rule gives."""
    return plain(sum((amount_of(row) for row in ledger.rows), Decimal(0)))


def amount_of(row: LedgerRow) -> Decimal:
    return row.award.amount if row.shown is None else row.shown


def _sum(data: FormData, code: str) -> Decimal:
    values = (value for value in data.values(code) if isinstance(value, (int, Decimal)) and not isinstance(value, bool))
    return plain(sum(map(Decimal, values), Decimal(0)))


def plain(number: Decimal) -> Decimal:
    """A number without zeros at its end, as a cell shows it.

    >>> plain(Decimal("2160.00")), plain(Decimal("0.50"))
    (Decimal('2160'), Decimal('0.5'))
    """
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def same(raw: object, whole: Decimal | int) -> bool:
    """Whether a cell holds this number, to the cent."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        return False
    return abs(Decimal(str(raw)) - whole) < CENT
