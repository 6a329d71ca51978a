"""Small filled workbooks for tests of merging, and a merge's result as plain rows.

The register and the demand list of 用工保障 alone: drawn once, filled in by defined name, saved as bytes.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from addin.demo.filling import Copy
from addin.merging import Outcome, merge
from templates.forms import grassroots_visits, key_enterprises, labour_demand
from templates.model import Workbook
from templates.rendering import Issue, write

WORKBOOK = Workbook("merge-test", "用工保障", (key_enterprises.FORM, labour_demand.FORM, grassroots_visits.FORM))
REGISTER, DEMAND, VISITS = "key-enterprises", "labour-demand", "grassroots-visits"
NOW = dt.datetime(2023, 4, 20, 9, 30)
KIND = "对加快建设制造业强省完善产业布局具有重大意义的规上工业企业"
# invented, with valid check characters
CODES = (
    "91410402MA00000A1L",
    "91410403MA00000B27",
    "91410411MA00000C3X",
    "91410404MA00000D4X",
    "91410482MA00000E51",
)
PERSONS = ("410402199003070015", "41040219900307004X")


@functools.cache
def _empty(issued_to: str = "") -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.xlsx")
        issue = Issue("2023-01", issued_to, period="2023-03") if issued_to else None
        write(WORKBOOK, path, rows=8, issue=issue)
        return path.read_bytes()


def enterprise(number: int, **changes: object) -> dict[str, object]:
    """A row of the register without a fault; keyword arguments replace fields."""
    row: dict[str, object] = {
        "name": f"平顶山示例{number + 1}号制造有限公司",
        "credit-code": CODES[number],
        "range": KIND,
        "size": 1000 * (number + 1),
        "industry": "制造业",
        "area": "平顶山市新华区",
        "address": f"新华区示例路{number + 1}号",
        "contact": f"张三 1390000000{number}",
    }
    return row | {name.replace("_", "-"): value for name, value in changes.items()}


def need(number: int, **changes: object) -> dict[str, object]:
    """A row of the demand list without a fault."""
    row: dict[str, object] = {
        "city": "平顶山市",
        "name": f"平顶山示例{number + 1}号制造有限公司",
        "credit-code": CODES[number],
        "enterprise-type": "有限责任公司",
        "industry": "制造业",
        "division": "新华区",
        "staff": 1000 * (number + 1),
        "kind-solved": "加工制造",
        "trade-solved": "数控车工",
        "solved": 3,
        "channel": "直播带岗",
        "kind-short": "加工制造",
        "trade-short": "焊工",
        "short": 5,
        "reason": "扩大生产",
    }
    return row | {name.replace("_", "-"): value for name, value in changes.items()}


def book(
    unit: str | None = "平顶山市人力资源和社会保障局",
    register: Sequence[Mapping[str, object]] = (),
    demand: Sequence[Mapping[str, object]] = (),
    visits: Sequence[Mapping[str, object]] = (),
    *,
    day: object = dt.date(2023, 3, 28),
    issued_to: str = "",
) -> bytes:
    """A filled workbook."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.xlsx")
        empty.write_bytes(_empty(issued_to))
        copy = Copy(empty, WORKBOOK)
        for form, rows in ((REGISTER, register), (DEMAND, demand), (VISITS, visits)):
            if not rows:
                continue
            copy.put(form, "reporting-unit", unit)
            copy.put(form, "filed-on", day)
            if form != DEMAND:
                copy.put(form, "filler", "李四")
                copy.put(form, "filler-tel", "0375-6059678")
            for number, row in enumerate(rows):
                copy.fill(form, number, row)
        buffer = io.BytesIO()
        copy.book.save(buffer)
        return buffer.getvalue()


def save(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Files of a folder, by their names in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def merged(tmp_path: Path, files: Mapping[str, bytes], **options: Any) -> tuple[Outcome, Result]:
    """Merge some files; the outcome, and the result workbook."""
    inbox = save(tmp_path / "收件", files)
    out = tmp_path / "汇总.xlsx"
    outcome = merge(inbox, out, now=NOW, **options)
    return outcome, Result(out)


class Result:
    """A result workbook as a reader sees it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    @property
    def sheets(self) -> list[str]:
        return list(self.book.sheetnames)

    def table(self, sheet: str, first: str) -> list[dict[str, object]]:
        """The rows of a sheet's table, by the heading of their columns; `first` is a heading of the table.

        The row 合计 below them is no row of the table.
        """
        rows = [[cell.value for cell in row] for row in self.book[sheet].iter_rows()]
        top = next(place for place, row in enumerate(rows) if first in row)
        heads = [str(head).replace("\n", "") for head in rows[top] if head is not None]
        return [dict(zip(heads, row, strict=False)) for row in rows[top + 1 :]
                if row[0] != "合计" and any(each is not None for each in row)]  # fmt: skip


def rules_of(outcome: Outcome, severity: str = "error") -> list[str]:
    """The rules of the findings, in order."""
    return [each.rule for _, each in outcome.findings if each.severity == severity]
