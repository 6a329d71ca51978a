"""Sealing and verifying: what stands in the way, what the copy is, and that every later change is named."""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from addin.cli.app import run
from addin.encryption import decrypt, encrypt, is_encrypted
from addin.errors import CannotRun
from addin.sealing import Sealed, Verdict, seal, verify
from addin.sealing.contents import pack, unpack
from addin.sealing.formulas import as_runs, changed_cells, formulas
from tests.addin import filled_books as books
from tests.addin.scored_files import scored_file
from tests.oracles import libreoffice

NOW = dt.datetime(2023, 4, 20, 9, 30)
NAME = Path("用工保障.xlsx")


@functools.cache
def sealed(make: Callable[[], books.Filling] = books.register) -> Sealed:
    return seal(books.real(make), NAME, now=NOW)


def verified(content: bytes) -> Verdict:
    return verify(content, NAME, today=NOW.date())


def changed(change: Callable[[Workbook], None], content: bytes | None = None) -> bytes:
    """A sealed copy after somebody has been at it."""
    book = openpyxl.load_workbook(io.BytesIO(content or sealed().content))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# --- sealing ----------------------------------------------------------------------------------------------


def test_the_copy_is_named_by_convention_and_verifies() -> None:
    result = sealed()
    assert result.name == "平顶山市人力资源和社会保障局-各地重点企业清单-2023-04-20.xlsx"
    verdict = verified(result.content)
    assert (verdict.sealed, verdict.intact, verdict.passed) == (True, True, True), verdict.findings
    assert verdict.facts["data_digest"] == result.digest and len(result.digest) == 64
    assert verdict.facts["sealed_at"] == "2023-04-20 09:30:00"


def test_nothing_can_be_typed_into_the_copy_and_empty_rows_are_hidden() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sealed().content))
    sheet = book[books.REGISTER]
    assert sheet.protection.sheet and sheet["B5"].protection.locked and sheet["B9"].protection.locked
    hidden = {row for row, each in sheet.row_dimensions.items() if each.hidden}
    assert hidden == set(range(8, 17))  # three of the twelve prepared rows, 5 to 16, are filled in
    assert book["_meta"].sheet_state in ("veryHidden", "hidden")


def test_every_other_part_of_the_file_stays_byte_for_byte() -> None:
    before = zipfile.ZipFile(io.BytesIO(books.real(books.register)))
    after = zipfile.ZipFile(io.BytesIO(sealed().content))
    assert before.namelist() == after.namelist()
    same = {name for name in before.namelist() if before.read(name) == after.read(name)}
    touched = set(before.namelist()) - same
    assert all(name.startswith("xl/worksheets/") or name == "xl/styles.xml" for name in touched), touched
    assert "xl/workbook.xml" in same and "xl/sharedStrings.xml" in same


def test_errors_stand_in_the_way_and_are_told() -> None:
    result = seal(books.real(books.faulty_register), NAME, now=NOW)
    assert not result.done and not result.name
    rules = [each.rule for each in result.findings if each.severity == "error"]
    assert rules == ["CREDIT_CODE_CHECK", "REQUIRED", "DUPLICATE", "DUPLICATE"]


def test_who_accepts_errors_is_written_into_the_copy() -> None:
    result = seal(books.real(books.faulty_register), NAME, accepted_by="王局长", now=NOW)
    assert result.done
    messages = [each.message for each in verified(result.content).findings]
    assert any("封装时有4处错误，由王局长同意带错上报" in text for text in messages)


def test_a_copy_is_not_sealed_again() -> None:
    with pytest.raises(CannotRun, match="已经是封装好的上报件"):
        seal(sealed().content, NAME, now=NOW)


def test_a_foreign_workbook_cannot_be_sealed() -> None:
    with pytest.raises(CannotRun, match="没有就业报表的表单"):
        seal(books.foreign(), NAME, now=NOW)


def test_macros_do_not_travel() -> None:
    buffer = io.BytesIO(books.real(books.register))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macros")
    result = seal(buffer.getvalue(), NAME, now=NOW)
    assert "xl/vbaProject.bin" not in zipfile.ZipFile(io.BytesIO(result.content)).namelist()


# --- computed values and parameters before sealing ----------------------------------------------------------


def _typed_over_amount(book: Workbook) -> None:
    area = book.defined_names["ledger_labour_award.award_amount"].attr_text.rpartition("!")[2]
    book[books.AWARDS][area.replace("$", "").split(":")[0]] = 200


def _raised_cap(book: Workbook) -> None:
    area = book.defined_names["param.labour_award.cap"].attr_text.rpartition("!")[2]
    book["政策参数"][area.replace("$", "").split(":")[0]] = 1800


