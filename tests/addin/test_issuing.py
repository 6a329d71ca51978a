"""下发, the names of sealed copies, and the letter that goes with them."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from addin.book import BookData
from addin.cli.app import run
from addin.errors import CannotRun
from addin.issuing import find_workbook, issue, read_recipients
from addin.mailing import draft, mailboxes
from addin.merging.inbox import Parcel, collect
from addin.sealing.naming import file_name, joined
from templates.reading import FileBook, read_workbook
from templates.registry import workbooks
from tests.addin import filled_books as books

DAY = dt.date(2023, 3, 6)


def test_each_county_unit_gets_its_own_copy(tmp_path: Path) -> None:
    copies = issue("就业见习单位申报", "county", tmp_path, period="2023年6月", today=DAY)
    assert len(copies) == 12
    assert {path.name for path in tmp_path.iterdir()} == {each.path.name for each in copies} | {"下发清单.xlsx"}
    first = next(each for each in copies if each.recipient.unit.county == "宝丰县")
    assert first.path.name == "平顶山市宝丰县-就业见习单位申报-2023年6月.xlsx"
    meta = read_workbook(first.path).meta
    assert meta.unit == "平顶山市宝丰县人力资源和社会保障局" and meta.period == "2023年6月"
    assert meta.issue == first.id and meta.entries["unit_code"] == "410421"
    assert len({each.id for each in copies}) == 12


def test_unit_and_quota_are_filled_in_and_locked(tmp_path: Path) -> None:
    units = tmp_path / "units.txt"
    units.write_text("平顶山市\n洛阳市\n", encoding="utf-8")
    copies = issue("labour-guarantee", str(units), tmp_path / "out", period="2023年3月", rows=3, today=DAY)
    book = openpyxl.load_workbook(copies[0].path)
    sheet = book[books.REGISTER]
    assert sheet["C3"].value == "平顶山市人力资源和社会保障局" and sheet["C3"].protection.locked
    assert not sheet["B5"].protection.locked
    quota = book["重点企业分布建议"]
    rows = [[cell.value for cell in row[:3]] for row in quota.iter_rows() if row[0].value and "市" in str(row[0].value)]
    assert ["平顶山市", 90, 7] in rows and not any(row[0] == "洛阳市" for row in rows)


def test_a_table_of_units_fills_in_fields(tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    table.write_text("单位,代码,填报人\n平顶山市新华区,410402,李四\n平顶山市某某技工学校,,王五\n", encoding="utf-8")
    found = read_recipients(str(table), workbooks()["labour-guarantee"])
    assert [(each.name, each.code) for each in found] == [
        ("平顶山市新华区人力资源和社会保障局", "410402"),
        ("平顶山市某某技工学校", ""),
    ]
    assert list(found[0].values.values()) == ["李四"]


BAD_UNITS = [
    ("单位\n", "第一列的列名应为“单位”"),
    ("名称,代码\n新华区,1\n", "第一列的列名应为“单位”"),
    ("单位,填表人员\n新华区,李四\n", "没有栏目“填表人员”"),
]


@pytest.mark.parametrize(("text", "words"), BAD_UNITS)
def test_a_table_that_does_not_fit_is_explained(tmp_path: Path, text: str, words: str) -> None:
    table = tmp_path / "units.csv"
    table.write_text(text, encoding="utf-8")
    with pytest.raises(CannotRun, match=words):
        read_recipients(str(table), workbooks()["labour-guarantee"])


def test_a_workbook_is_found_by_code_title_or_file() -> None:
    for text in ("labour-guarantee", "用工保障", "用工保障.xlsx"):
        assert find_workbook(text).code == "labour-guarantee"
    with pytest.raises(CannotRun, match=r"是不是 .*用工保障"):
        find_workbook("用工保证")


def test_issue_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    units = tmp_path / "units.txt"
    units.write_text("平顶山市新华区\n", encoding="utf-8")
    assert run(["issue", "internship-units", "--units", str(units), "-o", str(out), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [each["unit"] for each in answer["copies"]] == ["平顶山市新华区人力资源和社会保障局"]
    assert (out / answer["copies"][0]["file"]).exists()
    assert run(["issue", "nothing", "--units", "county", "-o", str(out)]) == 2
    assert run(["issue", "internship-units", "--units", "nowhere.txt", "-o", str(out)]) == 2
    assert run(["issue", "internship-units", "--units", "county", "-o", str(units)]) == 2


def test_a_copy_that_was_filled_in_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One of two copies was saved by a clerk; the other is the same still, and is not written twice."""
    units, out = tmp_path / "units.txt", tmp_path / "out"
    units.write_text("平顶山市新华区\n平顶山市宝丰县\n", encoding="utf-8")
    command = ["issue", "internship-units", "--units", str(units), "-o", str(out), "--period", "2023年6月"]
    assert run(command) == 0
    assert capsys.readouterr().err == ""
    fresh = sorted(path.name for path in out.iterdir())
    assert run(command) == 0 and sorted(path.name for path in out.iterdir()) == fresh
    copy = out / "平顶山市新华区-就业见习单位申报-2023年6月.xlsx"
    openpyxl.load_workbook(copy).save(copy)
    filled = {path: path.read_bytes() for path in out.iterdir()}
    capsys.readouterr()
    assert run(command) == 0
    assert f"没有覆盖；这次的另写为“{copy.stem}(2).xlsx”" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in filled} == filled
    new = {path.name for path in out.iterdir()} - {path.name for path in filled}
    assert new == {f"{copy.stem}(2).xlsx", "下发清单(2).xlsx"}
    listed = openpyxl.load_workbook(out / "下发清单(2).xlsx")["下发清单"]
    assert f"{copy.stem}(2).xlsx" in {cell.value for row in listed.iter_rows() for cell in row}


