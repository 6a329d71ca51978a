"""Our macros run: LibreOffice loads the add-in's whole project, computes its cell functions and calls its callbacks.

Two modules are replaced by stand-ins: xlwings' `RunPython`, which starts a process of Windows, by one that writes the
call into a cell; its Dictionary, which rests on a Windows component, by one that rests on Collection.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from addin.functions import FunctionError, all_functions, call
from addin.xlam.package import addin_modules
from addin.xlam.rule_functions import BY_HAND, rule_modules
from addin.xlam.vba_project import Module
from addin.xlam.vba_source import our_modules, parse_module
from addin.xlam.vendored import without_procedure
from tests.addin.xlam_office import macro_workbook, run_procedures

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


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run(body, sheet cells, meta cells, names, modules)`: the cells after the body of a Sub ran in the workbook."""

    def go(
        body: str,
        sheet: dict[str, str],
        meta: dict[str, str] | None = None,
        names: dict[str, str] | None = None,
        modules: Sequence[Module] = (),
    ) -> Cells:
        procedure = f'Attribute VB_Name = "Probe"\nOption Explicit\nPublic Sub Body()\n{body}\nEnd Sub\n'
        sheets = {"表一": sheet} | ({"_meta": meta} if meta else {})
        project = [*(modules or stand_ins()), parse_module("Probe", procedure)]
        book = macro_workbook(tmp_path / "probe.xlsm", project, sheets, names)
        return run_procedures(book, ["Probe.Body"])

    return go


def press(command: str) -> str:
    """VBA that calls the callback of a button as Excel does."""
    return f'    Dim control As New FakeControl\n    control.ID = "{command}"\n    JyRun control'


# --- functions in cells, in the project exactly as it is shipped ----------------------------------------------

