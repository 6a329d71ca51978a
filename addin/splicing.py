"""Adds a sheet to a workbook file without touching the rest of it: every other part stays byte for byte as it came.

openpyxl would write the file anew and lose what it does not know: pictures, newer conditional formats, the values that
Excel computed. Macros are left out, so that the result is an ordinary .xlsx.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from addin.new_sheet import Look, NewSheet, border_xml, fill_xml, font_xml, format_xml, sheet_xml
from templates.reading.opening import open_package, read_part
from templates.reading.package import Contents, contents

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_SHEET_RELATION = "/relationships/worksheet"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_TYPES = re.compile(
    r"application/vnd\.ms-excel\.(?:sheet|template|addin)\.macroEnabled\.(?:main\+xml|12)", re.IGNORECASE
)
_OVERRIDE = re.compile(
    r'<(?:\w+:)?Override[^>]*PartName="[^"]*(?:vbaProject\w*\.bin|calcChain\.xml|vbaData\.xml)"[^>]*/>'
)
_DROPPED = re.compile(r"(^|/)(vbaProject(Signature\w*)?\.bin|calcChain\.xml|vbaData\.xml)$", re.IGNORECASE)


class SpliceError(ValueError):
    """A file whose parts are not as every workbook's are."""


def splice(content: bytes, sheet: NewSheet) -> bytes:
    """The workbook with the sheet at its end; a sheet of that name is replaced.

    Raises: UnreadableFile, SpliceError
    """
    with open_package(content) as package:
        return _Splice(package, sheet).result()


class _Splice:
    def __init__(self, package: zipfile.ZipFile, sheet: NewSheet) -> None:
        self.package = package
        self.sheet = sheet
        self.contents: Contents = contents(package)
        self.main = _main_part(package)
        self.folder, name = posixpath.split(self.main)
        self.relations = f"{self.folder}/_rels/{name}.rels"
        self.changed: dict[str, str] = {}
        self.strict = _STRICT_MAIN in self._text(self.main)

    def _text(self, name: str) -> str:
        return self.changed.get(name) or read_part(self.package, name).decode("utf-8")

    def result(self) -> bytes:
        part = self._place()
        looks = list(dict.fromkeys(spot.look for row in self.sheet.rows for spot in row))
        first = self._add_looks(looks)
        numbers = {look: first + place for place, look in enumerate(looks)}
        self.changed[part] = sheet_xml(self.sheet, numbers, _STRICT_MAIN if self.strict else _MAIN)
        self._leave_out_macros()
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
            for info in self.package.infolist():
                if _DROPPED.search(info.filename):
                    continue
                if info.filename in self.changed:
                    result.writestr(info.filename, self.changed.pop(info.filename), zipfile.ZIP_DEFLATED)
                else:
                    result.writestr(info, read_part(self.package, info.filename), zipfile.ZIP_DEFLATED)
            for name, text in self.changed.items():
                result.writestr(name, text)
        return target.getvalue()

    def _place(self) -> str:
        """The part of the sheet: that of the sheet it replaces, or a new one entered into the workbook."""
        known = next((each for each in self.contents.sheets if each.name == self.sheet.name), None)
        if known is not None and known.part:
            return known.part
        taken = set(self.package.namelist())
        number = next(each for each in range(1, 100_000) if f"{self.folder}/worksheets/sheet{each}.xml" not in taken)
        part = f"{self.folder}/worksheets/sheet{number}.xml"
        relations = self._text(self.relations)
        relation = f"rIdJy{number}"
        kind = re.search(r'Type="([^"]*)/relationships/worksheet"', relations)
        if kind is None:
            raise SpliceError("the workbook has no sheet")
        self.changed[self.relations] = _before_end(
            relations,
            "Relationships",
            f'<{{p}}Relationship Id="{relation}" Type="{kind[1]}{_SHEET_RELATION}"'
            f' Target="worksheets/sheet{number}.xml"/>',
        )
        self._enter(relation, kind[1])
        types = self._text("[Content_Types].xml")
        entry = f'<{{p}}Override PartName="/{part}" ContentType="{_SHEET_TYPE}"/>'
        self.changed["[Content_Types].xml"] = _before_end(types, "Types", entry)
        return part

    def _enter(self, relation: str, namespace: str) -> None:
        """The entry in the list of sheets, and the rows that head every printed page."""
        text = self._text(self.main)
        number = max((int(each) for each in re.findall(r'\bsheetId="(\d+)"', text)), default=0) + 1
        space = f"{namespace}/relationships"
        entry = (
            f"<{{p}}sheet name={quoteattr(self.sheet.name)} sheetId=\"{number}\""
            f' xmlns:jyr="{space}" jyr:id="{relation}"/>'
        )
        text = _before_end(text, "sheets", entry)
        if self.sheet.heads:
            place = len(self.contents.sheets)
            rows = f"'{self.sheet.name}'!$1:${self.sheet.heads}"
            name = f'<{{p}}definedName name="_xlnm.Print_Titles" localSheetId="{place}">{rows}</{{p}}definedName>'
            if re.search(r"</(?:\w+:)?definedNames>", text):
                text = _before_end(text, "definedNames", name)
            else:
                after = re.search(r"</(?:\w+:)?(?:externalReferences|functionGroups)>", text)
                after = after or re.search(r"</(\w+:)?sheets>", text)
                assert after is not None
                prefix = _prefix(after[0])
                names = f"<{prefix}definedNames>{name.format(p=prefix)}</{prefix}definedNames>"
                text = text[: after.end()] + names + text[after.end() :]
        self.changed[self.main] = text

    def _add_looks(self, looks: Sequence[Look]) -> int:
        """Enter the looks into the styles; the number of the first."""
        name = self._styles_part()
        text = self._text(name)
        fonts = [font_xml(look) for look in looks]
        fills = [fill_xml(look) for look in looks]
        text, font = _append(text, "fonts", fonts)
        text, fill = _append(text, "fills", fills)
        text, border = _append(text, "borders", [border_xml(True), border_xml(False)])
        formats = [
            format_xml(look, font + place, fill + place, border + (not look.border)) for place, look in enumerate(looks)
        ]
        text, first = _append(text, "cellXfs", formats)
        self.changed[name] = text
        return first

    def _styles_part(self) -> str:
        match = re.search(r'<[^>]*relationships/styles"[^>]*>', self._text(self.relations))
        target = match and re.search(r'Target="([^"]*)"', match[0])
        if not target:
            raise SpliceError("the workbook has no styles")
        path = target[1]
        return path.lstrip("/") if path.startswith("/") else posixpath.normpath(f"{self.folder}/{path}")

    def _leave_out_macros(self) -> None:
        types = _MACRO_TYPES.sub(_BOOK_TYPE, self._text("[Content_Types].xml"))
        self.changed["[Content_Types].xml"] = _OVERRIDE.sub("", types)
        relations = self._text(self.relations)
        dropped = r'<(?:\w+:)?Relationship\b[^>]*Target="[^"]*(?:vbaProject\.bin|calcChain\.xml)"[^>]*/>'
        self.changed[self.relations] = re.sub(dropped, "", relations)


