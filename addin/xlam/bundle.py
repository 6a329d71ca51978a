"""Packs `就业报表-离线安装包.zip`: the add-in, the installer, its description and the wheels for PCs without internet.

    python -m addin.xlam.bundle dist [--no-wheelhouse] [--python 3.11]

The batch files are kept as UTF-8 and packed in code page 936 with CRLF: cmd reads a batch file in the code page of its
window, which is 936 on a Chinese Windows and which the first lines, in ASCII, set elsewhere.
"""

from __future__ import annotations

import argparse
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from addin.xlam.package import ADDIN_NAME, ZIP_TIME, RibbonCommand, build_addin
from addin.xlam.wheelhouse import collect_wheels

BUNDLE_NAME = "就业报表-离线安装包.zip"
FOLDER = "jiuye-setup"  # what unpacking gives; ASCII, as old unpackers garble other names
INSTALL_FOLDER = Path(__file__).resolve().parents[1] / "install"
BATCH_FILES = ("install.bat", "uninstall.bat")
DESCRIPTION = "安装说明.txt"
PYTHON = "3.11"  # which Python the wheels are for; the installer looks for just this one


def build_bundle(
    path: Path,
    *,
    wheelhouse: bool = True,
    python: str = PYTHON,
    commands: Sequence[RibbonCommand] | None = None,
) -> None:
    """Write the bundle to `path`.

    Takes: `wheelhouse`, whether the wheels go in (some 100 MB, fetched from the package index); without them the bundle
    serves PCs that use a server. Raises WheelhouseError, RibbonError, VbaSourceError.
    """
    with tempfile.TemporaryDirectory(prefix="jiuye-bundle-") as folder:
        addin = Path(folder, ADDIN_NAME)
        build_addin(addin, commands)
        files = {ADDIN_NAME: addin.read_bytes(), **installer_files()}
        if wheelhouse:
            wheels = collect_wheels(Path(folder, "wheelhouse"), python)
            files["wheelhouse/python-version.txt"] = f"{python}\r\n".encode("ascii")
            files |= {f"wheelhouse/{wheel.name}": wheel.read_bytes() for wheel in wheels}
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_zip(path, files)


def installer_files() -> dict[str, bytes]:
    """The batch files and the description as Windows wants them."""
    batch = {name: _windows_text(name).encode("cp936") for name in BATCH_FILES}
    # Notepad knows the description as UTF-8 by its mark, whatever the code page
    return batch | {DESCRIPTION: _windows_text(DESCRIPTION).encode("utf-8-sig")}


def _windows_text(name: str) -> str:
    return (INSTALL_FOLDER / name).read_text(encoding="utf-8").replace("\n", "\r\n")


def _write_zip(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(f"{FOLDER}/{name}", ZIP_TIME)
            # wheels are compressed already
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line: pack the bundle into a folder and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m addin.xlam.bundle", description="打包就业报表加载项的离线安装包")
    parser.add_argument("folder", type=Path, help="输出文件夹")
    parser.add_argument("--no-wheelhouse", action="store_true", help="不带 Python 程序包，供使用服务器的电脑安装")
    parser.add_argument("--python", default=PYTHON, help=f"电脑上的 Python 版本，默认 {PYTHON}")
    options = parser.parse_args(arguments)
    path = options.folder / BUNDLE_NAME
    build_bundle(path, wheelhouse=not options.no_wheelhouse, python=options.python)
    print(path)


if __name__ == "__main__":
    main()
