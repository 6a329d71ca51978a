"""Whole workbooks against the text of what they were: nothing in them changes unmeant (see tests/golden)."""

from __future__ import annotations

import difflib
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from tests.golden.dump import dump
from tests.golden.renew import FOLDER
from tests.golden.samples import SAMPLES

SHOWN = 40  # lines of the difference


@pytest.mark.parametrize("name", SAMPLES)
def test_the_workbook_is_what_it_was(name: str) -> None:
    make, sheet = SAMPLES[name]
    was = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    now = dump(make(), sheet).splitlines()
    changed = list(difflib.unified_diff(was, now, "was", "is", n=0, lineterm=""))
    told = "\n".join(changed[:SHOWN])
    assert not changed, f"If this was meant: python -m tests.golden.renew {name}\n{told}"


def test_every_text_belongs_to_a_workbook() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(SAMPLES)


def _value(book: Any) -> None:
    book.worksheets[0]["A1"].value = "另一个标题"


def _width(book: Any) -> None:
    book.worksheets[1].column_dimensions["B"].width += 1


def _lock(book: Any) -> None:
    book.worksheets[1].protection.sheet = False


def _guard(book: Any) -> None:
    book.worksheets[1].data_validations.dataValidation.pop()


def _name(book: Any) -> None:
    del book.defined_names["jy.progress.missing"]


@pytest.mark.parametrize("change", [_value, _width, _lock, _guard, _name])
def test_a_small_change_is_seen(change: Callable[[Any], None]) -> None:
    make, _ = SAMPLES["lists"]
    content = make()
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    assert dump(buffer.getvalue()) != dump(content)
