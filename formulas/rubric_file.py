"""Reading a rubric file strictly: a slip in the data stops the load and names the file, the key and what is allowed.

Besides types and unknown keys it refuses what a reviewer would have to add up by hand: totals that differ from their
items, bands that overlap or leave a gap, an item counted twice, an expression over a name nobody declared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from formulas.criterion import CriterionError, parse
from formulas.rubric import CRITERION_TYPES, Rubric
from formulas.rubric_checks import VERDICT_NUMBERS, problems

WHAT = {
    "extra_forbidden": "没有这个键，请核对拼写",
    "missing": "缺少这个键",
    "literal_error": "不是允许的值，应为 {expected}",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}",
    "tuple_type": "应为列表",
    "model_type": "应为一组键和值",
}


class RubricError(ValueError):
    """A rubric file that cannot be used; the message is for the person who edits the file."""


def load(path: Path) -> Rubric:
    """Read one rubric file. Raises: RubricError, naming file and key."""
    try:
        with path.open("rb") as stream:
            raw = tomllib.load(stream, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RubricError(f"{path.name}：不是有效的 TOML 文件（{error}）") from None
    try:
        rubric = Rubric.model_validate(_with_criteria(_with_defaults(raw)))
    except CriterionError as error:
        raise RubricError(f"{path.name}：{error}") from None
    except ValidationError as error:
        raise RubricError("\n".join(f"{path.name}：{line}" for line in _explain(error, raw))) from None
    if rubric.code != path.stem:
        raise RubricError(f"{path.name}：code 是“{rubric.code}”，应与文件名一致")
    if found := list(problems(rubric)):
        raise RubricError("\n".join(f"{path.name}：{line}" for line in found))
    return rubric.model_copy(update={"note": rubric.note.replace("{places}", rubric.places_in_words)})


def _with_defaults(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Give each item the keys that its section states once for all of them."""

    def section(table: dict[str, Any]) -> dict[str, Any]:
        defaults = table.get("defaults", {})
        rest = {k: v for k, v in table.items() if k != "defaults"}
        return {**rest, "items": _each(table.get("items", []), lambda item: {**defaults, **item})}

    return {**raw, "sections": _each(raw.get("sections"), section)}


def _each(value: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """Change the tables of a list; what is no table stays, for the model to refuse."""
    return [change(v) if isinstance(v, dict) else v for v in value] if isinstance(value, list) else value


def _types(fields: Any, key: str) -> dict[str, str]:
    """The criterion type of each declared name."""
    return {
        f[key]: CRITERION_TYPES[f["type"]]
        for f in (fields if isinstance(fields, list) else ())
        if isinstance(f, dict) and isinstance(f.get(key), str) and f.get("type") in CRITERION_TYPES
    }


def _with_criteria(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Parse every expression against the names declared for it."""
    header = _types(raw.get("header"), "code")
    verdict_names = {**header, **dict.fromkeys(VERDICT_NUMBERS, "number")}
    return {
        **raw,
        "verdicts": _each(raw.get("verdicts", []), lambda v: _parsed(v, ("when",), verdict_names, "verdicts")),
        "sections": _each(
            raw.get("sections"), lambda s: {**s, "items": _each(s["items"], lambda i: _item(i, header))}
        ),
    }


def _item(item: dict[str, Any], header: Mapping[str, str]) -> dict[str, Any]:
    names, where = {**header, **_types(item.get("inputs"), "name")}, f"第 {item.get('no', '?')} 项"
    out = _parsed(item, ("test",), names, where)
    out = _parsed(out, ("applies",), header, where)
    out = _parsed(out, ("amount",), {**names, "value": "number"}, where)
    if isinstance(item.get("expect"), dict):
        out["expect"] = _parsed(item["expect"], ("when",), names, where)
    if "bands" in item:
        out["bands"] = _each(item["bands"], lambda b: _parsed(b, ("when", "remark_when"), names, where))
    return out


def _parsed(table: Mapping[str, Any], keys: tuple[str, ...], names: Mapping[str, str], where: str) -> dict[str, Any]:
    out = dict(table)
    for key in keys:
        if isinstance(table.get(key), str):
            try:
                out[key] = parse(table[key], names)
            except CriterionError as error:
                raise CriterionError(f"{where} 的 {key}：{error}") from None
    return out


def _explain(error: ValidationError, raw: Mapping[str, Any]) -> Iterator[str]:
    """pydantic's findings in our words, each with the place in the file."""
    for found in error.errors(include_url=False):
        what = WHAT.get(found["type"], "值不对").format_map({"expected": "", "pattern": "", **found.get("ctx", {})})
        shown = "" if found["type"] in ("missing", "extra_forbidden") else f"（现为 {found['input']!r}）"
        yield f"{_place(found['loc'], raw)}：{what.replace(' or ', '、')}{shown}"


def _place(loc: tuple[int | str, ...], raw: Any) -> str:
    """`sections[2].items[5]（一、3）.kind`: the path, with the item number a person looks for."""
    path, node = "", raw
    for step in loc:
        path += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(step, int) and isinstance(node, dict) and "no" in node:
            path += f"（{node['no']}）"
    return path.lstrip(".")
