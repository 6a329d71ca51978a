"""One rule for people: what its records hold and how that is written, its conditions, its dated parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from addin.cli.output import print_table
from addin.rule_book import describe_rule
from formulas.subsidy import Subsidy
from formulas.wording import measured

_WRITTEN = {"date": "如2023-06-01", "bool": "true、false", "percent": "92即92%"}  # in JSON, where no values are listed


def print_rule(rule: Subsidy) -> None:
    """The tables below the line that `jiuye rules` prints of every rule."""
    entry = describe_rule(rule)
    inputs = [
        (each["name"], each["title"], each["type"], each["unit"], _values(each), each.get("note", ""))
        for each in entry["inputs"]
    ]
    keys = [(each["name"], each["title"], "文本", "", "", "查重、限额按它认") for each in entry["keys"]]
    print_table(["输入", "名称", "类型", "单位", "可填", "说明"], [*inputs, *keys])
    print_table(["条件", "要求"], [(each["code"], each["title"]) for each in entry["conditions"]])
    if entry["parameters"]:
        print_table(["参数", "名称", "标准", "执行时间", "依据"], _parameters(entry["parameters"]))
    for parameter in entry["parameters"]:
        if parameter["adjustable"]:
            click.echo(f"{parameter['name']} 可由当地调整：{parameter['adjustable']}。")
    if entry["excludes"]:
        click.echo(f"不能同时享受：{'、'.join(entry['excludes'])}。")
    if entry["ledger"]:
        click.echo(f"台账：{entry['ledger']['workbook']}")


def _values(given: Mapping[str, Any]) -> str:
    """What may be written for an input."""
    kind = given["type"].removesuffix(" or null")
    words = "、".join(str(each) for each in given["allowed"]) or _WRITTEN.get(kind, "")
    if "capacity" in given:
        words = f"[数, 数, …]，台账里最多{given['capacity']}个"
    return words if kind == given["type"] else f"{words}；没有的填 null".lstrip("；")


def _parameters(parameters: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[object]]:
    """A line for each value of each parameter."""
    for each in parameters:
        for value in each["values"]:
            until = f"至{value['to']}" if value["to"] else "起"
            figures = "；".join(_figures(value["value"], each["unit"]))
            yield each["name"], each["title"], figures, f"{value['from']}{until}", value["source"]


def _figures(value: Any, unit: str) -> Iterator[str]:
    """A figure with its unit; bands and classes one after the other."""
    unit = measured(unit)
    if isinstance(value, Mapping):
        yield from (f"{name} {figure}{unit}" for name, figure in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for band in value:
            bound = "其余" if band["up_to"] is None else f"不超过{band['up_to']}"
            yield f"{bound} {band['value']}{unit}"
    else:
        yield f"{value}{unit}"
