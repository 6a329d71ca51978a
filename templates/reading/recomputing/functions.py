"""The functions and operators that forms use, over the values of one row; IF and its kin evaluate what they need."""

from __future__ import annotations

import calendar
import datetime as dt
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from formulas.evaluation import half_up, months_after
from templates.reading.recomputing.values import ExcelError, Range, is_number, key, number, order, text, truth

Reader = Callable[[int], Any]  # the value of an expression in one row
_EPOCH = dt.date(1899, 12, 30)
_CRITERION = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)


def _values(arguments: Sequence[Any]) -> Iterator[Any]:
    for value in arguments:
        if isinstance(value, Range):
            yield from value.values
        elif isinstance(value, tuple):
            yield from value
        else:
            yield value


def _range(value: Any) -> Range:
    if isinstance(value, Range):
        return value
    return Range(value if isinstance(value, tuple) else (value,))


def day_of(value: Any) -> dt.date:
    """A value where a day is wanted."""
    if isinstance(value, dt.date):
        return value
    count = int(number(value))
    if not 0 < count < 2958466:
        raise ExcelError("#NUM!")
    return _EPOCH + dt.timedelta(days=count)


def _divide(left: Any, right: Any) -> Any:
    divisor = number(right)
    if divisor == 0:
        raise ExcelError("#DIV/0!")
    return Fraction(number(left)) / divisor


def _round(value: Any, places: Any) -> Any:
    return half_up(Fraction(number(value)), int(number(places)))


def _match(value: Any, where: Any, kind: Any = 1) -> int:
    if number(kind) != 0:
        raise ExcelError("#N/A")
    place = _range(where).first.get(key(value)) if value is not None else None
    if place is None:
        raise ExcelError("#N/A")
    return place


def _index(values: Any, place: Any, column: Any = 1) -> Any:
    found, at, across = _range(values).values, int(number(place)), int(number(column))
    if not 1 <= at <= len(found):
        raise ExcelError("#REF!")
    row = found[at - 1]
    return row[across - 1] if isinstance(row, tuple) else row


def _exact(left: Any, right: Any) -> Any:
    """Equal to the letter; one by one where a side is an array."""
    if isinstance(right, tuple):
        return tuple(text(left) == text(each) for each in right)
    return text(left) == text(right)


def _negative(value: Any) -> Any:
    return tuple(-number(each) for each in value) if isinstance(value, tuple) else -number(value)


def _find(part: Any, whole: Any, start: Any = 1) -> int:
    place = text(whole).find(text(part), int(number(start)) - 1)
    if place < 0:
        raise ExcelError
    return place + 1


def _substitute(whole: Any, old: Any, new: Any) -> str:
    return text(whole).replace(text(old), text(new)) if text(old) else text(whole)


def _middle(whole: Any, start: Any, count: Any) -> str:
    first = int(number(start)) - 1
    return text(whole)[first : first + int(number(count))]


def _right(whole: Any, count: Any = 1) -> str:
    size = int(number(count))
    return text(whole)[-size:] if size else ""


def _date(year: Any, month: Any, day: Any) -> dt.date:
    first = months_after(dt.date(int(number(year)), 1, 1), int(number(month)) - 1)
    return first + dt.timedelta(days=int(number(day)) - 1)


def _end_of_month(day: Any, months: Any) -> dt.date:
    moved = months_after(day_of(day).replace(day=1), int(number(months)))
    return moved.replace(day=calendar.monthrange(moved.year, moved.month)[1])


def _meets(criterion: Any) -> Callable[[Any], bool]:
    """A criterion of COUNTIF and its kin: a value, or a text such as >=5 or 平顶山市*."""
    if not isinstance(criterion, str):
        wanted = key(criterion if criterion is not None else 0)
        return lambda value: value is not None and key(value) == wanted
    match = _CRITERION.fullmatch(criterion)
    sign, rest = (match[1] or "=", match[2]) if match else ("=", criterion)
    try:
        bound = number(rest) if rest else None
    except ExcelError:
        bound = None
    if bound is not None:
        compare = _ORDERS[sign]
        return lambda value: is_number(value) and compare(order(value, bound), 0)
    pattern = re.compile(re.escape(rest.upper()).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)
    negated = sign == "<>"
    return lambda value: (bool(pattern.fullmatch(text(value).upper())) and (value is not None or not rest)) != negated


def _rows_meeting(pairs: Sequence[Any]) -> list[int]:
    """The places at which every range meets its criterion."""
    found: set[int] | None = None
    for where, criterion in zip(pairs[::2], pairs[1::2], strict=True):
        cells = _range(where)
        if isinstance(criterion, str) and not re.search(r"[<>=*?]", criterion) and criterion:
            places = set(cells.places.get(key(criterion), ()))
        else:
            meets = _meets(criterion)
            places = {place for place, value in enumerate(cells.values) if meets(value)}
        found = places if found is None else found & places
    return sorted(found or ())


