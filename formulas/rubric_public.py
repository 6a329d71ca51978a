"""What the command line tells about a rubric: `describe(rubric)`, the JSON of `jiuye rubrics` without its sheet.

An item lists the words it takes as an answer (`answers`) and the figures it takes instead (`inputs`); types are named
as in the subsidy rules (int, number, percent, bool, enum, list[int]). A percent is typed as 92, or as the pair
[numerator, denominator].
"""

from __future__ import annotations

from typing import Any

from formulas.rubric import HeaderField, Input, Item, Rubric, Section
from formulas.scoring_kinds import allowed_words

TYPES = {
    "yes_no": "bool", "choice": "enum", "choices": "list[enum]", "count": "int", "number": "number",
    "rate": "percent", "list": "list[int]", "text": "text", "date": "date",
}  # fmt: skip


def describe(rubric: Rubric) -> dict[str, Any]:
    """Everything a program needs to fill in and understand a sheet of this rubric."""
    line = rubric.pass_line
    return {
        "code": rubric.code,
        "title": rubric.title,
        "document": rubric.document,
        "annex": rubric.annex,
        "line": rubric.line,
        "restriction": rubric.restriction or None,
        "form": rubric.form,
        "related_forms": list(rubric.related_forms),
        "respondent": rubric.respondent,
        "total": rubric.total,
        "count": rubric.count,
        "pass_line": {"points": line.points, "sentence": line.sentence, "line": line.line} if line else None,
        "conclusions": [v.sentence for v in rubric.verdicts],
        "columns": list(rubric.columns),
        "sheet_columns": list(rubric.sheet_columns or rubric.columns),
        "sheet_rows": rubric.sheet_rows,
        "footnotes": list(rubric.footnotes),
        "note": rubric.note or None,
        "header": [_header(field) for field in rubric.header],
        "sections": [_section(section) for section in rubric.sections],
        "items": [_item(item, section, rubric) for section in rubric.sections for item in section.items],
    }


def _header(field: HeaderField) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": TYPES[field.type],
        "allowed": ["是", "否"] if field.type == "yes_no" else list(field.options) or None,
        "scored": field.scored,
        "required": field.scored and field.default is None,
        "default": field.default,
        "hint": field.hint or None,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "no": section.no,
        "name": section.name,
        "label": section.label,
        "printed": section.printed,
        "points": section.points,
        "cap": section.cap,
        "rule": section.rule,
        "note": section.note or None,
        "groups": [
            {"no": g.no, "label": g.label, "points": g.points, "rule": g.rule or None, "note": g.note or None}
            for g in section.groups
        ],
    }


def _item(item: Item, section: Section, rubric: Rubric) -> dict[str, Any]:
    return {
        "no": item.no,
        "text": item.text,
        "max": item.points if not item.levels else max(level.points for level in item.levels),
        "kind": item.kind,
        "line": item.line,
        "section": section.no,
        "group": item.group or None,
        "title": item.title or None,
        "answers": ["是", "否"] if _once(item) else list(allowed_words(item, rubric.words, rubric.total is None)),
        "inputs": _inputs(item),
        "test": item.test.source if item.test else None,
        "bands": [_band(item, index) for index in range(len(item.bands))],
        "applies": item.applies.source if item.applies else None,
        "alternative": item.alternative or None,
        "optional": item.optional,
        "effect": item.effect or None,
        "note": item.note or None,
        "source_missing": item.source_missing,
    }


def _once(item: Item) -> bool:
    """Whether the sheet asks if something is there, not how often."""
    return item.once and item.kind in ("bonus", "deduction") and not item.levels


def _inputs(item: Item) -> list[dict[str, Any]]:
    """The figures of an answer; one alone may be given as it is, several as an object by name."""
    figures = [_input(entry) for entry in item.inputs]
    if item.kind == "manual":
        score = {"name": "score", "title": "得分", "type": "number", "required": True, "maximum": item.points}
        return [score, *figures]
    if item.levels:
        return [
            {"name": v.name, "title": v.name, "type": "int", "required": False, "points": v.points} for v in item.levels
        ]
    if item.kind in ("bonus", "deduction"):
        once = {"title": "是否具备", "maximum": 1} if _once(item) else {}
        return [{"name": "count", "title": "次数", "type": "int", "required": True, **once}]
    return figures


def _input(entry: Input) -> dict[str, Any]:
    kind = "percent" if entry.unit == "%" else TYPES[entry.type]  # a known percentage, 上年就业率, is one all the same
    out: dict[str, Any] = {"name": entry.name, "title": entry.title, "type": kind}
    out["required"] = entry.required
    if entry.type == "yes_no":
        out["allowed"] = ["是", "否"]
    optional = {
        "unit": entry.unit,
        "allowed": list(entry.options),
        "numerator": entry.numerator,
        "denominator": entry.denominator,
        "maximum": entry.maximum,
        "default": entry.default,
    }
    return out | {key: value for key, value in optional.items() if value not in ("", [], None)}


def _band(item: Item, index: int) -> dict[str, Any]:
    band = item.bands[index]
    return {
        "text": band.text or None,
        "points": band.points,
        "value": band.value,
        "from": band.start,
        "below": band.below,
        "when": band.when.source if band.when else None,
        "printed": band.printed,
    }
