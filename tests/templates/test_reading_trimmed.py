"""Reading only what was typed: whatever a workbook looks like, rows and findings are those of reading all of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from templates.checking import check
from templates.reading import Received, UnreadableFile, read_workbook
from templates.reading.trimming import Bounds, trimmed
from templates.registry import workbooks
from templates.rendering import write
from tests.addin.merge_books import CODES, book, enterprise, need
from tests.oracles.cached_values import CachedValues
from tests.templates.received_books import (
    DEMAND_SHEET,
    ENTERPRISE_SHEET,
    FORMS,
    ROWS,
    TODAY,
    Copy,
    filled,
)
from tests.templates.received_books import enterprise as sample_enterprise

ENTERPRISES, DEMAND = FORMS["sample-enterprises"], FORMS["sample-demand"]


def _plain(copy: Copy) -> None:
    pass


def _sparse(copy: Copy) -> None:
    """Rows with gaps between them, and one filled only in its last column."""
    copy.fill(ENTERPRISES, 7, sample_enterprise(3))
    copy.put(ENTERPRISES, "contact", "张三 13900000001", 9)


def _below(copy: Copy) -> None:
    copy.fill(ENTERPRISES, ROWS + 1, sample_enterprise(4))


def _inserted_column(copy: Copy) -> None:
    copy.insert_column(ENTERPRISE_SHEET, 4)
    copy[ENTERPRISE_SHEET].cell(5, 4).value = "自己的"
    copy[ENTERPRISE_SHEET].cell(8, 4).value = "值"


def _inserted_row(copy: Copy) -> None:
    copy.insert_row(ENTERPRISE_SHEET, 7)


def _notes_far_right(copy: Copy) -> None:
    """Somebody's own remarks beside the helper columns, one of them in a row that is empty otherwise."""
    copy[ENTERPRISE_SHEET].cell(6, 60).value = "备忘"
    copy[ENTERPRISE_SHEET].cell(15, 60).value = 7


def _formulas_in_input(copy: Copy) -> None:
    copy.put(ENTERPRISES, "size", "=100+3", 1)
    copy.put(ENTERPRISES, "address", "=A1", 6)


def _errors(copy: Copy) -> None:
    copy.put(ENTERPRISES, "address", "#REF!", 1)
    copy.put(DEMAND, "reason", "#N/A", 8)


def _merged(copy: Copy) -> None:
    sheet, top, column = copy.place(ENTERPRISES, "area")
    sheet.merge_cells(start_row=top, end_row=top + 2, start_column=column, end_column=column)


def _without_names(copy: Copy) -> None:
    copy.drop_names()


def _renamed_heading(copy: Copy) -> None:
    sheet, top, column = copy.place(ENTERPRISES, "address")
    sheet.cell(top - 1, column).value = "地址（详细）"


def _nothing(copy: Copy) -> None:
    for form in (ENTERPRISES, DEMAND):
        for row in range(3):
            for field in form.columns:  # type: ignore[union-attr]
                if field.is_input:
                    copy.put(form, field.code, None, row)


def _blanks(copy: Copy) -> None:
    copy.put(ENTERPRISES, "name", "   ", 8)
    copy.put(ENTERPRISES, "size", 0, 9)


TREATMENTS = (
    _plain, _sparse, _below, _inserted_column, _inserted_row, _notes_far_right, _formulas_in_input, _errors, _merged,
    _without_names, _renamed_heading, _nothing, _blanks,
)  # fmt: skip


def typed(received: Received) -> dict[str, object]:
    """All that was typed, and where."""
    found: dict[str, object] = {"findings": check(received, today=TODAY), "meta": received.meta.entries}
    for code, data in received.forms.items():
        inputs = {key: each for key, each in data.columns.items() if each.field.is_input}
        columns = {key: (each.letter, each.raw, each.values) for key, each in inputs.items()}
        found[code] = (data.sheet, data.numbers, columns, data.header, data.footer)
    return found


@pytest.mark.parametrize("treat", TREATMENTS, ids=[each.__name__.strip("_") for each in TREATMENTS])
def test_nothing_that_was_typed_is_lost(treat: Callable[[Copy], None]) -> None:
    copy = filled()
    treat(copy)
    content = copy.bytes()
    whole = read_workbook(Path("表.xlsx"), FORMS, content=content)
    part = read_workbook(Path("表.xlsx"), FORMS, content=content, typed_only=True)
    assert typed(part) == typed(whole)
    assert DEMAND_SHEET in part.sheets


