"""The files that rendering writes: valid by Microsoft's schema, portable, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
from openpyxl import Workbook as Book
from openpyxl.styles import Font

from templates.forms import harmony_industry
from templates.ledgers import ledger_form
from templates.model import Workbook
from templates.registry import workbooks
from templates.rendering import file_bytes, render, write
from templates.rendering.mending import mend
from templates.rendering.meta_sheet import schema_digest
from tests.templates.drawn import NUMBERED, list_form, workbook
from tests.templates.sample_forms import CARD, DEMAND, ENTERPRISES

RULES = ("labour-award", "skill-evaluation", "loan-interest-small", "internship")
EVERYTHING = Workbook(
    "everything", "各种表", (ENTERPRISES, DEMAND, CARD, *map(ledger_form, RULES)), rules=RULES, purpose="试验用。"
)
NOTED = Workbook("noted", "有批注的表", (harmony_industry.FORM,))


def test_valid_and_portable(tmp_path: Path, assert_valid_files: Callable[[Iterable[Path]], None]) -> None:
    path = tmp_path / "everything.xlsx"
    write(EVERYTHING, path, rows=30)
    assert_valid_files([path])


def test_the_same_declaration_gives_the_same_bytes() -> None:
    assert file_bytes(EVERYTHING, rows=20) == file_bytes(EVERYTHING, rows=20)


def test_the_bytes_depend_neither_on_lxml_nor_on_the_order_of_sets() -> None:
    """A build without the developers' packages, in another process, writes the same file."""
    program = (
        "import hashlib; from tests.templates.test_rendering_files import EVERYTHING, NOTED, file_bytes;"
        "print(hashlib.sha256(file_bytes(EVERYTHING, rows=5) + file_bytes(NOTED)).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    digests = set()
    for lxml, seed in (("True", "1"), ("False", "2")):
        environment = {**os.environ, "OPENPYXL_LXML": lxml, "PYTHONHASHSEED": seed}
        digests.add(subprocess.check_output([sys.executable, "-c", program], cwd=root, env=environment, text=True))
    assert len(digests) == 1 and len(digests.pop().strip()) == 64


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_no_time_of_saving_is_in_the_file() -> None:
    data = file_bytes(EVERYTHING, rows=5)
    day = EVERYTHING.revised
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(day.year, day.month, day.day)}
    times = re.findall(rb"<dcterms:\w+[^>]*>([^<]*)<", parts(data)["docProps/core.xml"])
    assert set(times) == {f"{day}T08:00:00Z".encode()} and len(times) == 2


def test_the_children_of_a_font_come_in_the_order_of_the_schema() -> None:
    book = Book()
    book.active["A1"].font = Font(name="黑体", size=12, bold=True, italic=True, color="FF0000FF", underline="single")
    saved = io.BytesIO()
    book.save(saved)
    styles = parts(mend(saved.getvalue(), dt.date(2023, 3, 6)))["xl/styles.xml"]
    [font] = [font for font in re.findall(rb"<font>.*?</font>", styles) if b'val="single"' in font]
    assert re.findall(rb"<(\w+) ", font) == [b"b", b"i", b"u", b"sz", b"color", b"name"]
    assert openpyxl.load_workbook(io.BytesIO(mend(saved.getvalue(), dt.date(2023, 3, 6)))).active["A1"].font.b


def test_digits_kept_as_text_carry_no_green_triangle() -> None:
    sheets = [part for name, part in parts(file_bytes(EVERYTHING, rows=5)).items() if name.startswith("xl/worksheets/")]
    assert sheets and all(part.count(b'numberStoredAsText="1"') == 1 for part in sheets)


def test_sheets_in_order_and_hidden_as_they_should_be() -> None:
    book = render(EVERYTHING, rows=5)
    assert book.sheetnames[:4] == ["填报说明", "各地重点企业清单", "用工需求清单汇总表", "一次性吸纳就业补贴申请表"]
    assert {sheet.title: sheet.sheet_state for sheet in book.worksheets[-3:]} == {
        "政策参数": "visible", "代码表": "hidden", "_meta": "veryHidden"
    }  # fmt: skip


def test_the_digest_of_the_forms_follows_what_a_reader_relies_on() -> None:
    form = list_form(*NUMBERED)
    renamed = list_form(*NUMBERED[:1], NUMBERED[1].__class__("name", "单位名称", NUMBERED[1].type, required=True))
    noted = list_form(*NUMBERED, notes=("印好的说明",))
    assert schema_digest([form]) == schema_digest([noted]) != schema_digest([renamed])


def test_what_a_program_asks_a_workbook() -> None:
    book = render(EVERYTHING, rows=5)
    asked = ("workbook", "version", "forms", "rules", "schema", "issue", "unit", "period", "data_digest")
    found = {}
    for key in asked:
        sheet, _, cell = book.defined_names[f"meta.{key}"].attr_text.rpartition("!")
        found[key] = book[sheet.strip("'")][cell.replace("$", "")].value
    told = {
        "workbook": "everything",
        "version": "1",
        "forms": ",".join(form.code for form in EVERYTHING.forms),
        "rules": ",".join(RULES),
        "schema": schema_digest(EVERYTHING.forms),
    }
    assert found == {**dict.fromkeys(asked), **told}  # the others are empty until the workbook is issued or sealed


def test_what_the_ribbon_asks_a_workbook() -> None:
    """Which standards are answered, and one defined name on each sheet that is filled in, is a list, takes rows."""
    told = {}
    for code in ("everything", "demo-department", "policy-desk"):
        book = render(EVERYTHING if code == "everything" else workbooks()[code], rows=5)
        cells = {cell.coordinate: cell.value for cell in book["_meta"]._cells.values()}
        keys = {cells[f"A{row}"]: cells[f"B{row}"] for row in range(1, len(cells) // 2 + 1)}
        sheets = {}
        for key in ("sheets", "lists", "growing"):
            names = (keys[key] or "").split(",") if keys[key] else []
            sheets[key] = [book.defined_names[name].attr_text.split("!")[0].strip("'") for name in names]
        told[code] = (keys["rubrics"], sheets["sheets"], sheets["lists"], sheets["growing"])
    lists = ["各地重点企业清单", "用工需求清单汇总表"]
    assert told["everything"][0] is None
    assert told["everything"][1][:3] == [*lists, "一次性吸纳就业补贴申请表"]
    assert told["everything"][2][:2] == told["everything"][3][:2] == lists
    standard = "河南省高质量充分就业示范院系自评表"
    assert told["demo-department"] == (
        "demo-department", ["示范院系创建标准", standard, "申报书（附件4）"], [], []
    )  # fmt: skip
    assert told["policy-desk"] == (None, [], [], [])


def test_ten_ledgers_of_500_rows_take_seconds() -> None:
    """Styles are shared, validations and formats are one to a column: a slip there makes this ten times slower."""
    sheet = render(workbook(ledger_form("internship"), rules=("internship",)), rows=500).worksheets[1]
    assert len(sheet.data_validations.dataValidation) < 60
    assert len({id(cell._style) for cell in sheet._cells.values()}) < 80
    assert sum(len(rules.rules) for rules in sheet.conditional_formatting) < 120
