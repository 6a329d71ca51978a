"""The examples in the docstrings of lists, field types and formulas' names are true."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = [
    "templates.fields.base",
    "templates.fields.contact",
    "templates.fields.dates",
    "templates.fields.identifiers",
    "templates.fields.numbers",
    "templates.fields.series",
    "templates.lists.spelling",
    "templates.rendering.known_names",
]


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0 and result.failed == 0
