"""How fast a merge is: 200 workbooks of 300 rows × 16 columns (用工需求清单汇总表), every check made.

    ours            jiuye merge: read, check, compare, write the merged list and all reports
    bare            calamine reads the cells, XlsxWriter writes the merged rows; nothing is looked at
    pandas          the script that someone would write instead: read_excel, concat, to_excel, all with openpyxl
    pandas reading  the same without to_excel, so that nothing comes of it

Each runs in a process of its own in the same run; start and imports count. The files are one rendered workbook, its
sheet filled in as Excel saves it: shared strings, formulas with their values. Memory is what all processes of a run
hold at a time, shared pages counted once.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

FILES, ROWS, COLUMNS = 200, 300, 16
SHEET = "用工需求清单汇总表"
MOST_TIMES_BARE, LEAST_TIMES_PANDAS, MOST_MEBIBYTES = 2.5, 5.0, 400
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"( s="\d+")?(?: t="\w+")?(?:/>|>(<f>[^<]*</f>)?(?:<v></v>|<v/>)?</c>)')
_BETWEEN_LOOKS = 0.05  # seconds between looks at the memory
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS = "xl/sharedStrings.xml"


# --- the files ------------------------------------------------------------------------------------------


def make_files(folder: Path, files: int = FILES, rows: int = ROWS) -> None:
    """Fill one rendered workbook in anew for each file, by writing the XML of its one large sheet."""
    from templates.forms.labour_demand import FORM
    from templates.lists import load_list
    from templates.model import Workbook
    from templates.rendering import write

    empty = folder / "empty.workbook"
    write(Workbook("bench", "用工需求清单", (FORM,)), empty, rows=rows)
    with zipfile.ZipFile(empty) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    empty.unlink()
    _announce_strings(parts)
    sheet = next(name for name, part in parts.items() if name.startswith("xl/worksheets/") and len(part) > 200_000)
    places, header, first = _places(parts["xl/workbook.xml"].decode())
    areas = load_list("area").entries
    for number in range(files):
        area = areas[number % len(areas)]
        strings: dict[str, int] = {}
        cells = {header["reporting_unit"]: f"{area.value}人力资源和社会保障局", header["filed_on"]: 45013}  # 2023-03-28
        for row in range(rows):
            for code, value in _record(number, row, area.parent, area.value.removeprefix(area.parent)).items():
                cells[places[code], first + row] = value
        fill = functools.partial(_filled, cells, strings)
        filled = _CELL.sub(fill, parts[sheet].decode())
        shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        mine = {sheet: filled, _STRINGS: f'<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">{shared}</sst>'}
        path = folder / f"{number:03d}_{area.value}.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as out:
            for name, part in (parts | mine).items():
                out.writestr(name, part)


def _announce_strings(parts: dict[str, bytes]) -> None:
    """Enter the part with the shared strings, which Excel writes and openpyxl does without."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/>'
    relationship = b'<Relationship Id="rIdStrings" Type="' + relation + b'" Target="sharedStrings.xml"/>'
    for name, end, entry in (
        ("[Content_Types].xml", b"</Types>", override),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", relationship),
    ):
        if _STRINGS not in parts:
            parts[name] = parts[name].replace(end, entry + end)


def _places(book: str) -> tuple[dict[str, str], dict[str, tuple[str, int]], int]:
    """The column of each field, the header's cells, the first row."""
    found = re.findall(r'name="labour_demand\.([a-z_]+)">[^<]*!\$([A-Z]+)\$(\d+)(:[^<]*)?<', book)
    columns = {code: letter for code, letter, _, area in found if area}
    header = {code: (letter, int(row)) for code, letter, row, area in found if not area}
    return columns, header, int(next(row for _, _, row, area in found if area))


def _filled(cells: Mapping[tuple[str, int], object], strings: dict[str, int], match: re.Match[str]) -> str:
    letter, row, style, formula = match[1], int(match[2]), match[3] or "", match[4] or ""
    value = cells.get((letter, row))
    if value is None:
        return match[0] if not formula else f'<c r="{letter}{row}"{style}>{formula}<v>0</v></c>'
    if isinstance(value, str) and formula:
        return f'<c r="{letter}{row}"{style} t="str">{formula}<v>{escape(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{letter}{row}"{style} t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
    return f'<c r="{letter}{row}"{style}>{formula}<v>{value}</v></c>'


