"""What calamine does not tell: defined names, error values, merged cells; read from the parts of the file.

calamine lays a sheet out as one rectangle, so that a single stray cell in XFD1048576 would ask for 17 billion cells:
the extent is looked at first.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from templates.reading.grid import Area, column_number, parse_reference
from templates.reading.messages import unreadable
from templates.reading.opening import read_part

CELL_LIMIT = 6_000_000  # of one sheet, blank ones included
_OFFICE_DOCUMENT = "/officeDocument"
# Every cell of every file is looked at here, so the patterns begin with fixed characters: programs write r="C9"
_FAR = re.compile(rb'r="(?:[A-Za-z]{3}\d|[A-Za-z]{0,2}\d{5})')
_WRITTEN_ODDLY = re.compile(rb"r(?:='|\s+=|=\s)")
_PLACED = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d+)["']""")
_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt\s*=\s*["']e["'][^>]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_ERROR_TEXT = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)<")
_NEGATIVE = re.compile(rb"""<c r="([A-Z]+)(\d+)"[^>]*><v>(-[0-9.eE+-]+)</v>""")
_FORMULA_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"[^>]*[^/>]>\s*<(?:\w+:)?f\b""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref\s*=\s*["']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)["']""")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet: its name, where its cells stand in the file, whether a person sees it."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What `xl/workbook.xml` says. `names`: by prefix, then by the rest, None where the cells were deleted."""

    sheets: tuple[SheetPart, ...]
    names: Mapping[str, Mapping[str, Area | None]]


@dataclass(slots=True)
class SheetFacts:
    """What a sheet's own part adds to its values."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    negative: dict[tuple[int, int], float] = field(default_factory=dict)  # typed in; no day or time can be negative
    merged: list[Area] = field(default_factory=list)


def contents(package: zipfile.ZipFile) -> Contents:
    """The sheets and the workbook-level defined names of a file."""
    main = _main_part(package)
    root = _xml(package, main)
    targets = _targets(package, main)
    sheets = []
    for node in root.iter():
        if _local(node.tag) == "sheet":
            target = targets.get(_attribute(node, "id"), "")
            sheets.append(SheetPart(node.get("name", ""), target, node.get("state", "visible") == "visible"))
    names: dict[str, dict[str, Area | None]] = {}
    for node in root.iter():
        if _local(node.tag) == "definedName" and node.get("localSheetId") is None:
            form, dot, rest = node.get("name", "").lower().partition(".")
            if dot:
                names.setdefault(form, {})[rest] = parse_reference((node.text or "").strip())
    return Contents(tuple(sheets), names)


def sheet_facts(package: zipfile.ZipFile, sheet: SheetPart, xml: bytes | None = None) -> SheetFacts:
    """Error values and merged cells of a sheet; raises UnreadableFile if its cells lie too far apart to be laid out.

    Takes: `xml`, the sheet's part where it is at hand already
    """
    facts = SheetFacts()
    if not sheet.part:
        return facts
    if xml is None:
        xml = read_part(package, sheet.part)
    oddly = _WRITTEN_ODDLY.search(xml)
    if oddly or _FAR.search(xml):
        _refuse_far(xml, sheet.name)
    if b't="e"' in xml or (oddly and b"t='e'" in xml):  # who writes t='e' writes r='C9' too
        for attributes, inside in _ERROR_CELL.findall(xml):
            placed, text = _PLACED.search(attributes), _ERROR_TEXT.search(inside)
            if placed and placed[1]:
                found = text[1].decode("utf-8", "replace") if text else "#VALUE!"
                facts.errors[int(placed[2]) - 1, column_number(placed[1].decode().upper())] = found
    if b"><v>-" in xml:
        for letters, number, text in _NEGATIVE.findall(xml):
            facts.negative[int(number) - 1, column_number(letters.decode())] = float(text)
    for left, top, right, bottom in _MERGED.findall(xml, *_merged_part(xml)):
        columns = (column_number(each.decode().upper()) for each in (left, right))
        facts.merged.append(Area(sheet.name, int(top) - 1, next(columns), int(bottom) - 1, next(columns)))
    return facts


def formula_cells(xml: bytes) -> frozenset[str]:
    """The addresses of a sheet's cells that hold a formula, whether anything has computed it or not.

    >>> formula_cells(b'<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>A2</f><v/></c><c r="C2"/></row>')
    frozenset({'B2'})
    """
    return frozenset(place.decode() for place in _FORMULA_CELL.findall(xml))


def _merged_part(xml: bytes) -> tuple[int, int]:
    """Where the list of merged cells stands; it follows the cells, so it is looked for from the end."""
    end = xml.rfind(b"mergeCells")
    return xml.rfind(b"mergeCells", 0, max(end, 0)), max(end, 0)


def _refuse_far(xml: bytes, sheet: str) -> None:
    bottom = right = 0
    for column, row in _PLACED.findall(xml):
        if column:  # a row without cells takes no room
            bottom = max(bottom, int(row))
            right = max(right, column_number(column.decode().upper()) + 1)
    if bottom * right > CELL_LIMIT:
        what = f"工作表“{sheet}”占到第 {bottom} 行、第 {right} 列"
        raise unreadable("FILE_TOO_LARGE", what=what, limit=f"{CELL_LIMIT} 格")


def _main_part(package: zipfile.ZipFile) -> str:
    """The workbook part, which some writers call otherwise than xl/workbook.xml."""
    if "_rels/.rels" in package.NameToInfo:
        for node in _xml(package, "_rels/.rels"):
            if node.get("Type", "").endswith(_OFFICE_DOCUMENT):
                return posixpath.normpath(node.get("Target", "")).lstrip("/")
    return "xl/workbook.xml"


def _targets(package: zipfile.ZipFile, main: str) -> dict[str, str]:
    """The parts that the workbook part refers to, by their relation's id."""
    folder, name = posixpath.split(main)
    root = _xml(package, f"{folder}/_rels/{name}.rels")
    found = {}
    for node in root:
        target = node.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[node.get("Id", "")] = part if part in package.NameToInfo else ""
    return found


def _xml(package: zipfile.ZipFile, name: str) -> Any:
    text = read_part(package, name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:  # no workbook has one, and entities can expand without end
        raise unreadable("FILE_DAMAGED", where=name)
    try:
        return ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise unreadable("FILE_DAMAGED", where=name) from None


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(node: Any, name: str) -> str:
    """An attribute by its local name: the relation's id has one of two namespaces, transitional or strict."""
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name and "}" in key), "")
