"""Any source of sheets can be read, not only a file: an open book inside Excel, say, with None for empty cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from templates.checking import check
from templates.reading import SheetInfo, receive
from templates.reading.grid import Area, Grid, parse_reference
from tests.templates.received_books import CODES, ENTERPRISE_SHEET, TODAY, enterprise
from tests.templates.sample_forms import ENTERPRISES, FORMS


@dataclass
class PlainBook:
    """One sheet as rows of unequal lengths."""

    rows: list[list[object]]
    references: dict[str, str] = field(default_factory=dict)
    path: Path = Path("打开的工作簿")

    @property
    def sheets(self) -> Sequence[SheetInfo]:
        return [SheetInfo(ENTERPRISE_SHEET, True)]

    @property
    def names(self) -> Mapping[str, Mapping[str, Area | None]]:
        areas = {name: parse_reference(text) for name, text in self.references.items()}
        return {ENTERPRISES.name: areas} if areas else {}

    def grid(self, sheet: str) -> Grid:
        return Grid.of(self.rows)


def book(**references: str) -> PlainBook:
    codes = [column.code for column in ENTERPRISES.columns]
    table = [[number + 1, *(enterprise(number)[code] for code in codes[1:])] for number in range(2)]
    head: list[list[object]] = [["各地重点企业清单"], [], [column.label for column in ENTERPRISES.columns]]
    return PlainBook([*head, *table, [], ["填报人：", None, "李四"]], references)


def test_a_book_by_its_headings() -> None:
    received = receive(book(), FORMS)
    data = received.forms["sample-enterprises"]
    assert data.values("credit-code") == list(CODES[:2])
    assert data.footer["filler"].value == "李四"
    assert [(each.field, each.rule) for each in check(received, today=TODAY)] == [
        ("", "NAMES_MISSING"),
        ("reporting-unit", "REQUIRED"),  # no such words on the sheet
        ("filed-on", "REQUIRED"),
        ("filler-tel", "REQUIRED"),
    ]


def test_a_book_by_its_names() -> None:
    references = {
        column.name: f"{ENTERPRISE_SHEET}!${letter}$4:${letter}$5"
        for letter, column in zip("ABCDEFGHI", ENTERPRISES.columns, strict=True)
    }
    received = receive(book(**references), FORMS)
    data = received.forms["sample-enterprises"]
    assert [row.cells["credit-code"].address for row in data.rows] == ["C4", "C5"]
    assert received.findings == []
