"""汇总 and 分单位明细 of a ledger workbook against its ledgers: by policy, by unit, by both.

The sheets are found by the names that they were drawn with, their lines by the words that stand in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from addin.book import BookData
from addin.computing import ELIGIBLE, Ledger, rule_of
from addin.local_blanks import in_doubt
from addin.sealing.computed import CELLS_NAMED, error_value, is_error, quoted
from addin.sealing.ledger_results import amount_of, data_of, plain, same
from addin.sealing.row_words import CUT, EXCESS, RowWords
from addin.sealing.words import Place, finding
from templates.fields import is_blank
from templates.findings import Finding
from templates.ledger_subjects import UNIT
from templates.ledgers import NO_UNIT
from templates.messages import show
from templates.names import DETAIL_TAB, SUMMARY_TAB
from templates.reading import FormData
from templates.reading.grid import Area, Grid, address

_PREFIX, _START = "jy", "summary."
_FIGURES = {"count": "笔数", "eligible": "符合数", "amount": "金额", "cut": "因限额减少"}
_ADDED = 4  # so many columns to the right of a policy's amount stands whether it counts towards the sums


@dataclass(slots=True)
class _Sums:
    """What some rows amount to."""

    count: int = 0
    eligible: int = 0
    amount: Decimal = Decimal(0)
    cut: Decimal = Decimal(0)  # of a policy's line alone

    def add(self, eligible: bool, amount: Decimal) -> None:
        self.count += 1
        self.eligible += eligible
        self.amount += amount

    def join(self, other: _Sums, added: bool) -> None:
        """Take in the rows of another; their amount only where amounts of such kinds are added together."""
        self.count += other.count
        self.eligible += other.eligible
        self.amount += other.amount if added else 0

    def of(self, figure: str) -> Decimal:
        return plain(Decimal(getattr(self, figure)))


def summaries(book: BookData, ledgers: list[Ledger]) -> Iterator[Finding]:
    """Figures of both sheets that are not those of the ledgers, and error values on them."""
    names = {
        name.removeprefix(_START): area
        for name, area in book.names.get(_PREFIX, {}).items()
        if name.startswith(_START)
    }
    sheets = {area.sheet for area in names.values() if area is not None and book.has_sheet(area.sheet)}
    for title, part in ((SUMMARY_TAB, "policy_count"), (DETAIL_TAB, "pair_count")):
        if part in names and names[part] is None:
            yield finding("SUMMARY_GONE", Place(label=title), severity="warning")
    grids = {sheet: book.grid(sheet) for sheet in sheets}
    for sheet, grid in grids.items():
        yield from _errors(sheet, grid)
    found = {name: area for name, area in names.items() if area is not None and area.sheet in grids}
    wrong = list(_Lines(book, ledgers, found, grids).wrong())
    for sheet in grids:
        yield from _told_once([each for each in wrong if each.sheet == sheet])


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A figure that is not that of the ledgers."""

    sheet: str
    cell: str
    label: str
    found: object
    expected: Decimal


def _told_once(wrong: list[_Wrong]) -> Iterator[Finding]:
    """One finding for a sheet: one wrong row spoils a figure in every part of it."""
    if wrong:
        first, others = wrong[0], [each.cell for each in wrong[1:]]
        named = "、".join(others[:CELLS_NAMED]) + ("…" if len(others) > CELLS_NAMED else "")
        more = f"；这张表还有{len(others)}处不符：{named}" if others else ""
        place = Place(first.sheet, first.cell, label=first.label)
        yield finding("SUMMARY_DIFFERS", place, found=quoted(first.found), expected=show(first.expected), more=more)


def _errors(sheet: str, grid: Grid) -> Iterator[Finding]:
    cells: dict[str, list[str]] = {}
    for row, values in enumerate(grid.rows):
        for column, raw in enumerate(values):
            if is_error(raw):
                cells.setdefault(f"{raw}", []).append(address(row, column))
    for error, places in cells.items():
        yield error_value(sheet, places, error)


