"""What a received workbook holds, form by form: the border between reading and everything that works on data.

The rows of a list are kept column by column, since checks and merging work so and a province's lists have a million
cells; `Row` and `Cell` are views made on demand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as part
from pathlib import Path

from templates.findings import Finding
from templates.model import Field, Form


class UnreadableFile(Exception):
    """A file from which nothing can be read; `message` says in Chinese why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, what stands in it, and what is meant by it (None for a blank)."""

    address: str
    raw: object
    value: object


class Column:
    """One column of a list: one entry per row of the list in `raw` and `values`.

    Reading has already proved every value whose row is not in `odd` free of repairs and problems, except for the
    limits that depend on the day of filing.  The values of a computed column are worked out when they are asked for;
    its letter is "" where the sheet lacks it.
    """

    __slots__ = ("_compute", "_values", "field", "letter", "odd", "raw")

    def __init__(
        self,
        field: Field,
        letter: str,
        raw: list[object],
        values: list[object] | None = None,
        odd: Sequence[int] = (),
        compute: Callable[[], list[object]] | None = None,
    ) -> None:
        self.field = field
        self.letter = letter
        self.raw = raw
        self.odd = odd  # rows whose cell needs a closer look; never blank ones
        self._values = values
        self._compute = compute

    @property
    def values(self) -> list[object]:
        """The meant values, None for a blank."""
        if self._values is None:
            self._values = self._compute() if self._compute else [None] * len(self.raw)
            self._compute = None
        return self._values

    def cell(self, index: int, number: int) -> Cell:
        return Cell(f"{self.letter}{number}" if self.letter else "", self.raw[index], self.values[index])


class Row:
    """One row of a list; `number` is its row on the sheet, `index` its place in the columns."""

    __slots__ = ("_columns", "index", "number")

    def __init__(self, columns: Mapping[str, Column], index: int, number: int) -> None:
        self._columns = columns
        self.index = index
        self.number = number

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells by the code of their field; a column that the sheet lacks is absent."""
        return {code: column.cell(self.index, self.number) for code, column in self._columns.items()}

    def cell(self, code: str) -> Cell | None:
        """The cell of one field; None if the sheet lacks its column."""
        column = self._columns.get(code)
        return column.cell(self.index, self.number) if column else None

    def value(self, code: str) -> object:
        """The meant value of one field; None for a blank and for a missing column."""
        column = self._columns.get(code)
        return column.values[self.index] if column else None


@dataclass(slots=True)
class FormData:
    """What one sheet holds of one form. A card keeps all cells of its grid in `header`.

    `columns` holds the columns that were found. Blank rows are left out, but `numbers` stay those of the sheet.
    """

    form: Form
    sheet: str
    header: dict[str, Cell] = part(default_factory=dict)
    footer: dict[str, Cell] = part(default_factory=dict)
    columns: dict[str, Column] = part(default_factory=dict)
    numbers: list[int] = part(default_factory=list)
    named: dict[str, Cell] = part(default_factory=dict)  # other named cells: a score sheet's answers, a list's totals
    other_edition: bool = False  # a score sheet drawn from another edition of its rubric: its answers are not ours

    @property
    def rows(self) -> list[Row]:
        return [Row(self.columns, index, number) for index, number in enumerate(self.numbers)]

    def __len__(self) -> int:
        return len(self.numbers)

    def values(self, code: str) -> list[object]:
        """One column's values; Nones for a column that the sheet lacks."""
        column = self.columns.get(code)
        return column.values if column else [None] * len(self.numbers)

    def records(self, *codes: str) -> Iterator[tuple[object, ...]]:
        """The values of these columns, row by row."""
        return zip(*(self.values(code) for code in codes), strict=True)

    def single(self, code: str) -> Cell | None:
        """A header, footer or card cell."""
        return self.header.get(code) or self.footer.get(code)


@dataclass(frozen=True, slots=True)
class Meta:
    """What the workbook says of itself on its hidden sheet; empty where it says nothing."""

    workbook: str = ""
    version: str = ""
    forms: tuple[str, ...] = ()
    schema: str = ""
    issue: str = ""
    unit: str = ""
    period: str = ""
    entries: Mapping[str, str] = part(default_factory=dict)  # everything found there, by its own key


@dataclass(slots=True)
class Received:
    """One received workbook. `findings` tell what was odd about finding the data; checks are another step."""

    path: Path
    meta: Meta
    forms: dict[str, FormData]
    findings: list[Finding]
    sheets: list[str]  # all sheets in their order
