"""What ledgers' rows say beside their results, held against the rule: 序号, 限额扣减, 政策依据, what a limit took off.

Told once for a column. Rows whose inputs the sheet's formulas do not know are left out: they are looked at again once
these cells are mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from addin.book import BookData
from addin.computing import Ledger
from addin.local_blanks import in_doubt
from addin.sealing.computed import is_error, value_differs
from addin.sealing.ledger_results import data_of
from addin.sealing.row_words import BASIS, COLUMNS, RowWords
from templates.fields import is_blank
from templates.findings import Finding, Severity
from templates.reading import Column, FormData
from templates.registry import workbooks

_NUMBER = "no"
_Wrong = tuple[str, object, object]  # a cell, what it holds, what it ought to hold


def beside_results(book: BookData, ledgers: list[Ledger]) -> Iterator[Finding]:
    """Numbers, words and reductions that are not what the formulas give."""
    doubts = in_doubt(book)
    for ledger in ledgers:
        data = data_of(book, ledger)
        if (numbers := data.columns.get(_NUMBER)) is not None:
            yield from _told(book, data, numbers, list(_numbers(data, numbers)), "warning")
        if ledger.rule.repeats and any(row.own is not None for row in ledger.rows):
            continue  # one row's cells decide what is left for others
        words = RowWords(ledger.rule)
        rows = [
            (index, row)
            for index, row in enumerate(ledger.rows)
            if not row.empty and row.own is None and (ledger.sheet, row.number) not in doubts
        ]
        spoilt = {row.number for _, row in rows if row.differs}  # 限额扣减 and the reductions follow from the amount
        for code in COLUMNS:
            column = data.columns.get(code)
            if column is None or not column.letter:
                continue
            wrong: list[_Wrong] = []
            for index, row in rows:
                raw = column.raw[index]
                if is_blank(raw) and row.shown is None:
                    continue  # a row without formulas is told as such
                right = words.unlike(code, row.award, raw)
                if right is None or is_error(raw) or (code != BASIS and row.number in spoilt):
                    continue
                wrong.append((f"{column.letter}{row.number}", raw, right))
                spoilt.add(row.number)
            yield from _told(book, data, column, wrong)


def _numbers(data: FormData, column: Column) -> Iterator[_Wrong]:
    """Numbers that are not those of their rows, counted from the heading; the order that a sort left may stand."""
    held = [(index, raw) for index, raw in enumerate(column.raw) if not is_blank(raw) and not is_error(raw)]
    whole = {index: int(raw) for index, raw in held if isinstance(raw, (int, float)) and raw == int(raw)}
    above = Counter(head for index, raw in whole.items() if 0 < (head := data.numbers[index] - raw) < data.numbers[0])
    if not above:
        return
    head = above.most_common(1)[0][0]
    if len(whole) == len(held) == len(set(whole.values())) and set(whole.values()) <= set(range(1, len(data) + 1)):
        return
    for index, raw in held:
        right = data.numbers[index] - head
        if whole.get(index) != right:
            yield f"{column.letter}{data.numbers[index]}", raw, right


def _told(
    book: BookData, data: FormData, column: Column, wrong: Sequence[_Wrong], severity: Severity = "error"
) -> Iterator[Finding]:
    """One finding for what was typed over in a column.

    Another edition's formulas may give other words, and a formula that nothing has calculated yet gives none.
    """
    if wrong:
        formulas, current = book.formula_cells(data.sheet), _is_current(book)
        wrong = [each for each in wrong if _is_typed(each, formulas, current)]
    if wrong:
        (cell, raw, right), others = wrong[0], [each[0] for each in wrong[1:]]
        yield value_differs(data.sheet, cell, column.field, raw, right, others=others, severity=severity)


def _is_typed(wrong: _Wrong, formulas: frozenset[str] | None, current: bool) -> bool:
    if formulas is not None and wrong[0] not in formulas:
        return True
    return current and not (formulas is not None and is_blank(wrong[1]))


def _is_current(book: BookData) -> bool:
    workbook = workbooks().get(book.meta.workbook)
    return workbook is not None and book.meta.version == workbook.version
