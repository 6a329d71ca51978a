"""The small typed language in which a rule is written once.

An expression is a tree over an input of the record, a dated parameter, or a plain number.  It holds no
figure of a policy: those are parameters.  Four modules read the same tree: `evaluation` (exact value),
`excel` (worksheet formula), `columns` (whole ledger) and `explanation` (Chinese steps).

Numbers are exact rationals.  A percentage, whether input or parameter, counts as its fraction: 70 % is 7/10.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, Union

Type = Literal["number", "bool", "date", "text", "list"]
Literalish = Union["Expr", int, Decimal, Fraction, str, bool]


@functools.cache
def _field_names(kind: type) -> tuple[str, ...]:
    """The fields that may hold expressions, looked up once for a class."""
    return tuple(item.name for item in fields(kind) if item.init)


_KINDS: dict[Type, str] = {"number": "数字", "bool": "是否", "date": "日期", "text": "选项", "list": "清单"}


class ExpressionError(TypeError):
    """An expression that cannot mean anything; raised where it is written."""


@dataclass(frozen=True, eq=False, slots=True)
class Expr:
    """Any expression.  Python's operators build bigger ones; `==` builds a comparison, so nodes have no equality."""

    type: ClassVar[Type] = "number"
    __hash__ = object.__hash__
    _parts: tuple[Expr, ...] | None = field(default=None, init=False, repr=False)

    @property
    def kind(self) -> Type:
        """The type of the value."""
        return self.type

    def children(self) -> Iterator[Expr]:
        """The expressions directly inside this one."""
        for name in _field_names(type(self)):  # type: ignore[arg-type]  # a class is hashable
            value = getattr(self, name)
            if isinstance(value, Expr):
                yield value
            elif isinstance(value, tuple):
                yield from (each for each in value if isinstance(each, Expr))

    def walk(self) -> tuple[Expr, ...]:
        """This expression and everything inside it, outermost first; told once, since every note asks for it."""
        if self._parts is None:
            inside = (part for child in self.children() for part in child.walk())
            object.__setattr__(self, "_parts", (self, *inside))
        assert self._parts is not None
        return self._parts

    def __add__(self, other: Literalish) -> Expr:
        return Add(number(self), number(other))

    def __radd__(self, other: Literalish) -> Expr:
        return Add(number(other), number(self))

    def __sub__(self, other: Literalish) -> Expr:
        return Subtract(number(self), number(other))

    def __rsub__(self, other: Literalish) -> Expr:
        return Subtract(number(other), number(self))

    def __mul__(self, other: Literalish) -> Expr:
        return Multiply(number(self), number(other))

    def __rmul__(self, other: Literalish) -> Expr:
        return Multiply(number(other), number(self))

    def __truediv__(self, other: Literalish) -> Expr:
        return Divide(number(self), number(other))

    def __floordiv__(self, other: Literalish) -> Expr:
        return Floor(Divide(number(self), number(other)))

    def __ge__(self, other: Literalish) -> Predicate:
        return compare(self, ">=", other)

    def __gt__(self, other: Literalish) -> Predicate:
        return compare(self, ">", other)

    def __le__(self, other: Literalish) -> Predicate:
        return compare(self, "<=", other)

    def __lt__(self, other: Literalish) -> Predicate:
        return compare(self, "<", other)

    def __eq__(self, other: object) -> Predicate:  # type: ignore[override]
        return compare(self, "=", other)  # type: ignore[arg-type]

    def __ne__(self, other: object) -> Predicate:  # type: ignore[override]
        return Not(compare(self, "=", other))  # type: ignore[arg-type]

    def __and__(self, other: Expr) -> Predicate:
        return And(tuple(_flatten(And, (truth(self), truth(other)))))

    def __or__(self, other: Expr) -> Predicate:
        return Or(tuple(_flatten(Or, (truth(self), truth(other)))))

    def __invert__(self) -> Predicate:
        return Not(truth(self))

    def is_in(self, *values: str) -> Predicate:
        """True when this text is one of `values`."""
        return OneOf(text(self), tuple(values))

    def is_not(self, *values: str) -> Predicate:
        """True when this text is none of `values`."""
        return Not(OneOf(text(self), tuple(values)))

    def __bool__(self) -> bool:
        raise ExpressionError("条件之间写 & | ~，不写 and、or、not")


@dataclass(frozen=True, eq=False, slots=True)
class Predicate(Expr):
    """An expression that is true or false."""

    type: ClassVar[Type] = "bool"


# --- leaves -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, slots=True)
class Number(Expr):
    """A number of arithmetic (0, 1, 2), never a figure of a policy."""

    value: Fraction


@dataclass(frozen=True, eq=False, slots=True)
class Text(Expr):
    """A text compared with an input, for instance an option of its list."""

    value: str
    type: ClassVar[Type] = "text"


