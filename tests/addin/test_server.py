"""The server's borders: who may ask, how much, how long, what is left behind, what two users see of each other."""

from __future__ import annotations

import http.client
import json
import queue
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import xlwings

from addin.book import BookData
from addin.changes import Changes
from addin.commands import Command, Options, commands
from addin.hosts.server.limits import Limits
from addin.hosts.server.manifest import ribbon_groups
from addin.hosts.server.pages import office_folder
from tests.addin import filled_books as books
from tests.addin.excel_client import XLWINGS, ExcelClient, contents, opened
from tests.addin.serving import running

TOKEN = "0123456789abcdef0123"


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with running() as address:
        yield address


def raw(base: str, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str, dict[str, str]]:
    """One request as written here, no header added but the length."""
    place = urlsplit(base)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): text for name, text in headers.items()})
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace"), dict(response.getheaders())
    finally:
        connection.close()


def open_books() -> int:
    """How many books xlwings holds open in this process, which is the server's too."""
    app = xlwings.engines["remote"].apps.active
    assert app is not None
    return len(app.books)


def test_the_client_stands_for_the_installed_xlwings() -> None:
    assert xlwings.__version__ == XLWINGS


# --- workbooks that are not as expected -------------------------------------------------------------------

FORM_COMMANDS = sorted(name for name, each in commands().items() if each.needs != "nothing")


@pytest.mark.parametrize("command", FORM_COMMANDS)
def test_a_workbook_that_is_not_ours_gets_a_clear_answer_and_no_change(base: str, command: str) -> None:
    client = ExcelClient(base, books.foreign(), "电费.xlsx")
    before = contents(client.book)
    answer = client.run(command, with_file=True)
    assert answer.refused
    assert client.messages[0].startswith("这个工作簿里没有找到就业报表的表单，没有做任何改动。")
    assert contents(client.book) == before
    assert not client.files


def test_policy_parameters_beside_a_foreign_workbook_come_in_a_file(base: str) -> None:
    client = ExcelClient(base, books.foreign())
    before = contents(client.book)
    client.run("policy_parameters", "?on=2023-06-01&region=410000")
    assert contents(client.book) == before
    sheet = opened(client.files["政策参数-2023-06-01.xlsx"])["参数查询"]
    documents = {str(sheet.cell(row, 7).value) for row in range(5, sheet.max_row + 1)}
    assert not any(text.startswith("平") for text in documents)  # a region of the province shows no city's document


def test_a_workbook_with_sixty_sheets(base: str) -> None:
    content = books.many_sheets()
    client = ExcelClient(base, content).select("附表30", "B3")
    assert len(client.book.sheetnames) == 60
    client.run("check_workbook")
    assert len(client.book.sheetnames) == 61 and "校验结果" in client.book.sheetnames
    assert client.book["附表30"]["B3"].value == "自己的内容3"
    assert client.messages == ["校验完毕：没有发现问题。"]


def test_a_clerks_own_sheet_of_a_result_sheets_name_stays(base: str) -> None:
    filling = books.register()
    filling.book.create_sheet("校验结果")["A1"] = "我自己记的"
    client = ExcelClient(base, filling.content())
    client.run("check_workbook")
    assert client.book["校验结果"]["A1"].value == "我自己记的"
    assert client.book["校验结果（就业报表）"]["A1"].value == "校验结果"


def test_text_that_looks_like_a_formula_stays_text_on_a_result_sheet(base: str) -> None:
    filling = books.register()
    filling.put("key_enterprises.name", '=HYPERLINK("http://x","y")', 1)
    sheet = filling.book[books.REGISTER]
    sheet["B6"].data_type = "s"
    filling.put("key_enterprises.credit_code", "=1+1", 2)
    sheet["C7"].data_type = "s"
    client = ExcelClient(base, filling.content())
    client.run("check_workbook")
    result = client.book["校验结果"]
    texts = [cell.value for row in result.iter_rows(5) for cell in row if cell.data_type == "f"]
    assert texts and all(text.startswith('=HYPERLINK("#') for text in texts)


