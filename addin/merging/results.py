"""What a merge found, ready for the workbook and for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from addin.computing import AMOUNT, rule_of
from addin.merging.quotas import Standings
from addin.merging.units import Scope, Unit, has_reported, unit_of_file
from templates.findings import Finding
from templates.registry import workbook_of

Status = Literal["merged", "partly", "empty", "skipped", "unreadable"]
STATUS_WORDS: dict[str, str] = {
    "merged": "已并入",
    "partly": "部分并入",
    "empty": "没有内容",
    "skipped": "未读取",
    "unreadable": "无法读取",
}
_NONE_JOINED, _PASSED_OVER = "全部未并入", "忽略"
BAD_WORDS = (STATUS_WORDS["unreadable"], STATUS_WORDS["partly"], STATUS_WORDS["empty"], _NONE_JOINED)
_SHOWN = 5  # files passed over that a line names


@dataclass(slots=True)
class FileResult:
    """What became of one file. `rows_in` = `merged` + `rejected`."""

    file: str
    status: Status = "merged"
    reason: str = ""
    rows_in: int = 0
    merged: int = 0
    rejected: int = 0
    unit: Unit | None = None
    litter: bool = False
    is_result: bool = False  # of a merge, sent in instead of a form

    @property
    def status_word(self) -> str:
        """The status as people read it: a file whose rows all stay out is not empty, litter is no report."""
        if self.litter:
            return _PASSED_OVER
        return _NONE_JOINED if self.status == "empty" and self.rejected else STATUS_WORDS[self.status]

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "status": self.status,
            "reason": self.reason,
            "rows_in": self.rows_in,
            "merged": self.merged,
            "rejected": self.rejected,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where one row stands: its unit and file, its sheet, the cell that identifies it."""

    file: int  # its place among the files
    unit: Unit
    sheet: str
    cell: str
    row: int
    name: str = ""  # of the enterprise or person


@dataclass(slots=True)
class Duplicate:
    """One enterprise or person that several units reported in the same list."""

    form: str
    kind: Literal["enterprise", "person"]
    field: str
    label: str
    value: str
    places: list[Place]
    earlier: str = ""  # where an earlier merge met it
    severity: Literal["error", "warning"] = "error"

    @property
    def units(self) -> list[str]:
        return list(dict.fromkeys([*([self.earlier] if self.earlier else []), *(p.unit.name for p in self.places)]))


@dataclass(slots=True)
class MergedForm:
    """How much of one list came together."""

    code: str
    title: str
    tab: str  # its sheet in the result
    rows: int = 0
    rejected: int = 0
    files: set[int] = field(default_factory=set)
    by_unit: dict[str, int] = field(default_factory=dict)  # merged rows by the unit's key
    months: dict[str, int] = field(default_factory=dict)  # files by the month they are about
    sums: dict[str, dict[str, Decimal]] = field(default_factory=dict)  # of the columns it totals, by the unit's key

    def add_up(self, column: str, unit: Unit, values: Iterable[object]) -> None:
        """Count what one unit reported into the total of a column; a text counts nothing, as in a sheet's SUM."""
        by_unit = self.sums[column]
        numbers = (each for each in values if isinstance(each, int | float | Decimal) and not isinstance(each, bool))
        found = sum((Decimal(str(each)) for each in numbers), Decimal())
        by_unit[unit.key] = by_unit.get(unit.key, Decimal()) + found

    def total(self, column: str) -> Decimal:
        return sum(self.sums[column].values(), Decimal())

    @property
    def pays(self) -> bool:
        """Whether it is a ledger of amounts."""
        return AMOUNT in self.sums

    @property
    def amount(self) -> Decimal:
        """What it pays, all together."""
        return sum(self.amounts.values(), Decimal())

    @property
    def amounts(self) -> dict[str, Decimal]:
        """What it pays, by the unit's key."""
        return self.sums.get(AMOUNT, {})


