"""How an award and its steps come about, with the numbers put in: 6个月 × 1800元/月 × 70% = 7560.00元."""

from __future__ import annotations

from formulas import expressions as ex
from formulas.arithmetic import brief, is_reckoned, named, shortened, unit_of, with_value
from formulas.comparisons import bound_text, reason, relation
from formulas.evaluation import Scope, evaluate
from formulas.wording import limit_text, with_unit


def equation(node: ex.Expr, scope: Scope, result: str, remark: str = "") -> str:
    """How the final amount comes about; a single number is named: 申请金额800000元，不超过3000万元，计800000.00元.

    An amount that is an input as it stands is told once, with the remark on it: 申请金额80000.00元，可免除反担保.
    """
    node = shortened(node, scope)
    if isinstance(node, ex.Step):
        return step_line(node, scope, result)
    if isinstance(node, ex.Input):
        return f"{node.title}{result}{remark}"
    if isinstance(node, ex.Least):
        earned, limit = _least_parts(node, scope)
        shown = limit_of(limit, scope)
        single = not is_reckoned(earned, scope)
        if evaluate(earned, scope) > evaluate(limit, scope):
            start = named(earned, scope) if single else with_value(earned, scope)
            return f"{start}，超过{shown}，按{result}计"
        if single:
            return f"{named(earned, scope)}，不超过{shown}，计{result}"
        return f"{brief(earned, scope)} = {result}，不超过{shown}"
    if isinstance(node, ex.Total) and node.each_at_most is not None and len(evaluate(node.of, scope)) == 1:
        [entry], cap = evaluate(node.of, scope), named(node.each_at_most, scope)
        start = with_unit(entry, unit_of(node.of))
        over = entry > evaluate(node.each_at_most, scope)
        return f"{start}，超过{cap}，按{result}计" if over else f"{start}，不超过{cap}，计{result}"
    if not is_reckoned(node, scope):
        return f"{named(node, scope)}，计{result}"
    return f"{brief(node, scope)} = {result}{_remark(node, scope)}"


def step_line(step: ex.Step, scope: Scope, result: str = "") -> str:
    """An intermediate value, and how it comes about; `result` is its value where it is the award itself."""
    node = shortened(step.value, scope)
    value = result or with_unit(evaluate(step, scope), step.unit)
    if isinstance(node, ex.Least):
        earned, limit = _least_parts(node, scope)
        shown = limit_of(limit, scope)
        start = with_value(earned, scope, step.unit)
        if evaluate(earned, scope) > evaluate(limit, scope):
            return f"{step.title}：{start}，超过{shown}，按{value}计"
        return f"{step.title}：{start}，不超过{shown}"
    if not is_reckoned(node, scope):
        return f"{step.title}：{_taken(step, node, scope, value)}"
    return f"{step.title}：{brief(node, scope)} = {value}{_remark(node, scope)}"


def limit_of(node: ex.Expr, scope: Scope) -> str:
    """A limit: 3000万元; one that was entered, with what it is; what is left of one: 余额200元（1000元 - 800元）."""
    node = shortened(node, scope)
    value, unit = evaluate(node, scope), unit_of(node)
    if isinstance(node, ex.Subtract):
        left = "余额" if unit.startswith("元") else "剩余"
        return f"{left}{with_unit(value, unit)}（{brief(node, scope)}）"
    return f"{node.title if isinstance(node, ex.Input) else ''}{limit_text(value, unit)}"


def _taken(step: ex.Step, node: ex.Expr, scope: Scope, value: str) -> str:
    """A value that is not reckoned: the input, the row of a table, or the alternative, and why it was taken."""
    if isinstance(node, ex.Lookup):
        return f"{value}（{evaluate(node.key, scope)}）"
    if not isinstance(step.value, ex.Choose):
        return f"{node.title}{value}" if isinstance(node, ex.Input) else value
    test: ex.Expr = step.value.test
    if text := reason(test, scope):
        return f"{value}（{text}）"
    if isinstance(node, ex.Input) and isinstance(test, ex.Compare) and getattr(test.left, "name", "") == node.name:
        return f"{node.title}{value}，{relation(test, scope, node.unit)}{bound_text(test.right, scope, step.unit)}"
    return value


def _least_parts(node: ex.Least, scope: Scope) -> tuple[ex.Expr, ex.Expr]:
    """What was earned or asked for, and the limit that binds first."""
    earned, *limits = node.parts
    return shortened(earned, scope), min(limits, key=lambda part: evaluate(part, scope))


def _remark(node: ex.Expr, scope: Scope) -> str:
    """The limit on each entry of a list, where it cut one of them."""
    for part in node.walk():
        if isinstance(part, ex.Total) and part.each_at_most is not None:
            cap = evaluate(part.each_at_most, scope)
            if any(entry > cap for entry in evaluate(part.of, scope)):
                return f"，{named(part.each_at_most, scope)}"
    return ""