def test_names_of_units_that_make_one_name_of_a_file_make_two_files(tmp_path: Path) -> None:
    units = tmp_path / "units.txt"
    units.write_text("样例/甲\n样例甲\n样例A校\n样例a校\n", encoding="utf-8")
    copies = issue("internship-units", str(units), tmp_path / "out", today=DAY)
    assert [each.path.name.removesuffix(".xlsx") for each in copies] == [
        "样例甲-就业见习单位申报",
        "样例甲-就业见习单位申报(2)",
        "样例A校-就业见习单位申报",
        "样例a校-就业见习单位申报(2)",  # Windows takes both for one
    ]
    assert [read_workbook(each.path).meta.unit for each in copies] == [each.recipient.name for each in copies]


@pytest.mark.parametrize("unit", [".样例学校", "..样例学校.", "../样例学校", "样例\t学校", "样例:学校?", "样例学校 ."])
def test_no_name_of_a_unit_hides_its_file(tmp_path: Path, unit: str) -> None:
    units = tmp_path / "units.csv"
    units.write_text(f"单位\n{unit}\n", encoding="utf-8")
    [copy] = issue("internship-units", str(units), tmp_path / "out", today=DAY)
    assert copy.path == tmp_path / "out" / "样例学校-就业见习单位申报.xlsx" and copy.path.exists()


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("..甲.", "表", "", "2023-03-06"), "甲-表-2023-03-06.xlsx"),
        (("甲" * 59 + ".乙", "表"), f"{'甲' * 59}-表.xlsx"),
        (("...", "表"), "表.xlsx"),
    ],
)
def test_parts_of_a_name_are_cleaned_in_one_way(parts: tuple[str, ...], name: str) -> None:
    assert joined(*parts) == name


def test_an_issued_copy_names_unit_and_period_of_what_is_handed_in(tmp_path: Path) -> None:
    copies = issue("internship-units", "平顶山市", tmp_path, period="2023年6月", today=DAY)
    with FileBook(copies[0].path, copies[0].path.read_bytes()) as source:
        name = file_name(BookData(source), DAY)
    assert name == "平顶山市汝州市人力资源和社会保障局-就业见习单位申报-2023年6月-2023-03-06.xlsx"


PERIODS = ["2023年3月", "2023年第二季度", "2023年", "2023年上半年", "2023-03", "202303", "二〇二三年", ""]


