"""An expression with its numbers put in: 6个月 × 1800元/月 × 70%.

An expression is first made as short as the case allows: of two alternatives the chosen one, no factor 1 of a table,
nothing taken off where nothing was paid before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from formulas import expressions as ex
from formulas.evaluation import Scope, evaluate
from formulas.parameters.model import chinese_date, plain
from formulas.wording import limit_text, quoted, show_value, with_unit

_COUNTED = {"元/月": "个月", "元/人": "人"}  # what the entries of a list with that unit are


def shortened(node: ex.Expr, scope: Scope) -> ex.Expr:
    """The part of an expression that counts in this case."""
    if isinstance(node, ex.Choose):
        return shortened(node.then if evaluate(node.test, scope) else node.otherwise, scope)
    if isinstance(node, ex.Greatest):
        first, *floors = node.parts
        if all(evaluate(first, scope) >= evaluate(each, scope) for each in floors):
            return shortened(first, scope)
    if isinstance(node, ex.Multiply):
        left, right = shortened(node.left, scope), shortened(node.right, scope)
        if _is_neutral(right, scope):
            return left
        return right if _is_neutral(left, scope) else ex.Multiply(left, right)
    if isinstance(node, ex.Add):
        left, right = shortened(node.left, scope), shortened(node.right, scope)
        return left if isinstance(right, ex.Number) and not right.value else ex.Add(left, right)
    if isinstance(node, ex.Subtract) and isinstance(node.right, ex.Input) and evaluate(node.right, scope) == 0:
        return shortened(node.left, scope)
    return node


def brief(node: ex.Expr, scope: Scope) -> str:
    """An expression with its numbers put in."""
    node = shortened(node, scope)
    return _READERS[type(node)](node, scope)


def named(node: ex.Expr, scope: Scope) -> str:
    """A single number with what it is: 申请金额800000元; 交通补贴标准（省外）600元/年."""
    node = shortened(node, scope)
    if isinstance(node, ex.Parameter):
        return f"{node.title}{limit_text(evaluate(node, scope), node.unit)}"
    if isinstance(node, ex.Lookup):
        key = evaluate(node.key, scope)
        return f"{node.title}（{key}）{limit_text(evaluate(node, scope), node.unit)}"
    return f"{getattr(node, 'title', '')}{brief(node, scope)}"


def with_value(node: ex.Expr, scope: Scope, unit: str = "") -> str:
    """An expression, and what it comes to where it is more than one number."""
    value = with_unit(evaluate(node, scope), unit or unit_of(node))
    return f"{brief(node, scope)} = {value}" if is_reckoned(node, scope) else value


def is_reckoned(node: ex.Expr, scope: Scope) -> bool:
    """True where an expression is more than one number."""
    return " " in brief(node, scope)


def unit_of(node: ex.Expr) -> str:
    """The unit of a result: the first that stands in it, without its 每…."""
    units = [unit for unit in (getattr(part, "unit", "") for part in node.walk()) if unit]
    return units[0].partition("/")[0] if units else ""


def counted(node: ex.Count, scope: Scope) -> str:
    """How many entries a list has: 3个月."""
    return f"{plain(evaluate(node, scope))}{_COUNTED.get(getattr(node.of, 'unit', ''), '个')}"


def bracket(node: ex.Expr, scope: Scope) -> str:
    """An expression as a factor: a sum stands in brackets."""
    node = shortened(node, scope)
    text = brief(node, scope)
    added = isinstance(node, ex.Add | ex.Subtract) or (isinstance(node, ex.Total) and " + " in text)
    return f"（{text}）" if added else text


def divisor(node: ex.Expr, scope: Scope) -> str:
    """An expression as a divisor: a sum, a product or a quotient stands in brackets."""
    text = bracket(node, scope)
    return f"（{text}）" if isinstance(shortened(node, scope), ex.Multiply | ex.Divide) else text


def _is_neutral(node: ex.Expr, scope: Scope) -> bool:
    return isinstance(node, ex.Lookup) and not node.unit and evaluate(node, scope) == 1


def _valued(node: Any, scope: Scope) -> str:
    return show_value(evaluate(node, scope), node.unit)


def _lookup(node: ex.Lookup, scope: Scope) -> str:
    """A table's value; a bare factor with the option it belongs to."""
    value = with_unit(evaluate(node, scope), node.unit)
    return value if node.unit else f"{value}（{evaluate(node.key, scope)}）"


def _total(node: ex.Total, scope: Scope) -> str:
    """The entries of a list one by one, equal ones as a product; one above its limit with what it counts as."""
    entries = list(evaluate(node.of, scope))
    if node.first is not None:
        entries = entries[: max(0, int(evaluate(node.first, scope)))]
    cap = None if node.each_at_most is None else evaluate(node.each_at_most, scope)
    unit: str = getattr(node.of, "unit", "")
    single = unit.partition("/")[0]
    if len(set(entries)) == 1 and unit in _COUNTED and (cap is None or entries[0] <= cap):
        return f"{len(entries)}{_COUNTED[unit]} × {with_unit(entries[0], unit)}"
    shown = [
        with_unit(entry, single) + (f"（按{with_unit(cap, single)}计）" if cap is not None and entry > cap else "")
        for entry in entries
    ]
    return " + ".join(shown) or with_unit(Fraction(0), single)


def _multiply(node: ex.Multiply, scope: Scope) -> str:
    return f"{bracket(node.left, scope)} × {bracket(node.right, scope)}"


def _subtract(node: ex.Subtract, scope: Scope) -> str:
    left = brief(node.left, scope)
    if isinstance(node.left, ex.Number) and unit_of(node.right) == "%":
        left = with_unit(node.left.value, "%")
    return f"{left} - {bracket(node.right, scope)}"


def _greatest(node: ex.Greatest, scope: Scope) -> str:
    first, *floors = node.parts
    unit = unit_of(first)
    floor = with_unit(max(evaluate(each, scope) for each in floors), unit)
    return f"{with_value(first, scope)}，低于{floor}，按{floor}计"


_READERS: Mapping[type[ex.Expr], Callable[[Any, Scope], str]] = {
    ex.Number: lambda node, scope: plain(node.value),
    ex.Text: lambda node, scope: quoted(node.value),
    ex.Input: _valued,
    ex.Parameter: _valued,
    ex.Lookup: _lookup,
    ex.Band: lambda node, scope: with_unit(evaluate(node, scope), node.unit),
    ex.Step: _valued,
    ex.Add: lambda node, scope: f"{brief(node.left, scope)} + {brief(node.right, scope)}",
    ex.Subtract: _subtract,
    ex.Multiply: _multiply,
    ex.Divide: lambda node, scope: f"{bracket(node.left, scope)} ÷ {divisor(node.right, scope)}",
    ex.Floor: lambda node, scope: f"{plain(evaluate(node, scope))}（{brief(node.of, scope)}，取整）",
    ex.RoundCent: lambda node, scope: f"{bracket(node.of, scope)}（四舍五入到分）",
    ex.Least: lambda node, scope: brief(min(node.parts, key=lambda part: evaluate(part, scope)), scope),
    ex.Greatest: _greatest,
    ex.YearOf: lambda node, scope: f"{plain(evaluate(node, scope))}年",
    ex.MonthsAfter: lambda node, scope: chinese_date(evaluate(node, scope)),
    ex.Count: counted,
    ex.Total: _total,
}
