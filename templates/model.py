"""How an official form is declared: fields in printed order, checks, notes, layout.  Nothing here draws.

Three shapes cover every form: a list (清册, 台账), a card (申请表, 申报书) and a score sheet (自评表, made from a
rubric).  A workbook groups the forms of one reporting task.

Formulas are written with the codes of fields in braces: `{staff}` is the cell of that field in the same row,
`{staff:column}` its whole data range, `{header.filed-on}` a header cell; the renderer puts the addresses in.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from formulas import expressions as ex
from formulas.documents import Citation, cite
from templates.fields import FieldType

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9_-]+)?")
_CHECK_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
MESSAGE_TOKEN = re.compile(r"\{(?:(?:header|footer)\.)?([a-z][a-z0-9.-]*)\}")  # a field's value in a check's words
_KINDS: Mapping[str, ex.Type] = {
    "int": "number", "dec": "number", "yuan": "number", "wan": "number", "pct": "number", "seq": "number",
    "date": "date", "month": "date", "year": "number", "yesno": "bool",
}  # fmt: skip


class FormError(ValueError):
    """A form that is declared wrongly."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a form is printed or ordered: 文号 and article or annex, lines of the compendium."""

    basis: str
    lines: str
    printed: bool = True  # False: the text orders it, but prints no table
    annex: str = ""  # the mark printed above the title, such as 附件1

    @property
    def citation(self) -> Citation:
        return cite(self.basis, self.lines)


@dataclass(frozen=True, slots=True)
class Field:
    """One datum of a form.

    `required`: True ●, False ○, or an expression over fields of the same row ◐.  `aliases` are other headings that a
    reader accepts (the damaged spelling of a print, the correct name).  `formula` makes it a computed cell.
    """

    code: str
    label: str
    type: FieldType
    required: bool | ex.Expr = False
    aliases: tuple[str, ...] = ()
    prompt: str = ""  # replaces the field type's own prompt
    formula: str = ""
    default: str = ""  # a formula that stands in an input cell above or below a table until somebody types over it
    width: float | None = None
    group: str = ""  # a heading merged over neighbouring columns of the same group
    beyond: bool = False  # stands to the right of the printed area
    locked: bool = False  # filled in by the issuing office
    within: str = ""  # the field whose value narrows this one's list: its city, say
    note: str = ""  # a mended slip of the print, a reading of the text

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise FormError(f"栏目代码 {self.code!r}：只用小写字母、数字，用 - 连接，例如 held-on（它要写进定义名称）")

    @property
    def computed(self) -> bool:
        return bool(self.formula)

    @property
    def is_input(self) -> bool:
        """Whether somebody types into the field's cells: neither a formula nor a place for a signature fills them."""
        return not self.formula and not self.type.computed

    @property
    def name(self) -> str:
        """The code as it stands in defined names and expressions."""
        return self.code.replace("-", "_")

    @property
    def told(self) -> str:
        """The label as a sentence names it: a numbered cell together with the heading over it."""
        return f"{self.group}第{self.label}格" if self.group and self.label.isdigit() else self.label

    @property
    def ref(self) -> ex.Input:
        """The field as an expression, for checks and conditional requirements."""
        kind = _KINDS.get(self.type.kind, "text")
        optional = self.required is not True
        return ex.Input(self.name, self.label, kind, percent=self.type.kind == "pct", nullable=optional)

    @property
    def filled(self) -> ex.Predicate:
        """True where the cell is not blank."""
        return ex.Not(ex.IsMissing(self.ref))


@dataclass(frozen=True, slots=True)
class Link:
    """A cell of a reference table that leads to another file: a path relative to this one, a defined name in it."""

    text: str
    file: str
    name: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Check:
    """A rule between fields of one row (or of a card).  `message` says in Chinese what is wrong and what to do.

    It asks nothing of a blank: a comparison with a field that may stay empty, and is empty, is passed.  What must be
    filled in together is said by `required`.
    """

    code: str  # UPPER_SNAKE
    test: ex.Expr
    fields: tuple[Field, ...]  # the cells to mark; the first is named in the finding
    message: str
    severity: Literal["error", "warning"] = "error"

    def __post_init__(self) -> None:
        if not _CHECK_CODE.fullmatch(self.code):
            raise FormError(f"检查 {self.code!r}：代码要用大写字母、数字和下划线，例如 DATE_ORDER")
        if not self.fields:
            raise FormError(f"检查 {self.code}：fields 至少写一个栏目，第一个是提示里点名的")

    @property
    def passes(self) -> ex.Expr:
        """`test` as it is asked of a row: true where a comparison lacks what may stay blank."""
        return _lenient(self.test)


