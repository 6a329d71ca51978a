"""汇总下级: everything in the inbox into one workbook."""

from __future__ import annotations

from addin.book import BookData
from addin.changes import Changes, ask
from addin.commands import Options, command
from addin.inboxes import merge_folder, summary_of


@command(
    "汇总下级",
    tip="选一个收件文件夹，把下级的上报件合并成一份，读不出的说明原因，重复和缺报另列清单。",
    needs="nothing",
    asks="folder",
    takes=("units",),
)
def merge_reports(book: BookData, options: Options) -> Changes:
    """Merge the files of a folder into a new workbook; the workbook in front is not touched."""
    if "folder" not in options:
        return ask("folder")
    merged = merge_folder(options["folder"], options.get("units"))
    name = f"汇总-{book.today.isoformat()}.xlsx"
    words = summary_of(merged.outcome)
    changes = Changes().give_file(name, merged.workbook, "open").say(words)
    return changes.answer(**merged.outcome.as_json(), summary=words)