@dataclass(frozen=True, eq=False, slots=True)
class Input(Expr):
    """A named input of the record.  `title` is its Chinese name, `unit` its unit ("" where it has none)."""

    name: str
    title: str
    input_type: Type
    unit: str = ""
    percent: bool = False
    whole: bool = False
    nullable: bool = False

    @property
    def kind(self) -> Type:
        return self.input_type


@dataclass(frozen=True, eq=False, slots=True)
class Parameter(Expr):
    """A dated parameter with one value (number or date), read at the rule's `as_of`."""

    name: str
    title: str
    unit: str = ""
    parameter_type: Type = "number"
    whole: bool = False

    @property
    def kind(self) -> Type:
        return self.parameter_type


@dataclass(frozen=True, eq=False, slots=True)
class Lookup(Expr):
    """A dated table's value for the text `key`; `otherwise` where the table has no such row (None: there is one)."""

    name: str
    title: str
    key: Expr
    unit: str = ""
    otherwise: Expr | None = None
    whole: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Band(Expr):
    """A dated band table's value for the number `of`: the first band whose upper bound is not below it."""

    name: str
    title: str
    of: Expr
    unit: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Step(Expr):
    """A named intermediate value, shown to the reader as a step of its own."""

    name: str
    title: str
    value: Expr
    unit: str = ""

    @property
    def kind(self) -> Type:
        return self.value.kind


# --- numbers ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, slots=True)
class Add(Expr):
    left: Expr
    right: Expr


@dataclass(frozen=True, eq=False, slots=True)
class Subtract(Expr):
    left: Expr
    right: Expr


@dataclass(frozen=True, eq=False, slots=True)
class Multiply(Expr):
    left: Expr
    right: Expr


@dataclass(frozen=True, eq=False, slots=True)
class Divide(Expr):
    """An exact quotient.  The divisor must be above zero: a divisor that can be zero belongs inside a `choose`."""

    left: Expr
    right: Expr


@dataclass(frozen=True, eq=False, slots=True)
class Floor(Expr):
    """The whole part of a number that is not negative (每满…)."""

    of: Expr


@dataclass(frozen=True, eq=False, slots=True)
class RoundCent(Expr):
    """Rounded half up to 0.01."""

    of: Expr


