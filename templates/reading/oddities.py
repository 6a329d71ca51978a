"""What was odd about the headings of a list: missing, renamed, moved, repeated, or somebody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from templates.findings import Finding, Severity
from templates.lists.spelling import fold
from templates.model import Field, ListForm
from templates.reading.grid import Grid, address, letters
from templates.reading.headings import Heading, Headings, labels
from templates.reading.messages import compose, one_line, placed

_TOKEN = re.compile(r"\{([\w.-]+)(?::\w+)?\}")  # a column of the form in its formulas


def about_headings(form: ListForm, sheet: str, grid: Grid, headings: Headings) -> list[Finding]:
    """The findings about the headings of one list; computed columns are nobody's worry."""
    bare = all(heading.how == "alone" for heading in headings.found.values())  # not our file: one finding says so
    return [
        *_missing(form, sheet, headings, bare),
        *_displaced(form, sheet, headings, bare),
        *_repeated(form, sheet, headings, bare),
        *_foreign(form, sheet, grid, headings),
    ]


def _about(
    code: str, sheet: str, column: Field, heading: Heading | None, severity: Severity = "warning", **facts: object
) -> Finding:
    cell = address(heading.row, heading.column) if heading else ""
    facts = {"expected": one_line(column.label), **facts}
    return compose(code, facts, sheet=sheet, cell=cell, field=column.code, label=column.label, severity=severity)


def _missing(form: ListForm, sheet: str, headings: Headings, bare: bool) -> Iterator[Finding]:
    for column in form.columns:
        if column.code in headings.found or not column.is_input or (bare and column.beyond):
            continue
        needed = column.required is True or (not bare and column.code in _read_by_formulas(form))
        severity: Severity = "error" if needed else "warning"
        changed = headings.changed.get(column.code)
        if changed is not None and changed.found:
            yield _about("HEADER_CHANGED", sheet, column, changed, severity, found=changed.found)
        else:
            yield _about("COLUMN_MISSING", sheet, column, changed, severity)


def _read_by_formulas(form: ListForm) -> frozenset[str]:
    """The columns that the form's own formulas read: without one of them the cells of our file are errors."""
    return frozenset(code for column in form.columns for code in _TOKEN.findall(column.formula))


def _displaced(form: ListForm, sheet: str, headings: Headings, bare: bool) -> Iterator[Finding]:
    repeated = {form.column(code).label for code, _, _ in headings.repeated}  # these have a finding of their own
    for column in form.columns:
        heading = headings.found.get(column.code)
        if heading is None or not column.is_input:
            continue
        if heading.how == "renamed":
            yield _about("HEADER_RENAMED", sheet, column, heading, found=heading.found)
        elif column.label in repeated:
            continue
        elif heading.how == "text":
            yield _about("COLUMN_BY_HEADER", sheet, column, heading)
        elif heading.how == "alone" and not bare:
            yield _about("NAME_MISSING", sheet, column, heading)


def _repeated(form: ListForm, sheet: str, headings: Headings, bare: bool) -> Iterator[Finding]:
    for code, count, too_many in headings.repeated:
        column, heading = form.column(code), headings.found.get(code)
        if heading is None:
            continue
        if too_many:
            same = [place.column for each, place in headings.found.items() if form.column(each).label == column.label]
            read = [letters(place) for place in sorted(same)]
            yield _about("HEADER_TWICE", sheet, column, heading, count=count, columns=read)
        elif not bare:
            yield _about("HEADER_REPEATED", sheet, column, heading, count=count)


def _foreign(form: ListForm, sheet: str, grid: Grid, headings: Headings) -> Iterator[Finding]:
    """Columns that somebody inserted between the form's own, with a heading of their own."""
    places = [headings.found[column.code].column for column in form.printed if column.code in headings.found]
    if not places:
        return
    taken = {heading.column for heading in (*headings.found.values(), *headings.changed.values())}
    known = {label for column in form.columns for label in (*labels(column), fold(column.group))}
    top = min(heading.row for heading in headings.found.values())
    for place in range(min(places), max(places) + 1):
        rows = [row for row in range(top, headings.bottom + 1) if place not in taken and grid.text(row, place)]
        if rows and grid.text(rows[0], place) not in known:
            found = " ".join(f"{grid.at(rows[0], place)}".split())
            yield placed("COLUMN_EXTRA", sheet=sheet, cell=address(rows[0], place), found=found)
