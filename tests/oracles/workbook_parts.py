"""Every formula of an .xlsx, read from its XML: cells, validations, conditional formats and defined names.

From the XML and not through openpyxl, which drops extensions without a word and completes what it reads.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal
from xml.etree import ElementTree as ET

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import coordinate_from_string

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Kind = Literal["cell", "validation", "format", "name"]


@dataclass(frozen=True)
class Formula:
    """One formula where it stands. `sheet` is empty for a workbook-level name; row and column are 0 outside cells."""

    kind: Kind
    sheet: str
    place: str
    text: str
    row: int = 0
    column: str = ""
    is_array: bool = False
    spills: bool = False


@dataclass(frozen=True)
class Validation:
    """One <dataValidation> with what the clerk sees of it."""

    sheet: str
    cells: str
    kind: str
    formulas: tuple[str, ...]
    prompt_title: str
    prompt: str
    error_title: str
    error: str


@dataclass
class WorkbookParts:
    """All formulas, all validations, and what an extension hides from older programs."""

    sheets: list[str] = field(default_factory=list)
    names: dict[tuple[str, str], str] = field(default_factory=dict)  # (sheet or "", name in lower case) → formula
    formulas: list[Formula] = field(default_factory=list)
    validations: list[Validation] = field(default_factory=list)
    extensions: list[tuple[str, str]] = field(default_factory=list)  # (sheet, what)


def read_parts(path: Path) -> WorkbookParts:
    """Read a workbook's formulas; raises what zipfile and ElementTree raise for a file that is no workbook."""
    parts = WorkbookParts()
    with zipfile.ZipFile(path) as archive:
        workbook = ET.fromstring(archive.read("xl/workbook.xml"))
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        sheets = [(sheet.get("name", ""), sheet.get(OFFICE_RELATION)) for sheet in workbook.iter(f"{MAIN}sheet")]
        parts.sheets = [title for title, _ in sheets]
        for name in workbook.iter(f"{MAIN}definedName"):
            scope = name.get("localSheetId")
            sheet = parts.sheets[int(scope)] if scope is not None else ""
            text = name.text or ""
            parts.names[sheet, name.get("name", "").lower()] = text
            parts.formulas.append(Formula("name", sheet, name.get("name", ""), text))
        for title, relation_id in sheets:
            target = targets[relation_id].lstrip("/")
            member = target if target.startswith("xl/") else str(PurePosixPath("xl") / target)
            with archive.open(member) as stream:
                _read_sheet(parts, title, ET.iterparse(stream, events=("end",)))
    return parts


def _read_sheet(parts: WorkbookParts, sheet: str, events: Iterator[tuple[str, ET.Element]]) -> None:
    shared: dict[str, tuple[str, str]] = {}
    for _, element in events:
        match element.tag.removeprefix(MAIN):
            case "c":
                if (formula := element.find(f"{MAIN}f")) is not None:
                    parts.formulas.append(_cell_formula(sheet, element, formula, shared))
                element.clear()
            case "dataValidation":
                _read_validation(parts, sheet, element)
            case "conditionalFormatting":
                cells = element.get("sqref", "")
                for text in element.iter(f"{MAIN}formula"):
                    parts.formulas.append(Formula("format", sheet, f"format on {cells}", text.text or ""))
            case "ext":
                # what Excel 2010 and newer hide in here: rules that reach other sheets, drop-downs among them
                for child in element.iter():
                    what = child.tag.rpartition("}")[2]
                    if what in ("dataValidation", "conditionalFormatting"):
                        parts.extensions.append((sheet, what))


def _cell_formula(sheet: str, cell: ET.Element, formula: ET.Element, shared: dict[str, tuple[str, str]]) -> Formula:
    address = cell.get("r", "")
    column, row = coordinate_from_string(address)
    text = formula.text or ""
    kind = formula.get("t")
    if kind == "shared":  # only the first cell of the group carries the text
        origin, written = shared.setdefault(formula.get("si", ""), (address, text))
        text = text or Translator("=" + written, origin=origin).translate_formula(address)[1:]
    spills = cell.get("cm") is not None  # the mark of a dynamic array
    return Formula("cell", sheet, address, text, row, column, kind in ("array", "dataTable"), spills)


def _read_validation(parts: WorkbookParts, sheet: str, element: ET.Element) -> None:
    cells = element.get("sqref", "")
    texts = tuple(
        child.text or "" for tag in ("formula1", "formula2") if (child := element.find(MAIN + tag)) is not None
    )
    parts.validations.append(
        Validation(
            sheet,
            cells,
            element.get("type", "none"),
            texts,
            element.get("promptTitle", ""),
            element.get("prompt", ""),
            element.get("errorTitle", ""),
            element.get("error", ""),
        )
    )
    parts.formulas += [Formula("validation", sheet, f"validation on {cells}", text) for text in texts]
