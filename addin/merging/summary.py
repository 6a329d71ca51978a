"""The first sheets of a merge result: 汇总说明, 各地汇总 with its charts, and the merged lists themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from addin.merging.book import HEAD_FONT, WARN_COLOR, Book, Head, across, put
from addin.merging.extract import SUMMARY_SHEET
from addin.merging.gather import Gathering
from addin.merging.results import BAD_WORDS, STATUS_WORDS, Outcome
from addin.merging.standings import draw_standings
from templates.registry import workbook_of

_HEADS = (
    Head("文件", 38),
    Head("报送单位", 20),
    Head("结果", 11, align="center"),
    Head("行数", 8, "0", "center"),
    Head("并入", 8, "0", "center"),
    Head("未并入", 8, "0", "center"),
    Head("错误", 8, "0", "center"),
    Head("提醒", 8, "0", "center"),
    Head("说明", 56),
)
_FORM_HEADS = ("表", "月份", "工作表", "并入行数", "未并入", "文件", "单位")


def draw_summary(book: Book, outcome: Outcome, inbox: Path, made: str) -> None:
    """What was merged, when, from which files."""
    sheet = book.sheet(SUMMARY_SHEET, f"{title_of(outcome)}汇总说明", len(_HEADS))
    text, label = book.look(text_wrap=True, valign="top"), book.look(font_name=HEAD_FONT)
    row = 2
    for name, words in _facts(outcome, inbox, made):
        put(sheet, row, 0, name, label)
        across(sheet, row, 1, len(_HEADS) - 1, words, text)
        sheet.set_row(row, 18 * (1 + len(words) // 60))
        row += 1
    row = _forms_table(book, sheet, row + 1, outcome)
    _files_table(book, sheet, row + 1, outcome)


def title_of(outcome: Outcome) -> str:
    """The reporting task, if all lists belong to one."""
    books = {workbook.title for each in outcome.forms if (workbook := workbook_of(each.code))}
    return next(iter(books)) if len(books) == 1 else "报表"


def _facts(outcome: Outcome, inbox: Path, made: str) -> Iterable[tuple[str, str]]:
    files = [each for each in outcome.files if not each.litter]
    counts = Counter[str](each.status_word for each in files)
    known = dict.fromkeys((*STATUS_WORDS.values(), *BAD_WORDS))
    shown = "，".join(f"{word} {counts[word]} 个" for word in known if counts[word])
    yield "汇总时间", made
    yield "来源", f"{inbox.resolve()}"
    yield "文件", f"共 {len(files)} 个：{shown}。{outcome.passed_over_in_words()}"
    merged, rejected = sum(each.merged for each in files), sum(each.rejected for each in files)
    yield "数据", f"{merged} 行已并入，{rejected} 行未并入。"
    if amounts := outcome.amounts_in_words():
        yield "金额", amounts
    if outcome.scope.units:
        missing = "、".join(unit.name for unit in outcome.missing)
        reported = len(outcome.scope.units) - len(outcome.missing)
        words = f"{outcome.scope.title} {len(outcome.scope.units)} 个，已报 {reported} 个"
        words = f"{words}；未报 {len(outcome.missing)} 个：{missing}。" if missing else f"{words}，全部报齐。"
        yield "报送", words + lacking_units(outcome)
    errors = sum(each.severity == "error" for _, each in outcome.findings)
    warnings = len(outcome.findings) - errors
    yield "问题", f"错误 {errors} 条，提醒 {warnings} 条；跨单位重复 {len(outcome.duplicates)} 个。"
    yield "说明", "没有填关键列、与前面的行重复、含有错误值的行不并入，其余照样并入，问题列在“问题清单”。"


def lacking_units(outcome: Outcome) -> str:
    """The units that reported without some list; "" where there are none."""
    names = [unit.name for unit, _ in outcome.lacking()]
    return f"已报缺表 {len(names)} 个：{'、'.join(names)}。" if names else ""


def _section(book: Book, sheet: Any, row: int, words: str) -> int:
    put(sheet, row, 0, words, book.look(font_name=HEAD_FONT, font_size=12))
    sheet.set_row(row, 22)
    return row + 1


def _forms_table(book: Book, sheet: Any, row: int, outcome: Outcome) -> int:
    row = _section(book, sheet, row, "一、各表")
    head = book.look(font_name=HEAD_FONT, border=1, align="center", bg_color="#DCE6F1", text_wrap=True)
    text, number = book.look(border=1, text_wrap=True), book.look(border=1, align="center", num_format="0")
    for column, words in enumerate(_FORM_HEADS):
        put(sheet, row, column, words, head)
    row += 1
    for each in outcome.forms:
        put(sheet, row, 0, each.title, text)
        months = "、".join(f"{month}（{count} 个文件）" for month, count in sorted(each.months.items()))
        put(sheet, row, 1, months, text)
        if each.rows:
            link = book.look(border=1, align="center", font_color="#0563C1", underline=1)
            sheet.write_url(row, 2, f"internal:'{each.tab}'!A1", link, "打开")
        else:
            put(sheet, row, 2, None, number)
        for column, count in enumerate((each.rows, each.rejected, len(each.files), len(each.by_unit)), start=3):
            put(sheet, row, column, count, number)
        row += 1
    return row


def _files_table(book: Book, sheet: Any, row: int, outcome: Outcome) -> None:
    row = _section(book, sheet, row, "二、各文件")
    book.heading(sheet, row, _HEADS)
    sheet.freeze_panes(1, 0)
    errors: Counter[int] = Counter()
    warnings: Counter[int] = Counter()
    for place, each in outcome.findings:
        (errors if each.severity == "error" else warnings)[place] += 1
    body = book.rows(_HEADS, row + 2)
    files = outcome.files
    body.add(
        [
            [each.file for each in files],
            [each.unit.name if each.unit else None for each in files],
            [each.status_word for each in files],
            [each.rows_in or None for each in files],
            [each.merged or None for each in files],
            [each.rejected or None for each in files],
            [errors[place] or None for place in range(len(files))],
            [warnings[place] or None for place in range(len(files))],
            [each.reason or None for each in files],
        ]
    )
    if body.count:
        sheet.put_body(body)
        bad = book.look(font_color=WARN_COLOR)
        cells = (row + 1, 2, row + body.count, 2)
        for word in BAD_WORDS:
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": bad}
            sheet.conditional_format(*cells, rule)


def draw_lists_and_standings(book: Book, outcome: Outcome, gathering: Gathering, made: str) -> None:
    """各地汇总, then every merged list."""
    draw_standings(book, outcome, made)
    for merged in gathering.in_order():
        if merged.counts.rows:
            merged.draw(book, made)
