"""填报进度: what is left to fill in and to mend, form by form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from addin.book import BookData
from addin.changes import Changes
from addin.commands import Options, command
from addin.sealing import full_check
from addin.tables import Column, Link, Table, Value, Words
from templates.findings import Finding
from templates.model import READY, ListForm, ScoreSheetForm
from templates.reading import FormData
from templates.score_cells import cells_of
from templates.score_reading import answers_of, is_score_sheet

TITLE = "填报进度"
_MISSING = ("REQUIRED", "REQUIRED_WHEN", "ITEM_MISSING", "REMARK_NEEDED")
_COLUMNS = (
    Column("表单", 40),
    Column("已填", 14, "center"),
    Column("必填未填", 10, "center"),
    Column("错误", 8, "center"),
    Column("提醒", 8, "center"),
    Column("状态", 18, "center"),
    Column("第一处", 10, "center"),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """How far one form is."""

    title: str
    sheet: str
    used: bool
    filled: str
    missing: int
    errors: int
    warnings: int
    first: str
    reported: bool

    @property
    def left(self) -> int:
        return self.missing + self.errors

    @property
    def status(self) -> str:
        if not self.used:
            return "未填"
        return f"还有{self.left}处待改" if self.left else READY[self.reported]


@command("填报进度", tip="逐表列出还有多少必填项没填、多少处有错，点击即可跳到该处。")
def progress(book: BookData, options: Options) -> Changes:
    """One row for each form, with a link to the first place that needs work."""
    findings = full_check(book)
    sheets = {data.sheet for data in book.forms.values()}
    entries = [_entry(book, data, findings) for data in book.forms.values()]
    entries.sort(key=lambda each: book.received.sheets.index(each.sheet))
    words = _words([each for each in entries if each.used])
    blocks: list[Words | Table] = [Words(words), Table(_COLUMNS, [_row(each) for each in entries])]
    blocks += [Words(each.message) for each in findings if each.sheet not in sheets]
    result = book.result_name(TITLE)
    changes = Changes().answer(forms=[{**asdict(each), "status": each.status} for each in entries], summary=words)
    return changes.replace_sheet(result, TITLE, *blocks).select(result, "A1").say(words)


def _words(begun: Sequence[_Entry]) -> str:
    left = sum(each.left for each in begun)
    if not begun:
        return "各表都还没有填写。"
    if left:
        return f"已开始填写{len(begun)}张表，还有{left}处要补填或改正。"
    ready = READY[any(each.reported for each in begun)]
    return f"已开始填写{len(begun)}张表，必填项已填全，没有错误，{ready}。"


def _entry(book: BookData, data: FormData, every: Sequence[Finding]) -> _Entry:
    findings = [each for each in every if each.sheet == data.sheet]
    missing = [each for each in findings if each.rule in _MISSING]
    errors = [each for each in findings if each.severity == "error" and each not in missing]
    first = next((each.cell for each in findings if each.severity == "error"), "")
    title = data.form.title.replace("\n", "")
    warnings = len(findings) - len(missing) - len(errors)
    used, reported = data in book.used, data.form.guide.reported
    return _Entry(title, data.sheet, used, _filled(data), len(missing), len(errors), warnings, first, reported)


def _filled(data: FormData) -> str:
    if isinstance(data.form, ListForm):
        return f"{len(data)}行"
    if isinstance(data.form, ScoreSheetForm) and is_score_sheet(data):
        if data.other_edition:
            return "另一版标准"
        return f"{len(answers_of(data)['items'])}/{len(cells_of(data.form.rubric))}项"
    fields = [field.code for field in data.form.fields() if field.is_input]
    cells = [cell for code in fields if (cell := data.single(code)) is not None]
    return f"{sum(cell.value is not None for cell in cells)}/{len(fields)}项"


def _row(entry: _Entry) -> list[Value]:
    link = Link(entry.sheet, entry.first, entry.first) if entry.first else None
    title = Link(entry.sheet, "A1", entry.title)
    return [title, entry.filled, entry.missing, entry.errors, entry.warnings, entry.status, link]
