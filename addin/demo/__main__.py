"""`python -m addin.demo [--out demo]`: the whole of 用工保障 on invented data, and what was found, in Chinese."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

from addin.cli.output import print_table, progress
from addin.demo.enterprises import everyone
from addin.demo.filling import Copy, fill_city
from addin.demo.mistakes import MISTAKES, Mistake
from addin.demo.posting import BROKEN, MAILED, MISSING, ZIPPED, post
from addin.merging import Outcome, merge
from addin.merging.quotas import Standing, plain
from templates.checking import check
from templates.reading import UnreadableFile, read_workbook
from templates.registry import workbooks
from templates.rendering import write

ROWS = 160  # prepared rows: the largest city has 112 enterprises and some of them two rows of need
ISSUED, INBOX, RESULT = "1-下发", "2-上报", "3-汇总/用工保障汇总.xlsx"
NOTE = "演示说明.txt"  # by this file a run knows that the folders are a demonstration's, and may go
_NOTE_WORDS = "这里的三个文件夹由演示程序写出，数据都是虚构的。再次演示会全部删掉重写，请不要存放别的文件。"
_FOLDERS = (ISSUED, INBOX, Path(RESULT).parent.name)


def main(arguments: list[str] | None = None) -> int:
    """Run the demo; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m addin.demo", description="用虚构数据演示用工保障。")
    parser.add_argument("--out", type=Path, default=Path("demo"), help="输出文件夹，默认 demo", metavar="文件夹")
    out: Path = parser.parse_args(arguments).out
    started = time.perf_counter()
    if somebodys := [folder for folder in _FOLDERS if (out / folder).exists() and not (out / NOTE).exists()]:
        found = "、".join(str(out / folder) for folder in somebodys)
        print(f"{found} 已经有了，不是演示写出的，没有改动。请用 --out 另指定一个文件夹。", file=sys.stderr)
        return 2
    for folder in _FOLDERS:
        shutil.rmtree(out / folder, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    (out / NOTE).write_text(f"{_NOTE_WORDS}\r\n", encoding="utf-8-sig", newline="")
    build(out)
    _say(f"一、下发：{out / ISSUED}/用工保障.xlsx")
    fill(out)
    _say(f"二、上报：{out / INBOX}（企业均为虚构；各市照实填报，另有意放入 {len(MISTAKES) + 2} 种常见错误）")
    _check(out / INBOX)
    outcome = merge(out / INBOX, out / RESULT, watch=lambda files: progress(files, "汇总"))
    _show(outcome)
    _say(f"结果：{out / RESULT}（用时 {time.perf_counter() - started:.0f} 秒）")
    return 0


def build(out: Path) -> Path:
    """The empty workbook, as it is issued."""
    path = out / ISSUED / "用工保障.xlsx"
    write(workbooks()["labour-guarantee"], path, rows=ROWS)
    return path


def fill(out: Path) -> None:
    """One copy for each city, with its mistake, in the inbox."""
    workbook = workbooks()["labour-guarantee"]
    issued = out / ISSUED / workbook.file_name
    planted = {each.city: each for each in MISTAKES}
    copy = Copy(issued, workbook)
    for city, enterprises in progress(list(everyone()), "填报"):
        mine = planted.get(city)
        # an inserted column cannot be taken back: that city gets a copy of its own
        target = Copy(issued, workbook) if mine and mine.rule == "COLUMN_EXTRA" else copy
        fill_city(target, city, enterprises)
        if mine:
            mine.spoil(target, enterprises)
        post(city, out / INBOX, target.save)
        target.clear()


def _check(inbox: Path) -> None:
    """`jiuye check` over the files that lie in the folder themselves."""
    rows: list[tuple[object, ...]] = []
    for path in progress(sorted(inbox.glob("*.xlsx")), "检查"):
        try:
            findings = check(read_workbook(path))
        except UnreadableFile as error:
            rows.append((path.name, "无法读取", "", error.message))
            continue
        errors = [each for each in findings if each.severity == "error"]
        first = next(iter([*errors, *findings]), None)
        rows.append((path.name, len(errors), len(findings) - len(errors), first.message if first else ""))
    print_table(["文件", "错误", "提醒", "第一个问题"], rows, title="三、逐个检查（jiuye check）")


def _show(outcome: Outcome) -> None:
    files = [each for each in outcome.files if not each.litter]
    counts = Counter(each.status for each in files)
    _say(
        f"四、汇总（jiuye merge）：{len(files)} 个文件，无法读取 {counts['unreadable']} 个；"
        f"{sum(each.merged for each in files)} 行已并入，{sum(each.rejected for each in files)} 行未并入；"
        f"跨市重复 {len(outcome.duplicates)} 个；未报：{'、'.join(unit.name for unit in outcome.missing)}。"
    )
    assert outcome.standings is not None
    rows = [_standing(each) for each in (*outcome.standings.places.values(), outcome.standings.total)]
    heads = ["省辖市", "重点企业", "指标", "完成率", "员工（万人）", "指标", "完成率"]
    print_table(heads, rows, title="对照指标（附件1）")
    found = [_found(outcome, each) for each in MISTAKES]
    print_table(["有意放入的错误", "地市", "发现"], found)
    _say(f"另外：{MISSING}没有报送；{BROKEN}的文件传到一半中断；{ZIPPED}发来压缩包，{MAILED}发来邮件，附件照样读取。")


def _standing(each: Standing) -> tuple[object, ...]:
    quota = each.quota
    assert quota is not None
    return (
        each.title,
        each.enterprises,
        quota.enterprises,
        f"{each.enterprises / quota.enterprises:.1%}",
        plain(round(each.staff, 2)),
        plain(quota.staff),
        f"{each.staff / quota.staff:.1%}",
    )


def _found(outcome: Outcome, mistake: Mistake) -> tuple[str, str, str]:
    """The first finding about a planted mistake, in its own words."""
    for place, each in outcome.findings:
        unit = outcome.files[place].unit if place >= 0 else None
        if unit is not None and unit.name == mistake.city and each.rule == mistake.rule:
            return mistake.words, mistake.city, each.message
    return mistake.words, mistake.city, "" if mistake.rule else "按规定读取，不算错误"


def _say(words: str) -> None:
    print(f"\n{words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
