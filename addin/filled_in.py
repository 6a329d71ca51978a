"""Whether somebody filled in a workbook: what is drawn anew must not take its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from addin.book import BookData
from addin.sealing.contents import record_of
from templates.model import Form
from templates.reading import FileBook, UnreadableFile
from templates.reading.opening import COMPOUND


def is_filled_in(content: bytes, blank: bytes, forms: Mapping[str, Form]) -> bool:
    """Whether a file holds anything typed that the blank workbook does not; what cannot be read holds nothing.

    A workbook under a password may hold anything.
    """
    if content == blank:
        return False
    if content.startswith(COMPOUND):
        return True
    try:
        return bool(_typed(content, forms).items() - _typed(blank, forms).items())
    except UnreadableFile:
        return False


def _typed(content: bytes, forms: Mapping[str, Form]) -> dict[tuple[str, str], Any]:
    """What was typed, by form and cell."""
    with FileBook(Path("a.xlsx"), content) as source:
        record = record_of(BookData(source, forms=forms), None)
    areas = {code: form["cells"] for code, form in record["forms"].items()} | {"": record["parameters"]}
    return {(code, cell): text for code, cells in areas.items() for cell, text in cells.items()}
