"""A comparison with its numbers put in, as it came out: 14人 ÷ 100人 = 14%，低于15%.

What a rule writes as 14人 ≥ 100人 × 15% is told as the share that the policy text speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from formulas import expressions as ex
from formulas.arithmetic import bracket, brief, counted, divisor, is_reckoned, named, shortened, unit_of, with_value
from formulas.evaluation import Scope, evaluate, half_up
from formulas.wording import limit_text, with_unit

_LEAST_PLACES, _MOST_PLACES = 2, 12  # of a quotient
_LEVELS = ("%", "倍", "星", "分", "周岁")  # what is low, not few; money too


def compared(test: ex.Compare, scope: Scope) -> str:
    """Both sides of a comparison of numbers, and how they stand to each other."""
    test = _per_entry(test, scope)
    if (share := _share(test, scope)) is not None:
        part, whole, bound = share
        unit = "%" if _is_percent(bound) else unit_of(bound)
        shown = _rounded(evaluate(part, scope) / evaluate(whole, scope), evaluate(bound, scope), unit)
        quotient = f"{bracket(part, scope)} ÷ {divisor(whole, scope)} {shown}"
        return f"{quotient}，{relation(test, scope, unit)}{bound_text(bound, scope, unit)}"
    left, unit = shortened(test.left, scope), unit_of(test.left)
    if isinstance(left, ex.Count):
        start, unit = f"{getattr(left.of, 'title', '')}填了{counted(left, scope)}", unit_of(test.right)
    else:
        start = with_value(left, scope) if is_reckoned(left, scope) else named(left, scope)
    return f"{start}，{relation(test, scope, unit)}{bound_text(test.right, scope, unit)}"


def relation(test: ex.Compare, scope: Scope, unit: str) -> str:
    """How the left side stands to the right one, in the words of a note."""
    low = "低" if unit in _LEVELS or unit.startswith("元") else "少"
    holds, fails = {
        ">=": (f"不{low}于", f"{low}于"),
        ">": ("超过", "没有超过"),
        "<=": ("不超过", "超过"),
        "<": (f"{low}于", f"不{low}于"),
        "=": ("等于", "应为"),
    }[test.operator]
    return holds if evaluate(test, scope) else fails


def bound_text(node: ex.Expr, scope: Scope, unit: str, *, in_wan: bool = False) -> str:
    """What something is compared with; where it is reckoned, how: 5.15%（3.65% + 1.5%）."""
    node = shortened(node, scope)
    value = limit_text(evaluate(node, scope), unit or unit_of(node), *([10_000] if in_wan else []))
    if not is_reckoned(node, scope):
        return value
    text = brief(node, scope)
    return f"{value}，即{text}" if text.startswith("（") else f"{value}（{text}）"


def is_computed(test: ex.Compare, scope: Scope) -> bool:
    """True where a comparison says more than the two values that stand in it."""
    if test.left.kind != "number" or isinstance(test.right, ex.Number):
        return False
    if any(isinstance(part, ex.Step) for part in test.walk()) or _share(test, scope) is not None:
        return True
    return any(is_reckoned(side, scope) for side in (test.left, test.right))


def read_parameters(node: ex.Expr, scope: Scope) -> Iterator[str]:
    """The parameters that make up an expression in this case; not those by which an alternative was chosen."""
    if isinstance(node, ex.Choose):
        yield from read_parameters(node.then if evaluate(node.test, scope) else node.otherwise, scope)
        return
    if isinstance(node, ex.Parameter | ex.Lookup | ex.Band):
        yield node.name
    for child in node.children():
        yield from read_parameters(child, scope)


def choices_of(node: ex.Expr, scope: Scope) -> Iterator[ex.Expr]:
    """The tests by which the alternatives in an expression were chosen; steps are told by themselves."""
    if isinstance(node, ex.Step):
        return
    for child in node.children():
        yield from choices_of(child, scope)
    if isinstance(node, ex.Choose):
        yield node.test


def no_whole(test: ex.Compare, within: ex.Expr, scope: Scope) -> str:
    """Of a test that a whole is above zero: 就业总人数为0人，无法计算占比; empty for any other test."""
    if not isinstance(test.right, ex.Number) or evaluate(test, scope):
        return ""
    for share in shares_of(within):
        whole = share.right.left if isinstance(share.right, ex.Multiply) else share.right
        if isinstance(test.left, ex.Input | ex.Step) and getattr(whole, "name", "") == test.left.name:
            return f"{test.left.title}为{brief(test.left, scope)}，无法计算占比"
    return ""


def reason(test: ex.Expr, scope: Scope) -> str:
    """The share by which an alternative was chosen; empty where it was chosen by something else."""
    for share in shares_of(test):
        for part in test.walk():
            if isinstance(part, ex.Compare) and (text := no_whole(part, test, scope)):
                return text
        return compared(share, scope)
    return ""


def shares_of(test: ex.Expr) -> Iterator[ex.Compare]:
    """The comparisons of a part with a share of its whole."""
    for part in test.walk():
        if isinstance(part, ex.Compare) and isinstance(part.right, ex.Multiply) and _is_percent(part.right.right):
            yield part


def deciding(test: ex.Expr, scope: Scope) -> Iterator[ex.Compare]:
    """The comparisons by which a condition holds; none where it does not apply, or holds by an option or yes/no."""
    if isinstance(test, ex.Compare):
        yield test
    elif isinstance(test, ex.And):
        for part in test.parts:
            yield from deciding(part, scope)
    elif isinstance(test, ex.Or):
        yield from deciding(next(part for part in test.parts if evaluate(part, scope)), scope)


def _share(test: ex.Compare, scope: Scope) -> tuple[ex.Expr, ex.Expr, ex.Expr] | None:
    """Part, whole and share of a comparison part ≥ whole × share; also of so many for each (每名教师对应学员)."""
    if not isinstance(test.right, ex.Multiply):
        return None
    whole, share = test.right.left, test.right.right
    for_each = isinstance(share, ex.Parameter) and bool(share.unit) and share.unit == unit_of(test.left)
    if not (for_each or _is_percent(share)) or evaluate(whole, scope) <= 0:
        return None
    return test.left, whole, share


def _is_percent(node: ex.Expr) -> bool:
    if isinstance(node, ex.Choose):
        return _is_percent(node.then) and _is_percent(node.otherwise)
    if isinstance(node, ex.Add | ex.Subtract):
        return any(_is_percent(each) for each in node.children())
    return getattr(node, "unit", "") == "%"


def _per_entry(test: ex.Compare, scope: Scope) -> ex.Compare:
    """A sum compared with so many times a number, as the average compared with the number."""
    if isinstance(test.left, ex.Multiply) and isinstance(test.left.right, ex.Count):
        number = evaluate(test.left.right, scope)
        if number > 0:
            return ex.Compare(test.left.left, test.operator, ex.Divide(test.right, ex.Number(number)))
    return test


def _rounded(value: Fraction, bound: Fraction, unit: str) -> str:
    """= or ≈ and a quotient, with as many places as are needed to see on which side of the bound it lies."""
    scale = 100 if unit == "%" else 1
    exact, line = value * scale, bound * scale
    for places in range(_LEAST_PLACES, _MOST_PLACES + 1):
        shown = half_up(exact, places)
        if shown == exact or ((shown > line) == (exact > line) and shown != line):
            figure = format((Decimal(shown.numerator) / shown.denominator).normalize(), "f")
            return f"{'=' if shown == exact else '≈'} {figure}{unit}"
    return f"= {with_unit(value, unit)}"
