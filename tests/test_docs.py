"""What the documents say exists, exists: paths in backticks, commands of the command line, modules of a package.

The docstring of a package lists all its modules as `name.py` or `name/`; those in `UNLISTED` do not, because one file
is like another there (forms, rules, commands) or the outline is enough. What any of them names is there.
"""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import click
import pytest

from addin.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_PATH = re.compile(r"`((?:formulas|templates|addin|tests|docs|benchmarks|tools)/[\w./-]*)`")
_INVENTED = ("hire_veterans", "job_fairs", "/x.", "D99", "sample-station")  # the guide's own examples
PACKAGES = [path for name in ("formulas", "templates", "addin") for path in sorted((ROOT / name).rglob("__init__.py"))]
UNLISTED = {
    *("formulas", "templates", "addin"),
    *("formulas/subsidies", "formulas/parameters", "templates/forms", "templates/workbooks", "templates/lists"),
    "addin/commands",
}
_MODULE = re.compile(r"(?<![\w/.])([a-z_]\w*)(?:\.py\b|/(?!\w))")  # of this package: a path through another is none
_LISTED = re.compile(r"(?m)^    (\w+/?(?:, \w+/?)*)(?: {2,}|$)")  # at the head of an indented line: `model   what …`


def docstring(package: Path) -> str:
    return ast.get_docstring(ast.parse(package.read_text("utf-8"))) or ""


def modules(folder: Path) -> set[str]:
    """The modules and packages of a folder."""
    parts = (path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())
    return set(parts) - {"__init__"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.parent.relative_to(ROOT).as_posix())
def test_a_package_names_the_modules_it_has(package: Path) -> None:
    folder, text = package.parent, docstring(package)
    listed = set(re.findall(r"`(\w+)`", text)) | set(_MODULE.findall(text))
    if folder.relative_to(ROOT).as_posix() not in UNLISTED:
        assert modules(folder) - listed == set()
    heads = {name.strip(" /") for names in _LISTED.findall(text) for name in names.split(",")}
    named = heads | set(_MODULE.findall(text))
    assert {name for name in named if not (folder / name).is_dir() and not (folder / f"{name}.py").exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_exist(document: Path) -> None:
    named = _PATH.findall(document.read_text(encoding="utf-8"))
    missing = [path for path in named if not any(word in path for word in _INVENTED) and not (ROOT / path).exists()]
    assert not missing


GUIDE = (ROOT / "docs" / "maintaining.md").read_text(encoding="utf-8")
COMMANDS_OF_THE_GUIDE = re.findall(r"(?m)^(?:python -m pytest|- \[ \] `python -m pytest)[^`#\n]*", GUIDE)


@pytest.mark.parametrize("command", COMMANDS_OF_THE_GUIDE)
def test_a_command_of_the_guide_names_tests_there_are(command: str) -> None:
    """And what is counted for all rules together is not asked for by the code of one: `-k` would leave it out."""
    named = [path for word in command.split() if word.startswith("tests/") for path in spelt_out(word)]
    assert named
    assert [path for path in named if not list(ROOT.glob(path))] == []
    assert "-k" not in command or not any("changelog" in path or "rubric" in path for path in named)


def spelt_out(path: str) -> list[str]:
    """What the shell makes of `tests/test_{a,b}.py`."""
    before, brace, rest = path.partition("{")
    middle, _, after = rest.partition("}")
    return [f"{before}{each}{after}" for each in middle.split(",")] if brace else [path]


@pytest.mark.parametrize(("name", "module"), [(name, module) for name, (module, _) in COMMANDS.items()])
def test_every_command_is_there(name: str, module: str) -> None:
    command = getattr(importlib.import_module(f"addin.cli.{module}"), name)
    assert isinstance(command, click.Command)
    assert command.help
