"""Who imports whom, read from the source: the layers point one way, formulas <- templates <- addin.

An import counts wherever it stands, within a function too. Only the rule about ibis, which costs a second to load,
asks whether it runs when the module is loaded.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LAYERS = ("formulas", "templates", "addin")
WORKBOOK_LIBRARIES = ("openpyxl", "xlsxwriter", "python_calamine", "msoffcrypto")


@dataclass(frozen=True)
class Rule:
    """Modules under `of` (but not under `apart_from`) must not import what stands under `never`."""

    of: tuple[str, ...]
    never: tuple[str, ...]
    why: str
    apart_from: tuple[str, ...] = ()
    on_load_only: bool = False


RULES = (
    Rule(("formulas",), ("templates", "addin"), "formulas is the lowest layer"),
    Rule(("formulas",), ("xlwings", *WORKBOOK_LIBRARIES), "formulas knows no Excel"),
    Rule(("templates",), ("addin",), "templates stands below addin"),
    Rule(LAYERS, ("xlwings",), "only addin.hosts talks to Excel", apart_from=("addin.hosts",)),
    Rule(
        ("templates",),
        WORKBOOK_LIBRARIES,
        "only rendering and reading touch files",
        apart_from=("templates.rendering", "templates.reading"),
    ),
    Rule(
        ("formulas.subsidies", "templates.forms", "addin.commands"),
        ("xlwings", *WORKBOOK_LIBRARIES),
        "a declaration holds no drawing",
    ),
    Rule(LAYERS, ("ibis", "duckdb"), "loaded lazily, a single workbook does not need it", ("formulas.columns",), True),
    Rule(LAYERS, ("formulas.columns",), "it loads ibis; import it where it is used", ("formulas.columns",), True),
)


@dataclass(frozen=True)
class Import:
    """One imported module or name, where it stands."""

    path: Path
    line: int
    module: str  # the importing module
    target: str  # formulas.columns for `from formulas import columns`
    on_load: bool


def offences(root: Path) -> list[str]:
    """Every import under `root` that points the wrong way, as "file:line: …"."""
    return [
        f"{found.path.relative_to(root)}:{found.line}: {found.module} imports {found.target}: {rule.why}"
        for path in modules(root)
        for found in imports(path, root)
        for rule in RULES
        if _under(found.module, rule.of)
        and not _under(found.module, rule.apart_from)
        and _under(found.target, rule.never)
        and (found.on_load or not rule.on_load_only)
    ]


def modules(root: Path) -> list[Path]:
    """The source files of the three layers."""
    return [path for layer in LAYERS for path in sorted((root / layer).rglob("*.py"))]


def imports(path: Path, root: Path) -> list[Import]:
    """All imports of one file, relative ones resolved, `importlib.import_module("…")` included."""
    parts = path.relative_to(root).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    module = ".".join(parts[:-1] if is_package else parts)
    package = module if is_package else module.rpartition(".")[0]
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return [
        Import(path, node.lineno, module, target, on_load)
        for node, on_load in _nodes(tree, True)
        if isinstance(node, ast.stmt | ast.expr)
        for target in _targets(node, package)
    ]


def _nodes(node: ast.AST, on_load: bool) -> Iterator[tuple[ast.AST, bool]]:
    """Every node, and whether it runs when the module is loaded."""
    for child in ast.iter_child_nodes(node):
        yield child, on_load
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _nodes(child, False)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for part in child.body:
                yield part, False
                yield from _nodes(part, False)
            for part in child.orelse:
                yield part, on_load
                yield from _nodes(part, on_load)
        else:
            yield from _nodes(child, on_load)


def _targets(node: ast.AST, package: str) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            above = package.split(".")[: len(package.split(".")) - level + 1] if level else []
            base = ".".join(filter(None, [*above, module]))
            return [f"{base}.{alias.name}" for alias in names]
        case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]) if ast.unparse(func).endswith(
            ("import_module", "__import__")
        ):
            return [name]
        case _:
            return []


def _under(module: str, roots: tuple[str, ...]) -> bool:
    return any(module == root or module.startswith(root + ".") for root in roots)
