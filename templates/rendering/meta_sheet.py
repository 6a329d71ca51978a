"""The very hidden sheet by which a program knows the workbook: forms, version, digest of the declarations, issue.

The ribbon reads it too, from VBA, to grey the buttons that cannot work here. A sheet may be renamed, so `sheets`,
`lists` and `growing` give one defined name on each sheet that is filled in, that holds a list, that takes more rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from templates.fields.choices import Listed
from templates.model import Field, Form, ListForm, ScoreSheetForm, Workbook
from templates.names import META_TAB
from templates.rendering.drawing import Drawing
from templates.rendering.names import missing_name
from templates.rendering.printing import protect
from templates.rendering.styles import HELPER, put, put_text
from templates.score_editions import META_KEY, digests_text


def schema_digest(forms: Iterable[Form]) -> str:
    """SHA-256 over what a reader must know of the forms: codes, labels, types, what is required, in order."""
    described = [
        {"code": form.code, "kind": form.kind, "title": form.title, "fields": list(map(_describe, form.fields()))}
        for form in forms
    ]
    text = json.dumps(described, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _describe(field: Field) -> dict[str, object]:
    described: dict[str, object] = {
        "code": field.code,
        "label": field.label,
        "type": field.type.kind,
        "required": field.required if isinstance(field.required, bool) else "conditional",
        "computed": bool(field.formula),
    }
    if isinstance(field.type, Listed):
        described["values"] = list(field.type.codes.values)
    return described


def entries(workbook: Workbook, drawing: Drawing) -> dict[str, object]:
    """What the sheet holds, by the name behind `meta.`; the last two are filled in when the workbook is sealed."""
    issue = drawing.issue
    filled = [form for form in workbook.forms if form.code not in drawing.for_reference]
    lists = [form for form in filled if isinstance(form, ListForm)]
    return {
        "workbook": workbook.code,
        "version": workbook.version,
        "built": workbook.revised.isoformat(),
        "forms": ",".join(form.code for form in workbook.forms),
        "rules": ",".join(workbook.rules),
        "rubrics": ",".join(_scored(workbook, drawing)),
        META_KEY: digests_text(_scored(workbook, drawing)),
        "sheets": ",".join(_anchors(filled, drawing)),
        "lists": ",".join(_anchors(lists, drawing)),
        "growing": ",".join(_anchors((form for form in lists if not form.fixed), drawing)),
        "schema": schema_digest(workbook.forms),
        "issue": issue.id if issue else "",
        "unit": issue.unit if issue else "",
        "unit_code": issue.unit_code if issue else "",
        "period": issue.period if issue else "",
        "issued_on": issue.issued_on.isoformat() if issue and issue.issued_on else "",
        "data_digest": "",
        "sealed_at": "",
    }


def _scored(workbook: Workbook, drawing: Drawing) -> list[str]:
    """The evaluation standards that a sheet of the workbook has answers to, each once."""
    answered = (
        form.rubric
        for form in workbook.forms
        if isinstance(form, ScoreSheetForm) and f"{form.name}.i001.remark" in drawing.names
    )
    return list(dict.fromkeys(answered))


def _anchors(forms: Iterable[Form], drawing: Drawing) -> list[str]:
    """One defined name on the sheet of each form."""
    found = []
    for form in forms:
        names = (f"{form.name}.{part}" for part in (*(field.name for field in form.fields()), "i001"))
        found += [next((name for name in names if name in drawing.names), missing_name(form))]
    return found


def draw(drawing: Drawing) -> None:
    """Draw the sheet, and the cell of today's date that all formulas share."""
    sheet = drawing.sheet(META_TAB)
    style = drawing.styles.array(HELPER.but(horizontal="left", number_format="@"))
    row = 0
    for row, (key, value) in enumerate(entries(drawing.workbook, drawing).items(), start=1):
        put_text(sheet, row, 1, style, key)
        put_text(sheet, row, 2, style, value or None)
        drawing.names.add_cells(f"meta.{key}", sheet.title, row, 2, row, 2)
    put_text(sheet, row + 1, 1, style, "today")
    put(sheet, row + 1, 2, drawing.styles.array(HELPER.but(number_format="yyyy-mm-dd")), "=TODAY()")
    drawing.names.add_cells("jy.today", sheet.title, row + 1, 2, row + 1, 2)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 70
    sheet.sheet_state = "veryHidden"
    protect(sheet)
