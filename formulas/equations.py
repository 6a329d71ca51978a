"""The arithmetic of an award with its numbers put in: 6个月 × 1800元/月 × 70% = 7560.00元.

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


def equation(node: ex.Expr, scope: Scope, result: str) -> str:
    """How the final amount comes about; a single number is named: 申请金额800000元，不超过3000万元，计800000.00元."""
    node = shortened(node, scope)
    if isinstance(node, ex.Least):
        earned, limit = _least_parts(node, scope)
        shown = limit_of(limit, scope)
        single = not _is_reckoned(earned, scope)
        if evaluate(earned, scope) > evaluate(limit, scope):
            start = named(earned, scope) if single else _with_value(earned, scope)
            return f"{start}，超过{shown}，按{result}计"
        if single:
            return f"{named(earned, scope)}，不超过{shown}，计{result}"
        return f"{brief(earned, scope)} = {result}，不超过{shown}"
    if not _is_reckoned(node, scope):
        return f"{named(node, scope)}，计{result}"
    return f"{brief(node, scope)} = {result}{_remark(node, scope)}"


def step_line(step: ex.Step, scope: Scope) -> str:
    """An intermediate value, and how it comes about where it is reckoned."""
    node = shortened(step.value, scope)
    value = with_unit(evaluate(step, scope), step.unit)
    if isinstance(node, ex.Least):
        earned, limit = _least_parts(node, scope)
        shown = limit_of(limit, scope)
        start = _with_value(earned, scope, step.unit)
        if evaluate(earned, scope) > evaluate(limit, scope):
            return f"{step.title}：{start}，超过{shown}，按{value}计"
        return f"{step.title}：{start}，不超过{shown}"
    if not _is_reckoned(node, scope):
        option = f"（{evaluate(node.key, scope)}）" if isinstance(node, ex.Lookup) else ""
        return f"{step.title}：{value}{option}"
    return f"{step.title}：{brief(node, scope)} = {value}{_remark(node, scope)}"


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
    if isinstance(node, ex.Subtract) and isinstance(node.right, ex.Input) and evaluate(node.right, scope) == 0:
        return shortened(node.left, scope)
    return node


def named(node: ex.Expr, scope: Scope) -> str:
    """A single number with what it is: 申请金额800000元; 交通补贴标准（省外）600元/年."""
    value = evaluate(node, scope)
    if isinstance(node, ex.Parameter):
        return f"{node.title}{limit_text(value, node.unit)}"
    if isinstance(node, ex.Lookup):
        key = evaluate(node.key, scope)
        return f"{node.title}（{key}）{limit_text(value, node.unit)}"
    title = getattr(node, "title", "")
    return f"{title}{brief(node, scope)}"


def limit_of(node: ex.Expr, scope: Scope) -> str:
    """A limit: 3000万元; what is left of one: 余额200元（1000元 - 800元）."""
    node = shortened(node, scope)
    value, unit = evaluate(node, scope), _unit(node)
    if isinstance(node, ex.Subtract):
        return f"余额{with_unit(value, unit)}（{brief(node, scope)}）"
    return limit_text(value, unit)


def brief(node: ex.Expr, scope: Scope) -> str:
    """An expression with its numbers put in."""
    node = shortened(node, scope)
    return _READERS[type(node)](node, scope)


def _least_parts(node: ex.Least, scope: Scope) -> tuple[ex.Expr, ex.Expr]:
    """What was earned or asked for, and the limit that binds first."""
    earned, *limits = node.parts
    return shortened(earned, scope), min(limits, key=lambda part: evaluate(part, scope))


def _is_neutral(node: ex.Expr, scope: Scope) -> bool:
    return isinstance(node, ex.Lookup) and not node.unit and evaluate(node, scope) == 1


def _is_reckoned(node: ex.Expr, scope: Scope) -> bool:
    return " " in brief(node, scope)


def _remark(node: ex.Expr, scope: Scope) -> str:
    """The limit on each entry of a list, where it cut one of them."""
    for part in node.walk():
        if isinstance(part, ex.Total) and part.each_at_most is not None:
            cap = evaluate(part.each_at_most, scope)
            if any(entry > cap for entry in evaluate(part.of, scope)):
                return f"，{named(part.each_at_most, scope)}"
    return ""


def _with_value(node: ex.Expr, scope: Scope, unit: str = "") -> str:
    """An expression, and what it comes to where it is more than one number."""
    value = with_unit(evaluate(node, scope), unit or _unit(node))
    return f"{brief(node, scope)} = {value}" if _is_reckoned(node, scope) else value


def _unit(node: ex.Expr) -> str:
    """The unit of a result: the first that stands in it, without its 每…."""
    units = [unit for unit in (getattr(part, "unit", "") for part in node.walk()) if unit]
    return units[0].partition("/")[0] if units else ""


def _bracket(node: ex.Expr, scope: Scope) -> str:
    node = shortened(node, scope)
    text = brief(node, scope)
    added = isinstance(node, ex.Add | ex.Subtract) or (isinstance(node, ex.Total) and " + " in text)
    return f"（{text}）" if added else text


def _divisor(node: ex.Expr, scope: Scope) -> str:
    text = _bracket(node, scope)
    return f"（{text}）" if isinstance(shortened(node, scope), ex.Multiply | ex.Divide) else text


def _valued(node: Any, scope: Scope) -> str:
    return show_value(evaluate(node, scope), node.unit)


def _lookup(node: ex.Lookup, scope: Scope) -> str:
    """A table's value; a bare factor with the option it belongs to."""
    value = with_unit(evaluate(node, scope), node.unit)
    return value if node.unit else f"{value}（{evaluate(node.key, scope)}）"


