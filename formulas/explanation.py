"""The Chinese reading: an award as the official's own note, and the articles it rests on.

`6个月 × 1800元/月 × 70% = 7560.00元（豫就业组〔2023〕1号 附件2 一（三））`

`wording` puts single values into words, `arithmetic` expressions, `comparisons` what was tested; `equations` are the
lines of an award, `refusals` what a failed condition found; here they become sentences.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from formulas import expressions as ex
from formulas.arithmetic import shortened
from formulas.comparisons import bound_text, compared, deciding, is_computed, relation
from formulas.documents import Citation
from formulas.equations import equation, step_line
from formulas.parameters.model import DatedValue, Window, chinese_date
from formulas.refusals import apt_title, told
from formulas.subsidy import INVALID, WINDOW, Award, Condition, Subsidy
from formulas.wording import fill, quoted
from formulas.wording import placeholders as _placeholders

__all__ = ["citations", "explain", "fill", "placeholders", "refusal", "requirement", "sources", "window_source"]

_FEW = 2  # a check of no more conditions tells what was reckoned for them when it is passed


def explain(award: Award) -> list[str]:
    """The steps of an award, one sentence each; for a refusal, what failed and what was entered."""
    rule, scope = award.rule, award.scope
    if scope is None:
        names = [name.removeprefix(INVALID) for name in award.reasons]
        return [f"{rule.inputs[name].title}：没有填写或者填的不符合要求。{requirement(rule, name)}" for name in names]
    if not award.eligible:
        steps = [refusal(award, code) for code in award.reasons]
    elif rule.check_only:
        figures = "；".join(_figures(award)) if len(rule.conditions) <= _FEW else ""
        return [f"全部{len(rule.condition_codes)}项要求均符合{figures and f'：{figures}'}（{rule.citation}）。"]
    else:
        amount = shortened(rule.amount, scope)
        steps = [step_line(step, scope) for step in ex.steps_of(rule.amount) if not _is_step(amount, step.name)]
        steps.append(f"{equation(amount, scope, f'{award.amount}元', _remark(award, amount))}（{sources(award)}）")
    if award.cut:
        steps.append(f"同一对象在前面各行或者此前已经享受，本行比单独核算少{award.cut}元。")
    return steps


def refusal(award: Award, code: str) -> str:
    """Why one condition failed: what is required, what was entered, the article."""
    rule = award.rule
    assert award.scope is not None
    if code == WINDOW:
        window = award.scope.parameters.window
        return f"不在政策有效期：{_asked(award)}，有效期{_span(window, rule)}（{window_source(award)}）。"
    condition = next(each for each in rule.conditions if each.code == code)
    required = quoted(fill(apt_title(condition, award.scope), award.scope.parameters, award.scope.day))
    return f"不符合{required}：{told(award, condition)}（{condition.citation or rule.citation}）。"


def placeholders(condition: Condition) -> list[str]:
    """The parameters that a condition's title names."""
    return _placeholders(condition.title)


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
    read = {node.name for node in ex.parameters_of(award.rule.amount)}
    values = [value for name, value in award.scope.used.items() if name in read]
    by_document: dict[str, dict[str, None]] = {}
    local: dict[str, None] = {}
    for citation in (award.rule.citation, *(value.citation for value in values if not value.local)):
        if isinstance(citation, Citation):
            by_document.setdefault(citation.document.label, {})[citation.article] = None
    for value in values:
        if value.local:
            local[_cited(value)] = None
    issued = [f"{label} {'、'.join(articles)}".strip() for label, articles in by_document.items()]
    return "；".join((*issued, *local))


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
            found[_cited(value)] = None
    return list(found)


def window_source(award: Award) -> str:
    """The article that ends the window on the side on which the day lies."""
    assert award.scope is not None
    window = award.scope.parameters.window
    late = award.rule.day_of(award.scope.values) > window.start
    return str((window.end_citation if late else None) or window.citation)


def _cited(value: DatedValue) -> str:
    """Where a value stands; a local one with the authority that set it."""
    return f"{value.citation}（{value.local}）" if value.local else str(value.citation)


def _is_step(node: ex.Expr, name: str) -> bool:
    return isinstance(node, ex.Step) and node.name == name


def _figures(award: Award) -> Iterator[str]:
    """What was reckoned for the conditions of a check, as it came out."""
    assert award.scope is not None
    for condition in award.rule.conditions:
        for test in deciding(condition.test, award.scope):
            if is_computed(test, award.scope):
                yield compared(test, award.scope)


def _remark(award: Award, amount: ex.Expr) -> str:
    """On an amount that is an input as it stands: the limits that it kept, and what may be done with it."""
    rule, scope = award.rule, award.scope
    assert scope is not None
    kept: dict[str, None] = {}
    if isinstance(amount, ex.Input):
        for condition in rule.conditions:
            for test in deciding(condition.test, scope):
                if isinstance(test.left, ex.Input) and test.left.name == amount.name and ex.parameters_of(test.right):
                    bound = bound_text(test.right, scope, amount.unit, in_wan=True)
                    kept[f"{relation(test, scope, amount.unit)}{bound}"] = None
    return "".join(f"，{part}" for part in ("、".join(kept), rule.verb) if part)


def _asked(award: Award) -> str:
    """The day, month or year that the rule was asked about."""
    assert award.scope is not None
    rule = award.rule
    value = award.scope.values[rule.as_of.name]
    if isinstance(value, dt.date):
        return f"{rule.as_of.title}为{_time(value, rule)}"
    return f"{rule.as_of.title}为{value}年"


def _span(window: Window, rule: Subsidy) -> str:
    """From when to when, in the days, months or years of which the rule speaks."""
    start = _time(window.start, rule)
    if window.end is None:
        return f"自{start}起"
    end = _time(window.end, rule)
    return f"为{start}" if start == end else f"为{start}至{end}"


def _time(day: dt.date, rule: Subsidy) -> str:
    if rule.as_of.kind == "number":
        return f"{day.year}年度"
    return f"{day.year}年{day.month}月" if rule.by_month else chinese_date(day)
