"""The hosts: Excel through xlwings, rows inserted without Excel, values as they arrive."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.book import BookData
from addin.changes import Changes, GiveFile, Mark, Say
from addin.hosts import desktop, headless
from addin.hosts.desktop import ExcelShell, run_on, typed
from addin.hosts.files import free_path
from addin.hosts.inserting import insert_rows
from addin.hosts.server.json_book import xw
from addin.hosts.server.payload import book_data
from addin.hosts.sheets import as_read, by_form
from addin.references import after_insertion, copied_down
from addin.tables import Value
from templates.checking import check
from templates.reading import read_workbook
from templates.reading.grid import Area
from tests.addin import filled_books as books
from tests.addin.excel_client import ExcelClient
from tests.oracles import libreoffice

# --- values -------------------------------------------------------------------------------------------------

VALUES = [
    (5, 5.0),
    (5.5, 5.5),
    (True, True),
    (None, ""),
    ("", ""),
    ("文字", "文字"),
    ("2023-05-01T00:00:00.000Z", dt.date(2023, 5, 1)),
    ("2023-05-01T10:30:00.000Z", dt.datetime(2023, 5, 1, 10, 30)),
    ("1899-12-30T10:30:00.000Z", dt.time(10, 30)),
    ("2023-05-01", "2023-05-01"),  # a text that somebody typed
    ("411082199001011234", "411082199001011234"),
    (dt.datetime(2023, 5, 1), dt.date(2023, 5, 1)),  # as COM gives it
]


@pytest.mark.parametrize(("sent", "read"), VALUES, ids=repr)
def test_a_value_arrives_as_a_file_would_give_it(sent: object, read: object) -> None:
    assert as_read(sent) == read and type(as_read(sent)) is type(read)


TYPED = [
    ("=1+1", "'=1+1"),
    ("411082199001011234", "'411082199001011234"),
    ("2023-05", "'2023-05"),
    ("+86", "'+86"),
    ("@x", "'@x"),
    ("张三", "张三"),
    ("", ""),
    (5, 5),
    (None, None),
]


@pytest.mark.parametrize(("value", "written"), TYPED, ids=repr)
def test_a_text_is_written_so_that_excel_leaves_it_a_text(value: Value, written: object) -> None:
    assert typed(value) == written


def test_names_are_read_as_a_file_gives_them() -> None:
    found = by_form({"Key_Enterprises.Name": "='各地 清单'!$B$5:$B$16", "x": "=1", "f.gone": "=#REF!"})
    assert found == {"key_enterprises": {"name": Area("各地 清单", 4, 1, 15, 1)}, "f": {"gone": None}}


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        path = free_path(tmp_path, "上报件.xlsx")
        path.write_bytes(b"")
        names.append(path.name)
    assert names == ["上报件.xlsx", "上报件（2）.xlsx", "上报件（3）.xlsx"]


def test_the_payload_and_the_file_give_the_same_forms() -> None:
    """What JSON carries is enough: the same cells, the same findings, merged cells included."""
    filling = books.faulty_register()
    filling.book[books.REGISTER].merge_cells("F5:F6")
    content = filling.content()
    received = read_workbook(Path("x.xlsx"), content=content)
    book = book_data(ExcelClient("", content).payload())
    one, other = received.forms["key-enterprises"], book.forms["key-enterprises"]
    assert {c: one.columns[c].raw for c in one.columns} == {c: other.columns[c].raw for c in other.columns}
    assert one.numbers == other.numbers
    today = dt.date(2023, 4, 20)
    assert check(received, today=today) == check(book.received, today=today)
    assert "MERGED_CELLS" in {each.rule for each in check(book.received, today=today)}


# --- rows ---------------------------------------------------------------------------------------------------

INSERTED = [  # formula, its sheet, what becomes of it when two rows are inserted above row 9 of 表
    ("SUM(B6:B9)+C3", "表", "SUM(B6:B11)+C3"),
    ("SUM($B$9:$B$12)", "表", "SUM($B$11:$B$14)"),
    ("B9", "别处", "B9"),
    ("SUM('表'!$B$6:$B$9)+表!B10", "别处", "SUM('表'!$B$6:$B$11)+表!B12"),
    ("SUM('另表'!B9)", "表", "SUM('另表'!B9)"),
    ('"B9"&B9&LOG10(B9)', "表", '"B9"&B11&LOG10(B11)'),
    ("name.b9+jy.x9+B9", "表", "name.b9+jy.x9+B11"),
    ("IF(A9=\"第B9行\",'表'!B9,0)", "表", "IF(A11=\"第B9行\",'表'!B11,0)"),
]


@pytest.mark.parametrize(("formula", "home", "after"), INSERTED, ids=[each[0] for each in INSERTED])
def test_references_follow_inserted_rows(formula: str, home: str, after: str) -> None:
    assert after_insertion(formula, home, "表", 9, 2) == after


COPIED = [("A5+B$5+$C5", "A7+B$5+$C7"), ('IF(A5="A5",1)', 'IF(A7="A5",1)'), ("'表'!A5+x.a5", "'表'!A7+x.a5")]


@pytest.mark.parametrize(("formula", "below"), COPIED)
def test_a_copied_formula_moves_along(formula: str, below: str) -> None:
    assert copied_down(formula, 2) == below


def test_more_rows_work_like_the_first_ones(tmp_path: Path) -> None:
    """After 增加行 a sixteenth enterprise is counted, checked and has its helper columns, as LibreOffice computes."""
    filling = books.register()
    last = filling.book[books.REGISTER].cell(16, 2)
    last.value = "原来最后一行"
    before = {name: each.attr_text for name, each in filling.book.defined_names.items()}
    insert_rows(filling.book, books.REGISTER, 16, 5)
    after = {name: each.attr_text for name, each in filling.book.defined_names.items()}
    sheet = filling.book[books.REGISTER]
    assert before["key_enterprises.name"].endswith("$B$5:$B$16")
    assert after["key_enterprises.name"].endswith("$B$5:$B$21")
    assert after["labour_demand.name"] == before["labour_demand.name"]
    assert sheet["B16"].value == "原来最后一行" and sheet["B21"].value is None
    guarded = [each for each in sheet.data_validations.dataValidation if "C21" in each.sqref]
    assert guarded and all("C5" in each.sqref for each in guarded)
    sheet["B16"].value = None
    for column, value in zip("BCDEFGHI", books.enterprise(0).values(), strict=True):
        sheet[f"{column}21"].value = value
    path = tmp_path / "more.xlsx"
    filling.book.save(path)
    computed = libreoffice.recalculate([path], tmp_path / "out")[0]
    values = libreoffice.cells(computed)
    counted = libreoffice.named_values(computed, "jy.filled.key_enterprises")
    assert counted == [4]
    head = after["key_enterprises.headcount"].rpartition("!")[2].replace("$", "").split(":")[0].rstrip("0123456789")
    row5 = openpyxl.utils.column_index_from_string(head)
    assert values[books.REGISTER][21, row5] == 100
    assert libreoffice.named_values(computed, "jy.errors.key_enterprises") == [2]  # name and code repeat row 5
    received = read_workbook(computed)
    found = [each for each in check(received, today=dt.date(2023, 4, 20)) if each.rule == "DUPLICATE"]
    assert {each.cell for each in found} == {"B21", "C21"}


# --- Excel itself -------------------------------------------------------------------------------------------


@dataclass
class FakeShell:
    """A desktop whose Excel is xlwings' JSON book; what the add-in's macros would do is written down."""

    data: Callable[[], BookData]
    folder: str = ""
    done: list[tuple[Any, ...]] = field(default_factory=list)

    def read(self) -> BookData:
        return self.data()

    def choose_folder(self, title: str) -> str:
        self.done.append(("choose", title))
        return self.folder

    def clean(self, value: Value) -> object:
        return typed(value)

    def mark(self, sheet: str, marks: tuple[Mark, ...]) -> None:
        self.done.append(("mark", sheet, [each.cell for each in marks]))

    def clear_marks(self, sheet: str) -> None:
        self.done.append(("clear", sheet))

    def add_rows(self, sheet: str, last: int, count: int) -> None:
        self.done.append(("rows", sheet, last, count))

    def give(self, file: GiveFile) -> None:
        self.done.append(("file", file.name, file.opening))

    def say(self, message: Say) -> None:
        self.done.append(("say", message.text))


def on_desktop(
    content: bytes, command: str, options: dict[str, str] | None = None, folder: str = ""
) -> tuple[FakeShell, list[Any], Changes]:
    payload = ExcelClient("", content).select(books.REGISTER, "B5").payload()
    book = xw.Book(json=payload)
    shell = FakeShell(lambda: book_data(payload), folder)
    try:
        changes = run_on(book, shell, command, options or {})
        return shell, book.json()["actions"], changes
    finally:
        book.close()


def test_a_desktop_command_marks_writes_selects_and_tells() -> None:
    shell, actions, _ = on_desktop(books.faulty_register().content(), "check_sheet")
    assert shell.done == [
        ("clear", books.REGISTER),
        ("mark", books.REGISTER, ["C6", "F7", "B8", "C8"]),
        ("say", "“各地重点企业清单”校验完毕：发现4处错误。请改正错误后再上报。"),
    ]
    functions = [each["func"] for each in actions]
    assert functions[:2] == ["addSheet", "setValues"] and functions[-2:] == ["activateSheet", "rangeSelect"]
    values = next(each["values"] for each in actions if each["func"] == "setValues")
    assert values[3][:4] == ["序号", "级别", "工作表", "单元格"]
    assert values[4][3] == "'C6"  # an address stays a text


def test_a_desktop_merge_asks_for_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(books.register().content())
    shell, _, changes = on_desktop(books.register().content(), "merge_reports", folder=str(tmp_path))
    kinds = [each[0] for each in shell.done]
    assert kinds == ["choose", "file", "say"] and not changes.refused
    assert shell.done[1][2] == "open"


def test_whoever_cancels_the_choice_gets_no_message() -> None:
    shell, actions, changes = on_desktop(books.register().content(), "merge_reports")
    assert [each[0] for each in shell.done] == ["choose"] and not actions and changes.refused


def test_what_the_add_in_calls_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(desktop.xw.Book, "caller", classmethod(lambda cls: "book"), raising=False)
    monkeypatch.setattr(desktop, "ExcelShell", lambda book: book)
    monkeypatch.setattr(desktop, "run_on", lambda book, shell, name, options: calls.append((name, options)))
    namespace: dict[str, Any] = {}
    exec("from addin.hosts.desktop import run; run('policy_parameters', on='2023-06-01', region='410400')", namespace)
    assert calls == [("policy_parameters", {"on": "2023-06-01", "region": "410400"})]


class FakeRange:
    """So much of xlwings' Range as the shell reads."""

    def __init__(self, sheet: Any, cells: str) -> None:
        self.sheet, self.address = FakeSheet(sheet), f"${cells}"
        self._cells = sheet[cells]
        self.api = self

    @property
    def MergeCells(self) -> bool | None:
        cells = [each for row in self._cells for each in row] if isinstance(self._cells, tuple) else [self._cells]
        inside = [any(c.coordinate in area for area in c.parent.merged_cells.ranges) for c in cells]
        return True if all(inside) else None if any(inside) else False

    @property
    def MergeArea(self) -> Any:
        cell = self._cells
        areas = [str(a) for a in cell.parent.merged_cells.ranges if cell.coordinate in a]
        return type("Area", (), {"Address": areas[0] if areas else cell.coordinate})

    def options(self, **given: Any) -> Any:
        assert given == {"ndim": 2, "empty": "", "err_to_str": True}
        rows = [["" if c.value is None else c.value for c in row] for row in self._cells]
        return type("Values", (), {"value": rows})