class _Lines:
    """The lines of both sheets."""

    def __init__(
        self, book: BookData, ledgers: list[Ledger], names: Mapping[str, Area], grids: Mapping[str, Grid]
    ) -> None:
        self.book, self.names, self.grids = book, names, grids
        self.policies: dict[str, _Sums] = {
            rule.title: _Sums() for code in book.forms if (rule := rule_of(code)) is not None
        }
        self.pairs: defaultdict[tuple[str, str], _Sums] = defaultdict(_Sums)
        self.doubts = in_doubt(book)
        for ledger in ledgers:
            self._take(ledger)

    def _take(self, ledger: Ledger) -> None:
        data, title = data_of(self.book, ledger), ledger.rule.title
        self.policies[title].cut = reductions(data, ledger)
        filer, column = data.single("filed-by"), data.columns.get(UNIT)
        default = _key(filer.raw if filer is not None else None) or _key(NO_UNIT)
        results = data.columns[ELIGIBLE].raw if ELIGIBLE in data.columns else [None] * len(data)
        units = column.raw if column else [None] * len(data)
        for row, unit, result in zip(ledger.rows, units, results, strict=True):
            if row.empty:
                continue
            amount, eligible = amount_of(row), row.award.eligible
            if row.own is not None or (ledger.sheet, row.number) in self.doubts:
                eligible = result == "是"  # what the sheet itself makes of cells that its formulas do not know
            self.policies[title].add(eligible, amount)
            self.pairs[_key(unit) or default, title].add(eligible, amount)

    def wrong(self) -> Iterator[_Wrong]:
        yield from self._policies()
        yield from self._detail()
        yield from self._units()

    def _policies(self) -> Iterator[_Wrong]:
        whole = _Sums()
        for place, policy, added in self._policy_lines():
            sums = self.policies[policy]
            whole.join(sums, added)
            yield from self._compare("policy", place, policy, sums)
        if "policy_count" in self.names:
            yield from self._compare("total", 0, "合计", whole)

    def _policy_lines(self) -> Iterator[tuple[int, str, bool]]:
        """Place and policy of each line, and whether its amount is added to those of the others."""
        amounts = self.names.get("policy_amount")
        for place, row, grid in self._rows("policy"):
            policy = next((text for each in grid.rows[row] if (text := f"{each}") in self.policies), "")
            if policy:
                yield place, policy, amounts is not None and grid.at(row, amounts.left + _ADDED) == 1

    def _detail(self) -> Iterator[_Wrong]:
        units, policies = self.names.get("pair_unit"), self.names.get("pair_policy")
        if units is None or policies is None:
            return
        for place, row, grid in self._rows("pair"):
            unit, policy = _key(grid.at(row, units.left)), f"{grid.at(row, policies.left)}"
            if unit and policy in self.policies:
                label = f"{show(grid.at(row, units.left))}、{policy}"
                yield from self._compare("pair", place, label, self.pairs[unit, policy])

    def _units(self) -> Iterator[_Wrong]:
        units = self.names.get("unit")
        if units is None:
            return
        paid = {policy for _, policy, added in self._policy_lines() if added}
        sums: defaultdict[str, _Sums] = defaultdict(_Sums)
        for (unit, policy), each in self.pairs.items():
            sums[unit].join(each, policy in paid)
        for place, row, grid in self._rows("unit"):
            unit = _key(grid.at(row, units.left))
            if unit in sums:
                yield from self._compare("unit", place, show(grid.at(row, units.left)), sums[unit])

    def _rows(self, part: str) -> Iterator[tuple[int, int, Grid]]:
        """The lines of a part: place in it, row, sheet."""
        area = self.names.get(f"{part}_count")
        if area is not None:
            grid = self.grids[area.sheet]
            for row in range(area.top, min(area.bottom + 1, grid.height)):
                yield row - area.top, row, grid

    def _compare(self, part: str, place: int, label: str, sums: _Sums) -> Iterator[_Wrong]:
        for figure, title in _FIGURES.items():
            area = self.names.get(f"{part}_{figure}")
            if area is None:
                continue
            raw, whole = self.grids[area.sheet].at(area.top + place, area.left), sums.of(figure)
            if is_blank(raw) or is_error(raw) or raw == "—":
                continue
            if not same(raw, whole):
                yield _Wrong(area.sheet, address(area.top + place, area.left), f"“{label}”的{title}", raw, whole)


def reductions(data: FormData, ledger: Ledger) -> Decimal:
    """What limits took off, as the rows themselves show it; of a row that shows nothing, what the rule gives."""
    column, words = data.columns.get(EXCESS) or data.columns.get(CUT), RowWords(ledger.rule)
    total = Decimal(0)
    for index, row in enumerate(ledger.rows):
        raw = column.raw[index] if column is not None else None
        if isinstance(raw, (int, float, Decimal)) and not isinstance(raw, bool):
            total += Decimal(f"{raw}")
        elif is_blank(raw):
            total += words.excess(row.award)
    return total


def _key(value: object) -> str:
    """A unit as the sheets compare it: by Excel's TRIM, without regard to case."""
    return "" if value is None else " ".join(part for part in f"{value}".split(" ") if part).casefold()
