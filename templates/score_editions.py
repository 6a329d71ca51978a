"""Which edition of a rubric a score sheet was drawn from: a digest of what its answers mean.

The cells of a sheet are named by position (`i001`, `i002`, …), so the answers of an older edition would be read as
those of other items. Hence every workbook carries the digests of its rubrics on its hidden sheet. Texts are not part
of them: a mended misprint changes no answer.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Mapping

from formulas.rubrics import rubric as load_rubric
from templates.score_cells import ItemCells, cells_of
from templates.score_layout import band_rows, points

META_KEY = "rubric_digest"
_LENGTH = 16  # hexadecimal digits: they tell editions apart, they need not withstand anybody


@functools.cache
def rubric_digest(code: str) -> str:
    """Changes whenever an answer on a sheet of the rubric comes to mean something else."""
    rubric = load_rubric(code)
    described = {
        "header": [[field.code, field.type, list(field.options)] for field in rubric.header],
        "items": [_describe(each) for each in cells_of(code)],
        "own_points": {each.key: len(rows) for each in cells_of(code) if (rows := band_rows(rubric, each.item))},
        "rows": [point.label for point in points(rubric)] if rubric.sheet_columns else [],
    }
    text = json.dumps(described, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _describe(each: ItemCells) -> dict[str, object]:
    """An item as its answer is understood: points only where the answer is itself a number out of them."""
    item = each.item
    return {
        "no": item.no,
        "kind": item.kind,
        "alternative": item.alternative,
        "inputs": [[entry.name, entry.type, entry.unit, list(entry.options)] for entry in item.inputs],
        "points": item.points if item.kind == "manual" else None,
        "cells": [[cell.key, cell.kind, list(cell.options), cell.input, cell.part] for cell in each.cells],
    }


def digests_text(codes: Iterable[str]) -> str:
    """What a workbook says of its rubrics: `harmonious-enterprise=0123456789abcdef`, joined by commas."""
    return ",".join(f"{code}={rubric_digest(code)}" for code in codes)


def digest_in(entries: Mapping[str, str], code: str) -> str:
    """The digest that a workbook's hidden sheet gives for a rubric; empty where it gives none.

    >>> digest_in({"rubric_digest": "a=01,b=02"}, "b"), digest_in({}, "b")
    ('02', '')
    """
    pairs = (pair.partition("=") for pair in entries.get(META_KEY, "").split(","))
    return next((digest.strip() for name, _, digest in pairs if name.strip() == code), "")
