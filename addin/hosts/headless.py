"""Files without Excel: a command reads a workbook, and openpyxl writes its changes into a copy.

Marks are what the add-in makes of them in Excel: a conditional format of their own, so that the user's formats stay
untouched below, and a note where the cell has none.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from addin.book import BookData, Selection
from addin.changes import (
    AddRows,
    Changes,
    ClearMarks,
    GiveFile,
    MarkCells,
    PutValues,
    ReplaceSheet,
    Say,
    Select,
)
from addin.commands import run as run_command
from addin.hosts.inserting import insert_rows
from addin.hosts.sheets import area_of
from addin.tables import Layout, Link, Span, Value, lay_out
from templates.findings import position_of
from templates.names import HIDDEN_TABS
from templates.reading import FileBook
from templates.reading.opening import load

MARK_FORMULA = 'N("jiuye-mark")=0'
MARK_NAME = "jiuye-mark"
NOTE_PREFIX = "【就业报表】"
NOTE_LIMIT = 300
_FILLS = {"error": "FFFFC7CE", "warning": "FFFFEB9C"}


@dataclass(slots=True)
class Result:
    """What a command did to a file: the changes, and the workbook with them (None where it was not touched)."""

    changes: Changes
    workbook: bytes | None = None
    files: list[GiveFile] = field(default_factory=list)


def run(
    name: str,
    path: Path,
    *,
    options: Mapping[str, str] | None = None,
    selection: tuple[str, str] | None = None,
    content: bytes | None = None,
    today: dt.date | None = None,
) -> Result:
    """Carry a command out on a file, which itself stays as it is.

    Takes: `selection`, sheet and address of the selected cells; `content`, the file where it is at hand already
    Raises: UnreadableFile
    """
    data = load(path) if content is None else content
    with FileBook(path, data) as source:
        changes = run_command(name, book_data(source, data, selection, today), options)
    return Result(changes, apply_to_file(data, changes), changes.files)


def book_data(
    source: FileBook, content: bytes, selection: tuple[str, str] | None = None, today: dt.date | None = None
) -> BookData:
    """A file as data; without a selection the first cell of the first visible sheet is selected."""
    sheet, cells = selection or (next((each.name for each in source.sheets if each.visible), ""), "A1")
    area = area_of(sheet, cells)
    chosen = Selection(sheet, area) if area else None
    return BookData(source, selection=chosen, content=lambda: content, today=today)


def apply_to_file(content: bytes, changes: Changes) -> bytes | None:
    """The workbook with the changes written into it; None if they do not touch it."""
    if all(isinstance(each, Say | GiveFile) for each in changes.items):
        return None
    book = openpyxl.load_workbook(io.BytesIO(content))
    apply(book, changes)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def apply(book: Workbook, changes: Changes) -> None:
    """Carry the changes out on an openpyxl workbook."""
    for change in changes.items:
        match change:
            case ReplaceSheet(name=name, sheet=sheet):
                replace_sheet(book, name, lay_out(sheet))
            case PutValues(sheet=name, cell=cell, rows=rows):
                row, column = position_of(cell)
                write(book[name], row, column, rows)
            case MarkCells(sheet=name, marks=marks):
                mark_cells(book[name], [(each.cell, each.severity, each.message) for each in marks])
            case ClearMarks(sheet=name):
                clear_marks(book, name)
            case AddRows(sheet=name, last=last, count=count):
                insert_rows(book, name, last, count)
            case Select(sheet=name, cell=cell):
                select(book, name, cell)


def replace_sheet(book: Workbook, name: str, layout: Layout) -> Worksheet:
    """A result sheet written anew, in front of the hidden sheets."""
    titles = book.sheetnames
    if name in titles:
        place = titles.index(name)
        book.remove(book[name])
    else:
        place = max(index for index, title in enumerate(titles) if title not in HIDDEN_TABS) + 1
    sheet = book.create_sheet(name, place)
    write(sheet, 1, 1, layout.rows)
    for span in layout.spans:
        _look(sheet, span)
    for column, width in enumerate(layout.widths, start=1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    for row, height in layout.heights().items():
        sheet.row_dimensions[row + 1].height = height
    if layout.frozen:
        sheet.freeze_panes = f"A{layout.frozen + 1}"
    return sheet


def write(sheet: Worksheet, top: int, left: int, rows: object) -> None:
    """Write rows of values; a text stays a text, whatever it begins with."""
    for row, cells in enumerate(rows, start=top):  # type: ignore[var-annotated,arg-type]
        for column, value in enumerate(cells, start=left):
            if value is not None:
                put(sheet, row, column, value)


def put(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, Link):
        cell.value = value.formula
    elif isinstance(value, str):
        cell.value = value
        cell.data_type = "s"
    else:
        cell.value = value


def _look(sheet: Worksheet, span: Span) -> None:
    for row in sheet.iter_rows(span.top + 1, span.bottom + 1, span.left + 1, span.right + 1):
        for cell in row:
            match span.look:
                case "title":
                    cell.font = Font(bold=True, size=16)
                case "heading":
                    cell.font = Font(bold=True, size=12)
                case "mark":
                    cell.font = Font(color="FF595959")
                case "head":
                    cell.font, cell.fill = Font(bold=True), PatternFill("solid", Color("FFDCE6F1"))
                case "money":
                    cell.number_format = "#,##0.00"
                case "link":
                    cell.font = Font(color="FF0563C1")
                case "text":
                    cell.alignment = Alignment(wrap_text=True, vertical="top")


def mark_cells(sheet: Worksheet, marks: list[tuple[str, str, str]]) -> None:
    """Colour cells and note what is wrong with them."""
    for severity in ("error", "warning"):
        cells = [cell for cell, level, _ in marks if level == severity]
        if cells:
            fill = PatternFill(bgColor=_FILLS[severity], fill_type="solid")
            rule = Rule(type="expression", dxf=DifferentialStyle(fill=fill), formula=[MARK_FORMULA])
            for area in sheet.conditional_formatting:
                for other in area.rules:
                    other.priority += 1
            rule.priority = 1
            sheet.conditional_formatting.add(" ".join(cells), rule)
    for cell, _, message in marks[:NOTE_LIMIT]:
        if sheet[cell].comment is None:
            sheet[cell].comment = Comment(NOTE_PREFIX + message, "就业报表", height=120, width=260)


def clear_marks(book: Workbook, name: str = "") -> None:
    """Take our marks off one sheet, or off all."""
    for sheet in book.worksheets:
        if name not in ("", sheet.title):
            continue
        kept = ConditionalFormattingList()
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if not any(MARK_NAME in formula for formula in rule.formula):
                    kept.add(str(area.sqref), rule)
        sheet.conditional_formatting = kept
        for cell in list(sheet._cells.values()):
            if cell.comment is not None and cell.comment.text.startswith(NOTE_PREFIX):
                cell.comment = None


def select(book: Workbook, name: str, cell: str) -> None:
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == name
    book.active = book.sheetnames.index(name)
    for choice in book[name].sheet_view.selection:
        choice.activeCell = choice.sqref = cell
