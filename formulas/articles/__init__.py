"""What the cited articles say: their texts as data, transcribed from the issued documents.

One TOML file for each document, an `[[article]]` for each place that a rule cites::

    document = "豫就业组〔2023〕1号"
    [[article]]
    name = "附件2 二（七）"        # the article as citations write it
    lines = "L256"                 # lines of the compendium; none for a document outside it
    text = "（七）培训评价机构…"   # one line for each printed paragraph
    note = "…"                     # what was mended, or how a damaged word is read
    [[article]]
    name = "二、四"                # a citation of several articles at once
    parts = ["二", "四"]

Line breaks of the page, blanks between Chinese and digits and half-width punctuation are no part of a text.
`related.toml` names, for each rule, the articles that bear on it beside those it cites itself.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formulas.documents import Citation, DataError, cite, documents
from formulas.subsidy import Subsidy

_FOLDER = Path(__file__).parent
_RELATED = "related.toml"
_SPAN = re.compile(r"L(\d+)(?:-(\d+))?")
_KEYS = {"name", "lines", "text", "note", "parts"}


@dataclass(frozen=True, slots=True)
class Article:
    """The text of one cited place, paragraphs on lines of their own; `note` tells what was mended in it."""

    citation: Citation
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    article: Article | None  # None: several articles under one name
    parts: tuple[str, ...] = ()


def of(rule: Subsidy) -> list[Article]:
    """Every article a rule rests on, its own basis first; a text that stands within another is not repeated."""
    found: dict[Article, None] = {}
    for citation in (*cited(rule), *map(cite, _related().get(rule.code, ()))):
        found.update(dict.fromkeys(at(citation)))
    return [each for each in found if not any(_within(each, other) for other in found)]


def basis(rule: Subsidy) -> list[Article]:
    """The articles of the rule's own citation."""
    return at(rule.citation)


def cited(rule: Subsidy) -> list[Citation]:
    """The citations of a rule: basis, window, conditions, parameters; each once."""
    window = rule.file.window
    citations: list[Citation | str | None] = [rule.citation, window.citation, window.end_citation]
    citations += [condition.citation for condition in rule.conditions]
    citations += [value.citation for parameter in rule.file.parameters.values() for value in parameter.values]
    return list(dict.fromkeys(each for each in citations if isinstance(each, Citation)))


def at(citation: Citation) -> list[Article]:
    """The texts at a citation: one for each article it names, none where its document's file does not hold it."""
    return list(_at(citation.document.id, citation.article, citation.lines))


def _at(document: str, name: str, lines: str) -> Iterator[Article]:
    entries = _library().get(document, {}).get(name, ())
    for entry in entries:
        if entry.article is None:
            for part in entry.parts:
                yield from _at(document, part, lines)
        elif len(entries) == 1 or not lines or _overlap(lines, entry.article.citation.lines):
            yield entry.article


def _within(one: Article, other: Article) -> bool:
    same = one.citation.document is other.citation.document
    return same and one.text != other.text and one.text in other.text


def _overlap(one: str, other: str) -> bool:
    return bool(set(line_numbers(one)) & set(line_numbers(other)))


def line_numbers(lines: str) -> list[int]:
    """The lines that a citation names, in order: L250-252, L254 is 250, 251, 252, 254."""
    spans = [(int(first), int(last or first)) for first, last in _SPAN.findall(lines)]
    return [number for first, last in spans for number in range(first, last + 1)]


# --- reading ------------------------------------------------------------------------------------------------


@functools.cache
def _library() -> Mapping[str, Mapping[str, tuple[_Entry, ...]]]:
    """The entries by document id and name; several of one name are told apart by their lines."""
    return dict(read_file(path) for path in sorted(_FOLDER.glob("*.toml")) if path.name != _RELATED)


@functools.cache
def _related() -> Mapping[str, tuple[str, ...]]:
    return {rule: tuple(names) for rule, names in _load(_FOLDER / _RELATED).items()}


def read_file(path: Path) -> tuple[str, Mapping[str, tuple[_Entry, ...]]]:
    """The document's id and its entries by name; raises DataError with file and article."""
    table = _load(path)
    _refuse_unknown(path.name, table, {"document", "article"})
    known = documents()
    if table.get("document") not in known:
        raise DataError(f"{path.name}：document 应为 documents.toml 里的文号，现为“{table.get('document', '')}”")
    document = known[table["document"]]
    found: dict[str, tuple[_Entry, ...]] = {}
    for number, entry in enumerate(table.get("article", ()), start=1):
        where = f"{path.name} 第{number}条记录"
        name = entry.get("name")
        if not isinstance(name, str) or not name:
            raise DataError(f"{where}：缺少 name（条款）")
        read = _entry(f"{where} {name}", entry, cite(f"{document.number or document.id} {name}"))
        if found.get(name) and (read.parts or found[name][0].parts):
            raise DataError(f"{where} {name}：重复")
        found[name] = (*found.get(name, ()), read)
    parts = {part for entries in found.values() for entry in entries for part in entry.parts}
    if missing := sorted(parts - set(found)):
        raise DataError(f"{path.name}：parts 里有本文件没有的条款：{'、'.join(missing)}")
    return document.id, found


def _entry(where: str, entry: Mapping[str, Any], citation: Citation) -> _Entry:
    _refuse_unknown(where, entry, _KEYS)
    if "parts" in entry:
        if not entry["parts"] or set(entry) != {"name", "parts"}:
            raise DataError(f"{where}：引用几条的记录只写 name 和 parts，parts 不能为空")
        return _Entry(None, tuple(entry["parts"]))
    text, lines = entry.get("text", ""), entry.get("lines", "")
    if not text or text != text.strip():
        raise DataError(f"{where}：text 要写条文，首尾不留空格")
    if bool(lines) != bool(citation.document.lines) or _SPAN.sub("", lines).strip(", "):
        raise DataError(f"{where}：lines 应写成 L250-252, L254（汇编以外的文件不写），现为“{lines}”")
    return _Entry(Article(Citation(citation.document, citation.article, lines), text, entry.get("note", "")))


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name}：不是正确的TOML（{error}）") from None


def _refuse_unknown(where: str, table: Iterable[str], allowed: set[str]) -> None:
    if unknown := sorted(set(table) - allowed):
        raise DataError(f"{where}：不认识的键 {'、'.join(unknown)}；可用：{'、'.join(sorted(allowed))}")
