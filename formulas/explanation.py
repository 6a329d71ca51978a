"""The Chinese reading: an award as the official's own note — the steps with the numbers put in, and the article.

`6个月 × 1800元/月 × 70% = 7560.00元（豫就业组〔2023〕1号 附件2 一（三））`
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from formulas import expressions as ex
from formulas.evaluation import Scope, evaluate
from formulas.parameters.model import DatedParameter, ParameterFile, chinese_date, plain
from formulas.subsidy import INVALID, WINDOW, Award, Condition, Subsidy

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")


def explain(award: Award) -> list[str]:
    """The steps of an award, one sentence each; for a refusal, what failed and what was entered."""
    rule = award.rule
    if award.scope is None:
        names = [name.removeprefix(INVALID) for name in award.reasons]
        return [f"{rule.inputs[name].title}：没有填写或者填的不符合要求。{requirement(rule, name)}" for name in names]
    if not award.eligible:
        return [refusal(award, code) for code in award.reasons]
    if rule.check_only:
        return [f"全部{len(rule.condition_codes)}项要求均符合（{rule.citation}）。"]
    scope = award.scope
    steps = [_step_line(step, scope) for step in ex.steps_of(rule.amount)]
    steps.append(f"{_equation(rule.amount, scope, f'{award.amount}元')}（{sources(award)}）")
    if award.cut:
        steps.append(f"因同一对象在前各行已核算，本行减少{award.cut}元。")
    return steps


def refusal(award: Award, code: str) -> str:
    """Why one condition failed: what is required, what was entered, the article."""
    rule = award.rule
    assert award.scope is not None
    if code == WINDOW:
        return f"不在政策有效期：{_asked(award)}，有效期为{award.scope.parameters.window}（{window_source(award)}）。"
    condition = next(each for each in rule.conditions if each.code == code)
    required = fill(condition.title, award.scope.parameters, award.scope.day)
    entered = "、".join(f"{node.title}填的是{show(node, award.scope)}" for node in ex.inputs_of(condition.test))
    return f"不符合“{required}”：{entered}（{condition.citation or rule.citation}）。"


def fill(title: str, file: ParameterFile, day: dt.date) -> str:
    """A condition's title with the values of its parameters on a day."""
    return _PLACEHOLDER.sub(lambda match: amount_text(file.parameters[match[1]], day), title)


def placeholders(condition: Condition) -> list[str]:
    """The parameters that a condition's title names."""
    return _PLACEHOLDER.findall(condition.title)


def amount_text(parameter: DatedParameter, day: dt.date) -> str:
    """A parameter's value with its unit, as a sentence puts it: 12个月, 70%, 1000元."""
    content = parameter.at(day).content
    if isinstance(content, dt.date):
        return chinese_date(content)
    assert isinstance(content, Fraction)
    return with_unit(content, parameter.unit)


def with_unit(value: Fraction, unit: str) -> str:
    """A number with its unit; 月 reads 个月."""
    if unit == "%":
        return f"{plain(value * 100)}%"
    return f"{plain(value)}{'个月' if unit == '月' else unit}"


def requirement(rule: Subsidy, name: str) -> str:
    """What an input must look like."""
    spec = rule.inputs[name]
    item = spec.item or spec
    if spec.type == "enum":
        text = f"请从“{'、'.join(spec.options)}”中选一项"
    elif spec.type == "bool":
        text = "请填“是”或者“否”"
    elif spec.type == "date":
        text = "请填日期，如2023-06-01"
    elif item.allowed:
        text = f"请填{'或者'.join(str(each) for each in item.allowed)}"
    else:
        kind = "整数" if item.type in ("int", "int+") else "数"
        bound = "大于0" if item.type.endswith("+") else "不小于0"
        text = f"请填{bound}的{kind}" + (f"（{item.unit}）" if item.unit else "")
        if spec.type == "list":
            text += "，逐个填写，中间不留空"
    return text + ("；没有的可不填。" if spec.nullable else "。")


