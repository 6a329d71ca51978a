"""The merged lists: which rows of a table join, and the sheet on which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from addin.merging.book import Book, Head
from addin.merging.extract import Key, Table, label_of, list_forms, merged_columns
from addin.merging.results import FileResult, MergedForm
from addin.merging.rows import RowFile
from addin.merging.units import Unit
from addin.merging.words import finding
from templates.findings import Finding
from templates.model import Field, ListForm

ORIGIN = (Head("报送单位", 16), Head("来源文件", 26), Head("来源行", 7, "0", "center"))
_WIDTHS = {"award-reasons": 36.0, "award-limits": 20.0, "award-basis": 24.0}  # sentences, where forms have less room
FIRST_ROW = 4  # below title, one line of words, headings


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that did not join, and why."""

    index: int
    finding: Finding


@dataclass(slots=True)
class MergedList:
    """One list as it grows, its rows already on disk."""

    form: ListForm
    columns: list[Field]
    heads: list[Head]
    body: RowFile
    counts: MergedForm
    seen: dict[Key, tuple[int, str, int]] = field(default_factory=dict)  # by key, the file, sheet and row met first
    spare: set[str] = field(default_factory=set)  # columns that show only where somebody used them
    filled: set[str] = field(default_factory=set)  # of these, those that anybody used

    @classmethod
    def of(cls, code: str, book: Book) -> MergedList:
        form = list_forms()[code]
        columns = merged_columns(form)
        heads = [head_of(column) for column in columns] + list(ORIGIN)
        counts = MergedForm(code, form.title, book.reserve(form.tab or form.title))
        spare = {column.code for column in columns if column.beyond}  # beside the print
        spare |= {code for group in form.series for code in group[1:]}  # further months of a row of cells
        counts.sums = {column.code: {} for column in columns if column.code in form.totals}
        return cls(form, columns, heads, book.rows(heads, FIRST_ROW), counts, spare=spare)

    def judge(self, table: Table, unit: Unit, file: int, files: Sequence[FileResult]) -> list[Rejection]:
        """The rows that do not join; the others are remembered by their keys."""
        rejections = []
        keyed = bool(self.form.key)
        for index, key in enumerate(table.keys):
            if index in table.faulty:
                rejections.append(Rejection(index, self._about(table, index, "ROW_ERROR_VALUE")))
            elif table.claims is not None and index in table.claims.lacking:
                labels = table.claims.lacking[index]
                rejections.append(Rejection(index, self._about(table, index, "ROW_NO_KEY", labels=labels)))
            elif not keyed:
                continue
            elif key is None:
                labels = [label_of(self.form.column(code)) for code in self.form.key]
                rejections.append(Rejection(index, self._about(table, index, "ROW_NO_KEY", labels=labels)))
            else:
                # a reference table that every unit keeps for itself repeats in every file
                full = (table.month, unit.key if self.form.fixed else "", *key)
                here = (file, table.sheet, table.numbers[index])
                first = self.seen.setdefault(full, here)
                if first is not here:
                    facts = {"place": place_of(first, file, files), "key": [each for each in key if each is not None]}
                    rejections.append(Rejection(index, self._about(table, index, "ROW_REPEATED", **facts)))
        return rejections

    def _about(self, table: Table, index: int, code: str, **facts: object) -> Finding:
        column = self.form.key[0] if self.form.key else self.form.whose or self.columns[0].code
        label = label_of(self.form.column(column))
        cell = table.address(column, index)
        return finding(code, facts, sheet=table.sheet, cell=cell, field=column, label=label)

    def add(self, table: Table, accepted: Sequence[int], unit: Unit, file: int, name: str) -> None:
        """Write the accepted rows."""
        count = len(accepted)
        if not count:
            return
        whole = count == len(table)
        values: list[Sequence[object]] = []
        for column in self.columns:
            each = table.column(column.code)
            if column.code in self.spare - self.filled and any(value is not None for value in each):
                self.filled.add(column.code)
            if column.type.kind == "seq":
                values.append(range(self.body.count + 1, self.body.count + count + 1))
            else:
                values.append(each if whole else [each[index] for index in accepted])
        values += [[unit.name] * count, [name] * count, [table.numbers[index] for index in accepted]]
        self.body.add(values)
        for code in self.counts.sums:
            cells = table.column(code)
            self.counts.add_up(code, unit, cells if whole else (cells[index] for index in accepted))
        self.counts.rows += count
        self.counts.files.add(file)
        self.counts.by_unit[unit.key] = self.counts.by_unit.get(unit.key, 0) + count
        if table.month:
            self.counts.months[table.month] = self.counts.months.get(table.month, 0) + 1

    def draw(self, book: Book, made: str) -> None:
        """The finished sheet."""
        line = (
            f"汇总时间：{made}    共 {self.counts.rows} 行，来自 {len(self.counts.files)} 个文件、"
            f"{len(self.counts.by_unit)} 个单位。右侧三列注明每一行的出处。"
        )
        places = {column.code: place for place, column in enumerate(self.columns)}
        sums = {places[code]: float(self.counts.total(code)) for code in self.counts.sums}
        hidden = [places[code] for code in sorted(self.spare - self.filled)]
        title = f"{self.form.title}（汇总）"
        book.table(self.counts.tab, title, self.heads, self.body, [line], sums, hidden)


def head_of(column: Field) -> Head:
    """The heading of an official column."""
    kind = column.type
    label = label_of(column)
    if column.group:
        label = f"{column.group}：{label}"
    align = "center" if kind.number_format == "0" else kind.alignment
    width = _WIDTHS.get(column.code, column.width or kind.width)
    return Head(label, min(max(width, 6.0), 36.0), kind.number_format, align)


def place_of(first: tuple[int, str, int], file: int, files: Sequence[FileResult]) -> str:
    """A row of some file, as a row of the file `file` speaks of it."""
    place, sheet, row = first
    if place == file:
        return f"本表第{row}行"
    other = files[place]
    return f"{other.unit.name if other.unit else ''}“{other.file}”{sheet}第{row}行"
