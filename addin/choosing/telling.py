"""What was found, as one JSON entry for each rule, and as a table on the terminal."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from addin.choosing.inquiry import Inquiry
from addin.choosing.outcome import explanation, refusal_of
from formulas.choosing import Choice, Missing

_STATUS = {"eligible": "可以申领", "incomplete": "待补充", "refused": "不符合"}


def describe_choice(choice: Choice) -> dict[str, Any]:
    """One result in the shape of the contract."""
    return {
        "code": choice.rule.code,
        "title": choice.rule.title,
        "status": choice.status,
        "amount": f"{choice.amount:.2f}",
        "amount_title": None if choice.rule.check_only else choice.rule.amount_title,
        "reasons": list(choice.reasons),
        "missing": [_missing(each) for each in choice.missing],
        "excluded_by": _excluded_by(choice),
        "together": [{"note": each.note, "source": str(each.citation)} for each in choice.together],
        "steps": choice.steps,
        "citations": choice.citations,
        "read_as": [{"name": each.name, "title": each.title, "value": each.value} for each in choice.readings],
    }


def _missing(missing: Missing) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": missing.name, "title": missing.title, "expects": missing.expects}
    if missing.given is not None:
        entry["given"] = _writable(missing.given)
    return entry


def _writable(value: Any) -> Any:
    """A value that was given, as JSON can hold it: it has no NaN."""
    if isinstance(value, list):
        return [_writable(each) for each in value]
    return "NaN" if isinstance(value, float) and not math.isfinite(value) else value


def describe_placed(choice: Choice, inquiry: Inquiry) -> dict[str, Any]:
    """The same with the cell in which each missing fact is to be filled in."""
    entry = describe_choice(choice)
    missing = [
        {**each, "sheet": inquiry.sheet, "cell": inquiry.places.get((choice.rule.code, each["name"]), "")}
        for each in entry["missing"]
    ]
    return {**entry, "missing": missing}


def _excluded_by(choice: Choice) -> dict[str, str] | None:
    if choice.instead is None or choice.exclusion is None:
        return None
    return {
        "code": choice.instead.code,
        "title": choice.instead.title,
        "scope": choice.exclusion.scope,
        "source": str(choice.exclusion.citation),
    }


def show(choices: Sequence[Choice], title: str, inquiry: Inquiry | None = None) -> None:
    """A table for people; long texts are folded, nothing is left out."""
    table = Table(title=title, title_justify="left", show_lines=True)
    table.add_column("政策", ratio=3, overflow="fold")
    table.add_column("结果", no_wrap=True)
    table.add_column("金额（元）", no_wrap=True, justify="right")
    table.add_column("说明", ratio=10, overflow="fold")
    for choice in choices:
        table.add_row(*_row(choice, inquiry))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, highlight=False).print(table)
    proposed = sum(each.proposed and not each.rule.check_only for each in choices)
    waiting = sum(each.status == "incomplete" for each in choices)
    more = "" if inquiry else "用 --json 查看所缺各项的填写要求。"
    click.echo(f"可以申领{proposed}项，待补充{waiting}项。{more}")


def _row(choice: Choice, inquiry: Inquiry | None) -> tuple[str, str, str, str]:
    award = choice.status == "eligible" and not choice.rule.check_only
    status = _STATUS[choice.status] if award or choice.status != "eligible" else "符合"
    lines = explanation(choice)
    if choice.outside:
        status = "不在有效期"
    if choice.instead is not None:
        status = "不能同时享受"
        lines.append(refusal_of(choice))
    if choice.missing:
        lines.append("还缺：" + "、".join(_needed(choice, each, inquiry) for each in choice.missing) + "。")
    if choice.readings and choice.status == "eligible":
        read = "、".join(f"“{each.title}”为{each.value}" for each in choice.readings)
        lines.append(f"按{read}判断，请核对。")
    return (choice.rule.title, status, f"{choice.amount:.2f}" if award else "", "\n".join(lines))


def _needed(choice: Choice, missing: Missing, inquiry: Inquiry | None) -> str:
    """A missing fact, with its cell, or with the name it has in JSON."""
    place = missing.name if inquiry is None else inquiry.places.get((choice.rule.code, missing.name), "")
    return f"{missing.title}（{place}）" if place else missing.title
