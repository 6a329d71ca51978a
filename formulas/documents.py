"""The issued documents that rules, forms and rubrics cite: 文号, title, date, openness mark.

The data stand in `documents.toml`; a citation names the 文号 and the article, and is checked when loaded.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("documents.toml")
_KEYS = ("number", "title", "date", "lines", "openness")
_TWICE = re.compile(r"Cannot (?:declare|overwrite).*?\(at line (\d+)")


class DataError(ValueError):
    """A data file of the project is wrong; the message names file and key."""


class UnknownName(DataError, AttributeError):
    """A rule reads an input or a parameter that is not declared; the message names those that are."""


@dataclass(frozen=True, slots=True)
class Document:
    """One issued document of the compendium."""

    id: str
    number: str  # 文号; "" where none is printed
    title: str
    date: dt.date | None  # None where no day is printed
    lines: str = ""  # of the compendium; a later notice has none
    openness: str = ""  # 此件不公开, 此件依申请公开 … as printed

    @property
    def label(self) -> str:
        """How a citation names it: the 文号, else the title in book-title marks."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document: its 文号, the article as printed, the lines of the compendium."""

    document: Document
    article: str
    lines: str = ""

    def __str__(self) -> str:
        return f"{self.document.label} {self.article}".strip()


@functools.cache
def documents() -> Mapping[str, Document]:
    """Every document by its 文号 (by its id, D01 …, as well)."""
    loaded: dict[str, Document] = {}
    table = _table(_FILE.read_text(encoding="utf-8"))
    for key, entry in table.items():
        unknown = set(entry) - set(_KEYS)
        if unknown:
            raise DataError(f"{_FILE.name} [{key}]：不认识的键 {'、'.join(sorted(unknown))}；可用：{'、'.join(_KEYS)}")
        if not entry.get("title"):
            raise DataError(f"{_FILE.name} [{key}]：缺少 title（文件名称）")
        given = {name: entry.get(name, "") for name in ("number", "title", "lines", "openness")}
        document = Document(key, date=entry.get("date"), **given)
        loaded[key] = document
        if document.number:
            if document.number in loaded:
                raise DataError(f"{_FILE.name} [{key}]：{document.number} 已登记在 [{loaded[document.number].id}]")
            loaded[document.number] = document
    return loaded


def _table(text: str) -> dict[str, dict[str, Any]]:
    """The documents as written down; raises DataError, which names the line of an id that is taken."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        twice = _TWICE.search(str(error))
        if twice is None:
            raise DataError(f"{_FILE.name}：不是正确的TOML（{error}）") from None
        line = text.splitlines()[int(twice[1]) - 1].strip()
        what = "这个编号已经有了，新文件接着最后一份的编号往下排" if line.startswith("[") else "这一项写了两次"
        raise DataError(f"{_FILE.name} 第{twice[1]}行“{line}”：{what}") from None


def cite(text: str, lines: str = "") -> Citation:
    """The citation written as `文号 article` (or `D10 article`); raises DataError for an unknown document."""
    name, _, article = text.partition(" ")
    document = documents().get(name)
    if document is None:
        raise DataError(f"“{text}”：{_FILE.name} 里没有文件“{name}”；依据写成“文号 条款”，中间空一格")
    return Citation(document, article, lines)
