"""Makes the pictures of the user manual (docs/manual.md) again: docs/images/*.png.

    .venv/bin/python -m tools.manual_pictures [--out docs/images] [--only NAME …]

Run by hand after the look of a sheet has changed; it takes some minutes. Look at what came out, then commit it. A
picture is a part of one sheet, printed by LibreOffice (soffice, with the fonts fonts-noto-cjk) with the row numbers and
column letters that a clerk sees, and turned into a PNG with a palette by pdftoppm (poppler-utils). Pictures of results
come from `compute` and `merge` themselves, the latter over the inbox of the demonstration.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import io
import os
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl import Workbook as Book
from openpyxl.utils import get_column_interval
from openpyxl.worksheet.properties import PageSetupProperties

from addin.computing import compute
from addin.demo.__main__ import INBOX, build, fill
from addin.merging import merge
from addin.result_sheet import SHEET, with_results
from templates.reading import read_workbook
from tools import manual_books

WIDTH, MOST_DPI = 1180, 110  # pixels of a picture; a narrow part of a sheet is not blown up
COLOURS, FLAT = 256, 500  # of a picture; a colour of more than one dot in 500 is a fill or a line, kept as it is
Colour = tuple[int, int, int]
LARGEST = 150_000  # bytes of one picture
A3 = 8
NOWHERE = "ZZ9000"  # an empty cell: LibreOffice prints hidden sheets too, but no page that is empty


@dataclass(frozen=True)
class Part:
    """A picture of the part `cells` of the sheet `tab`: columns hidden, rows and columns pulled as a clerk would."""

    name: str
    make: Callable[[Path], Book]  # takes a folder for files on the way
    tab: str
    cells: str
    hidden: str = ""  # columns: B,F:G
    heights: Mapping[str, float] = field(default_factory=dict)  # rows 5:9 to points
    widths: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A picture of the sheet `tab` of the merge result as it is printed: openpyxl would lose its charts."""

    name: str
    tab: str


def computed(folder: Path) -> Book:
    """The sheet 补贴核算 of the internship ledger, which a clerk's Excel has calculated before."""
    path = folder / "就业见习.xlsx"
    manual_books.internships().save(path)
    calculated = folder / "calculated"
    soffice("xlsx", [path], calculated, folder / "profile")
    received = read_workbook(calculated / path.name)
    content = with_results((calculated / path.name).read_bytes(), compute(received))
    return openpyxl.load_workbook(io.BytesIO(content))


@functools.cache
def merged(folder: Path) -> Path:
    """The merge of the demonstration's inbox: 18 cities with the usual mistakes."""
    build(folder)
    fill(folder)
    out = folder / "用工保障汇总.xlsx"
    merge(folder / INBOX, out, now=dt.datetime(2023, 3, 29, 9, 30))
    return out


def drawn(make: Callable[[], Book]) -> Callable[[Path], Book]:
    return lambda folder: make()


LABOUR, INTERNS = drawn(manual_books.labour), drawn(manual_books.internships)
TRAININGS, HARMONY = drawn(manual_books.trainings), drawn(manual_books.harmony)
LEDGER, SCORES = "就业见习补贴台账", "劳动关系和谐企业评价细则"
PICTURES: tuple[Part | Page, ...] = (
    Part("guide", LABOUR, "填报说明", "A1:F35"),
    Part("marks", LABOUR, "各地重点企业清单", "A1:I10", heights={"5:8": 50}),
    Part("hints", LABOUR, "各地重点企业清单", "A4:U8", hidden="C:I,L:N,R", heights={"5:8": 50}, widths={"U": 76}),
    Part("demand", LABOUR, "用工需求清单汇总表", "A4:P11", heights={"6:9": 34}),
    Part("card", drawn(manual_books.internship_unit), "平顶山市就业见习单位申请表", "A1:F14"),
    Part("ledger", INTERNS, LEDGER, "A3:AH10", "B,D,F,O:X,Z:AC,AG", {"5:9": 54}, {"AF": 36, "AH": 28}),
    Part("limits", TRAININGS, "企业职工脱产培训补贴台账", "A3:V9", "B,D,F:G,I:J", {"4:7": 42}),
    Part("summary", TRAININGS, "汇总", "A1:G18"),
    Part("local", INTERNS, "政策参数", "A1:H12", widths={"H": 20}),
    Part("figures", drawn(manual_books.awards), "政策参数", "A1:H25"),
    Part("policies", drawn(manual_books.policies), "政策库", "A1:N6", "L"),
    Part("scores", HARMONY, SCORES, "A3:M13"),
    Part("total", HARMONY, SCORES, "A81:M95"),
    Part("computed", computed, SHEET, "A1:I10", "H"),
    Page("standings", "各地汇总"),
    Page("reply", "回执-平顶山市"),
)

