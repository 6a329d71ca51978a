"""Every command over HTTP, its answer carried out on the workbook, against the headless host on the same file."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl.comments import Comment

from addin.commands import commands
from addin.hosts import headless
from addin.sealing import verify
from tests.addin import filled_books as books
from tests.addin.excel_client import ExcelClient, cells_of, contents, differences, opened
from tests.addin.serving import running


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with running() as address:
        yield address


@dataclass(frozen=True)
class Case:
    command: str
    make: Callable[[], books.Filling]
    sheet: str
    cell: str
    says: str  # a fragment of the message
    options: dict[str, str] | None = None
    marks: int = 0
    result: str = ""  # the result sheet


R, F, A, S = books.register, books.faulty_register, books.awards, books.score_sheet
CASES = [
    Case("check_workbook", R, books.REGISTER, "B5", "校验完毕：没有发现问题", result="校验结果"),
    Case("check_workbook", F, books.REGISTER, "B5", "校验完毕：发现4处错误", marks=4, result="校验结果"),
    Case("check_sheet", F, books.REGISTER, "B5", "“各地重点企业清单”校验完毕：发现4处错误", marks=4, result="校验结果"),
    Case("check_sheet", F, "填报说明", "A1", "当前工作表不是表单"),
    Case("clear_marks", F, books.REGISTER, "B5", "校验标记已清除"),
    Case("next_finding", F, books.REGISTER, "B5", "还没有校验结果"),
    Case("progress", F, books.REGISTER, "B5", "还有4处要补填或改正", result="填报进度"),
    Case("add_rows", R, books.REGISTER, "B5", "增加5行，共可填17行", {"count": "5"}),
    Case("add_rows", R, "填报说明", "A1", "当前工作表不是清册或台账"),
    Case("compute_subsidies", A, books.AWARDS, "B5", "核算5行，符合2行，合计1680.00元", result="补贴核算"),
    Case("compute_subsidies", R, books.REGISTER, "B5", "没有填写过的补贴台账"),
    Case("compute_scores", S, books.SCORES, "A1", "未填完", result="评分结果"),
    Case("compute_scores", R, books.REGISTER, "B5", "没有自评表"),
    Case("show_basis", A, books.AWARDS, "B4", "符合，180.00元", result="计算依据"),
    Case("show_basis", F, books.REGISTER, "C6", "社会统一信用代码", result="计算依据"),
    Case("show_basis", S, books.SCORES, "H8", "第1.2①项", result="计算依据"),
    Case("policy_parameters", A, books.AWARDS, "B5", "共3项规定", {"on": "2023-06-01"}, result="参数查询"),
    Case("policy_parameters", A, books.AWARDS, "B5", "参数日期填的是“昨天”", {"on": "昨天"}),
    Case("new_form", R, books.REGISTER, "B5", "已打开“表单目录”"),
    Case("new_form", R, books.REGISTER, "B5", "已生成“就业见习单位申报”", {"code": "internship-units"}),
    Case("seal", R, books.REGISTER, "B5", "已封装：平顶山市人力资源和社会保障局-各地重点企业清单-"),
    Case("seal", F, books.REGISTER, "B5", "没有封装：还有4处错误", marks=4, result="校验结果"),
    Case("draft_mail", R, books.REGISTER, "B5", "收件人henanjiuye2019@163.com"),
    Case("publicity", R, books.REGISTER, "B5", "已生成公示表：1张表，3行"),
    Case("publicity", A, books.AWARDS, "B5", "已生成公示表：1张表，2行"),
    Case("about", R, books.REGISTER, "B5", "政策汇编：30份文件"),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{each.command}·{each.says}" for each in CASES])
def test_the_server_and_the_headless_host_leave_the_same_workbook(base: str, case: Case) -> None:
    content = books.real(case.make)
    client = ExcelClient(base, content).select(case.sheet, case.cell)
    before = contents(client.book)
    query = "&".join(f"{key}={quote(value)}" for key, value in (case.options or {}).items())
    answer = client.run(case.command, f"?{query}" if query else "", with_file=True)
    result = headless.run(
        case.command, Path("工作簿.xlsx"), content=content, options=case.options, selection=(case.sheet, case.cell)
    )
    assert any(case.says in message for message in client.messages), client.messages
    assert client.messages == result.changes.messages
    after = contents(client.book)
    expected = contents(opened(result.workbook)) if result.workbook else before
    assert not differences(after, expected)
    assert list(client.files) == [each.name for each in result.files]
    assert answer.refused is result.changes.refused
    if case.result:
        assert case.result in client.book.sheetnames
        assert client.book.sheetnames.index(case.result) < client.book.sheetnames.index("_meta")
    marked = [area for area, formula, _ in after[case.sheet]["formats"] if "jiuye-mark" in formula[0]]
    assert sum(len(area.split()) for area in marked) == case.marks
    if case.command != "add_rows":
        typed = before[case.sheet]["cells"]
        assert {key: after[case.sheet]["cells"].get(key) for key in typed} == typed


@pytest.mark.parametrize(
    ("command", "make", "sheet"),
    [
        ("check_workbook", F, books.REGISTER),
        ("check_sheet", F, books.REGISTER),
        ("progress", F, books.REGISTER),
        ("compute_subsidies", A, books.AWARDS),
        ("compute_scores", S, books.SCORES),
        ("show_basis", A, books.AWARDS),
        ("policy_parameters", A, books.AWARDS),
    ],
)
def test_running_a_command_twice_gives_the_same_workbook(
    base: str, command: str, make: Callable[[], books.Filling], sheet: str
) -> None:
    first = ExcelClient(base, books.real(make)).select(sheet, "B4")
    first.run(command)
    again = ExcelClient(base, first.saved()).select(sheet, "B4")
    again.values = opened(first.saved())  # formulas of links stand in for their values
    for computed in first.values.worksheets:  # but what Excel computed in the forms still stands there
        for cell in computed._cells.values():
            if cell.value is not None:
                again.values[computed.title][cell.coordinate].value = cell.value
    again.run(command)
    assert not differences(contents(opened(again.saved())), contents(opened(first.saved())))


def test_marks_come_off_without_a_trace(base: str) -> None:
    filling = F()
    sheet = filling.book[books.REGISTER]
    sheet["C6"].comment = Comment("自己的批注", "李四")
    content = filling.content()
    client = ExcelClient(base, content)
    before = contents(opened(client.saved()))
    client.run("check_workbook")
    assert contents(client.book)[books.REGISTER]["notes"]["C6"] == "自己的批注"
    marked = ExcelClient(base, client.saved())
    marked.run("clear_marks")
    after = contents(opened(marked.saved()))
    assert after[books.REGISTER] == before[books.REGISTER]


def test_from_one_finding_to_the_next_and_round_again(base: str) -> None:
    client = ExcelClient(base, books.real(F)).select(books.REGISTER, "A1")
    client.run("check_workbook")
    places = []
    for _ in range(5):
        following = ExcelClient(base, client.saved()).select(client.sheet, client.selection)
        answer = following.run("next_finding")
        places.append((following.sheet, following.selection))
        client.sheet, client.selection = following.sheet, following.selection
        assert answer.data["messages"]
    assert {sheet for sheet, _ in places} == {books.REGISTER}
    assert [cell for _, cell in places] == ["C6", "F7", "B8", "C8", "C6"]


def test_the_catalogue_makes_the_chosen_workbook(base: str) -> None:
    client = ExcelClient(base, books.foreign(), "工作簿1.xlsx")
    client.run("new_form")
    catalogue = client.files["表单目录.xlsx"]
    sheet = opened(catalogue)["表单目录"]
    row = next(cell.row for cell in sheet["B"] if cell.value == "就业见习单位申报")
    chosen = ExcelClient(base, catalogue, "表单目录.xlsx").select("表单目录", f"B{row}")
    chosen.run("new_form")
    assert "平顶山市就业见习单位申请表" in opened(chosen.files["就业见习单位申报.xlsx"]).sheetnames


# --- files ------------------------------------------------------------------------------------------------


def test_a_sealed_copy_from_the_server_verifies(base: str) -> None:
    client = ExcelClient(base, books.real(R))
    client.run("seal", with_file=True)
    (name, content), *_ = client.files.items()
    verdict = verify(content, Path(name))
    assert verdict.passed and verdict.intact, [each.message for each in verdict.findings]
    local = headless.run("seal", Path("x.xlsx"), content=books.real(R))
    assert verdict.facts["data_digest"] == local.changes.data["digest"]


def test_sealing_needs_the_file_itself(base: str) -> None:
    client = ExcelClient(base, books.real(R))
    answer = client.run("seal")
    assert answer.refused and not client.files
    assert "拿不到工作簿文件本身" in client.messages[0]


def test_a_sealed_copy_is_not_changed_any_more(base: str) -> None:
    client = ExcelClient(base, books.real(R))
    client.run("seal", with_file=True)
    sealed = ExcelClient(base, next(iter(client.files.values())))
    for command in ("add_rows", "clear_marks", "compute_subsidies", "compute_scores", "seal"):
        answer = sealed.run(command, with_file=True)
        assert answer.refused, command
        assert "封装好的上报件" in sealed.messages[-1]
    assert sealed.run("draft_mail", with_file=True).data["to"] == ["henanjiuye2019@163.com"]


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports that share an enterprise, one of them in a zip file, and a file that is none."""
    folder = tmp_path_factory.mktemp("收件")
    one = books.register("平顶山市新华区人力资源和社会保障局", (0, 1)).content()
    two = books.register("平顶山市卫东区人力资源和社会保障局", (1, 2)).content()
    (folder / "新华区.xlsx").write_bytes(one)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("卫东区.xlsx", two)
    (folder / "卫东区.zip").write_bytes(buffer.getvalue())
    (folder / "说明.xlsx").write_bytes(b"not a workbook")
    return folder