ERROR = "Error 2015"  # how LibreOffice shows CVErr(xlErrValue), which Excel shows as #VALUE!
IN_CELLS = {
    # 统一社会信用代码: a known good one, one character changed, letters the alphabet lacks, other lengths, a number
    '=JY_CREDIT_CODE_OK("91350100M000100Y43")': True,
    '=JY_CREDIT_CODE_OK("91350100M000100Y44")': False,
    '=JY_CREDIT_CODE_OK("91350100m000100y43")': True,
    '=JY_CREDIT_CODE_OK("９１３５０１００Ｍ０００１００Ｙ４３")': True,
    '=JY_CREDIT_CODE_OK(" 91350100M000100Y43 ")': True,
    '=JY_CREDIT_CODE_OK("9135010OM000100Y43")': False,
    '=JY_CREDIT_CODE_OK("91350100M000100Y4")': False,
    '=JY_CREDIT_CODE_OK("91350100M000100Y431")': False,
    '=JY_CREDIT_CODE_OK("")': False,
    "=JY_CREDIT_CODE_OK(913501001000100343)": False,
    # 公民身份号码: known good ones, check digit, no such day, not yet born, 15 digits
    '=JY_ID_OK("11010519491231002X")': True,
    '=JY_ID_OK("11010519491231002x")': True,
    '=JY_ID_OK("440524188001010014")': False,  # the standard's own example, born in 1880: the forms take 1900 and later
    '=JY_ID_OK("110105194912310020")': False,
    '=JY_ID_OK("11010519490230002X")': False,
    '=JY_ID_OK("110105491231002")': False,
    "=JY_ID_OK(440524188001010014)": False,
    # 周岁: the birthday counts, the day before does not; born on 29 February
    '=JY_AGE("11010519491231002X",DATE(2023,12,30))': 73,
    '=JY_AGE("11010519491231002X",DATE(2023,12,31))': 74,
    "=JY_AGE(DATE(2000,2,29),DATE(2023,2,28))": 22,
    "=JY_AGE(DATE(2000,2,29),DATE(2023,3,1))": 23,
    "=JY_AGE(DATE(2000,2,29),DATE(2024,2,29))": 24,
    "=JY_AGE(DATE(2023,6,1),DATE(2023,6,1))": 0,
    '=JY_AGE("2000-02-29","2023-03-01")': 23,
    '=JY_AGE("2000-02-30","2023-03-01")': ERROR,
    "=JY_AGE(DATE(2023,6,2),DATE(2023,6,1))": ERROR,
    '=JY_AGE("不详",DATE(2023,6,1))': ERROR,
    '=JY_AGE(DATE(2000,1,1),"今天")': ERROR,
    # from the dates people type
    '=JyIsoDate("2023-6-1")': "2023-06-01",
    '=JyIsoDate("2023年6月1日")': "2023-06-01",
    '=JyIsoDate("2023.06.01")': "2023-06-01",
    '=JyIsoDate("2023/2/29")': None,
    '=JyIsoDate("2023-13-1")': None,
    '=JyIsoDate("二〇二三年")': None,
    '=JyPolicyOptions("2023-06-01","410400")': "on=2023-06-01&region=410400",
    '=JyPolicyOptions("","410400")': "region=410400",
    '=JyPolicyOptions("2023-06-01","")': "on=2023-06-01",
    # what may go into a command line
    '=JyPlainWord("check_sheet\'); import os #")': "check_sheetimportos",
    '=JyPythonCall("check_sheet","","INFO")': (
        "import os; os.environ['JIUYE_LOG_LEVEL']='INFO'; from addin.hosts.desktop import run; run('check_sheet')"
    ),
    '=JyPythonCall("policy_parameters","on=2023-06-01&region=410400","WARNING")': (
        "import os; os.environ['JIUYE_LOG_LEVEL']='WARNING'; from addin.hosts.desktop import run; "
        "run('policy_parameters', on='2023-06-01', region='410400')"
    ),
    '=JyCommandUrl("http://10.0.0.8:8000","seal","")': "http://10.0.0.8:8000/commands/seal",
    '=JyCommandUrl("http://10.0.0.8:8000","policy_parameters","on=2023-06-01")': (
        "http://10.0.0.8:8000/commands/policy_parameters?on=2023-06-01"
    ),
    # a file that the server gives
    '=JySafeName("平顶山市重点企业清单_2023-06.xlsx")': "平顶山市重点企业清单_2023-06.xlsx",
    '=JySafeName("上报.eml")': "上报.eml",
    '=JySafeName("上报.exe")': None,
    '=JySafeName("..\\上报.xlsx")': None,
    '=JySafeName("C:上报.xlsx")': None,
    '=JySafeName(".xlsx")': None,
    # what is written into a cell for a text that Excel would take for something else
    '=JyTypedText("411082199001011234")': "'411082199001011234",
    '=JyTypedText("=1+1")': "'=1+1",
    '=JyTypedText("2023-05")': "'2023-05",
    '=JyTypedText("平顶山市")': "平顶山市",
}
# Every kind of failure has a sentence in Chinese that says what to do; none shows what the program printed
MESSAGES = {
    '=JyExplainStatus(408,"Request Timeout")': ("连接不上服务器", "表格没有改动"),
    '=JyExplainStatus(401,"Unauthorized")': ("访问令牌", "install.bat", "表格没有改动"),
    '=JyExplainStatus(403,"Forbidden")': ("访问令牌",),
    '=JyExplainStatus(404,"Not Found")': ("版本可能不一致",),
    '=JyExplainStatus(413,"")': ("工作簿太大",),
    '=JyExplainStatus(500,"Traceback (most recent call last)")': ("服务器出错", "表格没有改动"),
    '=JyExplainStatus(0,"Object variable not set")': ("读不懂",),
    '=JyExplainStatus(422,"这份工作簿不是就业报表。")': ("这份工作簿不是就业报表。", "表格没有改动"),
    "=JyExplainPython(\"'python' is not recognized as an internal command\")": ("没有找到 Python", "install.bat"),
    "=JyExplainPython(\"'python' 不是内部或外部命令\")": ("没有找到 Python",),
    "=JyExplainPython(\"ModuleNotFoundError: No module named 'addin'\")": ("缺少就业报表程序", "install.bat"),
    '=JyExplainPython("pywintypes.com_error: (-2147418111, ...)")': ("Excel 正忙",),
    '=JyExplainPython("Traceback (most recent call last): KeyError")': ("没有完成这条命令", "没有改动"),
}


