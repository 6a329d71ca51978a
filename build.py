"""Writes the official workbooks and the add-in into dist/, with a manifest; `--check` says whether they are up to date.

    python build.py [--out dist] [--only CODE …] [--rows N]      draw and write
    python build.py --list                                       what there is
    python build.py --check [--out dist]                         redraw and compare; exit status 1 if they differ
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from addin.commands import commands
from addin.xlam.package import build_addin
from addin.xlam.ribbon import RibbonCommand
from formulas.documents import DataError
from templates.model import Workbook
from templates.registry import path_of, workbooks
from templates.rendering import RenderError, file_bytes

MANIFEST = "manifest.json"
ADDIN = "jiuye.xlam"
DONE, FINDINGS, UNABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    options = _parser().parse_args(arguments)
    known = workbooks()
    if unknown := [code for code in options.only if code not in known]:
        print(f"没有这个工作簿：{'、'.join(unknown)}。现有：{'、'.join(known)}。", file=sys.stderr)
        return UNABLE
    chosen = [known[code] for code in options.only] or list(known.values())
    if options.list:
        for workbook in chosen:
            print(f"{workbook.code}\t{path_of(workbook)}\t{len(workbook.forms)} 张表")
        return DONE
    try:
        if options.check:
            return check(chosen, options.out, options.rows)
        return build(chosen, options.out, options.rows, with_addin=not options.only)
    except (RenderError, DataError) as error:
        print(f"无法生成：{error}", file=sys.stderr)
        return UNABLE
    except OSError as error:
        print(f"无法读写：{error.filename}（{error.strerror}）", file=sys.stderr)
        return UNABLE


def build(chosen: Iterable[Workbook], out: Path, rows: int | None, with_addin: bool = False) -> int:
    """Write the workbooks (and the add-in), bring the manifest up to date; files of workbooks not chosen are kept."""
    entries = {entry["path"]: entry for entry in _read_manifest(out)}
    for workbook in _shown(list(chosen)):
        target = out / path_of(workbook)
        target.parent.mkdir(parents=True, exist_ok=True)
        data = file_bytes(workbook, rows=rows)
        target.write_bytes(data)
        entries[path_of(workbook)] = _entry(workbook, data)
    if with_addin:
        entries[ADDIN] = _write_addin(out)
    declared = {ADDIN, *(path_of(workbook) for workbook in workbooks().values())}
    _write_manifest(out, [entry for path, entry in entries.items() if path in declared])
    return DONE


def check(chosen: Iterable[Workbook], out: Path, rows: int | None) -> int:
    """Draw the workbooks again and name every file in `out` that is missing or differs."""
    recorded = {entry["path"]: entry for entry in _read_manifest(out)}
    stale = []
    for workbook in _shown(list(chosen)):
        target = out / path_of(workbook)
        data = file_bytes(workbook, rows=rows)
        if not target.exists():
            stale.append(f"缺少：{target}")
        elif target.read_bytes() != data:
            stale.append(f"与声明不一致：{target}")
        elif recorded.get(path_of(workbook)) != _entry(workbook, data):
            stale.append(f"清单未更新：{target}")
    for line in stale:
        print(line)
    return FINDINGS if stale else DONE


def _write_addin(out: Path) -> dict[str, object]:
    """The ribbon add-in, its buttons labelled by the commands themselves."""
    buttons = [RibbonCommand(command.id, command.title, command.tip) for command in commands().values()]
    build_addin(out / ADDIN, buttons)
    digest = hashlib.sha256((out / ADDIN).read_bytes()).hexdigest()
    return {
        "path": ADDIN, "workbook": "addin", "title": "就业报表加载项", "forms": [], "source": [],
        "version": "1", "sha256": digest,
    }  # fmt: skip


def _entry(workbook: Workbook, data: bytes) -> dict[str, object]:
    return {
        "path": path_of(workbook),
        "workbook": workbook.code,
        "title": workbook.title,
        "forms": [form.code for form in workbook.forms],
        "source": list(dict.fromkeys(form.source.citation.document.label for form in workbook.forms)),
        "version": workbook.version,
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _read_manifest(out: Path) -> list[dict[str, object]]:
    """The recorded entries; none where there is no manifest, or one that is not ours."""
    try:
        return list(json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []


def _write_manifest(out: Path, entries: list[dict[str, object]]) -> None:
    files = sorted(entries, key=lambda entry: str(entry["path"]))
    text = json.dumps({"files": files}, ensure_ascii=False, indent=2)
    out.mkdir(parents=True, exist_ok=True)
    (out / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def _shown(chosen: list[Workbook]) -> Iterable[Workbook]:
    """The workbooks, with their progress on a terminal's stderr."""
    if not sys.stderr.isatty():
        yield from chosen
        return
    for number, workbook in enumerate(chosen, start=1):
        print(f"\r\033[K{number}/{len(chosen)} {workbook.title}", end="", file=sys.stderr, flush=True)
        yield workbook
    print("\r\033[K", end="", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="生成全部官方表格（工作簿）。", add_help=False)
    parser.add_argument("--out", type=Path, default=Path("dist"), help="输出文件夹，默认 dist", metavar="文件夹")
    parser.add_argument("--only", nargs="+", default=[], help="只生成这些工作簿", metavar="代码")
    parser.add_argument("--list", action="store_true", help="列出工作簿，不生成")
    parser.add_argument("--check", action="store_true", help="重新生成并与输出文件夹比较，不改动文件")
    parser.add_argument("--rows", type=_rows, help="清单和台账预备的行数，默认按各表规定", metavar="N")
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    return parser


def _rows(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 20000:
        raise argparse.ArgumentTypeError(f"行数应为 1 至 20000 的整数，填的是 {text}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