@pytest.mark.parametrize("period", PERIODS)
def test_a_period_names_its_year(tmp_path: Path, period: str) -> None:
    units = tmp_path / "units.txt"
    units.write_bytes("平顶山市新华区".encode("gb18030"))
    [copy] = issue("employer-satisfaction", str(units), tmp_path / "out", period=period, today=DAY)
    assert copy.recipient.unit.county == "新华区" and period in copy.path.name


@pytest.mark.parametrize("period", ["昨天", "3月", "第二季度", "123"])
def test_a_period_without_a_year_is_refused(tmp_path: Path, period: str) -> None:
    with pytest.raises(CannotRun, match=f"--period 填的是“{period}”：请写明年份，如2023年3月"):
        issue("employer-satisfaction", "county", tmp_path / "out", period=period, today=DAY)
    assert not (tmp_path / "out").exists()


def test_a_book_with_nothing_to_fill_in_is_not_issued(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="“政策库”只供查阅"):
        issue("政策库", "county", tmp_path / "out", today=DAY)
    assert not (tmp_path / "out").exists()


def test_a_table_of_units_may_come_from_chinese_windows(tmp_path: Path) -> None:
    table = tmp_path / "units.csv"
    table.write_bytes("单位,填报人\r\n平顶山市新华区,李四\r\n".encode("gbk"))
    [found] = read_recipients(str(table), workbooks()["labour-guarantee"])
    assert found.unit.county == "新华区" and list(found.values.values()) == ["李四"]


# --- the letter -----------------------------------------------------------------------------------------------


def letter(name: str = "上报件-2023.xlsx", unit: str = books.UNIT) -> EmailMessage:
    with FileBook(Path("x.xlsx"), books.register(unit).content()) as source:
        content = draft(BookData(source), name, b"PK\x03\x04 attachment", "ab" * 32, DAY)
    assert content.isascii()
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_the_draft_is_unsent_and_complete() -> None:
    mail = letter()
    assert mail["X-Unsent"] == "1" and mail["From"] is None
    assert mail["To"] == "henanjiuye2019@163.com"
    assert mail["Subject"] == "关于报送《各地重点企业清单》的函—平顶山市人力资源和社会保障局"
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert text.startswith("省人力资源社会保障厅：")
    for words in ("各地重点企业清单3行", "ab" * 32, "联系人：李四，13800138000", "2023年3月6日"):
        assert words in text
    attached = list(mail.iter_attachments())
    assert [each.get_filename() for each in attached] == ["上报件-2023.xlsx"]
    assert attached[0].get_content() == b"PK\x03\x04 attachment"


def test_what_receives_mails_finds_the_attachment(tmp_path: Path) -> None:
    name = "平顶山市人力资源和社会保障局-各地重点企业清单-2023年3月-2023-03-06.xlsx"
    (tmp_path / "信.eml").write_bytes(letter(name).as_bytes())
    found = collect(tmp_path)
    assert [each.name for each in found if isinstance(each, Parcel)] == [f"信.eml!{name}"]


def test_a_county_writes_to_its_city_not_to_the_province() -> None:
    """填报要求: 县（市、区）填报，省辖市汇总后报省厅; the mailbox in print is the province's."""
    mail = letter(unit="平顶山市宝丰县人力资源和社会保障局")
    assert not mail["To"]
    body = mail.get_body(("plain",))
    assert body is not None and body.get_content().startswith("平顶山市人力资源和社会保障局：")


def test_two_mailboxes_printed_in_one_line_are_both_addressed() -> None:
    filling = books.Filling(books.drawn("demo-university"))
    filling.put("demo_application.name", "示例学院")
    with FileBook(Path("x.xlsx"), filling.content()) as source:
        assert mailboxes(BookData(source)) == ["hnsrstjyjqnz@163.com", "WXS8877@126.com"]


def test_a_score_sheet_is_named_by_whom_it_is_about() -> None:
    filling = books.score_sheet()
    with FileBook(Path("x.xlsx"), filling.content()) as source:
        codes = {field.label: field.code for data in BookData(source).forms.values() for field in data.form.header}
    filling.put(f"harmony_enterprise.{codes['企业名称（盖章）'].replace('-', '_')}", "平顶山示例制造有限公司")
    with FileBook(Path("x.xlsx"), filling.content()) as source:
        assert file_name(BookData(source), DAY).startswith("平顶山示例制造有限公司-")
