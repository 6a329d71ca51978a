"""What a ledger refuses of a number beyond its type: zero where something must be there, any but the allowed values.

The rule would give nothing for such a row (`InputSpec.parse`), so the workbook marks it and the receiver reports it.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator

from formulas.inputs import InputSpec
from formulas.subsidy import Subsidy
from templates.ledger_inputs import input_columns
from templates.model import Check, Field

_WHOLE = ("int", "int+")  # their field type has the lowest value itself


def input_checks(rule: Subsidy) -> Iterator[Check]:
    """The checks of single inputs, in the order of the rule."""
    for name, spec in rule.inputs:
        if spec.item is None and spec.kind == "number":
            yield from _checks(next(input_columns(name, spec)), spec)


def _checks(field: Field, spec: InputSpec) -> Iterator[Check]:
    said = f"{spec.title}填的是{{{field.code}}}，"
    if spec.type.endswith("+") and spec.type not in _WHOLE:
        yield Check("NOT_POSITIVE", field.ref > 0, (field,), f"{said}应大于0。请改正。")
    if spec.allowed:
        only = "、".join(map(str, spec.allowed))
        test = functools.reduce(operator.or_, (field.ref == each for each in spec.allowed))
        yield Check("NOT_ALLOWED", test, (field,), f"{said}只能填{only}。请改正。")
