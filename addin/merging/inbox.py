"""What came in: every file of a folder, and the attachments of mails and members of zip files inside it.

Nothing is unpacked to disk, so a hostile path leads nowhere. Names keep the way to a file: 周报.zip!平顶山市.xlsx.
"""

from __future__ import annotations

import email.policy
import functools
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

from addin.errors import CannotRun
from addin.merging.record import is_record
from addin.merging.words import SKIPPED, refusal
from templates.reading.opening import DAMAGED_PART, FILE_LIMIT, MEGABYTE, NO_PACKAGE, sizes

CONTAINER_LIMIT = 512 * MEGABYTE  # of a zip or a mail itself
COUNT_LIMIT = 20_000  # files, all together
DEPTH_LIMIT = 3  # a zip in a mail in a zip
_SEPARATOR = "!"
_MAIL, _ZIP = ".eml", ".zip"
_PACKED = (".rar", ".7z", ".tar", ".gz", ".tgz")
_LITTER = {".ds_store", "thumbs.db", "desktop.ini", ".gitkeep"}
_UTF8_NAME = 0x800  # flag of a zip member whose name is UTF-8; without it Chinese Windows writes GBK


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file that may be a workbook. `path` where it lies in a folder, else `load` gives its content."""

    name: str
    path: Path | None = None
    load: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read at all. `litter`: nobody meant to send it."""

    name: str
    reason: str
    litter: bool = False


class _Stop(Exception):
    """A container that cannot be opened; the text says why."""


def collect(inbox: Path, apart_from: Path | None = None, ledger: Path | None = None) -> list[Parcel | Refused]:
    """Everything in the inbox in the order of the names: a folder, or a single zip, mail or workbook.

    Takes: `apart_from`, the result, and `ledger`, the record: files of the merge's own
    Raises: CannotRun if there is no such folder, or nothing in it
    """
    if not inbox.exists():
        raise CannotRun(f"没有找到 {inbox}。请核对文件夹的路径。")
    files = sorted(_walk(inbox), key=lambda each: each[0].casefold()) if inbox.is_dir() else [(inbox.name, inbox)]
    own = {path.resolve() for path in (apart_from, ledger) if path}
    found: list[Parcel | Refused] = []
    mails = _Mails()
    for name, path in files:
        if path.resolve() in own:
            if ledger is not None and path.resolve() == ledger.resolve() and not is_record(path):
                words = "是收到的文件，不是汇总台账，没有改动。请另指定一个文件，或新建一个。"
                raise CannotRun(f"--ledger 填的“{name}”{words}")
            continue
        found += _open_file(_printable(name), path, mails)
        if len(found) > COUNT_LIMIT:
            raise CannotRun(f"{inbox} 里的文件超过 {COUNT_LIMIT} 个。请分几个文件夹汇总。")
    if not any(isinstance(each, Parcel) or not each.litter for each in found):
        raise CannotRun(f"{inbox} 里没有文件。请把各单位报来的表格（.xlsx、.xlsm、.zip、.eml）放进来再汇总。")
    return found


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    for place, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".") and each != "__MACOSX"]
        for name in names:
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def _open_file(name: str, path: Path, mails: _Mails) -> Iterator[Parcel | Refused]:
    if _is_litter(name):
        yield Refused(name, SKIPPED["LITTER"], litter=True)
    elif path.suffix.lower() not in (_ZIP, _MAIL):
        yield _judged(name) or Parcel(name, path)
    else:
        yield from _open(name, functools.partial(_load, path), mails, 1)


def _open(name: str, load: Callable[[], bytes], mails: _Mails, depth: int) -> Iterator[Parcel | Refused]:
    """The files of one container, or the file itself if it is none."""
    suffix = Path(name).suffix.lower()
    if suffix not in (_ZIP, _MAIL):
        yield _judged(name) or Parcel(name, load=load)
        return
    if depth > DEPTH_LIMIT:
        yield Refused(name, refusal("TOO_DEEP"))
        return
    try:
        content = load()
        if suffix == _ZIP and _is_workbook(content):  # somebody renamed it
            yield Parcel(name, load=load)
            return
        members = _zip_members(content) if suffix == _ZIP else mails.names(content)
    except _Stop as stop:
        yield Refused(name, str(stop))
        return
    if not members:
        yield Refused(name, refusal("ZIP_EMPTY" if suffix == _ZIP else "NO_ATTACHMENT"))
    for place, member in enumerate(members):
        inside = f"{name}{_SEPARATOR}{_printable(member)}"
        if _is_litter(inside):
            yield Refused(inside, SKIPPED["LITTER"], litter=True)
            continue
        read = _read_member if suffix == _ZIP else mails.read
        yield from _open(inside, functools.partial(_checked, read, load, place), mails, depth + 1)


