"""What check, seal and verify find in computed cells, sums and parameters of a workbook that has been calculated.

Each case is one thing that a clerk does to a ledger of 务工奖补, which LibreOffice then calculates: 180元 and 1,500元
are granted in rows 4 and 5, three more rows are refused, 1,680元 in all.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from addin.book import BookData
from addin.cli.app import run
from addin.computing import compute
from addin.sealing import full_check, seal
from addin.sheet_parameters import ready_to_award
from templates.findings import Finding
from templates.reading import FileBook
from templates.score_cells import cells_of
from tests.addin import filled_books as books
from tests.addin.scored_files import UNIVERSITY, scored_file
from tests.oracles import libreoffice

NAME, NOW = Path("台账.xlsx"), dt.datetime(2023, 4, 20, 9, 30)
LEDGER = books.AWARDS
FORM = "ledger_labour_award"


def ledger() -> books.Filling:
    """The ledger without anything left to fill in."""
    filling = books.awards()
    filling.put(f"{FORM}.wage_q3", 1000, 4)
    filling.put(f"{FORM}.paid_this_year", "是", 4)
    return filling


def _no_formulas(book: Workbook) -> None:  # a row inserted by hand
    for cell in book[LEDGER][5]:
        if cell.data_type == "f":
            cell.value = None


def _typed(cell: str, value: object, sheet: str = LEDGER) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def _no_parameters(book: Workbook) -> None:
    book.remove(book["政策参数"])


def _renamed_parameters(book: Workbook) -> None:
    book["政策参数"].title = "参数"


def _merged(book: Workbook) -> None:
    book[LEDGER].merge_cells("L4:L5")


def _another_cap(book: Workbook) -> None:
    area = book.defined_names["param.labour_award.cap"].attr_text.rpartition("!")[2]
    book["政策参数"][area.replace("$", "").split(":")[0]] = "一千五"


Case = tuple[Callable[[Workbook], None], dict[tuple[str, str], str]]  # what is done; what is found: rule, cell, words
CASES: dict[str, Case] = {
    "nothing": (lambda book: None, {}),
    "row-inserted": (
        _no_formulas,
        {
            ("NO_FORMULA", "L5"): "补贴金额（元）：第5行没有公式",
            ("TOTAL_DIFFERS", "L16"): "合计是180，各行相加是1680",
            ("SUMMARY_DIFFERS", "D5"): "“务工奖补（一奖）”的笔数是4，按各台账相加是5",
            ("SUMMARY_DIFFERS", "D4"): "笔数是4，按各台账相加是5",
        },
    ),
    "amount-over": (_typed("L4", 200), {("AMOUNT_DIFFERS", "L4"): "表内金额是200.00元，按规则核算是180.00元"}),
    "amount-text": (
        _typed("L6", "零"),
        {("AMOUNT_DIFFERS", "L6"): "表内金额是“零”，按规则核算是0.00元"},
    ),
    "eligible-over": (
        _typed("M6", "是"),
        {
            ("VALUE_DIFFERS", "M6"): "是否符合：表内是“是”，重新计算是“否”",
            ("SUMMARY_DIFFERS", "E5"): "符合数是3，按各台账相加是2",
            ("SUMMARY_DIFFERS", "E4"): "符合数是3，按各台账相加是2",
        },
    ),
    "reason-over": (_typed("N4", "领导不同意"), {("VALUE_DIFFERS", "N4"): "表内是“领导不同意”，重新计算是空白"}),
    "total-over": (_typed("L16", 9999), {("TOTAL_DIFFERS", "L16"): "合计是9999，各行相加是1680"}),
    "total-text": (_typed("L16", "见附件"), {("TOTAL_DIFFERS", "L16"): "合计是“见附件”，各行相加是1680"}),
    "summary-over": (
        _typed("F8", 99999, "汇总"),
        {("SUMMARY_DIFFERS", "F8"): "“合计”的金额是99999，按各台账相加是1680"},
    ),
    "error": (
        _typed("P4", "=#REF!&L4"),
        {("ERROR_COMPUTED", "P4"): "政策依据：公式算出的是错误值 #REF!"},
    ),
    "heading-changed": (
        _typed("M3", "审核结论意见"),
        {("COMPUTED_GONE", ""): "没有找到计算列“是否符合”"},
    ),
    "merged": (_merged, {("MERGED_COMPUTED", "L4"): "L4:L5 合并了计算格"}),
    "figure-text": (_another_cap, {("PARAMETER_NOT_ISSUED", "F15"): "填的是一千五，文件规定是1500元"}),
    "parameters-gone": (_no_parameters, {("PARAMETERS_GONE", ""): "没有找到“政策参数”表"}),
    "parameters-renamed": (_renamed_parameters, {("PARAMETERS_GONE", ""): "没有找到“政策参数”表"}),
}
_SPOIL_OTHERS = ("amount-text", "figure-text", "merged", "parameters-gone", "parameters-renamed")  # more is told
_FEW = ("nothing", "row-inserted", "amount-over")


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every case as LibreOffice saves it, its formulas calculated."""
    folder = tmp_path_factory.mktemp("ledgers")
    paths = []
    for name, (change, _) in CASES.items():
        filling = ledger()
        change(filling.book)
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(filling.content())
    results = libreoffice.recalculate(paths, folder / "out")
    return {path.stem: result.read_bytes() for path, result in zip(paths, results, strict=True)}


