"""jiuye.xlam as a file: valid to Microsoft's validator, the same each time, and its macros read back to the byte."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import olefile
import pytest
from oletools.olevba import VBA_Parser, decompress_stream
from python_calamine import CalamineWorkbook

from addin.xlam.package import ADDIN_NAME, SETTINGS, addin_modules, build_addin, zipped
from tests.oracles import schema


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / ADDIN_NAME
    build_addin(path)
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_olevba_reads_back_exactly_the_sources(addin: Path) -> None:
    read = {stream.rsplit("/", 1)[1]: code for _, stream, _, code in VBA_Parser(str(addin)).extract_macros()}
    assert read == {module.name: module.source for module in addin_modules()}


def test_the_stored_bytes_are_the_sources_in_code_page_936(addin: Path) -> None:
    project = olefile.OleFileIO(io.BytesIO(parts(addin)["xl/vbaProject.bin"]))
    for module in addin_modules():
        stored = decompress_stream(bytearray(project.openstream(f"VBA/{module.name}").read()))
        assert stored == module.source.encode("cp936"), module.name


@pytest.mark.parametrize("office", ["Office2010", "Office2016", "Microsoft365"])
def test_microsofts_validator_accepts_it(addin: Path, office: str) -> None:
    assert schema.validation_errors([addin], office) == {addin: []}


@pytest.mark.parametrize("part", ["customUI/customUI14.xml", "customUI/customUI.xml"])
def test_microsofts_validator_looks_at_both_ribbons(addin: Path, tmp_path: Path, part: str) -> None:
    broken = tmp_path / "broken.xlam"
    content = parts(addin)
    broken.write_bytes(zipped({**content, part: content[part].replace(b'size="large"', b'size="huge"')}))
    errors = schema.validation_errors([broken])[broken]
    assert errors and all(part in error for error in errors)


def test_the_same_sources_give_the_same_bytes(addin: Path, tmp_path: Path) -> None:
    again = tmp_path / "again" / ADDIN_NAME
    build_addin(again)
    assert again.read_bytes() == addin.read_bytes()


def test_it_is_an_addin_with_macros_and_a_ribbon_for_either_generation(addin: Path) -> None:
    content = parts(addin)
    types = content["[Content_Types].xml"].decode()
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" in types
    assert "sheet.macroEnabled" not in types
    assert "application/vnd.ms-office.vbaProject" in types
    relations = {
        relation.get("Type", "").rsplit("/office/", 1)[1]: relation.get("Target")
        for relation in ElementTree.fromstring(content["_rels/.rels"])
        if "/ui/extensibility" in relation.get("Type", "")
    }
    assert relations == {
        "2007/relationships/ui/extensibility": "customUI/customUI14.xml",
        "2006/relationships/ui/extensibility": "customUI/customUI.xml",
    }
    assert b"<title" in content["docProps/core.xml"] or "就业报表".encode() in content["docProps/core.xml"]


def test_the_code_names_in_the_workbook_are_those_of_the_modules(addin: Path) -> None:
    content = parts(addin)
    assert b'codeName="ThisWorkbook"' in content["xl/workbook.xml"]
    assert b'codeName="Sheet1"' in content["xl/worksheets/sheet1.xml"]


def test_the_settings_stand_where_xlwings_looks_for_them(addin: Path) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(addin.read_bytes()))
    assert workbook.sheet_names == ["jiuye.conf"]
    found = {key: value for key, value, _ in workbook.get_sheet_by_name("jiuye.conf").to_python()}
    assert found["INTERPRETER_WIN"] == r"%ProgramData%\jiuye\python\Scripts\python.exe"
    assert found["SERVER"] == found["AUTH"] == ""
    assert found["LOG_LEVEL"] == "WARNING"
    # a Python file beside a received workbook must not be imported
    assert found["ADD_WORKBOOK_TO_PYTHONPATH"] == "false"
    assert list(found) == [setting.key for setting in SETTINGS]
    source = next(module.source for module in addin_modules() if module.name == "xlwings")
    assert 'Public Const PROJECT_NAME As String = "jiuye"' in source


def test_every_name_that_xlwings_or_windows_sees_is_ascii(addin: Path) -> None:
    assert ADDIN_NAME.isascii()
    assert all(name.isascii() for name in parts(addin))
    assert all(setting.key.isascii() and setting.value.isascii() for setting in SETTINGS)
