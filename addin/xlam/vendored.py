"""xlwings' own VBA modules, taken from the installed package and fitted to an add-in that trusts no workbook.

Of the two modules that offer RunPython we take `xlwings_custom_addin.bas`: it hands *ActiveWorkbook* to Python and
reads the settings of an add-in. `xlwings.bas` is meant to live in the workbook it works on: it would hand over
*ThisWorkbook*, that is the hidden add-in, and every command would look at an empty sheet.

What is changed, and why, stands below as data. Each change must fit the installed text exactly as often as it says,
else the build stops: a new xlwings is looked at by a person before it goes out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

from addin.xlam.vba_project import Module
from addin.xlam.vba_source import VbaSourceError, parse_module

RUN_PYTHON = "xlwings_custom_addin.bas"
REMOTE_MODE = (
    "addin/Remote.bas",
    "addin/WebHelpers.bas",
    "addin/Dictionary.cls",
    "addin/IWebAuthenticator.cls",
    "addin/WebClient.cls",
    "addin/WebRequest.cls",
    "addin/WebResponse.cls",
)
MODULE_NAMES = {RUN_PYTHON: "xlwings"}


@dataclass(frozen=True)
class Change:
    """A piece of a vendored module that is replaced."""

    path: str
    old: str
    new: str
    why: str
    times: int = 1


# Procedures that our modules define instead, with the same signature
REPLACED_PROCEDURES = {
    RUN_PYTHON: (
        "GetConfig",  # would let the workbook in front, or a file beside it, choose the interpreter to run
        "ShowError",  # shows the Python trace
    ),
    "addin/Remote.bas": (
        "setValues",  # turns ID numbers into floating point numbers and 2023-05-01 into a date
        "addSheet",  # puts the sheet one place too far right when the sheet in front stands further right
        "addHyperlink",  # fails where the answer leaves text or tip open
        "runMacro",  # runs any macro of any open workbook
        "GetAzureAdAccessToken",  # a cloud log-in that no intranet has
    ),
}

CHANGES = (
    Change(
        RUN_PYTHON,
        'Public Const PROJECT_NAME As String = "myaddin"',
        'Public Const PROJECT_NAME As String = "jiuye"',
        "the settings sheet is called jiuye.conf",
    ),
    Change(
        RUN_PYTHON,
        "    For i = 1 To 2\r\n",
        "    For i = 2 To 2\r\n",
        "a workbook with a sheet that ends in .py must not bring its own Python code",
    ),
    Change(
        RUN_PYTHON,
        'MsgBox "Could not find Interpreter!", vbCritical',
        "JyPythonMissing PYTHON_WIN: ExecuteWindows = -1",
        "the message in Chinese, and a result that says so",
    ),
    Change(
        RUN_PYTHON,
        '"cmd.exe /C " & DriveCommand & _',
        '"cmd.exe /C " & JyCommandPrefix() & DriveCommand & _',
        "pywin32 needs an ASCII folder for temporary files, whatever the Windows user is called",
    ),
    Change(
        RUN_PYTHON,
        'LicenseKeyEnvString & "import xlwings.utils;',
        'LicenseKeyEnvString & JyPythonTemp() & "import xlwings.utils;',
        "the same for the Python that serves cell functions",
    ),
    Change(
        "addin/Remote.bas",
        "Dim startRow As Integer, startCol As Integer\r\n            Dim nRows As Integer, nCols As Integer\r\n",
        "Dim startRow As Long, startCol As Long\r\n            Dim nRows As Long, nCols As Long\r\n",
        "a sheet may have more than 32,767 rows",
    ),
    Change(
        "addin/Remote.bas",
        '        sheetDict.Add "values", values\r\n',
        '        sheetDict.Add "values", values\r\n        JyDescribeSheet sheetDict, wb.Worksheets(i)\r\n',
        "our server also takes merged cells and hidden sheets into account",
    ),
    Change(
        "addin/Remote.bas",
        '    payload.Add "sheets", sheetsPayload\r\n',
        '    payload.Add "sheets", sheetsPayload\r\n    JyDescribeBook payload, wb\r\n',
        "sealing needs the workbook file itself",
    ),
    Change(
        "addin/Remote.bas",
        "        Dim action As Dictionary\r\n"
        '        For Each action In myResponse.Data("actions")\r\n'
        '            Application.Run action("func"), wb, action\r\n'
        "        Next\r\n",
        '        JyApplyActions wb, myResponse.Data("actions")\r\n',
        "the actions are looked through before the first one is carried out, and none by a name from outside",
    ),
    Change(
        "addin/Remote.bas",
        '        If myResponse.Content <> "" Then\r\n'
        '            MsgBox myResponse.Content, vbCritical, "Error"\r\n'
        "        Else\r\n"
        '            MsgBox myResponse.StatusDescription & " (" & myResponse.StatusCode & ")", vbCritical, "Error"\r\n'
        "        End If\r\n",
        "        JyServerRefused myResponse.StatusCode, myResponse.Content\r\n",
        "the message in Chinese",
    ),
    Change(
        "addin/Dictionary.cls",
        "    BinaryCompare = VBA.vbBinaryCompare\r\n"
        "    TextCompare = VBA.vbTextCompare\r\n"
        "    DatabaseCompare = VBA.vbDatabaseCompare\r\n",
        "    BinaryCompare = 0\r\n    TextCompare = 1\r\n    DatabaseCompare = 2\r\n",
        "the same numbers; LibreOffice, which runs the macros in the tests, opens no file with the other form",
    ),
)


def vendored_modules() -> list[Module]:
    """xlwings' modules for local and remote calls, changed as listed above.

    Raises VbaSourceError where a change does not fit the installed xlwings.
    """
    return [_fitted(path) for path in (RUN_PYTHON, *REMOTE_MODE)]


def original_text(path: str) -> str:
    """The text of a module as the installed xlwings ships it."""
    return (files("xlwings") / path).read_bytes().decode("ascii")


def _fitted(path: str) -> Module:
    text = original_text(path)
    for change in CHANGES:
        if change.path == path:
            found = text.count(change.old)
            if found != change.times:
                raise VbaSourceError(f"{path}: {change.old!r} occurs {found} times, not {change.times}: {change.why}")
            text = text.replace(change.old, change.new)
    for name in REPLACED_PROCEDURES.get(path, ()):
        text = without_procedure(text, name)
    name = MODULE_NAMES.get(path) or path.rsplit("/", 1)[1].split(".")[0]
    return parse_module(name, text)


def without_procedure(text: str, name: str) -> str:
    """The module text without the procedure, from its Sub or Function line to its End.

    Raises VbaSourceError unless it is defined exactly once.
    """
    whole = re.compile(
        rf"^(?:(?:Public|Private)[ ]+)?(?P<kind>Sub|Function)[ ]+{name}[ ]*\(.*?^End[ ]+(?P=kind)[ ]*\r\n",
        re.MULTILINE | re.DOTALL,
    )
    without, found = whole.subn("", text)
    if found != 1:
        raise VbaSourceError(f"the procedure {name} is defined {found} times")
    return without