def checked(content: bytes) -> list[Finding]:
    with FileBook(NAME, content) as source:
        return full_check(BookData(source, today=NOW.date()))


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_found_at_its_cell(name: str, calculated: dict[str, bytes]) -> None:
    found = {(each.rule, each.cell): each for each in checked(calculated[name])}
    for place, words in CASES[name][1].items():
        assert place in found, [each.message for each in found.values()]
        assert words in found[place].message and found[place].severity == "error"
    if name not in _SPOIL_OTHERS:
        assert set(found) == set(CASES[name][1]), [each.message for each in found.values()]


@pytest.mark.parametrize("name", CASES)
def test_sealing_finds_the_same(name: str, calculated: dict[str, bytes]) -> None:
    sealed = seal(calculated[name], NAME, now=NOW)
    assert sealed.findings == checked(calculated[name])
    assert sealed.done == (name == "nothing")


@pytest.mark.parametrize("name", _FEW)
def test_the_command_line_tells_it(
    name: str, calculated: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(calculated[name])
    assert run(["check", str(path), "--json"]) == (0 if name == "nothing" else 1)
    told = {(each["rule"], each["cell"]) for each in json.loads(capsys.readouterr().out)["findings"]}
    assert told == set(CASES[name][1])


def test_a_file_that_nothing_has_calculated_lacks_nothing() -> None:
    content = ledger().content()
    assert openpyxl.load_workbook(io.BytesIO(content), data_only=True)[LEDGER]["L4"].value is None
    assert checked(content) == []


def test_a_row_with_formulas_that_nothing_has_calculated_yet_lacks_none(calculated: dict[str, bytes]) -> None:
    """Rows added by a program: Excel will calculate them when the file is opened."""

    def emptied(xml: str) -> str:
        row = re.search(r'<row r="5".*?</row>', xml, re.DOTALL)
        assert row is not None and row[0].count("</f><v>") > 5
        return xml.replace(row[0], re.sub(r"</f><v>[^<]*</v>", "</f>", row[0]))

    with zipfile.ZipFile(io.BytesIO(calculated["nothing"])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = next(name for name in parts if name.endswith("sheet2.xml"))
    parts[sheet] = emptied(parts[sheet].decode()).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert [each.message for each in checked(buffer.getvalue())] == []


def test_computing_counts_a_row_without_a_formula_as_different(calculated: dict[str, bytes]) -> None:
    with FileBook(NAME, calculated["row-inserted"]) as source:
        (only,) = compute(ready_to_award(BookData(source)))
    assert [row.number for row in only.rows if row.differs] == [5]
    assert only.rows[1].difference.startswith("表内是空白。这一行没有公式。")


# --- lists and score sheets ----------------------------------------------------------------------------------------


def _inserted_enterprise() -> bytes:
    filling = books.register()
    for cell in filling.book[books.REGISTER][6]:
        if cell.data_type == "f":
            cell.value = None
    return filling.content()


def _scored(name: str, value: object) -> bytes:
    """A sheet that is answered to the end: 98 points of 100, 12 of them for wages, and no veto."""
    filling = books.score_sheet()
    for item in cells_of("harmonious-enterprise"):
        for cell in item.cells if item.item.no == "3.3②" else ():
            filling.put(f"harmony_enterprise.{cell.key}", "是")
    if name:
        filling.put(f"harmony_enterprise.{name}", value)
    return filling.content()


OTHERS: dict[str, tuple[Callable[[], bytes], set[tuple[str, str]]]] = {
    "enterprise-inserted": (_inserted_enterprise, {("NO_FORMULA", "O6"), ("VALUE_DIFFERS", "E7")}),
    "scored": (lambda: _scored("", None), set()),
    "score-over": (lambda: _scored("total", 99), {("SCORE_DIFFERS", "total")}),
    "score-text": (lambda: _scored("total", "优秀"), {("SCORE_DIFFERS", "total")}),
    "spaced-word": (lambda: _scored("i001", "是 "), {("NOT_AS_LISTED", "i001")}),
    "conclusion-over": (lambda: _scored("status", "不达标"), {("SCORE_DIFFERS", "status")}),
    "section-over": (lambda: _scored("section_3", 13), {("SCORE_DIFFERS", "section_3"), ("SCORE_DIFFERS", "total")}),
}


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("others")
    paths = [folder / f"{name}.xlsx" for name in OTHERS]
    for path, (make, _) in zip(paths, OTHERS.values(), strict=True):
        path.write_bytes(make())
    results = libreoffice.recalculate(paths, folder / "out")
    return {path.stem: result.read_bytes() for path, result in zip(paths, results, strict=True)}


@pytest.mark.parametrize("name", OTHERS)
def test_lists_and_score_sheets(name: str, others: dict[str, bytes]) -> None:
    names = openpyxl.load_workbook(io.BytesIO(others[name])).defined_names
    wanted = set()
    for rule, place in OTHERS[name][1]:
        defined = names.get(f"harmony_enterprise.{place}")
        wanted.add((rule, defined.attr_text.rpartition("!")[2].replace("$", "") if defined is not None else place))
    found = {(each.rule, each.cell) for each in checked(others[name]) if each.rule != "REQUIRED"}
    assert found == wanted


def test_a_spaced_choice_above_the_table_explains_what_the_sheet_shows(tmp_path: Path) -> None:
    """The formulas know no “本科组 ”, and leave the conclusion open; nobody has typed over it."""
    header = {"学校名称（盖章）": "样例大学", "组别": "本科组"}
    path = scored_file(tmp_path / "a.xlsx", "demo-university", UNIVERSITY, header)
    book = openpyxl.load_workbook(path)
    sheet, _, at = book.defined_names["university_standard.group"].attr_text.rpartition("!")
    book[sheet.strip("'")][at.replace("$", "")].value = "本科组 "
    book.save(path)
    (found,) = libreoffice.recalculate([path], tmp_path / "out")
    told = [each for each in checked(found.read_bytes()) if each.rule in ("SCORE_SPELLING", "SCORE_DIFFERS")]
    assert [each.rule for each in told] == ["SCORE_SPELLING"]
    assert "组别：填的是“本科组”，多了空格" in told[0].message and told[0].severity == "error"


# --- sheets and columns --------------------------------------------------------------------------------------------


def _edited(change: Callable[[Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(ledger().content()))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _copied(change: Callable[[Workbook], None]) -> Callable[[Workbook], None]:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(book[LEDGER]).title = "副本"
        change(book)

    return copy


def _without(letter: str) -> Callable[[Workbook], None]:
    def clear(book: Workbook) -> None:
        for row in range(3, 16):
            book[LEDGER][f"{letter}{row}"] = None

    return clear


PLACES = [
    (_copied(lambda book: None), "SHEET_NOT_READ", "warning"),  # put aside before going on
    (_copied(_typed("G4", 9000, "副本")), "SHEET_NOT_READ", "error"),  # gone on in the copy
    (_without("H"), "COLUMN_MISSING", "error"),  # a quarter's wages, which the amount is made of
    (_without("V"), "COLUMN_MISSING", "warning"),  # 备注
]


@pytest.mark.parametrize(("change", "rule", "severity"), PLACES, ids=["aside", "gone-on", "wages", "remarks"])
def test_what_is_not_read_stands_in_the_way_where_it_matters(
    change: Callable[[Workbook], None], rule: str, severity: str
) -> None:
    assert [each.severity for each in checked(_edited(change)) if each.rule == rule] == [severity]


def test_rows_that_somebody_hid_are_in_sight_in_the_copy() -> None:
    def hide(book: Workbook) -> None:
        for row in (5, 6, 12):
            book[LEDGER].row_dimensions[row].hidden = True

    copy = openpyxl.load_workbook(io.BytesIO(seal(_edited(hide), NAME, now=NOW).content))
    hidden = {row for row, each in copy[LEDGER].row_dimensions.items() if each.hidden}
    assert hidden == set(range(9, 16))  # rows 4 to 8 of the twelve prepared ones are filled in
