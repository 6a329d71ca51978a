"""Fixtures that every test may use: the judges of tests/oracles, each ready once per session."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.oracles import libreoffice, portability, schema
from tests.oracles.cached_values import CachedValues, read_values
from tests.oracles.nothing_skipped import (  # noqa: F401  pytest finds the hooks here
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
)


@pytest.fixture(scope="session")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Iterable[Path]], list[CachedValues]]:
    """`recalculated([path, …])`: the values of each workbook after LibreOffice computed every formula anew."""

    def recalculate(paths: Iterable[Path]) -> list[CachedValues]:
        outdir = tmp_path_factory.mktemp("recalculated")
        return [read_values(path) for path in libreoffice.recalculate(paths, outdir)]

    return recalculate


@pytest.fixture(scope="session")
def assert_valid_files() -> Callable[[Iterable[Path]], None]:
    """`assert_valid_files([path, …])`: Microsoft's schema validator and the portability walker object to nothing."""

    def check(paths: Iterable[Path]) -> None:
        found = schema.validation_errors(paths)
        for path, errors in found.items():
            errors += portability.offences(path)
        assert not any(found.values()), "\n".join(f"{path.name}: {line}" for path, e in found.items() for line in e)

    return check
