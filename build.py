"""Writes the official workbooks and the add-in into dist/, with a manifest; `--check` says whether they are up to date.

    python build.py [--out dist] [--only CODE …] [--rows N]      draw and write
    python build.py --list                                       what there is
    python build.py --check [--out dist]                         redraw and compare; exit status 1 if they differ
    python build.py --no-wheels                                  the offline bundle without wheels, no index asked
    python build.py --python-installer python-3.11.9-amd64.exe   the offline bundle with Python itself in it

Workbooks and add-in are the same bytes for the same sources. The offline bundle holds the wheels that the package index
offers that day: its digest is in the manifest, `--check` compares what of it is ours.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from addin.filled_in import is_filled_in
from addin.xlam.bundle import BUNDLE_NAME, FOLDER, WITHOUT_WHEELS, bundle_bytes, fetch_wheels, installer_files
from addin.xlam.package import ADDIN_NAME, addin_bytes
from addin.xlam.wheelhouse import WheelhouseError
from formulas.expressions import ExpressionError
from templates.declaring import place_of, slip_of
from templates.model import Workbook
from templates.registry import path_of, workbooks
from templates.rendering import file_bytes

MANIFEST = "manifest.json"
DONE, FINDINGS, UNABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except (ValueError, ExpressionError) as error:  # every error about a declaration or a data file is one of these
        print(f"无法生成：{place_of(error)}{error}", file=sys.stderr)
        return UNABLE
    except OSError as error:
        print(f"无法读写：{error.filename}（{error.strerror}）", file=sys.stderr)
        return UNABLE
    except Exception as error:
        slip = slip_of(error)
        if not slip:
            raise
        print(f"无法生成：{slip}", file=sys.stderr)
        return UNABLE


def _run(options: argparse.Namespace) -> int:
    known = workbooks()
    if unknown := [code for code in options.only if code not in known]:
        for code in unknown:
            print(f"没有这个工作簿：{code}。{_meant(code, known)}", file=sys.stderr)
        print(f"现有：{'、'.join(known)}。", file=sys.stderr)
        return UNABLE
    chosen = [known[code] for code in options.only] or list(known.values())
    if options.list:
        for workbook in chosen:
            print(f"{workbook.code}\t{path_of(workbook)}\t{len(workbook.forms)} 张表")
        return DONE
    if options.check:
        return check(chosen, options.out, options.rows, with_addin=not options.only)
    kept = build(chosen, options.out, options.rows)
    if not options.only:
        build_addin(options.out, options.wheels, options.python_installer)
    written = [path_of(workbook) for workbook in chosen] + ([] if options.only else [ADDIN_NAME, BUNDLE_NAME])
    print(_written(options.out, [path for path in written if options.out / path not in kept]))
    for target in kept:
        print(f"没有覆盖：{target} 已有人填写。请把它移到别处，再重新生成。", file=sys.stderr)
    return FINDINGS if kept else DONE


def _meant(code: str, known: Mapping[str, Workbook]) -> str:
    """What may have been meant: another spelling, the workbook's title, or the workbook that holds a form or a rule."""
    for workbook in known.values():
        held = {form.code for form in workbook.forms} | set(workbook.rules)
        if code in (workbook.title, workbook.file_name, path_of(workbook)) or _spelt(code) in held:
            return f"是不是 {workbook.code}？（《{workbook.title}》）"
    near = difflib.get_close_matches(_spelt(code), known, n=3, cutoff=0.6)
    return f"是不是 {'、'.join(near)}？" if near else ""


def _spelt(code: str) -> str:
    """A code as codes are written; files of templates/workbooks/ have _ for -."""
    return code.lower().removesuffix(".py").replace("_", "-")


def _written(out: Path, paths: Sequence[str]) -> str:
    """The closing line: where to, how many files, how large."""
    size = sum((out / path).stat().st_size for path in paths) / 1_000_000
    if not paths:
        return f"{out}/ 没有写出文件。"
    shown = f"{out}/{paths[0]}（" if len(paths) == 1 else f"{out}/（{len(paths)} 个文件，"
    return f"已写出 {shown}{size:.1f} MB）。"


def build(chosen: Iterable[Workbook], out: Path, rows: int | None) -> list[Path]:
    """Write the workbooks, bring the manifest up to date; files of workbooks not chosen are kept.

    Gives: the files that stay as they are because somebody filled them in
    """
    entries, kept = {}, []
    recorded = {entry["path"]: entry.get("sha256") for entry in _read_manifest(out)}
    for workbook in _shown(list(chosen)):
        target = out / path_of(workbook)
        target.parent.mkdir(parents=True, exist_ok=True)
        data = file_bytes(workbook, rows=rows)
        if _is_somebodys(target, data, recorded.get(path_of(workbook)), workbook):
            kept.append(target)
            continue
        target.write_bytes(data)
        entries[path_of(workbook)] = _entry(workbook, data)
    _update_manifest(out, entries)
    return kept


def _is_somebodys(target: Path, data: bytes, recorded: object, workbook: Workbook) -> bool:
    """Whether a file is neither what this or an earlier build wrote, nor empty of anything typed."""
    if not target.exists():
        return False
    held = target.read_bytes()
    if hashlib.sha256(held).hexdigest() == recorded:
        return False
    return is_filled_in(held, data, {form.code: form for form in workbook.forms})


