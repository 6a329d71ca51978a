"""What openpyxl writes otherwise than Excel's schema or a repeatable build wants, mended in the finished file.

- the children of `<font>` come in an order that Microsoft's schema refuses;
- `ignoredErrors`, without which every column of ID numbers carries green triangles, cannot be written at all;
- docProps/app.xml claims compatibility with Microsoft Excel, so that LibreOffice trusts values nobody computed;
- the time of saving goes into docProps/core.xml and into every entry of the zip, so that no two files are equal;
- whether lxml is installed decides how the same XML is written down.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from xml.etree.ElementTree import canonicalize

APPLICATION = "就业报表"
_FONT = re.compile(rb"<font>.*?</font>", re.S)
_CHILD = re.compile(rb"<(\w+)\b[^>]*?(?:/>|>.*?</\1>)", re.S)
_FONT_ORDER = [
    b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign", b"sz", b"color", b"name",
    b"family", b"charset", b"scheme",
]  # fmt: skip
_WRITER = re.compile(rb"(<Application>)[^<]*(</Application>)")
_REFERENCE = re.compile(rb"&#(\d{3,});")  # 100 and above; &#10; and its like must stay
_EMPTY = re.compile(rb"<([\w:]+)([^<>]*)></\1>")
_TIME = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_AFTER_IGNORED = re.compile(rb"<(?:smartTags|drawing|legacyDrawing|picture|tableParts|extLst)\b|</worksheet>")
_DIMENSION = re.compile(rb'<dimension ref="([A-Z]+\d+(?::[A-Z]+\d+)?)"')


def mend(data: bytes, day: dt.date) -> bytes:
    """The workbook file with its habits mended and every time set to the given day."""
    moment = dt.datetime(day.year, day.month, day.day, 8)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for name in source.namelist():
            part = _uniform(name, source.read(name))
            if name == "xl/styles.xml":
                part = _FONT.sub(_ordered_font, part)
            elif name == "docProps/core.xml":
                part = _TIME.sub(rb"\g<1>" + moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + rb"\g<3>", part)
            elif name == "docProps/app.xml":
                part = _WRITER.sub(rb"\g<1>" + APPLICATION.encode() + rb"\g<2>", part)
            elif name.startswith("xl/worksheets/sheet"):
                part = _with_ignored_errors(part)
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 8, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            result.writestr(info, part)
    return target.getvalue()


def _uniform(name: str, part: bytes) -> bytes:
    """The part in one way of writing. Sheets, which are large, differ in three habits only."""
    if not name.startswith("xl/worksheets/sheet"):
        return canonicalize(part.decode()).encode() if name.endswith((".xml", ".rels", ".vml")) else part
    part = _REFERENCE.sub(lambda match: chr(int(match[1])).encode(), part).replace(b" />", b"/>")
    return _EMPTY.sub(rb"<\1\2/>", part)


def _ordered_font(match: re.Match[bytes]) -> bytes:
    children = [(child[1], child[0]) for child in _CHILD.finditer(match[0][len(b"<font>") : -len(b"</font>")])]
    children.sort(key=lambda child: _FONT_ORDER.index(child[0]))
    return b"<font>" + b"".join(text for _, text in children) + b"</font>"


def _with_ignored_errors(part: bytes) -> bytes:
    """No green triangles for digits kept as text, unlocked formulas and rows whose formula differs."""
    dimension = _DIMENSION.search(part)
    if dimension is None:
        return part
    ignored = (
        b'<ignoredErrors><ignoredError sqref="' + dimension[1] + b'" numberStoredAsText="1" formula="1"'
        b' formulaRange="1" unlockedFormula="1" emptyCellReference="1"/></ignoredErrors>'
    )
    place = _AFTER_IGNORED.search(part)
    assert place is not None
    return part[: place.start()] + ignored + part[place.start() :]
