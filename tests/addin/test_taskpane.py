"""The task pane in a real browser, with a stand-in for the Office host: open, check, click a finding, see the cell."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from addin.commands import commands
from addin.hosts.server.limits import Limits
from addin.sealing import verify
from tests.addin import filled_books as books
from tests.addin.browser import Browser, chromium
from tests.addin.scored_files import scored_file
from tests.addin.serving import running

HOST = Path(__file__).parent / "office_host" / "office.js"
PICTURES = os.environ.get("JIUYE_PICTURES", "")  # a folder, for whoever wants to look
ENTERPRISE = {"企业名称（盖章）": "平顶山样例公司"}
FULL = {"12.1": [200, 200]}
EPOCH = dt.datetime(1899, 12, 30)


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder from which the page gets office.js and the workbook that is open."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copy(HOST, folder / "office.js")
    return folder


@pytest.fixture(scope="module")
def base(office: Path) -> Iterator[str]:
    with running(office_js=office) as address:
        yield address


def as_host_book(content: bytes, active: str, selection: str) -> dict[str, Any]:
    """A workbook as the stand-in holds it: dates are numbers of the category Date, as Office.js gives them."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        "name": "工作簿.xlsx",
        "active": active,
        "selection": selection,
        "file": base64.b64encode(content).decode(),
        "names": [{"name": n, "formula": f"={each.attr_text}"} for n, each in book.defined_names.items()],
        "sheets": [_sheet(each) for each in book.worksheets],
    }


def _sheet(sheet: Worksheet) -> dict[str, Any]:
    categories: dict[str, str] = {}
    rows = []
    for row in sheet.iter_rows():
        cells: list[Any] = []
        for cell in row:
            value = cell.value
            if isinstance(value, dt.datetime):
                categories[cell.coordinate] = "Date"
                value = (value - EPOCH).total_seconds() / 86400
            cells.append("" if value is None else value)
        rows.append(cells)
    return {
        "name": sheet.title,
        "visibility": "Visible" if sheet.sheet_state == "visible" else "VeryHidden",
        "protected": sheet.protection.sheet,
        "options": {"allowSort": True},
        "rows": rows,
        "categories": categories,
        "merged": [str(each) for each in sheet.merged_cells.ranges],
        "formats": [{"type": "Custom", "areas": ["A1"], "custom": {"rule": {"formula": "=TRUE"}}}],
        "notes": {},
    }


class Pane:
    """The open pane, and what the host behind it holds."""

    def __init__(self, window: Browser, base: str, office: Path, content: bytes, active: str, selection: str) -> None:
        (office / "book.json").write_text(json.dumps(as_host_book(content, active, selection)), encoding="utf-8")
        self.window = window
        window.open(f"{base}/taskpane.html")
        window.run("localStorage.clear()")
        window.open(f"{base}/taskpane.html")
        window.wait(lambda: window.run("return window.officeHost && window.officeHost.ready === true"))

    @property
    def status(self) -> str:
        return self.window.text("#status")

    def command(self, name: str, tab: str = "") -> str:
        """Click a command's button and wait for its answer."""
        if tab:
            self.window.click(f"#tab-{tab}")
        self.window.click(f'main button[data-command="{name}"]')
        return self.settled()

    def settled(self) -> str:
        idle = "return document.querySelector('main').getAttribute('aria-busy') !== 'true'"
        self.window.wait(lambda: self.window.run(idle))
        return self.status

    def host(self, expression: str) -> Any:
        return self.window.run(f"const host = window.officeHost; return {expression}")

    def sheet(self, name: str, part: str) -> Any:
        found = f"window.officeHost.book.sheets.find((each) => each.name === {json.dumps(name)})"
        return self.window.run(f"return {found}.{part}")

    def items(self, selector: str) -> list[str]:
        """The texts of the entries of a list."""
        found: list[str] = self.window.run(
            f"return [...document.querySelectorAll('{selector} li')].map((each) => each.innerText)"
        )
        return found

    def look(self, name: str) -> None:
        if PICTURES:
            Path(PICTURES, f"{name}.png").write_bytes(self.window.picture())


@pytest.fixture
def faulty(window: Browser, base: str, office: Path) -> Pane:
    return Pane(window, base, office, books.real(books.faulty_register), books.REGISTER, "B5")


@pytest.fixture
def ledger(window: Browser, base: str, office: Path) -> Pane:
    return Pane(window, base, office, books.real(books.awards), books.AWARDS, "B4")


@pytest.fixture
def clean(window: Browser, base: str, office: Path) -> Pane:
    return Pane(window, base, office, books.real(books.register), books.REGISTER, "B5")


