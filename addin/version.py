"""The version of the program, as its installation records it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version of the installed program."""
    try:
        return version("jiuye")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "未安装"
