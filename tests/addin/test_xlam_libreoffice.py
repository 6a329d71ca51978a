"""Our macros run: LibreOffice loads the add-in's whole project and calls its callbacks, with stand-ins for Windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from addin.xlam.vba_project import Module
from addin.xlam.vba_source import parse_module
from tests.addin.xlam_office import macro_workbook, run_procedures
from tests.addin.xlam_stand_ins import Cells, Run, stand_ins, with_server


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
