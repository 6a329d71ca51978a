"""校验全部: every form and the relations between them."""

from __future__ import annotations

from addin.book import BookData
from addin.changes import Changes
from addin.commands import Options, command
from addin.findings_sheet import TITLE, as_json, findings_table, marks_of, summary
from addin.sealing import full_check
from addin.tables import Words


@command("校验全部", tip="检查工作簿里的所有表单以及表与表之间的关系，问题清单写入“校验结果”表。")
def check_workbook(book: BookData, options: Options) -> Changes:
    """List every finding and mark its cell; marks of an earlier check come off first."""
    findings = full_check(book)
    result = book.result_name(TITLE)
    words = summary(findings)
    changes = Changes().answer(findings=as_json(findings), summary=words).clear_marks()
    for data in book.forms.values():
        changes.mark(data.sheet, marks_of(findings, data.sheet))
    changes.replace_sheet(result, TITLE, Words(f"校验范围：全部表单。{words}"), findings_table(book, findings))
    if findings:
        changes.select(result, "A1")
    return changes.say(f"校验完毕：{words}", "warning" if findings else "info")
