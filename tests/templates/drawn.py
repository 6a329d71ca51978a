"""Workbooks as drawn, for tests of rendering: read back, and filled in by defined name as a program would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from templates.fields import Seq, Text
from templates.model import Field, Form, Guide, ListForm, Source, Workbook
from templates.rendering import file_bytes

GUIDE = Guide("县（市、区）人社局", "3月17日前", "省人力资源社会保障厅")
SOURCE = Source("豫就业组〔2023〕1号 附件1", "L184-202")


def list_form(*columns: Field, code: str = "sample", title: str = "样表", **others: object) -> ListForm:
    """A list of these columns, for tests that care for little else."""
    return ListForm(code=code, title=title, source=SOURCE, columns=columns, guide=GUIDE, **others)  # type: ignore[arg-type]


def workbook(*forms: Form, **others: object) -> Workbook:
    return Workbook("sample", "样表", forms, **others)  # type: ignore[arg-type]


NUMBERED = (Field("no", "序号", Seq()), Field("name", "企业名称", Text(), required=True))


class Drawn:
    """One drawn workbook on disk, opened by openpyxl."""

    def __init__(self, declared: Workbook, path: Path, **options: object) -> None:
        self.path = path
        path.write_bytes(file_bytes(declared, **options))  # type: ignore[arg-type]
        self.book = openpyxl.load_workbook(path)

    def area(self, name: str) -> tuple[Worksheet, tuple[int, int, int, int]]:
        """The sheet and the rectangle (left, top, right, bottom) behind a defined name."""
        sheet, _, cells = self.book.defined_names[name].attr_text.rpartition("!")
        return self.book[sheet.strip("'")], range_boundaries(cells.replace("$", ""))

    def put(self, name: str, value: object, row: int = 0) -> None:
        """Fill in the cell `row` cells below the first one of a name."""
        sheet, (left, top, _, _) = self.area(name)
        sheet.cell(top + row, left).value = value

    def put_row(self, form: str, row: int, values: Mapping[str, object]) -> None:
        for field, value in values.items():
            self.put(f"{form}.{field.replace('-', '_')}", value, row)

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path
