"""A workbook file, part by part: its sheets as text to read and to change; every other part stays as it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from templates.reading.opening import open_package, read_part
from templates.reading.package import contents

_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_BOOK = re.compile(r"application/vnd\.ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml", re.IGNORECASE)
_MACRO_PART = re.compile(r"(^|/)(vbaProject(Signature\w*)?\.bin|vbaData\.xml)$", re.IGNORECASE)
_MACRO_ENTRY = re.compile(r'<(?:\w+:)?Override[^>]*PartName="[^"]*(?:vbaProject\w*\.bin|vbaData\.xml)"[^>]*/>')
_MACRO_RELATION = re.compile(r'<(?:\w+:)?Relationship\b[^>]*Type="[^"]*/vbaProject"[^>]*/>')
_TYPES = "[Content_Types].xml"


class Package:
    """One workbook file. Use as a context manager; raises UnreadableFile where it is none."""

    def __init__(self, content: bytes) -> None:
        self._zip = open_package(content)
        self._parts = {sheet.name: sheet.part for sheet in contents(self._zip).sheets if sheet.part}
        self._changed: dict[str, str] = {}

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def has_sheet(self, name: str) -> bool:
        return name in self._parts

    def sheet_text(self, name: str) -> str:
        """The XML of a sheet."""
        return self.text(self._parts[name])

    def text(self, part: str) -> str:
        """The XML of a part, as it will be written."""
        return self._changed.get(part) or read_part(self._zip, part).decode("utf-8")

    def change_sheet(self, name: str, change: Callable[[str], str]) -> None:
        part = self._parts[name]
        self._changed[part] = change(self.text(part))

    def change_part(self, part: str, change: Callable[[str], str]) -> None:
        self._changed[part] = change(self.text(part))

    def part_of_kind(self, kind: str) -> str:
        """The one part whose name ends so, such as styles.xml."""
        return next(name for name in self._zip.namelist() if name.startswith("xl/") and name.endswith(kind))

    def written(self) -> bytes:
        """The file with its changed parts, without macros."""
        self.change_part(_TYPES, lambda text: _MACRO_ENTRY.sub("", _MACRO_BOOK.sub(_BOOK_TYPE, text)))
        for name in self._zip.namelist():
            if name.startswith("xl/_rels/") and "vbaProject" in self.text(name):
                self.change_part(name, lambda text: _MACRO_RELATION.sub("", text))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._zip.infolist():
                if _MACRO_PART.search(info.filename):
                    continue
                changed = self._changed.get(info.filename)
                data = read_part(self._zip, info.filename) if changed is None else changed.encode("utf-8")
                target.writestr(info.filename, data)
        return buffer.getvalue()
