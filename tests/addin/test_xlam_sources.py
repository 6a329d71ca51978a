"""The VBA texts: ours hold together without a compiler at hand, xlwings' are changed just where we say."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from addin.functions import all_functions
from addin.xlam import vendored
from addin.xlam.package import addin_modules
from addin.xlam.rule_functions import rule_modules
from addin.xlam.vba_project import Module, ModuleKind
from addin.xlam.vba_source import VBA_FOLDER, Procedure, VbaSourceError, our_modules, parse_module, procedures

OURS = {module.name: module for module in [*our_modules(), *rule_modules()]}
ALL = addin_modules()
# Called by Excel from the ribbon or from cells, so nothing in the sources need call them
ENTRIES = {"JyRun", "JyEnabled", "JyRibbonLoaded", "JyPolicyDateChanged", "JyPolicyDateText", "JyPolicyRegionChosen"}
ENTRIES |= {"JyPolicyRegionSelected", *(f"JY_{name}" for name in all_functions())}


def code(source: str) -> str:
    """The text without comments and string literals."""
    without_literals = re.sub(r'"[^"\r\n]*"', '""', source)
    return re.sub(r"(?m)'.*$", "", without_literals)


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_module_declares_its_variables(name: str) -> None:
    assert "\r\nOption Explicit\r\n" in OURS[name].source


@pytest.mark.parametrize("name", sorted(OURS))
def test_blocks_are_closed(name: str) -> None:
    text = code(OURS[name].source)
    for opening, closing in [
        (r"^[ \t]*(?:Public |Private )?(?:Sub|Function) ", r"^[ \t]*End (?:Sub|Function)\b"),
        (r"^[ \t]*If [^\r\n]*\bThen[ \t]*\r?$", r"^[ \t]*End If\b"),
        (r"^[ \t]*For ", r"^[ \t]*Next\b"),
        (r"^[ \t]*Do ", r"^[ \t]*Loop\b"),
        (r"^[ \t]*With ", r"^[ \t]*End With\b"),
        (r"^[ \t]*Select Case ", r"^[ \t]*End Select\b"),
    ]:
        assert len(re.findall(opening, text, re.M)) == len(re.findall(closing, text, re.M)), opening


def test_no_procedure_name_is_ambiguous() -> None:
    # VBA refuses a call by a name that two standard modules make public; #If variants of one module are one name
    owners: dict[str, set[str]] = {}
    for module in ALL:
        if module.kind is ModuleKind.STANDARD:
            for procedure in procedures(module.source):
                if procedure.public:
                    owners.setdefault(procedure.name.lower(), set()).add(module.name)
    assert {name: sorted(where) for name, where in owners.items() if len(where) > 1} == {}


def test_whatever_is_called_by_our_prefix_exists_and_whatever_exists_is_called() -> None:
    defined = {procedure.name for module in OURS.values() for procedure in procedures(module.source)}
    text = "\n".join(code(module.source) for module in ALL)
    used = Counter(re.findall(r"\b(?:Jy|JY_)\w+", text))
    constants = set(re.findall(r"Const (JY_\w+)", text))
    assert set(used) - defined - constants == set()
    # once in the definition, and at least once more (the name as result of a function does not count as a call)
    called = {
        name
        for module in ALL
        for procedure_text in re.split(r"(?m)(?=^(?:Public |Private )?(?:Sub|Function) )", code(module.source))
        for name in defined
        if re.search(rf"\b{name}\b", procedure_text)
        and not re.match(rf"(?:Public |Private )?(?:Sub|Function) {name}\b", procedure_text)
    }
    events = {name for name in defined if name.startswith(("App_", "Workbook_"))}
    assert defined - called - events == ENTRIES


def test_what_xlwings_modules_call_is_there() -> None:
    # the names our changes and removals leave behind in xlwings' text
    defined = {procedure.name.lower() for module in ALL for procedure in procedures(module.source)}
    for path, names in vendored.REPLACED_PROCEDURES.items():
        text = code("".join(module.source for module in vendored.vendored_modules()))
        for name in names:
            called = re.search(rf"\b{name}\b", text) is not None
            assert not called or name.lower() in defined, f"{path}: {name} is called but nowhere defined"


def test_no_workbook_chooses_what_runs() -> None:
    run_python = next(module for module in ALL if module.name == "xlwings").source
    assert "For i = 1 To 2" not in run_python  # sheets of the active workbook that end in .py
    assert "GetConfigFromSheet(ActiveWorkbook)" not in run_python
    assert 'Application.Run action("func")' not in next(module for module in ALL if module.name == "Remote").source
    config = code(OURS["JyConfig"].source)
    assert "ActiveWorkbook" not in config


@pytest.mark.parametrize("change", vendored.CHANGES, ids=lambda change: f"{change.path}: {change.why}")
def test_a_change_that_no_longer_fits_stops_the_build(change: vendored.Change, monkeypatch: pytest.MonkeyPatch) -> None:
    original = vendored.original_text

    def newer(path: str) -> str:
        return original(path).replace(change.old, "") if path == change.path else original(path)

    monkeypatch.setattr(vendored, "original_text", newer)
    with pytest.raises(VbaSourceError, match="occurs 0 times"):
        vendored.vendored_modules()


def test_a_procedure_that_is_gone_stops_the_build() -> None:
    with pytest.raises(VbaSourceError, match="Gone is defined 0 times"):
        vendored.without_procedure("Sub Here()\r\nEnd Sub\r\n", "Gone")


def test_a_removed_procedure_leaves_its_neighbours() -> None:
    text = "Sub A()\r\nEnd Sub\r\nFunction B(x) As Long\r\n    B = 1\r\nEnd Function\r\nSub C()\r\nEnd Sub\r\n"
    assert vendored.without_procedure(text, "B") == "Sub A()\r\nEnd Sub\r\nSub C()\r\nEnd Sub\r\n"


@pytest.mark.parametrize(
    ("name", "text", "fragment"),
    [
        ("Other", 'Attribute VB_Name = "Mine"\n', "the first line must be"),
        ("Mine", "Option Explicit\n", "the first line must be"),
        ("Mine", 'Attribute VB_Name = "Mine"\n\' 😀\n', "line 2: '😀' is not in code page 936"),
        ("Mine", 'Attribute VB_Name = "Mine"\n\n\'' + "长" * 1023 + "\n", "line 3: 1024 characters"),
        ("Mine", 'Attribute VB_Name = "Mine"\n' + "x = 1 + _\n" * 25 + "1\n", "more than 24 continued lines"),
    ],
)
def test_a_text_that_excel_would_refuse_or_cut(name: str, text: str, fragment: str) -> None:
    with pytest.raises(VbaSourceError, match=re.escape(fragment)):
        parse_module(name, text)


def test_an_exported_class_gets_the_attributes_excel_stores() -> None:
    exported = (
        "VERSION 1.0 CLASS\r\nBEGIN\r\n  MultiUse = -1  'True\r\nEND\r\n"
        'Attribute VB_Name = "Thing"\r\nAttribute VB_GlobalNameSpace = False\r\nAttribute VB_Creatable = False\r\n'
        "Attribute VB_PredeclaredId = False\r\nAttribute VB_Exposed = True\r\nPublic ID As String\r\n"
    )
    # as in the add-in that xlwings ships
    assert parse_module("Thing", exported) == Module(
        "Thing",
        'Attribute VB_Name = "Thing"\r\nAttribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"\r\n'
        "Attribute VB_GlobalNameSpace = False\r\nAttribute VB_Creatable = False\r\n"
        "Attribute VB_PredeclaredId = False\r\nAttribute VB_Exposed = True\r\n"
        "Attribute VB_TemplateDerived = False\r\nAttribute VB_Customizable = False\r\nPublic ID As String\r\n",
        ModuleKind.CLASS,
    )


def test_procedures_are_found_with_their_parameters() -> None:
    text = (
        "Public Sub One(control As Object, ByRef enabled As Variant)\nEnd Sub\n"
        'Private Function Two(Optional ByVal x As String = "a, b(c)", Optional y() As Long) As Long\nEnd Function\n'
        "Sub Three( _\n    a As Long, _\n    b As Long _\n)\nEnd Sub\n"
        'Property Get Four() As Long\nEnd Property\nPrivate Declare Sub Five Lib "x" ()\n'
    )
    assert procedures(text) == [
        Procedure("One", "Sub", True, ("control", "enabled")),
        Procedure("Two", "Function", False, ("x", "y")),
        Procedure("Three", "Sub", True, ("a", "b")),
        Procedure("Four", "Property get", True, ()),
    ]


def test_the_sources_are_plain_utf8_with_unix_line_ends() -> None:
    for path in VBA_FOLDER.glob("*.bas"):
        raw = path.read_bytes()
        assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf"), path.name
