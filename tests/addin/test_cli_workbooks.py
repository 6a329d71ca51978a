"""`jiuye forms`, `check`, `compute`, `merge`: what is printed where, exit statuses, and answers to every bad file."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest

from templates.registry import forms
from tests.addin.command_line import CommandLine
from tests.addin.course_books import PERSON, course, ledger
from tests.addin.filled_books import drawn
from tests.addin.merge_books import CODES, book, enterprise, save

CITY, OTHER = "平顶山市人力资源和社会保障局", "洛阳市人力资源和社会保障局"


@pytest.fixture
def jiuye(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


# --- forms --------------------------------------------------------------------------------------------------


def test_all_forms_as_one_document(jiuye: CommandLine) -> None:
    [(key, listed)] = jiuye.answer("forms").items()
    assert key == "forms"
    assert [each["code"] for each in listed] == sorted(forms())
    for each in listed:
        assert {"code", "title", "kind", "workbook", "source", "fields"} <= set(each)
        assert each["kind"] in ("list", "card", "score")
    register = next(each for each in listed if each["code"] == "key-enterprises")
    assert register["title"] == "各地重点企业清单"
    assert register["source"] == {"basis": "豫就业组〔2023〕1号 附件1", "lines": "L184-202", "printed": True}
    code = next(each for each in register["fields"] if each["code"] == "credit-code")
    assert code["label"] == "社会统一信用代码"
    assert (code["type"], code["required"], code["name"]) == ("uscc", True, "key_enterprises.credit_code")
    sizes = next(each for each in register["fields"] if each["code"] == "size-class")
    assert (sizes["values"], sizes["printed"]) == (["大型", "中型", "小型", "微型"], False)


def test_forms_for_people(jiuye: CommandLine) -> None:
    status, out, err = jiuye("forms")
    assert (status, err) == (0, "")
    assert "各地重点企业清单" in out


# --- check --------------------------------------------------------------------------------------------------


def test_check_finds_everything_at_once_in_sheet_order(jiuye: CommandLine, tmp_path: Path) -> None:
    wrong = CODES[1][:-1] + "A"
    rows = [enterprise(0, size="1,000"), enterprise(1, credit_code=wrong)]
    path = save(tmp_path, {"a.xlsx": book(CITY, rows)}) / "a.xlsx"
    status, out, err = jiuye("check", path, "--json")
    assert (status, err) == (1, "")
    document = json.loads(out)
    assert document["file"] == str(path)
    found = document["findings"]
    assert [(each["cell"], each["rule"], each["severity"]) for each in found] == [
        ("E5", "TEXT_NUMBER", "warning"), ("C6", "CREDIT_CODE_CHECK", "error"),
    ]  # fmt: skip
    assert set(found[0]) == {"sheet", "cell", "field", "rule", "severity", "message"}
    status, out, err = jiuye("check", path)
    assert (status, err) == (1, "")
    assert f"错误 【各地重点企业清单!C6】社会统一信用代码：填的是“{wrong}”" in out
    assert "a.xlsx：错误1处，提醒1处。" in out


def test_a_book_to_look_things_up_in_is_not_blamed_for_being_empty(jiuye: CommandLine, tmp_path: Path) -> None:
    path = save(tmp_path, {"政策库.xlsx": drawn("policy-desk")}) / "政策库.xlsx"
    status, out, err = jiuye("check", path)
    assert (status, out.strip(), err) == (0, "政策库.xlsx：只供查阅，没有要填的表，不用检查。", "")
    status, out, _ = jiuye("check", path, "--json")
    assert status == 0 and json.loads(out)["findings"] == []


@pytest.mark.parametrize(
    ("row", "words"), [(enterprise(0), "没有发现问题"), (enterprise(0, size="1,000"), "错误0处，提醒1处")]
)
def test_warnings_alone_are_no_failure(
    jiuye: CommandLine, tmp_path: Path, row: dict[str, object], words: str
) -> None:
    path = save(tmp_path, {"a.xlsx": book(CITY, [row])}) / "a.xlsx"
    status, out, err = jiuye("check", path)
    assert (status, err) == (0, "")
    assert words in out


# --- files that cannot be read ------------------------------------------------------------------------------


def _locked() -> bytes:
    target = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(book(CITY, [enterprise(0)]))).encrypt("123456", target)
    return target.getvalue()


def _truncated() -> bytes:
    content = book(CITY, [enterprise(0)])
    return content[: len(content) // 2]


def _old_xls() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook\0".encode("utf-16-le") + b"\0" * 600


def _word() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


BAD: list[tuple[str, Callable[[], bytes] | None, str]] = [
    ("没有.xlsx", None, "没有找到这个文件"),
    ("说明.txt", lambda: "请查收".encode(), "文本文件"),
    ("文档.docx", _word, "这是Word 文档"),
    ("旧版.xls", _old_xls, "旧版 .xls 格式"),
    ("加密.xlsx", _locked, "设有打开密码"),
    ("半个.xlsx", _truncated, "不完整或已损坏"),
    ("空.xlsx", lambda: b"", "0 字节"),
]


@pytest.mark.parametrize("command", ["check", "compute"])
@pytest.mark.parametrize(("name", "make", "words"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_file_is_one_chinese_sentence(
    jiuye: CommandLine, tmp_path: Path, command: str, name: str, make: Callable[[], bytes] | None, words: str
) -> None:
    if make:
        (tmp_path / name).write_bytes(make())
    options = ["-o", tmp_path / "结果.xlsx"] if command == "compute" else []
    said = jiuye.refused(command, tmp_path / name, *options)
    assert name in said
    assert words in said
    assert not (tmp_path / "结果.xlsx").exists()


def test_a_folder_is_no_file(jiuye: CommandLine, tmp_path: Path) -> None:
    assert "这是文件夹" in jiuye.refused("check", tmp_path)


# --- compute ------------------------------------------------------------------------------------------------


def test_compute_writes_a_copy_and_leaves_the_file_alone(jiuye: CommandLine, tmp_path: Path) -> None:
    path = save(tmp_path, {"a.xlsx": ledger([course(24), course(40)])}) / "a.xlsx"
    before = hashlib.sha256(path.read_bytes()).digest()
    out = tmp_path / "新" / "b.xlsx"
    status, printed, err = jiuye("compute", path, "-o", out)
    assert (status, err) == (0, "")
    assert "企业职工脱产培训补贴" in printed
    assert "1000.00" in printed
    assert hashlib.sha256(path.read_bytes()).digest() == before
    sheet = openpyxl.load_workbook(out)["补贴核算"]
    assert sorted(cell.value for cell in sheet["D"][4:6]) == [0, 1000]  # 40 hours first: the larger of one day


def test_compute_takes_history_from_json_and_from_a_record_of_merges(jiuye: CommandLine, tmp_path: Path) -> None:
    entry = {"rule": "train-offjob", "on": "2023-03-20", "keys": {"person_id": PERSON}, "used": {"paid_this_year": 700}}
    inbox = save(tmp_path / "收件", {"1.xlsx": ledger([course(24, apply_date="2023-04-03")])})
    record = tmp_path / "台账.sqlite"
    assert jiuye("merge", inbox, "-o", tmp_path / "汇总.xlsx", "--ledger", record)[0] == 0
    path = save(tmp_path, {"a.xlsx": ledger([course(24)])}) / "a.xlsx"
    for history, amount in ((jiuye.save([entry]), 300), (record, 400)):
        assert jiuye("compute", path, "-o", tmp_path / "b.xlsx", "--history", history)[0] == 0
        assert openpyxl.load_workbook(tmp_path / "b.xlsx")["补贴核算"]["D5"].value == amount


def test_rows_that_a_merge_recorded_are_no_earlier_payments_of_themselves(
    jiuye: CommandLine, tmp_path: Path
) -> None:
    """600元, and the record holds those same 600元; the second course of the year still gets 400元 of 1000元."""
    inbox = save(tmp_path / "收件", {"1.xlsx": ledger([course(24)])})
    record = tmp_path / "台账.sqlite"
    assert jiuye("merge", inbox, "-o", tmp_path / "汇总.xlsx", "--ledger", record)[0] == 0
    later = save(tmp_path, {"a.xlsx": ledger([course(24, apply_date="2023-11-06")])}) / "a.xlsx"
    for path, amount in ((inbox / "1.xlsx", 600), (later, 400)):
        assert jiuye("compute", path, "-o", tmp_path / "b.xlsx", "--history", record)[0] == 0
        assert openpyxl.load_workbook(tmp_path / "b.xlsx")["补贴核算"]["D5"].value == amount


def test_compute_says_what_it_needs(jiuye: CommandLine, tmp_path: Path) -> None:
    path = save(tmp_path, {"a.xlsx": ledger([course()]), "b.xlsx": book(CITY, [enterprise(0)])}) / "a.xlsx"
    assert "-o 不能是原文件" in jiuye.refused("compute", path, "-o", path)
    assert ".xlsx 结尾" in jiuye.refused("compute", path, "-o", tmp_path / "c.xls")
    assert "缺少 -o" in jiuye.refused("compute", path)
    assert "没有可以核算的内容" in jiuye.refused("compute", tmp_path / "b.xlsx", "-o", tmp_path / "c.xlsx")
    assert "没有文件" in jiuye.refused("compute", path, "-o", tmp_path / "c.xlsx", "--history", tmp_path / "无.json")


# --- merge --------------------------------------------------------------------------------------------------


def test_merge_answers_as_agreed(jiuye: CommandLine, tmp_path: Path) -> None:
    files = {
        "1.xlsx": book(CITY, [enterprise(0), enterprise(1, credit_code=None)]),
        "2.xlsx": book(OTHER, [enterprise(0)]),
        "3.xlsx": _truncated(),
    }
    inbox = save(tmp_path / "收件", files)
    status, out, err = jiuye("merge", inbox, "-o", tmp_path / "汇总.xlsx", "--json")
    assert (status, err) == (1, "")
    document = json.loads(out)
    assert set(document) == {"files", "findings", "duplicates", "missing"}
    assert [
        (each["file"], each["status"], each["rows_in"], each["merged"], each["rejected"]) for each in document["files"]
    ] == [("1.xlsx", "partly", 2, 1, 1), ("2.xlsx", "empty", 1, 0, 1), ("3.xlsx", "unreadable", 0, 0, 0)]
    assert "已损坏" in document["files"][2]["reason"]
    finding = next(each for each in document["findings"] if each["rule"] == "ROW_NO_KEY")
    assert set(finding) == {"file", "sheet", "cell", "field", "rule", "severity", "message"}
    assert (finding["file"], finding["sheet"], finding["cell"]) == ("1.xlsx", "各地重点企业清单", "C6")
    assert [each["value"] for each in document["duplicates"]] == [CODES[0]]
    assert len(document["missing"]) == 16
    assert (tmp_path / "汇总.xlsx").exists()


def test_a_merge_without_anything_to_mend_succeeds(jiuye: CommandLine, tmp_path: Path) -> None:
    inbox = save(tmp_path / "收件", {"1.xlsx": book(CITY, [enterprise(0)])})
    status, out, err = jiuye("merge", inbox, "-o", tmp_path / "汇总.xlsx")
    assert (status, err) == (0, "")
    assert "并入1行" in out
    assert "未报17个：郑州市、" in out


def test_expected_units_may_be_named(jiuye: CommandLine, tmp_path: Path) -> None:
    inbox = save(tmp_path / "收件", {"1.xlsx": book(CITY, [enterprise(0)])})
    status, out, _ = jiuye("merge", inbox, "-o", tmp_path / "汇总.xlsx", "--units", "county", "--json")
    assert status == 0
    assert len(json.loads(out)["missing"]) == 12
    assert "--units" in jiuye.refused("merge", inbox, "-o", tmp_path / "汇总.xlsx", "--units", "没有.txt")


def test_merge_says_what_it_needs(jiuye: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert "里没有文件" in jiuye.refused("merge", tmp_path / "空", "-o", tmp_path / "汇总.xlsx")
    assert "没有找到" in jiuye.refused("merge", tmp_path / "无", "-o", tmp_path / "汇总.xlsx")
    assert "缺少 -o" in jiuye.refused("merge", tmp_path / "空")