@dataclass(frozen=True, slots=True)
class ListedIn:
    """A relation between lists: the value of `field` must stand in `other` of the form `form`."""

    field: Field
    form: str
    other: str
    message: str
    severity: Literal["error", "warning"] = "warning"


READY = {True: "可以上报", False: "已填好"}  # by whether the form goes upward


@dataclass(frozen=True, slots=True)
class Guide:
    """填报说明: who fills the form in, when, to whom it goes, how."""

    who: str
    when: str
    to: str
    how: tuple[str, ...] = ()
    mailbox: str = ""
    telephone: str = ""
    reported: bool = True  # it goes upward; False when it stays with whoever filled it in

    @property
    def ready(self) -> str:
        """What is said of a form that is filled in without fault."""
        return READY[self.reported]


@dataclass(frozen=True, slots=True)
class ListForm:
    """A list or ledger: header fields, a table of fixed official columns, footer, printed notes."""

    code: str
    title: str
    source: Source
    columns: Sequence[Field]
    guide: Guide
    header: Sequence[Field] = ()
    footer: Sequence[Field] = ()
    above: str = ""  # a line printed above the title
    notes: Sequence[str] = ()  # printed under the table
    orientation: Literal["landscape", "portrait"] = "landscape"
    paper: Literal["A4", "A3"] = "A4"
    rows: int = 500  # prepared rows; `--rows` replaces it
    lines: int = 1  # of words that a prepared row shows; more than one where the sheet itself writes sentences
    fixed: Sequence[Sequence[object]] = ()  # rows printed with the form: a reference table, protected
    filtered: bool = False  # a reference table with filter buttons; tables that are filled in always have them
    key: tuple[str, ...] = ()  # codes of the columns that identify a row when lists are merged
    unique: Sequence[tuple[str, ...]] = ()
    whose: str = ""  # the column that says whose a row is, where rows alike in all of `whole` are one entered twice
    whole: tuple[str, ...] = ()
    series: Sequence[tuple[str, ...]] = ()  # numbered cells of one list, filled in from the first on without a gap
    checks: Sequence[Check] = ()
    listed_in: Sequence[ListedIn] = ()
    totals: tuple[str, ...] = ()  # codes of columns summed under the table
    tab: str = ""  # the sheet's title, where the form's own is too long for a tab
    kind: Literal["list"] = "list"

    def __post_init__(self) -> None:
        _check_fields(self.code, [*self.header, *self.columns, *self.footer])
        known = {column.code for column in self.columns}
        groups = (self.key, self.totals, self.whole, *self.unique, *self.series, (self.whose,) if self.whose else ())
        for name in {code for group in groups for code in group}:
            if name not in known:
                raise FormError(f"{self.code}：key、unique、whole、whose、series 或 totals 里的 {name} 不是表里的列")

        _check_relations(self)

    @property
    def printed(self) -> list[Field]:
        """The columns of the official table."""
        return [column for column in self.columns if not column.beyond]

    @property
    def printed_cells(self) -> list[int]:
        """Of a form with printed rows: how many cells of each row come filled in."""
        return [sum(value is not None for value in row) for row in self.fixed]

    @property
    def name(self) -> str:
        return self.code.replace("-", "_")

    def fields(self) -> Iterator[Field]:
        yield from (*self.header, *self.columns, *self.footer)

    def column(self, code: str) -> Field:
        return next(column for column in self.columns if column.code == code)


@dataclass(frozen=True, slots=True)
class Label:
    """Printed words in a card's grid; `span` columns wide, `rows` high."""

    text: str
    span: int = 1
    rows: int = 1
    align: Literal["left", "center"] = "center"
    style: Literal["label", "text", "head"] = "label"


@dataclass(frozen=True, slots=True)
class Entry:
    """A field's cell in a card's grid, `span` columns wide, `rows` high; printed words beside it are a `Label`."""

    field: Field
    span: int = 1
    rows: int = 1
    height: float | None = None  # points, for cells that hold several lines