# --- LibreOffice --------------------------------------------------------------------------------------------

# Without this LibreOffice takes the Japanese cut of Noto for the fonts of official tables
STAND_INS = {
    "Noto Serif CJK SC": ("宋体", "SimSun", "仿宋", "仿宋_GB2312", "楷体", "楷体_GB2312", "方正小标宋简体"),
    "Noto Sans CJK SC": ("黑体", "SimHei", "微软雅黑", "等线", "Calibri"),
}
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>
"""
ALIAS = '<alias binding="same"><family>{0}</family><accept><family>{1}</family></accept></alias>'


def soffice(suffix: str, files: Sequence[Path], out: Path, profile: Path) -> None:
    """Convert files with a LibreOffice that has a profile and fonts of its own."""
    profile.mkdir(parents=True, exist_ok=True)
    fonts = profile / "fonts.conf"
    aliases = "".join(ALIAS.format(name, stand_in) for stand_in, names in STAND_INS.items() for name in names)
    fonts.write_text(FONTS.format(aliases=aliases), encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run(
        [*command, "--convert-to", suffix, "--outdir", str(out), *map(str, files)],
        env={**os.environ, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp", "FONTCONFIG_FILE": str(fonts)},
        check=True,
        timeout=900,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def set_up(book: Book, part: Part) -> Book:
    """The workbook so that it prints nothing but the picture, on one page."""
    for each in book.worksheets:
        each.print_area, each.print_title_rows, each.print_title_cols = NOWHERE, None, None
    sheet = book[part.tab]
    for letters in filter(None, part.hidden.split(",")):
        for letter in get_column_interval(*(letters.split(":") * 2)[:2]):
            sheet.column_dimensions[letter].hidden = True
    for letter, width in part.widths.items():
        sheet.column_dimensions[letter].width = width
    for rows, height in part.heights.items():
        first, last = map(int, rows.split(":"))
        for row in range(first, last + 1):
            sheet.row_dimensions[row].height = height
    sheet.print_area = part.cells
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A3, "landscape"
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.blackAndWhite = False
    sheet.print_options.headings = True
    sheet.oddFooter.center.text = None
    return book


def only_sheet(pdf: Path, tab: str) -> int:
    """The first page on which a sheet's title stands."""
    title = tab.partition("-")[2] + "：" if "-" in tab else tab
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout
    for number, text in enumerate(pages.decode().split("\f"), start=1):
        if any(line.strip().startswith(title) for line in text.splitlines()[:4]):
            return number
    raise LookupError(f"{pdf.name} has no page of {tab}")


# --- pictures -----------------------------------------------------------------------------------------------


def pixels(pdf: Path, page: int, *options: str) -> tuple[int, int, bytes]:
    """A page as width, height and RGB bytes."""
    command = ["pdftoppm", "-f", str(page), "-l", str(page), *options, str(pdf)]
    data = subprocess.run(command, check=True, capture_output=True, timeout=300).stdout
    _, size, _, body = data.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, body


