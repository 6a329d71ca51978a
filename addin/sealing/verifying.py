"""verify: what has changed in a sealed copy, whether its template is the current one, and whether it holds true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addin.book import BookData
from addin.sealing.checking import full_check
from addin.sealing.contents import Record, digest_of, record_of, review_cells, shown, unpack
from addin.sealing.formulas import changed_cells
from addin.sealing.package import Package
from addin.sealing.sealing import RECORD
from addin.sealing.words import Place, finding
from addin.sheet_parameters import SHEET as PARAMETERS
from templates.findings import Finding, has_errors, position_of
from templates.reading import FileBook, FormData, Received
from templates.registry import forms, workbooks

_FACTS = {"workbook": "模板", "version": "模板版本", "issue": "下发编号", "unit": "填报单位", "period": "期次"}
_TOLD = ("unit", "period", "issue", "version", "data_digest", "sealed_at")
_CELLS_NAMED = 12  # so many cells of one sheet a finding about formulas names


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `sealed`: the copy has a record; `intact`: nothing differs from it."""

    findings: list[Finding]
    sealed: bool
    intact: bool
    facts: Mapping[str, str]

    @property
    def passed(self) -> bool:
        return self.sealed and self.intact and not has_errors(self.findings)

    def as_json(self, file: str) -> dict[str, Any]:
        return {
            "file": file,
            "sealed": self.sealed,
            "intact": self.intact,
            "passed": self.passed,
            **self.facts,
            "findings": [each.as_json() for each in self.findings],
        }


def verify(content: bytes, path: Path, *, today: dt.date | None = None) -> Verdict:
    """Compare a received copy with its record, and check and compute everything anew. Raises UnreadableFile."""
    with FileBook(path, content) as source, Package(content) as package:
        book = BookData(source, today=today)
        entries = book.meta.entries
        facts = {key: entries.get(key, "") for key in _TOLD}
        found: list[Finding] = []
        changes: list[Finding] = []
        if not book.sealed:
            found.append(finding("NOT_SEALED"))
        else:
            changes, reviewed = _changes(book, package)
            found += [*changes, *reviewed, *_acceptance(book)]
        found += [*_version(book), *full_check(book)]
        return Verdict(list(dict.fromkeys(found)), book.sealed, book.sealed and not changes, facts)


def changed_data(content: bytes, received: Received) -> list[Finding]:
    """What was typed into a copy after it was sealed, and who accepted errors; nothing for a copy without a record.

    Formulas are left out: who asks, a merge, computes everything anew. Raises UnreadableFile.
    """
    if not received.meta.entries.get("sealed_at"):
        return []
    with FileBook(received.path, content) as source:
        book = BookData(source, received=received)
        changes, reviewed = _changes(book, None)
        return [*changes, *reviewed, *_acceptance(book)]


def _changes(book: BookData, package: Package | None) -> tuple[list[Finding], list[Finding]]:
    """Everything that is not as the record says, and what a reviewer added; without a package, but for the formulas."""
    entries = book.meta.entries
    pieces = [entries[f"{RECORD}{number}"] for number in range(1, len(entries)) if f"{RECORD}{number}" in entries]
    record = unpack(pieces)
    if record is None or digest_of(record) != entries.get("data_digest"):
        return [finding("RECORD_BROKEN")], []
    now = record_of(book, package)
    if package is None:
        record["formulas"] = now["formulas"]
    reviewed = list(_set_apart(book, record, now))
    if digest_of(now) == digest_of(record):
        return [], reviewed
    found = [
        *_facts(record, now),
        *_forms(book, record, now),
        *_parameters(record, now),
        *_formulas(record, now),
    ]
    return found or [finding("RECORD_BROKEN")], reviewed


