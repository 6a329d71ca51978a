"""What programs learn of a rule: inputs, conditions, dated parameters, and where its live formula stands."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from formulas.explanation import fill
from formulas.inputs import LIST_CAPACITY, InputSpec
from formulas.parameters.model import DatedContent, DatedParameter, plain
from formulas.subsidy import WINDOW, Subsidy
from templates.ledgers import kebab, position_code
from templates.names import field_name, ledger_code, parameter_name
from templates.registry import path_of, workbook_of


def describe_rule(rule: Subsidy) -> dict[str, Any]:
    """The entry of `jiuye rules --json`."""
    window = rule.file.window
    day = window.clamp(window.start)
    conditions = [{"code": WINDOW, "title": f"在政策有效期内（{window}）"}]
    conditions += [{"code": each.code, "title": fill(each.title, rule.file, day)} for each in rule.conditions]
    return {
        "code": rule.code,
        "title": rule.title,
        "family": rule.family,
        "record": rule.record,
        "claimant": rule.claimant,
        "payer": rule.payer,
        "check_only": rule.check_only,
        "window": {
            "on": rule.as_of.name,
            "from": window.start.isoformat(),
            "to": window.end.isoformat() if window.end else None,
            "source": str(window.citation),
            "end_source": str(window.end_citation) if window.end_citation else None,
        },
        "source": {
            "document": rule.citation.document.label,
            "article": rule.citation.article,
            "lines": rule.citation.lines,
        },
        "inputs": [_input(name, spec) for name, spec in rule.inputs],
        "keys": [{"name": key.name, "title": key.title} for key in rule.keys],
        "conditions": conditions,
        "parameters": [_parameter(each) for each in rule.file.parameters.values()],
        "excludes": list(rule.excludes),
        "ledger": _ledger(rule),
    }


def _input(name: str, spec: InputSpec) -> dict[str, Any]:
    item = spec.item or spec
    allowed: list[Any] = list(item.options or item.allowed)
    entry: dict[str, Any] = {"name": name, "title": spec.title, "type": spec.type_name, "unit": spec.unit}
    entry["allowed"] = allowed
    if spec.note:
        entry["note"] = spec.note
    if spec.item is not None:
        entry["capacity"] = LIST_CAPACITY
    return entry


def _parameter(parameter: DatedParameter) -> dict[str, Any]:
    values = []
    for each in parameter.values:
        end = parameter.end_of(each)
        values.append(
            {
                "from": each.start.isoformat(),
                "to": end.isoformat() if end else None,
                "value": _content(each.content, parameter.percent),
                "source": str(each.citation),
            }
        )
    return {
        "name": parameter.name,
        "title": parameter.label,
        "unit": parameter.unit,
        "adjustable": parameter.adjustable or None,
        "values": values,
    }


def _content(content: DatedContent, percent: bool) -> Any:
    factor = 100 if percent else 1
    if isinstance(content, tuple):
        return [
            {"up_to": None if bound is None else plain(bound), "value": plain(value * factor)}
            for bound, value in content
        ]
    if isinstance(content, Mapping):
        return {key: plain(value * factor) for key, value in content.items()}
    return plain(content * factor) if isinstance(content, Fraction) else content.isoformat()


def _ledger(rule: Subsidy) -> dict[str, Any] | None:
    form = ledger_code(rule.code)
    workbook = workbook_of(form)
    if workbook is None:
        return None

    def name(code: str) -> str:
        return field_name(form, code)

    inputs: dict[str, Any] = {}
    for each, spec in rule.inputs:
        positions = range(1, LIST_CAPACITY + 1)
        inputs[each] = [name(position_code(each, place)) for place in positions] if spec.item else name(kebab(each))
    return {
        "workbook": path_of(workbook),
        "form": form,
        "inputs": inputs,
        "keys": {key.name: name(kebab(key.name)) for key in rule.keys},
        "parameters": {each: parameter_name(rule.file.stem, each) for each in rule.file.parameters},
        "amount": name("award-amount"),
        "eligible": name("award-eligible"),
        "reasons": name("award-reasons"),
        "conditions": {code: name(f"fail-{code}") for code in rule.condition_codes},
    }
