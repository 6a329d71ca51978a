"""vbaProject.bin: the streams are those that Excel's own files hold, and olevba reads the sources back."""

from __future__ import annotations

import io
import re
import zipfile
from importlib.resources import files

import olefile
import pytest
from oletools.olevba import VBA_Parser, decompress_stream

from addin.xlam.vba_project import (
    OFFICE,
    OLE_AUTOMATION,
    Module,
    ModuleKind,
    Project,
    dir_stream,
    obfuscate,
    project_stream,
    vba_project,
)

EXCELS_FILES = ("addin/xlwings.xlam", "quickstart_addin_ribbon.xlam", "quickstart.xlsm")


def excels_project(name: str) -> olefile.OleFileIO:
    """The macro project of a file that xlwings ships and Excel opens."""
    with zipfile.ZipFile(io.BytesIO((files("xlwings") / name).read_bytes())) as archive:
        return olefile.OleFileIO(io.BytesIO(archive.read("xl/vbaProject.bin")))


def excels_text(name: str) -> str:
    return excels_project(name).openstream("PROJECT").read().decode("cp1252")


@pytest.mark.parametrize("field", ["CMG", "DPB", "GC"])
@pytest.mark.parametrize("name", EXCELS_FILES)
def test_protection_fields_are_written_as_excel_wrote_them(name: str, field: str) -> None:
    text = excels_text(name)
    guid = re.findall('ID="(.*?)"', text)[0]
    stored = bytes.fromhex(re.findall(f'{field}="(.*?)"', text)[0])
    # Take the seed, the padding and the data out of Excel's bytes, and put them in again
    seed, plain, previous = stored[0], bytearray(), stored[0] ^ stored[2]
    for i in range(3, len(stored)):
        previous = stored[i] ^ (stored[i - 2] + previous & 0xFF)
        plain.append(previous)
    padding = (seed & 6) // 2
    length = int.from_bytes(plain[padding : padding + 4], "little")
    data = bytes(plain[padding + 4 :])
    assert len(data) == length
    assert obfuscate(data, guid, seed, bytes(plain[:padding])) == stored


def listed_modules(text: str) -> list[Module]:
    """The modules that a PROJECT stream lists, without their sources."""
    kinds = {"Module": ModuleKind.STANDARD, "Class": ModuleKind.CLASS, "Document": ModuleKind.DOCUMENT}
    listed = re.findall(r"^(Module|Class|Document)=(\w+)", text, re.MULTILINE)
    return [Module(name, "", kinds[kind]) for kind, name in listed]


def records(data: bytes) -> list[tuple[int, bytes]]:
    """The (id, data) pairs of a dir stream."""
    found, at = [], 0
    while at < len(data):
        kind, size = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 6], "little")
        size += 2 if kind == 0x0009 else 0  # PROJECTVERSION understates its size
        found.append((kind, data[at + 6 : at + 6 + size]))
        at += 6 + size
    return found


# What differs between any two projects by its nature: version, cookies, where the source begins, and, here, the bits
# of Windows, the code page (936 instead of 1252) and the description that one of their classes has
BY_NATURE = {0x0001, 0x0003, 0x0009, 0x0013, 0x001C, 0x0048, 0x002C, 0x0031}


def test_the_dir_stream_of_xlwings_own_addin_is_reproduced() -> None:
    project = excels_project("addin/xlwings.xlam")
    text = excels_text("addin/xlwings.xlam")
    modules = listed_modules(text)
    theirs = records(decompress_stream(bytearray(project.openstream("VBA/dir").read())))
    ours = records(dir_stream(Project("xlwings", modules, (OLE_AUTOMATION, OFFICE))))
    assert [kind for kind, _ in ours] == [kind for kind, _ in theirs]
    differing = {kind for (kind, a), (_, b) in zip(ours, theirs, strict=True) if a != b}
    assert differing <= BY_NATURE
    assert (
        project.openstream("PROJECTwm").read()
        == olefile.OleFileIO(
            io.BytesIO(vba_project(Project("xlwings", [Module(m.name, "'\r\n", m.kind) for m in modules])))
        )
        .openstream("PROJECTwm")
        .read()
    )


def test_the_project_stream_of_xlwings_own_addin_is_reproduced() -> None:
    text = excels_text("addin/xlwings.xlam")
    modules = listed_modules(text)
    guid = re.findall('ID="(.*?)"', text)[0]
    ours = project_stream(Project("xlwings", modules, guid=guid))

    def comparable(stream: str) -> list[str]:
        # the protection and the places of the editor's windows are each file's own
        lines = [re.sub(r'^(CMG|DPB|GC)=".*"', r"\1", line) for line in stream.splitlines() if line]
        return [re.sub(r"=[-\d, ]+[CZ]$", "", line) for line in lines]

    assert comparable(ours) == comparable(text)


SOURCES = [
    Module("ThisWorkbook", 'Attribute VB_Name = "ThisWorkbook"\r\n', ModuleKind.DOCUMENT),
    Module("Plain", 'Attribute VB_Name = "Plain"\r\nPublic Const 政策 As String = "补贴〔2023〕"\r\n'),
    Module("Thing", 'Attribute VB_Name = "Thing"\r\nPublic ID As String\r\n', ModuleKind.CLASS),
    Module("Long", 'Attribute VB_Name = "Long"\r\n' + "' 就业报表\r\n" * 3000),
]


def test_olevba_reads_every_source_back() -> None:
    parser = VBA_Parser("vbaProject.bin", data=vba_project(Project("Test", SOURCES)))
    found = {stream.rsplit("/", 1)[1]: code for _, stream, _, code in parser.extract_macros()}
    assert found == {module.name: module.source for module in SOURCES}


def test_there_is_no_compiled_cache_and_the_code_page_is_chinese() -> None:
    found = olefile.OleFileIO(io.BytesIO(vba_project(Project("Test", SOURCES))))
    assert found.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000100")
    listed = records(decompress_stream(bytearray(found.openstream("VBA/dir").read())))
    assert [data for kind, data in listed if kind == 3] == [(936).to_bytes(2, "little")]


@pytest.mark.parametrize("name", ["模块1", "a b", "1st", "m" * 32])
def test_a_module_name_that_is_not_plain_ascii_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no module name"):
        Project("Test", [Module(name, "")])


def test_a_module_name_used_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="plain"):
        Project("Test", [Module("Plain", ""), Module("PLAIN", "")])
