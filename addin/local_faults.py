"""Rows of 当地参数 that the formulas cannot read, or read otherwise than whoever filled them in meant.

The ledgers look a figure up by LOOKUP, which wants true dates in ascending order: of two equal ones it takes the last,
and in a table out of order it finds anything. A number kept as text is no number to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from addin.book import BookData
from addin.sheet_parameters import LOCAL, SHEET
from templates.fields import Dec, Pct, is_blank
from templates.findings import Finding, tell
from templates.local_parameters import TABLES, LocalTable
from templates.messages import show
from templates.reading.grid import Area, Grid, address

_WORDS: Mapping[str, str] = {
    "LOCAL_START_NOT_DATE": "起始日期填的是“{found}”，不是日期格式，公式认不出。请按 2023-3-17 的样子重新填写。",
    "LOCAL_START_REPEATED": "起始日期{found}与 {other} 重复，看不出用哪一个数。请核对，同一天只留一行。",
    "LOCAL_START_ORDER": "起始日期{found}排在 {other} 的{before}后面，公式会取错数。请按日期从早到晚排列。",
    "LOCAL_START_BLANK": "填了数值，没有填起始日期，公式用不上。请补填起始日期，或删去这个数。",
    "LOCAL_VALUE_BLANK": "填了起始日期，没有填数值，公式会当作0。请补填数值，或删去这个日期。",
    "LOCAL_VALUE_NOT_NUMBER": "数值填的是“{found}”，不是数字，或者存成了文本，公式认不出。请只填数字，不带单位。",
    "LOCAL_VALUE_RANGE": "数值填的是{found}，应大于0。请核对。",
    "LOCAL_PERCENT_RANGE": "数值填的是{found}（即{percent}%），应大于0、不超过100%。本意是百分之几的，请填{found}%。",
}


def local_faults(book: BookData) -> Iterator[Finding]:
    """One finding for each cell of 当地参数 at fault."""
    for table in TABLES:
        yield from _faults(book, table)


def is_faulty(book: BookData, table: LocalTable) -> bool:
    """Whether a table has such a fault, so that nobody can say which figures it lacks."""
    return any(True for _ in _faults(book, table))


def _faults(book: BookData, table: LocalTable) -> Iterator[Finding]:
    names = book.names.get(LOCAL, {})
    starts, values = names.get(f"{table.name}.from"), names.get(table.name)
    if starts is None or values is None or not book.has_sheet(SHEET):
        return
    grid = book.grid(SHEET)
    latest: tuple[dt.date, str] | None = None  # the last first day so far, and its cell
    for offset in range(starts.bottom - starts.top + 1):
        start, start_cell = _at(grid, starts, offset)
        value, value_cell = _at(grid, values, offset)
        if is_blank(start) and is_blank(value):
            continue
        if is_blank(start):
            yield _finding(table, start_cell, "LOCAL_START_BLANK")
        elif not isinstance(start, dt.date):
            yield _finding(table, start_cell, "LOCAL_START_NOT_DATE", found=show(start))
        else:
            day = start.date() if isinstance(start, dt.datetime) else start
            if latest is not None and day <= latest[0]:
                code = "LOCAL_START_REPEATED" if day == latest[0] else "LOCAL_START_ORDER"
                yield _finding(table, start_cell, code, found=show(day), other=latest[1], before=show(latest[0]))
            else:
                latest = (day, start_cell)
        if is_blank(value):
            yield _finding(table, value_cell, "LOCAL_VALUE_BLANK")
        else:
            yield from _of_value(table, value, value_cell)


def _at(grid: Grid, area: Area, offset: int) -> tuple[object, str]:
    return grid.at(area.top + offset, area.left), address(area.top + offset, area.left)


def _of_value(table: LocalTable, raw: object, cell: str) -> Iterator[Finding]:
    kind = Pct() if table.percent else Dec()
    value = kind.normalise(raw)
    if isinstance(raw, str) or not isinstance(value, Decimal):
        yield _finding(table, cell, "LOCAL_VALUE_NOT_NUMBER", found=show(raw))
    elif value <= 0 or (table.percent and value > 1):
        code = "LOCAL_PERCENT_RANGE" if table.percent else "LOCAL_VALUE_RANGE"
        yield _finding(table, cell, code, found=show(value), percent=show((value * 100).normalize()))


def _finding(table: LocalTable, cell: str, code: str, **facts: str) -> Finding:
    label = f"当地参数“{table.label}”"
    return tell(_WORDS[code].format_map(facts), code, sheet=SHEET, cell=cell, label=label)