# --- check, and from a finding to its cell --------------------------------------------------------------------


def test_open_check_click_a_finding_and_the_cell_is_selected(faulty: Pane) -> None:
    assert faulty.status == "可以开始。"
    faulty.look("opened")
    assert faulty.command("check_workbook") == "校验完毕：发现4处错误。请改正错误后再上报。"
    items = faulty.items("#findings-list")
    assert len(items) == 4
    assert "各地重点企业清单!F7" in items[1] and "必填，还没有填" in items[1]
    faulty.look("findings")
    faulty.window.click("#findings-list li:nth-child(2) button")
    faulty.window.wait(lambda: faulty.host("host.selection") == "F7")
    assert faulty.host("host.book.active") == books.REGISTER
    assert faulty.window.run("return document.querySelector('[aria-current]').innerText.includes('F7')")
    faulty.look("selected")


def test_the_result_sheet_stands_in_front_of_the_hidden_ones(faulty: Pane) -> None:
    faulty.command("check_workbook")
    titles = faulty.host("host.book.sheets.map((each) => each.name)")
    assert titles.index("校验结果") < titles.index("_meta")
    rows = faulty.sheet("校验结果", "rows")
    assert rows[3][:5] == ["序号", "级别", "工作表", "单元格", "定位"]
    assert rows[4][3] == "C6" and rows[4][4] == '=HYPERLINK("#\'各地重点企业清单\'!C6","转到")'


def test_marks_come_and_go_and_the_protection_is_as_before(faulty: Pane) -> None:
    faulty.command("check_sheet")
    formats = faulty.sheet(books.REGISTER, "formats")
    assert sorted(each["areas"] for each in formats[1:]) == [["C6", "F7", "B8", "C8"]]
    assert formats[1]["custom"]["rule"]["formula"] == '=N("jiuye-mark")=0'
    notes = faulty.sheet(books.REGISTER, "notes")
    assert set(notes) == {"C6", "F7", "B8", "C8"} and notes["F7"].startswith("【就业报表】")
    assert faulty.sheet(books.REGISTER, "protected") is True
    assert faulty.sheet(books.REGISTER, "options") == {"allowSort": True}
    faulty.command("clear_marks")
    assert len(faulty.sheet(books.REGISTER, "formats")) == 1 and faulty.sheet(books.REGISTER, "notes") == {}
    assert faulty.sheet(books.REGISTER, "protected") is True
    assert faulty.host("host.log") == []


def test_the_next_finding_is_selected_and_told(faulty: Pane) -> None:
    faulty.command("check_sheet")
    faulty.window.click("#findings-list li:first-child button")
    faulty.window.wait(lambda: faulty.host("host.selection") == "C6")
    assert "第2处，共4处" in faulty.command("next_finding")
    assert faulty.host("host.selection") == "F7"


# --- keyboard -------------------------------------------------------------------------------------------------


def test_everything_can_be_done_by_keyboard(faulty: Pane) -> None:
    window = faulty.window
    window.run("document.querySelector('button[data-command=\"check_workbook\"]').focus()")
    window.press("enter")
    faulty.settled()
    window.wait(lambda: window.run("return document.activeElement.dataset.command === 'check_workbook'"))
    window.run("document.querySelector('#findings-list button').focus()")
    window.press("down", "down", "enter")
    window.wait(lambda: faulty.host("host.selection") == "B8")
    window.press("up", "enter")
    window.wait(lambda: faulty.host("host.selection") == "F7")
    window.run("document.querySelector('#tab-findings').focus()")
    window.press("right")
    assert window.run("return document.activeElement.id") == "tab-progress"
    assert window.run("return document.getElementById('progress').hidden") is False
    window.press("left", "left")
    assert window.run("return document.activeElement.id") == "tab-more"


def test_every_control_has_a_name_and_a_visible_focus(faulty: Pane) -> None:
    nameless = faulty.window.run(
        "return [...document.querySelectorAll('button, input, select')]"
        ".filter((each) => !each.innerText && !(each.labels && each.labels.length)).map((each) => each.outerHTML)"
    )
    assert nameless == []
    assert faulty.window.run("return document.documentElement.lang") == "zh-CN"
    assert faulty.window.run("return document.getElementById('status').getAttribute('aria-live')") == "polite"


# --- progress, basis, reports ---------------------------------------------------------------------------------


def test_progress_leads_to_the_first_open_place(faulty: Pane) -> None:
    assert "还有4处要补填或改正" in faulty.command("progress", tab="progress")
    items = faulty.items("#progress-list")
    assert len(items) == 14 and "还有4处待改" in items[0] and "必填未填1，错误3" in items[0]
    faulty.look("progress")
    faulty.window.click("#progress-list li:first-child button")
    faulty.window.wait(lambda: faulty.host("host.selection") == "C6")


