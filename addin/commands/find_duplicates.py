"""查重: enterprises and persons that several units reported, and numbers that stand beside several names."""

from __future__ import annotations

from collections.abc import Iterator

from addin.book import BookData
from addin.changes import Changes, ask
from addin.commands import Options, command
from addin.inboxes import is_merge_result, merge_folder
from addin.merging import Outcome
from addin.merging.numbers import CODES
from addin.result_files import workbook_of
from addin.tables import Column, ResultSheet, Table, Value, Words
from templates.registry import forms

TITLE = "查重结果"
NAMES = "同号不同名"
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
_NAME_COLUMNS = (
    Column("序号", 6, "center"),
    Column("报送单位", 18),
    Column("文件", 32),
    Column("工作表", 20),
    Column("单元格", 9, "center"),
    Column("问题", 80),
)


@command(
    "查重",
    tip="在各单位的上报件之间查找重复的企业和人员，以及同一号码名称不同的，列出在哪些单位、哪些行。",
    needs="nothing",
    asks="folder",
)
def find_duplicates(book: BookData, options: Options) -> Changes:
    """The list of a merge result in front, else that of a folder, in a workbook of its own."""
    if is_merge_result(book) and book.has_sheet(_IN_RESULT) and "folder" not in options:
        words = f"这份汇总结果里已有“{_IN_RESULT}”，已为您翻到那一页。同一号码名称不同的，见“问题清单”。"
        return Changes().select(_IN_RESULT, "A1").say(words)
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
    named = list(_of_several_names(outcome))
    words += f"同一号码名称不同的有{len(named)}处。" if named else "没有同一号码名称不同的。"
    sheets = [(TITLE, ResultSheet(TITLE, [Words(words), Table(_COLUMNS, rows)]))]
    if named:
        sheets.append((NAMES, ResultSheet(NAMES, [Table(_NAME_COLUMNS, named)])))
    changes = Changes().give_file(f"{TITLE}-{book.today.isoformat()}.xlsx", workbook_of(sheets), "open")
    told = outcome.as_json()
    names = [each for each in told["findings"] if each["rule"] in CODES]
    return changes.answer(duplicates=told["duplicates"], names=names, summary=words).say(words)


def _of_several_names(outcome: Outcome) -> Iterator[list[Value]]:
    """The places of numbers that stand beside several names."""
    found = [(place, each) for place, each in outcome.findings if each.rule in CODES]
    for number, (place, each) in enumerate(found, start=1):
        file = outcome.files[place]
        unit = file.unit.name if file.unit else ""
        yield [number, unit, file.file, each.sheet, each.cell, each.words]