# --- requests that are refused ----------------------------------------------------------------------------

BAD_BODIES = [
    b"",
    b"not json",
    b"[]",
    b"{}",
    b'{"client": "VBA"}',
    b"[" * 100_000,
    json.dumps({"client": "Other", "version": XLWINGS, "book": {}, "names": [], "sheets": []}).encode(),
]


@pytest.mark.parametrize("body", BAD_BODIES, ids=range(len(BAD_BODIES)))
def test_what_is_no_workbook_is_refused_in_chinese(base: str, body: bytes) -> None:
    status, text, _ = raw(base, "POST", "/commands/check_workbook", body)
    assert status == 400
    assert text.startswith("发来的工作簿数据不完整，没有执行。")


BAD_PLACES: list[tuple[str, Any]] = [
    ("active_sheet_index", 99),
    ("active_sheet_index", -1),
    ("active_sheet_index", None),
    ("name", 5),
]


@pytest.mark.parametrize(("key", "value"), BAD_PLACES)
def test_a_payload_with_a_wrong_place_is_refused(base: str, key: str, value: Any) -> None:
    client = ExcelClient(base, books.foreign())
    payload = client.payload()
    payload["book"][key] = value
    answer = client.post("/commands/check_workbook", json.dumps(payload).encode())
    assert answer.status == 400


def test_names_and_areas_that_lead_nowhere_do_no_harm(base: str) -> None:
    client = ExcelClient(base, books.real(books.register))
    payload = client.payload()
    payload["names"] += [
        {"name": "key_enterprises.name", "sheet_index": 999, "address": "A1"},
        {"name": "x.y", "sheet_index": 0, "address": "#REF!"},
    ]
    payload["sheets"][0]["merged"] = ["A1:B2", 5, "nonsense"]
    payload["book"]["selection"] = "nonsense"
    answer = client.post("/commands/check_workbook", json.dumps(payload).encode())
    assert answer.status == 200, answer.text


def test_another_version_of_xlwings_is_told_to_install_anew(base: str) -> None:
    client = ExcelClient(base, books.real(books.register))
    payload = client.payload()
    payload["version"] = "0.1.0"
    answer = client.post("/commands/check_workbook", json.dumps(payload).encode())
    assert answer.status == 400
    assert "请重新安装加载项" in answer.text


def test_an_unknown_command(base: str) -> None:
    status, text, _ = raw(base, "POST", "/commands/delete_everything", b"{}")
    assert status == 404
    assert "没有命令“delete_everything”" in text


@pytest.mark.parametrize(("token", "status"), [("", 401), ("wrong", 401), (TOKEN + "x", 401), (TOKEN, 200)])
def test_the_token(token: str, status: int) -> None:
    with running(Limits(token=TOKEN)) as address:
        client = ExcelClient(address, books.foreign(), token=token)
        answer = client.ask("about")
        assert answer.status == status
        if status == 401:
            assert answer.text.startswith("服务器不接受本机的访问令牌。")
            assert raw(address, "GET", "/forms")[0] == 401
            assert raw(address, "POST", "/functions", b'{"calls":[]}')[0] == 401


def test_health_needs_no_token() -> None:
    with running(Limits(token=TOKEN)) as address:
        status, text, _ = raw(address, "GET", "/health")
    assert status == 200 and json.loads(text)["status"] == "ok"


def test_a_payload_that_is_too_large() -> None:
    with running(Limits(size=200_000)) as address:
        client = ExcelClient(address, books.real(books.register))
        before = contents(client.book)
        answer = client.ask("check_workbook")
        assert answer.status == 413
        assert answer.text.startswith("工作簿太大，超过0 MB")
        assert contents(client.book) == before


