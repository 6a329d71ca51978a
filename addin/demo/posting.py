"""How the copies come back to the province: most as files, one in a zip, one in a mail, one broken off, one never."""

from __future__ import annotations

import email.policy
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

MISSING, BROKEN, ZIPPED, MAILED = "漯河市", "信阳市", "濮阳市", "济源市"
_TYPE = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def post(city: str, inbox: Path, save: Callable[[Path], None]) -> None:
    """Put a city's copy into the inbox the way it arrives."""
    name = f"用工保障_{city}.xlsx"
    if city == MISSING:
        return
    save(inbox / name)
    if city == ZIPPED:
        with zipfile.ZipFile(inbox / f"{city}人社局.zip", "w", zipfile.ZIP_DEFLATED) as package:
            package.write(inbox / name, name)
        (inbox / name).unlink()
    elif city == MAILED:
        mail = EmailMessage(policy=email.policy.SMTP)
        mail["Subject"] = f"{city}用工保障报表"
        mail["From"], mail["To"] = "clerk@example.com", "province@example.com"
        mail.set_content("省厅：\n现报上用工保障报表，请查收。\n")
        mail.add_attachment((inbox / name).read_bytes(), maintype=_TYPE[0], subtype=_TYPE[1], filename=name)
        (inbox / f"{city}报送邮件.eml").write_bytes(mail.as_bytes())
        (inbox / name).unlink()
    elif city == BROKEN:
        whole = (inbox / name).read_bytes()
        (inbox / name).write_bytes(whole[: len(whole) // 2])
