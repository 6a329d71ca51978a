"""Stand-ins for what LibreOffice cannot run of the add-in: modules that take the place of xlwings' own.

xlwings' `RunPython` and `XLPy`, which start a process of Windows, become ones that write down what they were called
with; its Dictionary, which rests on a Windows component, one that rests on Collection; a message box, which nobody
would answer, a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from addin.xlam.package import addin_modules
from addin.xlam.vba_project import Module
from addin.xlam.vba_source import parse_module

CLASS_HEADER = (
    "VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1  'True\nEND\n"
    'Attribute VB_Name = "{name}"\nAttribute VB_GlobalNameSpace = False\nAttribute VB_Creatable = False\n'
    "Attribute VB_PredeclaredId = False\nAttribute VB_Exposed = True\n"
)
RUN_PYTHON_STUB = """Attribute VB_Name = "xlwings"
Option Explicit
Public Function RunPython(PythonCommand As String)
    ActiveSheet.Range("D1").Value = PythonCommand
End Function
Public Function ExpandEnvironmentStrings(ByVal text As String)
    ExpandEnvironmentStrings = text
End Function
Public Function FileExists(ByVal path As String) As Boolean
End Function
Public Function ReadFile(ByVal path As String)
End Function
Public Function XLPy() As FakePython
    Set XLPy = New FakePython
End Function
"""
DICTIONARY_STUB = (
    CLASS_HEADER.format(name="Dictionary")
    + """Private kept As New Collection
Public Property Get Item(Key As Variant) As Variant
    If IsObject(kept.Item(Key)) Then
        Set Item = kept.Item(Key)
    Else
        Item = kept.Item(Key)
    End If
End Property
Public Sub Add(ByVal Key As Variant, ByVal value As Variant)
    kept.Add value, Key
End Sub
Public Function Exists(ByVal Key As Variant) As Boolean
    Dim found As Variant
    On Error GoTo Missing
    found = kept.Item(Key)
    Exists = True
Missing:
End Function
"""
)
# Tells what it was called with; an argument may be a cell
FAKE_PYTHON = (
    CLASS_HEADER.format(name="FakePython")
    + """Public Function CallUDF(script, functionName, arguments, book, caller) As Variant
    Dim i As Long
    Dim one As Variant
    CallUDF = script & " " & functionName & " " & book.ActiveSheet.Name
    For i = LBound(arguments) To UBound(arguments)
        one = arguments(i)
        CallUDF = CallUDF & "|" & one
    Next i
    If one = "坏" Then Err.Raise 1000, , "pywintypes.com_error: Traceback (most recent call last)"
End Function
"""
)
FAKE_CONTROL = CLASS_HEADER.format(name="FakeControl") + "Public ID As String\n"
# A message box would wait for an answer that nobody gives
SAY_IN_A_CELL = ('    MsgBox message, style, "就业报表"', '    ActiveSheet.Range("D2").Value = message')

Cells = dict[str, dict[tuple[int, int], Any]]


def stand_ins() -> list[Module]:
    """The add-in's modules with the stand-ins in place."""
    other = {"xlwings": RUN_PYTHON_STUB, "Dictionary": DICTIONARY_STUB}
    modules = [parse_module(m.name, other[m.name]) if m.name in other else m for m in addin_modules()]
    for i, module in enumerate(modules):
        if module.name == "JyErrors":
            assert SAY_IN_A_CELL[0] in module.source
            modules[i] = replace(module, source=module.source.replace(*SAY_IN_A_CELL))
    fakes = {"FakeControl": FAKE_CONTROL, "FakePython": FAKE_PYTHON}
    return [*modules, *(parse_module(name, text) for name, text in fakes.items())]


Run = Callable[..., Cells]


def with_server(modules: Iterable[Module]) -> list[Module]:
    """The modules with an address in the settings, which LibreOffice does not let a macro read in ThisWorkbook."""
    setting = 'GetConfig("SERVER", "")'
    changed = [replace(m, source=m.source.replace(setting, '"http://10.0.0.8:8000/"')) for m in modules]
    assert sum(m.source.count('"http://10.0.0.8:8000/"') for m in changed) == 1
    return changed