def test_a_body_without_a_length_is_cut_off_at_the_limit() -> None:
    with running(Limits(size=10_000)) as address:
        place = urlsplit(address)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        pieces = (b"x" * 5_000 for _ in range(40))
        try:
            connection.request("POST", "/commands/about", pieces, encode_chunked=True)
            status = connection.getresponse().status
        except (BrokenPipeError, ConnectionResetError):  # the server may hang up before everything is sent
            status = 413
        finally:
            connection.close()
    assert status == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "127.0.0.1"}, 400),  # let in: the body is what is wrong
        ({"Host": "localhost:8765"}, 400),
        ({"Host": "[::1]:8765"}, 400),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1", "Origin": "http://127.0.0.1"}, 400),
        ({"Host": "127.0.0.1", "Origin": "http://evil.example"}, 403),
    ],
    ids=str,
)
def test_pages_of_other_sites_cannot_reach_a_server_on_this_pc(
    base: str, headers: dict[str, str], status: int
) -> None:
    assert raw(base, "POST", "/commands/about", b"{}", **headers)[0] == status


# --- time, load, neighbours -------------------------------------------------------------------------------


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The command 关于 does not end until the event is set."""
    release = threading.Event()

    def about(book: BookData, options: Options) -> Changes:
        release.wait()
        return Changes().say("done")

    command = Command("about", "关于", "", "nothing", "", (), about)
    monkeypatch.setattr("addin.hosts.server.app.commands", lambda: {"about": command})
    yield release
    release.set()


def test_a_command_that_takes_too_long_is_given_up_and_keeps_its_place(held: threading.Event) -> None:
    with running(Limits(seconds=1, at_once=1, waiting=0)) as address:
        client = ExcelClient(address, books.foreign())
        answer = client.ask("about")
        assert answer.status == 503
        assert "超过1秒没有完成，已放弃，表格没有改动" in answer.text
        assert client.ask("about").status == 429
        held.set()
        until = time.monotonic() + 60
        while (status := client.ask("about").status) == 429:
            assert time.monotonic() < until, "the place was never given back"
        assert status == 200


def test_a_busy_server_says_so(held: threading.Event) -> None:
    """One runs, one waits; whoever comes third or fourth is told at once."""
    with running(Limits(at_once=1, waiting=1)) as address:
        client = ExcelClient(address, books.foreign())
        answers: queue.Queue[int] = queue.Queue()
        threads = [threading.Thread(target=lambda: answers.put(client.ask("about").status)) for _ in range(4)]
        for thread in threads:
            thread.start()
        assert [answers.get(timeout=60) for _ in range(2)] == [429, 429]
        held.set()
        assert [answers.get(timeout=60) for _ in range(2)] == [200, 200]
        for thread in threads:
            thread.join()


def test_an_unforeseen_error_is_one_sentence_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def about(book: BookData, options: Options) -> Changes:
        raise RuntimeError("secret path /etc/passwd")

    broken = Command("about", "关于", "", "nothing", "", (), about)
    monkeypatch.setattr("addin.hosts.server.app.commands", lambda: {"about": broken})
    with running() as address:
        answer = ExcelClient(address, books.foreign()).ask("about")
    assert answer.status == 500
    assert answer.text == "服务器出错，命令没有完成，表格没有改动。请把时间告诉管理服务器的同事。"


def test_two_users_at_once_get_each_their_own_answer(base: str) -> None:
    """One has a faulty register, the other a ledger; xlwings keeps all open books in one list."""
    jobs = {
        "register": (books.faulty_register, books.REGISTER, "check_sheet", "“各地重点企业清单”校验完毕：发现4处错误"),
        "ledger": (books.awards, books.AWARDS, "compute_subsidies", "核算5行，符合2行"),
    }
    wrong: list[str] = []

    def work(key: str) -> None:
        make, sheet, command, says = jobs[key]
        client = ExcelClient(base, books.real(make)).select(sheet, "B5")
        body = json.dumps(client.payload()).encode()
        first = client.post(f"/commands/{command}", body).actions
        for _ in range(15):
            actions = client.post(f"/commands/{command}", body).actions
            alerts = [each["args"][0] for each in actions if each["func"] == "alert"]
            if actions != first or len(alerts) != 1 or says not in alerts[0]:
                wrong.append(f"{key}: {alerts}")

    threads = [threading.Thread(target=work, args=(key,)) for key in jobs for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_no_file_and_no_book_is_left_behind(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = books.real(books.register)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    books_before = open_books()
    client = ExcelClient(base, content)
    for command in ("check_workbook", "seal", "publicity", "merge_reports"):
        assert client.ask(command, with_file=True, files={"a.xlsx": content}).status == 200
    assert not list(tmp_path.iterdir())
    assert open_books() == books_before


def test_a_received_files_name_cannot_leave_its_folder(base: str) -> None:
    client = ExcelClient(base, books.foreign())
    content = books.register().content()
    sent = {"../../etc/新华区.xlsx": content, "..\\..\\x\\新华区.xlsx": content[:-1]}
    answer = client.run("merge_reports", files=sent)
    names = [each["file"] for each in answer.data["files"]]
    assert sorted(names) == ["新华区.xlsx", "新华区（2）.xlsx"]


# --- what Office.js loads ---------------------------------------------------------------------------------


def test_the_manifest_names_this_server_and_every_command(base: str) -> None:
    status, text, _ = raw(base, "GET", "/manifest.xml")
    assert status == 200
    root = ElementTree.fromstring(text)
    spaces = {
        "o": "http://schemas.microsoft.com/office/appforoffice/1.1",
        "v": "http://schemas.microsoft.com/office/taskpaneappversionoverrides",
        "bt": "http://schemas.microsoft.com/office/officeappbasictypes/1.0",
    }
    functions = [each.text or "" for each in root.findall(".//v:FunctionName", spaces)]
    assert sorted(functions) == sorted(commands())
    assert sorted(functions) == sorted(each.id for group in ribbon_groups() for each in group.buttons)
    used = {value for each in root.iter() for key, value in each.attrib.items() if key == "resid"}
    known = {each.get("id", "") for each in root.findall(".//v:Resources//*", spaces) if each.get("id")}
    assert used <= known
    assert all(len(name) <= 32 for name in known)  # Office refuses longer ids of resources
    texts = {each.get("id"): each.get("DefaultValue", "") for each in root.findall(".//bt:String", spaces)}
    assert all(len(text) <= (250 if str(name).endswith(".tip") else 125) for name, text in texts.items())
    for each in root.findall(".//bt:Url", spaces) + root.findall(".//bt:Images/bt:Image", spaces):
        address = each.get("DefaultValue", "")
        assert address.startswith(base)
        assert raw(base, "GET", address.removeprefix(base))[0] == 200, address


def test_the_pane_loads_nothing_from_elsewhere_but_office_js(base: str) -> None:
    status, page, headers = raw(base, "GET", "/taskpane.html")
    assert status == 200
    addresses = [part.split('"')[0] for part in page.split('src="')[1:] + page.split('href="')[1:]]
    assert [each for each in addresses if not each.startswith("/static/")] == [
        "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
    ]
    assert "script-src 'self' https://appsforoffice.microsoft.com;" in headers["content-security-policy"]


def test_with_a_local_copy_nothing_comes_from_the_internet(tmp_path: Path) -> None:
    (tmp_path / "office.js").write_text("var Office = {};", encoding="utf-8")
    with running(office_js=tmp_path) as address:
        _, page, headers = raw(address, "GET", "/taskpane.html")
        assert 'src="/office-js/office.js"' in page
        assert "http" not in headers["content-security-policy"] and "https://" not in page
        assert raw(address, "GET", "/office-js/office.js")[1] == "var Office = {};"


@pytest.mark.parametrize("inside", ["office.js", "dist/office.js"])  # xlwings-server before and since 1.20
def test_the_copy_of_office_js_in_xlwings_server_is_found(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "xlwings_server" / "static" / "vendor" / "office-js" / "16.0.20308" / inside
    script.parent.mkdir(parents=True)
    script.write_text("// office.js", encoding="utf-8")
    (tmp_path / "xlwings_server" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert office_folder(None) == script.parent
    assert office_folder(tmp_path) == tmp_path


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/icon-99.png", "/nothing"])
def test_only_the_panes_own_files_are_served(base: str, path: str) -> None:
    assert raw(base, "GET", path)[0] == 404
