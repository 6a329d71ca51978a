"""`jiuye eligible`: what one enterprise or one person can claim, and what is still missing (政策找人)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from addin.book import BookData
from addin.choosing import SHEET, Inquiry, Outcome, answer, inquiries, summary, with_policies
from addin.choosing.inquiry import fact_sheets
from addin.choosing.telling import describe_choice, describe_placed, show
from addin.cli.app import EXIT_DONE, EXIT_FINDINGS, ChineseCommand
from addin.cli.options import day_of
from addin.cli.output import print_json
from addin.cli.rules import json_form, shown_json
from addin.errors import CannotRun
from addin.overrides import read_overrides
from addin.result_place import check_result_place
from addin.sheet_parameters import parameters_of
from addin.user_files import read_json
from formulas.choosing import choose
from formulas.documents import DataError
from formulas.fact_faults import Fault, faults
from formulas.facts import SUBJECTS, FactsError, read_facts
from formulas.parameters.model import ParameterFile
from formulas.subsidies import rules
from formulas.subsidy import Subsidy
from templates.findings import Finding, has_errors
from templates.reading import FileBook, UnreadableFile
from templates.reading.opening import load

_FILE = click.Path(path_type=Path)
_ALLOWED = 3  # different requirements that a message names
_BOOKS = (".xlsx", ".xlsm")
Parameters = Callable[[Subsidy], ParameterFile]


@click.command(cls=ChineseCommand)
@click.option(
    "--input",
    "source",
    required=True,
    type=_FILE,
    metavar="文件",
    help="一家企业或一个人的情况：填好的政策找人工作簿，或JSON对象",
)
@click.option("--on", metavar="日期", help="按哪一天的政策，如2023-06-01；不写为工作簿里的查询日期，没有的为今天")
@click.option("-o", "out", type=_FILE, metavar="结果", help="工作簿的副本，加上“可享政策”表；原文件不改动")
@click.option("--subject", "whose", metavar="对象", help="只看“企业”或“个人”；两张情况表都填了时用")
@click.option("--all", "everything", is_flag=True, help="也列出除日期外什么都还没有填的规则")
@click.option("--override", type=_FILE, metavar="文件", help="本地标准（TOML）")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def eligible(
    source: Path,
    on: str | None,
    out: Path | None,
    whose: str | None,
    everything: bool,
    override: Path | None,
    as_json: bool,
) -> int:
    """政策找人：列出能申领的、还缺什么的和不符合的政策。填写有误时退出状态为1。"""
    day, subject = day_of(on) if on is not None else None, _subject(whose)
    try:
        parameters = read_overrides(override) if override else None
    except DataError as error:
        raise CannotRun(f"本地标准文件有误：{error}") from None
    if source.suffix.lower() in _BOOKS:
        return _of_workbook(source, day, out, subject, everything, parameters, as_json)
    if out is not None:
        raise CannotRun("-o 只用于政策找人工作簿：JSON文件没有可以加表的工作簿。请去掉 -o，或用 --json 保存结果。")
    return _of_document(source, day or dt.date.today(), subject, everything, parameters, as_json)


def _of_document(
    source: Path,
    day: dt.date,
    subject: str | None,
    everything: bool,
    parameters: Parameters | None,
    as_json: bool,
) -> int:
    try:
        facts = read_facts(read_json(source))
    except FactsError as error:
        raise CannotRun(f"{source.name}：{error}") from None
    if subject:
        facts = replace(facts, subject=subject)
    if unused := facts.unused():
        click.echo(f"提示：没有规则用到 {'、'.join(unused)}，请检查名称。", err=True)
    findings = [_refused(each) for each in faults(facts)]
    for each in findings:
        click.echo(f"错误 {each.message}", err=True)
    status = EXIT_FINDINGS if findings else EXIT_DONE
    file_of = {code: parameters(rule) for code, rule in rules().items()} if parameters else None
    choices = choose(facts, day, everything=everything, file_of=file_of)
    if as_json:
        results = [describe_choice(each) for each in choices]
        document = {"on": day, "subject": facts.subject or None, "results": results, "unused": unused}
        print_json({**document, "findings": [each.as_json() for each in findings]})
        return status
    show(choices, f"{SUBJECTS.get(facts.subject, '')}按{day.isoformat()}的政策（共{len(choices)}项）")
    return status


def _refused(fault: Fault) -> Finding:
    """A value that no rule takes: its name, what it is, what is allowed, how JSON writes that."""
    title = fault.allowed[0][0].title
    wanted = "；或".join(dict.fromkeys(words.rstrip("。") for _, words in fault.allowed[:_ALLOWED]))
    forms = {json_form(spec, fault.given) for spec, _ in fault.allowed}
    written = f"在JSON里{forms.pop()}。" if len(forms) == 1 and "" not in forms else ""
    words = f"{fault.place}（{title}）填的是 {shown_json(fault.given)}，没有采用。{wanted}。{written}"
    return Finding("", "", fault.place, "FACT_REFUSED", "error", words)


def _of_workbook(
    source: Path,
    day: dt.date | None,
    out: Path | None,
    subject: str | None,
    everything: bool,
    parameters: Parameters | None,
    as_json: bool,
) -> int:
    if out is not None:
        check_result_place(out, "compute", source)
    opened = _opened(source, day, everything)
    asked = [each for each in opened.inquiries if subject in (None, each.subject)]
    if not asked:
        raise CannotRun(f"{source.name} 的情况表还没有填。请先填企业或个人情况；加 --all 列出各项政策要填什么。")
    if as_json and len(asked) > 1:
        raise CannotRun(f"{source.name} 的企业情况和个人情况都要看，请加 --subject 企业 或 --subject 个人。")
    outcomes = [answer(each, parameters or opened.parameters) for each in asked]
    findings = [each for outcome in outcomes for each in outcome.inquiry.findings]
    if out is not None:
        _write(out, opened.content, outcomes)
    for outcome in outcomes:
        inquiry = outcome.inquiry
        choices = [each for each in outcome.choices if everything or each.concerned]
        if as_json:
            told = [describe_placed(each, inquiry) for each in choices]
            document = {"on": inquiry.on, "subject": inquiry.subject, "who": inquiry.who, "results": told, "unused": []}
            print_json({**document, "findings": [each.as_json() for each in findings]})
            continue
        who = "".join((SUBJECTS[inquiry.subject], f"“{inquiry.who}”" if inquiry.who else ""))
        show(choices, f"{who}按{inquiry.on.isoformat()}的政策（共{len(choices)}项）", inquiry)
    for each in findings:
        click.echo(f"{'错误' if each.severity == 'error' else '提醒'} {each.message}", err=True)
    if out is not None:
        click.echo(f"已写入 {out} 的“{SHEET}”表。", err=as_json)
    return EXIT_FINDINGS if has_errors(findings) else EXIT_DONE


def write_policies(content: bytes, asked: Sequence[Inquiry], out: Path, parameters: Parameters) -> None:
    """What `jiuye compute` does with the facts of a workbook."""
    outcomes = [answer(each, parameters) for each in asked]
    _write(out, content, outcomes)
    for outcome in outcomes:
        click.echo(summary(outcome))
    click.echo(f"已写入 {out} 的“{SHEET}”表。")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A workbook: its bytes, what is asked on its sheets of facts, the standards adjusted on its sheet 政策参数."""

    content: bytes
    inquiries: list[Inquiry]
    parameters: Parameters


def _opened(source: Path, day: dt.date | None, blank: bool) -> _Opened:
    try:
        content = load(source)
        with FileBook(source, content) as file:
            book = BookData(file)
            if not fact_sheets(book.received):
                raise CannotRun(f"{source.name} 里没有“企业情况”或“个人情况”表。请用政策找人工作簿填写。")
            return _Opened(content, inquiries(book, on=day, blank=blank), parameters_of(book))
    except UnreadableFile as error:
        raise CannotRun(f"{source}：{error.message}") from None


def _write(out: Path, content: bytes, outcomes: Sequence[Outcome]) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(with_policies(content, outcomes))


def _subject(text: str | None) -> str | None:
    names = {**{title: subject for subject, title in SUBJECTS.items()}, **dict.fromkeys(SUBJECTS)}
    if text is not None and text not in names:
        raise CannotRun(f"--subject 填的是“{text}”，应为“企业”或“个人”。")
    return None if text is None else names[text] or text
