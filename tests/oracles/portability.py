"""Walks every formula of a workbook and names what Excel 2010, WPS or LibreOffice would not take.

LibreOffice accepts far more than Excel 2010 does, so recalculating a workbook proves little here: these are Excel's
limits, as numbers, and the functions that all three know, as a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.oracles.cycles import circles
from tests.oracles.formula_patterns import Names, Pattern, patterns
from tests.oracles.formula_text import CELLS, Anatomy
from tests.oracles.workbook_parts import Validation, read_parts

# Excel's own limits are 8,192 characters, 64 levels and 255 arguments; the margin is for Excel's rewriting on save
FORMULA_LENGTH, NESTING, ARGUMENTS, TEXT_LENGTH = 8_000, 60, 250, 255
VALIDATION_LENGTH, LIST_LENGTH = 255, 255
TITLE_LENGTH, MESSAGE_LENGTH = 32, 255

# In how many cells a function may stand that is computed anew at every keystroke
VOLATILE = {"NOW": 5, "TODAY": 5, "CELL": 5, "OFFSET": 20, "INDIRECT": 20, "RAND": 20, "RANDBETWEEN": 20}

# Excel computes these row by row within SUMPRODUCT only in an array formula, LibreOffice always
NOT_ROW_BY_ROW = ("IF", "IFERROR", "CHOOSE")

# Known to Excel 2007 and newer, WPS and LibreOffice under one name and with one meaning. Left out on purpose: DATEDIF
# (counts months otherwise than the policies do) and the B functions (LENB …), which follow the machine's code page.
SHARED_FUNCTIONS = frozenset(
    name
    for line in """
    AND FALSE IF IFERROR NOT OR TRUE
    CELL ERROR.TYPE ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA ISNONTEXT ISNUMBER ISODD ISREF ISTEXT N NA TYPE
    ABS CEILING EVEN EXP FACT FLOOR GCD INT LCM LN LOG LOG10 MOD MROUND ODD PI POWER PRODUCT QUOTIENT RAND
    RANDBETWEEN ROUND ROUNDDOWN ROUNDUP SIGN SQRT SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ TRUNC
    AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS FREQUENCY LARGE MAX MAXA MEDIAN
    MIN MINA MODE PERCENTILE PERCENTRANK QUARTILE RANK SMALL STDEV STDEVP VAR VARP
    ASC CHAR CLEAN CODE CONCATENATE EXACT FIND FIXED LEFT LEN LOWER MID PROPER REPLACE REPT RIGHT SEARCH SUBSTITUTE
    T TEXT TRIM UPPER VALUE
    DATE DATEVALUE DAY DAYS360 EDATE EOMONTH HOUR MINUTE MONTH NETWORKDAYS NOW SECOND TIME TIMEVALUE TODAY WEEKDAY
    WEEKNUM WORKDAY YEAR YEARFRAC
    ADDRESS AREAS CHOOSE COLUMN COLUMNS HLOOKUP HYPERLINK INDEX INDIRECT LOOKUP MATCH OFFSET ROW ROWS TRANSPOSE
    VLOOKUP
    """.splitlines()
    for name in line.split()
)

VALID_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,254}")
R1C1 = re.compile(r"[Rr]\d*|[Cc]\d*|[Rr]\d*[Cc]\d*")


def offences(path: Path) -> list[str]:
    """What one of the three programs would refuse, each fault with its first place; empty for a portable workbook."""
    parts = read_parts(path)
    names = Names(parts)
    found = patterns(parts)
    seen: dict[tuple[str, str], tuple[str, int]] = {}  # (sheet, fault) → (first place, how many)

    def add(sheet: str, place: str, fault: str, count: int = 1) -> None:
        first, before = seen.get((sheet, fault), (place, 0))
        seen[sheet, fault] = first, before + count

    volatile: Counter[str] = Counter()
    first_volatile: dict[str, Pattern] = {}
    for pattern in found:
        formula = pattern.first
        place = f"name {formula.place}" if formula.kind == "name" else formula.place
        try:
            anatomy = pattern.anatomy
        except ValueError as problem:
            add(formula.sheet, place, str(problem), len(pattern.rows))
            continue
        for fault in [*_limits(pattern, anatomy), *_functions(pattern, anatomy), *_reach(pattern, anatomy, names)]:
            add(formula.sheet, place, fault, len(pattern.rows))
        if formula.kind == "cell":
            used = {name for part in (anatomy, *names.behind(formula.sheet, anatomy)) for name, _ in part.functions}
            for name in used & VOLATILE.keys():
                volatile[name] += len(pattern.rows)
                first_volatile.setdefault(name, pattern)
    for name, count in sorted(volatile.items()):
        if count > VOLATILE[name]:
            first = first_volatile[name].first
            add(first.sheet, first.place, f"volatile {name} in {count} cells, at most {VOLATILE[name]}")
    for validation in parts.validations:
        for fault in _shown_texts(validation):
            add(validation.sheet, f"validation on {validation.cells}", fault)
    for sheet, what in parts.extensions:
        add(sheet, "extension", f"{what} written as an extension, which older programs drop")
    for sheet, name in parts.names:
        for fault in _name_faults(name):
            add(sheet, f"name {name}", fault)
    lines = [
        f"{sheet + '!' if sheet else ''}{place}{f' and {count - 1} more' if count > 1 else ''}: {fault}"
        for (sheet, fault), (place, count) in seen.items()
    ]
    return lines + [f"circular: {circle}" for circle in circles(found, names)]


def _limits(pattern: Pattern, anatomy: Anatomy) -> Iterator[str]:
    if pattern.longest > FORMULA_LENGTH:
        yield f"formula of {pattern.longest} characters, at most {FORMULA_LENGTH}"
    if anatomy.depth > NESTING:
        yield f"functions nested {anatomy.depth} levels deep, at most {NESTING}"
    if anatomy.most_arguments > ARGUMENTS:
        yield f"function with {anatomy.most_arguments} arguments, at most {ARGUMENTS}"
    if pattern.first.kind != "validation":
        for text in anatomy.texts:
            if _units(text) > TEXT_LENGTH:
                yield f"text of {_units(text)} characters in a formula, at most {TEXT_LENGTH}"
    if pattern.first.text.startswith("="):
        yield "formula written with a leading ="


def _functions(pattern: Pattern, anatomy: Anatomy) -> Iterator[str]:
    formula = pattern.first
    for name in sorted({name for name, _ in anatomy.functions} - SHARED_FUNCTIONS):
        yield f"function {name} is not shared by Excel 2010, WPS and LibreOffice"
    if formula.spills:
        yield "dynamic array formula, newer than Excel 2010"
    if anatomy.has_array_constant and formula.kind != "name":
        yield "array constant; put it into a defined name"
    if formula.kind in ("validation", "format") and anatomy.has_union_or_intersection:
        yield "union or intersection, which Excel refuses here"
    if formula.kind == "cell" and not formula.is_array:
        for name in NOT_ROW_BY_ROW:
            if any(inner == name and "SUMPRODUCT" in around for inner, around in anatomy.functions):
                yield f"{name} within SUMPRODUCT, which Excel does not compute row by row; multiply by the condition"


def _reach(pattern: Pattern, anatomy: Anatomy, names: Names) -> Iterator[str]:
    formula, sheets = pattern.first, {sheet.lower() for sheet in names.parts.sheets}
    for text in anatomy.broken:
        yield f"refers to {text}, which is nowhere in this workbook"
    for use in anatomy.names:
        if "[" not in use.name and names.find(formula.sheet, use) is None:
            yield f"name {use.name} is not defined"
    written = [reference.sheet for reference in anatomy.references] + [use.sheet for use in anatomy.names]
    for sheet in dict.fromkeys(filter(None, written)):
        if sheet.lower() not in sheets:
            yield f"sheet {sheet} does not exist"
        elif formula.kind in ("validation", "format") and sheet.lower() != formula.sheet.lower():
            yield f"reaches sheet {sheet} directly; go through a defined name"
    # ROW($1:$17) as a counter: in Excel it breaks when rows are inserted, and is circular from within those rows
    for reference in anatomy.references:
        if reference.is_whole_rows and reference.inside == "ROW":
            yield "ROW over whole rows; put an array constant into a defined name"
        elif formula.kind == "cell" and reference.is_whole_rows:
            top, bottom = reference.rows()
            if (reference.sheet or formula.sheet).lower() == formula.sheet.lower() and any(
                top <= row <= bottom for row in pattern.rows
            ):
                yield "whole-row reference that includes the cell itself"


def _shown_texts(validation: Validation) -> Iterator[str]:
    for formula in validation.formulas:
        if len(formula) >= 2 and formula[0] == formula[-1] == '"':
            if (length := _units(formula[1:-1].replace('""', '"'))) > LIST_LENGTH:
                yield f"list of {length} characters, at most {LIST_LENGTH}; keep the list on a sheet"
        elif _units(formula) > VALIDATION_LENGTH:
            yield f"validation formula of {_units(formula)} characters, at most {VALIDATION_LENGTH}"
    for what, text, limit in (
        ("prompt title", validation.prompt_title, TITLE_LENGTH),
        ("prompt", validation.prompt, MESSAGE_LENGTH),
        ("error title", validation.error_title, TITLE_LENGTH),
        ("error text", validation.error, MESSAGE_LENGTH),
    ):
        if _units(text) > limit:
            yield f"{what} of {_units(text)} characters, at most {limit}"


def _name_faults(name: str) -> Iterator[str]:
    if name.startswith("_xlnm."):
        return
    if not VALID_NAME.fullmatch(name):
        yield "name that is not plain ASCII letters, digits, _ and ."
    elif R1C1.fullmatch(name) or CELLS.fullmatch(name):
        yield "name that reads like a cell address"


def _units(text: str) -> int:
    """Length as Excel counts: rare characters outside the basic plane count twice."""
    return len(text.encode("utf-16-le")) // 2

