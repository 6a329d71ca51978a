"""The very hidden sheet on which a workbook tells what it is: two columns, a key and its value."""

from __future__ import annotations

from templates.fields import is_blank
from templates.fields.text import as_text
from templates.reading.grid import Grid
from templates.reading.received import Meta

META_SHEET = "_meta"


def read_meta(grid: Grid) -> Meta:
    """What the sheet says; keys that nobody asks for are kept in `entries`."""
    entries: dict[str, str] = {}
    for row in grid.rows:
        if len(row) >= 2 and isinstance(row[0], str) and row[0] and not is_blank(row[1]):
            entries.setdefault(row[0].strip(), as_text(row[1]) or "")
    forms = tuple(part for part in entries.get("forms", "").replace(",", " ").split() if part)
    return Meta(
        workbook=entries.get("workbook", ""),
        version=entries.get("version", ""),
        forms=forms,
        schema=entries.get("schema", ""),
        issue=entries.get("issue", ""),
        unit=entries.get("unit", ""),
        period=entries.get("period", ""),
        entries=entries,
    )
