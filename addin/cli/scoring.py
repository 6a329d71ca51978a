"""`jiuye rubrics`, `score` and `rank`: the evaluation standards, one answer sheet scored, many applicants ranked."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from addin.cli.app import EXIT_DONE, EXIT_FINDINGS, ChineseCommand
from addin.cli.output import print_json, print_table, progress
from addin.errors import CannotRun
from addin.result_place import check_result_place, mark_of
from addin.user_files import read_json
from formulas.rubric import Rubric
from formulas.rubric_public import describe
from formulas.rubrics import all_rubrics, codes, rubric
from formulas.scoring import score as score_sheet
from formulas.scoring_messages import two_decimals
from formulas.scoring_result import ScoreResult

if TYPE_CHECKING:  # loaded when a command needs it
    from addin.scoring.ranking import Applicant

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand)
@click.argument("code", required=False, metavar="[标准代码]")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def rubrics(code: str | None, as_json: bool) -> None:
    """列出评价标准：各项编号、文字、分值、答案写法，以及所在的评价表。"""
    chosen = [find_rubric(code)] if code else list(all_rubrics())
    if as_json:
        print_json({"rubrics": [_described(each) for each in chosen]})
        return
    if code is None:
        rows = [(each.code, each.title, each.document, each.count, each.total or "—", _line(each)) for each in chosen]
        print_table(["代码", "名称", "文号", "项数", "满分", "申报线"], rows)
        return
    details = describe(chosen[0])
    items = [(each["no"], each["text"], _most(each), _expected(each)) for each in details["items"]]
    print_table(["项号", "内容", "分值", "怎样作答"], items, title=chosen[0].basis)


def _described(standard: Rubric) -> dict[str, Any]:
    """A standard with the place of its sheet, and the header fields that the sheet alone asks for."""
    from templates.score_forms import answer_forms
    from templates.score_sheet import beyond_rubric, sheet_entry, sheet_field

    found = answer_forms().get(standard.code)
    described = describe(standard)
    if found is None:
        return {**described, "sheet": None}
    more = [sheet_field(field) for field in beyond_rubric(found[0])]
    return {**described, "header": [*described["header"], *more], "sheet": sheet_entry(*found)}


def _line(standard: Rubric) -> str:
    return f"≥{standard.pass_line.points} {standard.pass_line.sentence}" if standard.pass_line else ""


def _most(item: Mapping[str, Any]) -> str:
    return "" if item["max"] is None else f"{item['max']}"


def _expected(item: Mapping[str, Any]) -> str:
    """How an item is answered, in a few words."""
    words = "/".join(item["answers"])
    figures = "；".join(
        f"{each['title']}[{each['numerator']}, {each['denominator']}]" if "numerator" in each else each["title"]
        for each in item["inputs"]
        if each["title"] != "是否具备"  # the words 是 and 否 say that
    )
    return "；或 ".join(part for part in (figures, words) if part)


@click.command(cls=ChineseCommand)
@click.argument("code", metavar="标准代码")
@click.option("--input", "source", type=_FILE, metavar="文件", help="答卷（JSON对象）")
@click.option("--enterprises", type=_FILE, metavar="文件夹", help="企业自评表的文件夹：占比项目由此统计")
@click.option("--total", "count", type=click.IntRange(min=1), metavar="企业总数", help="区域内（行业内）企业总数")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def score(code: str, source: Path | None, enterprises: Path | None, count: int | None, as_json: bool) -> int:
    """按评价标准给一份答卷计分。答案有误、企业的表没有读出或有误时退出状态为1，未填完、不到申报线都是结果。

    不写 --input，只写 --enterprises 和 --total：只统计占比项目，得出的两个数填进评价表。
    """
    standard = find_rubric(code)
    if (enterprises is None) != (count is None):
        raise CannotRun("--enterprises 和 --total 要一起写：企业自评表的文件夹，和企业总数。")
    if source is None and enterprises is None:
        raise CannotRun("请写 --input（答卷），或 --enterprises 和 --total（只统计占比项目）。")
    answers = read_json(source) if source is not None else None
    clean = True
    if enterprises is not None and count is not None:
        wanted = _wanted(standard)
        found, unread = _enterprise_sheets(enterprises, wanted)
        clean = not unread and not any(each.sheet.at_fault for each in found)
        counted = _counted(standard, found, count)
        if source is None:
            _show_counted(standard, found, unread, counted, as_json)
            return EXIT_DONE if clean else EXIT_FINDINGS
        used = [_used(each) for each in found]
        if set(used) != {"自评"}:
            told = "、".join(f"{word}{used.count(word)}份" for word in dict.fromkeys(used))
            click.echo(f"提醒 企业的评价表{len(found)}份，采用{told}。", err=True)
        if isinstance(answers, dict):
            nested = isinstance(answers.get("items"), dict)
            answers = {**answers, "items": {**answers["items"], **counted}} if nested else {**answers, **counted}
    result = score_sheet(standard, answers)
    if as_json:
        print_json(result.to_json())
    else:
        _show(result)
    return EXIT_FINDINGS if result.findings or not clean else EXIT_DONE


def _wanted(standard: Rubric) -> set[str]:
    """The standards from whose sheets something is counted; refused where nothing is."""
    from formulas.scoring_collection import collected_from

    wanted = collected_from(standard)
    if not wanted:
        raise CannotRun(f"标准“{standard.code}”没有由企业自评表统计的项目，请不要写 --enterprises。")
    return wanted


def _enterprise_sheets(folder: Path, wanted: set[str]) -> tuple[list[Applicant], list[tuple[str, str]]]:
    """The enterprises' sheets in a folder, each enterprise once: nobody counts double for sending twice.

    With them the files that were not counted, and why; refused where nothing was read, since a share of none is a guess
    """
    from addin.scoring.ranking import rank_folder

    ranking = rank_folder(folder, folder)
    every = [each for group in ranking.groups for each in (*group.ranked, *group.out)]
    found = [each for each in every if each.sheet.form.rubric in wanted]
    titles = "、".join(f"“{rubric(code).title}”" for code in sorted(wanted))
    others = [(each.file, f"是“{each.sheet.title}”，不是{titles}，没有统计。") for each in every if each not in found]
    unread = [*ranking.unread, *others]
    if not found:
        reasons = "；".join(f"{name}：{reason}" for name, reason in unread[:5])
        raise CannotRun(
            f"{folder} 里没有读出一份填写过的{titles}，不能统计。{reasons}"
            "请核对文件夹；确实没有企业交表的，直接在评价表里填0。"
        )
    for name, reason in unread:
        click.echo(f"没有读出 {name}：{reason}", err=True)
    for same in ranking.same:
        click.echo(f"{same.file}：{same.words}。", err=True)
    if twice := [f"{each.file}：{each.reason}" for each in found if each.standing == "repeated"]:
        raise CannotRun(f"同一家企业交了不同的表，不知道算哪一份。{''.join(twice)}")
    return found, unread


def _counted(standard: Rubric, found: list[Applicant], count: int) -> dict[str, list[int]]:
    """The shares that are counted from the enterprises' sheets: [企业数, 企业总数] by item.

    After review where a sheet is reviewed, as a ranking counts them. A sheet with something wrong on it has no score,
    and so is below the line; an item of its own that is counted holds, as long as that item is sound.
    """
    from formulas.scoring_collection import collect

    if len(found) > count:
        raise CannotRun(
            f"--total 填的是{count}，文件夹里有{len(found)}家企业的自评表。"
            "企业总数是区域内（行业内）全部企业，不能少于交了表的企业。请核对。"
        )
    for each in found:
        if each.sheet.at_fault:
            click.echo(f"{each.file}：{each.sheet.conclusion}，得分按未达到计；填对了的单项照计。", err=True)
    return collect(standard, [each.sheet.by_items for each in found], count)


def _show_counted(
    standard: Rubric,
    found: list[Applicant],
    unread: list[tuple[str, str]],
    counted: Mapping[str, list[int]],
    as_json: bool,
) -> None:
    """The two counts of each share, and the enterprises they were counted from."""
    if as_json:
        told = [{"file": name, "reason": reason} for name, reason in unread]
        print_json({"counted": counted, "enterprises": [each.as_json() for each in found], "unread": told})
        return
    sheets = [(each.unit, _used(each), each.sheet.outcome, each.file) for each in found]
    print_table(["企业", "采用", "结果", "文件"], sheets, title=f"读出{len(sheets)}份自评表")
    inputs = {item.no: item.inputs[0] for item in standard.items if item.no in counted}
    rows = []
    for no, (top, bottom) in counted.items():
        share = f"{two_decimals(Fraction(100 * top, bottom))}%"
        rows.append((no, f"{inputs[no].numerator} {top}", f"{inputs[no].denominator} {bottom}", share))
    print_table(["项号", "填写", "填写", "占比"], rows, title=f"{standard.title}：由企业自评表统计的项目")
    if unread:
        click.echo(f"有{len(unread)}个文件没有统计进去（见上）。请补齐或核对后再统计，再把这几个数填进评价表。")


def _used(applicant: Applicant) -> str:
    """Which of the two scores of an enterprise was counted."""
    if applicant.sheet.review.faults:
        return "复评有误"
    return "复评" if applicant.sheet.is_reviewed else "自评"


def _show(result: ScoreResult) -> None:
    standard = result.rubric
    points = [(each.name, result.sections[each.name]) for each in standard.sections]
    sections = [(title, value if isinstance(value, str) else two_decimals(value)) for title, value in points]
    print_table(["部分", "得分" if standard.total is not None else "结果"], sections, title=standard.title)
    if result.lost:
        rows = [
            (each.item.no, each.item.text, "" if each.points is None else two_decimals(each.points), each.status)
            for each in result.lost
        ]
        print_table(
            ["项号", "内容", "失分", "状态"], rows, title="失分项" if standard.total is not None else "未达到的项"
        )
    if result.missing:
        click.echo(f"未填：{'、'.join(result.missing)}")
    for found in (*result.findings, *result.warnings):
        click.echo(f"{'错误' if found.severity == 'error' else '提醒'} {found.message}")
    total = f"总分{two_decimals(result.total)}分。" if result.total is not None else ""
    if result.scaled is not None and result.scaled != result.raw:
        total += f"折算{two_decimals(result.scaled)}分。"
    click.echo(f"{total}结论：{result.conclusion}。")


@click.command(cls=ChineseCommand)
@click.argument("folder", type=_FILE, metavar="文件夹")
@click.option("-o", "out", required=True, type=_FILE, metavar="结果", help="排名结果（.xlsx）")
@click.option("--json", "as_json", is_flag=True, help="输出JSON")
def rank(folder: Path, out: Path, as_json: bool) -> int:
    """把一个文件夹里的评价表分组排名：名次并列的标明，有否决情形、填写有误、重复报送的另列，自评与复评的差异列表。"""
    from addin.scoring.ranking import describe as in_words
    from addin.scoring.ranking import rank_folder
    from addin.scoring.ranking_book import ranking_bytes

    check_result_place(out, "rank", folder)
    ranking = rank_folder(folder, out, lambda parcels: progress(parcels, "排名"))
    if not ranking.groups:
        reasons = "；".join(f"{name}：{reason}" for name, reason in ranking.unread[:5])
        raise CannotRun(f"{folder} 里没有可以排名的评价表。{reasons}")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(ranking_bytes(ranking, mark_of("rank", folder)))
    if as_json:
        print_json(ranking.as_json())
        return EXIT_DONE if ranking.clean else EXIT_FINDINGS
    for group in ranking.groups:
        rows = [(each.unit, in_words(each), each.file) for each in (*group.ranked, *group.out)]
        print_table(["单位", "名次和得分", "文件"], rows, title=f"{group.title}（{group.name}）")
    for school in ranking.quotas:
        if school.exceeded:
            click.echo(f"推荐名额：{school.school}推荐{school.given}个，名额{school.quota}个，{school.words}。")
    for same in ranking.same:
        click.echo(f"{same.file}：{same.words}。")
    for name, reason in ranking.unread:
        click.echo(f"没有读出 {name}：{reason}")
    click.echo(f"已写入 {out}。")
    return EXIT_DONE if ranking.clean else EXIT_FINDINGS


def find_rubric(code: str) -> Rubric:
    """The standard of a code, or a Chinese sentence with the nearest codes."""
    try:
        return rubric(code)
    except KeyError:
        close = difflib.get_close_matches(code, codes(), n=3)
        hint = f"是不是 {'、'.join(close)}？" if close else "用 jiuye rubrics 查看全部代码。"
        raise CannotRun(f"没有评价标准“{code}”。{hint}") from None
