"""The pages and files that Office.js loads: task pane, custom functions, icons; office.js itself from a local copy
where there is no internet.
"""

from __future__ import annotations

import importlib.util
import struct
import zlib
from pathlib import Path

STATIC = Path(__file__).parent / "static"
HOSTED = "https://appsforoffice.microsoft.com"
_HOSTED_SCRIPT = f"{HOSTED}/lib/1/hosted/office.js"
LOCAL_SCRIPT = "/office-js/office.js"
_BLUE, _WHITE = (31, 78, 121), (255, 255, 255)
ICON_SIZES = (16, 32, 80)


def office_folder(given: Path | None) -> Path | None:
    """Where a local office.js stands: the folder given, else that in the package xlwings-server if it is installed."""
    if given is not None:
        return given
    found = importlib.util.find_spec("xlwings_server")
    if found is None or not found.submodule_search_locations:
        return None
    vendored = Path(found.submodule_search_locations[0]) / "static" / "vendor" / "office-js"
    return next((path.parent for path in sorted(vendored.rglob("office.js"))), None)


def taskpane(local: bool) -> str:
    """The page of the task pane, with the address of office.js in it."""
    page = (STATIC / "taskpane.html").read_text(encoding="utf-8")
    return page.replace("{{office.js}}", LOCAL_SCRIPT if local else _HOSTED_SCRIPT)


def security_headers(local: bool) -> dict[str, str]:
    """What a page may load: its own server's files, and office.js."""
    scripts = "'self'" if local else f"'self' {HOSTED}"
    return {
        "Content-Security-Policy": f"default-src 'self'; script-src {scripts}; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


def icon(size: int) -> bytes:
    """A table with a tick, drawn here so that the repository holds no picture."""
    rows = []
    for y in range(size):
        row = bytearray([0])
        for x in range(size):
            row += bytes(_pixel((x + 0.5) / size, (y + 0.5) / size))
        rows.append(bytes(row))
    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(rows))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _pixel(x: float, y: float) -> tuple[int, int, int]:
    inside = 0.08 < x < 0.92 and 0.08 < y < 0.92
    if not inside:
        return _WHITE
    if y < 0.26:
        return _BLUE
    on_line = any(abs(y - at) < 0.025 for at in (0.48, 0.70)) or abs(x - 0.36) < 0.025
    on_edge = x < 0.13 or x > 0.87 or y > 0.87
    ticked = abs((x - 0.55) - (y - 0.68)) < 0.05 and 0.45 < x < 0.58
    ticked = ticked or (abs((x - 0.55) + (y - 0.70)) < 0.05 and 0.55 < x < 0.82 and y > 0.38)
    return _BLUE if on_line or on_edge or ticked else _WHITE


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
