"""The sheets that say what is left to do: 未报名单, 重复名单, 未并入的行, 问题清单."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from addin.merging.book import Book, Head
from addin.merging.extract import list_forms
from addin.merging.gather import REJECTED_HEADS, Gathering
from addin.merging.results import Duplicate, FileResult, Outcome
from addin.merging.units import Unit
from templates.findings import Finding
from templates.names import ROW_LIMIT

SEVERITY_WORDS = {"error": "错误", "warning": "提醒"}
_FIRST_ROW = 4
_MISSING = (Head("序号", 6, "0", "center"), Head("单位", 24), Head("情况", 90))
_DUPLICATES = (
    Head("序号", 6, "0", "center"),
    Head("表", 22),
    Head("类别", 8, align="center"),
    Head("代码或号码", 24, align="center"),
    Head("名称", 28),
    Head("报送单位", 16),
    Head("文件", 26),
    Head("工作表", 18),
    Head("单元格", 9, align="center"),
    Head("处理", 22),
)
_PROBLEMS = (
    Head("序号", 7, "0", "center"),
    Head("报送单位", 16),
    Head("文件", 26),
    Head("工作表", 18),
    Head("单元格", 9, align="center"),
    Head("级别", 7, align="center"),
    Head("问题", 90),
)


def draw_reports(book: Book, outcome: Outcome, gathering: Gathering, made: str) -> None:
    """The four sheets; each is there even when it is empty, so that nobody looks for it in vain."""
    missing, lacking = list(outcome.missing_in_words()), list(outcome.lacking_in_words())
    counts = [f"{what} {len(units)} 个" for what, units in (("未报", missing), ("已报缺表", lacking)) if units]
    rows = ((unit.name, words) for unit, words in (*missing, *lacking))
    _table(book, "未报名单", _MISSING, rows, made, "；".join(counts))
    _table(book, "重复名单", _DUPLICATES, _duplicate_rows(outcome), made)
    line = f"汇总时间：{made}    共 {gathering.rejected.count} 行"
    book.table("未并入的行", "未并入的行", REJECTED_HEADS, gathering.rejected, [line])
    _table(book, "问题清单", _PROBLEMS, problem_rows(outcome, outcome.findings), made)


def _table(
    book: Book, name: str, heads: Sequence[Head], rows: Iterable[Sequence[object]], made: str, counts: str = ""
) -> None:
    found = list(rows)
    kept = found[: ROW_LIMIT - _FIRST_ROW]
    body = book.rows(heads, _FIRST_ROW)
    if kept:
        body.add([[number for number, _ in enumerate(kept, start=1)], *zip(*kept, strict=True)])
    more = f"（只列出前 {len(kept)} 条）" if len(kept) < len(found) else ""
    words = (counts or f"共 {len(found)} 条") + more if found else "没有"
    book.table(name, name, heads, body, [f"汇总时间：{made}    {words}"])


def _duplicate_rows(outcome: Outcome) -> Iterable[Sequence[object]]:
    kinds = {"enterprise": "企业", "person": "人员"}
    for each in outcome.duplicates:
        for number, place in enumerate(each.places):
            yield (
                list_forms()[each.form].title,
                kinds[each.kind],
                each.value,
                place.name,
                place.unit.name,
                outcome.files[place.file].file,
                place.sheet,
                place.cell,
                _treatment(each, number),
            )


def _treatment(duplicate: Duplicate, number: int) -> str:
    """What was done with the row, and who must settle it."""
    if duplicate.earlier:
        return f"{duplicate.earlier}也报过，请核对"
    if len(list_forms()[duplicate.form].key) == 1 and number:
        return "未并入，请核对归属"
    return "已并入，请核对归属"


def problem_rows(outcome: Outcome, findings: Iterable[tuple[int, Finding]]) -> Iterable[Sequence[object]]:
    """The findings as rows of 问题清单."""
    nowhere = Unit("")
    for place, each in findings:
        file = outcome.files[place] if place >= 0 else FileResult("")
        yield (
            (file.unit or nowhere).name,
            file.file,
            each.sheet,
            each.cell,
            SEVERITY_WORDS[each.severity],
            each.words,
        )
