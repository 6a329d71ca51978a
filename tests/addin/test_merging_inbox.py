"""What is found in an inbox: folders, zip files, mails, and what hides in them."""

from __future__ import annotations

import base64
import email.policy
import gc
import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from unittest.mock import Mock

import pytest

from addin.errors import CannotRun
from addin.merging import inbox
from addin.merging.inbox import CONTAINER_LIMIT, Parcel, Refused, collect, content_of
from templates.reading import UnreadableFile
from templates.reading.opening import FILE_LIMIT, load

WORKBOOK = b"PK\x03\x04 a workbook, as far as the inbox can tell"


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def packed_on_chinese_windows(name: str, content: bytes) -> bytes:
    """A zip whose names are GBK and say nothing of it, as Windows writes it."""
    placeholder = "x" * len(name.encode("gbk"))
    return packed({placeholder: content}).replace(placeholder.encode(), name.encode("gbk"))


def locked(members: dict[str, bytes]) -> bytes:
    """A zip whose entries say that they are encrypted."""
    data = bytearray(packed(members))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        data[place + flag] |= 1
    return bytes(data)


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = "用工保障报表"
    message.set_content("请查收。\n")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def old_mail(name: str, content: bytes) -> bytes:
    """A mail as older programs write it: the name of the attachment as an encoded word in GBK."""
    word = base64.b64encode(name.encode("gbk")).decode()
    body = base64.encodebytes(content).decode()
    return (
        "Subject: test\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=XX\n\n"
        "--XX\nContent-Type: text/plain\n\nhello\n"
        f'--XX\nContent-Type: application/octet-stream; name="=?GBK?B?{word}?="\n'
        f'Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="=?GBK?B?{word}?="\n\n'
        f"{body}\n--XX--\n"
    ).encode()


def names(tmp_path: Path, files: dict[str, bytes]) -> dict[str, str | None]:
    """What was found: by name, why it was refused, None where it goes on to be read."""
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    found = collect(tmp_path)
    return {each.name: each.reason if isinstance(each, Refused) else None for each in found}


FOUND: list[tuple[str, dict[str, bytes], list[str]]] = [
    ("files of all folders, by name", {"b.xlsx": b"1", "县区/a.xlsm": b"2"}, ["b.xlsx", "县区/a.xlsm"]),
    ("members of a zip", {"报.zip": packed({"x/a.xlsx": b"1", "b.xlsx": b"2"})}, ["报.zip!x/a.xlsx", "报.zip!b.xlsx"]),
    ("names in GBK", {"报.zip": packed_on_chinese_windows("平顶山市.xlsx", b"1")}, ["报.zip!平顶山市.xlsx"]),
    ("a zip in a zip", {"报.zip": packed({"内.zip": packed({"a.xlsx": b"1"})})}, ["报.zip!内.zip!a.xlsx"]),
    ("attachments of a mail", {"信.eml": mail(("平顶山市.xlsx", b"1"))}, ["信.eml!平顶山市.xlsx"]),
    ("an old mail's encoded name", {"信.eml": old_mail("洛阳市.xlsx", b"1")}, ["信.eml!洛阳市.xlsx"]),
    ("a zip in a mail", {"信.eml": mail(("报.zip", packed({"a.xlsx": b"1"})))}, ["信.eml!报.zip!a.xlsx"]),
    ("a workbook that was named .zip", {"表.zip": packed({"xl/workbook.xml": b"<workbook/>"})}, ["表.zip"]),
    ("a name that leads out of the folder", {"报.zip": packed({"../../a.xlsx": b"1"})}, ["报.zip!../../a.xlsx"]),
]


