"""Changes inside a sheet's XML: cells written, rows hidden, protection put on."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.sax.saxutils import escape

_ROW = re.compile(r"<(\w+:)?row\b([^>]*?)(/?)>")
_FILTERED = re.compile(r"<(\w+:)?filterColumn\b.*?</(?:\w+:)?filterColumn>", re.DOTALL)  # the button stays
_NUMBER = re.compile(r'\br="(\d+)"')
_END_OF_DATA = re.compile(r"(</(\w+:)?sheetData>(?:<(?:\w+:)?sheetCalcPr\b[^>]*/>)?)|(<(\w+:)?sheetData\s*/>)")
_PROTECTION = 'sheet="1" objects="1" scenarios="1" autoFilter="0" sort="0" formatColumns="0" formatRows="0"'


def write_text(xml: str, row: int, letters: str, text: str) -> str:
    """The sheet with a text in one cell, which keeps its look."""
    place = f"{letters}{row}"
    cell = re.compile(rf'<(\w+:)?c\b([^>]*?\br="{place}"[^>]*?)(?:/>|>.*?</(?:\w+:)?c>)', re.DOTALL)

    def written(match: re.Match[str]) -> str:
        prefix = match[1] or ""
        attributes = re.sub(r'\s*\bt="[^"]*"', "", match[2])
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(text)}</{prefix}t></{prefix}is>'
        return f'<{prefix}c{attributes} t="inlineStr">{inside}</{prefix}c>'

    changed, count = cell.subn(written, xml, count=1)
    return changed if count else _with_new_cell(xml, row, place, text)


def _with_new_cell(xml: str, row: int, place: str, text: str) -> str:
    """The cell at the end of its row, which must exist."""
    start = re.compile(rf'<(\w+:)?row\b([^>]*?\br="{row}"[^>]*?)(/>|>)')
    match = start.search(xml)
    if match is None:
        return append_rows(xml, [(row, [(place, text)])])
    prefix = match[1] or ""
    cell = _new_cell(prefix, place, text)
    if match[3] == "/>":
        return f"{xml[: match.start()]}<{prefix}row{match[2]}>{cell}</{prefix}row>{xml[match.end() :]}"
    end = xml.index(f"</{prefix}row>", match.end())
    return xml[:end] + cell + xml[end:]


def _new_cell(prefix: str, place: str, text: str) -> str:
    inside = f'<{prefix}is><{prefix}t xml:space="preserve">{escape(text)}</{prefix}t></{prefix}is>'
    return f'<{prefix}c r="{place}" t="inlineStr">{inside}</{prefix}c>'


def append_rows(xml: str, rows: list[tuple[int, list[tuple[str, str]]]]) -> str:
    """The sheet with rows of texts behind its last one."""
    match = _END_OF_DATA.search(xml)
    if match is None:
        return xml
    prefix = match[2] or match[4] or ""
    added = "".join(
        f'<{prefix}row r="{number}">{"".join(_new_cell(prefix, place, text) for place, text in cells)}</{prefix}row>'
        for number, cells in rows
    )
    if match[3]:
        return f"{xml[: match.start()]}<{prefix}sheetData>{added}</{prefix}sheetData>{xml[match.end() :]}"
    return xml[: match.start()] + added + xml[match.start() :]


def hide_rows(xml: str, numbers: Collection[int]) -> str:
    """The sheet with these rows out of sight."""
    wanted = set(numbers)

    def hidden(match: re.Match[str]) -> str:
        number = _NUMBER.search(match[2])
        if number is None or int(number[1]) not in wanted or 'hidden="1"' in match[2]:
            return match[0]
        attributes = re.sub(r'\s*\bhidden="[^"]*"', "", match[2])
        return f'<{match[1] or ""}row{attributes} hidden="1"{match[3]}>'

    return _ROW.sub(hidden, xml)


def show_rows(xml: str, numbers: Collection[int]) -> str:
    """The sheet with these rows in sight, whether somebody hid them or filtered them out.

    >>> show_rows('<row r="5" hidden="1"/><row r="6" hidden="1"/>', [5])
    '<row r="5"/><row r="6" hidden="1"/>'
    """
    wanted = set(numbers)

    def shown(match: re.Match[str]) -> str:
        number = _NUMBER.search(match[2])
        if number is None or int(number[1]) not in wanted or "hidden=" not in match[2]:
            return match[0]
        attributes = re.sub(r'\s*\bhidden="[^"]*"', "", match[2])
        return f"<{match[1] or ''}row{attributes}{match[3]}>"

    return _FILTERED.sub("", _ROW.sub(shown, xml))


def protect(xml: str) -> str:
    """The sheet protected without a password; one that is protected already stays as it is."""
    if re.search(r'<(?:\w+:)?sheetProtection\b[^>]*\bsheet="(?:1|true)"', xml):
        return xml
    xml = re.sub(r"<(?:\w+:)?sheetProtection\b[^>]*/>", "", xml)
    match = _END_OF_DATA.search(xml)
    if match is None:
        return xml
    prefix = match[2] or match[4] or ""
    return f"{xml[: match.end()]}<{prefix}sheetProtection {_PROTECTION}/>{xml[match.end() :]}"


def lock_all(styles: str) -> str:
    """Cell formats of which none lets anybody type."""
    return re.sub(r'\blocked="(?:0|false)"', 'locked="1"', styles)