NO_PYTHON = '=JY_LABOUR_AWARD(2024,"脱贫享受政策户",2000,3000,2000,2000,"否")'


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    formulas = [*IN_CELLS, *MESSAGES, NO_PYTHON]
    cells = {f"A{row}": formula for row, formula in enumerate(formulas, start=1)}
    book = macro_workbook(tmp_path_factory.mktemp("cells") / "cells.xlsm", addin_modules(), {"S": cells})
    values = run_procedures(book)["S"]
    return {formula: values.get((row, 1)) for row, formula in enumerate(formulas, start=1)}


@pytest.mark.parametrize("formula", IN_CELLS)
def test_function_as_a_cell_formula(computed: dict[str, Any], formula: str) -> None:
    assert computed[formula] == IN_CELLS[formula]
    assert type(computed[formula]) is type(IN_CELLS[formula])


@pytest.mark.parametrize("formula", MESSAGES)
def test_message_says_what_to_do_in_chinese(computed: dict[str, Any], formula: str) -> None:
    message = computed[formula]
    assert all(fragment in message for fragment in MESSAGES[formula]), message
    assert not re.search(r"Traceback|Error|not recognized|Timeout|Unauthorized", message)


CHECKS = [each for each in IN_CELLS if each.startswith(("=JY_CREDIT_CODE_OK(", "=JY_ID_OK(", "=JY_AGE("))]


@pytest.mark.parametrize("formula", CHECKS)
def test_the_functions_written_in_vba_answer_as_those_written_in_python(formula: str) -> None:
    name, _, arguments = formula.removeprefix("=JY_").rstrip(")").partition("(")
    cells = re.sub(r"DATE\((\d+),(\d+),(\d+)\)?", r"dt.date(\1, \2, \3)", arguments)
    try:
        answer = call(name, eval(f"[{cells}]", {"dt": dt}))
    except FunctionError:
        answer = ERROR
    assert answer == IN_CELLS[formula]


def test_a_function_takes_the_value_of_a_cell(tmp_path: Path) -> None:
    cells = {
        "A1": "91350100M000100Y43",
        "B1": "=JY_CREDIT_CODE_OK(A1)",
        "B2": "=JY_ID_OK(A2)",
        "A2": "11010519491231002X",
    }
    cells |= {"B3": "=JY_AGE(A2,C3)", "C3": "=DATE(2023,6,1)", "B4": "=JY_ID_OK(A9)"}
    found = run_procedures(macro_workbook(tmp_path / "by_cell.xlsm", addin_modules(), {"S": cells}))["S"]
    assert [found[row, 2] for row in (1, 2, 3, 4)] == [True, True, 73, False]


def test_every_module_of_ours_is_understood_to_its_last_line(tmp_path: Path) -> None:
    # Where LibreOffice does not understand a line it silently leaves out all procedures that follow in the module
    names = [module.name for module in [*our_modules(), *rule_modules()] if module.name != "ThisWorkbook"]
    modules = [
        replace(
            m, source=f"{m.source}Public Function END_OF_{m.name}() As Long\r\nEND_OF_{m.name} = 7\r\nEnd Function\r\n"
        )
        if m.name in names
        else m
        for m in addin_modules()
    ]
    cells = {f"A{row}": f"=END_OF_{name}()" for row, name in enumerate(names, start=1)}
    found = run_procedures(macro_workbook(tmp_path / "ends.xlsm", modules, {"S": cells}))["S"]
    assert {name: found.get((row, 1)) for row, name in enumerate(names, start=1)} == dict.fromkeys(names, 7)


# --- functions of the rules -----------------------------------------------------------------------------------


