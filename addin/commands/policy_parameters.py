"""政策参数: every figure that is in force on a day and in a region."""

from __future__ import annotations

import datetime as dt

from addin.book import BookData
from addin.changes import Changes
from addin.commands import Options, command
from addin.errors import CannotRun
from addin.policy import CITY, PROVINCE, REGIONS, in_region, parameter_table
from addin.result_files import workbook_of
from addin.sheet_parameters import parameters_of, rules_of
from addin.tables import ResultSheet, Words
from formulas.subsidies import rules
from templates.checking.context import filing_day

TITLE = "参数查询"


@command(
    "政策参数",
    tip="列出所选日期和地区适用的全部政策参数：数值、单位、文号、条款和起止日期。",
    needs="nothing",
    takes=("on", "region"),
)
def policy_parameters(book: BookData, options: Options) -> Changes:
    """The parameters of the workbook's rules (of all rules where it has none); of a day and a region."""
    on = _day(book, options.get("on"))
    region = _region(book, options.get("region"))
    own = rules_of(book)
    chosen = in_region(own or rules().values(), region)
    scope = "本工作簿的补贴" if own else "全部补贴"
    where = REGIONS.get(region, "全省和平顶山市")
    words = f"{scope}，{on.isoformat()}，{where}适用的参数，共{len(chosen)}项规定。"
    table = parameter_table(chosen, on, parameters_of(book), region)
    changes = Changes().answer(on=on.isoformat(), region=region, rules=[rule.code for rule in chosen], summary=words)
    if not book.ours:  # nothing is written into somebody else's workbook
        content = workbook_of([(TITLE, ResultSheet(TITLE, [Words(words), table]))])
        return changes.give_file(f"政策参数-{on.isoformat()}.xlsx", content, "open").say(words)
    result = book.result_name(TITLE)
    return changes.replace_sheet(result, TITLE, Words(words), table).select(result, "A1").say(words)


def _day(book: BookData, text: str | None) -> dt.date:
    """The day asked for, else the workbook's own 填报日期 where it has come, else today."""
    if text:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise CannotRun(f"参数日期填的是“{text}”，应为日期，如2023-06-01。") from None
    days = (filing_day(data, book.today) for data in book.used)
    return next((day for day in days if day is not None), book.today)


def _region(book: BookData, text: str | None) -> str:
    """The region asked for, else that of the reporting unit; "" where it cannot be told."""
    if text:
        if text not in REGIONS:
            raise CannotRun(f"适用地区填的是“{text}”，应为 {'、'.join(REGIONS)} 之一。")
        return text
    code, unit = book.meta.entries.get("unit_code", ""), book.meta.unit
    if code.startswith(CITY[:4]) or "平顶山" in unit:
        return CITY
    return PROVINCE if code or unit else ""