def _sum_at(values: Any, places: Sequence[int]) -> Any:
    cells = _range(values).values
    return sum(number(cells[place]) for place in places if place < len(cells) and is_number(cells[place]))


def _sum_if(where: Any, criterion: Any, values: Any = None) -> Any:
    return _sum_at(where if values is None else values, _rows_meeting((where, criterion)))


_ORDERS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def _truths(arguments: Sequence[Any]) -> list[bool]:
    """Every condition, since AND and OR do not stop at the first that settles them."""
    return [truth(value) for value in _values(arguments) if value is not None]


def _numbers(arguments: Sequence[Any]) -> list[Any]:
    return [number(value) for value in _values(arguments) if is_number(value)]


# Functions of values: every argument is evaluated first, an error value among them is the result
PLAIN: dict[str, Callable[..., Any]] = {
    "&": lambda a, b: text(a) + text(b),
    "+": lambda a, b: number(a) + number(b),
    "-": lambda a, b: number(a) - number(b),
    "*": lambda a, b: number(a) * number(b),
    "/": _divide,
    "^": lambda a, b: Fraction(number(a)) ** int(number(b)),
    "negative": _negative,
    "percent": lambda a: Fraction(number(a)) / 100,
    **{sign: lambda a, b, test=test: test(order(a, b), 0) for sign, test in _ORDERS.items()},
    "ABS": lambda a: abs(number(a)),
    "AND": lambda *a: all(_truths(a)),
    "COUNT": lambda *a: len(_numbers(a)),
    "COUNTA": lambda *a: sum(v is not None for v in _values(a)),
    "COUNTBLANK": lambda a: sum(v is None or v == "" for v in _values([a])),
    "COUNTIF": lambda *a: len(_rows_meeting(a)),
    "COUNTIFS": lambda *a: len(_rows_meeting(a)),
    "DATE": _date,
    "DAY": lambda a: day_of(a).day,
    "EDATE": lambda a, b: months_after(day_of(a), int(number(b))),
    "EOMONTH": _end_of_month,
    "EXACT": _exact,
    "FIND": _find,
    "INDEX": _index,
    "INT": lambda a: Fraction(number(a)).__floor__(),
    "LEFT": lambda a, b=1: text(a)[: int(number(b))],
    "LEN": lambda a: len(text(a)),
    "MATCH": _match,
    "MAX": lambda *a: max(_numbers(a), default=0),
    "MID": _middle,
    "MIN": lambda *a: min(_numbers(a), default=0),
    "MOD": lambda a, b: number(a) % number(b),
    "MONTH": lambda a: day_of(a).month,
    "N": lambda a: number(a) if is_number(a) or isinstance(a, bool) else 0,
    "NOT": lambda a: not truth(a),
    "OR": lambda *a: any(_truths(a)),
    "RIGHT": _right,
    "ROUND": _round,
    "ROWS": lambda a: len(_range(a).values),
    "SUBSTITUTE": _substitute,
    "SUM": lambda *a: sum(_numbers(a)),
    "SUMPRODUCT": lambda a: sum(_numbers([a])),
    "SUMIF": _sum_if,
    "SUMIFS": lambda values, *pairs: _sum_at(values, _rows_meeting(pairs)),
    "TRIM": lambda a: " ".join(part for part in text(a).split(" ") if part),
    "UPPER": lambda a: text(a).upper(),
    "YEAR": lambda a: day_of(a).year,
}


def _if(test: Reader, then: Reader, otherwise: Reader = lambda row: False) -> Reader:
    return lambda row: then(row) if truth(test(row)) else otherwise(row)


def _choose(place: Reader, *options: Reader) -> Reader:
    def read(row: int) -> Any:
        at = int(number(place(row)))
        if not 1 <= at <= len(options):
            raise ExcelError
        return options[at - 1](row)

    return read


def _if_error(inner: Reader, otherwise: Reader) -> Reader:
    def read(row: int) -> Any:
        try:
            return inner(row)
        except ExcelError:
            return otherwise(row)

    return read


def _fails(inner: Reader, codes: Sequence[str] = ()) -> Reader:
    """Whether an expression gives an error value, one of `codes` if there are any."""

    def read(row: int) -> bool:
        try:
            inner(row)
        except ExcelError as error:
            return not codes or error.code in codes
        return False

    return read


LAZY: dict[str, Callable[..., Reader]] = {
    "IF": _if,
    "CHOOSE": _choose,
    "IFERROR": _if_error,
    "ISERROR": _fails,
    "ISNA": lambda inner: _fails(inner, ("#N/A",)),
    # These look at a value without passing its error on
    "ISNUMBER": lambda inner: _if_error(lambda row: is_number(inner(row)), lambda row: False),
    "ISTEXT": lambda inner: _if_error(lambda row: isinstance(inner(row), str), lambda row: False),
}
