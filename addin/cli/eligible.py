"""`jiuye eligible`: what one enterprise or one person can claim, and what is still missing (政策找人)."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from addin.cli.app import ChineseCommand
from addin.cli.output import print_json
from addin.cli.rules import read_json
from addin.errors import CannotRun
from addin.overrides import read_overrides
from formulas.choosing import Choice, Missing, choose
from formulas.documents import DataError
from formulas.facts import SUBJECTS, FactsError, read_facts
from formulas.subsidies import rules

_FILE = click.Path(path_type=Path)
_STATUS = {"eligible": "可以申领", "incomplete": "待补充", "refused": "不符合"}


@click.command(cls=ChineseCommand)
@click.option("--input", "source", required=True, type=_FILE, metavar="文件", help="一家企业或一个人的情况，JSON对象")
@click.option("--on", metavar="日期", help="按哪一天的政策，如2023-06-01；不写为今天")
@click.option("--all", "everything", is_flag=True, help="也列出除日期外什么都还没有填的规则")
@click.option("--override", type=_FILE, metavar="文件", help="本地标准（TOML）")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def eligible(source: Path, on: str | None, everything: bool, override: Path | None, as_json: bool) -> None:
    """政策找人：列出能申领的、还缺什么的和不符合的政策。"""
    day = _day(on)
    try:
        facts = read_facts(read_json(source))
    except FactsError as error:
        raise CannotRun(f"{source.name}：{error}") from None
    try:
        parameters = read_overrides(override) if override else None
        file_of = {code: parameters(rule) for code, rule in rules().items()} if parameters else None
    except DataError as error:
        raise CannotRun(f"本地标准文件有误：{error}") from None
    if unused := facts.unused():
        click.echo(f"提示：没有规则用到 {'、'.join(unused)}，请检查名称。", err=True)
    choices = choose(facts, day, everything=everything, file_of=file_of)
    if as_json:
        results = [describe_choice(each) for each in choices]
        print_json({"on": day, "subject": facts.subject or None, "results": results, "unused": unused})
        return
    _show(choices, f"{SUBJECTS.get(facts.subject, '')}按{day.isoformat()}的政策（共{len(choices)}项）")


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
        "steps": choice.steps,
        "citations": choice.citations,
        "read_as": [{"name": each.name, "title": each.title, "value": each.value} for each in choice.readings],
    }


def _missing(missing: Missing) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": missing.name, "title": missing.title, "expects": missing.expects}
    if missing.given is not None:
        entry["given"] = missing.given
    return entry


def _excluded_by(choice: Choice) -> dict[str, str] | None:
    if choice.instead is None or choice.exclusion is None:
        return None
    return {
        "code": choice.instead.code,
        "title": choice.instead.title,
        "scope": choice.exclusion.scope,
        "source": str(choice.exclusion.citation),
    }


def _show(choices: Sequence[Choice], title: str) -> None:
    """A table for people; long texts are folded, nothing is left out."""
    table = Table(title=title, title_justify="left", show_lines=True)
    table.add_column("政策", ratio=3, overflow="fold")
    table.add_column("结果", no_wrap=True)
    table.add_column("金额（元）", no_wrap=True, justify="right")
    table.add_column("说明", ratio=10, overflow="fold")
    for choice in choices:
        table.add_row(*_row(choice))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, highlight=False).print(table)
    proposed = sum(each.proposed and not each.rule.check_only for each in choices)
    waiting = sum(each.status == "incomplete" for each in choices)
    click.echo(f"可以申领{proposed}项，待补充{waiting}项。用 --json 查看所缺各项的填写要求。")


def _row(choice: Choice) -> tuple[str, str, str, str]:
    award = choice.status == "eligible" and not choice.rule.check_only
    status = _STATUS[choice.status] if award or choice.status != "eligible" else "符合"
    lines = list(choice.steps)
    if choice.instead is not None and choice.exclusion is not None:
        status = "不能同时享受"
        lines.append(
            f"{choice.exclusion.scope}不能与“{choice.instead.title}”同时享受，"
            f"建议申领金额较大的一项（{choice.exclusion.citation}）。"
        )
    if choice.missing:
        lines.append("还缺：" + "、".join(f"{each.title}（{each.name}）" for each in choice.missing) + "。")
    if choice.readings and choice.status == "eligible":
        read = "、".join(f"“{each.title}”为{each.value}" for each in choice.readings)
        lines.append(f"按{read}判断，请核对。")
    return (choice.rule.title, status, f"{choice.amount:.2f}" if award else "", "\n".join(lines))


def _day(text: str | None) -> dt.date:
    if text is None:
        return dt.date.today()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise CannotRun(f"--on 填的是“{text}”，应为日期，如2023-06-01。")
    return day
