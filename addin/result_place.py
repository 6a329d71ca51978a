"""Where a result may be written: a workbook by its name, and never over a file that this program did not write.

An earlier result of the same command is replaced. What it is shows in the file, never in its name: a result drawn anew
has a document property, a copy of a received workbook has a comment in the sheet that was added to it. Excel drops
comments when it saves: a copy in which somebody went on working is that somebody's, and no result any more.

The property also says of which folder it is the result: what another office made, and sent in, is none of ours.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from addin.errors import CannotRun

Kind = Literal["compute", "merge", "rank"]
MARK = "jiuye-result"  # the name of the property, the beginning of the comment
_TITLES: dict[Kind, str] = {"compute": "核算结果", "merge": "汇总结果", "rank": "排名结果"}
_PROPERTIES = "docProps/custom.xml"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_HEAD, _MOST = 1 << 10, 1 << 16  # bytes looked at, of a sheet and of the properties


def check_result_name(out: Path) -> None:
    """Raises CannotRun where `-o` names no .xlsx workbook."""
    if out.suffix.lower() != ".xlsx":
        raise CannotRun(f"-o 填的是“{out.name}”：结果是 .xlsx 工作簿，请用 .xlsx 结尾的文件名。")
    if out.is_dir():
        raise CannotRun(f"-o 填的是文件夹“{out}”。请填结果文件的名字，例如 结果.xlsx。")


def check_result_place(out: Path, kind: Kind, *sources: Path | None) -> None:
    """Raises CannotRun where `-o` names no .xlsx workbook, a file that is read, or one that is no earlier result."""
    check_result_name(out)
    if not out.exists():
        return
    if any(source is not None and source.exists() and out.samefile(source) for source in sources):
        raise CannotRun("-o 不能是原文件：原文件不改动。请换一个文件名。")
    place = out.resolve()
    folder = next((each for each in sources if each is not None and each.resolve() in place.parents), None)
    if not is_result(out, kind, folder):
        what = f"{'由这个文件夹得出的' if folder else ''}{_TITLES[kind]}"
        what += "，或者写出以后又在 Excel 里存过" if kind == "compute" else ""
        raise CannotRun(f"-o 填的“{out.name}”已经有了，它不是{what}，没有覆盖。请换一个文件名，或先把它移走。")


def comment(kind: Kind) -> str:
    """What a sheet added to a copy begins with."""
    return f"<!--{MARK} {kind}-->"


def mark_of(kind: Kind, folder: Path) -> str:
    """The property of what a command made of a folder."""
    return f"{kind} {hashlib.sha256(folder.resolve().as_posix().encode('utf-8', 'replace')).hexdigest()[:32]}"


def is_result(path: Path, kind: Kind, folder: Path | None = None) -> bool:
    """Whether a file was written by this kind of command; of this folder, where one is given."""
    begins = re.escape(mark_of(kind, folder) if folder else kind)
    held = re.compile(rf'\bname="{MARK}"[^>]*>\s*<(?:\w+:)?lpwstr>{begins}\b')
    try:
        with zipfile.ZipFile(path) as package:
            return any(_marks(package, held, comment(kind)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return False


def _marks(package: zipfile.ZipFile, held: re.Pattern[str], said: str) -> Iterator[bool]:
    for name in package.namelist():
        if name == _PROPERTIES:
            yield held.search(_start(package, name, _MOST)) is not None
        elif _SHEET.fullmatch(name):
            yield said in _start(package, name, _HEAD)


def _start(package: zipfile.ZipFile, name: str, size: int) -> str:
    """How a part begins, whatever size it claims to have."""
    with package.open(name) as stream:
        return stream.read(size).decode("utf-8", "replace")
