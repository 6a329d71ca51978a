"""生成邮件: the draft that takes the sealed copy to its receiver."""

from __future__ import annotations

from pathlib import Path

from addin.book import BookData
from addin.changes import Changes
from addin.commands import Options, command
from addin.commands.seal import blocked, sealed_copy
from addin.mailing import draft, mailboxes, subject, to_whom


@command(
    "生成邮件",
    tip="生成一封未发送的邮件草稿，收件单位、主题和正文已写好，附件是上报件。请看过再发送。",
    takes=("accepted_by",),
)
def draft_mail(book: BookData, options: Options) -> Changes:
    """A draft with the sealed copy in front; a workbook that is not sealed yet is sealed first."""
    changes = Changes()
    if book.sealed:
        name, content, digest = book.path.name, book.content(), book.meta.entries.get("data_digest", "")
    else:
        sealed = sealed_copy(book, options.get("accepted_by", ""))
        if not sealed.done:
            return blocked(book, sealed)
        name, content, digest = sealed.name, sealed.content, sealed.digest
        changes.give_file(name, content, "save")
    mail = f"{Path(name).stem}.eml"
    changes.give_file(mail, draft(book, name, content, digest, book.today), "show")
    words = f"已生成邮件草稿“{mail}”：{to_whom(book)}，附件{name}。请打开看过再发送。"
    changes.answer(mail=mail, to=mailboxes(book), subject=subject(book), attachment=name, summary=words)
    return changes.say(words)
