"""Defined names that the field types' formulas rely on, one set for the whole workbook.

Array constants stand here for two reasons: validations and conditional formats refuse them in the open, and the
usual substitute, ROW($1:$17), refers to whole rows and so to the cell itself. A formula uses such a name only
inside SUMPRODUCT, which evaluates it as an array everywhere, or as the list that MATCH or INDEX searches.
`jy.today` is not here: it is one cell, which the workbook provides.
"""

from __future__ import annotations

from collections.abc import Iterable

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: without I, O, S, V, Z
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
ID_CHECKS = "10X98765432"
# A telephone number with every digit written 0, behind a letter for how it begins: L landline (0…), M mobile
# (13… to 19…), C city number without area code (2… to 9…).
TEL_MASKS = (
    "M" + "0" * 11,
    *("C" + "0" * number for number in (7, 8)),
    *(
        f"L{'0' * area}-{'0' * number}{extension}"
        for area in (3, 4)
        for number in (7, 8)
        for extension in ("", *("-" + "0" * digits for digits in range(1, 7)))
    ),
)


TEL_ENDS = " 　、，,；;/（(）)"  # what may follow the number where more than a number stands in the cell


def array(items: Iterable[int | str]) -> str:
    """An array constant of one row, as Excel writes it."""
    return "{" + ",".join(f'"{item}"' if isinstance(item, str) else str(item) for item in items) + "}"


NAMED_CONSTANTS: dict[str, str] = {
    "jy.uscc_positions": array(range(1, 18)),
    "jy.uscc_weights": array(USCC_WEIGHTS),
    "jy.uscc_alphabet": f'"{USCC_ALPHABET}"',
    "jy.id_places": array(range(1, 18)),  # a short name: the ID's validation has 255 characters in all
    "jy.id_weights": array(ID_WEIGHTS),
    "jy.digits": array("0123456789"),
    "jy.series": array("0123456789、.*"),
    "jy.tel_masks": array(TEL_MASKS),
    "jy.tel_ends": array(TEL_ENDS),
    "jy.today8": "YEAR(jy.today)*10000+MONTH(jy.today)*100+DAY(jy.today)",
}