@pytest.mark.parametrize(("files", "expected"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_files_are_found(tmp_path: Path, files: dict[str, bytes], expected: list[str]) -> None:
    assert names(tmp_path, files) == dict.fromkeys(expected)


DEEP = packed({"1.zip": packed({"2.zip": packed({"3.zip": packed({"a.xlsx": b"1"})})})})
REFUSED: list[tuple[str, dict[str, bytes], str, str]] = [
    ("a broken zip", {"报.zip": packed({"a.xlsx": b"1" * 500})[:60]}, "报.zip", "压缩包不完整或已损坏"),
    ("a zip with a password", {"报.zip": locked({"a.xlsx": b"1"})}, "报.zip", "设有密码"),
    ("an empty zip", {"报.zip": packed({})}, "报.zip", "压缩包是空的"),
    ("too many layers", {"报.zip": DEEP}, "报.zip!1.zip!2.zip!3.zip", "套了太多层"),
    ("another archive", {"报.rar": b"Rar!"}, "报.rar", ".rar 压缩包无法展开"),
    ("a mail of Outlook", {"信.msg": b"\xd0\xcf"}, "信.msg", "另存为 .eml"),
    ("what Outlook wraps attachments in", {"信.eml": mail(("winmail.dat", b"1"))}, "信.eml!winmail.dat", "Outlook"),
    ("a mail without a file", {"信.eml": mail()}, "信.eml", "邮件里没有附件"),
    ("a lock file of Excel", {"~$a.xlsx": b"1", "a.xlsx": b"2"}, "~$a.xlsx", "临时文件"),
    ("litter of a Mac", {"报.zip": packed({"__MACOSX/._a": b"1", "a.xlsx": b"2"})}, "报.zip!__MACOSX/._a", "临时文件"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "name", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_opened_is_named_with_its_reason(
    tmp_path: Path, files: dict[str, bytes], name: str, words: str
) -> None:
    reason = names(tmp_path, files)[name]
    assert reason is not None
    assert words in reason


def test_litter_is_told_from_files_that_somebody_sent(tmp_path: Path) -> None:
    (tmp_path / "Thumbs.db").write_bytes(b"1")
    (tmp_path / "报.rar").write_bytes(b"Rar!")
    found = {each.name: each.litter for each in collect(tmp_path) if isinstance(each, Refused)}
    assert found == {"Thumbs.db": True, "报.rar": False}


CONTAINERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("报.zip", lambda content: packed({"别的.txt": b"0", "a.xlsx": content})),
    ("信.eml", lambda content: mail(("别的.txt", b"0"), ("a.xlsx", content))),
    ("信.eml", lambda content: mail(("报.zip", packed({"a.xlsx": content})))),
]


@pytest.mark.parametrize(("name", "wrap"), CONTAINERS, ids=["zip", "mail", "zip in a mail"])
def test_content_comes_out_as_it_went_in(tmp_path: Path, name: str, wrap: Callable[[bytes], bytes]) -> None:
    (tmp_path / name).write_bytes(wrap(WORKBOOK))
    [parcel] = [each for each in collect(tmp_path) if isinstance(each, Parcel) and each.name.endswith("a.xlsx")]
    assert content_of(parcel) == WORKBOOK


def test_a_mail_is_taken_apart_once_and_forgotten_with_its_inbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = Mock(wraps=inbox.message_from_bytes)
    monkeypatch.setattr(inbox, "message_from_bytes", parse)
    (tmp_path / "信.eml").write_bytes(mail(("秘密甲.xlsx", b"1"), ("秘密乙.xlsx", b"2")))
    arrived = [each for each in collect(tmp_path) if isinstance(each, Parcel)]
    assert [content_of(each) for each in arrived] == [b"1", b"2"]
    assert parse.call_count == 1
    del arrived, parse
    monkeypatch.undo()
    gc.collect()
    held = [each for each in gc.get_objects() if isinstance(each, EmailMessage)]
    assert [each for each in held if (each.get_filename() or "").startswith("秘密")] == []


def test_a_member_that_unpacks_without_end_is_read_to_the_limit_only(tmp_path: Path) -> None:
    (tmp_path / "报.zip").write_bytes(packed({"a.xlsx": b"\0" * (FILE_LIMIT + 1000)}))
    [parcel] = collect(tmp_path)
    assert isinstance(parcel, Parcel)
    words = content_of(parcel)
    assert isinstance(words, str) and words.startswith("文件超过 64 MB，没有读取。")


def test_a_size_and_the_limit_are_not_shown_alike(tmp_path: Path) -> None:
    """One byte, one tenth of a MB, and a MB too many."""
    path = tmp_path / "报.zip"
    for more, words in ((1, "536870913 字节，超过 536870912 字节"), (105_000, "512.1 MB，超过 512 MB"),
                        (1 << 20, "513 MB，超过 512 MB")):  # fmt: skip
        with path.open("wb") as file:
            file.truncate(CONTAINER_LIMIT + more)
        [refused] = collect(tmp_path)
        assert isinstance(refused, Refused) and f"文件有 {words}" in refused.reason
        with path.with_suffix(".xlsx").open("wb") as file:
            file.truncate(FILE_LIMIT + more)
        with pytest.raises(UnreadableFile, match="文件有") as caught:
            load(path.with_suffix(".xlsx"))
        found, most = caught.value.message.split("：", 1)[1].split("。")[0].split("，超过 ")
        assert found.removeprefix("文件有 ") != most
        path.with_suffix(".xlsx").unlink()


def test_nothing_is_written_while_unpacking(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    (inbox / "报.zip").write_bytes(packed({"../逃.xlsx": WORKBOOK}))
    for each in collect(inbox):
        assert isinstance(each, Parcel)
        content_of(each)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["报.zip", "收件"]


@pytest.mark.parametrize("litter", [(), ("~$a.xlsx", ".DS_Store")])
def test_an_empty_folder_is_told_apart_from_a_missing_one(tmp_path: Path, litter: tuple[str, ...]) -> None:
    for name in litter:
        (tmp_path / name).write_bytes(b"1")
    with pytest.raises(CannotRun, match="里没有文件"):
        collect(tmp_path)
    with pytest.raises(CannotRun, match="没有找到"):
        collect(tmp_path / "别处")


def test_a_single_file_will_do(tmp_path: Path) -> None:
    path = tmp_path / "报.zip"
    path.write_bytes(packed({"a.xlsx": b"1"}))
    assert [each.name for each in collect(path)] == ["报.zip!a.xlsx"]


def test_the_result_of_the_merge_itself_is_left_out(tmp_path: Path) -> None:
    for name in ("a.xlsx", "汇总.xlsx"):
        (tmp_path / name).write_bytes(b"1")
    assert [each.name for each in collect(tmp_path, apart_from=tmp_path / "汇总.xlsx")] == ["a.xlsx"]
