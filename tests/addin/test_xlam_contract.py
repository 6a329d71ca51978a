"""What the macros and the Python side say to each other: commands, addresses, actions and macros, by the same names."""

from __future__ import annotations

import ast
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.routing import Route

from addin.changes import Changes, Mark
from addin.commands import commands
from addin.hosts.server.app import answer_to, make_app
from addin.hosts.server.limits import Gate, Limits, Refusal
from addin.hosts.server.shell import actions
from addin.tables import Column, Link, Table, Words
from addin.xlam.package import RibbonCommand, build_addin
from addin.xlam.vba_source import our_modules, procedures

# Read as text: xlwings registers its JSON engine when it is first imported, and the server has to be first
DESKTOP = Path(__file__).parents[2].joinpath("addin", "hosts", "desktop.py").read_text(encoding="utf-8")
SOURCES = {module.name: module.source for module in our_modules()}


def listed(module: str, constant: str) -> set[str]:
    """The words of a constant that a module declares, over its continued lines."""
    text = re.search(rf'Const {constant} As String = ((?:"[^"]*"(?: & _\r\n\s*)?)+)', SOURCES[module])
    assert text is not None
    return set("".join(re.findall(r'"([^"]*)"', text[1])).split())


def test_the_ribbon_offers_just_the_commands_there_are(tmp_path: Path) -> None:
    build_addin(tmp_path / "jiuye.xlam", [RibbonCommand(each.id, each.title, each.tip) for each in commands().values()])


def payload() -> dict[str, Any]:
    return {
        "client": "VBA",
        "version": version("xlwings"),
        "book": {"name": "表.xlsx", "active_sheet_index": 0, "selection": "A1"},
        "names": [],
        "sheets": [
            {"name": "表一", "values": [["x"]], "visibility": "Visible", "merged": [], "pictures": [], "tables": []},
            {
                "name": "_meta",
                "values": [["forms"]],
                "visibility": "Hidden",
                "merged": [],
                "pictures": [],
                "tables": [],
            },
        ],
    }


EVERY_CHANGE = (
    Changes()
    .replace_sheet(
        "校验结果",
        "校验结果",
        Words("共 1 处", "heading"),
        Words("说明"),
        Table(
            [
                Column("位置", 12),
                Column("说明", 40),
                Column("金额", 12, "money"),
                Column("数", 8, "number"),
                Column("码", 8, "center"),
            ],
            [[Link("表一", "A1"), "信用代码不对", 500.0, 1, "01"], [Link("表一", "A2"), None, None, None, ""]],
        ),
    )
    .put("表一", "B2", [["a", 1], [None, "b"]])
    .mark("表一", [Mark("A1", "error", "不对"), Mark("A2", "warning", "请核对")])
    .clear_marks("表一")
    .clear_marks()
    .add_rows("表一", 5, 2)
    .select("表一", "A1")
    .say("好", "info")
    .say("注意", "warning")
    .say("错", "error")
    .give_file("表.xlsx", b"content", "open")
    .give_file("信.eml", b"content", "show")
)


def test_every_action_the_server_asks_for_is_known_to_the_macros() -> None:
    asked = actions(payload(), EVERY_CHANGE)
    names = {action["func"] for action in asked}
    known = listed("JyActions", "REMOTE_ACTIONS") | listed("JyActions", "OUR_ACTIONS")
    assert names <= known, names - known
    macros = {action["args"][0]: len(action["args"]) for action in asked if action["func"] == "runMacro"}
    assert set(macros) <= listed("JyActions", "OUR_MACROS")
    assert {"JyMarkCells", "JyClearMarks", "JyAddRows", "JySaveFile"} == set(macros)


def test_every_action_that_is_called_known_is_carried_out() -> None:
    cases = re.findall(r'Case "(\w+)"', SOURCES["JyActions"])
    named = (
        listed("JyActions", "REMOTE_ACTIONS") | listed("JyActions", "OUR_ACTIONS") | listed("JyActions", "OUR_MACROS")
    )
    fonts = {"bold", "italic", "size", "name", "color"}
    assert set(cases) - fonts == named


def test_the_macros_that_desktop_python_calls_exist() -> None:
    called = set(re.findall(r'_macro\("(\w+)"', DESKTOP))
    public = {p.name for source in SOURCES.values() for p in procedures(source) if p.public}
    assert called and called <= public


def test_python_takes_what_the_macro_calls_it_with() -> None:
    run = next(node for node in ast.parse(DESKTOP).body if isinstance(node, ast.FunctionDef) and node.name == "run")
    # run('policy_parameters', on='2023-06-01', region='410400')
    assert len(run.args.args) == 1 and run.args.kwarg is not None


def test_the_server_serves_the_address_the_macro_asks() -> None:
    path = re.search(r'JyCommandUrl = server & "(/\w+/)"', SOURCES["JyRemote"])
    assert path is not None
    assert f"{path[1]}{{name}}" in {route.path for route in make_app().routes if isinstance(route, Route)}
    body = json.dumps(payload()).encode()
    assert "actions" in answer_to("policy_parameters", body, {"on": "2023-06-01", "region": "410400"})


@pytest.mark.parametrize(("header", "admitted"), [("Bearer abc", True), ("Bearer abd", False), ("", False)])
def test_the_token_is_sent_as_the_server_reads_it(header: str, admitted: bool) -> None:
    assert 'token = "Bearer " & token' in SOURCES["JyRemote"]
    headers = [(b"host", b"127.0.0.1:8000"), *([(b"authorization", header.encode())] if header else [])]
    request = Request({"type": "http", "method": "POST", "path": "/commands/about", "headers": headers})
    gate = Gate(Limits(token="abc"))
    if admitted:
        gate.admit(request)
        return
    with pytest.raises(Refusal) as refused:
        gate.admit(request)
    # a sentence that the macro shows as it is
    assert refused.value.status == 401
    assert re.search(r"[\u4e00-\u9fff]", refused.value.words) and len(refused.value.words) <= 300


@pytest.mark.parametrize("name", sorted(commands()))
def test_the_macro_greys_no_command_that_needs_no_workbook_of_ours(name: str) -> None:
    context = SOURCES["JyContext"]
    always = re.search(r'Case ("new_form".*?)\r\n\s+JyCanRun = True', context, re.DOTALL)
    assert always is not None
    folder = re.search(r'Case "merge_reports".*(?=Case "show_basis")', context, re.DOTALL)
    assert folder is not None and folder[0].count('JyServer() = ""') == 2  # greyed only where a server has to do it
    free = set(re.findall(r'"(\w+)"', always[1])) | set(re.findall(r'"(\w+)"', folder[0]))
    free |= {"next_finding"}  # greyed until a check has been made
    assert (name in free) == (commands()[name].needs == "nothing")


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_known_to_the_macro(name: str) -> None:
    assert f'"{name}"' in SOURCES["JyContext"]