MERGES = [
    ("merge_reports", "汇总-", "并入3行"),
    ("missing_reporters", "未报名单-", "未报10个"),
    ("find_duplicates", "查重结果-", "有1个重复"),
]


@pytest.mark.parametrize(("command", "name", "says"), MERGES)
def test_received_files_are_merged_alike_in_both_hosts(
    base: str, received: Path, command: str, name: str, says: str
) -> None:
    sent = {path.name: path.read_bytes() for path in received.iterdir()}
    client = ExcelClient(base, books.foreign())
    answer = client.run(command, files=sent)
    local = headless.run(command, Path("x.xlsx"), content=books.foreign(), options={"folder": str(received)})
    file = f"{name}{dt.date.today().isoformat()}.xlsx"
    assert says in client.messages[0], client.messages
    assert client.messages == local.changes.messages
    assert not answer.refused
    assert contents(client.book) == contents(opened(books.foreign()))
    if command != "merge_reports":  # whose first sheet tells the folder and the minute
        assert cells_of(client.files[file]) == cells_of(local.files[0].content)


@pytest.mark.parametrize("command", [each for each, _, _ in MERGES])
def test_without_files_the_server_says_where_else_to_go(base: str, command: str) -> None:
    client = ExcelClient(base, books.foreign())
    answer = client.run(command, "?folder=/etc")
    assert answer.refused and not client.files
    assert "服务器够不着" in client.messages[0]


def test_every_command_is_tried_here() -> None:
    assert set(commands()) == {each.command for each in CASES} | {each for each, _, _ in MERGES}