@dataclass(frozen=True, eq=False, slots=True)
class Least(Expr):
    parts: tuple[Expr, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Greatest(Expr):
    parts: tuple[Expr, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Choose(Expr):
    """`then` where `test` holds, else `otherwise`; only the chosen side is computed."""

    test: Predicate
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, eq=False, slots=True)
class YearOf(Expr):
    """The calendar year of a date."""

    of: Expr


@dataclass(frozen=True, eq=False, slots=True)
class MonthsAfter(Expr):
    """The same day `months` later, or the last day of that month when it has no such day."""

    date: Expr
    months: Expr
    type: ClassVar[Type] = "date"


# --- lists ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, slots=True)
class Count(Expr):
    """How many entries a list has."""

    of: Expr


@dataclass(frozen=True, eq=False, slots=True)
class Total(Expr):
    """The sum of a list: of its first `first` entries, and of each no more than `each_at_most`, where given."""

    of: Expr
    first: Expr | None = None
    each_at_most: Expr | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Every(Predicate):
    """True when every entry of a list compares so with `bound`."""

    of: Expr
    operator: str
    bound: Expr


# --- conditions -------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False, slots=True)
class Compare(Predicate):
    left: Expr
    operator: str  # >= > <= < =
    right: Expr


@dataclass(frozen=True, eq=False, slots=True)
class OneOf(Predicate):
    of: Expr
    values: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class IsMissing(Predicate):
    """True when an input that may be null is null."""

    of: Expr


@dataclass(frozen=True, eq=False, slots=True)
class Holds(Predicate):
    """A yes/no input used as a condition."""

    of: Expr


@dataclass(frozen=True, eq=False, slots=True)
class And(Predicate):
    parts: tuple[Expr, ...] = field()


@dataclass(frozen=True, eq=False, slots=True)
class Or(Predicate):
    parts: tuple[Expr, ...] = field()


@dataclass(frozen=True, eq=False, slots=True)
class Not(Predicate):
    of: Expr


# --- building ---------------------------------------------------------------------------------------------


def number(value: Literalish) -> Expr:
    """`value` as a numeric expression; raises ExpressionError for anything else."""
    if isinstance(value, (bool, str)):
        raise ExpressionError(f"{value!r} 不是数字")
    if isinstance(value, (int, Decimal, Fraction)):
        return Number(Fraction(value))
    if value.kind != "number":
        raise ExpressionError(f"{describe(value)} 是{_KINDS[value.kind]}，不是数字")
    return value


def truth(value: Expr) -> Predicate:
    """`value` as a condition: itself, or the yes/no input it is."""
    if isinstance(value, Predicate):
        return value
    if isinstance(value, Expr) and value.kind == "bool":
        return Holds(value)
    raise ExpressionError(f"{describe(value)} 不是条件")


def text(value: Expr) -> Expr:
    if value.kind != "text":
        raise ExpressionError(f"{describe(value)} 是{_KINDS[value.kind]}，不是选项")
    return value


def compare(left: Expr, operator: str, right: Literalish) -> Predicate:
    """A comparison of two numbers, two dates or (with `=`) two texts."""
    if isinstance(right, bool):
        raise ExpressionError("“是否”一类的输入直接写，或者前面加 ~，不写 == True")
    if isinstance(right, str):
        right = Text(right)
    elif not isinstance(right, Expr):
        right = number(right)
    if left.kind != right.kind or left.kind in ("bool", "list") or (left.kind == "text" and operator != "="):
        sides = f"{describe(left)}（{_KINDS[left.kind]}）{operator} {describe(right)}（{_KINDS[right.kind]}）"
        raise ExpressionError(f"不能比较：{sides}")
    if isinstance(right, Text):
        return OneOf(left, (right.value,))
    return Compare(left, operator, right)


def _flatten(kind: type[And] | type[Or], parts: Sequence[Predicate]) -> Iterator[Expr]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def least(*parts: Literalish) -> Expr:
    """The smallest of `parts` (最高不超过)."""
    return Least(tuple(number(part) for part in parts))


def greatest(*parts: Literalish) -> Expr:
    """The largest of `parts` (不低于)."""
    return Greatest(tuple(number(part) for part in parts))


def choose(test: Expr, then: Literalish, otherwise: Literalish) -> Expr:
    """`then` where `test` holds, else `otherwise`."""
    return Choose(truth(test), number(then), number(otherwise))


def floor(value: Expr) -> Expr:
    """The whole part (每满…, 不满不计)."""
    return Floor(number(value))


def round_cent(value: Expr) -> Expr:
    """`value` rounded half up to 0.01."""
    return RoundCent(number(value))


def year_of(date: Expr) -> Expr:
    """The calendar year of `date`."""
    if date.kind != "date":
        raise ExpressionError(f"{describe(date)} 不是日期")
    return YearOf(date)


def months_after(date: Expr, months: Literalish) -> Expr:
    """`date` moved on by whole months (EDATE)."""
    if date.kind != "date":
        raise ExpressionError(f"{describe(date)} 不是日期")
    return MonthsAfter(date, number(months))


def count(values: Expr) -> Expr:
    """How many entries the list `values` has."""
    return Count(_list(values))


def total(values: Expr, first: Expr | None = None, each_at_most: Expr | None = None) -> Expr:
    """The sum of the list `values`, of its first `first` entries, each counted up to `each_at_most`."""
    return Total(_list(values), first, each_at_most)


def every(values: Expr, operator: str, bound: Literalish) -> Predicate:
    """True when every entry of the list `values` compares so with `bound`."""
    return Every(_list(values), operator, number(bound))


def missing(value: Expr) -> Predicate:
    """True when the nullable input `value` is null."""
    if not (isinstance(value, Input) and value.nullable):
        raise ExpressionError(f"{describe(value)} 总有值；可以不填的输入写 .or_null()")
    return IsMissing(value)


def _list(value: Expr) -> Expr:
    if value.kind != "list":
        raise ExpressionError(f"{describe(value)} 不是清单")
    return value


def describe(value: object) -> str:
    """A short name of an expression for messages to the person who wrote it."""
    return str(getattr(value, "name", None) or type(value).__name__)


def inputs_of(expression: Expr) -> list[Input]:
    """Every input the expression reads, each once, in order of first use; steps are looked into."""
    seen: dict[str, Input] = {}
    for node in expression.walk():
        if isinstance(node, Input):
            seen.setdefault(node.name, node)
    return list(seen.values())


def parameters_of(expression: Expr) -> list[Parameter | Lookup | Band]:
    """Every parameter node the expression reads, each name once, in order of first use."""
    seen: dict[str, Parameter | Lookup | Band] = {}
    for node in expression.walk():
        if isinstance(node, Parameter | Lookup | Band):
            seen.setdefault(node.name, node)
    return list(seen.values())


def steps_of(expression: Expr) -> list[Step]:
    """The named intermediate values inside the expression, each once, innermost first."""
    seen: dict[str, Step] = {}

    def visit(node: Expr) -> None:
        for child in node.children():
            visit(child)
        if isinstance(node, Step):
            seen.setdefault(node.name, node)

    visit(expression)
    return list(seen.values())
