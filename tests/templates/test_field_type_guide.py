"""The table of field types in docs/maintaining.md: every type is in it, as it may be written, with options it takes."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from templates import fields
from templates.fields import Enum, FieldType, Pct, Text, Year

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "maintaining.md").read_text("utf-8")
SECTION = GUIDE[GUIDE.index("## 四、") : GUIDE.index("## 五、")]
ROWS = re.findall(r"(?m)^\| (`[A-Z]\w*\(.*) \| (.*) \| (.*)\|$", SECTION)
EXPORTED = {name: getattr(fields, name) for name in fields.__all__}
TYPES = {name for name, each in EXPORTED.items() if isinstance(each, type) and issubclass(each, FieldType)}
ABSTRACT = {"FieldType", "Listed"}  # what the others share


def made(cell: str) -> list[FieldType]:
    return [eval(code, {**EXPORTED}) for code in re.findall(r"`([^`]+)`", cell)]


def test_every_type_is_in_the_table() -> None:
    told = [type(each).__name__ for types, _, _ in ROWS for each in made(types)]
    assert len(told) == len(set(told))
    assert set(told) == TYPES - ABSTRACT


@pytest.mark.parametrize(("types", "options"), [(types, options) for types, _, options in ROWS])
def test_the_options_are_taken(types: str, options: str) -> None:
    [kind, *_] = made(types)
    taken = {each.name for each in dataclasses.fields(kind)}
    for code in re.findall(r"`([a-z][^`]*)`", options):
        name, _, value = code.partition("=")
        if name == "past_day":
            continue
        assert name in taken
        if value:
            assert dataclasses.replace(kind, **{name: eval(value)}) != kind


def test_the_limits_the_table_tells() -> None:
    assert (Text().max_length, fields.LongText().max_length, Pct().maximum) == (200, 2000, 1)
    assert not Enum("county12").other and not Year().future
