"""Files that are no readable workbook: each gets one clear Chinese answer, never a trace.

    1  one broken file per kind, with the code and the fragment that the message must hold
    2  a declared size is not believed; a stray cell far away is refused before it is laid out
    3  what only looks odd is read all the same
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
import xlsxwriter

from templates.checking import check
from templates.reading import FileBook, UnreadableFile, read_workbook
from tests.templates.received_books import filled
from tests.templates.sample_forms import FORMS

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def zipped(**parts: str | bytes) -> bytes:
    """A zip of parts; `__` in a name stands for `/`, and `_xml` ends it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return buffer.getvalue()


def encrypted() -> bytes:
    buffer = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(filled(1).bytes())).encrypt("秘密123", buffer)
    return buffer.getvalue()


def replaced(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A faultless workbook with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled(1).bytes())) as source, zipfile.ZipFile(buffer, "w", 8) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
    return buffer.getvalue()


def far_cell(reference: str) -> bytes:
    """A workbook of two cells, one of them far away."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("各地重点企业清单")
        sheet.write("A1", "各地重点企业清单")
        sheet.write(reference, 1)
    return buffer.getvalue()


def declaring(size: int, content: bytes) -> bytes:
    """A package with a sheet part whose declared size is `size`, whatever it holds."""
    package = zipped(xl__workbook_xml="<workbook/>", xl__worksheets__sheet1_xml=content)
    true, declared = struct.pack("<I", len(content)), struct.pack("<I", size)
    assert package.count(true) == 2  # in the part's own head and in the directory
    return package.replace(true, declared)


def halved(xml: bytes) -> bytes:
    return xml[: len(xml) // 2]


def with_entity(xml: bytes) -> bytes:
    return xml.replace(b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook', 1)


FILES: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("空文件", lambda: b"", "FILE_EMPTY", "0 字节"),
    ("旧版 xls", lambda: COMPOUND + "Workbook\0".encode("utf-16-le"), "FILE_OLD_XLS", "另存为"),
    ("更旧的 xls", lambda: COMPOUND + "Book\0".encode("utf-16-le"), "FILE_OLD_XLS", "旧版 .xls"),
    ("旧版 doc", lambda: COMPOUND + "WordDocument\0".encode("utf-16-le"), "FILE_OTHER_TYPE", "Word 文档"),
    ("别的复合文档", lambda: COMPOUND, "FILE_NOT_WORKBOOK", "不是 Excel 工作簿"),
    ("有打开密码", encrypted, "FILE_PASSWORD", "取消密码"),
    ("截断的 zip", lambda: filled(1).bytes()[:-4000], "FILE_TRUNCATED", "重新发送"),
    ("只剩文件头", lambda: b"PK\x03\x04", "FILE_TRUNCATED", "不完整"),
    ("中间损坏", lambda: replaced("xl/workbook.xml", halved), "FILE_DAMAGED", "xl/workbook.xml"),
    ("缺少工作簿部件", lambda: zipped(xl__styles_xml="<a/>"), "FILE_DAMAGED", "xl/workbook.xml"),
    ("PDF", lambda: b"%PDF-1.7\n%\xe2\xe3", "FILE_OTHER_TYPE", "PDF 文件"),
    ("手机拍的照片", lambda: b"\xff\xd8\xff\xe0\0\x10JFIF", "FILE_OTHER_TYPE", "图片"),
    ("RAR", lambda: b"Rar!\x1a\x07\x01\0", "FILE_OTHER_TYPE", "RAR 压缩包"),
    ("系统导出的网页表格", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "FILE_OTHER_TYPE", "网页"),
    ("mail", lambda: b"X-Unsent: 1\r\nSubject: report\r\n\r\n", "FILE_OTHER_TYPE", "取出附件"),
    ("CSV", lambda: "企业名称,信用代码\n".encode("gbk"), "FILE_OTHER_TYPE", "CSV"),
    ("乱字节", lambda: bytes(range(256)), "FILE_NOT_WORKBOOK", "内容无法识别"),
    ("Word 的 docx", lambda: zipped(word__document_xml="<a/>"), "FILE_OTHER_TYPE", "Word 文档"),
    ("普通压缩包", lambda: zipped(a_xml="<a/>"), "FILE_OTHER_TYPE", "压缩包"),
    ("xlsb", lambda: zipped(xl__workbook_bin=b"\0"), "FILE_OTHER_TYPE", "另存为 .xlsx"),
    ("解压后过大", lambda: declaring(257 << 20, b"<worksheet/>"), "FILE_TOO_LARGE", "257 MB"),
    ("部件太多", lambda: zipped(**{f"xl__a{n}_xml": b"" for n in range(5001)}), "FILE_TOO_LARGE", "5001 个部件"),
    ("谎报大小", lambda: declaring(1000, random.Random(1).randbytes(700 << 10)), "FILE_DAMAGED", "sheet1.xml"),
    ("远处的单元格", lambda: far_cell("XFD1048576"), "FILE_TOO_LARGE", "第 1048576 行、第 16384 列"),
    ("外部实体", lambda: replaced("xl/workbook.xml", with_entity), "FILE_DAMAGED", "xl/workbook.xml"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code", "holds"), [each[1:] for each in FILES], ids=[each[0] for each in FILES])  # 1
def test_a_file_that_is_no_workbook(tmp_path: Path, make: Callable[[], bytes], code: str, holds: str) -> None:
    path = tmp_path / "平顶山市.xlsx"
    path.write_bytes(make())
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(path, FORMS)
    assert caught.value.code == code
    assert holds in caught.value.message
    assert caught.value.message.endswith(f"（{code}）")
    assert caught.value.__cause__ is None


PATHS = [
    ("没有.xlsx", "FILE_MISSING"),
    ("没有/没有.xlsx", "FILE_MISSING"),
    (".", "FILE_IS_FOLDER"),
    ("~$表.xlsx", "FILE_TEMPORARY"),
]


@pytest.mark.parametrize(("name", "code"), PATHS)
def test_a_path_that_leads_to_no_file(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "~$表.xlsx").write_bytes(b"\x05user")
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(tmp_path / name, FORMS)
    assert caught.value.code == code


@pytest.mark.parametrize("written", ['r="XFD1048576"', "r='XFD1048576'", 'r = "XFD1048576"', 'r="xfd1048576"'])  # 2
def test_a_far_cell_is_found_however_it_is_written(written: str) -> None:
    content = far_cell("XFD1048576")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", 8) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'r="XFD1048576"', written.encode()))
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(Path("表.xlsx"), FORMS, content=buffer.getvalue())
    assert caught.value.code == "FILE_TOO_LARGE"


@pytest.mark.parametrize("reference", ["A20000", "ALL3"])  # 3
def test_a_stray_cell_not_too_far_away_is_no_obstacle(reference: str) -> None:
    received = read_workbook(Path("表.xlsx"), FORMS, content=far_cell(reference))
    assert received.sheets == ["各地重点企业清单"]


def damaged(rnd: random.Random, whole: bytes, parts: dict[str, bytes]) -> bytes:
    """A workbook with a few bytes changed: of the file, of one part, or with a part lost or a number replaced."""
    kind = rnd.randrange(4)
    if kind == 0:
        content = bytearray(whole)
        for _ in range(rnd.randint(1, 8)):
            content[rnd.randrange(len(content))] = rnd.randrange(256)
        return bytes(content)
    name = rnd.choice(sorted(parts))
    part = bytearray(parts[name])
    if kind == 1:
        for _ in range(rnd.randint(1, 6)):
            place = rnd.randrange(len(part))
            part[place : place + rnd.choice([0, 1, 150])] = bytes([rnd.randrange(32, 127)])
    elif kind == 2:
        number = rnd.choice(list(re.finditer(rb"\d+", part)))
        part[number.start() : number.end()] = rnd.choice([b"0", b"-1", b"99999999999", b"1e308", b"NaN", b"", b"x"])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", 8) as package:
        for each, content_of_part in parts.items():
            if each != name or kind != 3:
                package.writestr(each, bytes(part) if each == name else content_of_part)
    return buffer.getvalue()


def test_damage_of_any_kind_is_an_answer_or_no_matter() -> None:  # 1
    whole = filled(3).bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    answers: set[str] = set()
    for seed in range(150):
        try:
            check(read_workbook(Path("表.xlsx"), FORMS, content=damaged(random.Random(seed), whole, parts)))
            answers.add("read")
        except UnreadableFile as error:
            answers.add(error.code)
    assert {"read", "FILE_DAMAGED"} <= answers


def test_the_file_may_be_at_hand_already() -> None:
    received = read_workbook(Path("附件.xlsx"), FORMS, content=filled(2).bytes())
    assert received.path == Path("附件.xlsx")
    assert len(received.forms["sample-enterprises"]) == 2


def test_a_negative_number_under_a_date_format_keeps_its_sign() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet, days = book.add_worksheet("日期"), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, value in enumerate((-5, -0.25, 45002)):
            sheet.write_number(row, 0, value, days)
    with FileBook(Path("日期.xlsx"), buffer.getvalue()) as source:
        assert [row[0] for row in source.grid("日期").rows] == [-5.0, -0.25, dt.date(2023, 3, 17)]
