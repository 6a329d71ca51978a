"""校验本表: the form on the sheet in front."""

from __future__ import annotations

from addin.book import BookData
from addin.changes import Changes, refuse
from addin.commands import Options, command
from addin.findings_sheet import TITLE, as_json, findings_table, marks_of, summary
from addin.sealing import full_check
from addin.tables import Words


@command("校验本表", tip="检查当前工作表，有问题的单元格标色，问题清单写入“校验结果”表；已填内容不改动。")
def check_sheet(book: BookData, options: Options) -> Changes:
    """List the findings of one sheet and mark their cells; the other sheets keep their marks."""
    data = book.selected_form()
    if data is None:
        return refuse("当前工作表不是表单。请切换到要检查的表单，再点“校验本表”；检查所有表单请点“校验全部”。")
    findings = [each for each in full_check(book) if each.sheet == data.sheet]
    result = book.result_name(TITLE)
    words = summary(findings)
    changes = Changes().answer(findings=as_json(findings), summary=words, sheet=data.sheet)
    changes.clear_marks(data.sheet).mark(data.sheet, marks_of(findings, data.sheet))
    changes.replace_sheet(result, TITLE, Words(f"校验范围：{data.sheet}。{words}"), findings_table(book, findings))
    first = next((each.cell for each in findings if each.cell), "")
    changes.select(data.sheet, first or (book.selection.cell if book.selection else "A1"))
    return changes.say(f"“{data.sheet}”校验完毕：{words}", "warning" if findings else "info")
