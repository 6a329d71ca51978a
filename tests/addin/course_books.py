"""Ledgers of 企业职工脱产培训补贴 as clerks fill them in.

200元 for every full eight hours, 每人每年 at most 1000元 (豫就业组〔2023〕1号 附件2 二（六）（3）, L250-252): 24 hours
earn 600元, 40 hours 1000元.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Sequence

import openpyxl
from openpyxl.utils.cell import range_boundaries

from templates.ledgers import ledger_form
from templates.model import Workbook
from templates.rendering import Issue, file_bytes

RULE, FORM = "train-offjob", "ledger-train-offjob"
WORKBOOK = Workbook("courses", "脱产培训补贴台账", (ledger_form(RULE),), rules=(RULE,))
PERSON, OTHER = "410402199003070015", "410403198805120020"  # invented, the check digits are right
FIRST_ROW = 4  # of the ledger's rows on its sheet


def course(hours: object = 24, person: str | None = PERSON, **changes: object) -> dict[str, object]:
    """One course that meets every condition."""
    row: dict[str, object] = {
        "unit_name": "平顶山示例有限公司",
        "person_name": "张三",
        "person_id": person,
        "apply_date": dt.date(2023, 6, 1),
        "institution_listed": "是",
        "occupation_related": "是",
        "hours": hours,
        "certificate": "是",
        "occupation_class": "未列入",
        "paid_this_year": 0,
    }
    return row | changes


@functools.cache
def _empty(rule: str, period: str) -> bytes:
    workbook = WORKBOOK if rule == RULE else Workbook("other", "其他台账", (ledger_form(rule),), rules=(rule,))
    issue = Issue("20230601-courses-001", "平顶山市新华区人社局", period=period) if period else None
    return file_bytes(workbook, rows=8, issue=issue)


def ledger(
    rows: Sequence[dict[str, object]],
    unit: str = "平顶山市新华区人社局",
    rule: str = RULE,
    *,
    day: dt.date = dt.date(2023, 6, 20),
    period: str = "",
) -> bytes:
    """A filled ledger, of another rule if one is named; with a period it was issued for that."""
    book = openpyxl.load_workbook(io.BytesIO(_empty(rule, period)))
    form = f"ledger_{rule.replace('-', '_')}"

    def put(field: str, value: object, row: int = 0) -> None:
        sheet, _, cells = book.defined_names[f"{form}.{field}"].attr_text.rpartition("!")
        column, first, _, _ = range_boundaries(cells.replace("$", ""))
        book[sheet.strip("'")].cell(first + row, column).value = value

    put("filed_by", unit)
    put("filed_on", day)
    for number, row in enumerate(rows):
        for field, value in row.items():
            put(field, value, number)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
