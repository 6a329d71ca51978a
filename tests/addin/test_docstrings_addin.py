"""The examples in the docstrings of the add-in are true."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = [
    "addin.cli.help",
    "addin.functions",
    "addin.hosts.desktop",
    "addin.hosts.sheets",
    "addin.publicity",
    "addin.references",
    "addin.sealing.contents",
    "addin.xlam.wheelhouse",
]


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0 and result.failed == 0
