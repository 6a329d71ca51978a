"""What several commands ask of their options: a day, a place for the result."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from addin.errors import CannotRun


def day_of(text: str) -> dt.date:
    """The day that `--on` names; raises CannotRun for anything not written YYYY-MM-DD."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # fromisoformat also takes 20230601
        raise CannotRun(f"--on 填的是“{text}”，应为日期，如2023-06-01。")
    return day


def check_result_name(out: Path) -> None:
    """Raises CannotRun where `-o` names no .xlsx workbook."""
    from addin import merging  # slow to load, and `-o` seldom given

    merging.check_result_name(out)


def check_result_place(source: Path, out: Path) -> None:
    """Raises CannotRun where `-o` names no .xlsx workbook, or the received file itself."""
    check_result_name(out)
    if out.exists() and source.exists() and out.samefile(source):
        raise CannotRun("-o 不能是原文件：原文件不改动。请换一个文件名。")
