"""What earlier merges paid, for the rows of one workbook: `jiuye compute --history` with the record of `jiuye merge`.

A workbook that was merged already stands in the record itself; its own rows are no earlier payments, nor are those of
a version that it corrects.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from addin.book import BookData
from addin.computing import records_of
from addin.merging.claims import claims_of, period_of
from addin.merging.record import Record, first_print
from addin.merging.submissions import Submissions
from addin.merging.units import unit_of as place_of
from addin.merging.units import unit_of_file
from addin.sealing.naming import unit_of
from formulas.ledger import Payment
from formulas.subsidy import Subsidy
from templates.model import ListForm
from templates.names import ledger_code

Paid = Callable[[Subsidy], Sequence[Payment]]


def paid_besides(path: Path, book: BookData) -> Paid:
    """The payments of a rule in the record at `path`, without those for the rows of this workbook. Raises CannotRun."""
    name = unit_of(book)
    unit = place_of(name) if name else unit_of_file(book.path.name)

    def payments(rule: Subsidy) -> Sequence[Payment]:
        data = book.forms.get(ledger_code(rule.code))
        with closing(Record(path, read_only=True)) as record:
            if data is None or not isinstance(data.form, ListForm):
                return record.payments(rule.code)
            claims = claims_of(rule, data.form, data.values, len(data), period_of(book.meta, data))
            own = {*claims.digests}
            own.update(first_print(rule.code, unit.name, row) for row in records_of(rule, data.values, len(data)))
            arrived, occasions = {claims.submission(unit.key)}, set(claims.occasions) - {""}
            submissions = Submissions(record)
            for each in submissions.replaced(data.form.code, unit.key, claims.period, arrived, occasions):
                own |= submissions.prints(each)
            return record.payments(rule.code, apart_from=own)

    return payments
