"""What the policy desk says of a rule, in words made from the rule: standard, conditions, articles, its ledger."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from formulas import articles
from formulas import expressions as ex
from formulas.explanation import fill, placeholders
from formulas.parameters.model import BandTable, DatedContent, DatedParameter
from formulas.subsidy import Subsidy
from formulas.wording import limit_text
from templates.family_ledgers import FOLDER
from templates.model import Link
from templates.names import field_name, ledger_code

NONE = "—"
OPEN_END = "未规定"
ARTICLES_TAB = "政策条文"
CONTINUED = f"……（全文见“{ARTICLES_TAB}”表）"
_WAN = 10_000  # bounds of bands read as 1万元


def standard(rule: Subsidy) -> str:
    """The figures an amount is made of: 1000元/人; 最高3000万元; what it is reckoned from where there is none."""
    if rule.check_only:
        return "检查事项，不涉及金额"
    nodes = ex.parameters_of(rule.amount)
    if not nodes:
        return _without_figures(rule)
    if len(nodes) == 1 and nodes[0] is rule.amount:
        return _figure(rule, nodes[0], labelled=False)
    if isinstance(rule.amount, ex.Least) and len(nodes) == 1:
        return f"最高{_figure(rule, nodes[0], labelled=False)}"
    base = f"{_words(rule.amount)}据实" if isinstance(rule.amount, ex.Total) else ""
    return "；".join(part for part in (base, *(_figure(rule, node) for node in nodes)) if part)


def conditions(rule: Subsidy) -> str:
    """The requirements with their figures, numbered; the window has columns of its own."""
    day = latest(rule)
    titles = [fill(each.title, rule.file, day) for each in rule.conditions]
    return "\n".join(f"{place}. {title}" for place, title in enumerate(titles, 1)) or NONE


def article_text(rule: Subsidy, lines: int, letters: int) -> str:
    """What the articles of the rule's own basis say, as far as `lines` lines of `letters` characters hold it."""
    text = "\n".join(article.text for article in articles.basis(rule))
    first, *more = split(text, lines, letters)
    if not more:
        return first
    first, *_ = split(text, lines - 1, letters)
    return f"{first}\n{CONTINUED}"


def split(text: str, lines: int, letters: int) -> list[str]:
    """A text in parts that fit into cells: between paragraphs, else after a sentence."""
    parts: list[str] = []
    taken = 0
    for piece in (each for paragraph in text.split("\n") for each in _pieces(paragraph, lines, letters)):
        needed = _lines(piece, letters)
        if parts and taken + needed <= lines:
            parts[-1] += f"\n{piece}"
        else:
            parts.append(piece)
            taken = 0
        taken += needed
    return parts


def _pieces(paragraph: str, lines: int, letters: int) -> list[str]:
    if _lines(paragraph, letters) <= lines:
        return [paragraph]
    pieces: list[str] = []
    for sentence in re.findall(r"[^。；]*[。；]?[”）]?", paragraph):
        if pieces and _lines(pieces[-1] + sentence, letters) <= lines:
            pieces[-1] += sentence
        elif sentence:
            pieces.append(sentence)
    return pieces


def _lines(text: str, letters: int) -> int:
    return max(1, math.ceil(len(text) / letters))


def ledger_link(rule: Subsidy) -> Link:
    """The way to the rule's ledger: its workbook in the folder beside this one, the first cell of its table."""
    return Link("打开台账", f"{FOLDER}/{FOLDER}-{rule.family}.xlsx", field_name(ledger_code(rule.code), "no"))


def latest(rule: Subsidy) -> dt.date:
    """The day whose figures are shown: the last of the rule's window, or the far future."""
    return rule.file.window.end or dt.date.max


# --- figures ------------------------------------------------------------------------------------------------


def _figure(rule: Subsidy, node: ex.Parameter | ex.Lookup | ex.Band, labelled: bool = True) -> str:
    parameter = rule.file.parameters[node.name]
    values = parameter.values
    unit = _unit_of(node.of) if isinstance(node, ex.Band) else ""
    texts = [_content(parameter, value.content, unit) for value in values]
    if len(values) > 1:
        texts = [f"{value.start:%Y-%m-%d}起{text}" for value, text in zip(values, texts, strict=True)]
    shown = "，".join(texts)
    if not labelled:
        return shown
    label = parameter.label.partition("（")[0]
    return f"{label}{'：' if parameter.kind != 'number' else ''}{shown}"


def _content(parameter: DatedParameter, content: DatedContent, bound_unit: str) -> str:
    if isinstance(content, Mapping):
        times = "" if parameter.unit else "×"  # a bare factor
        return "、".join(f"{key}{times}{limit_text(value, parameter.unit)}" for key, value in content.items())
    if isinstance(content, tuple):
        return "、".join(_bands(parameter, content, bound_unit))
    if isinstance(content, dt.date):
        return content.isoformat()
    return limit_text(content, parameter.unit)


def _bands(parameter: DatedParameter, bands: BandTable, unit: str) -> Iterator[str]:
    """1万元以内2%, 超过1万元至2万元3%, 超过2万元4%: the upper bound belongs to its band."""
    low: Fraction | None = None
    for bound, value in bands:
        shown = limit_text(value, parameter.unit)
        if low is None and bound is not None:
            yield f"{limit_text(bound, unit, _WAN)}以内{shown}"
        elif bound is not None and low is not None:
            yield f"超过{limit_text(low, unit, _WAN)}至{limit_text(bound, unit, _WAN)}{shown}"
        else:
            yield f"超过{limit_text(low, unit, _WAN)}{shown}" if low is not None else shown
        low = bound


def _unit_of(node: ex.Expr) -> str:
    return str(getattr(node, "unit", ""))


def _without_figures(rule: Subsidy) -> str:
    """What the amount is reckoned from, and the conditions with figures that it must keep to."""
    inputs = {node.name for node in ex.inputs_of(rule.amount)}
    bounds = [
        fill(each.title, rule.file, latest(rule))
        for each in rule.conditions
        if placeholders(each) and {node.name for node in ex.inputs_of(each.test)} <= inputs
    ]
    if isinstance(rule.amount, ex.Input):
        return "；".join(bounds) or f"按{rule.amount.title}计"
    return "；".join([_words(rule.amount), *bounds])


def _words(node: ex.Expr) -> str:
    """An amount without figures, in the names of what it is reckoned from."""
    if isinstance(node, ex.Input):
        return node.title
    if isinstance(node, ex.Total):
        return _words(node.of)
    if isinstance(node, ex.Step):
        return _words(node.value)
    if isinstance(node, ex.Multiply):
        return f"{_words(node.left)} × {_words(node.right)}"
    if isinstance(node, ex.Divide):
        return f"{_words(node.left)} ÷ {_words(node.right)}"
    if isinstance(node, ex.Subtract):
        return f"{_words(node.left)} - {_words(node.right)}"
    raise TypeError(f"the policy desk has no words for {type(node).__name__}; see `standard`")