def _record(number: int, row: int, city: str, county: str) -> dict[str, object]:
    """One row; of a hundred one has a wrong check digit, one a text number, one an enterprise of the file before."""
    from addin.demo.enterprises import credit_code

    owner = number - 1 if row % 100 == 40 and number else number
    code = credit_code(f"41{owner % 100:02d}01", owner * ROWS + row)
    if row % 100 == 20:
        code = code[:-1] + ("1" if code[-1] != "1" else "2")
    staff: object = 50 + row * 7
    job = ("数控车工", "焊工", "电子装配工", "缝纫工", "分拣员")[row % 5]
    return {
        "city": city,
        "seq": row + 1,
        "name": f"示例{number}号第{row}制造有限公司",
        "credit_code": code,
        "enterprise_type": "有限责任公司",
        "industry": "制造业",
        "division": county,
        "staff": f"{staff}" if row % 100 == 30 else staff,
        "kind_solved": "加工制造",
        "trade_solved": job,
        "solved": row % 30 + 1,
        "channel": "专场招聘活动",
        "kind_short": "加工制造",
        "trade_short": job,
        "short": row % 40 + 1,
        "reason": "订单增加，扩大生产",
        "code_key": f"k{code}",
        "month_key": f"k{code}|202303",
        "row_key": f"k{code}|{job}|{job}",
        "first_staff": staff,
    }


# --- what is measured -----------------------------------------------------------------------------------


def run_ours(folder: Path, out: Path) -> int:
    from addin.merging import merge

    outcome = merge(folder, out)
    assert sum(each.rows_in for each in outcome.files) == FILES * ROWS, "rows were lost"
    assert len(outcome.findings) > FILES, "the checks did not run"
    return sum(each.merged for each in outcome.files)


def run_bare(folder: Path, out: Path) -> int:
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    book = xlsxwriter.Workbook(str(out), {"constant_memory": True})
    sheet, count = book.add_worksheet(), 0
    for path in sorted(folder.glob("*.xlsx")):
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(SHEET).to_python()
        for row in rows[-ROWS - 2 : -2]:  # two printed notes stand below
            sheet.write_row(count, 0, row[:COLUMNS])
            count += 1
    book.close()
    return count


def run_pandas(folder: Path, out: Path) -> int:
    merged = _read_with_pandas(folder)
    merged.to_excel(out, index=False, engine="openpyxl")
    return len(merged)


def run_pandas_reading(folder: Path, out: Path) -> int:
    return len(_read_with_pandas(folder))


def _read_with_pandas(folder: Path) -> Any:
    import pandas

    frames = [
        pandas.read_excel(path, sheet_name=SHEET, header=4, nrows=ROWS, usecols=range(COLUMNS), engine="openpyxl")
        for path in sorted(folder.glob("*.xlsx"))
    ]
    return pandas.concat(frames, ignore_index=True)


RUNS: dict[str, Callable[[Path, Path], int]] = {
    "ours": run_ours,
    "bare": run_bare,
    "pandas": run_pandas,
    "pandas reading": run_pandas_reading,
}


def measure(name: str, folder: Path, out: Path) -> dict[str, float]:
    """Run one of them in a new process; seconds by the wall clock, the most memory at a time in MiB."""
    command = [sys.executable, __file__, "--run", name, "--folder", str(folder), "--result", str(out)]
    peak, started = 0.0, time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_BETWEEN_LOOKS)
        seconds = time.perf_counter() - started
        assert process.stdout is not None
        answer = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"{name} ended with status {process.returncode}")
    return {"seconds": seconds, "rows": float(answer.splitlines()[-1]), "peak": peak}


def memory_of(pid: int) -> float:
    """What a process and its children hold, in MiB; a page that several share is divided among them."""
    total = 0.0
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]) / 1024
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, StopIteration):  # it has just ended
        return total
    return total + sum(memory_of(int(child)) for child in children)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", choices=RUNS)
    parser.add_argument("--folder", type=Path, help="where the files are, made there if there are none")
    parser.add_argument("--result", type=Path)
    options = parser.parse_args()
    if options.run:
        print(RUNS[options.run](options.folder, options.result))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch, "inbox")
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.glob("*.xlsx")):
            make_files(folder)
        found = {name: measure(name, folder, Path(scratch, "result.xlsx")) for name in RUNS}
    for line in _report(found):
        print(line)
    return 0


def _report(found: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    yield f"{FILES} workbooks of {ROWS} rows × {COLUMNS} columns"
    for name, each in found.items():
        yield f"{name:15} {each['seconds']:7.2f} s   peak {each['peak']:6.0f} MiB   {each['rows']:.0f} rows"
    ours = found["ours"]["seconds"]
    times, faster = ours / found["bare"]["seconds"], found["pandas"]["seconds"] / ours
    reading = found["pandas reading"]["seconds"] / ours
    yield f"ours takes {times:.2f} × bare reading and writing (at most {MOST_TIMES_BARE})"
    alone = f"{reading:.1f} × its reading alone"
    yield f"ours is {faster:.1f} × faster than pandas (at least {LEAST_TIMES_PANDAS:g}), {alone}"
    yield f"ours needs {found['ours']['peak']:.0f} MiB at most, all processes together (under {MOST_MEBIBYTES})"


if __name__ == "__main__":
    sys.exit(main())
