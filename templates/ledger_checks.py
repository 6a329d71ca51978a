"""What a ledger refuses of an input beyond its type, and what it asks to be looked at again.

Refused: zero where something must be there, any but the allowed values. The rule would give nothing for such a row
(`InputSpec.parse`), so the workbook marks it and the receiver reports it.
Looked at again: a share above 100 %, which the rule computes as it stands although 5 was typed for 5 %; a day of
application or inspection that had not come when the ledger was filed.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator

from formulas.inputs import InputSpec
from formulas.subsidy import Subsidy
from templates.fields import Date
from templates.ledger_inputs import input_columns
from templates.model import Check, Field

_FILED_ON = Field("filed-on", "填报日期", Date(), required=True)
_AHEAD = ("start_date",)  # a class is applied for before it begins
_WHOLE = ("int", "int+")  # their field type has the lowest value itself


def input_checks(rule: Subsidy) -> Iterator[Check]:
    """The checks of single inputs, in the order of the rule."""
    for name, spec in rule.inputs:
        if spec.item is None and spec.kind == "number":
            yield from _checks(next(input_columns(name, spec)), spec)
        # of a month any day is typed, also its last one in the middle of it
        if spec.kind == "date" and name == rule.as_of.name and name not in _AHEAD and not rule.by_month:
            yield _come(next(input_columns(name, spec)), spec)


def _checks(field: Field, spec: InputSpec) -> Iterator[Check]:
    said = f"{spec.title}填的是{{{field.code}}}，"
    if spec.type.endswith("+") and spec.type not in _WHOLE:
        yield Check("NOT_POSITIVE", field.ref > 0, (field,), f"{said}应大于0。请改正。")
    if spec.allowed:
        only = "、".join(map(str, spec.allowed))
        test = functools.reduce(operator.or_, (field.ref == each for each in spec.allowed))
        yield Check("NOT_ALLOWED", test, (field,), f"{said}只能填{only}。请改正。")
    if spec.type == "percent":
        words = f"{said}超过100%，是不是多了两位？请核对；百分之五填“5%”或0.05。"
        yield Check("ABOVE_WHOLE", field.ref <= 1, (field,), words, "warning")


def _come(field: Field, spec: InputSpec) -> Check:
    """That the day of a row had come on the day of filing; while 填报日期 is blank nothing is asked."""
    words = f"{spec.title}填的是{{{field.code}}}，晚于填报日期{{header.filed-on}}。请核对；填错的，改正其中一个。"
    return Check("AFTER_FILING", field.ref <= _FILED_ON.ref, (field,), words, "warning")
