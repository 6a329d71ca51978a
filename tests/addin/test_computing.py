"""计算 without Excel: ledger cells become records, rows count together, and the sheet joins the workbook untouched."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.computing import compute, json_value, records_of
from addin.new_sheet import NewSheet, Spot
from addin.result_sheet import SHEET, with_results
from addin.splicing import splice
from formulas import inputs
from formulas.ledger import Payment
from formulas.subsidies import rules
from templates.ledgers import position_code
from templates.reading import Received, read_workbook
from templates.registry import workbooks
from templates.rendering import file_bytes
from tests.addin.course_books import FIRST_ROW, FORM, OTHER, PERSON, RULE, course, ledger


def read(content: bytes) -> Received:
    return read_workbook(Path("台账.xlsx"), content=content)


def awarded(*rows: dict[str, object], history: Iterable[Payment] = ()) -> list[tuple[str, bool]]:
    [only] = compute(read(ledger(rows)), history=history)
    return [(f"{row.award.amount}", row.award.eligible) for row in only.rows]


# --- amounts ------------------------------------------------------------------------------------------------


def test_each_row_gets_its_amount_and_rows_of_one_person_share_the_yearly_maximum() -> None:
    """24 hours 600元; 1000元 a year, so the later course gets 400元; 23 hours are too few (附件2 二（六）（3））."""
    later = course(40, apply_date=dt.date(2023, 7, 1))
    found = awarded(later, course(24), course(23, OTHER), course(40, OTHER, occupation_class="A类"))
    assert found == [("400.00", True), ("600.00", True), ("0.00", False), ("1000.00", True)]


def test_history_counts_as_paid() -> None:
    paid = Payment(RULE, dt.date(2023, 3, 20), {"person_id": PERSON}, {"paid_this_year": Fraction(700)})
    other = Payment("train-online", dt.date(2023, 3, 20), {"person_id": PERSON}, {"paid_this_year": Fraction(700)})
    assert awarded(course(24), history=[paid, other]) == [("300.00", True)]


def test_the_numbers_of_rows_are_those_of_the_sheet() -> None:
    [only] = compute(read(ledger([course(), {}, course(24, OTHER)])))
    assert [row.number for row in only.rows] == [FIRST_ROW, FIRST_ROW + 2]
    assert [row.who for row in only.rows] == ["张三", "张三"]
    assert only.total == Decimal("1200.00")


def test_an_amount_on_the_sheet_that_is_not_the_rules_own_is_told() -> None:
    [only] = compute(read(ledger([course(award_amount=900), course(24, OTHER, award_amount=600)])))
    assert [(row.shown, row.differs) for row in only.rows] == [(Decimal("900.00"), True), (Decimal("600.00"), False)]


def test_a_day_stored_as_text_is_told_as_what_makes_the_amount_differ() -> None:
    """Reading takes 2023.3.20 for the day it means; a formula takes it for a text, and gives 0."""
    [only] = compute(read(ledger([course(24, apply_date="2023.3.20", award_amount=0)])))
    [row] = only.rows
    assert (f"{row.award.amount}", row.differs) == ("600.00", True)
    assert row.why_differs == "申请日期（E4）存成了文字，表内公式不认。请按日期或数字重新填写。"


def test_a_workbook_without_a_filled_ledger_gives_nothing() -> None:
    assert compute(read(ledger([]))) == []
    assert compute(read(file_bytes(workbooks()["labour-guarantee"], rows=2))) == []


# --- cells as records ---------------------------------------------------------------------------------------

VALUES: list[tuple[inputs.InputSpec, object, Any]] = [
    (inputs.yes_no("是否"), "是", True),
    (inputs.yes_no("是否"), "否", False),
    (inputs.yes_no("是否"), "大概", "大概"),  # stays what it is, and is refused by the rule
    (inputs.date("日期"), dt.date(2023, 6, 1), "2023-06-01"),
    (inputs.date("日期"), dt.datetime(2023, 6, 1), "2023-06-01"),
    (inputs.date("日期"), "六月", "六月"),
    (inputs.percent("比例"), Decimal("0.7"), Decimal("70")),
    (inputs.percent("比例"), 1, Decimal("100")),
    (inputs.percent("比例"), "七成", "七成"),
    (inputs.money("金额"), Decimal("1800.50"), Decimal("1800.50")),
    (inputs.integer("人数"), 12, 12),
    (inputs.option("类别", "甲", "乙"), "甲", "甲"),
    (inputs.money("金额"), None, None),
]


@pytest.mark.parametrize(("spec", "value", "expected"), VALUES)
def test_a_cells_value_in_a_record(spec: inputs.InputSpec, value: object, expected: Any) -> None:
    found = json_value(spec, value)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([1800, 1800], [1800, 1800]),
        ([], []),
        ([1800, None, 1900], [1800, None, 1900]),  # a gap makes the list invalid, it is not closed
    ],
)
def test_a_list_is_read_up_to_its_last_entry(cells: list[object], expected: list[object]) -> None:
    rule = rules()["internship"]
    name = next(name for name, spec in rule.inputs if spec.item is not None)
    held = {position_code(name, place): [cell] for place, cell in enumerate(cells, start=1)}
    [record] = records_of(rule, lambda code: held.get(code, [None]), 1)
    assert record[name] == expected


# --- the copy with its sheet --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def original() -> bytes:
    return ledger([course(24), course(23, OTHER, award_amount=100)])


@pytest.fixture(scope="module")
def copy(original: bytes) -> bytes:
    return with_results(original, compute(read(original)))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_sheet_tells_amount_steps_article_and_leads_back_to_the_cells(copy: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(copy))
    sheet = book[SHEET]
    [received] = compute(read(copy))
    assert [cell.value for cell in sheet[4]] == [
        "台账", "行", "单位或姓名", "金额（元）", "是否符合", "核算过程", "依据", "表内金额（元）", "备注",
    ]  # fmt: skip
    row, refused, total = sheet[5], sheet[6], sheet[7]
    assert [cell.value for cell in row[:5]] == ["企业职工脱产培训补贴", FIRST_ROW, "张三", 600, "是"]
    assert "200元" in row[5].value
    assert "3（24学时 ÷ 8学时" in row[5].value
    assert row[6].value.startswith("豫就业组〔2023〕1号")
    assert (refused[3].value, refused[4].value, refused[7].value) == (0, "否", 100)
    assert "集中培训不少于24学时" in refused[5].value
    assert "表内是100.00" in refused[8].value
    assert (total[0].value, total[3].value) == ("合计", 600)
    amount = received.letters["award-amount"]
    assert row[3].hyperlink.location == f"'{received.sheet}'!{amount}{FIRST_ROW}"
    assert row[1].hyperlink.location.startswith(f"'{received.sheet}'!")
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$4")


def test_every_other_part_stays_as_it_was(original: bytes, copy: bytes) -> None:
    before, after = parts(original), parts(copy)
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed == {"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml"}
    [new] = set(after) - set(before)
    assert new.startswith("xl/worksheets/sheet")
    for marks in (b"<definedName ", b"<sheet "):
        kept = before["xl/workbook.xml"].count(marks)
        assert after["xl/workbook.xml"].count(marks) == kept + 1


def test_the_forms_read_from_the_copy_are_those_of_the_original(original: bytes, copy: bytes) -> None:
    before, after = read(original), read(copy)
    assert list(after.forms) == [FORM]
    assert [list(row) for row in after.forms[FORM].records("person-id", "hours")] == [
        list(row) for row in before.forms[FORM].records("person-id", "hours")
    ]
    assert [each.rule for each in after.findings] == [each.rule for each in before.findings]


def test_computing_again_replaces_the_sheet(copy: bytes) -> None:
    again = with_results(copy, compute(read(copy)))
    assert parts(again).keys() == parts(copy).keys()
    book = openpyxl.load_workbook(io.BytesIO(again))
    assert book.sheetnames.count(SHEET) == 1
    assert book[SHEET]["D5"].value == 600


def test_macros_are_left_out_so_that_the_copy_is_an_ordinary_workbook(original: bytes) -> None:
    held = parts(original)
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    project = '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    relation = '<Relationship Id="rId99" Type="http://x/vbaProject" Target="vbaProject.bin"/></Relationships>'
    types = held["[Content_Types].xml"].decode().replace(main, macro).replace("</Types>", project)
    held["[Content_Types].xml"] = types.encode()
    relations = held["xl/_rels/workbook.xml.rels"].decode().replace("</Relationships>", relation)
    held["xl/_rels/workbook.xml.rels"] = relations.encode()
    held["xl/vbaProject.bin"] = b"macros"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in held.items():
            package.writestr(name, content)
    after = parts(splice(buffer.getvalue(), NewSheet("新表", [10], [[Spot("甲")]])))
    assert "xl/vbaProject.bin" not in after
    assert b"vba" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert macro.encode() not in after["[Content_Types].xml"]
    assert main.encode() in after["[Content_Types].xml"]


def test_a_sheet_joins_a_workbook_of_another_program() -> None:
    """XlsxWriter's file: no defined names, other parts; the texts of the new sheet stay texts."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("甲").write(0, 0, 1)
    rows = [[Spot("=1+1"), Spot(2.5)], [Spot("a<b", link="'甲'!A1"), Spot(None)]]
    content = splice(buffer.getvalue(), NewSheet("乙's", [10, 10], rows, heads=1))
    result = openpyxl.load_workbook(io.BytesIO(content))
    assert result.sheetnames == ["甲", "乙's"]
    cell = result["乙's"]["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert result["乙's"]["B1"].value == 2.5
    assert result["乙's"]["A2"].hyperlink.location == "'甲'!A1"
    assert result["乙's"].print_title_rows == "$1:$1"


def test_the_copy_is_a_valid_file(tmp_path: Path, assert_valid_files: Callable[[Iterable[Path]], None]) -> None:
    """Spliced into a file as we build it; the ledgers above were saved by openpyxl, whose fonts the schema refuses."""
    content = file_bytes(workbooks()["ledgers-labour-awards"], rows=2)
    path = tmp_path / "核算.xlsx"
    path.write_bytes(with_results(content, compute(read(ledger([course(24)])))))
    assert_valid_files([path])