def test_a_function_of_a_rule_hands_its_arguments_to_python(tmp_path: Path) -> None:
    cells = {
        "A1": "脱贫享受政策户",
        "B1": '=JY_LABOUR_AWARD(2024,A1,2000,3000,2000,2000,"否")',
        "B2": '=JY_LABOUR_AWARD(2024,A1,2000,3000,2000,2000,"坏")',
    }
    found = run_procedures(macro_workbook(tmp_path / "rule.xlsm", stand_ins(), {"S": cells}))["S"]
    assert found[1, 2] == "addin.hosts.udfs JY_LABOUR_AWARD S|2024|脱贫享受政策户|2000|3000|2000|2000|否"
    assert "没有算成" in str(found[2, 2]) and "Traceback" not in str(found[2, 2])


def test_every_function_of_a_rule_takes_as_many_arguments_as_the_rule_and_passes_them_in_order(tmp_path: Path) -> None:
    functions = [each for each in all_functions().values() if each.name not in BY_HAND]
    cells = {
        f"A{row}": f"=JY_{each.name}({','.join(str(n) for n in range(len(each.arguments)))})"
        for row, each in enumerate(functions, start=1)
    }
    found = run_procedures(macro_workbook(tmp_path / "rules.xlsm", stand_ins(), {"S": cells}))["S"]
    for row, each in enumerate(functions, start=1):
        passed = "|".join(str(n) for n in range(len(each.arguments)))
        assert found[row, 1] == f"addin.hosts.udfs JY_{each.name} S|{passed}"


def test_without_python_a_function_says_so_in_chinese(computed: dict[str, Any]) -> None:
    """In the project as it is shipped; there is no Python of Windows here."""
    assert re.search(r"没有(找到 Python|算成)", computed[NO_PYTHON])


# Tells what it was asked; refuses where the first argument is 401
FAKE_POST = """Public Function JyPost(ByVal url As String, ByVal body As Dictionary, ByVal limit As Long) As WebResponse
    Dim answer As New WebResponse
    Dim data As New Dictionary
    Dim result As New Dictionary
    Dim results As New Collection
    Dim calls As Collection
    Dim one As Dictionary
    Dim args As Collection
    Dim told As String
    Set calls = body.Item("calls")
    Set one = calls.Item(1)
    Set args = one.Item("args")
    answer.StatusCode = 200
    If args.Item(1) = 401 Then answer.StatusCode = 401
    told = url & " " & args.Count & " " & args.Item(1)
    result.Add "value", told
    results.Add result
    data.Add "results", results
    Set answer.Data = data
    Set JyPost = answer
End Function
"""
FAKE_RESPONSE = CLASS_HEADER.format(name="WebResponse") + (
    "Public StatusCode As Long\nPublic Content As String\nPublic Data As Dictionary\n"
)


def with_server(modules: Iterable[Module]) -> list[Module]:
    """The modules with an address in the settings, which LibreOffice does not let a macro read in ThisWorkbook."""
    setting = 'GetConfig("SERVER", "")'
    changed = [replace(m, source=m.source.replace(setting, '"http://10.0.0.8:8000/"')) for m in modules]
    assert sum(m.source.count('"http://10.0.0.8:8000/"') for m in changed) == 1
    return changed


def test_where_a_server_is_set_the_functions_ask_it_and_leave_it_alone_for_a_while_when_it_refuses(
    tmp_path: Path,
) -> None:
    modules = [parse_module(m.name, FAKE_RESPONSE) if m.name == "WebResponse" else m for m in stand_ins()]
    for i, module in enumerate(modules):
        if module.name == "JyRemote":
            source = without_procedure(module.source, "JyPost")
            modules[i] = replace(module, source=source + FAKE_POST.replace("\n", "\r\n"))
    body = (
        'Attribute VB_Name = "Probe"\nOption Explicit\nPublic Sub Body()\n'
        '    ActiveSheet.Range("F1").Value = JyRule("JY_LABOUR_AWARD", Array(DateSerial(2023, 6, 1), "x"))\n'
        '    ActiveSheet.Range("F2").Value = JyRule("JY_LABOUR_AWARD", Array(401))\n'
        '    ActiveSheet.Range("F3").Value = JyRule("JY_LABOUR_AWARD", Array(2024))\nEnd Sub\n'
    )
    project = [*with_server(modules), parse_module("Probe", body)]
    book = macro_workbook(tmp_path / "served.xlsm", project, {"S": {"A1": "x"}})
    found = run_procedures(book, ["Probe.Body"])["S"]
    assert found[1, 6] == "http://10.0.0.8:8000/functions 2 45078"
    assert "访问令牌" in str(found[2, 6]) and "表格" not in str(found[2, 6])
    assert found[3, 6] == found[2, 6]


