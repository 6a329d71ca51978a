"""What earlier merges paid, for the rows of one workbook: `jiuye compute --history` with the record of `jiuye merge`.

A workbook that was merged already stands in the record itself; its own rows are no earlier payments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from addin.book import BookData
from addin.computing import records_of
from addin.merging.ledgers import fingerprints
from addin.merging.record import Record
from addin.merging.units import unit_of as place_of
from addin.merging.units import unit_of_file
from addin.sealing.naming import unit_of
from formulas.ledger import Payment
from formulas.subsidy import Subsidy
from templates.names import ledger_code

Paid = Callable[[Subsidy], Sequence[Payment]]


def paid_besides(path: Path, book: BookData) -> Paid:
    """The payments of a rule in the record at `path`, without those for the rows of this workbook. Raises CannotRun."""
    name = unit_of(book)
    unit = place_of(name) if name else unit_of_file(book.path.name)

    def payments(rule: Subsidy) -> Sequence[Payment]:
        data = book.forms.get(ledger_code(rule.code))
        rows = records_of(rule, data.values, len(data)) if data is not None else []
        own = [each.print for each in fingerprints(rule, unit, book.path.name, rows)]
        with closing(Record(path, read_only=True)) as record:
            return record.payments(rule.code, apart_from=own)

    return payments