def test_the_basis_of_the_selected_amount_with_its_article(ledger: Pane) -> None:
    assert "符合，180.00元" in ledger.command("show_basis", tab="basis")
    text = ledger.window.text("#basis-body")
    assert "9000元 × 2% = 180.00元" in text
    assert "四个季度有务工工资" in text and "平巩固脱贫成果办〔2023〕7号 二（一）" in text
    ledger.window.click("#basis-body details:first-of-type summary")
    assert "年工资收入1万元以内的，按工资收入的2%给予奖补" in ledger.window.text("#basis-body details")
    ledger.look("basis")


def test_ledgers_are_computed_from_the_pane(ledger: Pane) -> None:
    assert ledger.command("compute_subsidies", tab="basis") == "核算5行，符合2行，合计1680.00元。"
    assert "补贴核算" in ledger.host("host.book.sheets.map((each) => each.name)")


def test_a_score_is_compared_with_the_workbook_that_was_chosen(
    window: Browser, base: str, office: Path, tmp_path: Path
) -> None:
    """5.2 was met last year and is not this year; everything else is the same."""
    book = scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", {**FULL, "5.2": "否"}, ENTERPRISE).read_bytes()
    before = scored_file(tmp_path / "去年填的.xlsx", "harmonious-enterprise", FULL, ENTERPRISE)
    pane = Pane(window, base, office, book, "劳动关系和谐企业评价细则", "A1")
    assert "99.00分" in pane.command("compute_scores", tab="basis")
    assert not any("与上年比较" in row for row in pane.sheet("评分结果", "rows"))
    pane.window.type("#earlier-file", str(before))
    assert "99.00分" in pane.command("compute_scores")
    rows = [[each for each in row if each != ""] for row in pane.sheet("评分结果", "rows")]
    assert ["与上年比较"] in rows and ["总分", "100", "99", "-1.00"] in rows
    pane.look("compared")


def test_a_chosen_workbook_of_another_kind_is_told(window: Browser, base: str, office: Path, tmp_path: Path) -> None:
    book = scored_file(tmp_path / "a.xlsx", "harmonious-enterprise", FULL, ENTERPRISE).read_bytes()
    other = tmp_path / "名册.xlsx"
    other.write_bytes(books.register().content())
    pane = Pane(window, base, office, book, "劳动关系和谐企业评价细则", "A1")
    pane.window.click("#tab-basis")
    pane.window.type("#earlier-file", str(other))
    assert "没有填写过的同一种评价表，没有与上年比较" in pane.command("compute_scores")


def test_a_sealed_copy_is_offered_and_verifies(clean: Pane) -> None:
    clean.window.run(
        "const make = URL.createObjectURL; window.given = [];"
        "URL.createObjectURL = (blob) => { window.given.push(blob); return make.call(URL, blob); };"
    )
    assert clean.command("seal", tab="report").startswith("已封装：平顶山市人力资源和社会保障局")
    content = clean.window.run(
        "const bytes = new Uint8Array(await window.given[0].arrayBuffer());"
        "let text = ''; for (const each of bytes) text += String.fromCharCode(each); return btoa(text);"
    )
    name = clean.window.run("return document.querySelector('#files a').download")
    assert verify(base64.b64decode(content), Path(name)).passed
    clean.look("sealed")


def test_errors_send_the_clerk_to_the_findings(faulty: Pane) -> None:
    assert "没有封装：还有4处错误" in faulty.command("seal", tab="report")
    assert faulty.window.run("return document.getElementById('findings').hidden") is False
    assert faulty.window.run("return document.querySelectorAll('#findings-list li').length") == 4


def test_a_new_workbook_is_found_and_opened(clean: Pane) -> None:
    clean.window.click("#tab-more")
    clean.window.wait(lambda: clean.window.run("return document.querySelectorAll('#new-list li').length > 5"))
    clean.window.type("#new-filter", "见习单位申请表")
    clean.window.wait(
        lambda: clean.window.run("return document.querySelectorAll('#new-list li:not([hidden])').length") == 1
    )
    clean.look("new")
    clean.window.click("#new-list li:not([hidden]) button")
    assert "已生成“就业见习单位申报”" in clean.settled()
    opened = clean.window.wait(lambda: clean.host("host.opened"))
    assert "平顶山市就业见习单位申请表" in openpyxl.load_workbook(io.BytesIO(base64.b64decode(opened[0]))).sheetnames