def _main_part(package: zipfile.ZipFile) -> str:
    match = re.search(r'<[^>]*/officeDocument"[^>]*>', read_part(package, "_rels/.rels").decode("utf-8"))
    target = match and re.search(r'Target="([^"]*)"', match[0])
    return posixpath.normpath(target[1]).lstrip("/") if target else "xl/workbook.xml"


def _prefix(end_tag: str) -> str:
    match = re.match(r"</(\w+:)?", end_tag)
    return (match[1] or "") if match else ""


def _before_end(text: str, element: str, more: str) -> str:
    """The text with `more` as the last child of an element; `{p}` in it is the element's namespace prefix."""
    match = re.search(rf"</(\w+:)?{element}>", text)
    if match is None:
        raise SpliceError(f"there is no end of <{element}>")
    return text[: match.start()] + more.replace("{p}", match[1] or "") + text[match.start() :]


def _append(text: str, element: str, children: Sequence[str]) -> tuple[str, int]:
    """The text with more children in a counted list; the number of the first of them."""
    match = re.search(rf"<(?:\w+:)?{element}\b[^>]*>(.*?)</(\w+:)?{element}>", text, re.DOTALL)
    if match is None:
        raise SpliceError(f"the styles have no <{element}>")
    child = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}[element]
    count = len(re.findall(rf"<(?:\w+:)?{child}\b", match[1]))
    text = _before_end(text, element, "".join(children))
    counted = re.sub(r'(\bcount=")\d+"', rf'\g<1>{count + len(children)}"', text[match.start() :], count=1)
    return text[: match.start()] + counted, count
