"""Formula pieces by which one list of a workbook looks into another, through defined names only.

Excel compares digit strings by their first 15 digits in SUMIFS and COUNTIFS, so codes are matched there through a
helper text that begins with k.
"""

from __future__ import annotations

from formulas import expressions as ex
from templates.fields import Auto, FieldType
from templates.model import Field
from templates.names import field_name

REGISTER = "key-enterprises"
KEY_WIDTH = 34.0  # a helper text that breaks into lines would make every row of the table higher


def beside(code: str, label: str, formula: str, of: FieldType | None = None, width: float | None = None) -> Field:
    """A computed column to the right of the print; it looks like a field of type `of`."""
    return Field(code, label, Auto(of), formula=formula, beyond=True, width=width)


def elsewhere(form: str, field: str) -> str:
    """The data range of another form's column.

    >>> elsewhere("key-enterprises", "credit-code")
    'key_enterprises.credit_code'
    """
    return field_name(form, field)


def key(*parts: str) -> str:
    """The helper text of some cells; empty while one of them is.

    >>> key("{credit-code}")
    'IF(COUNTBLANK({credit-code})>0,"",IFERROR("k"&UPPER(TRIM({credit-code})),""))'
    """
    blank = "+".join(f"COUNTBLANK({part})" for part in parts)
    joined = '&"|"&'.join(f"UPPER(TRIM({part}))" for part in parts)
    return f'IF({blank}>0,"",IFERROR("k"&{joined},""))'


def month_key(code: str, day: str) -> str:
    """The helper text of a code and the month of a day: k91410400MA44F8N12X|202303."""
    return f'IF(COUNTBLANK({code})>0,"",IF(ISNUMBER({day}),IFERROR("k"&UPPER(TRIM({code}))&"|"&{month(day)},""),""))'


def month(day: str) -> str:
    """The month of a day as a number, 202303."""
    return f"(YEAR({day})*100+MONTH({day}))"


def found(value: str, where: str, give: str) -> str:
    """What stands in the column `give` beside the first cell of `where` that equals `value`; empty if none does."""
    return f'IF(COUNTBLANK({value})>0,"",IFERROR(INDEX({give},MATCH({value},{where},0))&"",""))'


def sum_of(value: str, where: str, give: str) -> str:
    """The sum of the column `give` over the rows whose `where` is `value`; empty if there is none."""
    return f'IF({value}="","",IF(ISNA(MATCH({value},{where},0)),"",SUMIFS({give},{where},{value})))'


def registered(give: str, value: str = "{credit-code}", by: str = "credit-code") -> str:
    """What 各地重点企业清单 says of an enterprise, found by its code or its name; empty if it is not on that list."""
    return found(value, elsewhere(REGISTER, by), elsewhere(REGISTER, give))


def placed(value: str = "{credit-code}", by: str = "credit-code") -> str:
    """The county of an enterprise on 各地重点企业清单; else the name of the reporting unit, which begins with it."""
    area = f'INDEX({elsewhere(REGISTER, "area")},MATCH({value},{elsewhere(REGISTER, by)},0))&""'
    return f'IF(COUNTBLANK({value})>0,"",IFERROR({area},{{header.reporting-unit}}&""))'


def number(field: Field) -> ex.Input:
    """A computed column that holds a number or nothing, as an expression; `Field.ref` takes it for a text."""
    return ex.Input(field.name, field.label, "number", nullable=True)
