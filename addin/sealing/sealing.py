"""seal: the frozen copy of a workbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from addin.book import BookData
from addin.errors import Refused
from addin.sealing.checking import full_check
from addin.sealing.contents import digest_of, form_cells, pack, record_of, review_cells
from addin.sealing.editing import (
    append_rows,
    formats_of,
    hide_rows,
    lock_all,
    protect,
    show_rows,
    with_formats,
    with_merged,
    with_open_formats,
    write_text,
)
from addin.sealing.naming import file_name
from addin.sealing.package import Package
from addin.sealing.unused_rows import unused_rows
from templates.findings import Finding, has_errors
from templates.reading import FileBook
from templates.reading.meta import META_SHEET

RECORD = "record."  # the keys of the record's pieces on the hidden sheet
_PROTECTED_TOO = "政策参数"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What came of sealing. `content` is empty where errors stood in the way; `findings` tell which."""

    findings: list[Finding]
    name: str = ""
    content: bytes = b""
    digest: str = ""

    @property
    def done(self) -> bool:
        return bool(self.content)


def seal(content: bytes, path: Path, *, accepted_by: str = "", now: dt.datetime | None = None) -> Sealed:
    """A frozen copy of a workbook; refused while errors remain, unless somebody answers for them by name.

    Raises: UnreadableFile; Refused for a workbook that cannot be sealed at all
    """
    moment = now or dt.datetime.now()
    with FileBook(path, content) as source, Package(content) as package:
        book = BookData(source, today=moment.date())
        _refuse(book, package)
        findings = full_check(book)
        errors = sum(each.severity == "error" for each in findings)
        if has_errors(findings) and not accepted_by.strip():
            return Sealed(findings)
        record = record_of(book, package)
        digest = digest_of(record)
        entries = {
            "data_digest": digest,
            "sealed_at": moment.replace(microsecond=0).isoformat(sep=" "),
            "sealed": "是",
            "accepted_by": accepted_by.strip() if errors else "",
            "accepted_errors": str(errors) if errors else "",
        }
        entries |= {f"{RECORD}{number}": piece for number, piece in enumerate(pack(record), start=1)}
        _write_meta(book, package, entries)
        _freeze(book, package)
        return Sealed(findings, file_name(book, moment.date()), package.written(), digest)


def _refuse(book: BookData, package: Package) -> None:
    if book.sealed:
        raise Refused("这已经是封装好的上报件。要修改请打开原工作簿，改好后重新封装。")
    if not book.ours:
        raise Refused("这个工作簿里没有就业报表的表单，不能封装。请用“新建表单”生成或上级下发的工作簿填报。")
    if not package.has_sheet(META_SHEET):
        raise Refused("工作簿缺少模板的标识表，不能封装。请把内容复制到“新建表单”生成的工作簿里，再封装上报。")


def _write_meta(book: BookData, package: Package, entries: dict[str, str]) -> None:
    """Fill in the entries of the hidden sheet; those it does not have yet go below."""
    grid = book.grid(META_SHEET)
    rows = {f"{row[0]}".strip(): number for number, row in enumerate(grid.rows, start=1) if row and row[0]}
    new = [(key, text) for key, text in entries.items() if key not in rows]

    def change(xml: str) -> str:
        for key, text in entries.items():
            if key in rows:
                xml = write_text(xml, rows[key], "B", text)
        first = grid.height + 1
        added = [
            (number, [(f"A{number}", key), (f"B{number}", text)])
            for number, (key, text) in enumerate(new, start=first)
        ]
        return append_rows(xml, added)

    package.change_sheet(META_SHEET, change)


def _freeze(book: BookData, package: Package) -> None:
    """Nothing can be typed any more but a review, every filled row is in sight, and no empty row is printed."""
    package.change_part(package.part_of_kind("styles.xml"), lock_all)
    _leave_open_for_review(book, package)
    for sheet in dict.fromkeys([*(data.sheet for data in book.forms.values()), _PROTECTED_TOO]):
        if package.has_sheet(sheet):
            package.change_sheet(sheet, protect)
    for data in book.forms.values():
        if package.has_sheet(data.sheet):
            package.change_sheet(data.sheet, lambda xml, rows=data.numbers: show_rows(xml, rows))  # type: ignore[misc]
    for sheet, rows in unused_rows(book).items():
        if package.has_sheet(sheet):
            package.change_sheet(sheet, lambda xml, rows=rows: hide_rows(xml, rows))  # type: ignore[misc]


def _leave_open_for_review(book: BookData, package: Package) -> None:
    """复评 and 核减理由 that are still blank: whoever receives a sealed score sheet writes there."""
    styles = package.part_of_kind("styles.xml")
    for data in book.forms.values():
        places = set(review_cells(data)) - set(form_cells(data))
        if not places or not package.has_sheet(data.sheet):
            continue
        xml = package.sheet_text(data.sheet)
        cells = with_merged(xml, places)
        text, copies = with_open_formats(package.text(styles), formats_of(xml, cells))
        package.change_part(styles, lambda _, text=text: text)  # type: ignore[misc]
        package.change_sheet(data.sheet, lambda xml, c=cells, n=copies: with_formats(xml, c, n))  # type: ignore[misc]