class FakeSheet:
    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.name = sheet.title
        self.visible = sheet.sheet_state == "visible"
        last = type("Cell", (), {"row": sheet.max_row, "column": sheet.max_column})
        self.used_range = type("Used", (), {"last_cell": last})

    def range(self, first: tuple[int, int], last: tuple[int, int] | None = None) -> FakeRange:
        letter = openpyxl.utils.get_column_letter
        cells = f"{letter(first[1])}{first[0]}"
        return FakeRange(self._sheet, cells + (f":{letter(last[1])}{last[0]}" if last else ""))


def test_an_open_excel_is_read_like_its_file() -> None:
    filling = books.faulty_register()
    filling.book[books.REGISTER].merge_cells("F5:F6")
    content = filling.content()
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    names = [
        type("Name", (), {"name": n, "refers_to": f"={each.attr_text}"}) for n, each in book.defined_names.items()
    ]
    fake: Any = type(
        "Book",
        (),
        {
            "names": names,
            "fullname": "C:\\报表\\用工保障.xlsx",
            "sheets": [FakeSheet(each) for each in book.worksheets],
            "selection": FakeRange(book[books.REGISTER], "C6"),
        },
    )
    data = ExcelShell(fake).read()
    assert data.selection is not None and (data.selection.sheet, data.selection.cell) == (books.REGISTER, "C6")
    expected = read_workbook(Path("x.xlsx"), content=content)
    today = dt.date(2023, 4, 20)
    assert check(data.received, today=today) == check(expected, today=today)


def test_the_file_that_was_read_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "用工保障.xlsx"
    path.write_bytes(books.faulty_register().content())
    before = path.read_bytes()
    result = headless.run("check_workbook", path)
    assert result.workbook and path.read_bytes() == before