def _set_apart(book: BookData, record: Record, now: Record) -> Iterator[Finding]:
    """Take out what a reviewer wrote into cells that were blank at sealing: it is told of, and changes nothing."""
    for code, after in now["forms"].items():
        before = record["forms"].get(code)
        items = review_cells(book.forms[code]) if before is not None else {}
        later = [cell for cell in after["cells"] if cell in items and cell not in before["cells"]]
        for cell in later:
            del after["cells"][cell]
        if later:
            count = len({items[cell] for cell in later})
            yield finding("REVIEWED_LATER", Place(after["sheet"]), severity="warning", count=count)


def _facts(record: Record, now: Record) -> Iterator[Finding]:
    for key, label in _FACTS.items():
        if record.get(key) != now.get(key):
            before, after = f"“{record.get(key, '')}”", f"“{now.get(key, '')}”"
            yield finding("META_CHANGED", Place(label=label), before=before, after=after)


def _forms(book: BookData, record: Record, now: Record) -> Iterator[Finding]:
    titles = {code: form.title.replace("\n", "") for code, form in forms().items()}
    for code in record["forms"].keys() - now["forms"].keys():
        yield finding("FORM_GONE", form=titles.get(code, code))
    for code in now["forms"].keys() - record["forms"].keys():
        yield finding("FORM_NEW", form=titles.get(code, code))
    for code, after in now["forms"].items():
        before = record["forms"].get(code)
        if before is None:
            continue
        if before["sheet"] != after["sheet"]:
            yield finding("SHEET_MOVED", Place(after["sheet"]), before=before["sheet"], after=after["sheet"])
        labels = dict(_labels(book.forms[code]))
        for cell in _differing(before["cells"], after["cells"]):
            name, label = labels.get(cell) or labels.get(cell.rstrip("0123456789")) or ("", "")
            yield finding(
                "CELL_CHANGED",
                Place(after["sheet"], cell, name, label),
                before=shown(before["cells"].get(cell)),
                after=shown(after["cells"].get(cell)),
            )


def _labels(data: FormData) -> Iterator[tuple[str, tuple[str, str]]]:
    """Code and label of each field, by its cell or by the letters of its column."""
    for field in data.form.fields():
        label = field.label.replace("\n", "").rstrip("：:")
        single, column = data.single(field.code), data.columns.get(field.code)
        if single is not None:
            yield single.address, (field.code, label)
        if column is not None:
            yield column.letter, (field.code, label)


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    places = {cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell)}
    return sorted(places, key=position_of)


def _parameters(record: Record, now: Record) -> Iterator[Finding]:
    for cell in _differing(record["parameters"], now["parameters"]):
        before, after = shown(record["parameters"].get(cell)), shown(now["parameters"].get(cell))
        yield finding("PARAMETER_CHANGED", Place(PARAMETERS, cell), before=before, after=after)


def _formulas(record: Record, now: Record) -> Iterator[Finding]:
    for sheet, before in record["formulas"].items():
        cells = changed_cells(before, now["formulas"].get(sheet, {}))
        named = cells[:_CELLS_NAMED]
        for cell in named:
            rest = len(cells) - len(named) if cell == named[-1] else 0
            more = f"（这张表另有{rest}处，不再列出）" if rest else ""
            yield finding("FORMULA_CHANGED", Place(sheet, cell), more=more)


def _acceptance(book: BookData) -> Iterator[Finding]:
    who = book.meta.entries.get("accepted_by", "")
    if who:
        count = book.meta.entries.get("accepted_errors", "")
        yield finding("ERRORS_ACCEPTED", severity="warning", who=who, count=count)


def _version(book: BookData) -> Iterator[Finding]:
    from templates.rendering.meta_sheet import schema_digest

    meta = book.meta
    if not meta.workbook:
        return
    workbook = workbooks().get(meta.workbook)
    if workbook is None:
        yield finding("WORKBOOK_UNKNOWN", severity="warning", found=meta.workbook)
    elif meta.version != workbook.version:
        yield finding("VERSION_DIFFERS", severity="warning", found=meta.version, current=workbook.version)
    elif meta.schema and meta.schema != schema_digest(workbook.forms):
        yield finding("SCHEMA_DIFFERS", severity="warning")
