"""Changes inside a sheet's XML: cells written, rows hidden, protection put on, single cells left open."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from xml.sax.saxutils import escape

from openpyxl.utils.cell import range_boundaries

from templates.reading.grid import address

_ROW = re.compile(r"<(\w+:)?row\b([^>]*?)(/?)>")
_FILTERED = re.compile(r"<(\w+:)?filterColumn\b.*?</(?:\w+:)?filterColumn>", re.DOTALL)  # the button stays
_NUMBER = re.compile(r'\br="(\d+)"')
_END_OF_DATA = re.compile(r"(</(\w+:)?sheetData>(?:<(?:\w+:)?sheetCalcPr\b[^>]*/>)?)|(<(\w+:)?sheetData\s*/>)")
_FORMATS = re.compile(r"(<(?:\w+:)?cellXfs\b[^>]*>)(.*?)(</(?:\w+:)?cellXfs>)", re.DOTALL)
_FORMAT = re.compile(r"<((?:\w+:)?xf)\b(?:[^>]*/>|[^>]*[^/>]>.*?</\1>|>.*?</\1>)", re.DOTALL)
_CELL = re.compile(r'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"[^>]*>')
_STYLE = re.compile(r'\bs="(\d+)"')
_MERGED = re.compile(r'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
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


def with_merged(xml: str, cells: Collection[str]) -> set[str]:
    """These cells, and of the merged ones every cell of the area.

    >>> sorted(with_merged('<mergeCell ref="B2:B3"/><mergeCell ref="C2:C3"/>', ["B2", "D2"]))
    ['B2', 'B3', 'D2']
    """
    found = set(cells)
    for area in _MERGED.findall(xml):
        if area.partition(":")[0] in cells:
            left, top, right, bottom = range_boundaries(area)
            assert left and top and right and bottom
            found |= {address(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return found


def formats_of(xml: str, cells: Collection[str]) -> set[int]:
    """The numbers of the formats that these cells have."""
    found = (_STYLE.search(match[0]) for match in _CELL.finditer(xml) if match[1] in cells)
    return {int(style[1]) for style in found if style is not None}


def with_open_formats(styles: str, numbers: Collection[int]) -> tuple[str, dict[int, int]]:
    """Cell formats with a copy of some of them in which one may type; the number of the copy by that of its format."""
    area = _FORMATS.search(styles)
    if area is None:
        return styles, {}
    formats = [match[0] for match in _FORMAT.finditer(area[2])]
    copies: dict[int, int] = {}
    for number in sorted(numbers):
        if number < len(formats) and 'locked="1"' in formats[number]:
            copies[number] = len(formats)
            formats.append(formats[number].replace('locked="1"', 'locked="0"'))
    head = re.sub(r'\bcount="\d+"', f'count="{len(formats)}"', area[1])
    return f"{styles[: area.start()]}{head}{''.join(formats)}{area[3]}{styles[area.end() :]}", copies


def with_formats(xml: str, cells: Collection[str], numbers: Mapping[int, int]) -> str:
    """The sheet with other formats for these cells.

    >>> with_formats('<c r="B2" s="4"/><c r="B3" s="4"/>', ["B2"], {4: 9})
    '<c r="B2" s="9"/><c r="B3" s="4"/>'
    """

    def changed(match: re.Match[str]) -> str:
        if match[1] not in cells:
            return match[0]
        return _STYLE.sub(lambda style: f's="{numbers.get(int(style[1]), int(style[1]))}"', match[0])

    return _CELL.sub(changed, xml)