@dataclass(slots=True)
class Outcome:
    """Everything about one merge."""

    files: list[FileResult]
    findings: list[tuple[int, Finding]]  # with the place of their file; -1 where it is about no single one
    duplicates: list[Duplicate]
    forms: list[MergedForm]
    scope: Scope
    missing: list[Unit]
    standings: Standings | None = None  # where key enterprises were merged

    def as_json(self) -> dict[str, Any]:
        """The document that `jiuye merge --json` prints."""
        return {
            "files": [each.as_json() for each in self.files],
            "findings": [
                {"file": self.files[place].file if place >= 0 else "", **each.as_json()}
                for place, each in self.findings
            ],
            "duplicates": [self._duplicate(each) for each in self.duplicates],
            "missing": [unit.name for unit in self.missing],
        }

    def _duplicate(self, each: Duplicate) -> dict[str, Any]:
        return {
            "form": each.form,
            "kind": each.kind,
            "field": each.field,
            "value": each.value,
            "units": each.units,
            "places": [
                {
                    "unit": place.unit.name,
                    "file": self.files[place.file].file,
                    "sheet": place.sheet,
                    "cell": place.cell,
                    "name": place.name,
                }
                for place in each.places
            ],
        }

    def missing_in_words(self) -> Iterator[tuple[Unit, str]]:
        """Who has not reported: nothing arrived, or what arrived could not be read."""
        unread = [
            (each.unit or unit_of_file(each.file), each)
            for each in self.files
            if not each.merged and (each.is_result or not each.litter)
        ]
        for unit in self.missing:
            sent = [each for sender, each in unread if has_reported(unit, [sender], self.scope.level)]
            words = "；".join(f"收到“{each.file}”，但没有读出内容：{each.reason}" for each in sent)
            yield unit, words or "没有收到文件"

    def lacking(self) -> list[tuple[Unit, list[str]]]:
        """Units that reported without a list that belongs to what they sent, and that most others sent with it.

        A list is expected of a unit that sent another one of its workbook. A ledger never is: nobody fills all of a
        family's.
        """
        reporters = {each.unit.key: each.unit for each in self.files if each.unit is not None and each.merged}
        senders: dict[str, set[str]] = {}
        for form in self.forms:
            senders.setdefault(_book_of(form), set()).update(form.by_unit)
        found: dict[str, list[str]] = {}
        for form in self.forms:
            others = senders[_book_of(form)]
            if rule_of(form.code) is None and 2 * len(form.by_unit) >= len(others):
                for key in others - form.by_unit.keys():
                    found.setdefault(key, []).append(form.title)
        return [(unit, found[key]) for key, unit in reporters.items() if key in found]

    def lacking_in_words(self) -> Iterator[tuple[Unit, str]]:
        for unit, titles in self.lacking():
            yield unit, f"已报送，缺{'、'.join(f'《{title}》' for title in titles)}"

    def passed_over_in_words(self) -> str:
        """The files that nobody meant to send, and why each was left alone; "" where there are none."""
        litter = [each for each in self.files if each.litter]
        words = "；".join(f"{each.file}（{each.reason.rstrip('。')}）" for each in litter[:_SHOWN])
        more = "等" if len(litter) > _SHOWN else ""
        return f"{_PASSED_OVER} {len(litter)} 个：{words}{more}。" if litter else ""

    def amounts_in_words(self) -> str:
        """The amount of every ledger, and of all of them; "" where there is none."""
        paying = [form for form in self.forms if form.pays and form.rows]
        words = "；".join(f"《{form.title}》{form.amount:.2f}元" for form in paying)
        if len(paying) > 1:
            words += f"；合计{sum((form.amount for form in paying), Decimal()):.2f}元"
        return f"{words}。" if words else ""

    @property
    def clean(self) -> bool:
        """Whether nothing is left to mend: no file or row was refused and no error was found."""
        refused = any(each.status == "unreadable" or each.rejected for each in self.files)
        return not refused and not any(each.severity == "error" for _, each in self.findings)


def _book_of(form: MergedForm) -> str:
    """The workbook in which a list is sent."""
    workbook = workbook_of(form.code)
    return workbook.code if workbook else form.code
