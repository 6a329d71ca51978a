"""The judges judged: each must find what is wrong, and nothing where all is well."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from tests.oracles import libreoffice, schema
from tests.oracles.cached_values import CachedValues, read_values

Recalculated = Callable[[Iterable[Path]], list[CachedValues]]
STALE = -1  # what the writer left beside each formula; no formula below gives it


def stale_workbook(path: Path, formulas: Iterable[str]) -> Path:
    """A workbook with the formulas in column A of 台账, each beside an outdated value."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("台账")
        book.define_name("ledger_form.paid", "='台账'!$C$1:$C$3")
        book.define_name("ledger_form.corner", "='台账'!$C$1:$D$2")
        book.define_name("ledger_form.two_places", "='台账'!$C$1,'台账'!$C$3")
        book.define_name("ledger_form.all", "='台账'!$C:$C")
        sheet.write_column("C1", [100, 250.5])
        sheet.write("D2", "乙")
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 0, formula, None, STALE)
    return path


def test_every_formula_is_computed_anew(tmp_path: Path, recalculated: Recalculated) -> None:
    formulas = ["=SUM(ledger_form.paid)", '="共"&COUNT(C1:C9)&"项"', "=C2>C1", "=ROUND(C2/7,2)", "=1/0", "=NA()", '=""']
    [book] = recalculated([stale_workbook(tmp_path / "台账.xlsx", formulas)])
    column = {row: value for (row, col), value in book.cells["台账"].items() if col == 1}
    # 250.5 / 7 = 35.785714…; the empty text reads as an empty cell
    assert column == {1: 350.5, 2: "共2项", 3: True, 4: 35.79, 5: "#DIV/0!", 6: "#N/A"}


def test_unknown_functions_and_names_are_errors(tmp_path: Path, recalculated: Recalculated) -> None:
    [book] = recalculated([stale_workbook(tmp_path / "a.xlsx", ["=NOSUCH(1)", "=no.such.name"])])
    assert [book.cells["台账"][row, 1] for row in (1, 2)] == ["#NAME?", "#NAME?"]


def test_the_clerks_locale_decides(tmp_path: Path, recalculated: Recalculated) -> None:
    """Chinese Excel: the currency of TEXT, and dates typed as text."""
    [book] = recalculated(
        [stale_workbook(tmp_path / "a.xlsx", ['=DATEVALUE("2023年2月28日")', '=DATEVALUE("2023/2/28")'])]
    )
    assert [book.cells["台账"][row, 1] for row in (1, 2)] == [44985, 44985]


def test_named_values(tmp_path: Path) -> None:
    path = stale_workbook(tmp_path / "a.xlsx", [])
    assert libreoffice.named_values(path, "ledger_form.paid") == [100, 250.5, None]
    assert libreoffice.named_values(path, "LEDGER_FORM.corner") == [100, None, 250.5, "乙"]
    assert libreoffice.named_values(path, "ledger_form.two_places") == [100, None]
    with pytest.raises(KeyError, match=r"ledger_form\.paid"):
        libreoffice.named_values(path, "ledger_form.payd")
    with pytest.raises(ValueError, match="whole"):
        libreoffice.named_values(path, "ledger_form.all")


def test_cached_values_follow_the_file(tmp_path: Path) -> None:
    path = stale_workbook(tmp_path / "a.xlsx", ["=1+1"])
    assert read_values(path) is read_values(path)
    [new] = libreoffice.recalculate([path], tmp_path)  # in place
    assert new == path
    assert libreoffice.cells(path)["台账"][1, 1] == 2


def test_many_files_in_one_call_keep_their_order(tmp_path: Path, recalculated: Recalculated) -> None:
    paths = [stale_workbook(tmp_path / f"{unit}.xlsx", [f"={number}*2"]) for number, unit in enumerate("乙甲丙", 1)]
    books = recalculated(paths)
    assert [(book.path.stem, book.cells["台账"][1, 1]) for book in books] == [("乙", 2), ("甲", 4), ("丙", 6)]


def test_two_files_of_one_stem_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a"):
        libreoffice.recalculate([tmp_path / "a.xlsx", tmp_path / "a.xlsm"], tmp_path)


@pytest.mark.parametrize("macros", [False, True])
def test_a_file_that_cannot_be_loaded_is_named_and_the_rest_not_blamed(tmp_path: Path, macros: bool) -> None:
    good = stale_workbook(tmp_path / "good.xlsx", [])
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(good.read_bytes()[:2000])
    with pytest.raises(libreoffice.LibreOfficeError, match=r"坏\.xlsx") as failure:
        libreoffice.recalculate([bad, good], tmp_path / "out", macros=macros)
    assert "good.xlsx" not in str(failure.value)


BASIC_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:ooo="http://openoffice.org/2004/office"
  xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3"
  office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:scripts><office:script script:language="ooo:Basic"><ooo:libraries>
<ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="Module1"><ooo:source-code>
Function TWICE(x)
  TWICE = 2 * x
