"""A declared formula as a tree: worksheet text with fields in braces, `{staff}`, `{staff:column}`, `{header.day}`."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


class Uncomputable(Exception):
    """A formula that this module does not read; its cells count as unknown."""


@dataclass(frozen=True, slots=True)
class Constant:
    value: object


@dataclass(frozen=True, slots=True)
class CellOf:
    """A field's cell in the formula's own row, or the one cell of a field that stands alone."""

    code: str


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """A field's whole column in the same form."""

    code: str


@dataclass(frozen=True, slots=True)
class HeadOf:
    """The heading above a field's column: ROW()-ROW({code:head}) is the place of a row in its list."""

    code: str


@dataclass(frozen=True, slots=True)
class Named:
    """A defined name, such as another form's column: key_enterprises.name."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function or, by its sign, an operator."""

    function: str
    arguments: tuple[Node, ...]


Node = Constant | CellOf | ColumnOf | HeadOf | Named | Call

_TOKENS = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<text>"(?:[^"]|"")*")
  | \{(?P<array>["\d][^}]*)\}
  | \{(?:(?:header|footer)\.)?(?P<field>[a-z][a-z0-9._-]*)(?::(?P<part>column|head))?\}
  | (?P<function>[A-Z][A-Z0-9.]*)\(
  | (?P<name>[A-Za-z_][A-Za-z0-9_.]*)
  | (?P<sign><=|>=|<>|[-+*/^&=<>%(),])
)""",
    re.VERBOSE,
)
_BINARY = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_PARTS = re.compile(r'"(?:[^"]|"")*"|[^,]+')
_ROWS = re.compile(r'(?:"(?:[^"]|"")*"|[^;"])+')
_END = ("end", "")


@functools.lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """The tree of a formula, written without its leading `=`; raises Uncomputable for what is not read here."""
    parser = _Parser(_tokens(formula), formula)
    node = parser.expression(0)
    if parser.next != _END:
        raise Uncomputable(f"{parser.next[1]!r} is left over in {formula}")
    return node


def fields_of(node: Node) -> list[str]:
    """The codes of the fields that a formula reads."""
    if isinstance(node, CellOf | ColumnOf):
        return [node.code]
    return [code for part in node.arguments for code in fields_of(part)] if isinstance(node, Call) else []


def _tokens(formula: str) -> list[tuple[str, str]]:
    found, place = [], 0
    while place < len(formula.rstrip()):
        match = _TOKENS.match(formula, place)
        if not match:
            raise Uncomputable(f"{formula[place : place + 20]!r} in {formula}")
        kind = match.lastgroup or ""
        found.append((match["part"], match["field"]) if kind == "part" else (kind, match[kind]))
        place = match.end()
    return [*found, _END]


class _Parser:
    """Precedence climbing, as the worksheet binds: % and unary minus, then ^ * + & and comparisons."""

    def __init__(self, tokens: Sequence[tuple[str, str]], formula: str) -> None:
        self._tokens = tokens
        self._place = 0
        self._formula = formula

    @property
    def next(self) -> tuple[str, str]:
        return self._tokens[self._place]

    def _take(self, sign: str = "") -> tuple[str, str]:
        token = self.next
        if sign and token != ("sign", sign):
            raise Uncomputable(f"{sign!r} expected before {token[1]!r} in {self._formula}")
        self._place += 1
        return token

    def expression(self, least: int) -> Node:
        left = self._operand()
        while self.next[0] == "sign" and _BINARY.get(self.next[1], 0) > least:
            sign = self._take()[1]
            left = Call(sign, (left, self.expression(_BINARY[sign])))
        return left

    def _operand(self) -> Node:
        kind, text = self._take()
        node: Node
        if (kind, text) == ("sign", "-"):
            return Call("negative", (self._operand(),))
        if (kind, text) == ("sign", "+"):
            return self._operand()
        if (kind, text) == ("sign", "("):
            node = self.expression(0)
            self._take(")")
        elif kind == "number":
            node = Constant(_number(text))
        elif kind == "text":
            node = Constant(text[1:-1].replace('""', '"'))
        elif kind == "array":
            node = Constant(_array(text))
        elif kind == "field":
            node = CellOf(text)
        elif kind == "column":
            node = ColumnOf(text)
        elif kind == "head":
            node = HeadOf(text)
        elif kind == "name":
            node = Constant(text == "TRUE") if text in ("TRUE", "FALSE") else Named(text)
        elif kind == "function":
            node = Call(text, self._arguments())
        else:
            raise Uncomputable(f"{text!r} is no operand in {self._formula}")
        while self.next == ("sign", "%"):
            self._take()
            node = Call("percent", (node,))
        return node

    def _arguments(self) -> tuple[Node, ...]:
        found: list[Node] = []
        if self.next != ("sign", ")"):
            found.append(self._argument())
            while self.next == ("sign", ","):
                self._take()
                found.append(self._argument())
        self._take(")")
        return tuple(found)

    def _argument(self) -> Node:
        """An argument, which may be left out: IF(a,,b)."""
        return Constant(None) if self.next in (("sign", ","), ("sign", ")")) else self.expression(0)


def _array(text: str) -> tuple[object, ...]:
    """An array constant: its values, or a tuple of rows where it has several."""
    rows = [tuple(_constant(part) for part in _PARTS.findall(row)) for row in _ROWS.findall(text)]
    return rows[0] if len(rows) == 1 else tuple(rows)


def _number(text: str) -> int | Fraction:
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def _constant(text: str) -> object:
    text = text.strip()
    return text[1:-1].replace('""', '"') if text.startswith('"') else _number(text)
