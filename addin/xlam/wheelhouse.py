"""Collects the wheels that a Windows PC without internet needs, on whatever system the bundle is built.

`pip download --platform win_amd64` picks Windows files but judges environment markers by the machine it runs on: on
Linux it leaves out what only Windows needs (pywin32, colorama). So the collected wheels are read, their requirements
judged as Windows would judge them, and what is missing is fetched, until nothing is.

With the server's part, since one PC of an office may serve the others; and with a copy of office.js for its task pane,
which the package xlwings-server carries and of which nothing else is used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT, EXTRA = "jiuye", "server"
OFFICE_JS = "xlwings-server"
PROJECT_FOLDER = Path(__file__).resolve().parents[2]
LEFT_OUT = (".*", "build", "dist", "demo", "tests", "benchmarks", "node_modules", "*.egg-info", "__pycache__")
SOURCE_DATE = "315532800"  # 1980-01-01: our wheel has the same bytes whenever it is built
ROUNDS = 8  # each round fetches a further layer of Windows-only requirements; there are one or two

Pip = Callable[[Sequence[str]], None]


class WheelhouseError(RuntimeError):
    """A wheel could not be had for Windows, or requirements contradict each other."""


@dataclass(frozen=True)
class Wheel:
    """What a wheel file says of itself."""

    path: Path
    name: str
    version: Version
    requires: tuple[Requirement, ...]


def collect_wheels(folder: Path, python: str, pip: Pip | None = None) -> list[Path]:
    """Fill the folder with our wheel and all it needs on 64-bit Windows; returns the files.

    Takes: `python`, the version on the PCs such as 3.11; `pip` runs pip with arguments. Raises WheelhouseError.
    """
    run = pip or _run_pip
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jiuye-source-") as copy:
        # setuptools leaves a build folder in the source, and would pack from it what has since been deleted
        source = Path(copy, PROJECT)
        shutil.copytree(PROJECT_FOLDER, source, ignore=shutil.ignore_patterns(*LEFT_OUT))
        run(["wheel", "--no-deps", "--wheel-dir", str(folder), str(source)])
    wanted = [f"{path}[{EXTRA}]" for path in sorted(folder.glob(f"{PROJECT}-*.whl"))]
    for _ in range(ROUNDS):
        run([*_download(folder, python), *wanted])
        needed, missing = resolve(read_wheels(folder), python)
        if not missing:
            for wheel in read_wheels(folder):
                if wheel.path not in needed:
                    wheel.path.unlink()
            run([*_download(folder, python), "--no-deps", OFFICE_JS])
            return sorted(folder.glob("*.whl"))
        wanted = sorted(missing)
    raise WheelhouseError(f"still missing after {ROUNDS} rounds: {', '.join(wanted)}")


def resolve(wheels: Sequence[Wheel], python: str) -> tuple[set[Path], set[str]]:
    """The wheels that our project reaches on Windows, and the requirements that none of them meets."""
    by_name = {wheel.name: wheel for wheel in wheels}
    if PROJECT not in by_name:
        raise WheelhouseError(f"no wheel of {PROJECT} among them")
    needed: set[Path] = set()
    missing: set[str] = set()
    open_ends = [(PROJECT, ""), (PROJECT, EXTRA)]
    seen = set(open_ends)
    while open_ends:
        name, extra = open_ends.pop()
        wheel = by_name[name]
        needed.add(wheel.path)
        for requirement in wheel.requires:
            if requirement.marker and not requirement.marker.evaluate(windows(python) | {"extra": extra}):
                continue
            found = by_name.get(canonicalize_name(requirement.name))
            if found is None or not requirement.specifier.contains(found.version, prereleases=True):
                missing.add(f"{requirement.name}{requirement.specifier}")
                continue
            for end in ((found.name, wanted) for wanted in ("", *requirement.extras)):
                if end not in seen:
                    seen.add(end)
                    open_ends.append(end)
    return needed, missing


def windows(python: str) -> dict[str, str]:
    """The markers of CPython on 64-bit Windows."""
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0.19045",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }


def read_wheels(folder: Path) -> list[Wheel]:
    """Every wheel in the folder, as its own metadata describes it."""
    return [_read_wheel(path) for path in sorted(folder.glob("*.whl"))]


def _read_wheel(path: Path) -> Wheel:
    with zipfile.ZipFile(path) as archive:
        metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        headers = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
    requires = tuple(Requirement(line) for line in headers.get_all("Requires-Dist", []))
    return Wheel(path, canonicalize_name(headers["Name"]), Version(headers["Version"]), requires)


def _download(folder: Path, python: str) -> list[str]:
    return [
        "download",
        "--platform=win_amd64",
        "--only-binary=:all:",
        f"--python-version={python}",
        "--implementation=cp",
        f"--find-links={folder}",
        f"--dest={folder}",
    ]


def _run_pip(arguments: Sequence[str]) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    environment = {"PIP_RETRIES": "2", **os.environ, "SOURCE_DATE_EPOCH": SOURCE_DATE}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise WheelhouseError(f"pip {arguments[0]}: {cause(done.stderr) or done.stdout.strip()}")


def cause(said: str) -> str:
    """What pip found wrong, without the tale of its attempts.

    >>> cause("WARNING: Retrying\\n  ERROR: No matching distribution found for x\\nerror: subprocess-exited-with-error")
    'No matching distribution found for x'
    """
    errors = [line.strip() for line in said.splitlines() if "ERROR: " in line]
    return "；".join(dict.fromkeys(line.partition("ERROR: ")[2] for line in errors)) or said.strip()
