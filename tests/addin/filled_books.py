"""Workbooks as clerks have them: drawn by the project, filled in by defined name, recalculated by LibreOffice."""

from __future__ import annotations

import datetime as dt
import functools
import io
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import openpyxl
from openpyxl.utils.cell import range_boundaries

from templates.registry import workbooks
from templates.rendering import file_bytes
from templates.score_cells import cells_of
from tests.oracles import libreoffice

TODAY = dt.date.today()  # the server asks the clock, so the forms are filed before it
FILED = dt.date(2023, 3, 15)
UNIT = "平顶山市人力资源和社会保障局"
CODES = ("91410402MA00000A1L", "91410403MA00000B27", "91410411MA00000C3X")
ID_NUMBERS = (  # invented, the check digits are right
    "410402199003070015", "410403198805120020", "410411197512010034", "41040219820315004X",
)  # fmt: skip
KIND = "对加快建设制造业强省完善产业布局具有重大意义的规上工业企业"
REGISTER, DEMAND = "各地重点企业清单", "用工需求清单汇总表"
AWARDS = "务工奖补（一奖）台账"
SCORES = "劳动关系和谐企业评价细则"


class Filling:
    """A drawn workbook while it is filled in."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))

    def put(self, name: str, value: object, row: int = 0) -> str:
        """Fill in the cell `row` cells below the first one of a name; returns its address."""
        sheet, _, cells = self.book.defined_names[name].attr_text.rpartition("!")
        column, first, _, _ = range_boundaries(cells.replace("$", ""))
        cell = self.book[sheet.strip("'")].cell(first + row, column)
        cell.value = value
        return str(cell.coordinate)

    def put_row(self, form: str, row: int, values: Mapping[str, object]) -> None:
        for field, value in values.items():
            self.put(f"{form}.{field}", value, row)

    def content(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


@functools.cache
def drawn(code: str, rows: int = 12) -> bytes:
    """An empty workbook."""
    return file_bytes(workbooks()[code], rows=rows)


def enterprise(number: int) -> dict[str, object]:
    """One invented enterprise without a fault."""
    return {
        "name": f"平顶山甲乙丙第{number + 1}制造有限公司",
        "credit_code": CODES[number],
        "range": KIND,
        "size": 100 + number,
        "industry": "制造业",
        "area": ("平顶山市新华区", "平顶山市卫东区", "平顶山市湛河区")[number],
        "address": f"某某路{number + 1}号",
        "contact": f"张三丰 1380013800{number}",
    }


def register(unit: str = UNIT, enterprises: Iterable[int] = (0, 1, 2)) -> Filling:
    """The register of key enterprises, three rows without a fault."""
    filling = Filling(drawn("labour-guarantee"))
    for row, number in enumerate(enterprises):
        filling.put_row("key_enterprises", row, enterprise(number))
    filling.put("key_enterprises.reporting_unit", unit)
    filling.put("key_enterprises.filed_on", FILED)
    filling.put("key_enterprises.filler", "李四")
    filling.put("key_enterprises.filler_tel", "13800138000")
    return filling


def faulty_register() -> Filling:
    """The same with a wrong check character, a missing industry and a repeated row."""
    filling = register()
    filling.put("key_enterprises.credit_code", "91410403MA00000B28", 1)
    filling.put("key_enterprises.industry", None, 2)
    filling.put_row("key_enterprises", 3, enterprise(0))
    return filling


def awards() -> Filling:
    """The ledger of 务工奖补: granted, capped, refused, not filled in to the end, and the same person again."""
    filling = Filling(drawn("ledgers-labour-awards"))
    form = "ledger_labour_award"
    rows = [
        (ID_NUMBERS[0], "张一", 2023, (2000, 3000, 2000, 2000), "否"),  # 9,000 × 2 % = 180
        (ID_NUMBERS[1], "王小二", 2023, (10000, 10000, 10000, 10000), "否"),  # 40,000 × 4 % = 1,600, capped at 1,500
        (ID_NUMBERS[2], "李三", 2023, (2000, 3000, 2000, 2000), "是"),  # paid already
        (ID_NUMBERS[0], "张一", 2023, (1000, 1000, 1000, 1000), "否"),  # had it in the first row
        (ID_NUMBERS[3], "赵五", 2023, (1000, 1000, 1000, None), "否"),  # one quarter is missing
    ]
    for row, (number, name, year, wages, paid) in enumerate(rows):
        filling.put(f"{form}.person_id", number, row)
        filling.put(f"{form}.person_name", name, row)
        filling.put(f"{form}.unit_name", "平顶山某某公司", row)
        filling.put(f"{form}.award_year", year, row)
        filling.put(f"{form}.household_type", "脱贫享受政策户", row)
        for field, wage in zip(("wage_q4_prev", "wage_q1", "wage_q2", "wage_q3"), wages, strict=True):
            filling.put(f"{form}.{field}", wage, row)
        filling.put(f"{form}.paid_this_year", paid, row)
    filling.put(f"{form}.filed_by", "平顶山市新华区人力资源和社会保障局")
    filling.put(f"{form}.filed_on", FILED)
    return filling


def score_sheet() -> Filling:
    """The sheet of a harmonious enterprise: every point met but one, one left open."""
    filling = Filling(drawn("harmony-enterprise-evaluation"))
    for item in cells_of("harmonious-enterprise"):
        for cell in item.cells:
            value: object = "是" if "是" in cell.options else "无" if "无" in cell.options else None
            value = {"numerator": 90, "denominator": 100}.get(cell.part, value)
            if item.item.no == "1.1①":
                value = "否"
            if item.item.no == "3.3②":
                value = None
            filling.put(f"harmony_enterprise.{cell.key}", value)
    return filling


def many_sheets() -> bytes:
    """A workbook of ours with sixty sheets in all."""
    filling = register()
    for number in range(60 - len(filling.book.sheetnames)):
        sheet = filling.book.create_sheet(f"附表{number + 1}")
        for row in range(1, 40):
            sheet.append([row, f"自己的内容{row}", row * 1.5, FILED])
    return filling.content()


def foreign() -> bytes:
    """A workbook that is not ours."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("月份", "用电量"), (1, 1200), (2, 1100)):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@functools.cache
def real(make: Callable[[], Filling]) -> bytes:
    """A filled workbook with every formula computed, as Excel would have left it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        path.write_bytes(make().content())
        return libreoffice.recalculate([path], Path(folder, "out"))[0].read_bytes()
