"""Reads VBA module texts (.bas, .cls) and says what procedures they hold.

Our own modules are UTF-8 with LF in the repository; Excel wants the attribute lines that its editor hides, CRLF and
code page 936. The ends of lines and the attributes are added here, the code page in `vba_project`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from addin.xlam.vba_project import ENCODING, Module, ModuleKind

VBA_FOLDER = Path(__file__).resolve().parents[1] / "vba"
WORKBOOK_MODULE = "ThisWorkbook"
LINE_LIMIT = 1023  # characters; the editor cuts longer lines
CONTINUATION_LIMIT = 24

WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
SHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"
CLASS_BASE = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"

_NAME = re.compile(r'^Attribute VB_Name = "(\w+)"\r?$', re.MULTILINE)
_CLASS_HEADER = re.compile(r"\AVERSION 1\.0 CLASS\r?\nBEGIN\r?\n(?:.*\r?\n)*?END\r?\n")
_PROCEDURE = re.compile(
    r"^[ \t]*(?:(?P<scope>Public|Private|Friend)[ \t]+)?(?:Static[ \t]+)?"
    r"(?P<kind>Sub|Function|Property[ \t]+(?:Get|Let|Set))[ \t]+(?P<name>\w+)[ \t]*"
    r"\((?P<parameters>(?:[^()\"]|\"[^\"]*\"|\(\))*)\)",
    re.IGNORECASE | re.MULTILINE,
)


class VbaSourceError(ValueError):
    """A module text that Excel would refuse or cut; the message names module and line."""


@dataclass(frozen=True)
class Procedure:
    """A Sub, Function or Property by name; `parameters` are their names in order."""

    name: str
    kind: str
    public: bool
    parameters: tuple[str, ...]


def our_modules() -> list[Module]:
    """The modules of `addin/vba`, the workbook's own first, the rest by name."""
    paths = sorted(VBA_FOLDER.glob("*.bas"), key=lambda path: (path.stem != WORKBOOK_MODULE, path.stem))
    return [parse_module(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def sheet_module(name: str) -> Module:
    """The empty module that every worksheet needs."""
    return Module(name, _document_attributes(name, SHEET_BASE), ModuleKind.DOCUMENT)


def parse_module(name: str, text: str) -> Module:
    """The module in the form that Excel stores.

    Takes: `name`, the name it must have; `text` as exported by Excel's editor (.bas, .cls) or, for ThisWorkbook, code
    only. Raises VbaSourceError.
    """
    lines = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    if name == WORKBOOK_MODULE:
        kind, source = ModuleKind.DOCUMENT, _document_attributes(name, WORKBOOK_BASE).replace("\r\n", "\n") + lines
    elif header := _CLASS_HEADER.match(lines):
        kind, source = ModuleKind.CLASS, _class_attributes(lines[header.end() :])
    else:
        kind, source = ModuleKind.STANDARD, lines
    declared = _NAME.match(source)
    if declared is None or declared[1] != name:
        raise VbaSourceError(f'{name}: the first line must be Attribute VB_Name = "{name}"')
    _check_lines(name, source)
    return Module(name, source.replace("\n", "\r\n"), kind)


def procedures(source: str) -> list[Procedure]:
    """Every procedure a module text defines, in order; Declare statements are not among them."""
    joined = re.sub(r" _\r?\n[ \t]*", " ", source)
    return [
        Procedure(
            found["name"],
            " ".join(found["kind"].split()).capitalize(),
            (found["scope"] or "public").lower() == "public",
            tuple(_parameter_name(part) for part in _split_parameters(found["parameters"])),
        )
        for found in _PROCEDURE.finditer(joined)
    ]


def _split_parameters(text: str) -> list[str]:
    outside_quotes = re.findall(r'(?:[^,"]|"[^"]*")+', text)
    return [part for part in outside_quotes if part.strip()]


def _parameter_name(text: str) -> str:
    words = re.sub(r"\b(?:Optional|ByVal|ByRef|ParamArray)\b", "", text, flags=re.IGNORECASE).split()
    return words[0].removesuffix("()")


def _check_lines(name: str, source: str) -> None:
    continued = 0
    for number, line in enumerate(source.split("\n"), start=1):
        if len(line) > LINE_LIMIT:
            raise VbaSourceError(f"{name} line {number}: {len(line)} characters, Excel keeps {LINE_LIMIT}")
        continued = continued + 1 if line.endswith(" _") else 0
        if continued > CONTINUATION_LIMIT:
            raise VbaSourceError(f"{name} line {number}: more than {CONTINUATION_LIMIT} continued lines")
        try:
            line.encode(ENCODING)
        except UnicodeEncodeError as error:
            character = line[error.start]
            raise VbaSourceError(f"{name} line {number}: {character!r} is not in code page 936") from None


def _class_attributes(text: str) -> str:
    """What an exported class lacks against a stored one: its base, and two attributes after VB_Exposed."""
    text = re.sub(r'(?m)^(Attribute VB_Name = .*\n)', rf'\1Attribute VB_Base = "{CLASS_BASE}"' + "\n", text, count=1)
    more = "Attribute VB_TemplateDerived = False\nAttribute VB_Customizable = False\n"
    return re.sub(r"(?m)^(Attribute VB_Exposed = .*\n)", rf"\1{more}", text, count=1)


def _document_attributes(name: str, base: str) -> str:
    return "".join(
        f"Attribute {line}\r\n"
        for line in (
            f'VB_Name = "{name}"',
            f'VB_Base = "{base}"',
            "VB_GlobalNameSpace = False",
            "VB_Creatable = False",
            "VB_PredeclaredId = True",
            "VB_Exposed = True",
            "VB_TemplateDerived = False",
            "VB_Customizable = True",
        )
    )
