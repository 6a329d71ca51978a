"""Excel on this PC: the add-in calls `run` through RunPython, xlwings reads and writes the open workbook.

What xlwings does not offer, the add-in's own macros do (marks, protection, new rows), so that a local and a remote
command have one and the same effect.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import xlwings as xw

from addin.book import BookData, Selection
from addin.changes import Changes, GiveFile, Mark, Say
from addin.commands import commands
from addin.hosts.applying import Shell, apply
from addin.hosts.files import free_path
from addin.hosts.sheets import SheetBook, SheetValues, area_of, by_form
from addin.tables import Value
from templates.reading.grid import Area

ADDIN = "jiuye.xlam"
TITLE = "就业报表"
_FOLDER_PICKER, _CHOSEN = 4, -1  # Office's msoFileDialogFolderPicker, and what Show gives when something was chosen
_MODES = {"info": "info", "warning": None, "error": "critical"}


def run(name: str, **options: str) -> None:
    """Carry out a command on the workbook in front: what the ribbon's buttons call."""
    logging.basicConfig(level=os.environ.get("JIUYE_LOG_LEVEL", "WARNING"))
    book = xw.Book.caller()
    run_on(book, ExcelShell(book), name, options)


def run_on(book: xw.Book, shell: DesktopShell, name: str, options: Mapping[str, str]) -> Changes:
    """Carry out a command on an open book; raises KeyError for an unknown command."""
    command = commands()[name]
    data = shell.read()
    changes = command(data, options)
    if changes.asks == "folder" and (folder := shell.choose_folder(command.title)):
        changes = command(data, {**options, "folder": folder})
    apply(book, changes, shell)  # nothing, where the user cancelled
    return changes


class DesktopShell(Shell, Protocol):
    """A shell that also reads the book and asks the user."""

    def read(self) -> BookData:
        """The workbook in front."""

    def choose_folder(self, title: str) -> str:
        """A folder of the user's; "" where none was chosen."""


class ExcelShell:
    """Excel through xlwings and COM."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    # --- reading ----------------------------------------------------------------------------------------

    def read(self) -> BookData:
        names = {name.name: name.refers_to or "" for name in self._book.names if "!" not in name.name}
        path = Path(self._book.fullname)
        found = by_form(names)
        source = SheetBook(path, [self._sheet(sheet, found) for sheet in self._book.sheets], found)
        return BookData(source, selection=self._selection(), content=self._content)

    def _sheet(self, sheet: Any, names: Mapping[str, Mapping[str, Area | None]]) -> SheetValues:
        last = sheet.used_range.last_cell
        cells = sheet.range((1, 1), (last.row, last.column))
        rows = cells.options(ndim=2, empty="", err_to_str=True).value
        return SheetValues(sheet.name, rows, sheet.visible, list(self._merged(sheet, names)))

    def _merged(self, sheet: Any, names: Mapping[str, Mapping[str, Area | None]]) -> Iterator[Area]:
        """Merged cells in the columns of lists, where one value counts for several rows."""
        for fields in names.values():
            for area in fields.values():
                if area is None or area.sheet != sheet.name or area.left != area.right or area.top == area.bottom:
                    continue
                column = sheet.range((area.top + 1, area.left + 1), (area.bottom + 1, area.left + 1))
                if column.api.MergeCells is False:
                    continue
                row = area.top + 1
                while row <= area.bottom + 1:
                    found = area_of(sheet.name, sheet.range((row, area.left + 1)).api.MergeArea.Address)
                    if found is not None and found.bottom > found.top:
                        yield found
                        row = found.bottom + 2
                    else:
                        row += 1

    def _selection(self) -> Selection | None:
        chosen = self._book.selection
        if chosen is None:  # a drawing is selected
            return Selection(self._book.sheets.active.name, Area(self._book.sheets.active.name, 0, 0, 0, 0))
        area = area_of(chosen.sheet.name, chosen.address)
        return Selection(area.sheet, area) if area else None

    def _content(self) -> bytes:
        """The workbook as it would be saved now, without saving it."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.xlsx"
            self._book.api.SaveCopyAs(str(copy))
            return copy.read_bytes()

    def choose_folder(self, title: str) -> str:
        dialog = self._book.app.api.FileDialog(_FOLDER_PICKER)
        dialog.Title = f"{TITLE}·{title}：请选择收件文件夹"
        return str(dialog.SelectedItems(1)) if dialog.Show() == _CHOSEN else ""

    # --- writing ----------------------------------------------------------------------------------------

    def clean(self, value: Value) -> object:
        return typed(value)

    def mark(self, sheet: str, marks: tuple[Mark, ...]) -> None:
        self._macro("JyMarkCells", sheet, "\n".join(f"{each.cell}|{each.severity}|{each.message}" for each in marks))

    def clear_marks(self, sheet: str) -> None:
        self._macro("JyClearMarks", *([sheet] if sheet else []))

    def add_rows(self, sheet: str, last: int, count: int) -> None:
        self._macro("JyAddRows", sheet, last, count)

    def give(self, file: GiveFile) -> None:
        folder = Path(self._book.fullname).parent
        if not self._book.api.Path:  # a workbook that was never saved has no folder
            folder = Path.home() / "Documents"
        path = free_path(folder, file.name)
        path.write_bytes(file.content)
        if file.opening == "open":
            self._book.app.books.open(str(path))
        elif file.opening == "show":
            os.startfile(path)  # type: ignore[attr-defined]

    def say(self, message: Say) -> None:
        self._book.app.alert(message.text, TITLE, "ok", _MODES[message.kind])

    def _macro(self, name: str, *arguments: object) -> None:
        self._book.app.api.Run(f"{ADDIN}!{name}", self._book.api, *arguments)


def typed(value: Value) -> object:
    """A value as Excel must get it: 2023-05, =1+1 or 411082199001011234 stay texts behind an apostrophe.

    >>> typed("=1+1"), typed("张三"), typed(5)
    ("'=1+1", '张三', 5)
    """
    return f"'{value}" if isinstance(value, str) and value[:1].isascii() and value else value
