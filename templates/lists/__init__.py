"""Code lists: the values a cell may take, with codes, other spellings and the place in a hierarchy.

One TOML file per list, named as the list. A file either holds `entries`, or takes them `from` another list
(all, or those under one `parent`, with more to `append`), or joins two levels into one value (`join`).

    load_list("city18").values          the 18 cities in printed order
    load_list("county").children("平顶山市")    its county units
    load_list("area").find("叶 县").value       '平顶山市叶县'
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from templates.lists.spelling import fold

FOLDER = Path(__file__).parent
_LIST_KEYS = {"title", "source", "entries", "from", "parent", "append", "join"}
_ENTRY_KEYS = {"value", "code", "parent", "aliases", "house_code"}
_ANY_CITY_HAS_ONE = {"高新区", "高新技术产业开发区", "城乡一体化示范区", "新城区"}


class ListError(ValueError):
    """A code list that cannot be used; the message names the file, the entry and what is allowed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value: its code, other accepted spellings, and the value it belongs under."""

    value: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    parent: str = ""
    house_code: bool = False  # the code is not one of the standard that the list follows


@dataclass(frozen=True)
class CodeList:
    """The entries of one list in their official order."""

    name: str
    title: str
    source: str
    entries: tuple[Entry, ...]
    _spellings: dict[str, Entry] = field(init=False, repr=False, compare=False)
    _values: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.entries:
            raise ListError(f"代码表 {self.name}：没有一项")
        spellings: dict[str, Entry] = {}
        for entry in self.entries:
            for spelling in (entry.value, *entry.aliases):
                if spellings.setdefault(fold(spelling), entry) is not entry:
                    raise ListError(f"代码表 {self.name}，{entry.value}：“{spelling}”指两个不同的值")
        for each in ("value", "code"):
            seen = [getattr(entry, each) for entry in self.entries if getattr(entry, each)]
            if repeated := {text for text in seen if seen.count(text) > 1}:
                raise ListError(f"代码表 {self.name}：{each} {'、'.join(sorted(repeated))} 有重复")
        object.__setattr__(self, "_spellings", spellings)
        object.__setattr__(self, "_values", {entry.value: entry for entry in self.entries})

    @functools.cached_property
    def values(self) -> tuple[str, ...]:
        """The values in order."""
        return tuple(entry.value for entry in self.entries)

    @property
    def parents(self) -> tuple[str, ...]:
        """The values of the level above, each once, in order."""
        return tuple(dict.fromkeys(entry.parent for entry in self.entries if entry.parent))

    def find(self, text: str) -> Entry | None:
        """The entry that a clerk's spelling means: its value or an alias, blanks, width and brackets apart."""
        return self._spellings.get(fold(text))

    def entry(self, value: str) -> Entry | None:
        """The entry with exactly this value."""
        return self._values.get(value)

    def by_code(self, code: str) -> Entry | None:
        """The entry with this code."""
        return next((entry for entry in self.entries if code and entry.code == code), None)

    def children(self, parent: str) -> tuple[Entry, ...]:
        """The entries under one value of the level above; none if it has no lower level."""
        return tuple(entry for entry in self.entries if entry.parent == parent)