def _raised_hours(book: Workbook) -> None:
    area = book.defined_names["param.labour_transport.standard"].attr_text.rpartition("!")[2]
    book["政策参数"][area.replace("$", "").split(":")[0]] = 9999


BEFORE = [
    (_typed_over_amount, "AMOUNT_DIFFERS", "表内金额是200.00元，按规则核算是180.00元", "error"),
    (_raised_cap, "PARAMETER_ADJUSTED", "填的是1800元，文件规定是1500元，当地可调整", "warning"),
    (_raised_hours, "PARAMETER_ADJUSTED", "填的是9999元", "warning"),
]


@pytest.mark.parametrize(("change", "rule", "words", "severity"), BEFORE, ids=[each[1] for each in BEFORE])
def test_what_was_typed_over_is_found_before_sealing(
    change: Callable[[Workbook], None], rule: str, words: str, severity: str
) -> None:
    content = changed(change, books.real(books.awards))
    found = [each for each in seal(content, NAME, now=NOW).findings if each.rule == rule]
    assert found and words in found[0].message and found[0].severity == severity


def test_a_figure_that_nobody_may_change_stands_in_the_way() -> None:
    filling = books.Filling(books.drawn("ledgers-hiring"))
    name = next(each for each in filling.book.defined_names if re.fullmatch(r"param\.hire_one_off\.\w+", each))
    address = filling.put(name, 99999)
    found = seal(filling.content(), NAME, now=NOW).findings
    errors = [each for each in found if each.rule == "PARAMETER_NOT_ISSUED"]
    assert [each.cell for each in errors] == [address]
    assert "当地不能调整" in errors[0].message


# --- changes after sealing ----------------------------------------------------------------------------------


def _change_cell(book: Workbook) -> None:
    book[books.REGISTER]["E6"] = 1001


def _clear_cell(book: Workbook) -> None:
    book[books.REGISTER]["H7"] = None


def _add_row(book: Workbook) -> None:
    for column, value in zip("BC", ("平顶山某某公司", books.CODES[0]), strict=True):
        book[books.REGISTER][f"{column}8"] = value


def _change_unit(book: Workbook) -> None:
    book[books.REGISTER]["C3"] = "洛阳市人力资源和社会保障局"


def _change_formula(book: Workbook) -> None:
    area = book.defined_names["key_enterprises.headcount"].attr_text.rpartition("!")[2]
    cell = area.replace("$", "").split(":")[0]
    book[books.REGISTER][cell] = "=1000"


def _edit_record(book: Workbook) -> None:
    for row in book["_meta"].iter_rows(max_col=2):
        if row[0].value == "data_digest":
            row[1].value = "0" * 64


def _edit_version(book: Workbook) -> None:
    for row in book["_meta"].iter_rows(max_col=2):
        if row[0].value == "version":
            row[1].value = "0"


CHANGES = [
    (_change_cell, "CELL_CHANGED", "【各地重点企业清单!E6】企业规模：封装时是101，现在是1001。"),
    (_clear_cell, "CELL_CHANGED", "【各地重点企业清单!H7】所在地址：封装时是“某某路3号”，现在是空。"),
    (_add_row, "CELL_CHANGED", "【各地重点企业清单!B8】企业名称：封装时是空，现在是“平顶山某某公司”。"),
    (_change_unit, "CELL_CHANGED", "填报单位（盖章）：封装时是“平顶山市人力资源和社会保障局”，现在是“洛阳市"),
    (_change_formula, "FORMULA_CHANGED", "公式在封装之后被改动"),
    (_edit_record, "RECORD_BROKEN", "封装记录不完整或被改动过"),
    (_edit_version, "META_CHANGED", "模板版本封装时是“1”，现在是“0”"),
]


@pytest.mark.parametrize(("change", "rule", "words"), CHANGES, ids=[each[0].__name__ for each in CHANGES])
def test_a_change_after_sealing_is_named(change: Callable[[Workbook], None], rule: str, words: str) -> None:
    verdict = verified(changed(change))
    assert verdict.sealed and not verdict.intact and not verdict.passed
    found = [each.message for each in verdict.findings if each.rule == rule]
    assert found and any(words in text for text in found), [each.message for each in verdict.findings]


def test_only_what_was_changed_is_named() -> None:
    verdict = verified(changed(_change_cell))
    assert [(each.rule, each.cell) for each in verdict.findings] == [("CELL_CHANGED", "E6")]


def test_a_parameter_that_was_changed_is_named() -> None:
    content = seal(books.real(books.awards), NAME, accepted_by="王局长", now=NOW).content
    verdict = verified(changed(_raised_cap, content))
    found = [each.message for each in verdict.findings if each.rule == "PARAMETER_CHANGED"]
    assert len(found) == 1 and "封装时是1500，现在是1800" in found[0]


