"""Functions for cells: =JY.CREDIT_CODE_OK(…), =JY.ID_OK(…), =JY.AGE(…) and one for each rule that gives an amount.

They are made from the rules themselves, names, help and arguments included, and serve Office.js (through the server)
and xlwings on Windows alike. Cells hold what a ledger's cells hold: 是/否, percentages as fractions, true dates.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from formulas.explanation import requirement
from formulas.inputs import InputSpec
from formulas.subsidies import rules
from formulas.subsidy import INVALID, Subsidy, award
from templates.fields import Date, FieldContext, ResidentId, Uscc
from templates.fields.identifiers import age_on, birth_date

NAMESPACE = "JY"
_DATE = Date(future=True)


class FunctionError(ValueError):
    """An argument that a function cannot take; the message says in Chinese which and why."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument. `name` is an identifier, `title` what people read; `many`: a range of cells."""

    name: str
    title: str
    help: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """One function. `name` without the namespace; `call` takes the arguments as cells hold them."""

    name: str
    title: str
    help: str
    arguments: tuple[Argument, ...]
    result: Literal["number", "boolean"]
    call: Callable[..., object]


@functools.cache
def all_functions() -> Mapping[str, Function]:
    """Every function by its name."""
    found = [*_basic(), *(_of_rule(rule) for rule in rules().values() if not rule.check_only)]
    return {each.name: each for each in found}


def call(name: str, arguments: Sequence[object]) -> object:
    """The value of a function; raises FunctionError for arguments it cannot take, KeyError for an unknown name."""
    function = all_functions()[name]
    if len(arguments) != len(function.arguments):
        raise FunctionError(f"{function.title}要{len(function.arguments)}个参数，给了{len(arguments)}个。")
    return function.call(*arguments)


# --- checks -----------------------------------------------------------------------------------------------


def _basic() -> list[Function]:
    code = Argument("code", "统一社会信用代码", "18位统一社会信用代码，文本")
    number = Argument("id", "公民身份号码", "18位公民身份号码，文本")
    birth = Argument("birth", "出生日期或身份号码", "出生日期，或18位公民身份号码（文本）")
    day = Argument("on", "日期", "算到哪一天")
    about_code = "统一社会信用代码的位数、字符和校验码都对时为TRUE。"
    about_id = "公民身份号码的位数、出生日期和校验码都对时为TRUE。"
    return [
        Function("CREDIT_CODE_OK", "信用代码检查", about_code, (code,), "boolean", code_ok),
        Function("ID_OK", "身份号码检查", about_id, (number,), "boolean", id_ok),
        Function("AGE", "周岁", "到某一天的周岁：生日当天长一岁。", (birth, day), "number", age),
    ]


def code_ok(code: object) -> bool:
    """Whether a credit code is in order.

    >>> code_ok("91410402MA00000A1L"), code_ok("91410402MA00000A1M"), code_ok(None)
    (True, False, False)
    """
    return isinstance(code, str) and _in_order(Uscc(), code)


def id_ok(number: object) -> bool:
    """Whether an ID number is in order; one stored as a number has lost its last digits and is not."""
    return isinstance(number, str) and _in_order(ResidentId(), number)


def _in_order(kind: Uscc | ResidentId, text: str) -> bool:
    value = kind.normalise(text)
    if value is None:
        return False
    return not any(each.severity == "error" for each in kind.problems(value, FieldContext()))


def age(birth: object, on: object) -> int:
    """Full years on a day; raises FunctionError.

    >>> age(dt.date(2000, 2, 29), dt.date(2023, 2, 28)), age(dt.date(2000, 2, 29), dt.date(2023, 3, 1))
    (22, 23)
    """
    born, day = _day(birth), _day(on)
    if born is None and isinstance(birth, str):
        born = birth_date(birth.strip().upper())
    if born is None:
        raise FunctionError("出生日期：应为日期，或18位公民身份号码（文本）。")
    if day is None:
        raise FunctionError("日期：应为日期，如2023-06-01。")
    if day < born:
        raise FunctionError("日期早于出生日期。")
    return age_on(born, day)


