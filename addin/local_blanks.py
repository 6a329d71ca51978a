"""Inputs left blank for which 当地参数 has no figure either, so that the ledger cannot award such a row; and those for
which it has one that is in doubt.

The live sheet counts them as missing; a reader of single forms cannot, since the figures stand on the sheet 政策参数.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.book import BookData
from addin.computing import rule_of
from addin.local_faults import is_faulty, local_faults
from addin.sheet_parameters import ready_to_award
from templates.fields import is_blank
from templates.findings import Finding, tell
from templates.ledgers import kebab
from templates.local_parameters import TABLES, local_table
from templates.reading.messages import one_line

NO_FIGURE = "LOCAL_FIGURE_MISSING"


def local_blanks(book: BookData) -> Iterator[Finding]:
    """The faults of 当地参数, and one finding for each blank that nothing stands in for.

    Of a table at fault nobody can say what it lacks: it has to be mended first.
    """
    yield from local_faults(book)
    for data in ready_to_award(book).forms.values():
        rule = rule_of(data.form.code)
        for name, spec in rule.inputs if rule is not None else ():
            table, column = local_table(name), data.columns.get(kebab(name))
            if table is None or column is None or spec.nullable or is_faulty(book, table):
                continue
            for number, value in zip(data.numbers, column.values, strict=True):
                if value is None:
                    cell, label = f"{column.letter}{number}", one_line(column.field.label)
                    words = f"没有填，“政策参数”表里也没有这一天的“{table.label}”。请补填，或在“政策参数”表填上。"
                    yield tell(words, NO_FIGURE, sheet=data.sheet, cell=cell, field=column.field.code, label=label)


def in_doubt(book: BookData) -> set[tuple[str, int]]:
    """Sheet and number of the rows whose blank input takes its figure from a table of 当地参数 that is at fault.

    LOOKUP, which the live formulas use, then finds another figure than one that reads the table, or none.
    """
    faulty = {table for table in TABLES if is_faulty(book, table)}
    found: set[tuple[str, int]] = set()
    for data in book.forms.values() if faulty else ():
        rule = rule_of(data.form.code)
        for name, _ in rule.inputs if rule is not None else ():
            table, column = local_table(name), data.columns.get(kebab(name))
            if table in faulty and table is not None and column is not None:
                for number, raw in zip(data.numbers, column.raw, strict=True):
                    if is_blank(raw):
                        found.add((data.sheet, number))
    return found