def build_addin(out: Path, wheels: bool, python_installer: Path | None) -> None:
    """Write the add-in and the offline bundle; without the wheels, and saying so, where they cannot be had."""
    _show("加载项")
    addin = addin_bytes()
    fetched: dict[str, bytes] = {}
    if wheels:
        _show("离线安装包要用的程序包")
        try:
            fetched = fetch_wheels()
        except WheelhouseError as error:
            _show("")
            print(f"{WITHOUT_WHEELS}\n原因：{error}", file=sys.stderr)
    _show("离线安装包")
    bundle = bundle_bytes(addin, fetched, installer=python_installer)
    (out / ADDIN_NAME).write_bytes(addin)
    (out / BUNDLE_NAME).write_bytes(bundle)
    title = "就业报表加载项离线安装包" + ("" if fetched else "（不含 Python 程序包）")
    _update_manifest(
        out,
        {
            ADDIN_NAME: _addin_entry(ADDIN_NAME, "addin", "就业报表加载项", addin),
            BUNDLE_NAME: _addin_entry(BUNDLE_NAME, "bundle", title, bundle),
        },
    )
    _show("")


def check(chosen: Sequence[Workbook], out: Path, rows: int | None, with_addin: bool = False) -> int:
    """Draw the workbooks again and name every file in `out` that is missing or differs."""
    recorded = {entry["path"]: entry for entry in _read_manifest(out)}
    stale: list[str] = []
    for workbook in _shown(list(chosen)):
        data = file_bytes(workbook, rows=rows)
        entry = _entry(workbook, data)
        stale += _stale(out / path_of(workbook), data, recorded.get(path_of(workbook)) == entry)
    if with_addin:
        addin = addin_bytes()
        digest = hashlib.sha256(addin).hexdigest()
        stale += _stale(out / ADDIN_NAME, addin, recorded.get(ADDIN_NAME, {}).get("sha256") == digest)
        stale += _stale_bundle(out / BUNDLE_NAME, addin, recorded.get(BUNDLE_NAME, {}).get("sha256"))
    for line in stale:
        print(line)
    if not stale:
        print(f"{out}/ 与声明一致（{len(chosen) + (2 if with_addin else 0)} 个文件）。")
    return FINDINGS if stale else DONE


def _stale(target: Path, data: bytes, recorded: bool) -> Iterable[str]:
    if not target.exists():
        yield f"缺少：{target}"
    elif target.read_bytes() != data:
        yield f"与声明不一致：{target}"
    elif not recorded:
        yield f"清单未更新：{target}"


def _stale_bundle(target: Path, addin: bytes, recorded: object) -> Iterable[str]:
    """Whether the bundle holds today's add-in and installer; its wheels are not fetched again."""
    if not target.exists():
        yield f"缺少：{target}"
        return
    content = target.read_bytes()
    try:
        with zipfile.ZipFile(target) as archive:
            held = {name.removeprefix(f"{FOLDER}/"): archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        held = {}
    ours = {ADDIN_NAME: addin, **installer_files()}
    # The description goes on with what this very bundle holds
    if not all(held.get(name, b"").startswith(data) for name, data in ours.items()):
        yield f"与声明不一致：{target}"
    elif hashlib.sha256(content).hexdigest() != recorded:
        yield f"清单未更新：{target}"


def _addin_entry(path: str, code: str, title: str, data: bytes) -> dict[str, object]:
    digest = hashlib.sha256(data).hexdigest()
    return {
        "path": path, "workbook": code, "title": title, "forms": [], "source": [], "version": "1", "sha256": digest,
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


def _update_manifest(out: Path, entries: Mapping[str, dict[str, object]]) -> None:
    """Enter the files just written; what is no longer declared leaves the manifest."""
    declared = {ADDIN_NAME, BUNDLE_NAME, *(path_of(workbook) for workbook in workbooks().values())}
    known = {str(entry["path"]): entry for entry in _read_manifest(out)} | dict(entries)
    files = sorted((known[path] for path in declared & known.keys()), key=lambda entry: str(entry["path"]))
    text = json.dumps({"files": files}, ensure_ascii=False, indent=2)
    out.mkdir(parents=True, exist_ok=True)
    (out / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def _shown(chosen: list[Workbook]) -> Iterable[Workbook]:
    """The workbooks, with their progress on a terminal's stderr."""
    for number, workbook in enumerate(chosen, start=1):
        _show(f"{number}/{len(chosen)} {workbook.title}")
        yield workbook
    _show("")


def _show(what: str) -> None:
    """What is being made, on a terminal's last line; an empty text clears it."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    words = "生成全部官方表格（工作簿）、加载项和离线安装包。"
    usage = "build.py [选项]"
    whole = argparse.ArgumentParser(prog="build.py", description=words, usage=usage, add_help=False)
    parser = whole.add_argument_group("选项")
    parser.add_argument("--out", type=Path, default=Path("dist"), help="输出文件夹，默认 dist", metavar="文件夹")
    parser.add_argument("--only", nargs="+", action="extend", default=[], help="只生成这些工作簿", metavar="代码")
    parser.add_argument("--list", action="store_true", help="列出工作簿，不生成")
    parser.add_argument("--check", action="store_true", help="重新生成并与输出文件夹比较，不改动文件")
    parser.add_argument("--no-wheels", dest="wheels", action="store_false", help="离线安装包不带 Python 程序包")
    parser.add_argument(
        "--python-installer", type=Path, help="Python 官方安装程序，装进离线安装包", metavar="文件"
    )
    parser.add_argument("--rows", type=_rows, help="清单和台账预备的行数，默认按各表规定", metavar="N")
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    return whole


def _rows(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 20000:
        raise argparse.ArgumentTypeError(f"行数应为 1 至 20000 的整数，填的是 {text}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