def content_box(pdf: Path, page: int) -> tuple[float, float, float, float]:
    """What is printed on a page, in inches: left, top, right, bottom; without the page number at the foot."""
    dpi = 60
    width, height, body = pixels(pdf, page, "-r", str(dpi))
    height -= int(0.7 * dpi)
    body = body[: 3 * width * height]
    rows = [y for y in range(height) if body[3 * width * y : 3 * width * (y + 1)].strip(b"\xff")]
    columns = [x for x in range(width) if any(body[3 * x + c :: 3 * width].strip(b"\xff") for c in range(3))]
    return columns[0] / dpi, rows[0] / dpi, (columns[-1] + 1) / dpi, (rows[-1] + 1) / dpi


def picture(pdf: Path, page: int = 1) -> bytes:
    """The printed part of a page as a PNG with a palette."""
    left, top, right, bottom = content_box(pdf, page)
    dpi = min(MOST_DPI, WIDTH / (right - left))
    edge = 4
    corner = (str(max(0, int(inches * dpi) - edge)) for inches in (left, top))
    size = (str(int(inches * dpi) + 2 * edge) for inches in (right - left, bottom - top))
    places = [each for pair in zip(("-x", "-y", "-W", "-H"), (*corner, *size), strict=True) for each in pair]
    return png(*pixels(pdf, page, "-r", f"{dpi:.3f}", *places))


def png(width: int, height: int, body: bytes) -> bytes:
    """RGB bytes as a PNG with a palette; a dot of another colour takes the nearest."""
    dots = list(zip(body[0::3], body[1::3], body[2::3], strict=True))
    counts = Counter(dots)
    flat = [colour for colour, count in counts.most_common(COLOURS // 4) if count * FLAT > len(dots)]
    # The edges of letters have hundreds of shades, which sixteen steps a channel show as well
    steps = Counter[Colour]()
    for colour, count in counts.items():
        steps[_step(colour)] += count
    palette = [*flat, *(colour for colour, _ in steps.most_common(COLOURS) if colour not in flat)][:COLOURS]
    place = {colour: palette.index(_nearest(palette, colour)) for colour in counts}
    indices = bytes(place[dot] for dot in dots)
    lines = b"".join(b"\0" + indices[y * width : (y + 1) * width] for y in range(height))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(map(bytes, palette))),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _step(colour: Colour) -> Colour:
    red, green, blue = ((value + 8) // 17 * 17 for value in colour)
    return red, green, blue


def _nearest(palette: Sequence[Colour], colour: Colour) -> Colour:
    return min(palette, key=lambda known: sum((a - b) ** 2 for a, b in zip(known, colour, strict=True)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the pictures; returns the exit status, 1 if one is too large for a manual."""
    parser = argparse.ArgumentParser(description="Makes the pictures of the user manual again.")
    parser.add_argument("--out", type=Path, default=Path("docs/images"), metavar="FOLDER")
    parser.add_argument("--only", nargs="+", choices=[each.name for each in PICTURES], metavar="NAME")
    options = parser.parse_args(arguments)
    chosen = [each for each in PICTURES if not options.only or each.name in options.only]
    options.out.mkdir(parents=True, exist_ok=True)
    too_large = False
    with tempfile.TemporaryDirectory(prefix="jiuye-manual-") as name:
        folder = Path(name)
        files = [_file(each, folder) for each in chosen]
        soffice("pdf", list(dict.fromkeys(files)), folder, folder / "profile")
        for each, path in zip(chosen, files, strict=True):
            pdf = folder / f"{path.stem}.pdf"
            data = picture(pdf, only_sheet(pdf, each.tab) if isinstance(each, Page) else 1)
            target = options.out / f"{each.name}.png"
            target.write_bytes(data)
            too_large = too_large or len(data) > LARGEST
            print(f"{target}  {len(data) / 1000:.0f} KB")
    return 1 if too_large else 0


def _file(each: Part | Page, folder: Path) -> Path:
    """The workbook from which a picture is printed."""
    if isinstance(each, Page):
        return merged(folder)
    path = folder / f"{each.name}.xlsx"
    set_up(each.make(folder), each).save(path)
    return path


if __name__ == "__main__":
    sys.exit(main())
