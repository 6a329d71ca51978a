"""What a workbook holds, cell by cell, as it stands in the record of a sealed copy.

What was typed is recorded as it stands, not as it is meant: the record must show every change. Computed cells are left
out, since the first opening in Excel may fill in their values; their formulas are recorded instead.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from addin.book import BookData
from addin.sealing.formulas import as_runs, formulas
from addin.sealing.package import Package
from addin.sheet_parameters import SHEET as PARAMETERS
from formulas.rubrics import rubric as load_rubric
from templates.fields import is_blank
from templates.reading import FormData
from templates.reading.grid import address
from templates.score_cells import cells_of
from templates.score_reading import Remarks
from templates.score_sheet import choice_key

Record = dict[str, Any]
_CHUNK = 30_000  # characters of one cell; Excel takes 32,767
_PARAMETER_NAMES = ("param", "window", "local")
_REVIEWERS = ("review", "reason")  # what a reviewer fills in beside an item
_RECORD_LIMIT = 200 << 20  # unpacked


def record_of(book: BookData, package: Package | None) -> Record:
    """Everything that must not change: data by form and cell, parameters, formulas, the version of the template.

    Takes: `package`, None where the formulas do not matter; telling them takes most of the time
    """
    return {
        "workbook": book.meta.workbook,
        "version": book.meta.version,
        "schema": book.meta.schema,
        "issue": book.meta.issue,
        "unit": book.meta.unit,
        "period": book.meta.period,
        "forms": {code: {"sheet": data.sheet, "cells": form_cells(data)} for code, data in sorted(book.forms.items())},
        "parameters": dict(_parameters(book)),
        "formulas": {
            data.sheet: as_runs(formulas(package.sheet_text(data.sheet)))
            for data in book.forms.values()
            if package is not None and package.has_sheet(data.sheet)
        },
    }


def form_cells(data: FormData) -> dict[str, str]:
    """What was typed into a form, by cell."""
    cells: dict[str, str] = {}
    for field in data.form.fields():
        single = data.single(field.code)
        if single is not None and field.is_input and single.address and not is_blank(single.raw):
            cells[single.address] = canonical(single.raw)
    if data.form.kind == "score":
        typed = typed_names(data.form.rubric)
        for name, single in data.named.items():
            if name in typed and not is_blank(single.raw):
                cells[single.address] = canonical(single.raw)
    for column in data.columns.values():
        if column.field.is_input and column.letter:
            for number, raw in zip(data.numbers, column.raw, strict=True):
                if not is_blank(raw):
                    cells[f"{column.letter}{number}"] = canonical(raw)
    return cells


def typed_names(code: str) -> set[str]:
    """The names of the cells of a score sheet that somebody fills in: answers, remarks, choices above the table."""
    items, rubric = cells_of(code), load_rubric(code)
    found = {cell.key for item in items for cell in item.cells}
    found |= {f"{item.key}.{part}" for item in items for part in Remarks.__dataclass_fields__}
    choices = [field for field in rubric.header if field.type == "choices"]
    return found | {choice_key(field, place) for field in choices for place, _ in enumerate(field.options, start=1)}


def review_cells(data: FormData) -> dict[str, str]:
    """The cells of 复评 and 核减理由 on a score sheet, with the item of each; empty for forms of other kinds."""
    if data.form.kind != "score":
        return {}
    keys = [(f"{item.key}.{part}", item.key) for item in cells_of(data.form.rubric) for part in _REVIEWERS]
    found = ((data.named.get(name), key) for name, key in keys)
    return {single.address: key for single, key in found if single is not None and single.address}


def _parameters(book: BookData) -> Iterator[tuple[str, str]]:
    if not book.has_sheet(PARAMETERS):
        return
    grid = book.grid(PARAMETERS)
    for prefix in _PARAMETER_NAMES:
        for area in book.names.get(prefix, {}).values():
            if area is None or area.sheet != PARAMETERS:
                continue
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    if not is_blank(raw := grid.at(row, column)):
                        yield address(row, column), canonical(raw)


def canonical(raw: object) -> str:
    """A cell's content as a text that is the same for the same content.

    >>> canonical(5.0), canonical("5"), canonical(dt.date(2023, 6, 1)), canonical(True)
    ('n5', 's5', 'd2023-06-01', 'b1')
    """
    if isinstance(raw, bool):
        return f"b{int(raw)}"
    if isinstance(raw, (int, float)):
        return f"n{raw:.15g}"
    if isinstance(raw, (dt.datetime, dt.date, dt.time)):
        return f"d{raw.isoformat()}"
    return f"s{raw}"


def shown(text: str | None) -> str:
    """A recorded content as a person reads it."""
    return "空" if text is None else f"“{text[1:]}”" if text.startswith("s") else text[1:]


def digest_of(record: Mapping[str, Any]) -> str:
    """SHA-256 over the record."""
    return hashlib.sha256(_text(record).encode()).hexdigest()


def pack(record: Mapping[str, Any]) -> list[str]:
    """The record as texts that fit into cells."""
    text = base64.b64encode(zlib.compress(_text(record).encode(), 9)).decode("ascii")
    return [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]


def unpack(pieces: list[str]) -> Record | None:
    """The record from its texts; None where they are none."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(base64.b64decode("".join(pieces), validate=True), _RECORD_LIMIT)
        record = json.loads(text)
    except (ValueError, zlib.error, RecursionError):
        return None
    return record if isinstance(record, dict) and {"forms", "parameters", "formulas"} <= set(record) else None


def _text(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
