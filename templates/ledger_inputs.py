"""The input columns of a ledger: how a rule's input is typed in, and when what was typed is valid.

A list input has one column for each of its positions.  Validity is exactly what `InputSpec.parse` takes.  What a rule
cannot do without is required, so that a row without it is not taken for finished; where the local figures stand in for
a blank, it may stay blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from formulas import excel
from formulas import expressions as ex
from formulas.inputs import LIST_CAPACITY, InputSpec
from formulas.subsidy import Subsidy
from templates.fields import Auto, Date, Dec, Enum, FieldType, Int, Pct, YesNo
from templates.ledger_subjects import kebab
from templates.local_parameters import local_table
from templates.model import Field

_QUESTION_WIDTHS = ((20, 8.0), (28, 10.0), (36, 12.0), (999, 14.0))  # longer questions have wider columns


def input_columns(name: str, spec: InputSpec) -> Iterator[Field]:
    """The column of an input, or the columns of a list's positions."""
    if spec.item is None:
        label = spec.title + (f"（{spec.unit}）" if spec.unit and spec.type != "percent" else "")
        label += "（%）" if spec.type == "percent" else ""
        required: bool | ex.Expr = not spec.nullable
        if local_table(name) is not None:
            required = Field(lacking_code(name), f"{spec.title}的当地参数也没有", Auto()).filled
        yield Field(
            kebab(name), label, field_type(spec), required=required, prompt=spec.note, width=_input_width(spec, label)
        )
        return
    group = spec.title + (f"（{spec.unit}）" if spec.unit else "")
    prompt = "。".join(part for part in (spec.note, "从第1格起逐个填写，中间不留空。") if part)
    for position in range(1, LIST_CAPACITY + 1):
        yield Field(
            position_code(name, position),
            str(position),
            field_type(spec.item),
            required=position == 1 and not spec.may_be_empty,
            group=group,
            prompt=prompt,
            width=7.5,
        )


def lacking_code(name: str) -> str:
    """The helper column that is filled where an input was left blank and no local figure stands in for it."""
    return f"lacks-{kebab(name)}"


def numbered_cells(rule: Subsidy) -> Iterator[tuple[str, ...]]:
    """The columns of each list input, from the first position on."""
    for name, spec in rule.inputs:
        if spec.item is not None:
            yield tuple(position_code(name, position) for position in range(1, LIST_CAPACITY + 1))


def valid_input(name: str, spec: InputSpec) -> str:
    """1 where an input's cell (or cells) holds an allowed value: exactly what `InputSpec.parse` takes."""
    if spec.item is not None:
        return _valid_list(name, spec)
    cell = entered(name)
    test = _valid_cell(cell, spec)
    return f'IF({cell}="",{int(spec.nullable)},{test})'


def _valid_cell(cell: str, spec: InputSpec) -> str:
    if spec.kind == "bool":
        return f'IF(OR(EXACT({cell},"是"),EXACT({cell},"否")),1,0)'
    if spec.kind == "text":
        tests = ",".join(f"EXACT({cell},{excel.literal(option)})" for option in spec.options)
        return f"IF(OR({tests}),1,0)"
    if spec.kind == "date":
        return f"IF(ISNUMBER({cell}),IF(AND({cell}>=1,{cell}=INT({cell})),1,0),0)"
    return f"IF(ISNUMBER({cell}),IF(AND({_number_test(cell, spec)}),1,0),0)"


def _number_test(cell: str, spec: InputSpec) -> str:
    tests = [f"{cell}>0" if spec.type.endswith("+") else f"{cell}>=0"]
    if spec.type in ("int", "int+"):
        tests.append(f"{cell}=INT({cell})")
    if spec.allowed:
        tests.append("OR(" + ",".join(f"{cell}={each}" for each in spec.allowed) + ")")
    return ",".join(tests)


def _valid_list(name: str, spec: InputSpec) -> str:
    """Numbers from the first position on without a gap."""
    assert spec.item is not None
    first, last = token(position_code(name, 1)), token(position_code(name, LIST_CAPACITY))
    cells = f"{first}:{last}"
    count = f"COUNT({cells})"
    low = f'COUNTIF({cells},"<=0")' if spec.item.type.endswith("+") else f'COUNTIF({cells},"<0")'
    tests = [f"COUNT({first}:INDEX({cells},{count}))={count}", f"{low}=0"]
    if spec.item.type in ("int", "int+"):
        tests.append(f"SUMPRODUCT(--(INT({cells})<>{cells}))=0")
    return f"IF(COUNTA({cells})<>{count},0,IF({count}=0,{int(spec.may_be_empty)},IF(AND({','.join(tests)}),1,0)))"


def field_type(spec: InputSpec) -> FieldType:
    """The field type that guards an input's cell while someone types."""
    if spec.kind == "bool":
        return YesNo()
    if spec.kind == "text":
        return Enum(spec.options)
    if spec.kind == "date":
        return Date(future=True)
    if spec.type == "percent":
        return Pct(maximum=None)
    if spec.type in ("int", "int+"):
        return Int(1 if spec.type == "int+" else 0)
    return Dec(0)


def _input_width(spec: InputSpec, label: str) -> float:
    if spec.kind == "date":
        return 11
    if spec.kind == "text":
        return float(min(max(9, 1.2 * max(len(each) for each in spec.options) + 2), 16))
    if spec.kind == "bool":
        return next(width for longest, width in _QUESTION_WIDTHS if len(label) <= longest)
    return 9 if len(label) <= 16 else 10.5


def token(code: str) -> str:
    """The cell of a column in the same row."""
    return "{" + code + "}"


def entered(name: str) -> str:
    """The cell of an input in the same row: what was typed, completed from the local figures where there are such."""
    return token(kebab(name)) if local_table(name) is None else token(f"filled-{kebab(name)}")


def position_code(name: str, position: int) -> str:
    """The code of one position of a list input."""
    return f"{kebab(name)}.{position}"
