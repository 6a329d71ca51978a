"""LibreOffice as a stand-in for Excel: opens a workbook with our VBA project, runs procedures in it, gives the cells.

The oracle in tests/oracles recalculates hidden documents; a callback needs one with a window (status bar, active
sheet), and to be called from outside, so this has a small driver of its own and a profile of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

from addin.xlam.vba_project import Module, Project, vba_project
from addin.xlam.vba_source import sheet_module
from tests.oracles.cached_values import Value, read_values

SECONDS = 300
SETTINGS = (
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "0"),
    ("Office.Calc/Filter/Import/VBA", "Executable", "true"),
)
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

    Raises RuntimeError when LibreOffice gives no file.
    """
    with tempfile.TemporaryDirectory(prefix="jiuye-xlam-lo-") as folder:
        target = Path(folder, "out", path.stem + ".xlsx")
        target.parent.mkdir()
        # A copy: a lock file that a killed soffice leaves would make the next one wait for an answer
        source = Path(shutil.copy(path, folder))
        call = ",".join((source.as_uri(), target.as_uri(), ";".join(procedures)))
        said = _soffice(_profile(), f"macro:///Standard.Driver.RunAll({call})")
        if not target.exists():
            _profile.cache_clear()  # a profile that saw a crash may crash again
            raise RuntimeError(f"LibreOffice gave no file for {path.name}; it said: {said or 'nothing'}")
        return read_values(target).cells


@cache
def _profile() -> Path:
    """A new profile for this process, with the driver in it."""
    profile = Path(tempfile.mkdtemp(prefix="jiuye-xlam-lo-profile-"))
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in SETTINGS
    )
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n',
        encoding="utf-8",
    )
    _soffice(profile, "--terminate_after_init")  # the first start writes an empty macro library
    library = profile / "user" / "basic" / "Standard"
    index = library / "script.xlb"
    index.write_text(index.read_text(encoding="utf-8").replace('"Module1"', '"Driver"'), encoding="utf-8")
    (library / "Driver.xba").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Driver"'
        f' script:language="StarBasic">{escape(DRIVER)}</script:module>\n',
        encoding="utf-8",
    )
    return profile


def _soffice(profile: Path, *arguments: str) -> str:
    program = shutil.which("soffice")
    if program is None:
        raise RuntimeError("soffice is not installed")
    process = subprocess.Popen(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *arguments],
        env={**os.environ, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=SECONDS)[1]
    except subprocess.TimeoutExpired:
        return f"no answer within {SECONDS} s"
    finally:
        # soffice is a script around the real program, so the whole group has to go
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
