"""`jiuye issue`, `seal`, `verify`: workbooks on their way out, on their way back, and what happened to them."""

from __future__ import annotations

from pathlib import Path

import click

from addin.cli.app import EXIT_DONE, EXIT_FINDINGS, ChineseCommand
from addin.cli.output import print_json, progress
from addin.errors import CannotRun
from templates.findings import Finding
from templates.reading import UnreadableFile
from templates.reading.opening import load

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand)
@click.argument("workbook", metavar="工作簿")
@click.option("--units", required=True, metavar="单位", help="city、county、省辖市名，或文件：一行一个单位，或.csv")
@click.option("-o", "folder", required=True, type=_FILE, metavar="文件夹", help="每个单位一份，写到这里")
@click.option("--period", default="", metavar="期次", help="报告期，如2023年3月；写进表里和文件名")
@click.option("--rows", type=click.IntRange(1, 5000), metavar="行数", help="清册预备的行数")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def issue(workbook: str, units: str, folder: Path, period: str, rows: int | None, as_json: bool) -> None:
    """下发：每个单位一份工作簿，单位、期次和指标已填好并锁定。"""
    from addin.issuing import issue as issue_copies

    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"-o 填的“{folder}”是文件，这里要一个文件夹。")
    copies = issue_copies(
        workbook, units, folder, period=period, rows=rows, watch=lambda each: progress(each, "下发")
    )
    if kept := [each.path.name for each in copies if each.kept]:
        more = f"等{len(kept)}份" if len(kept) > 3 else ""
        words = "同名的文件已经有了，内容不同，没有覆盖；这次的另写为"
        click.echo(f"提醒：{words}“{'”“'.join(kept[:3])}”{more}。", err=True)
    if as_json:
        entries = [{"unit": each.recipient.name, "id": each.id, "file": each.path.name} for each in copies]
        print_json({"folder": str(folder), "copies": entries})
    else:
        click.echo(f"已在 {folder} 写出{len(copies)}份，编号和文件名见“下发清单”。")


@click.command(cls=ChineseCommand)
@click.argument("file", type=_FILE, metavar="文件")
@click.option("-o", "folder", required=True, type=_FILE, metavar="文件夹", help="上报件写到这里，文件名按规定")
@click.option("--password", metavar="密码", help="给上报件加密（AES），宜8个字符以上；密码另行告知收件单位")
@click.option("--accepted-by", default="", metavar="姓名", help="有错误也要上报时，由谁同意；写进上报件")
@click.option("--mail", is_flag=True, help="同时生成邮件草稿（.eml）")
def seal(file: Path, folder: Path, password: str | None, accepted_by: str, mail: bool) -> int:
    """封装上报：全面校验后生成固定的上报件。有错误时不生成，退出状态为1。"""
    from addin.encryption import SAFE_LENGTH, decrypt, encrypt
    from addin.sealing import seal as seal_copy

    if password == "":
        raise CannotRun("--password 是空的。请填写密码，或去掉这个选项。")
    if password and len(password) < SAFE_LENGTH:
        click.echo(f"提醒：密码不足{SAFE_LENGTH}个字符，容易被试出来。", err=True)
    content = decrypt(_read(file), password or "")
    try:
        sealed = seal_copy(content, file, accepted_by=accepted_by)
    except UnreadableFile as error:
        raise CannotRun(f"{file}：{error.message}") from None
    _show(sealed.findings)
    if not sealed.done:
        errors = sum(each.severity == "error" for each in sealed.findings)
        advice = "请改正后再封装；确需带错上报的，用 --accepted-by 写明由谁同意。"
        click.echo(f"没有封装：还有{errors}处错误。{advice}", err=True)
        return EXIT_FINDINGS
    folder.mkdir(parents=True, exist_ok=True)
    target = _free(folder / sealed.name)
    written = encrypt(sealed.content, password) if password else sealed.content
    target.write_bytes(written)
    click.echo(f"已封装：{target}")
    if mail:
        draft = target.with_suffix(".eml")
        draft.write_bytes(_draft(sealed.content, target.name, written, sealed.digest))
        click.echo(f"邮件草稿：{draft}")
    return EXIT_DONE


def _free(target: Path) -> Path:
    """A name that no sealed copy or draft has yet: what was handed in is never written over."""
    number, free = 1, target
    while free.exists() or free.with_suffix(".eml").exists():
        number += 1
        free = target.with_stem(f"{target.stem}({number})")
    return free


def _draft(content: bytes, name: str, attachment: bytes, digest: str) -> bytes:
    import datetime as dt

    from addin.book import BookData
    from addin.mailing import draft
    from templates.reading import FileBook

    with FileBook(Path(name), content) as source:
        return draft(BookData(source), name, attachment, digest, dt.date.today())


@click.command(cls=ChineseCommand)
@click.argument("file", type=_FILE, metavar="文件")
@click.option("--password", metavar="密码", help="上报件的密码")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def verify(file: Path, password: str | None, as_json: bool) -> int:
    """核对一份上报件：封装后改动过哪些单元格、公式和参数，模板版本，各项检查和计算。有问题时退出状态为1。"""
    from addin.encryption import decrypt
    from addin.sealing import verify as verify_copy

    content = decrypt(_read(file), password or "")
    try:
        verdict = verify_copy(content, file)
    except UnreadableFile as error:
        raise CannotRun(f"{file}：{error.message}") from None
    if as_json:
        print_json(verdict.as_json(str(file)))
    else:
        _show(verdict.findings)
        state = "封装后没有改动" if verdict.intact else "封装后有改动" if verdict.sealed else "没有封装过"
        click.echo(f"{file.name}：{state}，{'核对通过' if verdict.passed else '核对没有通过'}。")
    return EXIT_DONE if verdict.passed else EXIT_FINDINGS


def _read(file: Path) -> bytes:
    try:
        return load(file)
    except UnreadableFile as error:
        raise CannotRun(f"{file}：{error.message}") from None


def _show(findings: list[Finding]) -> None:
    for each in findings:
        click.echo(f"{'错误' if each.severity == 'error' else '提醒'} {each.message}")
