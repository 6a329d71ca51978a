"""The functions of the add-in in cells: LibreOffice loads the whole project, as it is shipped, and computes them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from addin.functions import FunctionError, all_functions, call
from addin.xlam.package import addin_modules
from addin.xlam.rule_functions import BY_HAND, rule_modules
from addin.xlam.vba_source import our_modules, parse_module
from addin.xlam.vendored import without_procedure
from tests.addin.xlam_office import macro_workbook, run_procedures
from tests.addin.xlam_stand_ins import CLASS_HEADER, stand_ins, with_server

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
