"""Criterion: the small expressions in which a rubric states its numeric tests, read once and evaluated exactly.

    rate >= 95 and overdue == 0
    area >= 200 + 50 * floor(max(0, graduates - 1000) / 500)
    land >= 150 if farm == '粮油生产' else None

The grammar is a corner of Python's own, so that `ast` parses it and a renderer can walk the same tree to write the
Excel formula. Every number is a Fraction: no quotient is ever rounded before it is compared. Rates are in per cent
(92 means 92 %), as people type them.

None means "does not apply": a comparison with it is None, and `and` / `or` leave it out, so that a requirement whose
rate has an empty denominator drops out instead of failing.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Value = Fraction | str | bool | tuple[Fraction, ...] | tuple[str, ...] | None
Facts = Mapping[str, Callable[[str], bool]]

FACTS = ("hit", "met")
FUNCTIONS = ("floor", "min", "max", "count")


class CriterionError(ValueError):
    """An expression that is not of this small language; the message says which part, in Chinese."""


@dataclass(frozen=True)
class Criterion:
    source: str
    tree: ast.expr = field(compare=False, repr=False)

    @property
    def names(self) -> frozenset[str]:
        """The inputs and header fields it reads."""
        called = {id(n.func) for n in ast.walk(self.tree) if isinstance(n, ast.Call)}
        return frozenset(n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name) and id(n) not in called)

    @property
    def quoted_items(self) -> frozenset[str]:
        """The item numbers it asks about: hit('13①'), met('（九）')."""
        calls = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call)]
        asked = [n.args[0] for n in calls if isinstance(n.func, ast.Name) and n.func.id in FACTS]
        return frozenset(str(a.value) for a in asked if isinstance(a, ast.Constant))


def parse(source: str, types: Mapping[str, str]) -> Criterion:
    """Read `source`; `types` gives each known name its type (number, truth, text, numbers, texts).

    Raises: CriterionError for an unknown name, a comparison of unlike types or anything outside the grammar.
    """
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError:
        raise CriterionError(f"表达式“{source}”写法有误") from None
    _type_of(tree, types)
    return Criterion(source, tree)


def _refuse(node: ast.AST, why: str) -> CriterionError:
    part = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
    return CriterionError(f"表达式中的“{part}”{why}")


def _type_of(node: ast.expr, types: Mapping[str, str]) -> str:
    """The type of a node; comparing a text with a number is a slip that must not wait for the first user."""
    match node:
        case ast.Constant(value=None):
            return "nothing"
        case ast.Constant(value=str()):
            return "text"
        case ast.Constant(value=bool()):
            raise _refuse(node, "不是本表的写法")
        case ast.Constant(value=int() | float()):
            return "number"
        case ast.Tuple(elts=elts) if elts and all(_type_of(e, types) == "text" for e in elts):
            return "texts"
        case ast.Name(id=name):
            if name not in types:
                raise _refuse(node, f"没有声明；可用的有：{'、'.join(sorted(types)) or '（无）'}")
            return types[name]
        case ast.BoolOp(values=values):
            for v in values:
                _expect(v, types, "truth")
            return "truth"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _expect(operand, types, "truth")
            return "truth"
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _expect(operand, types, "number")
            return "number"
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult(), right=right):
            _expect(left, types, "number")
            _expect(right, types, "number")
            return "number"
        case ast.BinOp(left=left, op=ast.Div(), right=ast.Constant(value=int(n))) if n:
            _expect(left, types, "number")  # only by a written number: a quotient of inputs could divide by zero
            return "number"
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            return _compare_type(node, [left, *comparators], ops, types)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            _expect(test, types, "truth")
            kinds = {_type_of(body, types), _type_of(orelse, types)} - {"nothing"}
            if len(kinds) > 1:
                raise _refuse(node, "两个分支的类型不同")
            return kinds.pop() if kinds else "nothing"
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return _call_type(node, name, args, types)
    raise _refuse(node, "不是本表的写法")


def _expect(node: ast.expr, types: Mapping[str, str], wanted: str) -> None:
    if (found := _type_of(node, types)) not in (wanted, "nothing"):
        raise _refuse(node, f"类型是 {found}，应为 {wanted}")


def _compare_type(node: ast.expr, terms: list[ast.expr], ops: list[ast.cmpop], types: Mapping[str, str]) -> str:
    for left, op, right in zip(terms, ops, terms[1:], strict=False):
        if isinstance(op, ast.In | ast.NotIn):
            _expect(left, types, "text")
            _expect(right, types, "texts")
        elif isinstance(op, ast.Eq | ast.NotEq) and _type_of(left, types) == "text":
            _expect(right, types, "text")
        elif isinstance(op, ast.Eq | ast.NotEq | ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            _expect(left, types, "number")
            _expect(right, types, "number")
        else:
            raise _refuse(node, "不是本表的写法")
    return "truth"


def _call_type(node: ast.expr, name: str, args: list[ast.expr], types: Mapping[str, str]) -> str:
    kinds = [_type_of(a, types) for a in args]
    if name in FACTS and kinds == ["text"]:
        return "truth"
    if (
        (name == "floor" and kinds == ["number"])
        or (name == "count" and kinds == ["numbers"])
        or (name in ("min", "max") and (kinds == ["numbers"] or (len(kinds) > 1 and set(kinds) == {"number"})))
    ):
        return "number"
    raise _refuse(node, "不是本表的写法")


def evaluate(criterion: Criterion, values: Mapping[str, Value], facts: Facts | None = None) -> Value:
    """The exact value of a parsed criterion; a name without a value counts as None."""
    return _value(criterion.tree, values, facts or {})


def _value(node: ast.expr, values: Mapping[str, Value], facts: Facts) -> Value:
    match node:
        case ast.Constant(value=v):
            return v if v is None or isinstance(v, str) else Fraction(str(v))
        case ast.Tuple(elts=elts):
            return tuple(str(_value(e, values, facts)) for e in elts)
        case ast.Name(id=name):
            return values.get(name)
        case ast.BoolOp(op=op, values=parts):
            known = [v for v in (_value(p, values, facts) for p in parts) if v is not None]
            if not known:
                return None
            return all(known) if isinstance(op, ast.And) else any(known)
        case ast.UnaryOp(op=op, operand=operand):
            inner = _value(operand, values, facts)
            if inner is None:
                return None
            return not inner if isinstance(op, ast.Not) else -_number(inner)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _value(left, values, facts), _value(right, values, facts)
            return None if a is None or b is None else _arithmetic(op, _number(a), _number(b))
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            terms = [_value(t, values, facts) for t in (left, *comparators)]
            if any(t is None for t in terms):
                return None
            return all(_holds(op, a, b) for op, a, b in zip(ops, terms, terms[1:], strict=False))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            chosen = _value(test, values, facts)
            return None if chosen is None else _value(body if chosen else orelse, values, facts)
        case ast.Call(func=ast.Name(id=name), args=args):
            return _call(name, [_value(a, values, facts) for a in args], facts)
    raise AssertionError(ast.unparse(node))  # parse() let nothing else through


def _number(value: Value) -> Fraction:
    assert isinstance(value, Fraction)
    return value


def _arithmetic(op: ast.operator, a: Fraction, b: Fraction) -> Fraction:
    if isinstance(op, ast.Add):
        return a + b
    if isinstance(op, ast.Sub):
        return a - b
    return a * b if isinstance(op, ast.Mult) else a / b


def _holds(op: ast.cmpop, a: Value, b: Value) -> bool:
    if isinstance(op, ast.Eq):
        return a == b
    if isinstance(op, ast.NotEq):
        return a != b
    if isinstance(op, ast.In | ast.NotIn):
        assert isinstance(b, tuple)
        return (a in b) is isinstance(op, ast.In)
    x, y = _number(a), _number(b)
    if isinstance(op, ast.Lt | ast.LtE):
        return x < y or (x == y and isinstance(op, ast.LtE))
    return x > y or (x == y and isinstance(op, ast.GtE))


def _call(name: str, args: list[Value], facts: Facts) -> Value:
    if name in FACTS:
        return facts[name](str(args[0]))
    if name == "count":
        assert isinstance(args[0], tuple)
        return Fraction(len(args[0]))
    numbers = args[0] if isinstance(args[0], tuple) else args
    if not numbers or any(n is None for n in numbers):
        return None
    exact = [_number(n) for n in numbers]
    if name == "floor":
        return Fraction(math.floor(exact[0]))
    return min(exact) if name == "min" else max(exact)
