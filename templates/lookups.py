"""Formula pieces by which one list of a workbook looks into another, through defined names only.

Excel compares digit strings by their first 15 digits in SUMIFS and COUNTIFS, so codes are matched there through a
helper text that begins with k.
"""

from __future__ import annotations

from formulas import expressions as ex
from templates.model import Field
from templates.names import field_name


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


def placed(value: str, where: str) -> str:
    """The county of an enterprise on 各地重点企业清单, found by code or name; of another one the reporting unit's name,
    which begins with its city and county."""
    area = f'INDEX({elsewhere("key-enterprises", "area")},MATCH({value},{where},0))&""'
    return f'IF(COUNTBLANK({value})>0,"",IFERROR({area},{{header.reporting-unit}}&""))'


def number(field: Field) -> ex.Input:
    """A computed column that holds a number or nothing, as an expression; `Field.ref` takes it for a text."""
    return ex.Input(field.name, field.label, "number", nullable=True)
