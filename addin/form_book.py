"""What programs learn of a form: its fields in printed order, its workbook, its source."""

from __future__ import annotations

from typing import Any

from templates.fields.choices import Listed
from templates.model import Field, Form, ListForm
from templates.names import field_name
from templates.reading.messages import one_line
from templates.registry import forms, path_of, workbook_of


def describe_forms() -> list[dict[str, Any]]:
    """The entries of `jiuye forms --json`, in the order of the codes."""
    return [describe_form(form) for form in forms().values()]


def describe_form(form: Form) -> dict[str, Any]:
    """One entry: code, title, kind, workbook, source, fields."""
    workbook = workbook_of(form.code)
    entry: dict[str, Any] = {
        "code": form.code,
        "title": form.title,
        "kind": form.kind,
        "workbook": path_of(workbook) if workbook else None,
        "source": {"basis": form.source.basis, "lines": form.source.lines, "printed": form.source.printed},
        "fields": [_field(form, each) for each in form.fields()],
    }
    if isinstance(form, ListForm):
        entry["key"] = list(form.key)
    return entry


def _field(form: Form, field: Field) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "code": field.code,
        "label": one_line(field.label),
        "type": field.type.kind,
        "required": field.required if isinstance(field.required, bool) else "conditional",
        "computed": field.computed or field.type.computed,
        "printed": not field.beyond,
        "name": field_name(form.code, field.code),
    }
    if isinstance(field.type, Listed):
        entry["values"] = list(field.type.codes.values)
    return entry
