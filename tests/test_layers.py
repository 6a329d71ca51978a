"""The layers point one way (formulas <- templates <- addin), and slow or foreign libraries stay at their place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.oracles import imports

ROOT = Path(__file__).resolve().parents[1]


def test_no_import_points_the_wrong_way() -> None:
    found = imports.offences(ROOT)
    assert not found, "\n" + "\n".join(found)


def test_all_three_layers_were_read() -> None:
    read = imports.modules(ROOT)
    assert {path.relative_to(ROOT).parts[0] for path in read} == set(imports.LAYERS)
    assert any(imports.imports(path, ROOT) for path in read)


# (file, its source, the line that must be named or None where the import is allowed)
SOURCES = [
    ("formulas/rates.py", "import decimal\nfrom templates.forms import x\n", 2),
    ("formulas/rates.py", "import addin\n", 1),
    ("formulas/rates.py", "def draw():\n    import openpyxl.styles\n", 2),
    ("formulas/subsidies/one.py", "from . import two\nfrom ..columns import column\n", 2),
    ("formulas/subsidies/one.py", "from importlib import import_module\nimport_module('xlsxwriter')\n", 2),
    ("formulas/subsidies/one.py", "from formulas.expressions import field\n", None),
    ("templates/forms/one.py", "from openpyxl import Workbook\n", 1),
    ("templates/fields.py", "import python_calamine\n", 1),
    ("templates/fields.py", "from formulas import documents\n", None),
    ("templates/fields.py", "from addin.commands import compute\n", 1),
    ("templates/rendering/sheet.py", "from openpyxl import Workbook\n", None),
    ("templates/rendering/sheet.py", "import xlwings as xw\n", 1),
    ("templates/reading/names.py", "import python_calamine\n", None),
    ("templates/rendering_notes.py", "import openpyxl\n", 1),  # the package is meant, not the beginning of a name
    ("addin/commands/compute.py", "import xlwings\n", 1),
    ("addin/commands/compute.py", "import openpyxl\n", 1),
    ("addin/hosts/desktop.py", "import xlwings\n", None),
    ("addin/merging.py", "import xlsxwriter\n", None),
    ("formulas/columns.py", "import ibis\n", None),
    ("formulas/rules.py", "import ibis\n", 1),
    ("formulas/rules.py", "if TYPE_CHECKING:\n    import ibis\nelse:\n    import math\n", None),
    ("formulas/rules.py", "try:\n    import duckdb\nexcept ImportError:\n    pass\n", 2),
    ("formulas/rules.py", "class Rule:\n    import ibis.expr\n", 2),
    ("formulas/rules.py", "def column():\n    import ibis\n", None),
    ("formulas/rules.py", "from formulas import columns\n", 1),
    ("formulas/rules.py", "from .columns import column\n", 1),
    ("addin/cli.py", "def sql():\n    from formulas import columns\n", None),
]


@pytest.mark.parametrize(("name", "source", "line"), SOURCES, ids=range(len(SOURCES)))
def test_the_check_names_file_and_line(tmp_path: Path, name: str, source: str, line: int | None) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    found = imports.offences(tmp_path)
    if line is None:
        assert found == []
    else:
        assert found
        assert all(offence.startswith(f"{name}:{line}: ") for offence in found), found


LOAD_ALL = """
import importlib, sys
for module in sys.argv[1:]:
    importlib.import_module(module)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_loading_every_formula_loads_no_workbook_library_and_no_database() -> None:
    """What the source check cannot see: a library that comes in through another one."""
    files = [path.relative_to(ROOT).with_suffix("").parts for path in imports.modules(ROOT)]
    modules = [".".join(parts).removesuffix(".__init__") for parts in files if parts[0] == "formulas"]
    lazy = [name for name in modules if not (name + ".").startswith("formulas.columns.")]
    command = [sys.executable, "-c", LOAD_ALL, *lazy]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    loaded = set(answer.stdout.split())
    assert "formulas" in loaded
    assert not loaded & {"ibis", "duckdb", "pandas", "openpyxl", "xlwings", "xlsxwriter", "python_calamine"}