# --- callbacks ------------------------------------------------------------------------------------------------

FORM = {"A1": "forms", "B1": "key-enterprises", "A2": "rules", "B2": "spring-production", "A3": "sealed_at"}


def test_a_button_calls_python_with_its_command(run: Run) -> None:
    assert run(press("check_sheet"), {"A1": "企业名称"}, FORM)["表一"] == {
        (1, 1): "企业名称",
        (1, 4): "import os; os.environ['JIUYE_LOG_LEVEL']='WARNING'; "
        "from addin.hosts.desktop import run; run('check_sheet')",
    }


def test_the_policy_button_passes_date_and_region(run: Run) -> None:
    body = (
        "    Dim control As New FakeControl\n"
        '    JyPolicyDateChanged control, "2023年6月1日"\n'
        '    JyPolicyRegionChosen control, "region_410400", 2\n'
        '    control.ID = "policy_parameters"\n'
        "    JyRun control"
    )
    assert "run('policy_parameters', on='2023-06-01', region='410400')" in run(body, {"A1": "x"})["表一"][1, 4]


def test_a_wrong_policy_date_is_answered_and_not_passed(run: Run) -> None:
    body = (
        "    Dim control As New FakeControl\n"
        '    JyPolicyDateChanged control, "明年"\n'
        '    control.ID = "policy_parameters"\n'
        "    JyRun control"
    )
    found = run(body, {"A1": "x"})["表一"]
    assert "填的是“明年”" in found[2, 4]
    assert found[1, 4].endswith("run('policy_parameters')")


def test_a_workbook_that_is_not_ours_gets_an_answer_and_no_call(run: Run) -> None:
    found = run(press("check_sheet"), {"A1": "别的表"})["表一"]
    assert (1, 4) not in found
    assert "不适用于当前工作簿" in found[2, 4]


def enabled(commands: Iterable[str]) -> str:
    lines = ["    Dim control As New FakeControl", "    Dim usable As Variant"]
    for row, command in enumerate(commands, start=1):
        lines += [
            f'    control.ID = "{command}"',
            "    usable = False",
            "    JyEnabled control, usable",
            f'    ActiveSheet.Range("F{row}").Value = IIf(usable, "可用", "灰")',
        ]
    return "\n".join(lines)


COMMANDS = (
    "new_form", "about", "merge_reports", "publicity", "check_sheet", "add_rows", "compute_subsidies", "compute_scores",
    "seal", "draft_mail", "next_finding", "no_such_command",
)  # fmt: skip
ALWAYS = {"new_form", "about", "merge_reports"}
OPEN_FORM = ALWAYS | {
    "publicity",
    "check_sheet",
    "add_rows",
    "compute_subsidies",
    "compute_scores",
    "seal",
    "draft_mail",
}


