"""One received file brought to what a merge needs: plain data that can travel between processes.

The tables keep the meant values of the columns, column by column; computed helper columns stay behind.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from addin.computing import rule_of
from addin.errors import CannotRun
from addin.merging.claims import Claims, claims_of, period_of
from addin.merging.words import refusal
from formulas.subsidies import rules
from templates.checking import check, is_used
from templates.checking.context import dating_field, month_field
from templates.fields import ResidentId, Uscc
from templates.findings import Finding, position_of
from templates.frame import UNIT_LABELS
from templates.ledgers import kebab
from templates.lists.spelling import fold
from templates.model import Field, ListForm
from templates.names import ledger_code
from templates.reading import FormData, Received, UnreadableFile, read_workbook
from templates.reading.messages import one_line
from templates.reading.opening import COMPOUND, load
from templates.registry import forms

Key = tuple[object, ...]
log = logging.getLogger("jiuye.merge")
SUMMARY_SHEET = "汇总说明"  # by this sheet a merge knows its own results
_MONTHLY = "每月"  # how a monthly form's 填报说明 begins to say when


@dataclass(slots=True)
class Table:
    """The rows of one list in one file. `faulty`: the places of rows that hold an error value."""

    form: str
    sheet: str
    month: str  # "2023-03" for a monthly form that says so, else ""
    numbers: list[int]
    letters: dict[str, str]
    values: dict[str, list[object]]
    keys: list[Key | None]  # what identifies each row among those of its form; None where that is not filled in
    bearers: list[Key | None]  # whom or what each row is about: an enterprise, a person
    faulty: frozenset[int] = frozenset()
    claims: Claims | None = None  # of a subsidy's ledger

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, code: str) -> Sequence[object]:
        """The values of a column; Nones where the sheet lacks it."""
        return self.values.get(code) or [None] * len(self.numbers)

    def address(self, code: str, index: int) -> str:
        """The cell of a field in a row; that of the first column if the sheet lacks it."""
        letter = self.letters.get(code) or next(iter(self.letters.values()), "A")
        return f"{letter}{self.numbers[index]}"


@dataclass(slots=True)
class Extract:
    """What one file brought. `failure` says in Chinese why nothing could be read."""

    name: str
    failure: str = ""
    digest: bytes = b""
    is_result: bool = False  # one of our own merge results
    has_cards: bool = False
    issued_to: str = ""  # the unit on the hidden sheet
    filled_in: str = ""  # the unit in the header
    unit_cell: tuple[str, str] = ("", "")  # the sheet and cell of the latter
    tables: list[Table] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def extract(
    name: str, path: Path | None, content: bytes | None, today: dt.date, passwords: Sequence[str] = ()
) -> Extract:
    """Read and check one file; whatever is wrong with it, the answer is an Extract.

    Takes: `passwords`, tried one after the other on a file that has one
    """
    try:
        data = load(path) if content is None and path is not None else content or b""
        if data.startswith(COMPOUND):
            data = _unlocked(data, passwords)
        received = read_workbook(Path(name), content=data, typed_only=True)
        result = Extract(name, digest=hashlib.sha256(data).digest())
        if SUMMARY_SHEET in received.sheets and not received.meta.workbook:  # no sheet somebody added to a form
            result.is_result = True
            return result
        if received.meta.entries.get("sealed_at"):
            from addin.sealing import changed_data

            changes = changed_data(data, received)
            result.findings += changes
            if not any(each.severity == "error" for each in changes):  # sealed twice, it is the same report
                result.digest = received.meta.entries.get("data_digest", "").encode() or result.digest
        return _filled(result, received, today)
    except _Locked as locked:
        return Extract(name, failure=str(locked))
    except UnreadableFile as error:
        return Extract(name, failure=error.message)
    except Exception as error:  # one bad file must not stop the batch, whatever it triggers
        log.exception("%s cannot be read", name)  # for whoever maintains this: the failure names the error only
        return Extract(name, failure=refusal("CRASHED", error=type(error).__name__))


def _unlocked(content: bytes, passwords: Sequence[str]) -> bytes:
    """The workbook under a password; what has none as it is."""
    from addin.encryption import decrypt, is_encrypted  # slow to load, and seldom needed

    if not is_encrypted(content):
        return content
    for password in passwords:
        try:
            return decrypt(content, password)
        except CannotRun:
            continue
    raise _Locked(refusal("OTHER_PASSWORD" if passwords else "PASSWORD"))


class _Locked(Exception):
    """No password opens the file; the text says what to do."""


def _filled(result: Extract, received: Received, today: dt.date) -> Extract:
    # which of two rows alike joins, the merge says itself
    result.findings += [each for each in check(received, today=today) if each.rule != "REPEATED"]
    result.issued_to = received.meta.unit
    for data in received.forms.values():
        if not is_used(data):
            continue
        _read_header(result, data)
        if isinstance(data.form, ListForm):
            table = _table(data, data.form, result.findings)
            if (rule := rule_of(table.form)) is not None:
                period = period_of(received.meta, data)
                table.claims = claims_of(rule, data.form, table.column, len(table), period)
            result.tables.append(table)
        else:
            result.has_cards = True
    return result


def _read_header(result: Extract, data: FormData) -> None:
    """The unit, from the first form that names it; a score sheet begins with whom it is about."""
    for place, each in enumerate(data.form.header):
        cell = data.single(each.code)
        if cell is None or cell.value is None:
            continue
        names_unit = each.label.startswith(UNIT_LABELS) or (data.form.kind == "score" and place == 0)
        if not result.filled_in and names_unit and isinstance(cell.value, str):
            result.filled_in, result.unit_cell = cell.value, (data.sheet, cell.address)


def _table(data: FormData, form: ListForm, findings: Sequence[Finding]) -> Table:
    kept = {column.code for column in merged_columns(form)}
    columns = {code: column for code, column in data.columns.items() if code in kept}
    place = {number: index for index, number in enumerate(data.numbers)}
    faulty = {
        place[row]
        for each in findings
        if each.rule == "ERROR_VALUE" and each.sheet == data.sheet and (row := position_of(each.cell)[0]) in place
    }
    bearers = bearer_codes(form)
    return Table(
        form.code,
        data.sheet,
        _month(data, form),
        data.numbers,
        {code: column.letter for code, column in columns.items()},
        {code: column.values for code, column in columns.items()},
        _keys(data, form.key, [code for code in form.key if form.column(code).required is True] or form.key),
        _keys(data, bearers, bearers),
        frozenset(faulty),
    )


def _keys(data: FormData, codes: Sequence[str], needed: Sequence[str]) -> list[Key | None]:
    """The values of some columns as they are compared, row by row; None for a row that lacks one that is needed."""
    if not codes:
        return [None] * len(data)
    columns = [list(map(folded, data.values(code))) for code in codes]
    places = [place for place, code in enumerate(codes) if code in needed]
    return [None if any(row[place] is None for place in places) else row for row in zip(*columns, strict=True)]


def folded(value: object) -> object:
    """A value as it is compared: texts without regard to blanks and width."""
    if type(value) is not str:
        return value
    return value if value.isascii() and value.isalnum() and value.isupper() else _folded(value)


_folded = functools.lru_cache(maxsize=1 << 16)(fold)  # trades and places recur in every row


def bearer_codes(form: ListForm) -> tuple[str, ...]:
    """The columns that say whom a row is about: the one code or ID number of its key; of a subsidy's ledger the keys.

    A row about two enterprises, lender and borrower, is about neither of them alone.
    """
    rule = rules().get(form.code.removeprefix(ledger_code("")))
    known = {column.code for column in form.columns}
    codes = [kebab(key.name) for key in rule.keys] if rule else list(form.key)
    numbers = [code for code in codes if code in known and isinstance(form.column(code).type, Uscc | ResidentId)]
    if len(numbers) != 1:
        return ()
    return tuple(code for code in codes if code in known) if rule else tuple(numbers)


def merged_columns(form: ListForm) -> list[Field]:
    """The columns of the merged list: the printed ones, then those typed in beside the print."""
    beside = [column for column in form.columns if column.beyond and column.is_input]
    return [*form.printed, *beside]


def _month(data: FormData, form: ListForm) -> str:
    """The month a list is about: that written above its table; of a monthly list without one that of its 填报时间."""
    if not (code := month_field(form)) and form.guide.when.startswith(_MONTHLY):
        code = dating_field(form)
    cell = data.single(code)
    day = cell.value if cell else None
    return f"{day:%Y-%m}" if isinstance(day, dt.date) else ""


def label_of(field: Field) -> str:
    """A heading in one line; the breaks of the print stand within words."""
    return one_line(field.label)


@functools.cache
def list_forms() -> Mapping[str, ListForm]:
    """Every list form by its code."""
    return {code: form for code, form in forms().items() if isinstance(form, ListForm)}
