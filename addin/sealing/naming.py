"""The name of a sealed copy by convention: 单位-表名-期次-日期.xlsx."""

from __future__ import annotations

import datetime as dt
import re

from addin.book import BookData
from templates.frame import UNIT_LABELS
from templates.reading import FormData
from templates.registry import workbooks

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_LABELS = (*UNIT_LABELS, "单位名称", "申请单位", "企业名称")  # whoever applies stands for the unit that reports
_PART_LIMIT = 60  # characters of one part; a path in Windows has 260
_NO_UNIT = "未填单位"


def file_name(book: BookData, day: dt.date) -> str:
    """The name; a workbook without a period is named without one."""
    return joined(clean(unit_of(book)) or _NO_UNIT, title_of(book), book.meta.period, day.isoformat())


def unit_of(book: BookData) -> str:
    """Who reports: the unit that the workbook was issued to, else the one filled in."""
    if book.meta.unit:
        return book.meta.unit
    for data in book.used:
        if unit := _filled_in(data):
            return unit
    return ""


def _filled_in(data: FormData) -> str:
    named = [field for field in data.form.fields() if field.label.startswith(_LABELS)]
    if data.form.kind == "score":
        named += data.form.header[:1]  # a score sheet begins with whom or what it is about: a park, a school, a county
    for field in named:
        cell = data.single(field.code)
        if cell is not None and isinstance(cell.value, str):
            return cell.value
    return ""


def title_of(book: BookData) -> str:
    """What is reported: the workbook's title, or its only form."""
    if len(book.used) == 1:
        return book.used[0].form.title.replace("\n", "")
    workbook = workbooks().get(book.meta.workbook)
    return workbook.title if workbook else "报表"


def joined(*parts: str) -> str:
    """The name of a workbook made of these parts; one in which nothing is left is left out."""
    return "-".join(filter(None, map(clean, parts))) + ".xlsx"


def clean(text: str) -> str:
    """A part of a file's name: nothing that Windows forbids, no blanks, no dot that hides a file or is lost."""
    return _FORBIDDEN.sub("", text).strip(".")[:_PART_LIMIT].rstrip(".")