@pytest.mark.parametrize(
    ("meta", "usable"),
    [
        pytest.param(None, ALWAYS, id="别的工作簿"),
        pytest.param(FORM, OPEN_FORM, id="下发的表"),
        pytest.param(FORM | {"B2": ""}, OPEN_FORM - {"compute_subsidies"}, id="没有补贴规则的表"),
        pytest.param(FORM | {"A4": "rubrics"}, OPEN_FORM - {"compute_scores"}, id="没有评分标准的表"),
        pytest.param(FORM | {"B3": "2023-06-01"}, ALWAYS | {"publicity", "check_sheet", "draft_mail"}, id="已封装的表"),
        pytest.param(FORM | {"A4": "lists"}, OPEN_FORM - {"publicity"}, id="没有清册的表"),
        pytest.param(FORM | {"A4": "growing"}, OPEN_FORM - {"add_rows"}, id="行数固定的表"),
        pytest.param(
            FORM | {"A4": "sheets", "A5": "rubrics", "A6": "lists", "A7": "growing", "B2": ""},
            ALWAYS,
            id="只供查阅的表",
        ),
    ],
)
def test_a_button_that_cannot_work_on_the_workbook_is_grey(
    run: Run, meta: dict[str, str] | None, usable: set[str]
) -> None:
    found = run(enabled(COMMANDS), {"A1": "x"}, meta)["表一"]
    assert {command: found[row, 6] for row, command in enumerate(COMMANDS, start=1)} == {
        command: "可用" if command in usable else "灰" for command in COMMANDS
    }


def test_buttons_for_one_sheet_follow_the_sheet_in_front_even_if_it_is_renamed(run: Run) -> None:
    """表一 holds a list, the new sheet in front of it nothing of ours."""
    told = {"A4": "sheets", "B4": "card.unit,key_enterprises.name", "A5": "growing", "B5": "key_enterprises.name"}
    asked = ["check_sheet", "add_rows", "check_workbook"]
    body = (
        '    ActiveSheet.Name = "改过名"\n' + enabled(asked) + "\n    Worksheets.Add\n"
        '    ActiveSheet.Name = "别的"\n' + "\n".join(enabled(asked).splitlines()[2:])
    )
    found = run(body, {"A1": "x"}, FORM | told, {"key_enterprises.name": "='表一'!$A$1"})
    assert [found["改过名"][row, 6] for row in (1, 2, 3)] == ["可用", "可用", "可用"]
    assert [found["别的"][row, 6] for row in (1, 2, 3)] == ["灰", "灰", "可用"]


def test_a_server_cannot_merge_a_folder_of_this_pc(run: Run) -> None:
    asked = ["merge_reports", "missing_reporters", "find_duplicates", "about"]
    body = (
        enabled(asked) + '\n    Worksheets.Add\n    ActiveSheet.Name = "汇总说明"\n'
        + "\n".join(enabled(asked).splitlines()[2:])
    )  # fmt: skip
    found = run(body, {"A1": "x"}, modules=with_server(stand_ins()))
    assert [found["表一"][row, 6] for row in (1, 2, 3, 4)] == ["灰", "灰", "灰", "可用"]
    assert [found["汇总说明"][row, 6] for row in (1, 2, 3, 4)] == ["灰", "可用", "可用", "可用"]


def test_next_finding_needs_findings(run: Run) -> None:
    body = '    Worksheets.Add\n    ActiveSheet.Name = "校验结果"\n' + enabled(["next_finding"])
    assert run(body, {"A1": "x"}, FORM)["校验结果"][1, 6] == "可用"


# --- sheets ---------------------------------------------------------------------------------------------------

LEDGER = {
    "A1": "姓名",
    "B1": "长度",
    "A2": "张某",
    "B2": "=LEN(A2)",
    "A3": "李某某",
    "B3": "=LEN(A3)",
    "A4": "填报人：",
    "C1": "=COUNTA(A2:A3)",
}


def test_rows_are_added_behind_the_last_with_their_formulas(run: Run) -> None:
    found = run('    JyAddRows ActiveWorkbook, "表一", 3, 2', LEDGER)["表一"]
    assert [found.get((row, 1)) for row in range(1, 7)] == ["姓名", "张某", "李某某", None, None, "填报人："]
    assert [found.get((row, 2)) for row in range(2, 7)] == [2, 3, 0, 0, None]
    assert found[1, 3] == 2  # the range that counts has grown and the new rows are empty


def test_a_protected_sheet_is_protected_again_after_rows_were_added(run: Run) -> None:
    body = (
        "    ActiveSheet.Protect\n"
        '    JyAddRows ActiveWorkbook, "表一", 3, 1\n'
        '    Worksheets("_meta").Range("C1").Value = IIf(ActiveSheet.ProtectContents, "已保护", "未保护")'
    )
    found = run(body, LEDGER, FORM)
    assert found["表一"][5, 1] == "填报人："
    assert found["_meta"][1, 3] == "已保护"


