"""The Chinese reading: an award as the official's own note, and the articles it rests on.

`6个月 × 1800元/月 × 70% = 7560.00元（豫就业组〔2023〕1号 附件2 一（三））`

`wording` puts single values into words, `equations` the arithmetic; here they become sentences.
"""

from __future__ import annotations

from collections.abc import Iterable

from formulas import expressions as ex
from formulas.documents import Citation
from formulas.equations import equation, step_line
from formulas.evaluation import evaluate
from formulas.parameters.model import DatedValue, Window, chinese_date
from formulas.subsidy import INVALID, WINDOW, Award, Condition, Subsidy
from formulas.wording import fill, quoted, show_value
from formulas.wording import placeholders as _placeholders

__all__ = ["citations", "explain", "fill", "placeholders", "refusal", "requirement", "sources", "window_source"]

_MANY = 4  # from so many on, inputs with the same value are told together


def explain(award: Award) -> list[str]:
    """The steps of an award, one sentence each; for a refusal, what failed and what was entered."""
    rule, scope = award.rule, award.scope
    if scope is None:
        names = [name.removeprefix(INVALID) for name in award.reasons]
        return [f"{rule.inputs[name].title}：没有填写或者填的不符合要求。{requirement(rule, name)}" for name in names]
    if not award.eligible:
        steps = [refusal(award, code) for code in award.reasons]
    elif rule.check_only:
        return [f"全部{len(rule.condition_codes)}项要求均符合（{rule.citation}）。"]
    else:
        steps = [step_line(step, scope) for step in ex.steps_of(rule.amount)]
        steps.append(f"{equation(rule.amount, scope, f'{award.amount}元')}（{sources(award)}）")
    if award.cut:
        steps.append(f"同一对象在前面各行或者此前已经享受，本行比单独核算少{award.cut}元。")
    return steps


def refusal(award: Award, code: str) -> str:
    """Why one condition failed: what is required, what was entered, the article."""
    rule = award.rule
    assert award.scope is not None
    if code == WINDOW:
        window = award.scope.parameters.window
        return f"不在政策有效期：{_asked(award)}，有效期{_span(window)}（{window_source(award)}）。"
    condition = next(each for each in rule.conditions if each.code == code)
    required = quoted(fill(condition.title, award.scope.parameters, award.scope.day))
    return f"不符合{required}：{_entered(award, condition)}（{condition.citation or rule.citation}）。"


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


def _span(window: Window) -> str:
    return f"为{window}" if window.end else f"自{chinese_date(window.start)}起"


def _asked(award: Award) -> str:
    assert award.scope is not None
    node = award.rule.as_of
    return f"{node.title}为{show_value(evaluate(node, award.scope), node.unit)}"


def _entered(award: Award, condition: Condition) -> str:
    """What the record holds of the inputs that a condition reads."""
    assert award.scope is not None
    told: dict[str, list[str]] = {}
    nodes = ex.inputs_of(condition.test)
    for node in nodes:
        if node.name not in award.scope.values:  # a condition that fails whatever this will be
            told.setdefault("", ["还没有填"]).append(node.title)
            continue
        value, entered = award.scope.values[node.name], award.entered.get(node.name)
        shown = "没有填" if value is None else f"填的是{show_value(value, node.unit)}"
        if value != entered:  # earlier rows and payments were added
            shown = f"填的是{show_value(entered, node.unit)}，加上前面各行和此前享受的为{show_value(value, node.unit)}"
        key = shown if len(nodes) >= _MANY else f"{node.name}{shown}"
        told.setdefault(key, [shown]).append(node.title)
    return "；".join(_together(titles, shown) for shown, *titles in told.values())


def _together(titles: Iterable[str], shown: str) -> str:
    names = list(titles)
    return f"{'、'.join(names)}{'均' if len(names) > 1 else ''}{shown}"
