"""`jiuye forms`, `check`, `compute`, `merge`: what there is to fill in, and what is done with filled workbooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from addin.cli.app import EXIT_DONE, EXIT_FINDINGS, ChineseCommand
from addin.cli.output import print_json, print_table, progress
from addin.errors import CannotRun
from addin.result_place import check_result_place
from templates.findings import has_errors
from templates.reading import FileBook, Received, UnreadableFile, read_workbook
from templates.reading.opening import load

if TYPE_CHECKING:  # each command loads what it needs when it is called
    from addin.book import BookData
    from addin.merging import Outcome
    from addin.scoring.sheets import SheetScore
    from formulas.ledger import Payment
    from formulas.parameters.model import ParameterFile
    from formulas.subsidy import Subsidy

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand)
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def forms(as_json: bool) -> None:
    """列出全部表单：代码、名称、种类、所在工作簿、依据和字段。"""
    from addin.form_book import describe_forms

    entries = describe_forms()
    if as_json:
        print_json({"forms": entries})
        return
    kinds = {"list": "清单台账", "card": "申请表", "score": "评分表"}
    rows = [(e["code"], e["title"], kinds[e["kind"]], e["workbook"], e["source"]["basis"]) for e in entries]
    print_table(["代码", "名称", "种类", "工作簿", "依据"], rows)


@click.command(cls=ChineseCommand)
@click.argument("file", type=_FILE, metavar="文件")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def check(file: Path, as_json: bool) -> int:
    """检查一个工作簿：逐格、逐行、表间、参数和各项计算，一次列出全部问题，与封装上报时相同。有错误时退出状态为1。"""
    from addin.book import BookData
    from addin.issuing import is_reference
    from addin.sealing import full_check

    try:
        with FileBook(file, load(file)) as source:
            book = BookData(source)
            received, findings = book.received, full_check(book)
    except UnreadableFile as error:
        raise CannotRun(f"{file}：{error.message}") from None
    for_reference = bool(received.forms) and all(is_reference(each.form) for each in received.forms.values())
    if for_reference:  # nothing was to be filled in
        findings = [each for each in findings if each.rule != "NOTHING_FILLED"]
    if as_json:
        print_json({"file": str(file), "findings": [each.as_json() for each in findings]})
    elif for_reference and not findings:
        click.echo(f"{file.name}：只供查阅，没有要填的表，不用检查。")
    else:
        for each in findings:
            click.echo(f"{'错误' if each.severity == 'error' else '提醒'} {each.message}")
        errors = sum(each.severity == "error" for each in findings)
        click.echo(f"{file.name}：错误{errors}处，提醒{len(findings) - errors}处。" if findings else "没有发现问题。")
    return EXIT_FINDINGS if has_errors(findings) else EXIT_DONE


@click.command(cls=ChineseCommand)
@click.argument("file", type=_FILE, metavar="文件")
@click.option("-o", "out", required=True, type=_FILE, metavar="结果", help="结果工作簿（.xlsx），原文件不改动")
@click.option("--override", type=_FILE, metavar="文件", help="本地标准（TOML）")
@click.option("--history", type=_FILE, metavar="文件", help="此前已发放的记录（JSON数组，或汇总台账）")
@click.option("--earlier", type=_FILE, metavar="文件", help="上年的评价表工作簿：评分结果里与上年比较")
def compute(file: Path, out: Path, override: Path | None, history: Path | None, earlier: Path | None) -> int:
    """核算工作簿里的补贴台账，把金额、步骤和依据写入副本的“补贴核算”表；评价表则写出评分结果，政策找人则写出可享政策。

    评价表填写有误、复评有误时退出状态为1，未填完是结果。
    """
    from addin.book import BookData
    from addin.choosing import inquiries
    from addin.cli.eligible import write_policies
    from addin.computing import compute as compute_ledgers
    from addin.result_sheet import SHEET, with_results
    from addin.scoring.result_book import write_results
    from addin.scoring.sheets import not_scored, score_results
    from addin.sheet_parameters import parameters_of, ready_to_award

    check_result_place(out, "compute", file, override, history, earlier)
    overrides = _parameters(override)
    try:
        content = load(file)
        with FileBook(file, content) as source:
            book = BookData(source)
            payments = _payments(history, book)
            received = ready_to_award(book)
            own = parameters_of(book)
            parameters = overrides or own
            ledgers = compute_ledgers(received, history=payments, parameters=parameters, own=own)
            asked = inquiries(book)
    except UnreadableFile as error:
        raise CannotRun(f"{file}：{error.message}") from None
    scores, refused = score_results(received), not_scored(received)
    if refused and not scores and not ledgers:
        raise CannotRun(f"{file.name}：{'；'.join(refused)}")
    for words in refused:
        click.echo(words, err=True)
    before = _earlier_scores(earlier, scores) if earlier is not None else []
    if scores and not ledgers:
        write_results(scores, out, earlier=before)
        for each in scores:
            click.echo(f"{each.title}：{each.outcome}")
        click.echo(f"已把{len(scores)}张评价表的评分结果写入 {out}。")
        return EXIT_FINDINGS if any(each.at_fault for each in scores) else EXIT_DONE
    if asked and not ledgers:
        write_policies(content, asked, out, parameters)
        return EXIT_DONE
    if not ledgers:
        raise CannotRun(f"{file.name} 里没有填写过的补贴台账或评价表，没有可以核算的内容。")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(with_results(content, ledgers))
    rows = [
        (
            each.rule.title,
            len(each.rows),
            sum(row.award.eligible for row in each.rows),
            f"{each.total}",
            sum(row.differs for row in each.rows) or "",
        )
        for each in ledgers
    ]
    print_table(["台账", "行数", "符合", "合计（元）", "与表内金额不同"], rows)
    click.echo(f"已写入 {out} 的“{SHEET}”表。")
    return EXIT_DONE


@click.command(cls=ChineseCommand)
@click.argument("inbox", type=_FILE, metavar="文件夹")
@click.option("-o", "out", required=True, type=_FILE, metavar="结果", help="汇总结果（.xlsx）")
@click.option("--units", metavar="单位", help="应报单位：city、county、省辖市名，或一行一个单位的文本文件")
@click.option("--ledger", type=_FILE, metavar="文件", help="汇总台账（自动建立）：跨期查重、限额")
@click.option("--password", "passwords", multiple=True, metavar="密码", help="上报件的密码；有几个就写几次")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def merge(
    inbox: Path, out: Path, units: str | None, ledger: Path | None, passwords: tuple[str, ...], as_json: bool
) -> int:
    """汇总一个文件夹里的上报表（.xlsx、.xlsm、.zip、.eml），查重、对照指标、列出未报单位。"""
    from addin.merging import merge as merge_inbox

    outcome = merge_inbox(
        inbox, out, ledger=ledger, units=units, watch=lambda files: progress(files, "汇总"), passwords=passwords
    )
    if as_json:
        print_json(outcome.as_json())
    else:
        _show_merge(outcome, out)
    return EXIT_DONE if outcome.clean else EXIT_FINDINGS


def _show_merge(outcome: Outcome, out: Path) -> None:
    from addin.merging.summary import lacking_units

    files = [each for each in outcome.files if not each.litter]
    rows = [
        (
            each.file,
            each.unit.name if each.unit else "",
            each.status_word,
            each.rows_in,
            each.merged,
            each.rejected,
            each.reason,
        )
        for each in files
    ]
    print_table(["文件", "报送单位", "结果", "行数", "并入", "未并入", "说明"], rows)
    severities = Counter(each.severity for _, each in outcome.findings)
    click.echo(
        f"文件{len(files)}个，并入{sum(each.merged for each in files)}行；错误{severities['error']}处，"
        f"提醒{severities['warning']}处，跨单位重复{len(outcome.duplicates)}个。"
    )
    if amounts := outcome.amounts_in_words():
        click.echo(f"汇总核算的补贴金额：{amounts}")
    if severities:
        click.echo("错误、提醒在哪个文件、哪一格，逐条列在结果的“问题清单”表。")
    if outcome.missing:
        click.echo(f"未报{len(outcome.missing)}个：{'、'.join(unit.name for unit in outcome.missing)}。")
    if lacking := lacking_units(outcome):
        click.echo(f"{lacking}缺哪一张，见“未报名单”表。")
    if passed_over := outcome.passed_over_in_words():
        click.echo(passed_over)
    click.echo(f"已写入 {out}。")


def read(file: Path) -> Received:
    """A workbook, or a Chinese sentence why it cannot be read."""
    try:
        return read_workbook(file)
    except UnreadableFile as error:
        raise CannotRun(f"{file}：{error.message}") from None


def _earlier_scores(earlier: Path, scores: Sequence[SheetScore]) -> list[SheetScore]:
    """Last year's sheets; refused where there is nothing to compare."""
    from addin.scoring.comparison import counterpart, refusal
    from addin.scoring.sheets import not_scored, score_results

    if not scores:
        raise CannotRun("--earlier 只用于评价表：这个工作簿里没有填写过的评价表。")
    received = read(earlier)
    found = score_results(received)
    if not any(counterpart(each, found) for each in scores):
        if refused := not_scored(received):
            raise CannotRun(f"{earlier.name}：{'；'.join(refused)}")
        if reasons := [words for each in scores if (words := refusal(each, found))]:
            raise CannotRun(f"{earlier.name}：{''.join(reasons)}")
        raise CannotRun(f"{earlier.name} 里没有填写过的同一种评价表，不能与上年比较。")
    return found


def _payments(history: Path | None, book: BookData) -> Iterable[Payment] | Callable[[Subsidy], Iterable[Payment]]:
    from addin.history import read_history
    from addin.merging.paid import paid_besides
    from addin.merging.record import is_record

    if history is None:
        return ()
    return paid_besides(history, book) if is_record(history) else read_history(history)


def _parameters(override: Path | None) -> Callable[[Subsidy], ParameterFile] | None:
    from addin.overrides import read_overrides
    from formulas.documents import DataError

    if override is None:
        return None
    try:
        return read_overrides(override)
    except DataError as error:
        raise CannotRun(f"本地标准文件有误：{error}") from None
