"""未报名单: who was expected and has not reported."""

from __future__ import annotations

from addin.book import BookData
from addin.changes import Changes, ask
from addin.commands import Options, command
from addin.inboxes import is_merge_result, merge_folder, missing_words
from addin.result_files import workbook_of
from addin.tables import Column, ResultSheet, Table, Value, Words

TITLE = "未报名单"
_COLUMNS = (Column("序号", 6, "center"), Column("单位", 30), Column("情况", 60))


@command(
    "未报名单",
    tip="对照应报单位，列出还没有上报的单位。",
    needs="nothing",
    asks="folder",
    takes=("units",),
)
def missing_reporters(book: BookData, options: Options) -> Changes:
    """The list of a merge result in front, else that of a folder, in a workbook of its own."""
    if is_merge_result(book) and book.has_sheet(TITLE) and "folder" not in options:
        return Changes().select(TITLE, "A1").say(f"这份汇总结果里已有“{TITLE}”，已为您翻到那一页。")
    if "folder" not in options:
        return ask("folder")
    outcome = merge_folder(options["folder"], options.get("units")).outcome
    words = missing_words(outcome)
    missing = enumerate(outcome.missing_in_words(), start=1)
    rows: list[list[Value]] = [[number, unit.name, state] for number, (unit, state) in missing]
    content = workbook_of([(TITLE, ResultSheet(TITLE, [Words(words), Table(_COLUMNS, rows)]))])
    changes = Changes().give_file(f"{TITLE}-{book.today.isoformat()}.xlsx", content, "open")
    return changes.answer(missing=[unit.name for unit in outcome.missing], summary=words).say(words)
