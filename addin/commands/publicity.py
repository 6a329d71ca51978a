"""公示表: what may be shown to the public, in a workbook of its own."""

from __future__ import annotations

from addin.book import BookData
from addin.changes import Changes, refuse
from addin.commands import Options, command
from addin.publicity import public_tables
from addin.result_files import workbook_of
from addin.sealing.naming import title_of, unit_of
from addin.tables import ResultSheet, Words
from templates.names import TAB_LIMIT

_HIDDEN = "姓名、身份号码、电话和账号已部分隐去，地址和备注不公示。"


@command("公示表", tip="生成可以对外公示的表，姓名和公民身份号码按规定隐去一部分。")
def publicity(book: BookData, options: Options) -> Changes:
    """A workbook with the lists for the public; of ledgers only the rows that the rule grants."""
    found = list(public_tables(book))
    if not found:
        return refuse("没有可以公示的内容：清册没有填写，或台账里没有符合条件的行。")
    unit = unit_of(book)
    sheets = []
    for tab, title, table in found:
        lines = [Words(f"单位：{unit}") if unit else Words(f"日期：{book.today.isoformat()}")]
        foot = Words("公示期：　　　　　　　　　　监督电话：　　　　　　　　　　")
        sheets.append((tab[:TAB_LIMIT], ResultSheet(title, [*lines, table, foot])))
    name = f"公示表-{title_of(book)}-{book.today.isoformat()}.xlsx"
    rows = sum(len(table.rows) for _, _, table in found)
    words = f"已生成公示表：{len(found)}张表，{rows}行。{_HIDDEN}请核对后再发布。"
    content = workbook_of(sheets, generated=False)
    return Changes().give_file(name, content, "open").answer(name=name, rows=rows, summary=words).say(words)
