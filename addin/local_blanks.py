"""Inputs left blank for which 当地参数 has no figure either, so that the ledger cannot award such a row; and those for
which it has one that is in doubt.

The live sheet counts them as missing; a reader of single forms cannot, since the figures stand on the sheet 政策参数.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from addin.book import BookData
from addin.computing import rule_of
from addin.local_faults import is_faulty, local_faults
from addin.sheet_parameters import SHEET, ready_to_award
from templates.fields import is_blank
from templates.findings import Finding
from templates.ledgers import kebab
from templates.local_parameters import TABLES, LocalTable, local_table
from templates.reading.grid import Area, Grid
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
                    cell = f"{column.letter}{number}"
                    words = f"没有填，“政策参数”表里也没有这一天的“{table.label}”。请补填，或在“政策参数”表填上。"
                    text = f"【{data.sheet}!{cell}】{one_line(column.field.label)}：{words}（{NO_FIGURE}）"
                    yield Finding(data.sheet, cell, column.field.code, NO_FIGURE, "error", text)


def in_doubt(book: BookData) -> dict[tuple[str, int], str]:
    """By sheet and row, the 当地参数 that a blank input takes its figure from although its table is not in order.

    LOOKUP, which the live formulas use, then finds another figure than one that reads the table, or none.
    """
    names = book.names.get("local", {})
    if not names or not book.has_sheet(SHEET):
        return {}
    grid = book.grid(SHEET)
    faulty = {table for table in TABLES if not _in_order(table, grid, names)}
    found: dict[tuple[str, int], str] = {}
    for data in book.forms.values() if faulty else ():
        rule = rule_of(data.form.code)
        for name, _ in rule.inputs if rule is not None else ():
            table, column = local_table(name), data.columns.get(kebab(name))
            if table in faulty and table is not None and column is not None:
                for number, raw in zip(data.numbers, column.raw, strict=True):
                    if is_blank(raw):
                        found[data.sheet, number] = table.label
    return found


def _in_order(table: LocalTable, grid: Grid, names: Mapping[str, Area | None]) -> bool:
    """Whether days and figures stand one beside the other without a gap, the days from the earliest on."""
    starts, values = names.get(f"{table.name}.from"), names.get(table.name)
    if starts is None or values is None:
        return True
    last, ended = dt.date.min, False
    for offset in range(starts.bottom - starts.top + 1):
        day = grid.at(starts.top + offset, starts.left)
        value = grid.at(values.top + offset, values.left)
        if is_blank(day) and is_blank(value):
            ended = True
            continue
        is_number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
        if ended or not isinstance(day, dt.date) or not is_number:
            return False
        start = day.date() if isinstance(day, dt.datetime) else day
        if start <= last:
            return False
        last = start
    return True
