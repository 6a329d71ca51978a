"""What the documents say exists, exists: paths in backticks, and the commands of the command line."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import click
import pytest

from addin.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_PATH = re.compile(r"`((?:formulas|templates|addin|tests|docs|benchmarks|tools)/[\w./-]*)`")
_INVENTED = ("hire_veterans", "job_fairs", "/x.", "D31")  # the guide's own examples


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_exist(document: Path) -> None:
    named = _PATH.findall(document.read_text(encoding="utf-8"))
    missing = [path for path in named if not any(word in path for word in _INVENTED) and not (ROOT / path).exists()]
    assert not missing


@pytest.mark.parametrize(("name", "module"), [(name, module) for name, (module, _) in COMMANDS.items()])
def test_every_command_is_there(name: str, module: str) -> None:
    command = getattr(importlib.import_module(f"addin.cli.{module}"), name)
    assert isinstance(command, click.Command)
    assert command.help
