"""Where a result may be written: a workbook by its name, and never the received file."""

from __future__ import annotations

from pathlib import Path

from addin.errors import CannotRun


def check_result_name(out: Path) -> None:
    """Raises CannotRun where `-o` names no .xlsx workbook."""
    if out.suffix.lower() != ".xlsx":
        raise CannotRun(f"-o 填的是“{out.name}”：结果是 .xlsx 工作簿，请用 .xlsx 结尾的文件名。")


def check_result_place(source: Path, out: Path) -> None:
    """Raises CannotRun where `-o` names no .xlsx workbook, or the received file itself."""
    check_result_name(out)
    if out.exists() and source.exists() and out.samefile(source):
        raise CannotRun("-o 不能是原文件：原文件不改动。请换一个文件名。")