def test_received_files_are_merged_from_the_pane(clean: Pane, tmp_path: Path) -> None:
    path = tmp_path / "平顶山市新华区.xlsx"
    path.write_bytes(books.register("平顶山市新华区人力资源和社会保障局").content())
    clean.window.click("#tab-merge")
    clean.window.type("#merge-files", str(path))
    clean.window.click("#merge-run")
    assert "并入3行" in clean.settled()
    text = clean.window.text("#merge-body")
    assert "平顶山市新华区.xlsx" in text and "平顶山市卫东区" in text
    assert clean.host("host.opened.length") == 1
    clean.look("merged")


def test_rows_are_added_and_policy_parameters_listed(clean: Pane) -> None:
    clean.window.click("#tab-more")
    before = len(clean.sheet(books.REGISTER, "rows"))
    clean.window.run("document.getElementById('rows-count').value = '7'")
    clean.window.click("#rows-run")
    assert "增加7行" in clean.settled()
    assert len(clean.sheet(books.REGISTER, "rows")) == before + 7
    assert clean.sheet(books.REGISTER, "protected") is True


# --- the ribbon, functions, trouble ---------------------------------------------------------------------------


def test_every_button_of_the_ribbon_is_registered(clean: Pane) -> None:
    assert sorted(clean.host("Object.keys(host.handlers)")) == sorted(commands())


def test_a_ribbon_button_runs_its_command_and_opens_the_pane(faulty: Pane) -> None:
    faulty.window.run(
        "let done = false; await window.officeHost.handlers.check_workbook({ completed: () => { done = true; } });"
        "if (!done) throw new Error('the ribbon waits for ever');"
    )
    assert "发现4处错误" in faulty.status and faulty.host("host.shown") == 1


def test_custom_functions_are_computed_by_the_server(clean: Pane) -> None:
    call = (
        "return Promise.all([window.officeHost.functions.CREDIT_CODE_OK('91410402MA00000A1L', {}),"
        " window.officeHost.functions.AGE('410402199003070015', 45078, {}),"
        " window.officeHost.functions.AGE('x', 1, {}).catch((error) => [error.code, error.message])])"
    )
    values = clean.window.run(call)
    assert values[:2] == [True, 33]
    assert values[2][0] == "#VALUE!" and "出生日期" in values[2][1]


def test_a_workbook_that_is_not_ours(window: Browser, base: str, office: Path) -> None:
    pane = Pane(window, base, office, books.foreign(), "Sheet", "A1")
    before = pane.host("JSON.stringify(host.book)")
    assert pane.command("check_workbook").startswith("这个工作簿里没有找到就业报表的表单")
    assert pane.host("JSON.stringify(host.book)") == before
    assert pane.window.run("return document.getElementById('status').className") == "warning"


def test_an_answer_that_the_pane_does_not_know_changes_nothing(clean: Pane) -> None:
    before = clean.host("JSON.stringify(host.book)")
    said = clean.window.run(
        "const { applyActions } = await import('/static/excel.js');"
        "const known = { func: 'sheetClear', args: [], sheet_position: 0 };"
        "return applyActions([known, { func: 'formatDisk', args: [] }]).catch((error) => error.message)"
    )
    assert "“formatDisk”这里不认识" in said
    assert clean.host("JSON.stringify(host.book)") == before


def test_text_from_a_workbook_is_never_markup(window: Browser, base: str, office: Path) -> None:
    filling = books.register()
    filling.put("key_enterprises.credit_code", "<img src=x onerror='document.title=1'>", 1)
    pane = Pane(window, base, office, filling.content(), books.REGISTER, "B5")
    pane.command("check_workbook")
    assert "<img" in pane.window.text("#findings-list")
    assert pane.window.run("return document.querySelectorAll('#findings-list img').length") == 0


def test_a_server_that_is_down(window: Browser, office: Path) -> None:
    with running(office_js=office) as address:
        pane = Pane(window, address, office, books.real(books.register), books.REGISTER, "B5")
    before = pane.host("JSON.stringify(host.book)")
    assert "连接不上服务器，表格没有改动" in pane.command("check_workbook")
    assert pane.host("JSON.stringify(host.book)") == before
    pane.look("down")


def test_a_token_is_asked_for_kept_and_sent(window: Browser, office: Path) -> None:
    token = "0123456789abcdef"
    with running(Limits(token=token), office_js=office) as address:
        pane = Pane(window, address, office, books.real(books.register), books.REGISTER, "B5")
        assert "服务器不接受本机的访问令牌" in pane.command("check_workbook")
        pane.window.click("#tab-more")
        pane.window.type("#token", token)
        pane.window.click("#token-save")
        assert pane.command("check_workbook", tab="findings") == "校验完毕：没有发现问题。"
