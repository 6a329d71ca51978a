"""Packs `就业报表-离线安装包.zip`: the add-in, the installer, its description and the wheels for PCs without internet.

    python build.py                                     the bundle along with everything else in dist/
    python -m addin.xlam.bundle dist [--no-wheelhouse] [--python 3.11] [--python-installer FILE]

The batch files are kept as UTF-8 and packed in code page 936 with CRLF: cmd reads a batch file in the code page of its
window, which is 936 on a Chinese Windows and which the first lines, in ASCII, set elsewhere. The wheels are those of
the day: the same wheels give the same bytes, newer ones another file.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from addin.xlam.package import ADDIN_NAME, ZIP_TIME, addin_bytes
from addin.xlam.wheelhouse import WheelhouseError, collect_wheels

BUNDLE_NAME = "就业报表-离线安装包.zip"
FOLDER = "jiuye-setup"  # what unpacking gives; ASCII, as old unpackers garble other names
INSTALL_FOLDER = Path(__file__).resolve().parents[1] / "install"
BATCH_FILES = ("install.bat", "uninstall.bat")
DESCRIPTION = "安装说明.txt"
PYTHON = "3.11"  # which Python the wheels are for; the installer looks for just this one
PYTHON_RELEASE = "3.11.9"  # the last 3.11 for which python.org offers an installer
WITHOUT_WHEELS = (
    "没有取到 Python 程序包，离线安装包里只有加载项和安装程序，只能给使用内网服务器的电脑安装（安装说明“用法乙”）。\n"
    "要给没有互联网的电脑装本机 Python（用法甲），请在能连接 Python 软件源的机器上重新运行 make build。"
)


def fetch_wheels(python: str = PYTHON) -> dict[str, bytes]:
    """The wheels by their file names, fetched from the package index pip is set to (some 100 MB).

    Raises WheelhouseError.
    """
    with tempfile.TemporaryDirectory(prefix="jiuye-wheels-") as folder:
        return {wheel.name: wheel.read_bytes() for wheel in collect_wheels(Path(folder), python)}


def bundle_bytes(
    addin: bytes, wheels: Mapping[str, bytes], *, python: str = PYTHON, installer: Path | None = None
) -> bytes:
    """The bundle as a file's content.

    Takes: `addin`, jiuye.xlam; `wheels` by file name, none for PCs that use a server; `installer`, the official
    installer of that Python, for PCs that have none. Raises ValueError for a file that install.bat would not find.
    """
    if installer is not None and not re.fullmatch(rf"python-{re.escape(python)}\.\d+-amd64\.exe", installer.name):
        raise ValueError(f"Python 安装程序的文件名应为 python-{python}.x-amd64.exe，给的是 {installer.name}。")
    files = {ADDIN_NAME: addin, **installer_files(_contents(wheels, python, installer))}
    if installer is not None:
        files[installer.name] = installer.read_bytes()
    if wheels:
        files["wheelhouse/python-version.txt"] = f"{python}\r\n".encode("ascii")
        files |= {f"wheelhouse/{name}": wheels[name] for name in sorted(wheels)}
    return _zipped(files)


def installer_files(contents: str = "") -> dict[str, bytes]:
    """The batch files and the description as Windows wants them; `contents` says what this very bundle holds."""
    batch = {name: _windows_text(name).encode("cp936") for name in BATCH_FILES}
    description = _windows_text(DESCRIPTION) + contents.replace("\n", "\r\n")
    # Notepad knows the description as UTF-8 by its mark, whatever the code page
    return batch | {DESCRIPTION: description.encode("utf-8-sig")}


def _contents(wheels: Mapping[str, bytes], python: str, installer: Path | None) -> str:
    """The last section of the description: what is in the bundle, and what has to be brought along."""
    lines = ["", "十一、这个安装包里有什么", "  加载项 jiuye.xlam、安装程序 install.bat、卸载程序 uninstall.bat。"]
    if not wheels:
        lines.append("  没有 wheelhouse 文件夹：只能按用法乙安装。要用法甲，请向提供单位索取带 wheelhouse 的安装包。")
        return "\n".join([*lines, ""])
    lines.append(f"  wheelhouse 文件夹：{len(wheels)} 个程序包，用于 64 位 Python {python}，安装时不上网。")
    if installer is not None:
        lines.append(f"  Python 官方安装程序 {installer.name}：本机没有 Python {python} 的，安装时自动装好。")
    else:
        name = f"python-{PYTHON_RELEASE}-amd64.exe" if python == PYTHON else f"python-{python}.x-amd64.exe"
        lines += [
            f"  没有 Python 本身。本机没有 64 位 Python {python} 的，请信息中心从 Python 官网（python.org）下载",
            f"  官方安装程序 {name}（约 25 MB），与 install.bat 放在同一个文件夹，再运行 install.bat。",
        ]
    return "\n".join([*lines, ""])


def _windows_text(name: str) -> str:
    return (INSTALL_FOLDER / name).read_text(encoding="utf-8").replace("\n", "\r\n")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(f"{FOLDER}/{name}", ZIP_TIME)
            # wheels and installers are compressed already
            packed = name.endswith((".whl", ".exe"))
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: pack the bundle into a folder and say where it is; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m addin.xlam.bundle", description="打包就业报表加载项的离线安装包")
    parser.add_argument("folder", type=Path, help="输出文件夹")
    parser.add_argument("--no-wheelhouse", action="store_true", help="不带 Python 程序包，供使用服务器的电脑安装")
    parser.add_argument("--python", default=PYTHON, help=f"电脑上的 Python 版本，默认 {PYTHON}")
    parser.add_argument("--python-installer", type=Path, help="Python 官方安装程序，一并装进安装包")
    options = parser.parse_args(arguments)
    try:
        wheels = {} if options.no_wheelhouse else fetch_wheels(options.python)
        content = bundle_bytes(addin_bytes(), wheels, python=options.python, installer=options.python_installer)
    except WheelhouseError as error:
        print(f"没有取到 Python 程序包：{error}", file=sys.stderr)
        return 2
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    path = options.folder / BUNDLE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
