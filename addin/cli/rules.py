"""`jiuye rules` and `jiuye calc`: what the subsidy rules are, and what they give for records of JSON."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from addin.cli.app import ChineseCommand
from addin.cli.options import day_of
from addin.cli.output import print_json, print_table
from addin.cli.rule_page import print_rule
from addin.errors import CannotRun
from addin.history import read_history
from addin.overrides import read_overrides
from addin.rule_book import describe_rule
from addin.user_files import read_json
from formulas.documents import DataError
from formulas.explanation import citations, explain
from formulas.inputs import InputSpec
from formulas.ledger import award_ledger
from formulas.subsidies import rules as all_rules
from formulas.subsidy import Award, Subsidy

_FILE = click.Path(path_type=Path)
_SHOWN = 40  # characters of a value that a hint shows
_DIALECTS = ("duckdb", "postgres", "pyspark", "mysql", "sqlite", "oracle", "mssql", "clickhouse", "trino")


@click.command(cls=ChineseCommand)
@click.argument("code", required=False, metavar="[规则代码]")
@click.option("--sql", "dialect", type=click.Choice(_DIALECTS), metavar="数据库", help="输出该规则的SQL")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def rules(code: str | None, dialect: str | None, as_json: bool) -> None:
    """列出补贴规则：标准、条件、参数、有效期和依据。"""
    chosen = [find_rule(code)] if code else list(all_rules().values())
    if dialect:
        if code is None:
            raise CannotRun("输出SQL要指明是哪一条规则，例如：jiuye rules labour-award --sql postgres")
        click.echo(_sql(chosen[0], dialect))
        return
    if as_json:
        print_json({"rules": [describe_rule(rule) for rule in chosen]})
        return
    rows = [(rule.code, rule.title, rule.family, str(rule.file.window), str(rule.citation)) for rule in chosen]
    print_table(["代码", "名称", "类别", "有效期", "依据"], rows)
    if code:
        print_rule(chosen[0])


def _sql(rule: Subsidy, dialect: str) -> str:
    from formulas.columns import sql  # loads the database library, which no other command needs

    return sql(rule, dialect)


@click.command(cls=ChineseCommand)
@click.argument("code", metavar="规则代码")
@click.option("--input", "source", required=True, type=_FILE, metavar="文件", help="记录，JSON数组")
@click.option("--on", metavar="日期", help="记录没有日期时按这一天核算，如2023-06-01")
@click.option("--override", type=_FILE, metavar="文件", help="本地标准（TOML）")
@click.option("--history", type=_FILE, metavar="文件", help="此前已发放的记录（JSON数组，或汇总台账）")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def calc(
    code: str, source: Path, on: str | None, override: Path | None, history: Path | None, as_json: bool
) -> None:
    """按规则核算一批记录；不符合条件的记录也是结果。"""
    rule = find_rule(code)
    records = read_records(source)
    _tell_unknown(rule, records)
    _tell_quoted(rule, records)
    if on is not None:
        day_of(on)
    try:
        file = read_overrides(override)(rule) if override else rule.file
    except DataError as error:
        raise CannotRun(f"本地标准文件有误：{error}") from None
    payments = read_history(history) if history else ()
    awards = award_ledger(rule, records, on=on, file=file, history=payments)
    if as_json:
        print_json([describe_award(each) for each in awards])
        return
    _print_awards(rule, awards)


def _tell_unknown(rule: Subsidy, records: Sequence[dict[str, Any]]) -> None:
    """Names that the rule does not read, on stderr: a misspelt one would otherwise be passed over without a word."""
    known = [*(name for name, _ in rule.inputs), *(key.name for key in rule.keys)]
    for name in dict.fromkeys(name for record in records for name in record if name not in known):
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"是不是 {close[0]}？" if close else ""
        click.echo(f"提醒 {rule.code} 不用“{name}”，没有读取。{hint}", err=True)


def _tell_quoted(rule: Subsidy, records: Sequence[dict[str, Any]]) -> None:
    """How JSON writes an input, on stderr, once for each input that holds a value of another kind."""
    for name, spec in rule.inputs:
        for number, value in enumerate((each.get(name) for each in records), start=1):
            if value is not None and (wanted := json_form(spec, value)):
                shown = shown_json(value)
                click.echo(f"提醒 第{number}条 {name} 填的是 {shown}：{spec.title}在JSON里{wanted}。", err=True)
                break


def shown_json(value: object) -> str:
    """A value as JSON writes it, cut short where it is long."""
    found = json.dumps(value, ensure_ascii=False, default=float)
    return found if len(found) <= _SHOWN else f"{found[:_SHOWN]}…"


def json_form(spec: InputSpec, value: object) -> str:
    """How JSON writes an input, where a value is not of its kind; "" where it is."""
    if spec.item is not None:
        item = spec.item
        wrong = not isinstance(value, list) or any(json_form(item, each) for each in value)
        return "写数的数组，如 [2000, 2000]，数字不加引号" if wrong else ""
    if spec.kind == "bool":
        return "" if isinstance(value, bool) else "写 true 或 false，不加引号"
    if spec.kind == "number":
        fits = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
        return "" if fits else "写数字，不加引号"
    if spec.kind == "date":
        fits = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) is not None
        return "" if fits else "写成 \"2023-06-01\" 这样，月、日各两位，加引号"
    return "" if isinstance(value, str) else "写文字，加引号"


def _print_awards(rule: Subsidy, awards: Sequence[Award]) -> None:
    """A table of results and their sum; a check has no amount."""
    columns = ["行", rule.amount_title, "是否符合", "核算过程"]
    rows: list[Sequence[object]] = [
        (number, f"{each.amount}", "是" if each.eligible else "否", "\n".join(explain(each)))
        for number, each in enumerate(awards, start=1)
    ]
    if rule.check_only:
        columns, rows = [columns[0], *columns[2:]], [(row[0], *row[2:]) for row in rows]
    print_table(columns, rows, title=f"{rule.title}（{rule.citation}）")
    total = sum((each.amount for each in awards), Decimal("0.00"))
    sum_up = "" if rule.check_only else f"，合计{total}元"
    click.echo(f"共{len(awards)}条，符合{sum(each.eligible for each in awards)}条{sum_up}。")


def describe_award(award: Award) -> dict[str, Any]:
    """One result in the shape of the contract."""
    return {
        "amount": f"{award.amount:.2f}",
        "eligible": award.eligible,
        "reasons": list(award.reasons),
        "steps": explain(award),
        "citations": citations(award),
    }


def find_rule(code: str) -> Subsidy:
    """The rule of a code, or a Chinese sentence with the nearest codes."""
    known = all_rules()
    if code in known:
        return known[code]
    close = difflib.get_close_matches(code, known, n=3)
    hint = f"是不是 {'、'.join(close)}？" if close else "用 jiuye rules 查看全部代码。"
    raise CannotRun(f"没有规则“{code}”。{hint}")


def read_records(path: Path) -> list[dict[str, Any]]:
    """A JSON array of objects."""
    document = read_json(path)
    if isinstance(document, dict):
        document = [document]
    if not isinstance(document, list):
        raise CannotRun(f"{path.name}：应为由对象组成的JSON数组，每个对象一条记录。")
    for number, each in enumerate(document, start=1):
        if not isinstance(each, dict):
            found = f"第{number}条是 {shown_json(each)}，不是对象"
            raise CannotRun(f"{path.name}：应为由对象组成的JSON数组，每个对象一条记录；{found}。")
    return document
