"""LibreOffice as a stand-in for Excel: opens a workbook with our VBA project, runs procedures in it, gives the cells.

The oracle in tests/oracles recalculates hidden documents; a callback needs one with a window (status bar, active
sheet), and to be called from outside, so this has a small driver of its own.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from addin.xlam.vba_project import Module, Project, vba_project
from addin.xlam.vba_source import sheet_module
from tests.oracles.cached_values import Value, read_values
from tests.oracles.libreoffice_process import LibreOfficeError, Office

SECONDS = 300
# Every procedure is called in turn; an error in one is written down and does not keep the file from being saved.
DRIVER = """
Sub RunAll(source As String, target As String, names As String)
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  Dim document As Object, script As Object
  Dim wanted() As String, i As Integer
  Dim none(), indices(), outs()
  opening(0).Name = "MacroExecutionMode"
  opening(0).Value = com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
  saving(0).Name = "FilterName"
  saving(0).Value = "Calc MS Excel 2007 XML"
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
  wanted = Split(names, ";")
  For i = LBound(wanted) To UBound(wanted)
    If wanted(i) <> "" Then
      script = document.getScriptProvider().getScript( _
        "vnd.sun.star.script:VBAProject." & wanted(i) & "?language=Basic&location=document")
      script.invoke(none(), indices(), outs())
    End If
  Next i
  document.calculateAll()
  document.storeToURL(target, saving())
  document.close(True)
  StarDesktop.terminate()
End Sub
"""
_office = Office(macros=True, driver=DRIVER)


def macro_workbook(
    path: Path,
    modules: Sequence[Module],
    sheets: Mapping[str, Mapping[str, str]],
    names: Mapping[str, str] | None = None,
) -> Path:
    """Write an .xlsm with the modules, the sheets' cells (address to text or formula) and the defined names.

    A sheet whose name begins with _ is very hidden.
    """
    out = [module for module in modules if module.name != "Sheet1"]
    out[1:1] = [sheet_module(f"Sheet{number}") for number in range(1, len(sheets) + 1)]
    workbook = xlsxwriter.Workbook(path)
    workbook.add_vba_project(io.BytesIO(vba_project(Project("VBAProject", out))), is_stream=True)
    workbook.set_vba_name("ThisWorkbook")
    for number, (name, cells) in enumerate(sheets.items(), start=1):
        sheet = workbook.add_worksheet(name)
        sheet.set_vba_name(f"Sheet{number}")
        if name.startswith("_"):
            sheet.very_hidden()
        for address, content in cells.items():
            if content.startswith("="):
                sheet.write_formula(address, content, None, "not computed")
            else:
                sheet.write_string(address, content)
    for defined, reference in (names or {}).items():
        workbook.define_name(defined, reference)
    workbook.close()
    return path


def run_procedures(path: Path, procedures: Sequence[str] = ()) -> dict[str, dict[tuple[int, int], Value]]:
    """The cells, by sheet and (row, column), after the procedures ("Module.Name") ran and everything was recalculated.

    Raises LibreOfficeError when LibreOffice gives no file.
    """
    with tempfile.TemporaryDirectory(prefix="jiuye-xlam-lo-") as folder:
        target = Path(folder, "out", path.stem + ".xlsx")
        target.parent.mkdir()
        # A copy: a lock file that a killed soffice leaves would make the next one wait for an answer
        source = Path(shutil.copy(path, folder))
        call = ",".join((source.as_uri(), target.as_uri(), ";".join(procedures)))
        said = _office.run([f"macro:///Standard.Driver.RunAll({call})"], SECONDS)
        if not target.exists():
            _office.forget_profile()
            raise LibreOfficeError(f"LibreOffice gave no file for {path.name}; it said: {said or 'nothing'}")
        return read_values(target).cells
