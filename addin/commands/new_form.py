"""新建表单: a fresh workbook of one reporting task, chosen from the list of all."""

from __future__ import annotations

import functools

from addin.book import BookData
from addin.changes import Changes, refuse
from addin.commands import Options, command
from addin.errors import CannotRun
from addin.result_files import workbook_of
from addin.tables import Column, ResultSheet, Table, Value, Words, find_table
from templates.model import Workbook
from templates.registry import workbooks

CATALOGUE = "表单目录"
_CODE, _TITLE = "代码", "工作簿"
_COLUMNS = (
    Column("序号", 6, "center"),
    Column(_TITLE, 30),
    Column("用途", 44),
    Column("所含表单", 60),
    Column(_CODE, 30),
)
_HOW = "选中要用的一行，再点一次“新建表单”，就会生成这份空白工作簿。"
_MOST_ROWS = 5000


@command(
    "新建表单",
    tip="从表单目录里选一种，生成一份空白工作簿，下拉选项、校验和公式都已备好。",
    needs="nothing",
    takes=("code", "rows"),
)
def new_form(book: BookData, options: Options) -> Changes:
    """A fresh workbook of the chosen task; the catalogue where none is chosen yet. No open workbook is touched."""
    code = options.get("code") or _chosen(book)
    if not code:
        entries = list(workbooks().values())
        content = workbook_of([(CATALOGUE, ResultSheet(CATALOGUE, [Words(_HOW), _table(entries)]))])
        changes = Changes().give_file(f"{CATALOGUE}.xlsx", content, "open").say(f"已打开“{CATALOGUE}”。{_HOW}")
        return changes.answer(workbooks=catalogue())
    if code not in workbooks():
        return refuse(f"没有代码为“{code}”的工作簿。请在“{CATALOGUE}”里选中一行，再点“新建表单”。")
    workbook = workbooks()[code]
    changes = Changes().give_file(workbook.file_name, _drawn(code, _rows(options.get("rows"))), "open")
    return changes.answer(code=code, title=workbook.title).say(f"已生成“{workbook.title}”。请先看“填报说明”，再填写。")


def catalogue() -> list[dict[str, object]]:
    """Every workbook as data: code, title, purpose, the titles of its forms."""
    return [_as_data(each) for each in workbooks().values()]


def _chosen(book: BookData) -> str:
    """The code of the selected row, where the catalogue is in front."""
    selection = book.selection
    if selection is None or selection.sheet != CATALOGUE or not book.has_sheet(CATALOGUE):
        return ""
    row = find_table(book.grid(CATALOGUE), _TITLE, _CODE).get(selection.area.top)
    return f"{row[_CODE]}" if row else ""


def _table(entries: list[Workbook]) -> Table:
    rows: list[list[Value]] = [
        [
            number,
            each.title,
            each.purpose,
            "、".join(form.title.replace("\n", "") for form in each.forms),
            each.code,
        ]
        for number, each in enumerate(entries, start=1)
    ]
    return Table(_COLUMNS, rows)


def _as_data(workbook: Workbook) -> dict[str, object]:
    forms = [form.title.replace("\n", "") for form in workbook.forms]
    return {"code": workbook.code, "title": workbook.title, "purpose": workbook.purpose, "forms": forms}


def _rows(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _MOST_ROWS:
        raise CannotRun(f"预备的行数填的是“{text}”，应为1至{_MOST_ROWS}的整数。")
    return int(text)


@functools.lru_cache(maxsize=8)
def _drawn(code: str, rows: int | None) -> bytes:
    """The finished file; drawing one takes seconds, and a server draws the same again and again."""
    from templates.rendering import file_bytes

    return file_bytes(workbooks()[code], rows=rows)