End Function
</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script></office:scripts>
<office:body><office:spreadsheet><table:table table:name="台账"><table:table-row>
<table:table-cell table:formula="of:=TWICE(21)"/></table:table-row></table:table></office:spreadsheet></office:body>
</office:document>
"""


@pytest.mark.parametrize("macros", [False, True])
def test_macros_run_only_when_asked_for(tmp_path: Path, macros: bool) -> None:
    source = tmp_path / "macro.fods"
    source.write_text(BASIC_MACRO, encoding="utf-8")
    [book] = libreoffice.recalculate([source], tmp_path / "out", macros=macros)
    value = libreoffice.cells(book)["台账"].get((1, 1))
    assert (value == 42) is macros


def test_pages_become_pictures(tmp_path: Path) -> None:
    path = tmp_path / "两页.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for title in ("甲", "乙"):
            sheet = book.add_worksheet(title)
            sheet.set_paper(9)
            sheet.write("A1", "重点企业清单")
    pictures = libreoffice.to_png(path, dpi=50, outdir=tmp_path / "png")
    assert len(pictures) == 2
    # A4 is 8.27 × 11.69 inches; bytes 16 to 24 of a PNG are its width and height
    for picture in pictures:
        head = picture.read_bytes()[:24]
        width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
        assert head.startswith(b"\x89PNG")
        assert (width, height) == pytest.approx((413, 585), abs=2)


@pytest.mark.parametrize(("font", "stand_in"), [("仿宋_GB2312", "NotoSerifCJK"), ("黑体", "NotoSansCJK")])
def test_official_fonts_have_stand_ins(tmp_path: Path, font: str, stand_in: str) -> None:
    path = tmp_path / "fonts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.formats[0].set_font_name(font)
        book.add_worksheet("台账").write("A1", "平顶山市 2023 年")
    listed = subprocess.run(["pdffonts", libreoffice.to_pdf(path)], capture_output=True, text=True, check=True).stdout
    used = {line.split()[0].rpartition("+")[2] for line in listed.splitlines()[2:]}
    assert used
    assert all(name.startswith(stand_in) for name in used), listed


def test_schema_errors(tmp_path: Path) -> None:
    good = stale_workbook(tmp_path / "good.xlsx", ["=1+1"])
    wrong_order = tmp_path / "字体.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"].font = Font(name="宋体", bold=True, color="FF0000")  # openpyxl writes <name> before <b>
    book.save(wrong_order)
    no_archive = tmp_path / "文字.xlsx"
    no_archive.write_text("这不是工作簿", encoding="utf-8")
    found = schema.validation_errors([good, wrong_order, no_archive, tmp_path / "missing.xlsx"])
    assert list(found) == [good, wrong_order, no_archive, tmp_path / "missing.xlsx"]
    assert found[good] == []
    assert any("/xl/styles.xml" in error and "font" in error for error in found[wrong_order])
    assert [len(found[path]) for path in (no_archive, tmp_path / "missing.xlsx")] == [1, 1]


def test_schema_errors_are_found_in_a_later_part(tmp_path: Path) -> None:
    """The sheet's own XML is judged too: a row that says it comes before the one above it holds no such attribute."""
    source = stale_workbook(tmp_path / "good.xlsx", ["=1+1"])
    spoilt = tmp_path / "spoilt.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(spoilt, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(b"<row ", b'<row colour="red" '))
    [errors] = schema.validation_errors([spoilt]).values()
    assert errors
    assert all("/xl/worksheets/sheet1.xml" in error and "colour" in error for error in errors)


def test_an_unknown_office_version_is_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(schema.ValidatorError, match="Office1997"):
        schema.validation_errors([stale_workbook(tmp_path / "a.xlsx", [])], office="Office1997")


# What did not run, and the words that must name it
NOT_RUN = {
    "test_mark.py": ("import pytest\n@pytest.mark.skip(reason='later')\ndef test_it(): pass", "(Skipped: later)"),
    "test_call.py": ("import pytest\ndef test_it(): pytest.skip('no soffice')", "skipped (Skipped: no soffice)"),
    "test_import.py": ("import pytest\npytest.importorskip('no_such_module')", "skipped as a whole"),
    "test_xfail.py": ("import pytest\n@pytest.mark.xfail\ndef test_it(): assert False", "expected to fail"),
    "test_xpass.py": ("import pytest\n@pytest.mark.xfail(reason='known')\ndef test_it(): pass", "fail (known)"),
}


def run_pytest(folder: Path, sources: dict[str, str], workers: int) -> subprocess.CompletedProcess[str]:
    """A test run of its own, with our hooks."""
    for name, source in sources.items():
        (folder / name).write_text(source, encoding="utf-8")
    (folder / "conftest.py").write_text(
        "from tests.oracles.nothing_skipped import pytest_configure, pytest_sessionfinish, pytest_terminal_summary\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(workers), "-p", "no:cacheprovider", "-c", "/dev/null"]
    root = Path(__file__).resolve().parents[1]
    return subprocess.run(
        [*command, "--rootdir", str(folder), str(folder)], cwd=root, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("workers", [0, 1])
def test_what_did_not_run_fails_the_run_and_is_named(tmp_path: Path, workers: int) -> None:
    answer = run_pytest(tmp_path, {name: source for name, (source, _) in NOT_RUN.items()}, workers)
    assert answer.returncode == pytest.ExitCode.TESTS_FAILED, answer.stdout
    listed = answer.stdout.partition("every test has to run")[2].splitlines()
    for name, (_, words) in NOT_RUN.items():
        assert [line for line in listed if name in line and words in line], f"{name} is not named:\n{answer.stdout}"
    assert " failed" not in answer.stdout.splitlines()[-1]  # so it was the hooks that failed the run


def test_a_run_of_everything_passes(tmp_path: Path) -> None:
    answer = run_pytest(tmp_path, {"test_one.py": "def test_it(): pass"}, workers=1)
    assert answer.returncode == pytest.ExitCode.OK, answer.stdout
