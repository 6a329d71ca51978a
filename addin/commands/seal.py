"""封装上报: the frozen copy that is handed in."""

from __future__ import annotations

import datetime as dt

from addin.book import BookData
from addin.changes import Changes
from addin.commands import Options, command
from addin.findings_sheet import TITLE, as_json, counted, findings_table, marks_of
from addin.sealing import Sealed
from addin.sealing import seal as seal_file
from addin.tables import Words


@command(
    "封装上报",
    tip="先做全面校验，没有错误才生成上报件：内容固定、带防改动摘要、文件名按规定。原工作簿不变。",
    needs="open form",
    takes=("accepted_by",),
)
def seal(book: BookData, options: Options) -> Changes:
    """Seal a copy; errors stand in the way and are listed. The workbook itself stays as it is."""
    sealed = sealed_copy(book, options.get("accepted_by", ""))
    if not sealed.done:
        return blocked(book, sealed)
    words = f"已封装：{sealed.name}。内容已固定，请用这一份上报；以后要修改，请改原工作簿，再封装一次。"
    changes = Changes().give_file(sealed.name, sealed.content, "save").say(words)
    return changes.answer(name=sealed.name, digest=sealed.digest, findings=as_json(sealed.findings), summary=words)


def sealed_copy(book: BookData, accepted_by: str = "") -> Sealed:
    """The sealed copy of the workbook as it is now."""
    moment = dt.datetime.combine(book.today, dt.datetime.now().time())
    return seal_file(book.content(), book.path, accepted_by=accepted_by, now=moment)


def blocked(book: BookData, sealed: Sealed) -> Changes:
    """The list of what stands in the way, as after a check."""
    errors, _ = counted(sealed.findings)
    words = f"没有封装：还有{errors}处错误。请按“{TITLE}”改正后再点“封装上报”。"
    result = book.result_name(TITLE)
    changes = Changes(refused=True).answer(findings=as_json(sealed.findings), summary=words, refused=words)
    changes.clear_marks()
    for data in book.forms.values():
        changes.mark(data.sheet, marks_of(sealed.findings, data.sheet))
    changes.replace_sheet(result, TITLE, Words(words), findings_table(book, sealed.findings))
    return changes.select(result, "A1").say(words, "warning")