def _judged(name: str) -> Refused | None:
    """Files of kinds that hold a workbook but cannot be opened here."""
    suffix = Path(name).suffix.lower()
    if suffix in _PACKED:
        return Refused(name, refusal("OTHER_ARCHIVE", suffix=suffix))
    if suffix == ".msg" or _parts_of(name)[-1].lower() == "winmail.dat":
        return Refused(name, refusal("OUTLOOK_MAIL"))
    return None


def _is_litter(name: str) -> bool:
    parts = _parts_of(name)
    return parts[-1].lower() in _LITTER or parts[-1].startswith(("~$", "._")) or "__MACOSX" in parts


def _parts_of(name: str) -> list[str]:
    return name.replace(_SEPARATOR, "/").split("/")


def _load(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > CONTAINER_LIMIT:
            found, most = sizes(size, CONTAINER_LIMIT)
            raise _Stop(refusal("CONTAINER_TOO_LARGE", size=found, limit=most))
        return path.read_bytes()
    except OSError:
        raise _Stop(refusal("LOCKED")) from None


def _checked(read: Callable[[bytes, int], bytes], load: Callable[[], bytes], place: int) -> bytes:
    return read(load(), place)


# --- zip files ------------------------------------------------------------------------------------------


def _is_workbook(content: bytes) -> bool:
    return "xl/workbook.xml" in _opened(content).NameToInfo


def _zip_members(content: bytes) -> list[str]:
    """The names of the files in a zip."""
    infos = _infos(_opened(content))
    if len(infos) > COUNT_LIMIT:
        raise _Stop(refusal("TOO_MANY", count=len(infos), limit=COUNT_LIMIT))
    if any(info.flag_bits & 1 for info in infos):
        raise _Stop(refusal("ZIP_PASSWORD"))
    return [_member_name(info) for info in infos]


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except NO_PACKAGE:
        raise _Stop(refusal("ZIP_DAMAGED")) from None


def _infos(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [info for info in package.infolist() if not info.is_dir()]


def _member_name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _read_member(content: bytes, place: int) -> bytes:
    """One member, whatever size it claims to have, and no more of it than a file may have."""
    package = _opened(content)
    try:
        with package.open(_infos(package)[place]) as stream:
            member = stream.read(FILE_LIMIT + 1)
    except DAMAGED_PART:
        raise _Stop(refusal("ZIP_DAMAGED")) from None
    if len(member) > FILE_LIMIT:
        raise _Stop(refusal("MEMBER_TOO_LARGE", limit=f"{FILE_LIMIT // MEGABYTE} MB"))
    return member


# --- mails ----------------------------------------------------------------------------------------------


class _Mails:
    """The mails of one inbox; it goes when the inbox does, and with it what the mails held."""

    def __init__(self) -> None:
        self._last: tuple[bytes, list[EmailMessage]] = b"", []

    def names(self, content: bytes) -> list[str]:
        """The names of the files attached to a mail."""
        return [_attachment_name(part, number) for number, part in enumerate(self._parts(content), start=1)]

    def read(self, content: bytes, place: int) -> bytes:
        """One attached file."""
        try:
            payload = self._parts(content)[place].get_payload(decode=True)
        except (ValueError, LookupError):
            raise _Stop(refusal("MAIL_DAMAGED")) from None
        return payload if isinstance(payload, bytes) else b""

    def _parts(self, content: bytes) -> list[EmailMessage]:
        """The files of a mail are asked for one after the other: the last mail stays taken apart."""
        if content != self._last[0]:
            self._last = content, _parts(content)
        return self._last[1]


def _parts(content: bytes) -> list[EmailMessage]:
    """The attached files of a mail, those of forwarded mails included; pictures in the text are none."""
    mail = message_from_bytes(content, policy=email.policy.default)
    found = []
    for part in mail.walk():
        if part.is_multipart() or not isinstance(part, EmailMessage):
            continue
        if part.get_content_disposition() == "attachment" or _file_name(part):
            if part.get_content_maintype() == "image":
                continue
            found.append(part)
    return found


def _file_name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except (LookupError, UnicodeError, ValueError):  # a header in an unknown character set
        return ""


def _attachment_name(part: EmailMessage, number: int) -> str:
    return Path(_file_name(part).replace("\\", "/")).name or f"附件{number}"


def content_of(parcel: Parcel) -> bytes | str:
    """The content of a file that lies inside another one; a text says why there is none."""
    assert parcel.load is not None
    try:
        return parcel.load()
    except _Stop as stop:
        return str(stop)


def _printable(name: str) -> str:
    """A name that can be printed: file systems allow bytes that are no text."""
    return name.encode("utf-8", "replace").decode("utf-8")
