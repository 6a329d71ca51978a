"""The formula reading of a criterion: worksheet text for Excel 2010, WPS and LibreOffice, without the leading `=`.

The caller says where the values stand. A rate stands in two cells, its counts, and is compared by cross-multiplication
(n*100>=80*d), so that no quotient is rounded at a boundary. What does not apply (a rate with an empty denominator)
drops out of AND and OR here as in `criterion.evaluate`; where it is the whole answer the formula gives "".
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from formulas.criterion import Criterion
from formulas.excel import literal

PLACES = 6  # decimals of typed figures carry noise once multiplied; both sides are rounded before they are compared


@dataclass(frozen=True)
class RateCells:
    """The two counts of a rate; `optional`: an empty denominator means that the rate does not apply."""

    numerator: str
    denominator: str
    optional: bool = False


@dataclass(frozen=True)
class YesNoCell:
    """A cell that holds 是 or 否."""

    cell: str


# A name's place; a plain text is one cell (a list: its range), a mapping gives several choices the cell of each option.
Place = str | RateCells | YesNoCell | Mapping[str, str]
Fact = Callable[[str, str], str]


@dataclass(frozen=True)
class _Text:
    """A node as text: a number as numerator and denominator, a truth or a text in `value`; `missing` when it fails."""

    value: str
    denominator: str = ""
    missing: str = ""


def excel(criterion: Criterion, places: Mapping[str, Place], fact: Fact | None = None) -> str:
    """The criterion as a formula. `fact("hit", "13①")` gives the text that tells whether that entry occurred."""
    found = _Writer(places, fact).write(criterion.tree)
    value = _quotient(found)
    return f'IF({found.missing},"",{value})' if found.missing else value


def _quotient(node: _Text) -> str:
    return f"{_inside(node.value)}/{_inside(node.denominator)}" if node.denominator else node.value


def _inside(text: str) -> str:
    """A factor of a product: what holds an operator goes into brackets."""
    return f"({text})" if any(c in text for c in "+-*/<>=&") else text


def _product(text: str, factor: str) -> str:
    return f"{_inside(text)}*{_inside(factor)}" if factor else text


def _any(conditions: list[str]) -> str:
    known = [c for c in dict.fromkeys(conditions) if c]
    return known[0] if len(known) == 1 else f"OR({','.join(known)})" if known else ""


@dataclass(frozen=True)
class _Writer:
    places: Mapping[str, Place]
    fact: Fact | None

    def write(self, node: ast.expr) -> _Text:
        match node:
            case ast.Constant(value=str(text)):
                return _Text(literal(text))
            case ast.Constant(value=None):
                return _Text('""', missing="TRUE")
            case ast.Constant(value=number):
                return _Text(str(number))
            case ast.Name(id=name):
                return self._name(self.places[name])
            case ast.BoolOp(op=op, values=parts):
                return self._joined("AND" if isinstance(op, ast.And) else "OR", [self.write(p) for p in parts])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                inner = self.write(operand)
                return _Text(f"NOT({inner.value})", missing=inner.missing)
            case ast.UnaryOp(operand=operand):
                inner = self.write(operand)
                return _Text(f"-{_inside(inner.value)}", inner.denominator, inner.missing)
            case ast.BinOp(left=left, op=op, right=right):
                return self._arithmetic(op, self.write(left), self.write(right))
            case ast.Compare():
                return self._compare(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._choice(self.write(test), self.write(body), self.write(orelse))
            case ast.Call(func=ast.Name(id=name), args=args):
                return self._call(name, args)
        raise AssertionError(ast.unparse(node))  # the parser let nothing else through

    def _name(self, place: Place) -> _Text:
        if isinstance(place, RateCells):
            missing = f"{place.denominator}=0" if place.optional else ""
            return _Text(f"{place.numerator}*100", place.denominator, missing)
        if isinstance(place, YesNoCell):
            return _Text(f'{place.cell}="是"')
        assert isinstance(place, str)
        return _Text(place)

    def _joined(self, function: str, parts: list[_Text]) -> _Text:
        kept = [
            p.value if not p.missing else f"OR({p.missing},{p.value})" if function == "AND"
            else f"IF({p.missing},FALSE,{p.value})"
            for p in parts
        ]  # fmt: skip
        all_missing = f"AND({','.join(p.missing for p in parts)})" if all(p.missing for p in parts) else ""
        return _Text(f"{function}({','.join(kept)})", missing=all_missing)

    def _arithmetic(self, op: ast.operator, a: _Text, b: _Text) -> _Text:
        missing = _any([a.missing, b.missing])
        if isinstance(op, ast.Div):
            return _Text(a.value, _product(b.value, a.denominator), missing)
        if isinstance(op, ast.Mult):
            bottom = _product(a.denominator, b.denominator) if a.denominator else b.denominator
            return _Text(_product(a.value, b.value), bottom, missing)
        sign = "+" if isinstance(op, ast.Add) else "-"
        left, right = _product(a.value, b.denominator), _product(b.value, a.denominator)
        bottom = _product(a.denominator, b.denominator) if a.denominator else b.denominator
        return _Text(f"{left}{sign}{_inside(right) if sign == '-' else right}", bottom, missing)

    def _compare(self, node: ast.Compare) -> _Text:
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._membership(node)
        terms = [self.write(t) for t in (node.left, *node.comparators)]
        signs = [_SIGNS[type(op)] for op in node.ops]
        pairs = [self._pair(a, sign, b) for a, sign, b in zip(terms, signs, terms[1:], strict=False)]
        value = pairs[0] if len(pairs) == 1 else f"AND({','.join(pairs)})"
        return _Text(value, missing=_any([t.missing for t in terms]))

    def _pair(self, a: _Text, sign: str, b: _Text) -> str:
        left, right = _product(a.value, b.denominator), _product(b.value, a.denominator)
        if right.startswith('"'):
            return f"{left}{sign}{right}"
        return f"{_side(left)}{sign}{_side(right)}"

    def _membership(self, node: ast.Compare) -> _Text:
        held = node.comparators[0]
        if isinstance(held, ast.Name):  # several choices: each option has its own cell, 是 where it is chosen
            options = self.places[held.id]
            assert isinstance(options, Mapping)
            assert isinstance(node.left, ast.Constant)
            found = f'{options[str(node.left.value)]}="是"'
        else:
            assert isinstance(held, ast.Tuple)
            cell = self.write(node.left).value
            found = f"OR({','.join(f'{cell}={self.write(e).value}' for e in held.elts)})"
        return _Text(f"NOT({found})" if isinstance(node.ops[0], ast.NotIn) else found)

    def _choice(self, test: _Text, body: _Text, other: _Text) -> _Text:
        missing = ""
        if body.missing or other.missing:
            missing = f"IF({test.value},{body.missing or 'FALSE'},{other.missing or 'FALSE'})"
        value = f"IF({test.value},{_quotient(body)},{_quotient(other)})"
        return _Text(value, missing=_any([test.missing, missing]))

    def _call(self, name: str, args: list[ast.expr]) -> _Text:
        if name in ("hit", "met"):
            assert self.fact is not None
            assert isinstance(args[0], ast.Constant)
            return _Text(self.fact(name, str(args[0].value)))
        written = [self.write(a) for a in args]
        function = {"floor": "INT", "count": "COUNT", "min": "MIN", "max": "MAX"}[name]
        return _Text(
            f"{function}({','.join(_quotient(w) for w in written)})", missing=_any([w.missing for w in written])
        )


_SIGNS = {ast.Eq: "=", ast.NotEq: "<>", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def _side(text: str) -> str:
    """One side of a comparison; a computed one is freed of binary noise first."""
    return f"ROUND({text},{PLACES})" if any(c in text for c in "+-*/") else text