def sources(award: Award) -> str:
    """The articles that an award rests on: the rule's, then those of the dated values that were read."""
    assert award.scope is not None
    found = dict.fromkeys([str(award.rule.citation)])
    amount_parameters = {node.name for node in ex.parameters_of(award.rule.amount)}
    for name, value in award.scope.used.items():
        if name in amount_parameters:
            found[f"{value.citation}（{value.local}）" if value.local else str(value.citation)] = None
    return "；".join(found)


def citations(award: Award) -> list[str]:
    """Every article an award or refusal rests on, each once."""
    rule = award.rule
    found = dict.fromkeys([str(rule.citation)])
    if award.scope is not None:
        if WINDOW in award.reasons:
            found[window_source(award)] = None
        for condition in rule.conditions:
            if condition.code in award.reasons and condition.citation:
                found[str(condition.citation)] = None
        for value in award.scope.used.values():
            found[f"{value.citation}（{value.local}）" if value.local else str(value.citation)] = None
    return list(found)


def window_source(award: Award) -> str:
    """The article that ends the window on the side on which the day lies."""
    assert award.scope is not None
    window = award.scope.parameters.window
    late = award.rule.day_of(award.scope.values) > window.start
    return str((window.end_citation if late else None) or window.citation)


def show(node: ex.Expr, scope: Scope) -> str:
    """An input's value as the clerk would write it."""
    value = evaluate(node, scope)
    return show_value(value, getattr(node, "unit", ""))


def show_value(value: Any, unit: str) -> str:
    if value is None:
        return "空"
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    if isinstance(value, dt.date):
        return chinese_date(value)
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, tuple):
        return "、".join(plain(each) for each in value) + (unit if value else "没有")
    return with_unit(value, unit)


def _asked(award: Award) -> str:
    assert award.scope is not None
    node = award.rule.as_of
    return f"{node.title}为{show(node, award.scope)}"


def _step_line(step: ex.Step, scope: Scope) -> str:
    return f"{step.title}：{_equation(step.value, scope, with_unit(evaluate(step, scope), step.unit))}"


def _equation(node: ex.Expr, scope: Scope, result: str) -> str:
    """`6个月 × 2000元/月 = 12000元`, with what a limit did; only the result where there is nothing to reckon."""
    while isinstance(node, ex.Choose):
        node = node.then if evaluate(node.test, scope) else node.otherwise
    if isinstance(node, ex.Least):
        earned, *limits = node.parts
        limit = min(limits, key=lambda part: evaluate(part, scope))
        shown = _with_value(limit, scope)
        if evaluate(earned, scope) <= evaluate(limit, scope):
            return f"{_equation(earned, scope, result)}（不超过{shown}）"
        return f"{_with_value(earned, scope)}，超过{shown}，按{result}计"
    shown = _brief(node, scope)
    return result if " " not in shown and "/" not in shown else f"{shown} = {result}"


def _brief(node: ex.Expr, scope: Scope) -> str:
    """An expression with its numbers put in, as one writes it in a note."""
    return _READERS[type(node)](node, scope)


def _bracket(node: ex.Expr, scope: Scope) -> str:
    text = _brief(node, scope)
    inner = node
    while isinstance(inner, ex.Choose):
        inner = inner.then if evaluate(inner.test, scope) else inner.otherwise
    return f"（{text}）" if isinstance(inner, ex.Add | ex.Subtract) else text


def _divisor(node: ex.Expr, scope: Scope) -> str:
    text = _bracket(node, scope)
    return f"（{text}）" if isinstance(node, ex.Multiply | ex.Divide) else text


def _valued(node: Any, scope: Scope) -> str:
    value = evaluate(node, scope)
    return show_value(value, node.unit)


