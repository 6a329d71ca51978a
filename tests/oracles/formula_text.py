"""One formula taken apart: functions, nesting, references, literals. Judges nothing; portability.py does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import column_index_from_string

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576

SHEET = r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!)?"
CELLS = re.compile(rf"{SHEET}(?P<c1>\$?[A-Za-z]{{1,3}})(?P<r1>\$?\d+)(?::(?P<c2>\$?[A-Za-z]{{1,3}})(?P<r2>\$?\d+))?")
COLUMNS = re.compile(rf"{SHEET}(?P<c1>\$?[A-Za-z]{{1,3}}):(?P<c2>\$?[A-Za-z]{{1,3}})")
ROWS = re.compile(rf"{SHEET}(?P<r1>\$?\d+):(?P<r2>\$?\d+)")
NAME = re.compile(rf"{SHEET}(?P<name>[^'!]+)")
OTHER_WORKBOOK = re.compile(r"\[[^\]]*\][^!]*!")


@dataclass(frozen=True)
class Reference:
    """A rectangle of cells as written. A row that `moves` is relative: filled down, it goes along with its formula."""

    sheet: str
    left: int
    right: int
    top: int
    bottom: int
    top_moves: bool
    bottom_moves: bool
    inside: str  # the function whose argument it is, "" outside any

    @property
    def is_whole_rows(self) -> bool:
        return self.right - self.left + 1 == LAST_COLUMN

    def rows(self, shift: int = 0) -> tuple[int, int]:
        """First and last row, seen from `shift` rows below the place where the formula was read."""
        top, bottom = self.top + shift * self.top_moves, self.bottom + shift * self.bottom_moves
        return min(top, bottom), max(top, bottom)


@dataclass(frozen=True)
class NameUse:
    """A defined name as written, with its sheet where one stands before it."""

    sheet: str
    name: str


@dataclass(frozen=True)
class Anatomy:
    """What one formula consists of."""

    functions: tuple[tuple[str, tuple[str, ...]], ...]  # (name, the functions around it), in order
    depth: int
    most_arguments: int
    texts: tuple[str, ...]
    references: tuple[Reference, ...]
    names: tuple[NameUse, ...]
    broken: tuple[str, ...]  # #REF!, references into other workbooks, what cannot be read
    has_array_constant: bool
    has_union_or_intersection: bool


def dissect(text: str) -> Anatomy:
    """Take a formula apart, written without its equals sign. Raises ValueError where it cannot be read at all."""
    try:
        tokens = Tokenizer("=" + text).items
    except Exception as problem:  # TokenizerError, but also IndexError on brackets that do not pair
        raise ValueError(f"cannot be read ({problem})") from problem
    walk = _Walk()
    for token in tokens:
        walk.take(token)
    if walk.around:
        raise ValueError("cannot be read (a bracket is not closed)")
    return Anatomy(
        tuple(walk.functions),
        walk.depth,
        walk.most_arguments,
        tuple(walk.texts),
        tuple(walk.references),
        tuple(walk.names),
        tuple(walk.broken),
        any(token.type == Token.ARRAY for token in tokens),
        any(token.type == Token.OP_IN and token.value == "," for token in tokens) or _intersects(tokens),
    )


class _Walk:
    """Goes through the tokens once, knowing the functions around each."""

    def __init__(self) -> None:
        self.around: list[str] = []  # "" for plain brackets, "{" for array constants
        self.arguments: list[int] = []
        self.functions: list[tuple[str, tuple[str, ...]]] = []
        self.depth = self.most_arguments = 0
        self.texts: list[str] = []
        self.references: list[Reference] = []
        self.names: list[NameUse] = []
        self.broken: list[str] = []

    def take(self, token: Token) -> None:
        if token.subtype == Token.OPEN:
            self._open(token)
        elif token.subtype == Token.CLOSE:
            self.around.pop()
            self.most_arguments = max(self.most_arguments, self.arguments.pop())
        elif token.subtype == Token.ARG and self.around[-1] != "{":
            self.arguments[-1] += 1
        elif token.subtype == Token.TEXT:
            self.texts.append(token.value[1:-1].replace('""', '"'))
        elif token.type == Token.OPERAND and ("#REF!" in token.value or OTHER_WORKBOOK.search(token.value)):
            self.broken.append(token.value)
        elif token.subtype == Token.RANGE:
            self._reference(token.value)

    def _open(self, token: Token) -> None:
        name = ""
        if token.type == Token.FUNC:
            # the tokenizer keeps the left side of A1:INDEX(…) with the function's name
            left, _, name = token.value[:-1].upper().rpartition(":")
            if left:
                self._reference(left)
            self.functions.append((name, self._functions_around()))
        self.around.append("{" if token.type == Token.ARRAY else name)
        self.arguments.append(1 if name else 0)
        self.depth = max(self.depth, len(self._functions_around()))

    def _functions_around(self) -> tuple[str, ...]:
        return tuple(name for name in self.around if name not in ("", "{"))

    def _reference(self, value: str) -> None:
        for pattern in (CELLS, COLUMNS, ROWS):
            if match := pattern.fullmatch(value):
                self.references.append(_rectangle(match, next(iter(self._functions_around()[-1:]), "")))
                return
        if match := NAME.fullmatch(value):
            self.names.append(NameUse(_sheet(match), match["name"]))
        else:
            self.broken.append(value)


def _intersects(tokens: list[Token]) -> bool:
    """A space between two operands is Excel's intersection; elsewhere it means nothing."""
    for before, space, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        ends = before.type == Token.OPERAND or before.subtype == Token.CLOSE
        begins = after.type == Token.OPERAND or after.subtype == Token.OPEN
        if space.type == Token.WSPACE and ends and begins:
            return True
    return False


def _sheet(match: re.Match[str]) -> str:
    return (match["quoted"] or match["plain"] or "").replace("''", "'")


def _rectangle(match: re.Match[str], inside: str) -> Reference:
    groups = match.groupdict()
    c1, r1 = groups.get("c1"), groups.get("r1")
    c2, r2 = groups.get("c2") or c1, groups.get("r2") or r1
    left, right = (column_index_from_string(c.strip("$").upper()) for c in (c1, c2)) if c1 and c2 else (1, LAST_COLUMN)
    top, bottom = (int(r.strip("$")) for r in (r1, r2)) if r1 and r2 else (1, LAST_ROW)
    return Reference(
        _sheet(match),
        min(left, right),
        max(left, right),
        top,
        bottom,
        bool(r1) and not str(r1).startswith("$"),
        bool(r2) and not str(r2).startswith("$"),
        inside,
    )