@dataclass(frozen=True, slots=True)
class CardForm:
    """An application form: rows of labels and entries on a grid whose column widths are `widths` (characters)."""

    code: str
    title: str
    source: Source
    widths: Sequence[float]
    grid: Sequence[Sequence[Label | Entry]]
    guide: Guide
    heads: int = 0  # rows at the top of the grid that stay in sight and head every page
    header: Sequence[Field] = ()
    footer: Sequence[Field] = ()
    above: str = ""
    notes: Sequence[str] = ()
    orientation: Literal["landscape", "portrait"] = "portrait"
    paper: Literal["A4", "A3"] = "A4"
    checks: Sequence[Check] = ()
    listed_in: Sequence[ListedIn] = ()
    tab: str = ""
    kind: Literal["card"] = "card"

    def __post_init__(self) -> None:
        _check_fields(self.code, list(self.fields()))
        _check_relations(self)

    @property
    def name(self) -> str:
        return self.code.replace("-", "_")

    def fields(self) -> Iterator[Field]:
        yield from self.header
        for row in self.grid:
            yield from (cell.field for cell in row if isinstance(cell, Entry))
        yield from self.footer


@dataclass(frozen=True, slots=True)
class ScoreSheetForm:
    """A self-assessment sheet; its rows come from the rubric of that code."""

    code: str
    title: str
    source: Source
    rubric: str
    guide: Guide
    header: Sequence[Field] = ()
    footer: Sequence[Field] = ()
    orientation: Literal["landscape", "portrait"] = "portrait"
    paper: Literal["A4", "A3"] = "A4"
    tab: str = ""
    kind: Literal["score"] = "score"

    @property
    def name(self) -> str:
        return self.code.replace("-", "_")

    def fields(self) -> Iterator[Field]:
        yield from (*self.header, *self.footer)


Form = ListForm | CardForm | ScoreSheetForm


@dataclass(frozen=True, slots=True)
class Workbook:
    """The forms of one reporting task in one file.  `rules` are the codes of the subsidies whose ledgers it holds."""

    code: str
    title: str
    forms: Sequence[Form]
    rules: tuple[str, ...] = ()
    purpose: str = ""
    folder: str = ""  # below dist/
    version: str = "1"
    revised: dt.date = dt.date(2026, 11, 24)

    @property
    def file_name(self) -> str:
        return f"{self.title}.xlsx"


def _check_fields(form: str, fields: Sequence[Field]) -> None:
    codes = [field.code for field in fields]
    repeated = {code for code in codes if codes.count(code) > 1}
    if repeated:
        raise FormError(f"{form}：栏目代码重复：{'、'.join(sorted(repeated))}")


def _check_relations(form: ListForm | CardForm) -> None:
    """Whether what checks and relations name stands on the form: fields, what they compare, values in their words."""
    names = {field.name for field in form.fields()}
    for check in form.checks:
        where = f"{form.code}：检查 {check.code}"
        if strange := [node.title for node in ex.inputs_of(check.test) if node.name not in names]:
            raise FormError(f"{where}比较的“{'”“'.join(strange)}”不是这张表的栏目")
        _check_marked(form, where, check.fields, check.message)
    for relation in form.listed_in:
        _check_marked(form, f"{form.code}：与《{relation.form}》的对照", (relation.field,), relation.message)


def _check_marked(form: ListForm | CardForm, where: str, marked: Sequence[Field], message: str) -> None:
    codes = {field.code for field in form.fields()}
    if strange := [field.code for field in marked if field.code not in codes]:
        raise FormError(f"{where}标出的 {'、'.join(strange)} 不是这张表的栏目")
    if strange := [code for code in MESSAGE_TOKEN.findall(message) if code not in codes]:
        raise FormError(f"{where}的提示里写了 {{{strange[0]}}}，表里没有代码是 {strange[0]} 的栏目")


@functools.lru_cache(maxsize=4096)
def _lenient(node: ex.Expr, wanted: bool = True) -> ex.Expr:
    """The expression with every comparison that lacks an optional field taken as it does no harm.

    A comparison with a blank is false by itself; so where the whole wants it true, a blank takes its place, and under
    a Not nothing changes.  Kept, since conditions are compiled once for each expression.
    """
    match node:
        case ex.Compare() if wanted:
            blank = [ex.IsMissing(each) for each in ex.inputs_of(node) if each.nullable]
            return ex.Or((*blank, node)) if blank else node
        case ex.And():
            return ex.And(tuple(_lenient(part, wanted) for part in node.parts))
        case ex.Or():
            return ex.Or(tuple(_lenient(part, wanted) for part in node.parts))
        case ex.Not():
            return ex.Not(_lenient(node.of, not wanted))
        case _:
            return node