# --- rules ------------------------------------------------------------------------------------------------


def _of_rule(rule: Subsidy) -> Function:
    arguments = tuple(_argument(name, spec) for name, spec in rule.inputs)
    basis = f"依据：{rule.citation}，有效期{rule.file.window}。"
    standard = f"{rule.standard}。" if rule.standard else ""
    words = f"{rule.title}，返回金额（元）；不符合条件时为0。{standard}{basis}"
    return Function(function_name(rule), rule.title, words, arguments, "number", functools.partial(_amount, rule))


def function_name(rule: Subsidy) -> str:
    """The name of a rule's function: labour-award is =JY.LABOUR_AWARD."""
    return rule.code.replace("-", "_").upper()


def _argument(name: str, spec: InputSpec) -> Argument:
    unit = f"（{spec.unit}）" if spec.unit and spec.unit != "%" else ""
    return Argument(name, spec.title, f"{spec.title}{unit}：{_how(spec)}", many=spec.item is not None)


def _how(spec: InputSpec) -> str:
    item = spec.item or spec
    if item.type == "enum":
        words = f"{'、'.join(item.options)}之一"
    elif item.type == "bool":
        words = "是或否"
    elif item.type == "date":
        words = "日期"
    elif item.type == "percent":
        words = "百分数，如3.65%"
    else:
        words = "、".join(map(str, item.allowed)) + "之一" if item.allowed else "数字"
    return f"一行或一列单元格，每格填{words}" if spec.item else words + ("，可以空" if spec.nullable else "")


def _amount(rule: Subsidy, *cells: object) -> float:
    record = {name: _value(spec, cell) for (name, spec), cell in zip(rule.inputs, cells, strict=True)}
    result = award(rule, record)
    if result.invalid:
        names = [each.removeprefix(INVALID) for each in result.reasons]
        raise FunctionError("；".join(f"{rule.inputs[name].title}：{requirement(rule, name)}" for name in names))
    return float(result.amount)


def _value(spec: InputSpec, cell: object) -> Any:
    """A cell's content as the rule takes it."""
    if spec.item is not None:
        entries = [_value(spec.item, each) for each in _flat(cell)]
        while entries and entries[-1] is None:
            entries.pop()
        return entries
    if isinstance(cell, list):
        cell = cell[0][0] if cell and isinstance(cell[0], list) and len(cell) == len(cell[0]) == 1 else "区域"
    if cell is None or cell == "":
        return None
    if spec.kind == "bool":
        return {"是": True, "否": False}.get(cell, cell) if isinstance(cell, str) else cell
    if spec.kind == "date":
        day = _day(cell)
        return day.isoformat() if day else cell
    if spec.type == "percent" and isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return round(cell * 100, 10)
    return cell


def _flat(cells: object) -> list[object]:
    if not isinstance(cells, (list, tuple)):
        return [cells]
    return [each for part in cells for each in _flat(part)]


def _day(cell: object) -> dt.date | None:
    """The day that a cell means, read as a ledger's cells are."""
    day = _DATE.normalise(cell)
    return day if isinstance(day, dt.date) else None


def metadata() -> dict[str, Any]:
    """functions.json, by which Excel knows the functions of an Office.js add-in."""
    return {
        "allowCustomDataForDataTypeAny": False,
        "functions": [
            {
                "id": each.name,
                "name": each.name,
                "description": each.help,
                "parameters": [
                    {
                        "name": argument.title,
                        "description": argument.help,
                        "type": "any",
                        "dimensionality": "matrix" if argument.many else "scalar",
                        "optional": False,
                    }
                    for argument in each.arguments
                ],
                "result": {"type": each.result, "dimensionality": "scalar"},
            }
            for each in all_functions().values()
        ],
    }
