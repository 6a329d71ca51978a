"""Rubric: what an evaluation standard is made of, as frozen data.

A rubric has sections, a section has items. An item carries its official number and text, the printed points, its kind
and, where a figure decides, the inputs to ask for and the criterion or bands that read them. Nothing here scores
anything: `formulas.scoring` does, for every rubric alike, and `formulas.rubric_file` reads the TOML files strictly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from formulas.criterion import Criterion
from formulas.documents import documents

Kind = Literal["checklist", "manual", "ratio", "bands", "threshold", "condition", "veto", "bonus", "deduction"]
InputType = Literal["yes_no", "choice", "count", "number", "rate", "list"]
HeaderType = Literal["text", "date", "number", "count", "yes_no", "choice", "choices"]
Line = Annotated[str, Field(pattern=r"^(L\d+(–\d+)?)?$")]  # of the compendium; empty for a document outside it
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
RESTRICTED = ("此件不公开", "此件依申请公开")
Texts = Annotated[tuple[str, ...], Field(strict=False)]

# What a criterion may do with a value, by the type the clerk fills in.
CRITERION_TYPES = {
    "yes_no": "truth", "choice": "text", "count": "number", "number": "number", "rate": "number", "list": "numbers",
    "choices": "texts", "text": "text", "date": "text",
}  # fmt: skip


class Part(BaseModel):
    """A piece of a rubric file: unknown keys are refused, no value is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


class Collected(Part):
    """A numerator that is counted from completed sheets of another rubric: those that reach a number of points."""

    rubric: str
    item: str = ""  # the points of this item; of the whole sheet where it is empty
    at_least: int


class Input(Part):
    """One figure or choice an item asks for. `name` is its key in an answer, `title` what the clerk reads."""

    name: Name
    title: str
    type: InputType
    unit: str = ""
    options: Texts = ()
    required: bool = True
    default: str | int | None = None  # what an optional input that is left out counts as
    numerator: str = ""  # a rate is counted, not typed: the titles of its two counts
    denominator: str = ""
    amounts: bool = False  # numerator and denominator are sums of money, not whole numbers
    unbounded: bool = False  # a rate that may exceed 100 %
    signed: bool = False  # a number that may be negative
    maximum: int | None = None
    empty: Literal["error", "not_applicable"] = "error"  # what a denominator of 0 means
    collected: Collected | None = None


class Band(Part):
    """One printed row out of several: chosen by its text, by the interval from ≤ x < below, or by `when`."""

    text: str = ""
    points: int | None = None
    value: int | None = None  # a rate or an amount that the item's `amount` uses
    start: int | None = Field(default=None, alias="from")
    below: int | None = None
    when: Criterion | None = None
    printed: bool = True  # False: a row the source does not print (无对应档位); a remark is then obligatory
    remark_when: Criterion | None = None


class Level(Part):
    """One level of a bonus: 国家级 +5."""

    name: str
    points: int


class Expectation(Part):
    """A printed figure inside a judged item (D7): missing it warns when full marks are given, it never blocks."""

    when: Criterion
    message: Literal["COUNT_NOT_REACHED", "OUT_OF_PRINTED_RANGE"]


class Item(Part):
    """The smallest unit with its own score or its own yes/no."""

    no: str
    aliases: Texts = ()  # shorter forms of the number that an answer may use
    text: str
    line: Line = ""
    kind: Kind
    points: int | None = None  # as printed: full marks, −100 of a veto entry, per occurrence of a bonus or deduction
    group: str = ""
    title: str = ""  # a level-2 heading that the print puts before the text
    inputs: Annotated[tuple[Input, ...], Field(strict=False)] = ()
    test: Criterion | None = None
    bands: Annotated[tuple[Band, ...], Field(strict=False)] = ()
    levels: Annotated[tuple[Level, ...], Field(strict=False)] = ()
    amount: Criterion | None = None  # money that follows from the inputs (reference limits)
    applies: Criterion | None = None
    alternative: str = ""  # items that share it exclude one another and count once
    optional: bool = False  # 鼓励, 优先, 酌情: shown, never required, never counted as 不符合
    outcomes: Texts = ()  # the two words of an optional threshold, met first
    not_involved: bool = False  # 不涉及 is offered (D6)
    not_applicable: bool = False  # 不适用 is offered
    once: bool = False  # a bonus row that counts once, however often it occurred
    expect: Expectation | None = None
    prompts: str = ""  # when the answer is 否, the entry of the negative list to look at
    effect: str = ""  # what follows when a veto entry occurred
    note: str = ""  # the comment on the cell: slips of the source, readings
    source_missing: bool = False  # the source has lost this item's text
    from_id: Literal["", "age", "sex"] = ""  # what its cell shows, worked out from the ID number above the table

    @property
    def scored(self) -> bool:
        """Whether its points belong to the printed full marks."""
        return self.points is not None and self.kind not in ("veto", "bonus", "deduction")

    @property
    def demanded(self) -> bool:
        """Whether it is a requirement that counts as met or not met."""
        return self.kind in ("condition", "threshold") and not self.optional