def test_opening_and_saving_in_another_program_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sealed.xlsx"
    path.write_bytes(sealed().content)
    again = libreoffice.recalculate([path], tmp_path / "out")[0].read_bytes()
    assert again != sealed().content
    verdict = verified(again)
    assert verdict.intact, [each.message for each in verdict.findings]


def test_a_workbook_that_was_never_sealed() -> None:
    verdict = verified(books.real(books.register))
    assert not verdict.sealed and not verdict.intact
    assert [each.rule for each in verdict.findings] == ["NOT_SEALED"]


# --- the record and the formulas in it ----------------------------------------------------------------------


def test_a_record_survives_its_packing() -> None:
    record = {"forms": {"a": {"cells": {"B5": "s" + "张" * 50_000}}}, "parameters": {}, "formulas": {}}
    pieces = pack(record)
    assert all(len(piece) <= 32_767 for piece in pieces)
    assert unpack(pieces) == record


@pytest.mark.parametrize("pieces", [[], ["?"], ["AAAA"], pack({"forms": {}})])
def test_what_is_no_record_is_none(pieces: list[str]) -> None:
    assert unpack(pieces) is None


FORMULAS = [  # sheet XML of two cells, whether they hold copies of one formula
    ('<c r="C5"><f>A5*$B$1</f></c><c r="C6"><f>A6*$B$1</f></c>', True),
    ('<c r="C5"><f>A5*$B$1</f></c><c r="C6"><f>A5*$B$1</f></c>', False),
    ('<c r="C5"><f t="shared" ref="C5:C6" si="0">A5+1</f></c><c r="C6"><f t="shared" si="0"/></c>', True),
    ("<c r=\"C5\"><f>IF('表'!A5=\"a b\", 1,2)</f></c><c r=\"C6\"><f>if(表!A6=\"a b\",1, 2)</f></c>", True),
    ('<c r="C5"><f>IF(A5="a",1,2)</f></c><c r="C6"><f>IF(A6="A",1,2)</f></c>', False),
    ('<c r="C5"><f>A5&amp;"&lt;"</f></c><c r="C6"><f>A6&amp;"&lt;"</f></c>', True),
    ('<c r="C5"><f>IF(A5,FALSE,1E+9)</f></c><c r="C6"><f>IF(A6,FALSE(),1000000000)</f></c>', True),
    ('<c r="C5"><f>A5&amp;"FALSE()"</f></c><c r="C6"><f>A6&amp;"FALSE"</f></c>', False),
    ('<c r="C5"><f>A5&amp;"是"</f></c><c r="D5" s="3"/><c r="C6"><f>A6&amp;"&#26159;"</f></c>', True),
]


@pytest.mark.parametrize(("xml", "same"), FORMULAS, ids=range(len(FORMULAS)))
def test_copies_of_one_formula_are_one_run(xml: str, same: bool) -> None:
    runs = as_runs(formulas(xml))
    assert len(runs["C"]) == (1 if same else 2)


def test_changed_formulas_are_found_cell_by_cell() -> None:
    before = as_runs(formulas('<c r="C5"><f>A5</f></c><c r="C6"><f>A6</f></c><c r="D5"><f>1</f></c>'))
    after = as_runs(formulas('<c r="C5"><f>A5</f></c><c r="C6"><f>A7</f></c><c r="E5"><f>1</f></c>'))
    assert changed_cells(before, after) == ["D5", "E5", "C6"]


# --- encryption and the command line ------------------------------------------------------------------------


def test_a_password_is_needed_and_enough() -> None:
    content = encrypt(sealed().content, "密码abc123")
    assert is_encrypted(content) and not is_encrypted(sealed().content)
    assert content.startswith(b"\xd0\xcf\x11\xe0")  # the compound file in which Excel keeps an encrypted workbook
    assert decrypt(content, "密码abc123") == sealed().content
    with pytest.raises(CannotRun, match="密码不对"):
        decrypt(content, "wrong")
    with pytest.raises(CannotRun, match="--password"):
        decrypt(content, "")


