"""企业规模 suggested from industry, staff, revenue and assets, as an Excel formula.

The table (`enterprise_size.toml`) is a national statistical standard outside the policy texts. A class needs all the
lower bounds of its industry; who misses one drops a class, so the class is the lowest that any indicator gives.
Six 门类 have several standards: there the 细分行业 (list `industry_part`) must be chosen as well.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from templates.fields.constants import array
from templates.lists import load_list

Indicator = Literal["staff", "revenue", "assets"]
INDICATORS: tuple[Indicator, ...] = ("staff", "revenue", "assets")
TABLE = Path(__file__).with_suffix(".toml")
_CLASSES = 4
CHOOSE_PART, CLEAR_PART, CHOOSE_INDUSTRY, SUPPLY = "请选细分行业", "请清空细分行业", "请按列表选行业", "请补"


class SizeTableError(ValueError):
    """The table of the standard is damaged; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Standard:
    """One row group of the printed table: lower bounds of 大型, 中型 and 小型 for each indicator it uses."""

    name: str
    bounds: Mapping[Indicator, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class SizeTable:
    """The standards by (门类, 细分行业), what lies outside them and why, and the names the table prints."""

    source: str
    rule: str
    classes: tuple[str, ...]
    labels: Mapping[Indicator, str]
    standards: Mapping[tuple[str, str], Standard]
    outside: Mapping[tuple[str, str], str]

    @property
    def split(self) -> tuple[str, ...]:
        """The 门类 for which 细分行业 must be chosen."""
        return tuple(dict.fromkeys(industry for industry, part in (*self.standards, *self.outside) if part))


def size_formula(industry: str, staff: str, revenue: str, assets: str, part: str) -> str:
    """The Excel expression that shows the class, or a note saying why there is none.

    It relies on the defined names of `size_constants`.
    The five cells may be addresses or the tokens of a form's declaration, such as `{staff}`.
    """
    key = f'{industry}&"/"&{part}'
    cells: dict[Indicator, str] = {"staff": staff, "revenue": revenue, "assets": assets}
    row = f"MATCH({key},jy.size_keys,0)"
    missing, reached = [], []
    for indicator, cell in cells.items():
        bounds = [f"INDEX(jy.size_{indicator},{row},{place})" for place in range(1, _CLASSES)]
        given = f"IF(ISNUMBER({cell}),{cell}>=0,FALSE)"
        missing.append(f'IF({bounds[0]}=0,"",IF({given},"","{size_table().labels[indicator]}"))')
        tests = "+".join(f"({cell}>={bound})" for bound in bounds)
        reached.append(f"IF({bounds[0]}=0,{_CLASSES - 1},{tests})")
    supply = _joined(missing)
    result = f"INDEX(jy.size_classes,{_CLASSES}-MIN({','.join(reached)}))"
    classed = f'IF({supply}="",{result},"{SUPPLY}"&{supply})'
    why = f"INDEX(jy.size_outside_why,MATCH({key},jy.size_outside,0))"
    split = f"SUMPRODUCT(--EXACT({industry},jy.size_split))>0"
    note = f'IF({split},"{CHOOSE_PART}",IF(LEN({part})>0,"{CLEAR_PART}","{CHOOSE_INDUSTRY}"))'
    found = f"IF({_known(key, 'jy.size_keys')},{classed},IF({_known(key, 'jy.size_outside')},{why},{note}))"
    return f'IFERROR(IF(LEN({industry})=0,"",{found}),"")'


def _joined(texts: list[str]) -> str:
    spaced = '&" "&'.join(texts)
    return f'SUBSTITUTE(TRIM({spaced})," ","、")'


def _known(key: str, names: str) -> str:
    """Whether a key is exactly one of an array; MATCH alone would take * and ? for wildcards."""
    return f"IFERROR(EXACT(INDEX({names},MATCH({key},{names},0)),{key}),FALSE)"


@functools.cache
def size_constants() -> dict[str, str]:
    """The defined names that `size_formula` relies on, as in `fields.NAMED_CONSTANTS`."""
    table = size_table()
    rows = {
        f"jy.size_{indicator}": "{" + ";".join(_row(standard, indicator) for standard in table.standards.values()) + "}"
        for indicator in INDICATORS
    }
    return {
        "jy.size_keys": array("/".join(key) for key in table.standards),
        "jy.size_outside": array("/".join(key) for key in table.outside),
        "jy.size_outside_why": array(table.outside.values()),
        "jy.size_split": array(table.split),
        "jy.size_classes": array(table.classes),
        **rows,
    }


def _row(standard: Standard, indicator: Indicator) -> str:
    return ",".join(str(bound) for bound in standard.bounds.get(indicator, (0, 0, 0)))


@functools.cache
def size_table() -> SizeTable:
    """The table of the standard."""
    return read_table(TABLE)


def read_table(path: Path) -> SizeTable:
    """Read the table strictly: every industry has exactly one standard or stands outside, bounds fall."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    keys = {"source", "cited", "rule", "classes", "outside", "indicators", "standards"}
    _refuse_unknown(path.name, raw, keys)
    if missing := sorted(keys - set(raw)):
        raise SizeTableError(f"{path.name}: {', '.join(missing)} missing")
    if set(raw["indicators"]) != set(INDICATORS) or len(raw["classes"]) != _CLASSES:
        raise SizeTableError(f"{path.name}: it needs the indicators {', '.join(INDICATORS)} and {_CLASSES} classes")
    standards: dict[tuple[str, str], Standard] = {}
    outside: dict[tuple[str, str], str] = {}
    for entry in raw["standards"]:
        _refuse_unknown(f"{path.name}, {entry.get('name')}", entry, {"name", "covers", *INDICATORS})
        standard = Standard(entry["name"], {each: _bounds(entry, each) for each in INDICATORS if each in entry})
        if not standard.bounds:
            raise SizeTableError(f"{path.name}, {standard.name}: no indicator")
        for key in (_key(f"{path.name}, {standard.name}", covered) for covered in entry["covers"]):
            if key in standards:
                raise SizeTableError(f"{path.name}, {standard.name}: {'/'.join(key)} has a standard already")
            standards[key] = standard
    for entry in raw["outside"]:
        outside[_key(f"{path.name}, outside", {k: v for k, v in entry.items() if k != "why"})] = entry["why"]
    _check_coverage(path.name, standards, outside)
    labels: dict[Indicator, str] = {each: raw["indicators"][each]["label"] for each in INDICATORS}
    return SizeTable(raw["source"], raw["rule"], tuple(raw["classes"]), labels, standards, outside)


def _check_coverage(
    file: str, standards: Mapping[tuple[str, str], Standard], outside: Mapping[tuple[str, str], str]
) -> None:
    parts = load_list("industry_part")
    wanted = {
        (industry, part)
        for industry in load_list("industry").values
        for part in ([entry.value for entry in parts.children(industry)] or [""])
    }
    if both := set(standards) & set(outside):
        raise SizeTableError(f"{file}: {'/'.join(both.pop())} has a standard and is outside too")
    if odd := sorted(wanted ^ (set(standards) | set(outside))):
        raise SizeTableError(f"{file}: {'/'.join(odd[0])} must occur once, and only if the lists have it")


def _key(where: str, entry: Mapping[str, Any]) -> tuple[str, str]:
    _refuse_unknown(where, entry, {"industry", "part"})
    return entry["industry"], entry.get("part", "")


def _bounds(entry: Mapping[str, Any], indicator: str) -> tuple[int, int, int]:
    bounds = entry[indicator]
    if len(bounds) != _CLASSES - 1 or not all(isinstance(bound, int) and bound > 0 for bound in bounds):
        raise SizeTableError(f"{entry['name']}, {indicator}: three whole lower bounds above 0 expected")
    if not bounds[0] > bounds[1] > bounds[2]:
        raise SizeTableError(f"{entry['name']}, {indicator}: the bounds must fall from 大型 to 小型")
    return bounds[0], bounds[1], bounds[2]


def _refuse_unknown(where: str, table: Mapping[str, Any], allowed: set[str]) -> None:
    if unknown := sorted(set(table) - allowed):
        raise SizeTableError(f"{where}: unknown key {', '.join(unknown)}; allowed: {', '.join(sorted(allowed))}")