class Group(Part):
    """A 二级指标 with its printed points."""

    no: str
    label: str
    points: int | None = None
    rule: str = ""  # the printed 评分细则 of its items: ①②各2分
    stem: str = ""  # a printed clause that only introduces the items; not part of any item's text
    note: str = ""


class Section(Part):
    """A 一级指标. `label` is the printed heading (empty where the source lost it); `rule` any: one item suffices."""

    no: str
    label: str
    points: int | None = None
    cap: int | None = None
    rule: Literal["all", "any"] = "all"
    printed: bool = True  # False: the heading is supplied here, the source prints none
    stop: Literal[".", "、"] = "."  # behind the printed number of an item, where it stands in front of the text
    note: str = ""
    groups: Annotated[tuple[Group, ...], Field(strict=False)] = ()
    items: Annotated[tuple[Item, ...], Field(strict=False)]

    @property
    def name(self) -> str:
        """The heading without its bracketed points: the key of the section in every answer of the command line.

        Where the source lost the heading, the words say so; they name the item, since a bare 7 says nothing.
        """
        return re.sub(r"（[^（）]*分）$", "", self.label) or f"第{self.no.removeprefix('第')}项（原文无标题）"


class HeaderField(Part):
    """A cell above the table. `scored` ones change the result; the others are only printed."""

    name: str
    code: Name
    type: HeaderType
    options: Texts = ()
    scored: bool = False
    default: str | None = None
    unit: str = ""
    hint: str = ""


class PassLine(Part):
    points: int
    sentence: str
    line: Line = ""


class Verdict(Part):
    """One possible conclusion; the first whose `when` holds is drawn, once the table is complete."""

    when: Criterion | None = None
    sentence: str
    passed: bool | None = None


class Places(Part):
    """How many of a group a ranking puts forward: 3个省辖市."""

    group: str  # as the sheet's header offers it
    count: int


class Words(Part):
    """The status words of a list without points."""

    met: str = "符合"
    unmet: str = "不符合"
    pending: str = "待核"
    inapplicable: str = "不适用"


def with_lines(place: str, lines: str) -> str:
    """A place and its lines of the compendium, which a document outside it does not have.

    >>> with_lines("豫人社函〔2023〕73号 附件1", "L812"), with_lines("豫示人社〔2027〕1号 附件1", "")
    ('豫人社函〔2023〕73号 附件1（L812）', '豫示人社〔2027〕1号 附件1')
    """
    return f"{place}（{lines}）" if lines else place


class Rubric(Part):
    code: str
    title: str
    document: str
    annex: str = ""
    line: Line = ""
    form: str | None = None  # the code of the form that is its score sheet
    related_forms: Texts = ()
    respondent: str = ""
    total: int | None = None
    count: int
    columns: Texts = ()  # of the printed table, in order; empty where the source prints none
    sheet_rows: Literal["item", "point", "group"] = "item"  # what one row of the official form stands for
    sheet_columns: Texts = ()  # of the official form where it differs from the standard's own table
    sheet_titles: dict[str, str] = {}  # of columns that the sheet adds, where the common word does not fit
    sheet_widths: dict[str, int | Decimal] = {}  # of columns of the sheet, where the common width does not fit
    ranked_by: str = ""  # the code of the field above the table that divides those who are ranked into groups
    footnotes: Texts = ()
    scaled: bool = False  # show the counted points on 100 as well when categories are left out
    words: Words = Words()
    pass_line: PassLine | None = None
    header: Annotated[tuple[HeaderField, ...], Field(strict=False)] = ()
    sections: Annotated[tuple[Section, ...], Field(strict=False)]
    verdicts: Annotated[tuple[Verdict, ...], Field(strict=False)] = ()
    places: Annotated[tuple[Places, ...], Field(strict=False)] = ()
    note: str = ""  # `{places}` in a file stands for the places in words

    @property
    def places_in_words(self) -> str:
        return "、".join(f"{each.count}个{each.group}" for each in self.places)

    @property
    def items(self) -> Iterator[Item]:
        return (item for section in self.sections for item in section.items)

    @property
    def restriction(self) -> str:
        """此件不公开 or 此件依申请公开, as the document is marked: repeated on the cover (D16)."""
        mark = documents()[self.document].openness
        return mark if mark in RESTRICTED else ""

    @property
    def basis(self) -> str:
        """文号, annex and title: what officials read, who have no use for the lines of a transcription."""
        return f"{self.document}{' ' + self.annex if self.annex else ''} {self.title}"

    @property
    def citation(self) -> str:
        """The same with the lines, if it has any."""
        return with_lines(self.basis, self.line)
