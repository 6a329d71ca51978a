"""Where a wrong declaration stands: the file and line of a rule, a form or a workbook, for those who write them."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from formulas.documents import UnknownName

_ROOT = Path(__file__).resolve().parents[1]
_DECLARING = {("formulas", "subsidies"), ("templates", "forms"), ("templates", "workbooks")}
_FILE_NAMED = re.compile(r"\.(py|toml)\b")


def place_of(error: BaseException) -> str:
    """Where the declaration stands that an error is about; empty where the message names a file itself, or none is."""
    placed = _FILE_NAMED.search(str(error)) and not isinstance(error, (SyntaxError, UnknownName))  # read in a rule
    return "" if placed else _line_of(error)


def slip_of(error: Exception) -> str:
    """What is wrong with a declaration's own line as Python: a misspelt name, an argument that does not exist.

    Empty for any other error, which is a fault of the program: its trace is wanted.
    """
    words = error.msg if isinstance(error, SyntaxError) else error
    if not isinstance(error, SyntaxError):
        frames = traceback.extract_tb(error.__traceback__)
        if not frames or not _declares(Path(frames[-1].filename)):
            return ""
    return f"{_line_of(error)}写法有误，Python 说：{words}（{type(error).__name__}）"


def _line_of(error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return _place(Path(error.filename), error.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    places = [_place(Path(each.filename), each.lineno) for each in frames if _declares(Path(each.filename))]
    return places[-1] if places else ""


def _declares(path: Path) -> bool:
    return path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[:2] in _DECLARING


def _place(path: Path, line: int | None) -> str:
    shown = path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path
    return f"{shown} 第{line}行："
