"""The same workbook without what no reader of typed cells needs: empty prepared rows, computed cells beside the input.

A workbook has hundreds of prepared rows on each of its sheets and more formulas than entries; reading all of that takes
most of the time. Rows are cut apart by their tags and only dropped or shortened where that is certain to lose nothing
that anybody typed: in the prepared rows of a list, to the right of its last input column, where no cell holds a value
of its own. A sheet that is not written the way Excel, WPS, LibreOffice and openpyxl write it stays whole.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from templates.model import Form, ListForm
from templates.reading.grid import letters
from templates.reading.meta import META_SHEET
from templates.reading.opening import read_part
from templates.reading.package import Contents

_ROW, _OPEN, _CLOSE, _END = b"<row ", b"<sheetData>", b"</sheetData>", b"</row>"
_NOTHING = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where typed cells of a sheet's list can stand: rows counted from 1, the last column from 0."""

    top: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A workbook for a reader of values, and the parts of its sheets by their names in the package."""

    content: bytes
    parts: Mapping[str, bytes]


def trim(package: zipfile.ZipFile, contents: Contents, forms: Mapping[str, Form]) -> Trimmed:
    """A smaller workbook with the same typed cells; raises UnreadableFile for damaged parts."""
    bounds = _bounds(contents, forms)
    parts: dict[str, bytes] = {}
    needed = {}
    for sheet in contents.sheets:
        needed[sheet.part] = sheet.visible or sheet.name in bounds or sheet.name == META_SHEET
        if sheet.name in bounds and sheet.part:
            parts[sheet.part] = trimmed(read_part(package, sheet.part), bounds[sheet.name])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name in package.namelist():
            if name in parts:
                target.writestr(name, parts[name])
            elif not needed.get(name, True):
                target.writestr(name, _NOTHING)
            elif name.endswith((".xml", ".rels")) and not name.startswith(("xl/theme/", "docProps/", "xl/calcChain")):
                target.writestr(name, read_part(package, name))
    return Trimmed(buffer.getvalue(), parts)


def _bounds(contents: Contents, forms: Mapping[str, Form]) -> dict[str, Bounds]:
    """By sheet, where the input columns of its list stand; they are told by the defined names."""
    found: dict[str, Bounds] = {}
    for form in forms.values():
        names = contents.names.get(form.name) if isinstance(form, ListForm) else None
        if not names or not isinstance(form, ListForm):
            continue
        columns = {column.name for column in form.columns if column.is_input}
        for name, area in names.items():
            if area is None or name not in columns:
                continue
            known = found.get(area.sheet, Bounds(area.top + 1, area.bottom + 1, area.right))
            found[area.sheet] = Bounds(
                min(known.top, area.top + 1), max(known.bottom, area.bottom + 1), max(known.right, area.right)
            )
    return found


def trimmed(xml: bytes, bounds: Bounds) -> bytes:
    """A sheet without rows in which nothing was typed, and without computed cells to the right of the input.

    >>> rows = b'<row r="1"><c r="A1"><v>1</v></c></row>', b'<row r="2"><c r="A2"/></row>'
    >>> trimmed(b"<sheetData>%b%b</sheetData>" % rows, Bounds(2, 2, 0))
    b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    """
    start, end = xml.find(_OPEN), xml.rfind(_CLOSE)
    if start < 0 or end < start:
        return xml
    start += len(_OPEN)
    first, *rows = xml[start:end].split(_ROW)
    if first.strip():
        return xml
    beyond = letters(bounds.right + 1).encode()
    kept = [xml[:start]]
    for row in rows:
        number = row[3 : row.find(b'"', 3)]
        if row[:3] != b'r="' or not number.isdigit():
            return xml
        if bounds.top <= int(number) <= bounds.bottom:
            row = _shortened(row, b'<c r="' + beyond + number + b'"')
        if row:
            kept += (_ROW, row)
    kept.append(xml[end:])
    return b"".join(kept)


def _shortened(row: bytes, beyond: bytes) -> bytes:
    """A row up to the first cell beyond the input; nothing if no cell is filled, the whole row in case of doubt."""
    cut = row.find(beyond)
    if cut < 0:
        return row if _holds_value(row, 0, len(row), b"") else b""
    if _holds_value(row, cut, len(row), b'">'):
        return row
    return row[:cut] + _END if _holds_value(row, 0, cut, b"") else b""


def _holds_value(row: bytes, start: int, end: int, before: bytes) -> bool:
    """Whether a part of a row holds a value; with `before`, the end of a cell's tag, one that stands without a formula.

    Plain searches, because nearly all bytes of nearly all files pass through here.
    """
    value = before + b"<v>"
    if row.find(value, start, end) >= 0 and row.count(value, start, end) > row.count(value + b"</v>", start, end):
        return True
    return row.find(b"<is>", start, end) >= 0 or row.find(before + b"<v ", start, end) >= 0