def test_seal_and_verify_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "用工保障.xlsx"
    source.write_bytes(books.real(books.register))
    assert run(["seal", str(source), "-o", str(tmp_path / "out"), "--password", "abcd12345", "--mail"]) == 0
    copy = next((tmp_path / "out").glob("*.xlsx"))
    assert copy.with_suffix(".eml").exists()
    assert source.read_bytes() == books.real(books.register)
    first = copy.read_bytes()
    assert run(["seal", str(source), "-o", str(tmp_path / "out")]) == 0  # again: the first copy stays
    assert copy.read_bytes() == first and copy.with_stem(f"{copy.stem}(2)").exists()
    capsys.readouterr()
    assert run(["verify", str(copy), "--password", "abcd12345", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["passed"] is True and answer["findings"] == [] and answer["file"] == str(copy)
    assert run(["verify", str(copy)]) == 2


@pytest.mark.parametrize(("password", "status", "words"), [("", 2, "是空的"), ("abcd123", 0, "不足8个字符")])
def test_an_empty_password_is_refused_and_a_short_one_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], password: str, status: int, words: str
) -> None:
    source, out = tmp_path / "用工保障.xlsx", tmp_path / "out"
    source.write_bytes(books.real(books.register))
    assert run(["seal", str(source), "-o", str(out), "--password", password]) == status
    assert words in capsys.readouterr().err and out.exists() == (status == 0)


def test_a_faulty_workbook_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "用工保障.xlsx"
    source.write_bytes(books.real(books.faulty_register))
    assert run(["seal", str(source), "-o", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()
    said = capsys.readouterr()
    assert "CREDIT_CODE_CHECK" in said.out and "没有封装：还有4处错误" in said.err
    assert run(["seal", str(source), "-o", str(tmp_path / "out"), "--accepted-by", "王局长"]) == 0
    copy = next((tmp_path / "out").glob("*.xlsx"))
    assert run(["verify", str(copy)]) == 1  # intact, but the errors are still there
    assert run(["seal", str(tmp_path / "nothing.xlsx"), "-o", str(tmp_path)]) == 2


def _without_meta() -> bytes:
    return changed(lambda book: book.remove(book["_meta"]), books.real(books.register))


REFUSED = [
    (lambda: sealed().content, "已经是封装好的上报件"),
    (_without_meta, "缺少模板的标识表"),
    (books.foreign, "没有就业报表的表单"),
]


@pytest.mark.parametrize(("make", "words"), REFUSED, ids=["sealed", "no-meta", "foreign"])
def test_what_cannot_be_sealed_is_a_refusal(
    make: Callable[[], bytes], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "用工保障.xlsx"
    source.write_bytes(make())
    assert run(["seal", str(source), "-o", str(tmp_path / "out")]) == 1
    assert words in capsys.readouterr().err and not (tmp_path / "out").exists()


# --- 复评 on a sealed score sheet ------------------------------------------------------------------------------------


def _cell(book: Workbook, name: str) -> Any:
    sheet, _, at = book.defined_names[f"harmony_enterprise.{name}"].attr_text.rpartition("!")
    return book[sheet.strip("'")][at.replace("$", "")]


def _reviewed(content: bytes, **values: object) -> bytes:
    def change(book: Workbook) -> None:
        for name, value in values.items():
            _cell(book, name.replace("_", ".")).value = value

    return changed(change, content)


def test_a_sealed_score_sheet_takes_a_review_and_nothing_else(tmp_path: Path) -> None:
    """The review of i001 stood there at sealing, 12.1 (two rows, merged) and the others were blank."""
    header = {
        "企业名称（盖章）": "样例公司", "统一社会信用代码": "91410400MA0000004D", "职工人数": 300,
        "评价期起": dt.date(2022, 1, 1), "评价期止": dt.date(2022, 12, 31), "填报日期": dt.date(2023, 3, 1),
    }  # fmt: skip
    path = scored_file(
        tmp_path / "a.xlsx",
        "harmonious-enterprise",
        {"12.1": [200, 200]},
        header,
        {"i001.review": 1, "i001.reason": "缺一份"},
    )
    made = seal(path.read_bytes(), path, accepted_by="测试")
    assert made.done
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    names = ("i001", "i001.review", "i001.remark", "i002.review", "i002.reason", "i076.review", "i076.reason")
    assert [_cell(book, name).protection.locked for name in names] == [True, True, True, False, False, False, False]

    later = verified(_reviewed(made.content, i002_review=0, i002_reason="没有名册", i076_reason="以后再核"))
    assert later.intact
    told = [(each.severity, each.message) for each in later.findings if each.rule == "REVIEWED_LATER"]
    assert [severity for severity, _ in told] == ["warning"] and "封装后填写了复评2项" in told[0][1]
    assert not any(each.rule in ("CELL_CHANGED", "FORMULA_CHANGED") for each in later.findings)

    for name in ("i001_review", "i001_reason", "i002", "i002_remark"):
        altered = verified(_reviewed(made.content, **{name: "否"}))
        assert not altered.intact, name
        assert [each.rule for each in altered.findings if each.rule == "CELL_CHANGED"] == ["CELL_CHANGED"], name