def test_lifting_is_undone_by_restoring(run: Run) -> None:
    body = (
        "    ActiveSheet.Protect\n"
        '    JyLiftProtection ActiveWorkbook, "表一"\n'
        '    Worksheets("_meta").Range("C1").Value = IIf(ActiveSheet.ProtectContents, "已保护", "未保护")\n'
        "    JyRestoreProtection\n"
        '    Worksheets("_meta").Range("C2").Value = IIf(ActiveSheet.ProtectContents, "已保护", "未保护")'
    )
    found = run(body, {"A1": "x"}, FORM)["_meta"]
    assert (found[1, 3], found[2, 3]) == ("未保护", "已保护")


PLACE = ("sheet_position", "start_row", "start_column", "row_count", "column_count")


def action(name: str, place: Sequence[int] | None = None) -> list[str]:
    """VBA that prepares the action `one` as the server's answer holds it, for a range or for none."""
    values = [str(number) for number in place] if place else ["Null"] * len(PLACE)
    return [
        f'    one.Add "func", "{name}"',
        *(f'    one.Add "{key}", {value}' for key, value in zip(PLACE, values, strict=True)),
        '    one.Add "args", args',
        "    actions.Add one",
    ]


B2, B2_TO_F2 = (0, 1, 1, 1, 1), (0, 1, 1, 1, 5)
DECLARED = ["Dim one As New Dictionary", "Dim actions As New Collection", "Dim args As New Collection"]
DECLARED += ["Dim rows As New Collection", "Dim first As New Collection"]


TYPED = ('"411082199001011234"', '"=1+1"', '"2023-05"', '"平顶山市"', "12.5")


def test_an_answer_of_the_server_keeps_text_as_text(run: Run) -> None:
    body = [f"    {line}" for line in DECLARED]
    body += [f"    first.Add {value}" for value in TYPED]
    body += ["    rows.Add first", '    one.Add "values", rows', *action("setValues", B2_TO_F2)]
    body += ["    JyApplyActions ActiveWorkbook, actions"]
    found = run("\n".join(body), {"A1": "x"})["表一"]
    assert [found[2, column] for column in range(2, 7)] == ["411082199001011234", "=1+1", "2023-05", "平顶山市", 12.5]
    assert (2, 4) in found and all(not str(value).startswith("'") for value in found.values())


def test_an_answer_for_a_single_cell_is_written(run: Run) -> None:
    body = [f"    {line}" for line in DECLARED]
    body += ['    first.Add "新"', "    rows.Add first", '    one.Add "values", rows']
    body += [*action("setValues", B2), "    JyApplyActions ActiveWorkbook, actions"]
    assert run("\n".join(body), {"A1": "x"})["表一"] == {(1, 1): "x", (2, 2): "新"}


def test_an_unknown_action_stops_before_anything_is_changed(run: Run) -> None:
    body = [f"    {line}" for line in DECLARED] + ["    Dim other As New Dictionary", '    first.Add "新"']
    body += ["    rows.Add first", '    one.Add "values", rows', *action("setValues", B2)]
    body += ['    other.Add "func", "formatDisk"', "    actions.Add other"]
    body += ["    JyApplyActions ActiveWorkbook, actions"]
    found = run("\n".join(body), {"A1": "x"})["表一"]
    assert (2, 2) not in found
    assert "formatDisk" in found[2, 4] and "表格没有改动" in found[2, 4]


def test_only_our_own_macros_are_run_for_the_server(run: Run) -> None:
    body = [f"    {line}" for line in DECLARED] + ['    args.Add "Auto_Open"', *action("runMacro")]
    body += ["    JyApplyActions ActiveWorkbook, actions"]
    assert "Auto_Open" in run("\n".join(body), {"A1": "x"})["表一"][2, 4]