def list_names() -> tuple[str, ...]:
    """The names of all lists, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


_INLINE: dict[str, CodeList] = {}  # lists that a form wrote out itself; their names depend on the values alone


def inline_list(*values: str, title: str = "") -> CodeList:
    """A list that belongs to one form and needs no file. `load_list` knows its name from now on."""
    digest = hashlib.sha256("\n".join(values).encode()).hexdigest()[:8]
    codes = CodeList(f"inline_{digest}", title, "", tuple(Entry(value) for value in values))
    return _INLINE.setdefault(codes.name, codes)


def load_list(name: str) -> CodeList:
    """The code list `name`; raises ListError if there is none or its file is at fault."""
    return _INLINE.get(name) or _load_file(name)


@functools.cache
def _load_file(name: str) -> CodeList:
    if name not in list_names():
        raise ListError(f"没有代码表“{name}”；有：{'、'.join(list_names())}")
    return read_list(FOLDER / f"{name}.toml")


def children(parent: str, name: str = "county") -> tuple[Entry, ...]:
    """The entries of a list under one value of the level above: the county units of a city by default."""
    return load_list(name).children(parent)


def read_list(path: Path) -> CodeList:
    """Read one list file strictly: whatever is unknown, missing or repeated stops the load."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ListError(f"{path.name}：不是正确的TOML（{error}）") from None
    _refuse_unknown(path.name, table, _LIST_KEYS)
    for key in ("title", "source"):
        if not isinstance(table.get(key), str) or not table[key]:
            raise ListError(f"{path.name}：{key} 应为文字，不能空")
    ways = [key for key in ("entries", "from", "join") if key in table]
    if len(ways) != 1:
        raise ListError(f"{path.name}：entries、from、join 只写一种，现有：{'、'.join(ways) or '没有'}")
    return CodeList(path.stem, table["title"], table["source"], _entries(path.name, table))


def _entries(file: str, table: dict[str, Any]) -> tuple[Entry, ...]:
    own = tuple(_entry(file, raw) for raw in table.get("entries", []) + table.get("append", []))
    if "join" in table:
        upper_level, lower_level = (load_list(name) for name in table["join"])
        return tuple(_joined(upper_level, lower_level))
    if "from" not in table:
        if extra := {"parent", "append"} & set(table):
            raise ListError(f"{file}：{extra.pop()} 只和 from 一起写")
        return own
    origin = load_list(table["from"])
    parent = table.get("parent")
    if parent is not None and not origin.children(parent):
        raise ListError(f"{file}：代码表 {origin.name} 里“{parent}”下面没有内容；有：{'、'.join(origin.parents)}")
    return (origin.entries if parent is None else origin.children(parent)) + own


def _entry(file: str, raw: dict[str, Any]) -> Entry:
    where = f"{file}，{raw.get('value', '?')}"
    _refuse_unknown(where, raw, _ENTRY_KEYS)
    for key in ("value", "code", "parent"):
        text = raw.get(key, "" if key != "value" else None)
        if not isinstance(text, str) or text != text.strip():
            raise ListError(f"{where}：{key} 应为文字，首尾不留空格")
    if not raw["value"]:
        raise ListError(f"{where}：value 不能空")
    aliases = raw.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias for alias in aliases):
        raise ListError(f"{where}：aliases 应为几个文字的列表")
    if not isinstance(raw.get("house_code", False), bool):
        raise ListError(f"{where}：house_code 应为 true 或 false")
    return Entry(raw["value"], raw.get("code", ""), tuple(aliases), raw.get("parent", ""), raw.get("house_code", False))


def _refuse_unknown(where: str, table: dict[str, Any], allowed: set[str]) -> None:
    if unknown := sorted(set(table) - allowed):
        raise ListError(f"{where}：不认识的键 {'、'.join(unknown)}；可用：{'、'.join(sorted(allowed))}")


def _joined(upper_level: CodeList, lower_level: CodeList) -> list[Entry]:
    """Both levels written as one value; an upper value without a lower level stands for itself.

    A lower value alone is accepted too, unless other cities have a zone of that name.
    """
    result = []
    for above in upper_level.entries:
        below = lower_level.children(above.value)
        if not below:
            result.append(Entry(above.value, above.code, above.aliases, above.value, above.house_code))
        for each in below:
            own = (each.value, *each.aliases)
            short = above.value.removesuffix("市")
            spellings = [f"{head}{name}" for name in own for head in (above.value, short, f"河南省{above.value}")]
            alone = tuple(name for name in own if name not in _ANY_CITY_HAS_ONE)
            aliases = tuple(dict.fromkeys(text for text in (*spellings, *alone) if text != above.value + each.value))
            result.append(Entry(above.value + each.value, each.code, aliases, above.value, each.house_code))
    return result
