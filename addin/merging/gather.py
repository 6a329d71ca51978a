"""The heart of a merge: file after file, which rows join, what was found, who is from where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from addin.computing import rule_of
from addin.merging.book import Book, Head
from addin.merging.crosslists import CrossLists
from addin.merging.duplicates import Bearers, findings_of
from addin.merging.extract import Extract, Table, label_of, list_forms
from addin.merging.inbox import Refused
from addin.merging.ledgers import HeldLedgers
from addin.merging.lists import MergedList, Rejection
from addin.merging.numbers import Numbers
from addin.merging.quotas import Register, shortfalls
from addin.merging.record import Record
from addin.merging.results import FileResult, Outcome
from addin.merging.rows import RowFile
from addin.merging.settling import Part
from addin.merging.units import Unit, has_reported, scope_of, unit_of, unit_of_file
from addin.merging.words import finding, skipped
from templates.findings import Finding
from templates.messages import show
from templates.registry import workbook_of

REJECTED_HEADS = (
    Head("报送单位", 16),
    Head("文件", 26),
    Head("工作表", 18),
    Head("行", 6, "0", "center"),
    Head("原因", 50),
    Head("这一行的内容", 60),
)
REJECTED_ROW = 4
_CONTENT_LIMIT = 300  # characters of a rejected row that are shown


class Gathering:
    """A merge in progress."""

    def __init__(self, book: Book, record: Record | None = None) -> None:
        self.book = book
        self.record = record
        self.files: list[FileResult] = []
        self.names: list[str] = []
        self.findings: list[tuple[int, Finding]] = []
        self.lists: dict[str, MergedList] = {}
        self.register = Register()
        self.rejected: RowFile = book.rows(REJECTED_HEADS, REJECTED_ROW)
        self._bearers = Bearers(self.names)
        self._numbers = Numbers(self.names)
        self._cross = CrossLists()
        self._ledgers = HeldLedgers()
        self._digests: dict[bytes, str] = {}
        self._cards: dict[int, bool] = {}  # of the files that were taken: whether there are cards in it
        self._months: list[tuple[int, str, str]] = []  # file, sheet, month

    def refuse(self, refused: Refused) -> None:
        """A file that was not even opened."""
        status = "skipped" if refused.litter else "unreadable"
        self._begin(FileResult(refused.name, status, refused.reason, litter=refused.litter))  # type: ignore[arg-type]

    def take(self, extract: Extract) -> None:
        """Join what one file brought."""
        if extract.failure:
            self._begin(FileResult(extract.name, "unreadable", extract.failure))
            return
        if extract.is_result:
            # nobody sent it in: it is listed, and counts neither as received nor as a report
            self._begin(FileResult(extract.name, "skipped", skipped("MERGE_RESULT"), litter=True, is_result=True))
            return
        other = self._digests.setdefault(extract.digest, extract.name)
        if other != extract.name:
            self._begin(FileResult(extract.name, "skipped", skipped("SAME_FILE", other=other)))
            return
        unit, about_unit = _unit(extract)
        result = FileResult(extract.name, unit=unit)
        place = self._begin(result)
        self.findings += [(place, each) for each in (*about_unit, *extract.findings)]
        if unit is not None:
            for table in extract.tables:
                self._join(table, unit, place, result)
            self._cross.take(extract, unit, place)
        self._cards[place] = extract.has_cards

    def _begin(self, result: FileResult) -> int:
        self.files.append(result)
        self.names.append(result.file)
        return len(self.files) - 1

    def _join(self, table: Table, unit: Unit, place: int, result: FileResult) -> None:
        merged = self.lists.get(table.form)
        if merged is None:
            merged = self.lists[table.form] = MergedList.of(table.form, self.book)
        rejections = merged.judge(table, unit, place, self.files)
        out = {each.index for each in rejections}
        accepted = [index for index in range(len(table)) if index not in out] if out else range(len(table))
        self._note(rejections, table, unit, place)
        merged.counts.rejected += len(out)
        result.rows_in += len(table)
        result.rejected += len(out)
        result.merged += len(accepted)
        self._bearers.take(table, unit, place)
        self._numbers.take(table, unit, place)
        self.register.take(table, unit, accepted)
        if table.month:
            self._months.append((place, table.sheet, table.month))
        if rule_of(table.form) is not None:
            self._ledgers.hold(Part(table, accepted, unit, place, result.file))
        else:
            merged.add(table, accepted, unit, place, result.file)

    def _note(self, rejections: Sequence[Rejection], table: Table, unit: Unit, place: int) -> None:
        """List the rows that did not join."""
        self.findings += [(place, each.finding) for each in rejections]
        if rejections:
            count = len(rejections)
            self.rejected.add(
                [
                    [unit.name] * count,
                    [self.names[place]] * count,
                    [table.sheet] * count,
                    [table.numbers[each.index] for each in rejections],
                    [each.finding.message for each in rejections],
                    [_content(table, each.index) for each in rejections],
                ]
            )

    def finish(self, units: str | None) -> Outcome:
        """What can be said only when every file is in."""
        self._settle()
        self._ledgers.finish(self.lists, self.record)
        for place, has_cards in self._cards.items():
            _conclude(self.files[place], has_cards)
        if self.record is not None:
            self._bearers.compare(self.record)
        self.findings += self._cross.findings()
        duplicates = self._bearers.duplicates()
        self.findings += findings_of(duplicates)
        self.findings += self._numbers.findings()
        self.findings += self._other_months()
        reported = [each.unit for each in self.files if each.unit is not None]
        ledgers = bool(self.lists) and all(rule_of(code) is not None for code in self.lists)
        scope = scope_of(units, reported, local=ledgers)
        standings = self.register.standings(scope) if self.register.found else None
        if standings is not None:
            self.findings += [(-1, each) for each in shortfalls(standings)]
        # stable: within a file they stay as they were found; what concerns no file comes last
        self.findings.sort(key=lambda each: (each[0] < 0, each[0]))
        return Outcome(
            self.files,
            self.findings,
            duplicates,
            [each.counts for each in self.in_order()],
            scope,
            [unit for unit in scope.units if not has_reported(unit, reported, scope.level)],
            standings,
        )

    def _settle(self) -> None:
        """Leave out the rows of ledgers that are no claims of their own."""
        for settled in self._ledgers.settle(self.files, self.record):
            self.findings += settled.notices
            for part, rejections in zip(settled.parts, settled.rejections, strict=True):
                self._note(rejections, part.table, part.unit, part.file)
                self.lists[part.table.form].counts.rejected += len(rejections)
                result = self.files[part.file]
                result.rejected += len(rejections)
                result.merged -= len(rejections)

    def in_order(self) -> list[MergedList]:
        """The lists in the order of their workbook, not of their first arrival."""

        def place(code: str) -> tuple[str, int]:
            workbook = workbook_of(code)
            codes = [form.code for form in workbook.forms] if workbook else [code]
            return (workbook.code if workbook else "", codes.index(code))

        return [self.lists[code] for code in sorted(self.lists, key=place)]

    def _other_months(self) -> list[tuple[int, Finding]]:
        """Monthly lists of another month than most."""
        counts = Counter(month for _, _, month in self._months)
        if len(counts) < 2:
            return []
        usual = counts.most_common(1)[0][0]
        return [
            (place, finding("OTHER_MONTH", {"found": month, "usual": usual}, sheet=sheet, severity="warning"))
            for place, sheet, month in self._months
            if month != usual
        ]


def _unit(extract: Extract) -> tuple[Unit | None, list[Finding]]:
    """Whose file it is, and what was odd about that; nobody's where it brings nothing.

    A foreign workbook that is named after a place, a notice say, is no report of that place.
    """
    sheet, cell = extract.unit_cell
    if extract.issued_to:
        unit = unit_of(extract.issued_to)
        if extract.filled_in and unit_of(extract.filled_in).key != unit.key:
            facts = {"issued": extract.issued_to, "found": show(extract.filled_in)}
            return unit, [finding("UNIT_DIFFERS", facts, sheet=sheet, cell=cell, severity="warning")]
        return unit, []
    if extract.filled_in:
        return unit_of(extract.filled_in), []
    unit = unit_of_file(extract.name)
    if not extract.tables:
        return unit if unit.city and extract.has_cards else None, []
    return unit, [finding("UNIT_FROM_FILE_NAME", {"unit": unit.name}, severity="warning")]


def _conclude(result: FileResult, has_cards: bool) -> None:
    if not result.rows_in:
        result.status = "empty"
        result.reason = skipped("CARDS" if has_cards else "NOTHING")
    elif result.rejected:
        result.status = "partly" if result.merged else "empty"
        result.reason = skipped("PARTLY", merged=result.merged, rejected=result.rejected)


def _content(table: Table, index: int) -> str:
    """A row in words, so that its sender finds it again."""
    form = list_forms()[table.form]
    parts = [
        f"{label_of(column)}：{show(value)}"
        for column in form.printed
        if column.type.kind != "seq" and (value := table.column(column.code)[index]) is not None
    ]
    text = "；".join(parts)
    return text if len(text) <= _CONTENT_LIMIT else text[: _CONTENT_LIMIT - 1] + "…"
