"""Everything that stands in the way of handing a workbook in: the checks, every computed value, the parameters."""

from __future__ import annotations

from collections.abc import Iterator

from addin.book import BookData
from addin.local_blanks import local_blanks
from addin.sealing.beside_results import beside_results
from addin.sealing.computed import computed_cells
from addin.sealing.ledger_results import ledger_rows, ledgers_of, totals
from addin.sealing.scores import scores
from addin.sealing.several_names import several_names
from addin.sealing.summaries import summaries
from addin.sealing.words import Place, finding
from addin.sheet_parameters import SHEET as PARAMETERS
from addin.sheet_parameters import differences, rules_of
from formulas.wording import with_unit
from templates.findings import Finding, in_sheet_order
from templates.messages import show


def full_check(book: BookData) -> list[Finding]:
    """All findings in sheet order."""
    ledgers = ledgers_of(book)
    found = [
        *book.findings,
        *_parameters_gone(book),
        *_parameters(book),
        *computed_cells(book),
        *local_blanks(book),
        *ledger_rows(book, ledgers),
        *beside_results(book, ledgers),
        *totals(book, ledgers),
        *summaries(book, ledgers),
        *scores(book),
        *several_names(book),
    ]
    return in_sheet_order(found, book.received.sheets)


def _parameters(book: BookData) -> Iterator[Finding]:
    for each in differences(book):
        shown = with_unit(each.found, each.parameter.unit) if each.allowed else show(each.found)  # type: ignore[arg-type]
        yield finding(
            "PARAMETER_ADJUSTED" if each.allowed else "PARAMETER_NOT_ISSUED",
            Place(PARAMETERS, each.cell, label=f"{each.rule.title}：{each.parameter.label}"),
            severity="warning" if each.allowed else "error",
            found=shown,
            expected=with_unit(each.expected, each.parameter.unit),
        )


def _parameters_gone(book: BookData) -> Iterator[Finding]:
    """The sheet 政策参数 that the formulas of our own workbook read, or single figures of it, deleted or renamed."""
    names = {prefix: book.names.get(prefix, {}) for prefix in ("param", "window", "local")}
    if not any(names.values()) and not (book.meta.workbook and rules_of(book)):
        return
    if not book.has_sheet(PARAMETERS):
        yield finding("PARAMETERS_GONE")
        return
    for rule in rules_of(book):
        for parameter in rule.file.parameters.values():
            name = f"{rule.file.stem}.{parameter.name}"
            if name in names["param"] and names["param"][name] is None:
                yield finding("PARAMETER_GONE", Place(PARAMETERS, label=f"{rule.title}：{parameter.label}"))