def _total(node: ex.Total, scope: Scope) -> str:
    entries = evaluate(node.of, scope)
    if node.first is not None:
        first = evaluate(node.first, scope)
        entries = entries[: max(0, int(first))]
    shown = entries
    if node.each_at_most is not None:
        cap = evaluate(node.each_at_most, scope)
        shown = [min(each, cap) for each in entries]
    unit = getattr(node.of, "unit", "")
    if not shown:
        return f"0{unit}"
    if len(set(shown)) == 1 and len(shown) > 1:
        counted = {"元/月": "个月", "元/人": "人"}.get(unit, "项")
        return f"{len(shown)}{counted} × {with_unit(shown[0], unit)}"
    text = " + ".join(plain(each) for each in shown)
    return f"（{text}）{unit.partition('/')[0]}" if len(shown) > 1 else with_unit(shown[0], unit)


def _least(node: ex.Least, scope: Scope) -> str:
    smallest = min(node.parts, key=lambda part: evaluate(part, scope))
    return _brief(smallest, scope)


def _greatest(node: ex.Greatest, scope: Scope) -> str:
    first, *floors = node.parts
    floor = max(floors, key=lambda part: evaluate(part, scope))
    if evaluate(first, scope) >= evaluate(floor, scope):
        return _brief(first, scope)
    return f"{_with_value(first, scope)}，低于{_value_of(floor, scope)}，按{_value_of(floor, scope)}计"


def _with_value(node: ex.Expr, scope: Scope) -> str:
    """An expression, and what it comes to where it is more than one number."""
    text, value = _brief(node, scope), _value_of(node, scope)
    return f"{text} = {value}" if " " in text else value


def _value_of(node: ex.Expr, scope: Scope) -> str:
    units = [unit for unit in (getattr(part, "unit", "") for part in node.walk()) if unit]
    unit = "个" if isinstance(node, ex.Count) else units[0].partition("/")[0] if units else ""
    return with_unit(evaluate(node, scope), unit)


def _choose(node: ex.Choose, scope: Scope) -> str:
    return _brief(node.then if evaluate(node.test, scope) else node.otherwise, scope)


def _infix(sign: str) -> Callable[[Any, Scope], str]:
    def write(node: Any, scope: Scope) -> str:
        if sign == " × ":
            return f"{_bracket(node.left, scope)}{sign}{_bracket(node.right, scope)}"
        if sign == " - ":
            return f"{_brief(node.left, scope)}{sign}{_bracket(node.right, scope)}"
        return f"{_brief(node.left, scope)}{sign}{_brief(node.right, scope)}"

    return write


def _lookup(node: ex.Lookup, scope: Scope) -> str:
    return with_unit(evaluate(node, scope), node.unit)


_READERS: Mapping[type[ex.Expr], Callable[[Any, Scope], str]] = {
    ex.Number: lambda node, scope: plain(node.value),
    ex.Text: lambda node, scope: f"“{node.value}”",
    ex.Input: _valued,
    ex.Parameter: _valued,
    ex.Lookup: _lookup,
    ex.Band: _lookup,
    ex.Step: _valued,
    ex.Add: _infix(" + "),
    ex.Subtract: _infix(" - "),
    ex.Multiply: _infix(" × "),
    ex.Divide: lambda node, scope: f"{_bracket(node.left, scope)} ÷ {_divisor(node.right, scope)}",
    ex.Floor: lambda node, scope: f"{_brief(node.of, scope)}取整得{plain(evaluate(node, scope))}",
    ex.RoundCent: lambda node, scope: f"{_bracket(node.of, scope)}（四舍五入到分）",
    ex.Least: _least,
    ex.Greatest: _greatest,
    ex.Choose: _choose,
    ex.YearOf: lambda node, scope: f"{plain(evaluate(node, scope))}年",
    ex.MonthsAfter: lambda node, scope: chinese_date(evaluate(node, scope)),
    ex.Count: lambda node, scope: f"{plain(evaluate(node, scope))}个",
    ex.Total: _total,
}
