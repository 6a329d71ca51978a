"""校验结果: findings as a table that leads to the cells, and as marks on the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from addin.book import BookData
from addin.changes import Mark
from addin.tables import Column, Link, Table, Value
from templates.findings import Finding

TITLE = "校验结果"
SHEET, CELL, MESSAGE = "工作表", "单元格", "问题与改法"
_COLUMNS = (
    Column("序号", 6, "center"),
    Column("级别", 7, "center"),
    Column(SHEET, 22),
    Column(CELL, 9, "center"),
    Column("定位", 7, "center"),
    Column("项目", 20),
    Column(MESSAGE, 78),
    Column("代码", 22),
)
_LEVELS = {"error": "错误", "warning": "提醒"}
_MARKS_LIMIT = 2000  # of one sheet; so many colours at once serve nobody, and Excel takes seconds for more


def findings_table(book: BookData, findings: Sequence[Finding]) -> Table:
    """One row for each finding."""
    labels = _labels(book)
    return Table(_COLUMNS, [_row(number, each, labels) for number, each in enumerate(findings, start=1)])


def _row(number: int, finding: Finding, labels: Mapping[tuple[str, str], str]) -> list[Value]:
    link = Link(finding.sheet, finding.cell or "A1", "转到") if finding.sheet else None
    label = labels.get((finding.sheet, finding.field), "")
    words = finding.message
    return [number, _LEVELS[finding.severity], finding.sheet, finding.cell, link, label, words, finding.rule]


def _labels(book: BookData) -> dict[tuple[str, str], str]:
    """The printed label of each field by sheet and code."""
    return {
        (data.sheet, field.code): field.label.replace("\n", "").rstrip("：:")
        for data in book.forms.values()
        for field in data.form.fields()
    }


def marks_of(findings: Iterable[Finding], sheet: str, first: int = 1) -> list[Mark]:
    """The marks of a sheet, one for each cell; `first` is the number of the first finding in the table."""
    found: dict[str, list[tuple[int, Finding]]] = {}
    for number, each in enumerate(findings, start=first):
        if each.sheet == sheet and each.cell:
            found.setdefault(each.cell, []).append((number, each))
    return [_mark(cell, entries) for cell, entries in list(found.items())[:_MARKS_LIMIT]]


def _mark(cell: str, entries: Sequence[tuple[int, Finding]]) -> Mark:
    severity = "error" if any(each.severity == "error" for _, each in entries) else "warning"
    words = [f"{_without_code(each.words)}（“{TITLE}”第{number}条）" for number, each in entries]
    return Mark(cell, "error" if severity == "error" else "warning", " ".join(words).replace("\n", " "))


def _without_code(words: str) -> str:
    """The message as it reads beside its own cell."""
    return words.rpartition("（")[0] or words


def counted(findings: Iterable[Finding]) -> tuple[int, int]:
    """How many errors and warnings."""
    severities = [each.severity for each in findings]
    return severities.count("error"), severities.count("warning")


def summary(findings: Sequence[Finding]) -> str:
    """What was found, as a sentence."""
    errors, warnings = counted(findings)
    if not findings:
        return "没有发现问题。"
    parts = [f"{errors}处错误" if errors else "", f"{warnings}处提醒" if warnings else ""]
    advice = "请改正错误后再上报。" if errors else "提醒不影响上报，请核对。"
    return f"发现{'、'.join(part for part in parts if part)}。{advice}"


def as_json(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [each.as_json() for each in findings]