def test_a_workbook_that_a_program_recalculated(
    tmp_path: Path, recalculated: Callable[[Iterable[Path]], list[CachedValues]]
) -> None:
    """Saved by LibreOffice: formulas hold values on every prepared row, texts are shared."""
    path = tmp_path / "用工保障.xlsx"
    path.write_bytes(book(register=[enterprise(0), enterprise(1, size="约五百人")], demand=[need(0), need(3)]))
    empty = tmp_path / "空表.xlsx"
    write(workbooks()["labour-guarantee"], empty, rows=6)
    for computed in recalculated([path, empty]):
        content = computed.path.read_bytes()
        whole = read_workbook(computed.path, content=content)
        part = read_workbook(computed.path, content=content, typed_only=True)
        assert typed(part) == typed(whole)
    assert whole.forms.keys() == part.forms.keys()


# --- one sheet ----------------------------------------------------------------------------------------------

HEAD = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
FORMULA = '<c r="C2"><f>A2</f><v>5</v></c>'
# (what the cells are, the cells of a row, what must be left of it: "" for nothing)
ROW_CASES = [
    ("nothing but looks", '<c r="A2" s="1"/><c r="B2" s="1"></c>', ""),
    ("formulas without a value", '<c r="A2"><f>1</f><v></v></c>', ""),
    ("formulas beside the input", f'<c r="A2"/>{FORMULA}', ""),
    ("a number", f'<c r="A2"><v>1</v></c>{FORMULA}', '<c r="A2"><v>1</v></c>'),
    ("zero", '<c r="B2"><v>0</v></c>', '<c r="B2"><v>0</v></c>'),
    ("a text", '<c r="A2" t="inlineStr"><is><t>a</t></is></c>', '<c r="A2" t="inlineStr"><is><t>a</t></is></c>'),
    ("a formula in the input", '<c r="A2"><f>1+1</f><v>2</v></c>', '<c r="A2"><f>1+1</f><v>2</v></c>'),
    ("a number beside the input", '<c r="A2"/><c r="C2"><v>9</v></c>', '<c r="A2"/><c r="C2"><v>9</v></c>'),
    ("a text beside the input", '<c r="C2"><is><t>a</t></is></c>', '<c r="C2"><is><t>a</t></is></c>'),
]


@pytest.mark.parametrize(("cells", "kept"), [row[1:] for row in ROW_CASES], ids=[row[0] for row in ROW_CASES])
def test_rows_of_a_list_whose_input_ends_at_b(cells: str, kept: str) -> None:
    xml = b'<sheetData>%b<row r="2" ht="24">%b</row><row r="3"><c r="C3"><f>1</f><v>1</v></c></row></sheetData><x/>'
    row = b'<row r="2" ht="24">%b</row>' % kept.encode() if kept else b""
    below = b'<row r="3"><c r="C3"><f>1</f><v>1</v></c></row>'
    expected = b"<sheetData>%b%b%b</sheetData><x/>" % (HEAD, row, below)
    assert trimmed(xml % (HEAD, cells.encode()), Bounds(2, 2, 1)) == expected


@pytest.mark.parametrize(
    "xml",
    [
        b'<x:sheetData><x:row r="2"><x:c r="A2"/></x:row></x:sheetData>',
        b"<sheetData><row r='2'><c r='A2'/></row></sheetData>",
        b'<sheetData><row spans="1:2" r="2"><c r="A2"/></row></sheetData>',
        b'<sheetData><!-- --><row r="2"><c r="A2"/></row></sheetData>',
        b"<sheetData/>",
        b"",
    ],
    ids=["prefixed", "single quotes", "other attributes first", "a comment", "no rows", "nothing"],
)
def test_a_sheet_written_in_another_way_stays_whole(xml: bytes) -> None:
    assert trimmed(xml, Bounds(2, 2, 1)) == xml


def test_damaged_and_lying_files_are_refused_as_ever() -> None:
    content = book(register=[enterprise(0)])
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(Path("a.xlsx"), content=content[: len(content) // 2], typed_only=True)
    assert refused.value.code == "FILE_TRUNCATED"
    with pytest.raises(UnreadableFile) as refused:
        read_workbook(Path("a.xlsx"), content=_lying(content), typed_only=True)
    assert refused.value.code == "FILE_DAMAGED"


def _lying(content: bytes) -> bytes:
    """The file with a directory that makes a large sheet small."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    data = bytearray(buffer.getvalue())
    with zipfile.ZipFile(buffer) as package:
        info = max(package.infolist(), key=lambda each: each.file_size)
    small = (10).to_bytes(4, "little")
    for match in re.finditer(re.escape(info.file_size.to_bytes(4, "little")), bytes(data)):
        data[match.start() : match.start() + 4] = small
    return bytes(data)


def test_the_codes_come_out_as_they_went_in() -> None:
    received = read_workbook(Path("a.xlsx"), content=book(register=[enterprise(2), enterprise(0)]), typed_only=True)
    assert received.forms["key-enterprises"].values("credit-code") == [CODES[2], CODES[0]]
