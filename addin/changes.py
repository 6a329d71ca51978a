"""What a command wants done: plain data that a host carries out, in order.

A command never destroys what somebody typed: it writes result sheets of its own, marks that come off again, files of
their own, and messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from addin.tables import ResultSheet, Table, Value, Words
from templates.findings import Severity

Opening = Literal["open", "save", "show"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that is to be coloured, and the note it gets."""

    cell: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class ReplaceSheet:
    """Write a result sheet anew, or for the first time."""

    name: str
    sheet: ResultSheet


@dataclass(frozen=True, slots=True)
class PutValues:
    """Write values from a cell on; only into cells that are the program's own."""

    sheet: str
    cell: str
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class MarkCells:
    sheet: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ClearMarks:
    """Take every mark off a sheet, or off all sheets where none is named."""

    sheet: str = ""


@dataclass(frozen=True, slots=True)
class AddRows:
    """Insert rows above the last prepared one (`last`, counted from 1), which is copied into them."""

    sheet: str
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class Select:
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Say:
    text: str
    kind: Literal["info", "warning", "error"] = "info"


@dataclass(frozen=True, slots=True)
class GiveFile:
    """A new file. `opening`: open it, save it beside the workbook, or save it and show it to the system (a mail)."""

    name: str
    content: bytes = field(repr=False)
    opening: Opening = "save"


Change = ReplaceSheet | PutValues | MarkCells | ClearMarks | AddRows | Select | Say | GiveFile


@dataclass(slots=True)
class Changes:
    """The changes in order. `data` holds the same answer for programs; `refused`: nothing was done.

    `asks`: the command needs an option that only the user can give; the host asks and runs it again.
    """

    items: list[Change] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    refused: bool = False
    asks: str = ""

    def replace_sheet(self, name: str, title: str, *blocks: Words | Table) -> Changes:
        self.items.append(ReplaceSheet(name, ResultSheet(title, blocks)))
        return self

    def put(self, sheet: str, cell: str, rows: Sequence[Sequence[Value]]) -> Changes:
        self.items.append(PutValues(sheet, cell, rows))
        return self

    def mark(self, sheet: str, marks: Iterable[Mark]) -> Changes:
        if found := tuple(marks):
            self.items.append(MarkCells(sheet, found))
        return self

    def clear_marks(self, sheet: str = "") -> Changes:
        self.items.append(ClearMarks(sheet))
        return self

    def add_rows(self, sheet: str, last: int, count: int) -> Changes:
        self.items.append(AddRows(sheet, last, count))
        return self

    def select(self, sheet: str, cell: str) -> Changes:
        self.items.append(Select(sheet, cell))
        return self

    def say(self, text: str, kind: Literal["info", "warning", "error"] = "info") -> Changes:
        self.items.append(Say(text, kind))
        return self

    def give_file(self, name: str, content: bytes, opening: Opening = "save") -> Changes:
        self.items.append(GiveFile(name, content, opening))
        return self

    def answer(self, **data: Any) -> Changes:
        """Keep the result for programs: the task pane, tests."""
        self.data.update(data)
        return self

    @property
    def messages(self) -> list[str]:
        return [each.text for each in self.items if isinstance(each, Say)]

    @property
    def files(self) -> list[GiveFile]:
        return [each for each in self.items if isinstance(each, GiveFile)]


def refuse(text: str) -> Changes:
    """An answer that changes nothing."""
    changes = Changes(refused=True).say(text, "warning")
    return changes.answer(refused=text)


def ask(option: str) -> Changes:
    """An answer that asks for an option first."""
    return Changes(refused=True, asks=option)
