"""生成邮件: a draft with the official recipient, subject, body and the sealed copy, still to be sent by a person.

`X-Unsent: 1` makes Outlook and most mail programs open the file as a draft of one's own. No sender is written: the
mail program fills in the account.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

from addin.book import BookData
from addin.merging.units import unit_of as place_of
from addin.sealing.naming import title_of, unit_of
from formulas.parameters.model import chinese_date
from templates.model import ListForm
from templates.reading import FormData

_FILLER = ("填报人", "填表人", "制表人", "经办人", "联系人")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_GATHERED = re.compile("省辖市人力资源社会保障局汇总")
_TELEPHONE = ("联系方式", "联系电话", "电话")


def draft(book: BookData, name: str, attachment: bytes, digest: str, day: dt.date) -> bytes:
    """The draft as the content of an .eml file."""
    used = book.used
    mail: Any = MIMEMultipart()  # whose headers are Header objects, which its type does not say
    mail["X-Unsent"] = "1"
    mail["To"] = ", ".join(mailboxes(book))
    mail["Subject"] = Header(subject(book), "utf-8", header_name="Subject")
    mail.attach(MIMEText(body(book, used, name, digest, day), "plain", "utf-8"))
    part = MIMEApplication(attachment, "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    # The name twice: by RFC 2231, and for older mail programs as an encoded word
    part.set_param("name", Header(name, "utf-8", maxlinelen=990).encode())
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    mail.attach(part)
    content: bytes = mail.as_bytes()
    return content


def mailboxes(book: BookData) -> list[str]:
    """The official mailboxes of the forms; none where the documents print none.

    A county hands in to its city, whose mailbox no document prints: those printed are the province's.
    """
    if city_above(book):
        return []
    return list(dict.fromkeys(each for data in book.used for each in _ADDRESS.findall(data.form.guide.mailbox)))


def city_above(book: BookData) -> str:
    """The city that gathers the forms, where a county reports and the printed mailbox is the province's."""
    unit = place_of(unit_of(book))
    gathered = any(data.form.guide.mailbox and _GATHERED.search(data.form.guide.who) for data in book.used)
    return unit.city if unit.county and gathered else ""


def to_whom(book: BookData) -> str:
    """What to say of the receivers of the draft."""
    if city := city_above(book):
        return f"县级的表报{city}人力资源和社会保障局汇总，文件没有印它的邮箱，请自己填写收件人"
    receivers = mailboxes(book)
    return f"收件人{'、'.join(receivers)}" if receivers else "文件没有印收件邮箱，请自己填写收件人"


def subject(book: BookData) -> str:
    """关于报送各地重点企业清单（2023年3月）的函—平顶山市人力资源和社会保障局."""
    period = f"（{book.meta.period}）" if book.meta.period else ""
    unit = unit_of(book)
    return f"关于报送《{title_of(book)}》{period}的函" + (f"—{unit}" if unit else "")


def body(book: BookData, used: Iterable[FormData], name: str, digest: str, day: dt.date) -> str:
    """The letter."""
    forms = list(used)
    city = city_above(book)
    receivers = list(dict.fromkeys(data.form.guide.to for data in forms)) or ["收件单位"]
    if city:
        receivers = [f"{city}人力资源和社会保障局"]
    contents = "；".join(_amount(data) for data in forms)
    unit = unit_of(book)
    contact = "，".join(part for part in (_first(forms, _FILLER), _first(forms, _TELEPHONE)) if part)
    lines = [
        f"{'、'.join(receivers)}：",
        "",
        f"　　现报送《{title_of(book)}》，内容：{contents}。详见附件“{name}”，请查收。",
        f"　　附件已封装，内容摘要（SHA-256）为 {digest}，收件后可用“jiuye verify”核对是否改动过。",
        "　　附件如设有密码，另行告知。",
        "",
        f"　　联系人：{contact}" if contact else "",
        "",
        unit,
        chinese_date(day),
    ]
    return "\r\n".join(lines) + "\r\n"


def _amount(data: FormData) -> str:
    title = data.form.title.replace("\n", "")
    return f"{title}{len(data)}行" if isinstance(data.form, ListForm) else title


def _first(used: Iterable[FormData], labels: tuple[str, ...]) -> str:
    for data in used:
        for field in (*data.form.footer, *data.form.header):
            cell = data.single(field.code)
            if cell is not None and cell.value is not None and field.label.startswith(labels):
                return f"{cell.value}"
    return ""