def _total(node: ex.Total, scope: Scope) -> str:
    entries = list(evaluate(node.of, scope))
    if node.first is not None:
        entries = entries[: max(0, int(evaluate(node.first, scope)))]
    if node.each_at_most is not None:
        cap = evaluate(node.each_at_most, scope)
        entries = [min(entry, cap) for entry in entries]
    unit: str = getattr(node.of, "unit", "")
    single = unit.partition("/")[0]
    if len(set(entries)) == 1 and unit in _COUNTED:
        return f"{len(entries)}{_COUNTED[unit]} × {with_unit(entries[0], unit)}"
    return " + ".join(with_unit(entry, single) for entry in entries) or with_unit(Fraction(0), single)


def _multiply(node: ex.Multiply, scope: Scope) -> str:
    return f"{_bracket(node.left, scope)} × {_bracket(node.right, scope)}"


def _subtract(node: ex.Subtract, scope: Scope) -> str:
    return f"{brief(node.left, scope)} - {_bracket(node.right, scope)}"


def _greatest(node: ex.Greatest, scope: Scope) -> str:
    first, *floors = node.parts
    unit = _unit(first)
    floor = with_unit(max(evaluate(each, scope) for each in floors), unit)
    return f"{_with_value(first, scope)}，低于{floor}，按{floor}计"


def _count(node: ex.Count, scope: Scope) -> str:
    return f"{plain(evaluate(node, scope))}{_COUNTED.get(getattr(node.of, 'unit', ''), '个')}"


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
    ex.Divide: lambda node, scope: f"{_bracket(node.left, scope)} ÷ {_divisor(node.right, scope)}",
    ex.Floor: lambda node, scope: f"{plain(evaluate(node, scope))}（{brief(node.of, scope)}，取整）",
    ex.RoundCent: lambda node, scope: f"{_bracket(node.of, scope)}（四舍五入到分）",
    ex.Least: lambda node, scope: brief(min(node.parts, key=lambda part: evaluate(part, scope)), scope),
    ex.Greatest: _greatest,
    ex.YearOf: lambda node, scope: f"{plain(evaluate(node, scope))}年",
    ex.MonthsAfter: lambda node, scope: chinese_date(evaluate(node, scope)),
    ex.Count: _count,
    ex.Total: _total,
}
