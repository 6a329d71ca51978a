"""Which unit a file is from, where that unit stands, and which units were expected to report.

A unit is told by what the issuing office wrote into the workbook, else by 填报单位 on the form, else by the file's
name. 平顶山市人力资源和社会保障局, 平顶山市人社局 and 平顶山市.xlsx are the same reporter: its place decides.
"""

from __future__ import annotations

import codecs
import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.errors import CannotRun
from templates.lists import Entry, load_list
from templates.lists.spelling import fold, trim

_PROVINCE = "河南省"
_NOISE = re.compile(r"[(（\[【].*?[)）\]】]|[-_ ]*(副本|终稿|定稿|最终版?|copy)|[-_ ]?\d{4,8}", re.IGNORECASE)
_OFFICE = re.compile(r"(局|厅|委|办|处|所|科|股|办公室|委员会|政府|中心|专班|小组)$")
_HINT = re.compile(r"\(.*\)$")  # （盖章）
_NO_OFFICE = re.compile(r"(公司|集团|厂|学院|学校|大学|医院|银行|合作社|社区|村|乡|镇|街道)")
_SEPARATOR = re.compile(r"[-_—－+ 　]+")
PINGDINGSHAN = "平顶山市"
_ANY_CITY = frozenset({"高新区", "城乡一体化示范区"})  # zones that other cities have too


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporter. `name` is its place where it has one: 平顶山市, 平顶山市新华区; else its own name."""

    name: str
    city: str = ""
    county: str = ""

    @property
    def key(self) -> str:
        return fold(self.name)


@functools.lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit:
    """The unit that a name means: an office by its place, anything else by its own name.

    >>> unit_of("平顶山市新华区人力资源和社会保障局").name, unit_of("洛阳人社局").name, unit_of("洛阳某某技工学校").name
    ('平顶山市新华区', '洛阳市', '洛阳某某技工学校')
    """
    city, county, rest = _place(text)
    rest = _HINT.sub("", rest)
    return Unit(city + county, city, county) if city and (not rest or _OFFICE.search(rest)) else Unit(trim(text))


def unit_of_file(name: str) -> Unit:
    """The unit that a file's name speaks of, wherever in the name it stands.

    >>> unit_of_file("周报.zip!用工保障_平顶山市（定稿）.xlsx").name, unit_of_file("3月-宝丰县用工.xlsx").name
    ('平顶山市', '平顶山市宝丰县')
    """
    stem = Path(name.rpartition("!")[2]).stem
    plain = _NOISE.sub("", stem).strip("-_ ") or stem
    for part in (plain, *reversed(_SEPARATOR.split(plain))):
        city, county, rest = _place(part)
        if city and not _NO_OFFICE.search(rest):
            return Unit(city + county, city, county)
    return Unit(plain)


def _place(text: str) -> tuple[str, str, str]:
    """City, county and the words behind them."""
    words = fold(text).removeprefix(_PROVINCE)
    city, rest = _after(words, {name: each.value for each in _cities() for name in (each.value, *each.aliases)})
    if not city:
        owners = {each.value: each.parent for each in load_list("county").entries if each.value not in _ANY_CITY}
        county, rest = _after(words, {name: name for name in owners})  # before short names: 新乡县 is not 新乡市
        if county:
            return owners[county], county, rest
        city, rest = _after(words, {each.value.removesuffix("市"): each.value for each in _cities()})
    if not city:
        return "", "", words
    county, rest = _after(rest, {name: name for name in _children(city)})
    return city, county, rest


def _cities() -> Sequence[Entry]:
    return load_list("city18").entries


def _after(words: str, names: Mapping[str, str]) -> tuple[str, str]:
    """The value whose name begins the words, and the words behind it."""
    name = _longest(words, list(names))
    return names.get(name, ""), words[len(name) :]


def _longest(words: str, names: Sequence[str]) -> str:
    return max((name for name in names if name and words.startswith(fold(name))), key=len, default="")


# --- who was expected -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scope:
    """The reporters of a round in official order. `level`: cities of the province, counties of a city, a list."""

    level: str  # "city", "county", "list", "" where nobody can tell
    units: tuple[Unit, ...]
    city: str = ""  # whose counties they are

    @property
    def title(self) -> str:
        return {"city": "省辖市", "county": f"{self.city}各县（市、区）", "list": "名单内单位"}.get(self.level, "单位")


def cities() -> Scope:
    return Scope("city", tuple(Unit(name, name) for name in load_list("city18").values))


def counties(city: str) -> Scope:
    """The county units of a city, in the order of the official list."""
    names = load_list("county12").values if city == PINGDINGSHAN else _children(city)
    return Scope("county", tuple(Unit(city + name, city, name) for name in names), city)


def _children(city: str) -> list[str]:
    return [each.value for each in load_list("county").children(city)]


def scope_of(given: str | None, reported: Iterable[Unit], *, local: bool = False) -> Scope:
    """The units asked for by `--units`, else those that the reporters themselves suggest.

    Reporters from several cities, or city offices, are a province's round; counties of one city are that city's.
    Takes: `given`, city, county, the name of a city, or a file with one unit a line;
           `local`, whether counties hand this in to their city: then a city's own office is in that city's round too
    Raises: CannotRun
    """
    placed = [unit for unit in reported if unit.city]
    homes = {unit.city for unit in placed}
    if given == "city":
        return cities()
    if given == "county":
        return counties(next(iter(homes)) if len(homes) == 1 else PINGDINGSHAN)
    if given is not None and given in load_list("city18").values:
        return counties(given)
    if given is not None:
        return Scope("list", _listed(Path(given)))
    if placed and len(homes) == 1 and (local or any(unit.county for unit in placed)):
        return counties(next(iter(homes)))
    return cities() if placed else Scope("", ())


def _listed(path: Path) -> tuple[Unit, ...]:
    try:
        lines = text_of(path).splitlines()
    except (OSError, UnicodeDecodeError):
        raise CannotRun(f"--units 填的是“{path}”：应为 city、county、省辖市名，或一行一个单位的文本文件。") from None
    names = dict.fromkeys(trim(line) for line in lines if trim(line))
    return tuple(unit_of(name) for name in names)


def text_of(path: Path) -> str:
    """A text in UTF-8, UTF-16, or in GB18030 as Chinese Windows saves it; raises OSError, UnicodeDecodeError."""
    content = path.read_bytes()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def has_reported(expected: Unit, reported: Iterable[Unit], level: str) -> bool:
    """Whether a unit is among the reporters; a city has reported when one of its counties has."""
    if level == "city":
        return any(unit.city == expected.city for unit in reported)
    return any(unit.key == expected.key for unit in reported)
