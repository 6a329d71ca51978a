"""Exact numbers on a database engine: an integer column over an integer, and the arithmetic of such ratios.

What may outgrow int64 is computed as decimal(38, 0); comparisons are made crosswise.  The one division is of a
multiple by its divisor: the quotient is whole and below 2⁵³, which every engine's `/` and ROUND give exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import ibis

from formulas import expressions as ex

SCALE = 10_000  # a number input travels as its value times this, in int64
INT64 = 2**62  # where a numerator may become larger it is computed as decimal(38, 0)
_WIDEST = 10**37
EXACT = 2**53  # quotients up to here are exact; larger ones, 90 万亿元 in cents, come out as this
_WIDE = "decimal(38, 0)"


class TooWide(OverflowError):
    """An expression whose numbers do not fit 38 digits."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A number: `top / (bottom · divisor)`; `bound` is the largest size of `top`.

    `top` is a column, or a Python int for a constant; `divisor` is a column or None.
    """

    top: Any
    bottom: int
    bound: int
    divisor: Any = None
    divisor_bound: int = 1


def wide(column: Any) -> Any:
    return column if isinstance(column, int) else column.cast(_WIDE)


def either(test: Any, then: Any, otherwise: Any) -> Any:
    """One of two columns or constants; constants alone would be 32 bits wide on some engines."""
    result = ibis.ifelse(test, then, otherwise)
    return result.cast("int64") if isinstance(then, int) or isinstance(otherwise, int) else result


def check(bound: int) -> int:
    if bound > _WIDEST:
        raise TooWide(f"numbers of {len(str(bound))} digits")
    return bound


def times(ratio: Ratio, factor: int) -> Ratio:
    if factor == 1:
        return ratio
    bound = check(ratio.bound * factor)
    top = wide(ratio.top) if bound > INT64 else ratio.top
    # a constant stays a Python int: the engine never multiplies two literals
    return Ratio(top * factor, ratio.bottom, bound, ratio.divisor, ratio.divisor_bound)


def product(left: Any, right: Any, bound: int) -> Any:
    check(bound)
    return wide(left) * wide(right) if bound > INT64 else left * right


def common(parts: Sequence[Ratio]) -> tuple[list[Ratio], int, Any, int]:
    """The same numbers over one denominator: constants by their least common multiple, columns crosswise."""
    bottom = math.lcm(*(part.bottom for part in parts))
    raised = [times(part, bottom // part.bottom) for part in parts]
    divisors = {id(part.divisor): (part.divisor, part.divisor_bound) for part in parts if part.divisor is not None}
    if not divisors:
        return raised, bottom, None, 1
    if len(divisors) > 1:
        raise ex.ExpressionError("quotients by different inputs cannot be added or compared in the column form")
    divisor, divisor_bound = next(iter(divisors.values()))
    crossed = [
        part
        if part.divisor is not None
        else Ratio(product(part.top, divisor, part.bound * divisor_bound), part.bottom, part.bound * divisor_bound)
        for part in raised
    ]
    return crossed, bottom, divisor, divisor_bound


def whole(ratio: Ratio, divisor: Any) -> Any:
    """The whole part of top / divisor, for a top that is not negative: a multiple divided by its divisor."""
    if isinstance(ratio.top, int):
        return ratio.top // divisor
    if isinstance(divisor, int) and divisor == 1:
        return ratio.top.cast("int64")
    quotient = (ratio.top - ratio.top % divisor) / divisor
    if ratio.bound > EXACT or not isinstance(divisor, int):
        quotient = quotient.round()
    if ratio.bound // (divisor if isinstance(divisor, int) else 1) >= EXACT:
        # rows that are refused anyway must not stop the query
        quotient = ibis.least(quotient, EXACT)
    return quotient.cast("int64")


def constant(value: Fraction) -> Ratio:
    return Ratio(value.numerator, value.denominator, abs(value.numerator))


OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    ">=": lambda left, right: left >= right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    "<": lambda left, right: left < right,
    "=": lambda left, right: left == right,
}


def compared(left: Ratio, operator: str, right: Ratio) -> Any:
    parts, _, _, _ = common([left, right])
    return OPERATORS[operator](parts[0].top, parts[1].top)
