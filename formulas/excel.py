"""The formula reading: an expression as worksheet text, for Excel 2010, WPS and LibreOffice alike.

The caller says where things stand (`Cells`); this module knows functions, precedence and the worksheet's traps:
a text is greater than any number, AND does not stop at an error, and quotients of decimals carry noise, so that
comparisons of computed numbers are rounded on both sides first.  Formulas are written without the leading `=`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from formulas import expressions as ex

_LAST_DAY = 2958465  # 9999-12-31
_CENT_PLACES = 8  # noise is cut here before an amount is rounded to the cent


class Cells(Protocol):
    """Where the values of one row stand."""

    def value(self, name: str) -> str:
        """The cell of an input."""

    def positions(self, name: str) -> str:
        """The cells of a list input, first to last position."""

    def step(self, step: ex.Step) -> str | None:
        """The cell of an intermediate value; None to write it out."""

    def parameter(self, name: str) -> tuple[str, bool]:
        """The defined name of a parameter, and whether it has more than one dated value."""

    def day(self) -> str:
        """The cell of the day on which parameters are read."""


def formula(node: ex.Expr, cells: Cells) -> str:
    """An expression as worksheet text."""
    return _WRITERS[type(node)](node, cells)


def cents(text: str) -> str:
    """An amount rounded half up to 0.01 元."""
    return f"ROUND(ROUND({text},{_CENT_PLACES}),2)"


def literal(text: str) -> str:
    """A text constant."""
    return '"' + text.replace('"', '""') + '"'


def number_text(value: Fraction) -> str:
    """A number constant."""
    if value.denominator == 1:
        return str(value.numerator)
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def _operand(node: ex.Expr, cells: Cells) -> str:
    """The text of an operand, in brackets where its own operator binds less tightly than `*`."""
    text = formula(node, cells)
    return f"({text})" if isinstance(node, ex.Add | ex.Subtract | ex.Divide | ex.Compare) else text


def _is_direct(node: ex.Expr) -> bool:
    """True for a value that stands in a cell or a name as it was typed, and for a whole number."""
    return isinstance(node, ex.Input | ex.Parameter | ex.Number) or _is_whole(node)


def _is_whole(node: ex.Expr) -> bool:
    """True for a number that is whole and computed without noise."""
    if isinstance(node, ex.Number):
        return node.value.denominator == 1
    if isinstance(node, ex.Input | ex.Parameter | ex.Lookup):
        return node.whole
    if isinstance(node, ex.Count | ex.YearOf | ex.Floor):
        return True
    if isinstance(node, ex.Add | ex.Subtract | ex.Multiply):
        return _is_whole(node.left) and _is_whole(node.right)
    if isinstance(node, ex.Least | ex.Greatest):
        return all(_is_whole(part) for part in node.parts)
    if isinstance(node, ex.Choose):
        return _is_whole(node.then) and _is_whole(node.otherwise)
    if isinstance(node, ex.Total):
        return node.each_at_most is None and isinstance(node.of, ex.Input) and node.of.whole
    return isinstance(node, ex.Step) and _is_whole(node.value)


def _places(node: ex.Expr) -> int:
    """Decimals that a comparison looks at: finer where only rates take part, since they are fractions of one."""
    numbers = [each for each in ex.inputs_of(node) if each.kind == "number"]
    return 9 if numbers and all(each.percent for each in numbers) else 6


def _compare(node: ex.Compare, cells: Cells) -> str:
    sides = [formula(node.left, cells), formula(node.right, cells)]
    if node.left.kind == "number" and not (_is_direct(node.left) and _is_direct(node.right)):
        places = min(_places(node.left), _places(node.right)) if _has_inputs(node) else 6
        sides = [f"ROUND({side},{places})" for side in sides]
    text = f"{sides[0]}{node.operator}{sides[1]}"
    nullable = [each for each in ex.inputs_of(node) if each.nullable]
    if nullable:
        guards = ",".join(f'{cells.value(each.name)}<>""' for each in nullable)
        return f"AND({guards},{text})"
    return text


def _has_inputs(node: ex.Compare) -> bool:
    return bool(ex.inputs_of(node.left)) and bool(ex.inputs_of(node.right))


def _one_of(node: ex.OneOf, cells: Cells) -> str:
    cell = formula(node.of, cells)
    tests = [f"{cell}={literal(value)}" for value in node.values]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _input(node: ex.Input, cells: Cells) -> str:
    return cells.positions(node.name) if node.kind == "list" else cells.value(node.name)


def _parameter(node: ex.Parameter, cells: Cells) -> str:
    name, dated = cells.parameter(node.name)
    return f"LOOKUP({cells.day()},{name}.from,{name})" if dated else name


def _lookup(node: ex.Lookup, cells: Cells) -> str:
    name, dated = cells.parameter(node.name)
    row = f"MATCH({formula(node.key, cells)},{name}.keys,0)"
    column = f",MATCH({cells.day()},{name}.from,1)" if dated else ""
    found = f"INDEX({name},{row}{column})"
    if node.otherwise is None:
        return found
    return f"IF(ISNA({row}),{formula(node.otherwise, cells)},{found})"


def _band(node: ex.Band, cells: Cells) -> str:
    name, dated = cells.parameter(node.name)
    column = f"MATCH({cells.day()},{name}.from,1)" if dated else "1"
    number = formula(node.of, cells)
    return f"INDEX({name},1+SUMPRODUCT(--(ROUND({number},6)>INDEX({name}.upto,0,{column}))),{column})"


def _step(node: ex.Step, cells: Cells) -> str:
    return cells.step(node) or f"({formula(node.value, cells)})"


def _floor(node: ex.Floor, cells: Cells) -> str:
    inner = node.of
    text = formula(inner, cells)
    exact = isinstance(inner, ex.Divide) and _is_whole(inner.left) and _is_whole(inner.right)
    return f"INT({text})" if exact else f"INT(ROUND({text},9))"


def _total(node: ex.Total, cells: Cells) -> str:
    cells_of_list = formula(node.of, cells)
    if node.first is not None and node.each_at_most is not None:
        raise ex.ExpressionError("a total takes `first` or `each_at_most`, not both")
    if node.first is not None:
        first = formula(node.first, cells)
        return f"IF({first}<1,0,SUM(INDEX({cells_of_list},1):INDEX({cells_of_list},MAX(1,INT({first})))))"
    if node.each_at_most is not None:
        cap = formula(node.each_at_most, cells)
        below = f'({cells_of_list}<{cap})*{cells_of_list}+({cells_of_list}>={cap})*{cap}'
        return f'SUMPRODUCT(({cells_of_list}<>"")*({below}))'
    return f"SUM({cells_of_list})"


def _every(node: ex.Every, cells: Cells) -> str:
    cells_of_list = formula(node.of, cells)
    bound = formula(node.bound, cells)
    return f'SUMPRODUCT(({cells_of_list}<>"")*({cells_of_list}{node.operator}{bound}))=COUNT({cells_of_list})'


def _holds(node: ex.Holds, cells: Cells) -> str:
    return f'{formula(node.of, cells)}="是"'


def _join(function: str, parts: tuple[ex.Expr, ...], cells: Cells) -> str:
    return f"{function}({','.join(formula(part, cells) for part in parts)})"


_WRITERS: dict[type[ex.Expr], Callable[[Any, Cells], str]] = {
    ex.Number: lambda node, cells: number_text(node.value),
    ex.Text: lambda node, cells: literal(node.value),
    ex.Input: _input,
    ex.Parameter: _parameter,
    ex.Lookup: _lookup,
    ex.Band: _band,
    ex.Step: _step,
    ex.Add: lambda node, cells: f"{formula(node.left, cells)}+{formula(node.right, cells)}",
    ex.Subtract: lambda node, cells: f"{formula(node.left, cells)}-{_operand(node.right, cells)}",
    ex.Multiply: lambda node, cells: f"{_operand(node.left, cells)}*{_operand(node.right, cells)}",
    ex.Divide: lambda node, cells: f"{_operand(node.left, cells)}/{_divisor(node.right, cells)}",
    ex.Floor: _floor,
    ex.RoundCent: lambda node, cells: cents(formula(node.of, cells)),
    ex.Least: lambda node, cells: _join("MIN", node.parts, cells),
    ex.Greatest: lambda node, cells: _join("MAX", node.parts, cells),
    ex.Choose: lambda node, cells: _join("IF", (node.test, node.then, node.otherwise), cells),
    ex.YearOf: lambda node, cells: f"YEAR({formula(node.of, cells)})",
    ex.MonthsAfter: lambda node, cells: (
        f"IFERROR(EDATE({formula(node.date, cells)},{formula(node.months, cells)}),{_LAST_DAY})"
    ),
    ex.Count: lambda node, cells: f"COUNT({formula(node.of, cells)})",
    ex.Total: _total,
    ex.Every: _every,
    ex.Compare: _compare,
    ex.OneOf: _one_of,
    ex.IsMissing: lambda node, cells: f'{formula(node.of, cells)}=""',
    ex.Holds: _holds,
    ex.And: lambda node, cells: _join("AND", node.parts, cells),
    ex.Or: lambda node, cells: _join("OR", node.parts, cells),
    ex.Not: lambda node, cells: f"NOT({formula(node.of, cells)})",
}


def _divisor(node: ex.Expr, cells: Cells) -> str:
    text = _operand(node, cells)
    return f"({text})" if isinstance(node, ex.Multiply) else text
