"""Is this file a workbook that can be opened without harm?  Every other file gets a clear answer and no trace.

A zip's directory may lie about sizes. Deflate expands at most 1032 times, so a part is either small enough whatever
it says, or it is unpacked once here, up to the size it declares, and refused if it holds more.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from templates.reading.messages import unreadable
from templates.reading.received import UnreadableFile

MEGABYTE = 1 << 20
FILE_LIMIT = 64 * MEGABYTE
PART_LIMIT = 256 * MEGABYTE  # unpacked
PARTS_LIMIT = 384 * MEGABYTE  # unpacked, all together
PART_COUNT_LIMIT = 5000
_DEFLATE_RATIO = 1032
_CHUNK = MEGABYTE
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how such files begin
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What zipfile raises, whatever the bytes are: opening a package, reading a part of one
NO_PACKAGE = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
DAMAGED_PART = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
_MAIL_HEADER = re.compile(rb"(from|to|subject|date|received|return-path|message-id|mime-version|x-unsent):")
_OTHER_TYPES = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"{\\rtf", "Word 文档（RTF）"),
)
_OTHER_PACKAGES = (
    ("xl/workbook.bin", "二进制工作簿 .xlsb（请另存为 .xlsx）"),
    ("word/document.xml", "Word 文档"),
    ("ppt/presentation.xml", "PowerPoint 演示文稿"),
    ("content.xml", "OpenDocument 文件（请另存为 .xlsx）"),
)


def load(path: Path) -> bytes:
    """The content of a file; raises UnreadableFile where there is none."""
    try:
        if path.is_dir():
            raise unreadable("FILE_IS_FOLDER")
        if path.name.startswith("~$"):
            raise unreadable("FILE_TEMPORARY")
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise _too_large("文件有", size, FILE_LIMIT)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise unreadable("FILE_MISSING") from None
    except (OSError, ValueError):  # a name with a null character is a ValueError
        raise unreadable("FILE_LOCKED") from None


def open_package(content: bytes, *, prove: bool = True) -> zipfile.ZipFile:
    """The parts of a workbook; raises UnreadableFile for anything else, and for what would unpack without end.

    Takes: `prove`, unpacks parts to see that they are no larger than they say; needless where `read_part` reads them
    """
    if not content:
        raise unreadable("FILE_EMPTY")
    if len(content) > FILE_LIMIT:
        raise _too_large("文件有", len(content), FILE_LIMIT)
    if content.startswith(COMPOUND):
        _refuse_compound(content)
    if not content.startswith(_ZIP):
        _refuse_other(content)
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except NO_PACKAGE:
        raise unreadable("FILE_TRUNCATED") from None
    _refuse_bomb(package, prove=prove)
    return package


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """One part, unpacked, never more than it says; raises UnreadableFile if it is missing or damaged."""
    try:
        return package.read(name)
    except (KeyError, *DAMAGED_PART):
        raise unreadable("FILE_DAMAGED", where=name) from None


def _refuse_compound(content: bytes) -> None:
    """Excel up to 2003 wrote compound files; today Excel does so to wrap an encrypted workbook."""
    if _stream(content, "EncryptedPackage"):
        raise unreadable("FILE_PASSWORD")
    if _stream(content, "Workbook") or _stream(content, "Book"):
        raise unreadable("FILE_OLD_XLS")
    if _stream(content, "WordDocument"):
        raise unreadable("FILE_OTHER_TYPE", what="Word 文档（.doc）")
    raise unreadable("FILE_NOT_WORKBOOK", what="未知的复合文档")


def _stream(content: bytes, name: str) -> bool:
    """Whether a compound file's directory names a stream: UTF-16, filled up with zeros."""
    return f"{name}\0".encode("utf-16-le") in content


def _refuse_other(content: bytes) -> None:
    for start, what in _OTHER_TYPES:
        if content.startswith(start):
            raise unreadable("FILE_OTHER_TYPE", what=what)
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<head", b"<?xml", b"<meta")):
        raise unreadable("FILE_OTHER_TYPE", what="网页或 XML 格式的表格（请用 Excel 打开后另存为 .xlsx）")
    if _MAIL_HEADER.match(head):
        raise unreadable("FILE_OTHER_TYPE", what="邮件（请取出附件里的表格，或者用汇总直接读邮件）")
    if b"\0" not in content[:1024]:
        raise unreadable("FILE_OTHER_TYPE", what="文本文件（如 CSV）")
    raise unreadable("FILE_NOT_WORKBOOK", what="内容无法识别")


def _refuse_bomb(package: zipfile.ZipFile, *, prove: bool) -> None:
    parts = package.infolist()
    if len(parts) > PART_COUNT_LIMIT:
        raise unreadable("FILE_TOO_LARGE", what=f"内含 {len(parts)} 个部件", limit=f"{PART_COUNT_LIMIT} 个")
    names = {part.filename for part in parts}
    if not any(name.startswith("xl/") for name in names) or "xl/workbook.bin" in names:
        what = next((what for name, what in _OTHER_PACKAGES if name in names), "压缩包")
        raise unreadable("FILE_OTHER_TYPE", what=what)
    if any(part.flag_bits & 1 for part in parts):
        raise unreadable("FILE_PASSWORD")
    total = sum(part.file_size for part in parts)
    largest = max(part.file_size for part in parts)
    if total > PARTS_LIMIT:
        raise _too_large("解压后有", total, PARTS_LIMIT)
    if largest > PART_LIMIT:
        raise _too_large("解压后有", largest, PART_LIMIT)
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise unreadable("FILE_DAMAGED", where="不认识的压缩方式")
    unproved = sum(part.compress_size for part in parts) if prove else 0
    for part in sorted(parts, key=lambda each: -each.compress_size):
        if unproved * _DEFLATE_RATIO <= PARTS_LIMIT:
            return
        _unpack(package, part)
        unproved -= part.compress_size


def _unpack(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its declared end; a part that holds more fails its checksum there."""
    try:
        with package.open(part) as stream:
            while stream.read(_CHUNK):
                pass
    except DAMAGED_PART:
        raise unreadable("FILE_DAMAGED", where=part.filename) from None


def _too_large(what: str, size: int, limit: int) -> UnreadableFile:
    found, most = sizes(size, limit)
    return unreadable("FILE_TOO_LARGE", what=f"{what} {found}", limit=most)


def sizes(size: int, limit: int) -> tuple[str, str]:
    """A size and the limit that it exceeds as they are shown: in MB, or in bytes where both would be the same in MB.

    >>> sizes(257 << 20, 64 << 20), sizes((64 << 20) + 300_000, 64 << 20), sizes((64 << 20) + 1, 64 << 20)
    (('257 MB', '64 MB'), ('64.3 MB', '64 MB'), ('67108865 字节', '67108864 字节'))
    """
    found = f"{size / MEGABYTE:.1f}".removesuffix(".0")
    if float(found) * MEGABYTE <= limit:
        return f"{size} 字节", f"{limit} 字节"
    return f"{found} MB", f"{limit // MEGABYTE} MB"
