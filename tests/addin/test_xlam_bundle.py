"""The offline bundle: what is in it, whether the batch files hold together, that no Windows-only wheel is forgotten."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from addin.xlam.bundle import BATCH_FILES, BUNDLE_NAME, PYTHON, bundle_bytes, installer_files, main
from addin.xlam.package import SETTINGS, addin_bytes
from addin.xlam.wheelhouse import WheelhouseError, collect_wheels, read_wheels, resolve

BATCH = {name: installer_files()[name] for name in BATCH_FILES}
TEXT = {name: data.decode("cp936") for name, data in BATCH.items()}


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_bundle_for_pcs_that_use_a_server(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--no-wheelhouse"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / BUNDLE_NAME)
    found = contents(tmp_path / BUNDLE_NAME)
    names = ["jiuye.xlam", "install.bat", "uninstall.bat", "安装说明.txt"]
    assert list(found) == [f"jiuye-setup/{name}" for name in names]
    assert zipfile.ZipFile(io.BytesIO(found["jiuye-setup/jiuye.xlam"])).testzip() is None
    assert bundle_bytes(addin_bytes(), {}) == (tmp_path / BUNDLE_NAME).read_bytes()
    assert found["jiuye-setup/jiuye.xlam"] == addin_bytes()


WHEELS = {"jiuye-0.1.0-py3-none-any.whl": b"ours", "duckdb-2.0.1-cp311-cp311-win_amd64.whl": b"another"}


def test_the_bundle_with_wheels_says_what_it_holds_and_what_has_to_be_brought(tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle_bytes(b"the add-in", WHEELS))
    found = contents(path)
    assert found["jiuye-setup/wheelhouse/python-version.txt"] == f"{PYTHON}\r\n".encode()
    assert {name.rpartition("/")[2]: data for name, data in found.items() if name.endswith(".whl")} == WHEELS
    told = found["jiuye-setup/安装说明.txt"].decode("utf-8-sig")
    assert "2 个程序包，用于 64 位 Python 3.11" in told
    assert "没有 Python 本身" in told and "python-3.11.9-amd64.exe（约 25 MB）" in told
    assert "\n" not in told.replace("\r\n", "")


def test_the_order_of_the_wheels_changes_nothing() -> None:
    assert bundle_bytes(b"x", WHEELS) == bundle_bytes(b"x", dict(reversed(WHEELS.items())))


def test_every_setting_is_described() -> None:
    text = installer_files()["安装说明.txt"].decode("utf-8-sig").partition("九、设置")[2]
    assert [each.key for each in SETTINGS if each.key not in text] == []


def test_the_description_opens_in_notepad_and_tells_how_to_install_and_remove() -> None:
    data = installer_files()["安装说明.txt"]
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert "\n" not in text.replace("\r\n", "")
    for word in (
        "install.bat",
        "uninstall.bat",
        "WPS",
        "服务器地址",
        "受信任位置",
        r"C:\ProgramData\jiuye",
        "python-version.txt",
    ):
        assert word in text


# --- the batch files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BATCH_FILES)
def test_cmd_can_read_the_file(name: str) -> None:
    # cmd jumps to labels by byte position, which only CRLF keeps right
    assert BATCH[name].count(b"\n") == BATCH[name].count(b"\r\n")
    before, _ = BATCH[name].split(b"chcp 936", 1)
    assert before.isascii(), "what stands before the code page is set must be ASCII"
    assert not BATCH[name].startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", BATCH_FILES)
def test_chinese_stands_only_where_it_is_shown(name: str) -> None:
    for line in TEXT[name].splitlines():
        if not line.isascii():
            assert re.match(r'\s*(echo |set /p "[A-Z]+=)', line), line
            shown = re.sub(r'^\s*(echo |set /p "[A-Z]+=)', "", line)
            assert not re.search(r"[&|<>^!()]", shown), f"cmd takes a character of this for its own: {line}"


@pytest.mark.parametrize("name", BATCH_FILES)
def test_every_label_is_there_and_used(name: str) -> None:
    labels = re.findall(r"(?m)^:(\w+)", TEXT[name])
    used = re.findall(r"\b(?:goto|call) :?(\w+)", TEXT[name])
    assert len(labels) == len(set(labels))
    fallen_into = {"prepare", "arguments", "finish", "environment", "last_slot", "slots_read"}
    assert set(used) <= set(labels) | {"eof"}
    assert set(labels) - set(used) <= fallen_into


@pytest.mark.parametrize("name", BATCH_FILES)
def test_paths_are_ascii_and_need_no_administrator(name: str) -> None:
    text = TEXT[name]
    assert 'set "TARGET=%ProgramData%\\jiuye"' in text
    keys = re.findall(r"(HK\w+)\\", text)
    assert set(keys) == {"HKCU"}
    assert not re.search(r"(?i)runas|%ProgramFiles%|%APPDATA%|%USERPROFILE%|%LOCALAPPDATA%", text)


def test_uninstall_takes_away_all_that_install_puts() -> None:
    put = set(re.findall(r'reg add "([^"]+)"(?: /v (\S+))?', TEXT["install.bat"]))
    taken = set(re.findall(r'reg delete "([^"]+)"(?: /v (\S+))?', TEXT["uninstall.bat"]))
    location = r"%KEY%\Security\Trusted Locations\Location936"
    assert f'set "TRUSTED={location}"' in TEXT["install.bat"]
    assert put == {
        ("%TRUSTED%", "Path"),
        ("%TRUSTED%", "Description"),
        (r"%KEY%\Options", "OPEN%NUMBER%"),
        (
            r"HKCU\Software\Microsoft\Office\16.0\Excel\Options",
            "",
        ),  # Excel's own key, which it makes at its first start
    }
    assert (location, "") in taken
    assert (r"%KEY%\Options", "OPEN%LAST%") in taken
    written = set(re.findall(r'"%TARGET%\\([\w.-]+)', TEXT["install.bat"]))
    assert written == {"tmp", "jiuye.xlam", "jiuye.conf", "uninstall.bat", "python", "base", "base-setup.exe"}
    assert 'rmdir /s /q "%TARGET%"' in TEXT["uninstall.bat"]
    # the versions of Office are the same in both
    assert len({re.search(r"in \(([\d. ]+)\) do call :office", text)[1] for text in TEXT.values()}) == 1  # type: ignore[index]


def test_install_removes_the_mark_of_the_web_and_trusts_only_its_folder() -> None:
    text = TEXT["install.bat"]
    assert "Unblock-File" in text and "Zone.Identifier" in text
    assert '/v Path /t REG_SZ /d "%TARGET%"' in text
    assert "AllowSubfolders" not in text and "VBAWarnings" not in text and "AccessVBOM" not in text


# --- the wheels -----------------------------------------------------------------------------------------------


def wheel(folder: Path, name: str, version: str, *requires: str) -> Path:
    path = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    lines = [
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {each}" for each in requires),
        "",
        "A text.",
        "",
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "Metadata-Version: 2.1\n" + "\n".join(lines))
    return path


def test_requirements_are_judged_as_windows_judges_them(tmp_path: Path) -> None:
    wheel(
        tmp_path,
        "jiuye",
        "0.1.0",
        "xlwings>=0.33",
        "uvloop; sys_platform != 'win32'",
        'tomli; python_version < "3.11"',
        "server-kit[fast]",
        "pytest; extra == 'dev'",
        "starlette>=0.41; extra == 'server'",
    )
    wheel(
        tmp_path,
        "xlwings",
        "0.37.8",
        "pywin32>=224; platform_system == 'Windows'",
        "psutil; platform_system == 'Darwin'",
    )
    wheel(tmp_path, "Server_Kit", "2.0", "httptools; extra == 'fast'", "slowtools; extra == 'slow'")
    needed, missing = resolve(read_wheels(tmp_path), "3.11")
    assert {path.name.split("-")[0] for path in needed} == {"jiuye", "xlwings", "Server_Kit"}
    assert missing == {"pywin32>=224", "httptools", "starlette>=0.41"}
    assert "tomli" in resolve(read_wheels(tmp_path), "3.10")[1]


def test_a_wheel_of_another_version_does_not_meet_a_requirement(tmp_path: Path) -> None:
    wheel(tmp_path, "jiuye", "0.1.0", "sqlglot<30.18")
    wheel(tmp_path, "sqlglot", "30.18")
    assert resolve(read_wheels(tmp_path), "3.11")[1] == {"sqlglot<30.18"}


def test_wheels_that_only_the_building_machine_needs_are_left_out_and_the_others_fetched(tmp_path: Path) -> None:
    """A pip that knows the markers of Linux only, as pip on Linux does."""
    calls: list[list[str]] = []

    def pip(arguments: Sequence[str]) -> None:
        calls.append(list(arguments))
        if arguments[0] == "wheel":
            wheel(tmp_path, "jiuye", "0.1.0", "xlwings", "pexpect; sys_platform == 'linux'")
            return
        assert {"--platform=win_amd64", "--only-binary=:all:", "--python-version=3.12"} <= set(arguments)
        if arguments[-1] == "xlwings-server":  # for its copy of office.js alone, so without what it needs itself
            assert arguments[-2] == "--no-deps"
            wheel(tmp_path, "xlwings-server", "1.20.0", "redis")
        if arguments[-1].endswith(".whl[server]"):
            wheel(tmp_path, "xlwings", "0.37.8", "pywin32; sys_platform == 'win32'")
            wheel(tmp_path, "pexpect", "4.9", "ptyprocess")
            wheel(tmp_path, "ptyprocess", "0.7")
        if "pywin32" in arguments:
            wheel(tmp_path, "pywin32", "312", "colorama; os_name == 'nt'")
        if "colorama" in arguments:
            wheel(tmp_path, "colorama", "0.4.6")

    found = collect_wheels(tmp_path, "3.12", pip)
    assert [path.name.split("-")[0] for path in found] == [
        "colorama", "jiuye", "pywin32", "xlwings", "xlwings_server"
    ]  # fmt: skip
    assert sorted(tmp_path.glob("*.whl")) == found
    assert [call[0] for call in calls] == ["wheel", "download", "download", "download", "download"]


def test_what_cannot_be_had_is_named(tmp_path: Path) -> None:
    def pip(arguments: Sequence[str]) -> None:
        wheel(tmp_path, "jiuye", "0.1.0", "nowhere>=2")

    with pytest.raises(WheelhouseError, match="nowhere>=2"):
        collect_wheels(tmp_path, "3.11", pip)


def test_a_folder_without_our_wheel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WheelhouseError, match="no wheel of jiuye"):
        resolve(read_wheels(tmp_path), "3.11")
