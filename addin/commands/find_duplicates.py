"""查重: enterprises and persons that several units reported."""

from __future__ import annotations

from addin.book import BookData
from addin.changes import Changes, ask
from addin.commands import Options, command
from addin.inboxes import is_merge_result, merge_folder
from addin.result_files import workbook_of
from addin.tables import Column, ResultSheet, Table, Value, Words
from templates.registry import forms

TITLE = "查重结果"
_IN_RESULT = "重复名单"  # what a merge result calls its own list
_KINDS = {"enterprise": "企业", "person": "人员"}
_COLUMNS = (
    Column("序号", 6, "center"),
    Column("表单", 26),
    Column("类别", 8, "center"),
    Column("代码或号码", 22, "center"),
    Column("名称", 26),
    Column("报送单位", 18),
    Column("文件", 32),
    Column("工作表", 20),
    Column("单元格", 9, "center"),
)


@command(
    "查重",
    tip="在各单位的上报件之间查找重复的企业和人员，列出在哪些单位、哪些行。",
    needs="nothing",
    asks="folder",
)
def find_duplicates(book: BookData, options: Options) -> Changes:
    """The list of a merge result in front, else that of a folder, in a workbook of its own."""
    if is_merge_result(book) and book.has_sheet(_IN_RESULT) and "folder" not in options:
        return Changes().select(_IN_RESULT, "A1").say(f"这份汇总结果里已有“{_IN_RESULT}”，已为您翻到那一页。")
    if "folder" not in options:
        return ask("folder")
    outcome = merge_folder(options["folder"]).outcome
    rows: list[list[Value]] = []
    for number, each in enumerate(outcome.duplicates, start=1):
        title = forms()[each.form].title.replace("\n", "")
        for place in each.places:
            file = outcome.files[place.file].file
            where = [place.name, place.unit.name, file, place.sheet, place.cell]
            rows.append([number, title, _KINDS[each.kind], each.value, *where])
    found = len(outcome.duplicates)
    words = f"查了{len(outcome.files)}个文件，" + (f"有{found}个重复。" if found else "没有跨单位的重复。")
    content = workbook_of([(TITLE, ResultSheet(TITLE, [Words(words), Table(_COLUMNS, rows)]))])
    changes = Changes().give_file(f"{TITLE}-{book.today.isoformat()}.xlsx", content, "open")
    return changes.answer(duplicates=outcome.as_json()["duplicates"], summary=words).say(words)
