"""Defined names and sheet titles: the addresses that formulas, readers and the add-in rely on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from templates.model import Form
from templates.names import TAB_LIMIT
from templates.rendering.errors import RenderError

_TAB_FORBIDDEN = re.compile(r"[:\\/?*\[\]]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,254}")
_LIKE_AN_ADDRESS = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*|[Cc]\d*|[Rr]\d*[Cc]\d*")


def missing_name(form: Form) -> str:
    """The name of the cell that counts a form's required cells left empty."""
    return f"jy.missing.{form.name}"


def errors_name(form: Form) -> str:
    """The name of the cell that counts a form's errors."""
    return f"jy.errors.{form.name}"


def filled_name(form: Form) -> str:
    """The name of the cell that counts a form's filled rows (cells, on a card)."""
    return f"jy.filled.{form.name}"


def range_text(sheet: str, top: int, left: int, bottom: int, right: int) -> str:
    """An absolute reference with its sheet.

    >>> range_text("表1", 6, 2, 9, 2), range_text("表1", 3, 1, 3, 1)
    ("'表1'!$B$6:$B$9", "'表1'!$A$3")
    """
    first = f"${get_column_letter(left)}${top}"
    last = f"${get_column_letter(right)}${bottom}"
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{first}" if first == last else f"'{quoted}'!{first}:{last}"


class Names:
    """The workbook-level names, collected while sheets are drawn."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._lower: set[str] = set()

    def add(self, name: str, text: str) -> None:
        """Define a name once; raises RenderError for a name that Excel refuses or that is taken."""
        if not _NAME.fullmatch(name) or _LIKE_AN_ADDRESS.fullmatch(name):
            raise RenderError(f"{name!r} cannot be a defined name: ASCII letters, digits, _ and ., and no cell address")
        if name.lower() in self._lower:
            raise RenderError(f"the defined name {name} is given twice")
        self._lower.add(name.lower())
        self._found[name] = text

    def add_cells(self, name: str, sheet: str, top: int, left: int, bottom: int, right: int) -> None:
        """Define a name for a rectangle of cells."""
        self.add(name, range_text(sheet, top, left, bottom, right))

    def items(self) -> Iterable[tuple[str, str]]:
        """Every name with what it stands for."""
        return self._found.items()

    def __contains__(self, name: str) -> bool:
        return name in self._found

    def write(self, book: Workbook) -> None:
        """Put the names into the workbook, sorted, so that equal workbooks have equal bytes."""
        for name in sorted(self._found):
            book.defined_names[name] = DefinedName(name, attr_text=self._found[name])


def tabs(forms: Iterable[Form], taken: Iterable[str]) -> dict[str, str]:
    """The sheet title of each form by its code: its title, or `tab`, without what Excel refuses, each once."""
    used = {title.lower() for title in taken}
    result = {}
    for form in forms:
        words = re.sub(r"\s+", "", form.tab or form.title)
        base = _TAB_FORBIDDEN.sub("", words).strip("'")[:TAB_LIMIT]
        title, number = base, 1
        while title.lower() in used:
            number += 1
            title = f"{base[: TAB_LIMIT - 3]}（{number}）"
        used.add(title.lower())
        result[form.code] = title
    return result
