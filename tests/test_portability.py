"""The walker over formulas must name each kind of offence, and nothing in a workbook that is portable."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import FORMULAE
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from tests.oracles import libreoffice
from tests.oracles.portability import SHARED_FUNCTIONS, offences


class Draft:
    """A workbook of two sheets, 台账 and 清单, and short ways to put one thing into it."""

    def __init__(self) -> None:
        self.book = openpyxl.Workbook()
        self.sheet = self.book.active
        self.sheet.title = "台账"
        self.book.create_sheet("清单")
        self.name("units", "清单!$A$1:$A$18")

    def name(self, name: str, target: str) -> Draft:
        self.book.defined_names[name] = DefinedName(name, attr_text=target)
        return self

    def cell(self, formula: str, address: str = "F5") -> Draft:
        self.sheet[address] = f"={formula}"
        return self

    def fill(self, count: int, formula: str, column: str = "F", first: int = 5) -> Draft:
        for row in range(first, first + count):
            self.cell(formula.replace("{row}", str(row)), f"{column}{row}")
        return self

    def check(self, formula: str, kind: str = "custom", **texts: str) -> Draft:
        self.sheet.add_data_validation(DataValidation(type=kind, formula1=formula, sqref="C3:C9", **texts))
        return self

    def mark(self, formula: str) -> Draft:
        self.sheet.conditional_formatting.add("C3:C9", FormulaRule([formula]))
        return self

    def save(self, folder: Path) -> Path:
        path = folder / "draft.xlsx"
        self.book.save(path)
        return path


def nested(levels: int) -> str:
    return "ABS(" * levels + "A1" + ")" * levels


def arguments(count: int) -> str:
    return f"SUM({','.join(['1'] * count)})"


def quoted(length: int, last: str = "") -> str:
    return '"' + "字" * (length - len(last)) + last + '"'


def padded(length: int) -> str:
    return "A1" + "+A1" * ((length - 2) // 3) + " " * ((length - 2) % 3)


PORTABLE: list[Callable[[Draft], Draft]] = [
    lambda d: d.fill(30, 'IF(AND(A{row}>0,COUNTIF(units,"k"&B{row})=1),ROUND(A{row}/7,2),0)'),
    lambda d: d.fill(30, "N(F{row})+A{row}", column="G").fill(30, "MAX(0,MIN(A{row},5000-SUM(A$5:A{row})))"),
    lambda d: d.fill(5, "TODAY()-A{row}").fill(20, "INDIRECT(A{row})", column="G"),
    lambda d: d.check("units", "list").check("AND(LEN(C3)=18,COUNTIF($C$3:$C$9,C3)=1)").mark("台账!$A$1<C3"),
    lambda d: d.name("weights", "{1;3;9;27}").cell("SUMPRODUCT(weights,A1:A4)"),
    lambda d: d.cell(padded(8000)).cell(nested(60), "G5").cell(arguments(250), "H5").cell(quoted(255), "I5"),
    lambda d: d.check(f"{padded(255)}"),
    lambda d: d.check(quoted(255), "list", promptTitle="题" * 32, prompt="填" * 255, errorTitle="错" * 32),
    lambda d: d.check("units", "list", error="改" * 255),
    lambda d: d.cell("ROW(F5)-ROW(F$1)+COLUMN($F$5)"),  # where a reference lies is no dependence
    lambda d: d.cell("SUM(A1:INDEX(A1:A9,3))").cell('SUMPRODUCT((A1:A9="是")*(B1:B9>0))', "G5"),
    lambda d: d.cell('IF(A1="it""s",\'清单\'!B2,TRUE)'),
    lambda d: d.name("_xlnm.Print_Titles", "台账!$1:$3").name("form.i001", "台账!$A$1").cell("FORM.I001*2"),
]


@pytest.mark.parametrize("build", PORTABLE)
def test_portable_workbooks(tmp_path: Path, build: Callable[[Draft], Draft]) -> None:
    assert offences(build(Draft()).save(tmp_path)) == []


# (what is wrong, the one line that must come back)
OFFENDING: list[tuple[Callable[[Draft], Draft], str]] = [
    *(
        (lambda d, call=call: d.cell(call), rf"台账!F5: function {re.escape(call.split('(')[0].upper())} is not shared")
        for call in (
            "_xlfn.XLOOKUP(1,A1:A9,B1:B9)",
            "_xlfn.IFS(A1,1)",
            "_xlfn.TEXTJOIN(A1,A2,A3)",
            "_xlfn.CONCAT(A1:A3)",
            "_xlfn.MAXIFS(A1:A9,B1:B9,1)",
            "_xlfn.SWITCH(A1,1,2)",
            "_xlfn.IFNA(A1,0)",
            "LET(1)",
            'DATEDIF(A1,A2,"m")',
            "MYMACRO(A1)",
        )
    ),
    (lambda d: d.fill(3, "IFS(A{row},1)"), r"台账!F5 and 2 more: function IFS "),
    (lambda d: d.check("XLOOKUP(C3,D3:D9,E3:E9)"), r"台账!validation on C3:C9: function XLOOKUP "),
    (lambda d: d.mark("SORT(C3)"), r"台账!format on C3:C9: function SORT "),
    (lambda d: d.name("latest", "UNIQUE(清单!$A$1:$A$9)"), r"name latest: function UNIQUE "),
    (lambda d: d.fill(6, "TODAY()-A{row}"), r"台账!F5: volatile TODAY in 6 cells, at most 5"),
    (lambda d: d.name("now_there", "NOW()").fill(6, "now_there-A{row}"), r"台账!F5: volatile NOW in 6 cells"),
    (lambda d: d.fill(21, "OFFSET(A{row},0,1)"), r"台账!F5: volatile OFFSET in 21 cells, at most 20"),
    (lambda d: d.fill(21, "INDIRECT(A{row})"), r"台账!F5: volatile INDIRECT in 21 cells"),
    (lambda d: d.fill(21, "RAND()"), r"台账!F5: volatile RAND in 21 cells"),
    (lambda d: d.cell(padded(8001)), r"台账!F5: formula of 8001 characters, at most 8000"),
    (lambda d: d.cell(nested(61)), r"台账!F5: functions nested 61 levels deep, at most 60"),
    (lambda d: d.cell(arguments(251)), r"台账!F5: function with 251 arguments, at most 250"),
    (lambda d: d.cell(quoted(256)), r"台账!F5: text of 256 characters in a formula, at most 255"),
    (lambda d: d.cell(quoted(255, last="𠮷")), r"台账!F5: text of 256 characters"),  # Excel counts it as two
    (lambda d: d.check(padded(256)), r"台账!validation on C3:C9: validation formula of 256 characters, at most 255"),
    (lambda d: d.check(quoted(256), "list"), r"台账!validation on C3:C9: list of 256 characters, at most 255"),
    (lambda d: d.check("units", "list", prompt="填" * 256), r"validation on C3:C9: prompt of 256 characters"),
    (lambda d: d.check("units", "list", promptTitle="题" * 33), r"prompt title of 33 characters, at most 32"),
    (lambda d: d.check("units", "list", error="改" * 256), r"error text of 256 characters, at most 255"),
    (lambda d: d.check("units", "list", errorTitle="错" * 33), r"error title of 33 characters, at most 32"),
    (lambda d: d.check("清单!$A$1:$A$9", "list"), r"台账!validation on C3:C9: reaches sheet 清单 directly"),
    (lambda d: d.check("COUNTIF('清单'!$A$1:$A$9,C3)=1"), r"台账!validation on C3:C9: reaches sheet 清单 directly"),
    (lambda d: d.mark("C3>清单!$A$1"), r"台账!format on C3:C9: reaches sheet 清单 directly"),
    (lambda d: d.check("SUM((C3,C5))>0"), r"台账!validation on C3:C9: union or intersection"),
    (lambda d: d.mark("SUM(C3:C5 C4:C9)>0"), r"台账!format on C3:C9: union or intersection"),
    (lambda d: d.check("=LEN(C3)=18"), r"台账!validation on C3:C9: formula written with a leading ="),
    (lambda d: d.cell("SUMPRODUCT(MID(A1,ROW($1:$17),1)*1)", "F99"), r"台账!F99: ROW over whole rows"),
    (lambda d: d.name("counter", "ROW(清单!$1:$17)"), r"name counter: ROW over whole rows"),
    (lambda d: d.cell("COUNTA($1:$3)", "F3"), r"台账!F3: whole-row reference that includes the cell itself"),
    (lambda d: d.cell("MATCH(A1,{1,2,3},0)"), r"台账!F5: array constant; put it into a defined name"),
    (lambda d: d.check("OR(C3={1,2})"), r"台账!validation on C3:C9: array constant"),
    (lambda d: d.cell("SUMPRODUCT(IF(A1:A9>0,A1:A9,0))"), r"台账!F5: IF within SUMPRODUCT"),
    (lambda d: d.cell("no_such_name+1"), r"台账!F5: name no_such_name is not defined"),
    (lambda d: d.cell("附表!A1"), r"台账!F5: sheet 附表 does not exist"),
    (lambda d: d.cell("SUM(#REF!)"), r"台账!F5: refers to #REF!, which is nowhere"),
    (lambda d: d.cell("清单!#REF!"), r"台账!F5: refers to 清单!#REF!"),
    (lambda d: d.cell("[1]清单!$A$1"), r"台账!F5: refers to \[1\]清单!\$A\$1"),
    (lambda d: d.mark("SUM(C3"), r"台账!format on C3:C9: cannot be read"),
    (lambda d: d.name("form.报名", "台账!$A$1"), r"name form\.报名: name that is not plain ASCII"),
    (lambda d: d.name("abc12", "台账!$A$1"), r"name abc12: name that reads like a cell address"),
    (lambda d: d.name("r1c1", "台账!$A$1"), r"name r1c1: name that reads like a cell address"),
]


@pytest.mark.parametrize(("build", "line"), OFFENDING, ids=[line for _, line in OFFENDING])
def test_each_offence_is_named(tmp_path: Path, build: Callable[[Draft], Draft], line: str) -> None:
    found = offences(build(Draft()).save(tmp_path))
    assert any(re.search(line, offence) for offence in found), found
    # F3 lies in the rows it counts, so it is circular as well
    assert len(found) == 1 + any(offence.startswith("circular") for offence in found), found


CIRCULAR: list[tuple[Callable[[Draft], Draft], str | None]] = [
    (lambda d: d.cell("F5+1"), "台账!F5 → 台账!F5"),
    (lambda d: d.cell("B5").cell("F5", "B5"), "台账!B5 → 台账!F5 → 台账!B5"),
    # the running total over the result's own column: LibreOffice computes it without a word
    (lambda d: d.fill(9, "MIN(A{row},100-SUMIFS($F$5:$F$13,$B$5:$B$13,B{row}))"), "台账!F5 → 台账!F5"),
    (lambda d: d.name("paid", "台账!$F$5:$F$13").fill(9, "A{row}-SUM(paid)"), "台账!F5 → 台账!F5"),
    (lambda d: d.name("rest", "10-paid").name("paid", "台账!$F$5").cell("rest*2"), "台账!F5 → 台账!F5"),
    (lambda d: d.fill(9, "SUM(H$5:H$13)").fill(9, "G{row}", "H").fill(9, "F{row}", "G"), "台账!F5 → 台账!H5"),
    # looks circular column by column, is not cell by cell
    (lambda d: d.fill(9, "F4+A{row}", first=5).fill(9, "SUM(F$5:F{row})", column="G"), None),
    (lambda d: d.fill(1, "A5").fill(8, "SUM(G5:G5)", first=6).fill(9, "F{row}*2", "G"), None),
]


@pytest.mark.parametrize(("build", "circle"), CIRCULAR, ids=range(len(CIRCULAR)))
def test_circles_are_found(tmp_path: Path, build: Callable[[Draft], Draft], circle: str | None) -> None:
    found = [line for line in offences(build(Draft()).save(tmp_path)) if line.startswith("circular")]
    if circle is None:
        assert found == []
    else:
        assert found
        assert found[0].startswith(f"circular: {circle}"), found


def test_a_sheets_own_name_goes_before_the_workbooks(tmp_path: Path) -> None:
    draft = Draft().name("here", "清单!$A$1").cell("here+1")
    draft.sheet.defined_names["here"] = DefinedName("here", attr_text="台账!$F$5")
    assert offences(draft.save(tmp_path)) == ["circular: 台账!F5 → 台账!F5"]


def test_array_formulas_may_hold_if_and_dynamic_ones_are_refused(tmp_path: Path) -> None:
    draft = Draft()
    draft.sheet["F5"] = ArrayFormula("F5", "=SUMPRODUCT(IF(A1:A9>0,A1:A9,0))")
    assert offences(draft.save(tmp_path)) == []
    path = tmp_path / "dynamic.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("台账").write_dynamic_array_formula("F5:F9", "=A1:A5*2")
    assert offences(path) == ["台账!F5: dynamic array formula, newer than Excel 2010"]


def test_validations_in_an_extension_are_seen(tmp_path: Path) -> None:
    """As Excel saves a drop-down that reaches another sheet; openpyxl would drop it in silence."""
    extension = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"'
        ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1">'
        '<x14:dataValidation type="list"/></x14:dataValidations></ext></extLst></worksheet>'
    )
    path = Draft().save(tmp_path)
    rewritten = tmp_path / "rewritten.xlsx"
    rewrite(path, rewritten, lambda xml: xml.replace("</worksheet>", extension))
    assert [line.partition(":")[0] for line in offences(rewritten)] == ["台账!extension", "清单!extension"]


def test_shared_formulas_are_read_in_every_cell(tmp_path: Path) -> None:
    """As Excel saves a column that was filled down: only the first cell holds the text."""
    path = Draft().cell("B5+1", "B4").cell("1", "B5").save(tmp_path)
    rewritten = tmp_path / "rewritten.xlsx"
    shared = '<f t="shared" ref="B4:B5" si="0">B5+B$5</f>', '<f t="shared" si="0"/>'
    rewrite(path, rewritten, lambda xml: xml.replace("<f>B5+1</f>", shared[0]).replace("<f>1</f>", shared[1]))
    assert offences(rewritten) == ["circular: 台账!B5 → 台账!B5"]  # B5 says B6+B$5


def rewrite(source: Path, target: Path, change: Callable[[str], str]) -> None:
    """Copy a workbook with its sheets' XML changed."""
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name.startswith("xl/worksheets/sheet") else data)


def test_shared_functions_are_of_excel_2007() -> None:
    """Two other people's lists: openpyxl's of 2007, XlsxWriter's of what came later and needs the _xlfn. prefix."""
    assert set(FORMULAE) >= SHARED_FUNCTIONS
    sheet = xlsxwriter.Workbook("unused.xlsx", {"use_future_functions": True}).add_worksheet()
    for name in SHARED_FUNCTIONS:
        assert sheet._prepare_formula(f"={name}(1)", True) == f"{name}(1)"


def test_shared_functions_are_known_to_libreoffice(tmp_path: Path) -> None:
    """Called with nothing, a known function complains of its arguments, an unknown one of its name."""
    path = tmp_path / "functions.xlsx"
    names = [*sorted(SHARED_FUNCTIONS), "NOSUCHFUNCTION"]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("台账")
        for row, name in enumerate(names):
            sheet.write_formula(row, 0, f"={name}()", None, -1)
    [computed] = libreoffice.recalculate([path], tmp_path / "out")
    values = libreoffice.cells(computed)["台账"]
    unknown = [name for row, name in enumerate(names, 1) if values.get((row, 1)) == "#NAME?"]
    assert unknown == ["NOSUCHFUNCTION"]
