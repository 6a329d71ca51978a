"""Cell references in formulas: what happens to them when rows are inserted, and when a formula is copied down."""

from __future__ import annotations

import re
from collections.abc import Callable

from templates.reading.grid import column_number

_TEXT = r'"[^"]*"'
_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.（）]*)!"
_CELL = r"\$?[A-Z]{1,3}\$?[1-9]\d*"
_REFERENCE = re.compile(rf"({_TEXT})|(?<![\w.$])({_SHEET})?({_CELL})(?::({_CELL}))?(?![\w.(])")
_PARTS = re.compile(r"(\$?[A-Z]{1,3})(\$?)(\d+)")


def after_insertion(formula: str, home: str, sheet: str, row: int, count: int) -> str:
    """A formula on the sheet `home` after `count` rows were inserted above `row` of `sheet`.

    >>> after_insertion("SUM(B6:B9)+C3", "表", "表", 9, 2), after_insertion("SUM('表'!$B$6:$B$9)", "别处", "表", 9, 2)
    ('SUM(B6:B11)+C3', "SUM('表'!$B$6:$B$11)")
    """
    doubled = sheet.replace("'", "''")
    prefixes = (f"'{doubled}'!", f"{sheet}!")

    def shift(cell: str) -> str:
        return _with_row(cell, lambda fixed, number: number + count if number >= row else number)

    def replace(match: re.Match[str]) -> str:
        text, prefix, first, last = match.groups()
        if text is not None or (prefix not in prefixes if prefix else home != sheet):
            return match[0]
        return (prefix or "") + shift(first) + (f":{shift(last)}" if last else "")

    return _REFERENCE.sub(replace, formula)


def copied_down(formula: str, rows: int) -> str:
    """A formula as it reads `rows` rows further down: rows without $ move along.

    >>> copied_down('IF(A5="A5",B$5,C5)', 2)
    'IF(A7="A5",B$5,C7)'
    """

    def shift(cell: str) -> str:
        return _with_row(cell, lambda fixed, number: number if fixed else number + rows)

    def replace(match: re.Match[str]) -> str:
        text, prefix, first, last = match.groups()
        if text is not None:
            return text
        return (prefix or "") + shift(first) + (f":{shift(last)}" if last else "")

    return _REFERENCE.sub(replace, formula)


def relative(formula: str, row: int, column: int) -> str:
    """A formula with its moving references told from its own cell, so that copies of one formula are the same text.

    >>> relative("A5*$B$1", 5, 3) == relative("A6*$B$1", 6, 3)
    True
    """

    def told(cell: str) -> str:
        match = re.fullmatch(r"(\$?)([A-Z]{1,3})(\$?)(\d+)", cell)
        assert match
        fixed_column, letters, fixed_row, number = match.groups()
        across = f"C{letters}" if fixed_column else f"C[{column_number(letters) - column}]"
        down = f"R{number}" if fixed_row else f"R[{int(number) - row}]"
        return down + across

    def replace(match: re.Match[str]) -> str:
        text, prefix, first, last = match.groups()
        if text is not None:
            return text
        return (prefix or "") + told(first) + (f":{told(last)}" if last else "")

    return _REFERENCE.sub(replace, formula)


def _with_row(cell: str, change: Callable[[bool, int], int]) -> str:
    match = _PARTS.fullmatch(cell)
    assert match
    column, fixed, number = match.groups()
    return f"{column}{fixed}{change(bool(fixed), int(number))}"
