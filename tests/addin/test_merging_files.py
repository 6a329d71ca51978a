"""Files that are broken, locked, of another kind, sent twice, or wrapped in zips and mails; and the result file."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from addin.errors import CannotRun
from addin.merging import merge
from addin.result_place import check_result_place
from addin.sealing import seal
from tests.addin.course_books import course, ledger
from tests.addin.filled_books import score_sheet
from tests.addin.merge_books import NOW, book, enterprise, merged, rules_of, save
from tests.addin.test_merging_inbox import mail, packed

CITY, OTHER = "平顶山市人力资源和社会保障局", "洛阳市人力资源和社会保障局"


def _locked(content: bytes) -> bytes:
    target = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(content)).encrypt("123456", target)
    return target.getvalue()


def _old_xls() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook\0".encode("utf-16-le") + b"\0" * 600


def test_bad_files_never_stop_the_batch(tmp_path: Path) -> None:
    """Each kind is listed with its reason, and the good file among them is merged."""
    good = book(CITY, [enterprise(0)])
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    files = {
        "加密.xlsx": _locked(good),
        "半个.xlsx": good[: len(good) // 2],
        "旧版.xls": _old_xls(),
        "文档.docx": word.getvalue(),
        "说明.txt": "请查收".encode(),
        "空.xlsx": b"",
        "好.xlsx": good,
        "别的.xlsx": _foreign(),
    }
    outcome, result = merged(tmp_path, files)
    found = {each.file: (each.status, each.reason) for each in outcome.files}
    assert found.pop("好.xlsx") == ("merged", "")
    for name, status, words in (
        ("加密.xlsx", "unreadable", "设有打开密码"),
        ("半个.xlsx", "unreadable", "不完整或已损坏"),
        ("旧版.xls", "unreadable", "旧版 .xls 格式"),
        ("文档.docx", "unreadable", "这是Word 文档"),
        ("说明.txt", "unreadable", "文本文件"),
        ("空.xlsx", "unreadable", "0 字节"),
        ("别的.xlsx", "empty", "没有可汇总的内容"),
    ):
        assert found[name][0] == status, name
        assert words in found[name][1], name
    assert len(result.table("各地重点企业清单", "企业名称")) == 1
    listed = {row["文件"]: row["结果"] for row in result.table("汇总说明", "提醒")}
    assert listed["加密.xlsx"] == "无法读取"
    assert not outcome.clean


def _foreign(words: str = "会议通知") -> bytes:
    """A workbook that is none of ours."""
    other = openpyxl.Workbook()
    other.active["A1"] = words
    buffer = io.BytesIO()
    other.save(buffer)
    return buffer.getvalue()


def test_files_that_bring_nothing_new_are_skipped(tmp_path: Path) -> None:
    """The same file twice, and the result of an earlier merge."""
    content = book(CITY, [enterprise(0)])
    merge(save(tmp_path / "先", {"a.xlsx": content}), tmp_path / "先.xlsx")
    files = {"a.xlsx": content, "b.xlsx": content, "c.xlsx": (tmp_path / "先.xlsx").read_bytes(), "Thumbs.db": b"1"}
    outcome, _ = merged(tmp_path, files)
    found = {each.file: (each.status, each.reason[:9]) for each in outcome.files}
    assert found["b.xlsx"] == ("skipped", "与“a.xlsx”")
    assert found["c.xlsx"] == ("skipped", "这是一份汇总结果，")
    assert found["Thumbs.db"][0] == "skipped"
    assert [each.file for each in outcome.files if not each.litter] == ["a.xlsx", "b.xlsx"]  # what was sent in
    assert outcome.clean or rules_of(outcome) == []


def test_a_file_of_nobody_gets_no_reply(tmp_path: Path) -> None:
    """A notice is no unit's report, whatever its name; a school's list without its name is the school's by the file's
    name.
    """
    files = {
        "会议通知.xlsx": _foreign(),
        "平顶山市来函.xlsx": _foreign("来函"),
        "样例学校.xlsx": book("", [enterprise(0)]),
    }
    outcome, result = merged(tmp_path, files)
    assert [each.unit and each.unit.name for each in outcome.files] == [None, None, "样例学校"]
    assert [each for each in result.book.sheetnames if each.startswith("回执")] == ["回执-样例学校"]
    assert {row["文件"] for row in result.table("汇总说明", "行数")} >= set(files)


def test_files_in_zips_and_mails_are_merged_like_others(tmp_path: Path) -> None:
    files = {
        "a.zip": packed({"x/平顶山市.xlsx": book(CITY, [enterprise(0)])}),
        "b.eml": mail(("洛阳市.xlsx", book(OTHER, [enterprise(1)]))),
    }
    outcome, result = merged(tmp_path, files)
    found = [(each.file, each.merged) for each in outcome.files]
    assert found == [("a.zip!x/平顶山市.xlsx", 1), ("b.eml!洛阳市.xlsx", 1)]
    assert [row["报送单位"] for row in result.table("各地重点企业清单", "企业名称")] == ["平顶山市", "洛阳市"]


@pytest.mark.parametrize("out", ["汇总.xls", "汇总", "."])
def test_a_result_needs_the_name_of_a_workbook(tmp_path: Path, out: str) -> None:
    inbox = save(tmp_path / "收件", {"a.xlsx": b"1"})
    with pytest.raises(CannotRun, match="-o"):
        merge(inbox, tmp_path / out)


def test_a_wrong_name_of_a_result_is_told_in_the_same_words_by_every_command(tmp_path: Path) -> None:
    inbox, out = save(tmp_path / "收件", {"a.xlsx": b"1"}), tmp_path / "汇总.xls"
    with pytest.raises(CannotRun) as merging:
        merge(inbox, out)
    with pytest.raises(CannotRun) as checking:
        check_result_place(out, "compute", inbox / "a.xlsx")
    assert str(merging.value) == str(checking.value)


def test_nothing_half_done_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = save(tmp_path / "收件", {"a.xlsx": book(CITY, [enterprise(0)])})
    out = tmp_path / "汇总.xlsx"
    merge(inbox, out)
    before = out.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("addin.merging.draw_replies", fail)
    with pytest.raises(OSError, match="disk full"):
        merge(inbox, out)
    assert out.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["收件", "汇总.xlsx"]


def test_a_result_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    """A clerk merges, a colleague reads: what the umask allows."""
    before = os.umask(0o027)
    try:
        _, result = merged(tmp_path, {"a.xlsx": book(CITY, [enterprise(0)])})
    finally:
        os.umask(before)
    assert os.name != "posix" or result.path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("passwords", "status", "words"),
    [
        ((), "unreadable", "汇总时加 --password"),
        (("654321",), "unreadable", "给出的密码都打不开"),
        (("654321", "123456"), "merged", ""),
    ],
    ids=["没有给密码", "密码不对", "给了几个密码"],
)
def test_a_file_under_a_password(tmp_path: Path, passwords: tuple[str, ...], status: str, words: str) -> None:
    files = {"加密.xlsx": _locked(book(CITY, [enterprise(0)])), "另一份.xlsx": book(OTHER, [enterprise(1)])}
    outcome, _ = merged(tmp_path, files, passwords=passwords)
    found = {each.file: each for each in outcome.files}
    assert found["加密.xlsx"].status == status and words in found["加密.xlsx"].reason
    assert found["另一份.xlsx"].status == "merged"


def test_what_was_changed_after_sealing_is_told_and_merged_as_it_stands(tmp_path: Path) -> None:
    first, later = NOW, NOW + dt.timedelta(minutes=1)
    copy = seal(book(CITY, [enterprise(0)]), Path("a.xlsx"), now=first).content
    other = openpyxl.load_workbook(io.BytesIO(copy))
    other["各地重点企业清单"]["E5"] = 2000
    buffer = io.BytesIO()
    other.save(buffer)
    again = seal(book(CITY, [enterprise(0)]), Path("a.xlsx"), now=later).content
    outcome, result = merged(tmp_path, {"原样.xlsx": copy, "又一份.xlsx": again})
    assert [each.status for each in outcome.files] == ["merged", "skipped"] and again != copy
    (tmp_path / "收件" / "又一份.xlsx").unlink()
    outcome, result = merged(tmp_path, {"原样.xlsx": copy})
    assert "CELL_CHANGED" not in rules_of(outcome) and outcome.files[0].merged == 1
    outcome, result = merged(tmp_path, {"原样.xlsx": buffer.getvalue()})
    changes = [each for _, each in outcome.findings if each.rule == "CELL_CHANGED"]
    assert [(each.sheet, each.cell) for each in changes] == [("各地重点企业清单", "E5")]
    assert "封装时是1000，现在是2000" in changes[0].message
    assert [row["企业规模"] for row in result.table("各地重点企业清单", "企业名称")] == [2000]


def test_a_unit_that_sent_a_result_instead_of_its_form_is_told_so(tmp_path: Path) -> None:
    merge(save(tmp_path / "先", {"a.xlsx": book(CITY, [enterprise(0)])}), tmp_path / "先.xlsx")
    files = {"平顶山市.xlsx": book(CITY, [enterprise(0)]), "下级/洛阳市.xlsx": (tmp_path / "先.xlsx").read_bytes()}
    outcome, result = merged(tmp_path, files)
    assert sum(each.merged for each in outcome.files) == 1
    [row] = [row for row in result.table("未报名单", "情况") if row["单位"] == "洛阳市"]
    assert "下级/洛阳市.xlsx" in str(row["情况"]) and "这是一份汇总结果" in str(row["情况"])


def test_a_sheet_named_like_ours_makes_a_form_no_result(tmp_path: Path) -> None:
    sent = openpyxl.load_workbook(io.BytesIO(book(CITY, [enterprise(0)])))
    sent.create_sheet("汇总说明")
    buffer = io.BytesIO()
    sent.save(buffer)
    outcome, _ = merged(tmp_path, {"a.xlsx": buffer.getvalue()})
    assert [(each.status, each.merged) for each in outcome.files] == [("merged", 1)]


def test_a_score_sheet_is_of_whom_it_is_about(tmp_path: Path) -> None:
    filling = score_sheet()
    filling.put("harmony_enterprise.enterprise", "平顶山示例制造有限公司")
    outcome, result = merged(tmp_path, {"score.xlsx": filling.content()})
    assert [each.unit.name for each in outcome.files if each.unit] == ["平顶山示例制造有限公司"]
    assert "回执-平顶山示例制造有限公司" in result.sheets


def test_one_ledger_of_a_city_asks_for_its_counties(tmp_path: Path) -> None:
    outcome, _ = merged(tmp_path, {"a.xlsx": ledger([course()], "平顶山市人力资源和社会保障局")})
    assert outcome.scope.title == "平顶山市各县（市、区）" and len(outcome.missing) == 12
