"""Builds `vbaProject.bin` (MS-OVBA) from module texts.

Only sources are stored: `_VBA_PROJECT` says version 0xFFFF, which tells Excel that there is no compiled cache, and it
compiles on opening. xlwings' own add-in is shipped in that form, so Excel's acceptance of it is known.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from addin.xlam.compound_file import compound_file
from addin.xlam.compression import compress

CODE_PAGE = 936  # Chinese Windows: the texts that users see stand in the modules
ENCODING = "cp936"
MODULE_NAME_LIMIT = 31
NO_PASSWORD, VISIBLE, UNLOCKED = b"\0", b"\xff", bytes(4)


class ModuleKind(Enum):
    """What a module is to Excel: the word the PROJECT stream lists it under, and its type record in `dir`."""

    STANDARD = ("Module", 0x21)
    CLASS = ("Class", 0x22)
    DOCUMENT = ("Document", 0x22)


@dataclass(frozen=True)
class Module:
    """A module as Excel stores it: `source` begins with its Attribute lines and has CRLF line ends."""

    name: str
    source: str
    kind: ModuleKind = ModuleKind.STANDARD


@dataclass(frozen=True)
class Reference:
    """A type library the sources rely on, by its registered identity."""

    name: str
    libid: str


OLE_AUTOMATION = Reference(
    "stdole",
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
)
# Excel finds the library by its identity, so the path and the year in it need not be the PC's own.
OFFICE = Reference(
    "Office",
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    "#Microsoft Office 16.0 Object Library",
)


@dataclass(frozen=True)
class Project:
    """A macro project; `version` is the pair of its `dir` stream and carries no meaning to Excel."""

    name: str
    modules: Sequence[Module]
    references: Sequence[Reference] = (OLE_AUTOMATION, OFFICE)
    guid: str = "{6A6975E7-0936-4C00-9A00-000000000001}"
    version: tuple[int, int] = (1, 0)

    def __post_init__(self) -> None:
        names = [module.name.lower() for module in self.modules]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"module names occur twice: {', '.join(twice)}")
        for name in (self.name, *(module.name for module in self.modules)):
            if not (name.isascii() and name.isidentifier() and len(name) <= MODULE_NAME_LIMIT):
                raise ValueError(f"{name!r} is no module name: ASCII letters, digits and _, at most 31")


def vba_project(project: Project) -> bytes:
    """The bytes of `vbaProject.bin`.

    Raises UnicodeEncodeError for a character that code page 936 lacks.
    """
    streams = {module.name: compress(module.source.encode(ENCODING)) for module in project.modules}
    return compound_file(
        {
            "PROJECT": project_stream(project).encode(ENCODING),
            "PROJECTwm": _name_map(project),
            "VBA": {**streams, "dir": compress(dir_stream(project)), "_VBA_PROJECT": _NO_COMPILED_CACHE},
        }
    )


_NO_COMPILED_CACHE = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 1)


def project_stream(project: Project) -> str:
    """The PROJECT stream: the list of modules and the (open) protection, in the manner of an .ini file."""
    lines = [f'ID="{project.guid}"']
    for module in project.modules:
        suffix = "/&H00000000" if module.kind is ModuleKind.DOCUMENT else ""
        lines.append(f"{module.kind.value[0]}={module.name}{suffix}")
    lines += [
        f'Name="{project.name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_hexadecimal(obfuscate(UNLOCKED, project.guid))}"',
        f'DPB="{_hexadecimal(obfuscate(NO_PASSWORD, project.guid))}"',
        f'GC="{_hexadecimal(obfuscate(VISIBLE, project.guid))}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in project.modules),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def obfuscate(data: bytes, guid: str, seed: int = 0, padding: bytes = b"") -> bytes:
    """MS-OVBA 2.4.3.2 "data encryption": three protection fields of PROJECT are kept in it, without any secret.

    `seed` and `padding` (as many bytes as the seed asks for) are free; Excel draws them, we take zeros.
    """
    key = sum(guid.encode("ascii")) & 0xFF
    out = bytearray([seed, seed ^ 2, seed ^ key])
    previous = key
    plain = padding.ljust((seed & 6) // 2, b"\0") + struct.pack("<I", len(data)) + data
    for byte in plain:
        out.append(byte ^ ((out[-2] + previous) & 0xFF))
        previous = byte
    return bytes(out)


def _hexadecimal(data: bytes) -> str:
    return data.hex().upper()


def _name_map(project: Project) -> bytes:
    pairs = (m.name.encode(ENCODING) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in project.modules)
    return b"".join(pairs) + b"\0\0"


def dir_stream(project: Project) -> bytes:
    """The `dir` stream before compression: a run of records (id, size, data), in the one order Excel accepts."""
    name = project.name.encode(ENCODING)
    parts = [
        _record(0x0001, struct.pack("<I", 1)),  # SYSKIND: Windows, 32 bits; 64-bit Excel reads it as well
        _record(0x0002, struct.pack("<I", 0x0409)),  # LCID, LCIDINVOKE: the specification allows no other
        _record(0x0014, struct.pack("<I", 0x0409)),
        _record(0x0003, struct.pack("<H", CODE_PAGE)),
        _record(0x0004, name),
        _text_pair(0x0005, 0x0040, ""),  # description
        _record(0x0006, b"") + _record(0x003D, b""),  # help file
        _record(0x0007, bytes(4)),  # help context
        _record(0x0008, bytes(4)),  # library flags
        # The size field of VERSION says 4 though 6 bytes follow
        struct.pack("<HIIH", 0x0009, 4, *project.version),
        _text_pair(0x000C, 0x003C, ""),  # conditional compilation constants
        *map(_reference, project.references),
        _record(0x000F, struct.pack("<H", len(project.modules))),
        _record(0x0013, b"\xff\xff"),  # cookie: this value on writing, ignored on reading
        *map(_module, project.modules),
        _record(0x0010, b""),
    ]
    return b"".join(parts)


def _reference(reference: Reference) -> bytes:
    libid = reference.libid.encode(ENCODING)
    registered = struct.pack("<I", len(libid)) + libid + bytes(6)
    return _text_pair(0x0016, 0x003E, reference.name) + _record(0x000D, registered)


def _module(module: Module) -> bytes:
    parts = [
        _text_pair(0x0019, 0x0047, module.name),
        _text_pair(0x001A, 0x0032, module.name),  # the name of its stream
        _text_pair(0x001C, 0x0048, ""),  # description
        _record(0x0031, bytes(4)),  # the source begins at 0: no cache stands before it
        _record(0x001E, bytes(4)),  # help context
        _record(0x002C, b"\xff\xff"),  # cookie
        _record(module.kind.value[1], b""),
        _record(0x002B, b""),
    ]
    return b"".join(parts)


def _text_pair(identifier: int, unicode_identifier: int, text: str) -> bytes:
    """A text twice: in the code page and in UTF-16."""
    return _record(identifier, text.encode(ENCODING)) + _record(unicode_identifier, text.encode("utf-16-le"))


def _record(identifier: int, data: bytes) -> bytes:
    return struct.pack("<HI", identifier, len(data)) + data
